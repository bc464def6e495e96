//! Counting: one per check, one per test of cargo or Playwright; the last line says the sums.

use std::{
    io::{BufRead, BufReader},
    process::{Command, ExitCode, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, bail};

use crate::shell;

/// What has passed and what has failed so far.
#[derive(Default)]
pub struct Tally {
    pub passed: u32,
    pub failed: u32,
    /// Names of failed steps, for the summary.
    broken: Vec<String>,
}

impl Tally {
    /// A step that counts as one check; later steps run all the same.
    pub fn check(&mut self, name: &str, work: impl FnOnce() -> Result<()>) {
        let done = self.timed(name, |_| work());
        if done {
            self.passed += 1;
        } else {
            self.failed += 1;
        }
    }

    /// A step that counts its own tests; its failure to run at all counts as one.
    pub fn suite(&mut self, name: &str, work: impl FnOnce(&mut Self) -> Result<()>) {
        let failed_before = self.failed;
        if !self.timed(name, work) && self.failed == failed_before {
            self.failed += 1;
        }
    }

    fn timed(&mut self, name: &str, work: impl FnOnce(&mut Self) -> Result<()>) -> bool {
        eprintln!("── {name}");
        let begun = Instant::now();
        let outcome = work(self);
        let time = shell::seconds(begun.elapsed());
        match &outcome {
            Ok(()) => eprintln!("✓ {name} ({time})\n"),
            Err(error) => {
                eprintln!("✗ {name} ({time}): {error:#}\n");
                self.broken.push(name.to_owned());
            }
        }
        outcome.is_ok()
    }

    /// Prints the last line.
    pub fn conclude(self) -> ExitCode {
        if !self.broken.is_empty() {
            eprintln!("failed: {}", self.broken.join(", "));
        }
        println!("{} passed, {} failed", self.passed, self.failed);
        if self.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// Runs `cargo test`, shows its output as it comes, and adds up its results.
pub fn cargo_test(mut cargo: Command, tally: &mut Tally) -> Result<()> {
    let mut child = cargo.stdout(Stdio::piped()).spawn().context("could not run cargo")?;
    let output = child.stdout.take().context("cargo has no output")?;
    let (mut passed, mut failed) = (0, 0);
    for line in BufReader::new(output).lines() {
        let line = line?;
        if let Some((good, bad)) = result_line(&line) {
            (passed, failed) = (passed + good, failed + bad);
        }
        println!("{line}");
    }
    let status = child.wait()?;
    tally.passed += passed;
    tally.failed += failed;
    if failed > 0 {
        bail!("{failed} failed");
    }
    if !status.success() {
        bail!("the tests could not be built or run ({status})");
    }
    Ok(())
}

/// `test result: ok. 12 passed; 1 failed; 0 ignored; …` → (12, 1).
fn result_line(line: &str) -> Option<(u32, u32)> {
    let counts = line.strip_prefix("test result: ")?.split_once(". ")?.1;
    let number = |what: &str| {
        let part = counts.split(';').find_map(|part| part.trim().strip_suffix(what));
        part.and_then(|number| number.trim().parse().ok())
    };
    Some((number("passed")?, number("failed")?))
}

#[cfg(test)]
mod tests {
    use super::{Tally, result_line};
    use anyhow::bail;

    #[test]
    fn reads_what_cargo_says() {
        let good = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.41s";
        let bad = "test result: FAILED. 9 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 3.56s";
        assert_eq!(result_line(good), Some((12, 0)));
        assert_eq!(result_line(bad), Some((9, 2)));
        assert_eq!(result_line("test tests::it ... ok"), None);
    }

    #[test]
    fn a_suite_that_cannot_run_counts_once() {
        let mut tally = Tally::default();
        tally.suite("broken", |_| bail!("does not compile"));
        tally.suite("counted", |tally| {
            (tally.passed, tally.failed) = (tally.passed + 5, tally.failed + 2);
            bail!("2 failed")
        });
        tally.check("fine", || Ok(()));
        assert_eq!((tally.passed, tally.failed), (6, 3));
    }
}
