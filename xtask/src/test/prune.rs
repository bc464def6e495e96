//! Keeps a build machine's target folder from filling its disk. Every run starts from another checkout, whose own
//! packages get other hashes: what an earlier run built of them is never asked for again. Dependencies are, so they stay
//! as long as there is room.

use std::{
    fs,
    path::Path,
    time::{Duration, SystemTime},
};

use anyhow::{Context, Result};

use super::packages;
use crate::{paths, shell};

/// Room for what two states of the dependencies take in debug and release builds.
const MOST: u64 = 20 << 30;
/// A run that is still going may need what it has just built.
const KEEP: Duration = Duration::from_secs(12 * 3600);
/// Where cargo keeps one entry per compiled package.
const FOLDERS: [&str; 4] = ["deps", ".fingerprint", "build", "incremental"];

/// On a build machine: first the own packages' old artefacts go, then, if that was not enough, everything.
pub fn prune(root: &Path, target: &Path) -> Result<()> {
    if !paths::on_ci() || size_of(target) <= MOST {
        return Ok(());
    }
    shell::step("prune the target folder", || {
        let own = packages::names(root)?;
        drop_own(target, &own, now() - KEEP)?;
        if size_of(target) > MOST {
            fs::remove_dir_all(target).with_context(|| format!("could not remove {}", target.display()))?;
        }
        Ok(())
    })
}

#[expect(clippy::disallowed_methods, reason = "files are as old as the machine's clock says")]
fn now() -> SystemTime {
    SystemTime::now()
}

/// Removes what belongs to these packages and is older than `before`, in all profiles and targets below the folder.
fn drop_own(folder: &Path, own: &[String], before: SystemTime) -> Result<()> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let path = entry?.path();
        if !path.is_dir() {
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if FOLDERS.contains(&name.as_str()) {
            for artefact in fs::read_dir(&path)? {
                drop_artefact(&artefact?.path(), own, before)?;
            }
        } else {
            drop_own(&path, own, before)?;
        }
    }
    Ok(())
}

fn drop_artefact(path: &Path, own: &[String], before: SystemTime) -> Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let is_old = fs::symlink_metadata(path)?.modified().is_ok_and(|time| time < before);
    if !is_old || !own.iter().any(|package| is_of(&name, package)) {
        return Ok(());
    }
    if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
        .with_context(|| format!("could not remove {}", path.display()))
}

/// `libserver-0123456789abcdef.rlib`, `server-…` and their like; not `server_fn-…`.
fn is_of(artefact: &str, package: &str) -> bool {
    let names = [package.to_owned(), package.replace('-', "_")];
    let bare = [Some(artefact), artefact.strip_prefix("lib")];
    let hashed = |rest: &str| rest.chars().take_while(char::is_ascii_alphanumeric).count() >= 12;
    bare.into_iter().flatten().any(|bare| {
        names
            .iter()
            .any(|name| bare.strip_prefix(name.as_str()).and_then(|rest| rest.strip_prefix('-')).is_some_and(hashed))
    })
}

/// Bytes of all files below; hard links count once each, which errs on the safe side.
fn size_of(folder: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    entries
        .flatten()
        .map(|entry| match entry.file_type() {
            Ok(kind) if kind.is_dir() => size_of(&entry.path()),
            Ok(kind) if kind.is_file() => entry.metadata().map_or(0, |found| found.len()),
            _ => 0,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_artefacts_are_told_from_dependencies() {
        let hash = "0123456789abcdef";
        for own in ["server-HASH", "libserver-HASH.rlib", "server-HASH.d", "server-HASH.server.1-cgu.0.rcgu.o"] {
            assert!(is_of(&own.replace("HASH", hash), "server"), "{own}");
        }
        for other in ["server_fn-HASH", "libserver_fn-HASH.rlib", "observer-HASH", "server", "server-1"] {
            assert!(!is_of(&other.replace("HASH", hash), "server"), "{other}");
        }
        assert!(is_of(&format!("libembedded_postgres-{hash}.rmeta"), "embedded_postgres"));
        assert!(is_of("model-1a2b3c4d5e6f7", "model"), "an incremental folder");
    }

    #[test]
    fn only_old_and_own_things_go() {
        let folder = std::env::temp_dir().join(format!("guildhall-prune-{}", std::process::id()));
        let deps = folder.join("front/wasm32-unknown-unknown/wasm-dev/deps");
        fs::create_dir_all(&deps).expect("folder");
        let (own, other) = (deps.join("libserver-0123456789abcdef.rlib"), deps.join("libserde-0123456789abcdef.rlib"));
        for file in [&own, &other] {
            fs::write(file, "four").expect("file");
        }
        assert_eq!(size_of(&folder), 8);
        let names = ["server".to_owned()];
        drop_own(&folder, &names, now() - KEEP).expect("nothing is old");
        assert!(own.exists());
        drop_own(&folder, &names, now() + KEEP).expect("pruned");
        assert!(!own.exists() && other.exists());
        fs::remove_dir_all(&folder).expect("removed");
    }
}
