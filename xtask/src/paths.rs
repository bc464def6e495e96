//! Where things lie: the checkout, the user's cache, the target folders.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// The checkout this was started in. Asked at run time: a binary from a shared cache may have been built elsewhere.
pub fn root() -> Result<PathBuf> {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    if let Some(root) = package.as_deref().and_then(Path::parent) {
        return Ok(root.to_owned());
    }
    let here = env::current_dir()?;
    let found = here.ancestors().find(|folder| folder.join("xtask/Cargo.toml").exists());
    found.map(Path::to_owned).context("run this as `cargo xtask` inside the checkout")
}

/// What outlives a checkout: `<user cache>/guildhall`.
pub fn cache() -> Result<PathBuf> {
    let base = if let Some(named) = env::var_os("XDG_CACHE_HOME").filter(|named| !named.is_empty()) {
        PathBuf::from(named)
    } else {
        let home = PathBuf::from(env::var_os("HOME").context("HOME is not set, so there is no place for the cache")?);
        if cfg!(target_os = "macos") { home.join("Library/Caches") } else { home.join(".cache") }
    };
    Ok(base.join("guildhall"))
}

/// Where `run` builds: CARGO_TARGET_DIR or `./target`.
pub fn target() -> Result<PathBuf> {
    let named = env::var_os("CARGO_TARGET_DIR").filter(|named| !named.is_empty());
    Ok(root()?.join(named.unwrap_or_else(|| "target".into())))
}

/// Where `test` builds: on CI every run starts from a clean checkout, so what it built lives in the cache.
pub fn test_target() -> Result<PathBuf> {
    if on_ci() && env::var_os("CARGO_TARGET_DIR").is_none() { Ok(cache()?.join("target")) } else { target() }
}

/// Whether this is a run of a build machine, from a checkout that will be thrown away.
pub fn on_ci() -> bool {
    env::var("CI").is_ok_and(|value| !value.is_empty() && value != "false" && value != "0")
}
