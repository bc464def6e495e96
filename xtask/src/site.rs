//! Building the server and the browser's half with cargo-leptos, and the environment the server then needs.
//!
//! cargo-leptos adds `--cfg erase_components` to both halves (Cargo.toml says so for release builds too), so no RUSTFLAGS
//! may come from outside: the halves would differ, and hydration would die. See [`NATIVE_FLAGS`].

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::UNIX_EPOCH,
};

use anyhow::{Context, Result};

use crate::{paths, shell, tools};

/// What cargo-leptos gives the server in a debug build; clippy and tests use the same and so share its artefacts.
pub const NATIVE_FLAGS: &str = "--cfg erase_components";
/// What cargo-leptos gives the browser's half in a debug build with `--split`.
pub const WASM_FLAGS: &str = "-Clink-args=--emit-relocs --cfg erase_components";

/// Everything a build reads.
const INPUTS: [&str; 15] = [
    "app",
    "frontend",
    "server",
    "style",
    "public",
    "migrations",
    ".sqlx",
    ".cargo/config.toml",
    "Cargo.toml",
    "Cargo.lock",
    "package.json",
    "package-lock.json",
    "rust-toolchain.toml",
    "xtask/src/site.rs",
    "xtask/src/tools.rs",
];

#[derive(Clone, Copy, PartialEq)]
pub enum Mode {
    Debug,
    Release,
}

impl Mode {
    pub fn folder(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "release",
        }
    }
}

/// The server's program.
pub fn binary(mode: Mode, target: &Path) -> PathBuf {
    target.join(mode.folder()).join("guildhall")
}

/// Builds unless nothing has changed since the last time. `database` makes the queries be checked live, else the
/// committed cache is used.
pub fn build(mode: Mode, target: &Path, database: Option<&str>) -> Result<()> {
    let root = paths::root()?;
    let stamp = root.join("target/site.stamp");
    let binary = binary(mode, target);
    let complete = |fingerprint: &str| {
        let whole = binary.with_file_name("hash.txt").exists() && root.join("target/site/pkg").exists();
        whole && fs::read_to_string(&stamp).is_ok_and(|found| found == fingerprint)
    };
    let before = inputs(&root)?;
    if complete(&fingerprint(&before, mode, &binary)) {
        eprintln!("✓ build: nothing has changed");
        return Ok(());
    }
    let title = match mode {
        Mode::Debug => "build (the first one takes minutes)",
        Mode::Release => "build, optimised (the first one takes many minutes)",
    };
    shell::step(title, || {
        let mut leptos = shell::command("cargo", &root);
        leptos.args(["leptos", "build", "--split"]);
        if mode == Mode::Release {
            // The server hands out the compressed files as they are.
            leptos.args(["--release", "--precompress"]);
        }
        leptos.env("PATH", tools::path()?).env("CARGO_TARGET_DIR", target);
        // A page of its frames under a compiler error helps nobody.
        leptos.env("RUST_BACKTRACE", "0");
        match database {
            Some(url) => leptos.env("DATABASE_URL", url).env_remove("SQLX_OFFLINE"),
            None => leptos.env_remove("DATABASE_URL").env("SQLX_OFFLINE", "true"),
        };
        let hint = match database {
            Some(_) => "the build failed",
            None => "the build failed (does it miss cached data for a query? then `cargo xtask prepare` renews .sqlx)",
        };
        shell::run(&mut leptos).context(hint)
    })?;
    // Taken before the build: what was edited meanwhile counts as changed at the next time.
    fs::create_dir_all(root.join("target"))?;
    fs::write(&stamp, fingerprint(&before, mode, &binary)).context("could not note the build")
}

/// `guildhall …` with what cargo-leptos would tell it.
pub fn server(mode: Mode, target: &Path) -> Result<Command> {
    let root = paths::root()?;
    let mut server = shell::command(binary(mode, target), &root);
    server.envs(environment(&root));
    Ok(server)
}

/// The variables leptos reads at run time. `hash.txt` lies beside the binary, where leptos looks for it.
pub fn environment(root: &Path) -> Vec<(&'static str, String)> {
    vec![
        ("LEPTOS_OUTPUT_NAME", "guildhall".into()),
        ("LEPTOS_SITE_ROOT", root.join("target/site").display().to_string()),
        ("LEPTOS_SITE_PKG_DIR", "pkg".into()),
        ("LEPTOS_HASH_FILES", "true".into()),
        // Without cargo-leptos watching, pages must not look for its reload socket.
        ("LEPTOS_ENV", "PROD".into()),
    ]
}

fn fingerprint(inputs: &str, mode: Mode, binary: &Path) -> String {
    format!("{} {} {} {}\n", mode.folder(), tools::versions(), inputs, stat(binary))
}

/// Name, size and time of every file a build reads.
fn inputs(root: &Path) -> Result<String> {
    let mut files = Vec::new();
    for name in INPUTS {
        collect(&root.join(name), &mut files)?;
    }
    files.sort();
    let mut hash = shell::HASH_START;
    for file in &files {
        let name = file.strip_prefix(root).unwrap_or(file).to_string_lossy();
        hash = shell::hash(format!("{name} {}\n", stat(file)).as_bytes(), hash);
    }
    Ok(format!("{hash:016x}"))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path).with_context(|| format!("could not read {}", path.display()))? {
            collect(&entry?.path(), files)?;
        }
    } else if path.exists() {
        files.push(path.to_owned());
    }
    Ok(())
}

fn stat(file: &Path) -> String {
    let Ok(found) = fs::metadata(file) else { return "none".into() };
    let time = found.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    format!("{} {}", found.len(), time.unwrap_or_default().as_nanos())
}

/// The port to serve on, as asked for by PORT.
pub fn port() -> Result<u16> {
    match env::var("PORT") {
        Ok(text) if !text.is_empty() => text.parse().with_context(|| format!("PORT={text} is no port number")),
        _ => Ok(3000),
    }
}
