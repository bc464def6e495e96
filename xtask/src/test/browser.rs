//! The browser tests of `end2end/`: Playwright on Chromium against the real server on a fresh database.

use std::{
    env, fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{Plan, Tally};
use crate::{shell, site, tools};

pub fn test(plan: &Plan, tally: &mut Tally) -> Result<()> {
    let bin = plan.root.join("node_modules/.bin");
    shell::run(shell::command(bin.join("tsc"), &plan.root).args(["-p", "end2end"])).context("the tests' own types")?;
    let chromium = chromium()?;
    site::build(plan.mode, &plan.target, Some(&plan.scratch()?.url()))?;

    let report = plan.target.join("playwright.json");
    let _ = fs::remove_file(&report);
    let folder = plan.root.join("end2end");
    let mut playwright = shell::command(bin.join("playwright"), &folder);
    playwright.arg("test");
    if !plan.names.is_empty() {
        playwright.arg("--grep").arg(plan.names.join("|"));
    }
    playwright.env("PATH", tools::path()?).envs(site::environment(&plan.root));
    playwright.env("DATABASE_URL", plan.scratch()?.empty("guildhall_end2end")?);
    playwright.env("GUILDHALL_MODE", plan.mode.folder());
    playwright.env("GUILDHALL_BIN", site::binary(plan.mode, &plan.target)).env("CHROMIUM", chromium);
    playwright.env("PORT", free_port()?.to_string()).env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report);
    let outcome = shell::run(&mut playwright);
    let counts = counts(&report);
    let Some((passed, failed)) = counts else {
        return outcome.and_then(|()| bail!("Playwright wrote no report to {}", report.display()));
    };
    tally.passed += passed;
    tally.failed += failed;
    if failed > 0 {
        bail!("{failed} failed; pictures and traces are in end2end/test-results");
    }
    // A failed start or a filter that fits no browser test: nothing ran.
    if passed == 0 && !plan.names.is_empty() {
        eprintln!("  no browser test of that name");
        return Ok(());
    }
    outcome
}

/// Expected results and all others, of Playwright's JSON report. A flaky test has failed once, so it failed.
fn counts(report: &Path) -> Option<(u32, u32)> {
    let report: Value = serde_json::from_str(&fs::read_to_string(report).ok()?).ok()?;
    let number = |name: &str| report["stats"][name].as_u64().and_then(|number| u32::try_from(number).ok());
    let errors = u32::from(report["errors"].as_array().is_some_and(|errors| !errors.is_empty()));
    Some((number("expected")?, number("unexpected")? + number("flaky")? + errors))
}

/// `$CHROMIUM`, else what is installed; on Debian root may install it.
fn chromium() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM").filter(|named| !named.is_empty()) {
        return Ok(named.into());
    }
    if let Some(found) = installed() {
        return Ok(found);
    }
    let is_debian = Path::new("/etc/debian_version").exists();
    let is_root = shell::ask(Command::new("id").arg("-u"))?.as_deref() == Some("0");
    if is_debian && is_root {
        let mut apt = Command::new("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        if shell::run(apt.args(["install", "-y", "-qq", "--no-install-recommends", "chromium"])).is_err() {
            shell::run(Command::new("apt-get").args(["update", "-qq"]))?;
            shell::run(&mut apt)?;
        }
    }
    installed().context(
        "Chromium was not found: install it (Debian: apt-get install chromium) or name it in the variable CHROMIUM",
    )
}

fn installed() -> Option<PathBuf> {
    let known = [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];
    known.into_iter().map(PathBuf::from).find(|path| path.exists())
}

/// A port nobody listens on at this moment.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
