//! The programs a build needs: Node, the wasm target, and two pinned cargo tools. The latter are built once per
//! version into the user's cache (never into the user's own cargo folder) and found by every checkout.

use std::{
    env,
    ffi::OsString,
    fs::{self, File},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::{paths, shell};

struct Tool {
    name: &'static str,
    version: &'static str,
    program: &'static str,
    flags: &'static [&'static str],
    /// For the announcement: minutes on two cores.
    minutes: &'static str,
}

/// wasm-bindgen must equal the version in Cargo.lock; its own lock file names a crate that is not to be had.
const WASM_BINDGEN: Tool =
    Tool { name: "wasm-bindgen-cli", version: "0.2.130", program: "wasm-bindgen", flags: &[], minutes: "2 to 4" };

/// Without downloads it fails clearly instead of fetching tools of other versions behind our back.
const CARGO_LEPTOS: Tool = Tool {
    name: "cargo-leptos",
    version: "0.3.10",
    program: "cargo-leptos",
    flags: &["--locked", "--features", "no_downloads"],
    minutes: "5 to 9",
};

/// Goes into the build's fingerprint.
pub fn versions() -> String {
    format!("{} {}", WASM_BINDGEN.version, CARGO_LEPTOS.version)
}

/// Checks and installs everything; afterwards [`path`] leads to it.
pub fn ensure() -> Result<()> {
    wasm_target()?;
    wasm_bindgen_matches()?;
    let missing: Vec<Tool> = [WASM_BINDGEN, CARGO_LEPTOS].into_iter().filter(|tool| !is_there(tool)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let folder = paths::cache()?.join("tools");
    fs::create_dir_all(&folder).with_context(|| format!("could not make {}", folder.display()))?;
    let lock = File::create(folder.join("lock"))?;
    // Another checkout may be building them right now.
    lock.lock()?;
    for tool in missing.iter().filter(|tool| !is_there(tool)) {
        let title = format!("{} {} (once per machine, {} minutes)", tool.name, tool.version, tool.minutes);
        shell::step(&title, || install(tool, &folder))?;
    }
    remove_folder(&folder.join("build"))
}

/// PATH with our tools first: `node_modules/.bin` (tailwindcss, wasm-opt, playwright) and the pinned cargo tools.
pub fn path() -> Result<OsString> {
    let mut folders = vec![paths::root()?.join("node_modules/.bin")];
    for tool in [WASM_BINDGEN, CARGO_LEPTOS] {
        folders.push(home(&tool)?.join("bin"));
    }
    let old = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths(folders.into_iter().chain(env::split_paths(&old)))?)
}

fn home(tool: &Tool) -> Result<PathBuf> {
    Ok(paths::cache()?.join("tools").join(format!("{}-{}", tool.name, tool.version)))
}

fn is_there(tool: &Tool) -> bool {
    home(tool).is_ok_and(|home| home.join("bin").join(tool.program).exists())
}

/// Builds into a folder of another name, so that a half-built tool is never taken for a whole one. The build is not
/// optimised much: compiling it costs more than running it.
fn install(tool: &Tool, folder: &Path) -> Result<()> {
    let partial = folder.join(format!("{}-{}.partial", tool.name, tool.version));
    remove_folder(&partial)?;
    let mut cargo = shell::command("cargo", folder);
    cargo.args(["install", tool.name, "--version", tool.version, "--root"]).arg(&partial).args(tool.flags);
    cargo.env("CARGO_TARGET_DIR", folder.join("build"));
    for (name, value) in [("OPT_LEVEL", "1"), ("LTO", "off"), ("CODEGEN_UNITS", "64"), ("DEBUG", "0")] {
        cargo.env(format!("CARGO_PROFILE_RELEASE_{name}"), value);
    }
    shell::run(&mut cargo)?;
    remove_folder(&home(tool)?)?;
    fs::rename(&partial, home(tool)?).context("could not put the built tool in its place")
}

fn remove_folder(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("could not remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// The tool and the library speak a private protocol: other versions fail late and strangely.
fn wasm_bindgen_matches() -> Result<()> {
    let lock = fs::read_to_string(paths::root()?.join("Cargo.lock")).context("Cargo.lock is missing")?;
    let entry = format!("name = \"wasm-bindgen\"\nversion = \"{}\"", WASM_BINDGEN.version);
    if !lock.contains(&entry) {
        bail!("Cargo.lock does not hold wasm-bindgen {}: change xtask/src/tools.rs with it", WASM_BINDGEN.version);
    }
    Ok(())
}

fn wasm_target() -> Result<()> {
    let root = paths::root()?;
    let sysroot = shell::ask(shell::command("rustc", &root).args(["--print", "sysroot"]))?;
    let sysroot = sysroot.context("rustc was not found: install Rust from https://rustup.rs")?;
    if Path::new(&sysroot).join("lib/rustlib/wasm32-unknown-unknown").exists() {
        return Ok(());
    }
    if shell::ask(shell::command("rustup", &root).arg("--version"))?.is_none() {
        bail!(
            "this Rust has no wasm32-unknown-unknown target, and rustup is not there to add it: install Rust from \
             https://rustup.rs, or add the target with your system's package manager"
        );
    }
    shell::step("Rust's wasm32 target", || {
        shell::run(shell::command("rustup", &root).args(["target", "add", "wasm32-unknown-unknown"]))
    })
}
