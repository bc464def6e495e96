//! What a death leaves behind: the lock that says who owns a data folder, orphaned servers, stale `postmaster.pid`s.
//!
//! Ownership is an `flock`, which the kernel gives back when its holder dies, however it dies. The file's text names
//! the holder and the server it started, so that the next one can tell its own orphan from a server started by hand.

use std::{
    fs::{self, File},
    io::{Read, Seek, Write},
    path::{Path, PathBuf},
    sync::Mutex,
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use rustix::{
    fs::{FlockOperation, flock},
    process::{Pid, Signal, kill_process, test_kill_process},
};

use crate::layout::Place;

/// How long an orphan may take to write its last checkpoint.
const PATIENCE: Duration = Duration::from_secs(60);

/// Another living process runs the server of this folder.
#[derive(Debug)]
pub struct Taken {
    /// Its process id, when it could write it down.
    pub owner: Option<u32>,
    pub folder: PathBuf,
}

impl std::fmt::Display for Taken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let who = self.owner.map_or(String::from("another process"), |pid| format!("process {pid}"));
        write!(f, "{who} already runs the PostgreSQL in {}: stop it first", self.folder.display())
    }
}

impl std::error::Error for Taken {}

/// The right to run a server on a data folder.
#[derive(Debug)]
pub struct OwnerLock {
    file: Mutex<File>,
    /// The server that the previous holder had started.
    previous_server: Option<u32>,
}

impl OwnerLock {
    pub fn take(path: &Path) -> Result<Self> {
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .with_context(|| format!("could not open {}", path.display()))?;
        let free = flock(&file, FlockOperation::NonBlockingLockExclusive).is_ok();
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        let mut numbers = text.split_whitespace().map(|number| number.parse::<u32>().ok());
        let (owner, server) = (numbers.next().flatten(), numbers.next().flatten());
        if !free {
            return Err(Taken { owner, folder: path.parent().unwrap_or(path).to_owned() }.into());
        }
        let lock = Self { file: Mutex::new(file), previous_server: server };
        // The old server's number stays until the new one is known: we may die in between.
        lock.record(server)?;
        Ok(lock)
    }

    /// Notes which server runs under this lock.
    pub fn record(&self, server: Option<u32>) -> Result<()> {
        let mut file = self.file.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        file.rewind()?;
        file.set_len(0)?;
        let server = server.map(|pid| pid.to_string()).unwrap_or_default();
        writeln!(file, "{} {server}", std::process::id())?;
        Ok(())
    }
}

/// Waits for what still lives of our own previous server, then clears its marks. Refuses a server that is not ours.
pub fn recover(place: &Place) -> Result<()> {
    let marked = postmaster_pid(&place.cluster);
    let begun = Instant::now();
    loop {
        let alive = living(&place.cluster, marked);
        if alive.is_empty() {
            break;
        }
        if let Some(server) = marked.filter(|pid| alive.contains(pid)) {
            if place.lock.previous_server != Some(server) {
                bail!(
                    "a PostgreSQL that was started by somebody else (process {server}) runs on {}: stop it first",
                    place.cluster.display()
                );
            }
            // Our orphan: on Linux the kernel has told it already, elsewhere nobody has. Told again on every round,
            // a server that shuts down ignores it.
            signal(server, Signal::INT);
        }
        if begun.elapsed() > PATIENCE {
            bail!("processes {alive:?} of the previous PostgreSQL on {} do not end", place.cluster.display());
        }
        sleep(Duration::from_millis(50));
    }
    // No backend lives, so nobody writes: the marks are of the dead, whoever has their numbers today.
    let socket = place.socket_file();
    for mark in [place.cluster.join("postmaster.pid"), socket.with_file_name(".s.PGSQL.5432.lock"), socket] {
        if fs::symlink_metadata(&mark).is_ok() {
            fs::remove_file(&mark).with_context(|| format!("could not remove the stale {}", mark.display()))?;
        }
    }
    Ok(())
}

/// The first line of `postmaster.pid`.
pub fn postmaster_pid(cluster: &Path) -> Option<u32> {
    let text = fs::read_to_string(cluster.join("postmaster.pid")).ok()?;
    text.lines().next()?.trim().trim_start_matches('-').parse().ok()
}

/// The state on line 8 of `postmaster.pid` says that connections are taken.
pub fn is_ready(cluster: &Path) -> bool {
    let text = fs::read_to_string(cluster.join("postmaster.pid")).unwrap_or_default();
    text.lines().nth(7).is_some_and(|state| state.trim() == "ready")
}

/// Sends a signal; a process that is gone is fine.
pub fn signal(pid: u32, signal: Signal) {
    if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
        let _ = kill_process(pid, signal);
    }
}

/// The processes that have the cluster as their working folder: the server and each of its backends do.
#[cfg(target_os = "linux")]
fn living(cluster: &Path, _marked: Option<u32>) -> Vec<u32> {
    let Ok(cluster) = fs::canonicalize(cluster) else { return Vec::new() };
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbered = processes.filter_map(|entry| entry.file_name().to_string_lossy().parse::<u32>().ok());
    numbered.filter(|pid| fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|folder| folder == cluster)).collect()
}

/// Without /proc only the marked server can be asked about: alive, and is it a postgres at all?
#[cfg(not(target_os = "linux"))]
fn living(_cluster: &Path, marked: Option<u32>) -> Vec<u32> {
    let named_postgres = |pid: &u32| {
        let output = std::process::Command::new("ps").args(["-o", "comm=", "-p", &pid.to_string()]).output();
        output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("postgres"))
    };
    marked.into_iter().filter(|pid| is_alive(*pid)).filter(named_postgres).collect()
}

/// Whether a process of this number exists, whoever owns it.
#[cfg_attr(target_os = "linux", allow(dead_code, reason = "Linux reads /proc; tests use it everywhere"))]
pub fn is_alive(pid: u32) -> bool {
    let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) else { return false };
    !matches!(test_kill_process(pid), Err(rustix::io::Errno::SRCH))
}
