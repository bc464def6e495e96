//! Running programs and telling a person what goes on and how long it took.

use std::{
    ffi::OsStr,
    io::ErrorKind,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

/// Says what begins, does it, says how long it took.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("▸ {name}");
    let begun = Instant::now();
    let outcome = work();
    match &outcome {
        Ok(_) => eprintln!("✓ {name} ({})", seconds(begun.elapsed())),
        Err(_) => eprintln!("✗ {name} ({})", seconds(begun.elapsed())),
    }
    outcome
}

/// `0.4 s`, `12 s`, `3 min 07 s`.
pub fn seconds(time: Duration) -> String {
    match time.as_secs() {
        0..=9 => format!("{:.1} s", time.as_secs_f32()),
        whole @ 10..=119 => format!("{whole} s"),
        whole => format!("{} min {:02} s", whole / 60, whole % 60),
    }
}

/// A program to run in the checkout's root. Flags that would make a second copy of everything are taken off: those a
/// build needs are set where it is started.
pub fn command(program: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS", "RUSTDOCFLAGS"] {
        command.env_remove(name);
    }
    // Set by the `cargo run` that started us; meaningless and confusing for what we start.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name);
        }
    }
    if crate::paths::on_ci() {
        // What the next build of this very checkout would profit from; there is none.
        command.env("CARGO_INCREMENTAL", "0");
    }
    command
}

/// Runs with the terminal as its output; a failure is an error that names the program.
pub fn run(command: &mut Command) -> Result<()> {
    let name = describe(command);
    let status = command.status().with_context(|| format!("could not run `{name}`"))?;
    if !status.success() {
        bail!("`{name}` failed ({status})");
    }
    Ok(())
}

/// Runs and returns what it wrote to standard output; `None` when there is no such program.
pub fn ask(command: &mut Command) -> Result<Option<String>> {
    match command.output() {
        Ok(output) if output.status.success() => Ok(Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())),
        Ok(output) => bail!("`{}` failed: {}", describe(command), String::from_utf8_lossy(&output.stderr).trim()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("could not run `{}`", describe(command))),
    }
}

/// The command as a person would type it, without the environment.
fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args()).map(|word| word.to_string_lossy());
    words.collect::<Vec<_>>().join(" ")
}

/// FNV-1a over bytes: tells whether something changed, guards nothing.
pub fn hash(bytes: &[u8], start: u64) -> u64 {
    bytes.iter().fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// The start value for [`hash`].
pub const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;
