//! `cargo xtask soak chat`: a thousand open sockets for ten minutes against the optimised server, every delivery checked;
//! then two servers; then two of which one is killed in the middle.

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::{paths, scratch::Scratch, shell, site};

/// The three runs: how each is told to the test, and what it is.
const RUNS: [(&str, &str); 3] = [
    ("processes=1", "one server"),
    ("processes=2", "two servers"),
    ("processes=2 kill=1", "two servers, one of them killed in the middle"),
];

/// `further` are `name=value` words like `seconds=60 rate=300`, for a smaller machine or less time.
pub fn soak(what: &[String], further: &[String]) -> Result<ExitCode> {
    if what != ["chat"] {
        bail!("`cargo xtask soak chat` is the one there is");
    }
    let root = paths::root()?;
    let target = paths::target()?;
    let scratch = Scratch::start()?;
    let cargo = || {
        let mut cargo = shell::command("cargo", &root);
        cargo.env("CARGO_TARGET_DIR", &target).env("RUSTFLAGS", site::NATIVE_FLAGS);
        cargo.env("DATABASE_URL", scratch.url()).env_remove("SQLX_OFFLINE");
        cargo
    };
    shell::step("the optimised server and the load", || {
        shell::run(cargo().args(["build", "--release", "-p", "server", "--bin", "guildhall"]))?;
        shell::run(cargo().args(["test", "--release", "--no-run", "-p", "server", "--bin", "guildhall"]))
    })?;
    for (size, name) in RUNS {
        let size = format!("{size} {}", further.join(" "));
        shell::step(name, || {
            let mut test = cargo();
            test.args(["test", "--release", "-p", "server", "--bin", "guildhall", "--", "chat_soak", "--nocapture"]);
            test.env("CHAT_SOAK", &size).env("GUILDHALL_BIN", target.join("release/guildhall"));
            shell::run(&mut test)
        })?;
    }
    Ok(ExitCode::SUCCESS)
}
