//! Where things lie: the cluster, the socket, the log, the lock; who may reach them; how a new cluster is made.

use std::{
    fs,
    io::ErrorKind,
    os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use anyhow::{Context, Result, bail, ensure};

use crate::{Options, SUPERUSER, binaries::Binaries, identity::Identity, stale::OwnerLock};

/// macOS allows 103 bytes, Linux 107; `/.s.PGSQL.5432` is part of it.
const LONGEST_SOCKET_PATH: usize = 103;
const SOCKET_FILE: &str = ".s.PGSQL.5432";

/// Everything decided about one server before it starts.
#[derive(Clone, Debug)]
pub struct Place {
    pub root: PathBuf,
    pub cluster: PathBuf,
    pub socket: PathBuf,
    pub log: PathBuf,
    pub identity: Identity,
    pub binaries: Binaries,
    /// Held as long as any copy of this lives.
    pub lock: Arc<OwnerLock>,
}

impl Place {
    pub fn socket_file(&self) -> PathBuf {
        self.socket.join(SOCKET_FILE)
    }

    /// The last lines of the server's log, for messages.
    pub fn log_tail(&self) -> String {
        let text = fs::read(&self.log).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text.lines().rev().take(12).collect();
        lines.into_iter().rev().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
    }
}

/// Makes the folders, decides user and binaries, takes the lock.
pub fn prepare(options: &Options) -> Result<Place> {
    let wanted = std::path::absolute(&options.data_dir)?;
    let elsewhere = fallback_for(&wanted);
    let mut root = wanted.clone();
    if elsewhere.join("cluster").exists() && !wanted.join("cluster").exists() {
        root = elsewhere.clone();
    }
    let identity = Identity::choose(&root.join("cluster"))?;
    make_private(&root, &identity)?;
    if identity.lent && !can_enter(&root, &identity) {
        root = elsewhere;
        make_private(&root, &identity)?;
        ensure!(can_enter(&root, &identity), "{} cannot be reached by {}", root.display(), identity.name);
        // Left empty by the attempt above; the data never lies there.
        let _ = fs::remove_dir(&wanted);
    }
    if root != wanted {
        (options.on_event)(&format!(
            "{} cannot be reached by {}, so the data lies in {}",
            wanted.display(),
            identity.name,
            root.display()
        ));
    }
    let lock = Arc::new(OwnerLock::take(&root.join("owner.lock"))?);
    let cluster = root.join("cluster");
    let needed = fs::read_to_string(cluster.join("PG_VERSION")).ok().and_then(|text| text.trim().parse().ok());
    let binaries = Binaries::find(&identity, if options.throwaway { None } else { needed })?;
    let socket = socket_folder(options.socket_dir.clone().unwrap_or_else(|| root.join("socket")), &identity)?;
    Ok(Place { log: root.join("server.log"), root, cluster, socket, identity, binaries, lock })
}

/// Makes a cluster when there is none. A half-made one (killed in between) never gets the final name.
pub fn initialise(place: &Place, options: &Options) -> Result<()> {
    let fresh = place.root.join("cluster.new");
    for old in [Some(&fresh), options.throwaway.then_some(&place.cluster)].into_iter().flatten() {
        match fs::remove_dir_all(old) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("could not remove {}", old.display()));
            }
            _ => {}
        }
    }
    if place.cluster.join("PG_VERSION").exists() {
        return Ok(());
    }
    let mut command = place.identity.command(place.binaries.folder.join("initdb"), &place.root);
    command.args(["-U", SUPERUSER, "-E", "UTF8", "--auth=trust", "--data-checksums", "--no-instructions"]);
    locale(&mut command);
    if options.throwaway {
        command.arg("--no-sync");
    }
    let output = command.arg("-D").arg(&fresh).output().context("could not run initdb")?;
    if !output.status.success() {
        let said = [output.stdout, output.stderr].concat();
        bail!("initdb failed ({}):\n{}", output.status, String::from_utf8_lossy(&said).trim());
    }
    fs::rename(&fresh, &place.cluster).context("could not put the new cluster in its place")
}

/// The same order of characters on every machine; macOS has no libc locale of that name.
fn locale(command: &mut Command) {
    if cfg!(target_os = "macos") {
        command.args(["--locale=C", "--lc-ctype=UTF-8"]);
    } else {
        command.arg("--locale=C.UTF-8");
    }
}

/// Removes a throwaway's folder and its socket.
pub fn remove(place: &Place) {
    let _ = fs::remove_dir_all(&place.root);
    let _ = fs::remove_dir_all(&place.socket);
}

/// A folder (and its parents) for this user alone. Parents that we make are open to pass through.
fn make_private(folder: &Path, identity: &Identity) -> Result<()> {
    let failed = || format!("could not make the folder {}", folder.display());
    if let Some(parent) = folder.parent() {
        fs::create_dir_all(parent).with_context(failed)?;
    }
    match fs::DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error).with_context(failed),
        _ => {}
    }
    let found = fs::symlink_metadata(folder)?;
    ensure!(found.is_dir(), "{} is no folder", folder.display());
    if found.uid() != identity.uid {
        identity.own(folder)?;
    }
    if found.mode() & 0o077 != 0 {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).with_context(failed)?;
    }
    Ok(())
}

/// Asked by trying: modes, ACLs and mounts all have a say.
fn can_enter(folder: &Path, identity: &Identity) -> bool {
    identity.command("/bin/sh", folder).args(["-c", ":"]).status().is_ok_and(|status| status.success())
}

/// Where root keeps the data of a checkout that lies below a closed home.
fn fallback_for(wanted: &Path) -> PathBuf {
    Path::new("/var/lib/guildhall").join(short_hash(&wanted.to_string_lossy()))
}

/// The folder for the socket: as asked, or a short one when the path is too long for a socket address.
fn socket_folder(wanted: PathBuf, identity: &Identity) -> Result<PathBuf> {
    let wanted = std::path::absolute(wanted)?;
    let fits = wanted.join(SOCKET_FILE).as_os_str().len() <= LONGEST_SOCKET_PATH;
    let folder = if fits {
        wanted
    } else {
        let name = format!("guildhall-{}-{}", identity.uid, short_hash(&wanted.to_string_lossy()));
        let short = Path::new("/tmp").join(name);
        // /tmp is everybody's: a folder somebody else made under our name is not ours.
        if let Ok(found) = fs::symlink_metadata(&short) {
            ensure!(
                found.is_dir() && found.uid() == identity.uid && found.mode() & 0o077 == 0,
                "{} exists but is not a private folder of {}: remove it",
                short.display(),
                identity.name
            );
        }
        short
    };
    make_private(&folder, identity)?;
    Ok(folder)
}

/// FNV-1a, in hex: names folders, guards nothing.
pub fn short_hash(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{hash:016x}")
}
