//! The two commands that do everything on a fresh machine, and three for special ends:
//!
//! - `cargo xtask run [--release]` — tools, packages, build, then the server with its own database and the demo project;
//! - `cargo xtask build [--release]` — the same without serving, for a deployment;
//! - `cargo xtask test [--release] [step, package or test name…]` — every check there is;
//! - `cargo xtask soak chat` — the conversations under load, every delivery checked;
//! - `cargo xtask prepare` — writes `.sqlx/`, which lets `run` build without a database.

mod npm;
mod paths;
mod run;
mod scratch;
mod shell;
mod site;
mod soak;
mod test;
mod tools;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask run [--release] [-- <more arguments for `guildhall serve`>]
    Builds everything and serves the demo project on http://localhost:3000 (or PORT). Uses DATABASE_URL when it is
    set, else a private PostgreSQL with its data in ./.data.

cargo xtask build [--release]
    Builds without serving, and names what a deployment needs: the program, hash.txt and the folder of pages.

cargo xtask test [--release] [<step> | <package> | <part of a test's name>]…
    Steps: format, translations, clippy, clippy-wasm, sql, tests, browser. Without a name: all of them.
    --release makes the browser tests use the optimised build.

cargo xtask soak chat [-- seconds=60 sockets=1000 rooms=50 rate=500]
    A thousand open conversations for ten minutes, on one server, on two, and on two of which one is killed; every
    delivery is checked.

cargo xtask prepare
    Renews the checked queries' cache (.sqlx/) after a change of SQL or migrations.
";

fn main() -> ExitCode {
    match dispatch(std::env::args().skip(1).collect()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\n✗ {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(mut args: Vec<String>) -> Result<ExitCode> {
    if args.is_empty() || args.iter().take_while(|arg| *arg != "--").any(|arg| arg == "--help" || arg == "-h") {
        print!("{HELP}");
        return Ok(ExitCode::SUCCESS);
    }
    let command = args.remove(0);
    let further = args.iter().position(|arg| arg == "--").map(|at| args.split_off(at).split_off(1)).unwrap_or_default();
    let before = args.len();
    args.retain(|arg| arg != "--release");
    let mode = if args.len() < before { site::Mode::Release } else { site::Mode::Debug };
    if let Some(unknown) = args.iter().find(|arg| arg.starts_with('-')) {
        bail!("unknown option {unknown}\n\n{HELP}");
    }
    match command.as_str() {
        "run" if args.is_empty() => run::run(mode, &further),
        "build" if args.is_empty() && further.is_empty() => run::build(mode),
        "test" => test::test(mode, &args),
        "soak" => soak::soak(&args, &further),
        "prepare" if args.is_empty() => test::sql_cache::prepare(),
        _ => bail!("unknown command\n\n{HELP}"),
    }
}
