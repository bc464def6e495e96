//! Our own packages, asked of cargo.

use std::path::Path;

use anyhow::{Context, Result};

use crate::shell;

/// The names of all packages of the workspace.
pub fn names(root: &Path) -> Result<Vec<String>> {
    Ok(list(root)?.into_iter().map(|(name, _)| name).collect())
}

/// `-p name` for every package that runs on this machine: all but the browser's entry.
pub fn native(root: &Path) -> Result<Vec<String>> {
    let here = names(root)?.into_iter().filter(|name| name != "frontend");
    Ok(here.flat_map(|name| ["-p".to_owned(), name]).collect())
}

/// Name and folder of every package.
pub fn list(root: &Path) -> Result<Vec<(String, std::path::PathBuf)>> {
    let text = shell::ask(shell::command("cargo", root).args(["metadata", "--format-version=1", "--no-deps"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&text.context("cargo was not found")?)?;
    let packages = metadata["packages"].as_array().context("cargo metadata names no packages")?;
    let described = packages.iter().filter_map(|package| {
        let folder = Path::new(package["manifest_path"].as_str()?).parent()?;
        Some((package["name"].as_str()?.to_owned(), folder.to_owned()))
    });
    Ok(described.collect())
}
