//! `cargo xtask run`: from a fresh checkout to a served page.

use std::{
    io::ErrorKind, net::TcpListener, os::unix::process::CommandExt, path::PathBuf, process::ExitCode, time::Instant,
};

use anyhow::{Context, Result, bail};

use crate::{npm, paths, shell, site, tools};

/// Tools, packages, program and pages; says where they were put.
fn prepare(mode: site::Mode) -> Result<PathBuf> {
    npm::ensure()?;
    tools::ensure()?;
    let target = paths::target()?;
    site::build(mode, &target, None)?;
    Ok(target)
}

/// Builds without serving, and names the three things that a deployment needs beside each other.
pub fn build(mode: site::Mode) -> Result<ExitCode> {
    let target = prepare(mode)?;
    let program = site::binary(mode, &target);
    println!("{}", program.display());
    println!("{}", program.with_file_name("hash.txt").display());
    println!("{}", paths::root()?.join("target/site").display());
    Ok(ExitCode::SUCCESS)
}

/// Builds and then becomes the server: signals, Ctrl-C and the exit code are its own.
pub fn run(mode: site::Mode, further: &[String]) -> Result<ExitCode> {
    let begun = Instant::now();
    let port = site::port()?;
    // Better told now than after a long build.
    if let Err(error) = TcpListener::bind(("127.0.0.1", port)) {
        if error.kind() == ErrorKind::AddrInUse {
            bail!("port {port} is in use: stop what serves there, or choose another with PORT=3001 cargo xtask run");
        }
        return Err(error).with_context(|| format!("port {port} cannot be used"));
    }
    let target = prepare(mode)?;
    eprintln!("✓ ready to serve after {}", shell::seconds(begun.elapsed()));

    let mut server = site::server(mode, &target)?;
    server.args(["serve", "--demo"]).args(further);
    server.env("PORT", port.to_string()).env("LEPTOS_SITE_ADDR", format!("127.0.0.1:{port}"));
    Err(server.exec()).context("could not start the server")
}
