//! `cargo xtask test`: every check, each announced with its time, counted into one last line.

mod browser;
mod count;
mod cursor;
mod packages;
mod prune;
mod scanner;
pub mod sql_cache;
mod translations;

use std::{
    path::PathBuf,
    process::{Command, ExitCode},
    time::Instant,
};

use anyhow::{Context, Result};

use crate::{npm, paths, scratch::Scratch, shell, site, tools};

pub use count::Tally;

const STEPS: [&str; 7] = ["format", "translations", "clippy", "clippy-wasm", "sql", "tests", "browser"];

/// What all steps share.
pub struct Plan {
    pub root: PathBuf,
    pub target: PathBuf,
    pub mode: site::Mode,
    /// Parts of test names; empty for all.
    pub names: Vec<String>,
    /// Packages whose tests are asked for; empty for all.
    pub packages: Vec<String>,
    scratch: Option<Scratch>,
}

impl Plan {
    pub fn scratch(&self) -> Result<&Scratch> {
        self.scratch.as_ref().context("there is no database to check against")
    }

    /// cargo as it builds for this machine: the server's flags, queries checked live.
    pub fn cargo(&self) -> Result<Command> {
        let mut cargo = shell::command("cargo", &self.root);
        cargo.env("CARGO_TARGET_DIR", &self.target).env("RUSTFLAGS", site::NATIVE_FLAGS);
        cargo.env("DATABASE_URL", self.scratch()?.url()).env_remove("SQLX_OFFLINE");
        Ok(cargo)
    }
}

/// Runs the steps named (all without a name). Names that are neither steps nor packages choose tests.
pub fn test(mode: site::Mode, words: &[String]) -> Result<ExitCode> {
    let begun = Instant::now();
    let root = paths::root()?;
    let known = packages::names(&root)?;
    let (steps, rest): (Vec<String>, Vec<String>) = words.iter().cloned().partition(|word| STEPS.contains(&&**word));
    let (packages, names): (Vec<String>, Vec<String>) = rest.into_iter().partition(|word| known.contains(word));
    let (chosen, in_packages) = (!packages.is_empty() || !names.is_empty(), !packages.is_empty());
    let wanted = |step: &str| match (steps.is_empty(), chosen) {
        (false, _) => steps.iter().any(|named| named == step),
        (true, false) => true,
        (true, true) => step == "tests" || (step == "browser" && !in_packages),
    };
    let mut plan = Plan { target: paths::test_target()?, root, mode, names, packages, scratch: None };
    let mut tally = Tally::default();

    prune::prune(&plan.root, &plan.target)?;
    if wanted("browser") || wanted("clippy-wasm") {
        tools_step(&mut tally, wanted("browser"));
    }
    if wanted("format") {
        tally.check("format", || shell::run(shell::command("cargo", &plan.root).args(["fmt", "--all", "--check"])));
    }
    if wanted("translations") {
        tally.check("translations", || translations::check(&plan.root));
    }
    if ["clippy", "sql", "tests", "browser"].into_iter().any(wanted) {
        tally.check("database", || {
            plan.scratch = Some(Scratch::start()?);
            Ok(())
        });
    }
    let plan = &plan;
    if wanted("clippy") {
        tally.check("clippy", || clippy(plan));
    }
    if wanted("clippy-wasm") {
        tally.check("clippy-wasm", || clippy_wasm(plan));
    }
    if wanted("sql") {
        tally.check("sql", || sql_cache::check(plan));
    }
    if wanted("tests") {
        tally.suite("tests", |tally| unit_tests(plan, tally));
    }
    if wanted("browser") {
        tally.suite("browser", |tally| browser::test(plan, tally));
    }
    eprintln!("── {} in all", shell::seconds(begun.elapsed()));
    Ok(tally.conclude())
}

fn tools_step(tally: &mut Tally, browser: bool) {
    tally.check("tools", || {
        npm::ensure()?;
        if browser { tools::ensure() } else { Ok(()) }
    });
}

/// All packages at once: they share one set of features, as in the server.
fn clippy(plan: &Plan) -> Result<()> {
    let mut cargo = plan.cargo()?;
    cargo.arg("clippy").args(packages::native(&plan.root)?).args(["--all-targets", "--", "-D", "warnings"]);
    shell::run(&mut cargo)
}

/// With the profile and folder of the browser's build, whose macros and build scripts it shares.
fn clippy_wasm(plan: &Plan) -> Result<()> {
    let mut cargo = shell::command("cargo", &plan.root);
    cargo.args(["clippy", "-p", "frontend", "--lib", "--target", "wasm32-unknown-unknown", "--profile", "wasm-dev"]);
    cargo.arg("--target-dir").arg(plan.target.join("front")).args(["--", "-D", "warnings"]);
    shell::run(cargo.env("RUSTFLAGS", site::WASM_FLAGS))
}

fn unit_tests(plan: &Plan, tally: &mut Tally) -> Result<()> {
    let mut cargo = plan.cargo()?;
    cargo.args(["test", "--no-fail-fast", "--lib", "--bins", "--tests"]);
    if plan.packages.is_empty() {
        cargo.args(packages::native(&plan.root)?);
    } else {
        cargo.args(plan.packages.iter().flat_map(|name| ["-p", name.as_str()]));
    }
    cargo.arg("--").args(&plan.names);
    count::cargo_test(cargo, tally)
}
