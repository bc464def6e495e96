//! The thread that starts the server, watches it, starts it again when it dies, and stops it.
//!
//! It must be one thread for the whole life: the kernel's "tell the child when its parent dies" follows the thread
//! that forked, not the process.

use std::{
    fs::{self, File},
    os::unix::process::CommandExt,
    process::{Child, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread::{self, JoinHandle, sleep},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, anyhow, bail};
use rustix::process::Signal;

use crate::{Options, layout::Place, stale};

/// Recovery after a crash may replay a lot of log.
const START_PATIENCE: Duration = Duration::from_secs(180);
/// A fast shutdown writes one checkpoint.
const STOP_PATIENCE: Duration = Duration::from_secs(60);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
const LARGEST_LOG: u64 = 20 * 1024 * 1024;

/// A handle on the thread.
pub struct Keeper {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<Result<()>>>,
}

impl Keeper {
    /// Stops the server; doing it twice is fine.
    pub fn stop(&mut self) -> Result<()> {
        self.stop.take();
        match self.thread.take().map(JoinHandle::join) {
            None => Ok(()),
            Some(Ok(outcome)) => outcome,
            Some(Err(_)) => bail!("the thread that keeps PostgreSQL has panicked"),
        }
    }
}

/// Starts the thread and the server; returns when connections are taken.
pub fn start(place: Place, options: Options) -> Result<Keeper> {
    let (stop, stopped) = channel();
    let (report, first) = channel();
    let thread = thread::Builder::new().name("postgres".into()).spawn(move || {
        let child = launch(&place, &options);
        match child {
            Ok(child) => {
                let _ = report.send(Ok(()));
                keep(child, &place, &options, &stopped)
            }
            Err(error) => {
                let _ = report.send(Err(error));
                Ok(())
            }
        }
    })?;
    let mut keeper = Keeper { stop: Some(stop), thread: Some(thread) };
    match first.recv() {
        Ok(Ok(())) => Ok(keeper),
        Ok(Err(error)) => {
            let _ = keeper.stop();
            Err(error)
        }
        Err(_) => Err(anyhow!("the thread that keeps PostgreSQL has died")),
    }
}

/// Watches until told to stop; a server that dies meanwhile is started again, with growing pauses while that fails.
fn keep(child: Child, place: &Place, options: &Options, stopped: &Receiver<()>) -> Result<()> {
    let mut running = Some(child);
    let mut pause = Duration::from_millis(100);
    loop {
        match stopped.recv_timeout(pause) {
            Ok(()) | Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {}
        }
        if let Some(child) = &mut running {
            let Some(status) = child.try_wait()? else { continue };
            (options.on_event)(&format!("the server has ended ({status}); starting it again"));
        }
        running = match stale::recover(place).and_then(|()| launch(place, options)) {
            Ok(child) => {
                pause = Duration::from_millis(100);
                Some(child)
            }
            Err(error) => {
                pause = (pause * 2).min(LONGEST_PAUSE);
                (options.on_event)(&format!("{error:#}; trying again in {pause:.1?}"));
                None
            }
        };
    }
    running.map_or(Ok(()), |child| end(child, place))
}

fn launch(place: &Place, options: &Options) -> Result<Child> {
    let mut child = spawn(place, options)?;
    place.lock.record(Some(child.id()))?;
    let begun = Instant::now();
    while !stale::is_ready(&place.cluster) || stale::postmaster_pid(&place.cluster) != Some(child.id()) {
        if let Some(status) = child.try_wait()? {
            bail!("PostgreSQL did not start ({status}); its log ends with\n{}", place.log_tail());
        }
        if begun.elapsed() > START_PATIENCE {
            end(child, place)?;
            bail!("PostgreSQL was not ready after {START_PATIENCE:?}; its log ends with\n{}", place.log_tail());
        }
        sleep(Duration::from_millis(5));
    }
    Ok(child)
}

#[expect(unsafe_code, reason = "pre_exec is the only way to be told of the parent's death before exec")]
fn spawn(place: &Place, options: &Options) -> Result<Child> {
    let log = open_log(place)?;
    let mut command = place.identity.command(place.binaries.folder.join("postgres"), &place.root);
    command.arg("-D").arg(&place.cluster);
    // A list with commas in PostgreSQL's eyes, hence the quotes.
    command.arg("-c").arg(format!("unix_socket_directories=\"{}\"", place.socket.display()));
    for (name, value) in options.server_settings() {
        command.arg("-c").arg(format!("{name}={value}"));
    }
    command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
    // Its own group: Ctrl-C reaches us, and we stop it when our requests are done.
    command.process_group(0);
    #[cfg(target_os = "linux")]
    {
        let parent = rustix::process::getpid();
        // SAFETY: two system calls, no allocation, nothing shared: allowed between fork and exec.
        unsafe {
            command.pre_exec(move || {
                rustix::process::set_parent_process_death_signal(Some(Signal::INT))?;
                // We may have died between fork and here; then nobody will tell the child any more.
                if rustix::process::getppid() != Some(parent) {
                    return Err(std::io::ErrorKind::BrokenPipe.into());
                }
                Ok(())
            });
        }
    }
    command.spawn().context("could not run postgres")
}

fn open_log(place: &Place) -> Result<File> {
    if fs::metadata(&place.log).is_ok_and(|found| found.len() > LARGEST_LOG) {
        fs::rename(&place.log, place.log.with_extension("log.old"))?;
    }
    let open = File::options().create(true).append(true).open(&place.log);
    open.with_context(|| format!("could not open {}", place.log.display()))
}

/// Fast shutdown; immediate when that takes too long (the next start then recovers); at last the axe.
fn end(mut child: Child, place: &Place) -> Result<()> {
    for (sent, patience) in
        [(Signal::INT, STOP_PATIENCE), (Signal::QUIT, Duration::from_secs(10)), (Signal::KILL, Duration::from_secs(10))]
    {
        // Not yet waited for, so the number still is this child's.
        stale::signal(child.id(), sent);
        let begun = Instant::now();
        while begun.elapsed() < patience {
            if let Some(status) = child.try_wait()? {
                place.lock.record(None)?;
                if sent == Signal::INT && status.success() {
                    return Ok(());
                }
                bail!("PostgreSQL ended with {status} on {sent:?}; its log ends with\n{}", place.log_tail());
            }
            sleep(Duration::from_millis(5));
        }
    }
    bail!("PostgreSQL (process {}) does not end", child.id())
}
