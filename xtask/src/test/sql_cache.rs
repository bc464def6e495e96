//! The checked queries' cache in `.sqlx/`: compared by `test`, written by `prepare`.
//!
//! sqlx's macros write a `query-<hash>.json` for each query they check live when SQLX_OFFLINE_DIR names a folder. They
//! only run when the package is compiled, so it is compiled afresh under a flag of its own; nothing else is.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{ExitCode, Stdio},
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{Plan, packages};
use crate::{paths, scratch::Scratch, shell, site};

type Cache = BTreeMap<String, String>;

/// `cargo xtask prepare`.
pub fn prepare() -> Result<ExitCode> {
    let root = paths::root()?;
    let scratch = shell::step("database", Scratch::start)?;
    let fresh = shell::step("check the queries", || describe(&root, &paths::target()?, &scratch))?;
    let folder = root.join(".sqlx");
    fs::create_dir_all(&folder)?;
    let old = read(&folder)?;
    for gone in old.keys().filter(|name| !fresh.contains_key(*name)) {
        fs::remove_file(folder.join(gone))?;
    }
    let changed: Vec<_> = fresh.iter().filter(|(name, text)| old.get(*name) != Some(text)).collect();
    for (name, text) in &changed {
        fs::write(folder.join(name), text)?;
    }
    let removed = old.keys().filter(|name| !fresh.contains_key(*name)).count();
    println!(".sqlx: {} queries, {} written, {removed} removed", fresh.len(), changed.len());
    Ok(ExitCode::SUCCESS)
}

/// Every query against the live schema, then against the committed cache.
pub fn check(plan: &Plan) -> Result<()> {
    let fresh = describe(&plan.root, &plan.target, plan.scratch()?)?;
    let differences = compare(&fresh, &read(&plan.root.join(".sqlx"))?);
    if differences.is_empty() {
        eprintln!("  {} queries", fresh.len());
        return Ok(());
    }
    let shown: Vec<&String> = differences.iter().take(20).collect();
    for line in &shown {
        eprintln!("  {line}");
    }
    bail!("{} queries differ from .sqlx: run cargo xtask prepare and commit it", differences.len())
}

/// Compiles the packages that hold checked queries; returns what the macros wrote.
fn describe(root: &Path, target: &Path, scratch: &Scratch) -> Result<Cache> {
    let folder = target.join(format!("sqlx-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let outcome = describe_into(&folder, root, target, scratch).and_then(|()| read(&folder));
    fs::remove_dir_all(&folder)?;
    outcome
}

fn describe_into(folder: &Path, root: &Path, target: &Path, scratch: &Scratch) -> Result<()> {
    for package in packages_with_queries(root)? {
        let mut cargo = shell::command("cargo", root);
        cargo.args(["rustc", "--quiet", "-p", &package, "--lib", "--profile", "check"]);
        cargo.args(["--message-format", "json-render-diagnostics", "--"]);
        // A flag never seen before: cargo must not take an earlier result.
        cargo.arg(format!("--cfg=sql_cache_{}", std::process::id())).args(["--cap-lints", "allow"]);
        cargo.env("CARGO_TARGET_DIR", target).env("RUSTFLAGS", site::NATIVE_FLAGS);
        cargo.env("DATABASE_URL", scratch.url()).env("SQLX_OFFLINE", "false").env("SQLX_OFFLINE_DIR", folder);
        let output = cargo.stderr(Stdio::inherit()).output().context("could not run cargo")?;
        if !output.status.success() {
            bail!("the queries of {package} do not fit the schema, or it does not compile");
        }
        forget(target, &package, &String::from_utf8_lossy(&output.stdout))?;
    }
    Ok(())
}

/// Nobody will ask for that compilation again: without this the target folder would grow with every run.
fn forget(target: &Path, package: &str, messages: &str) -> Result<()> {
    let mut messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let artifact = messages.find(|message| message["target"]["name"] == package.replace('-', "_"));
    let name = artifact.as_ref().and_then(|artifact| artifact["filenames"][0].as_str()).map(PathBuf::from);
    let Some(hash) = name.as_deref().and_then(Path::file_stem).and_then(|stem| stem.to_str()?.rsplit('-').next())
    else {
        return Ok(());
    };
    let folder = target.join("debug");
    let _ = fs::remove_dir_all(folder.join(".fingerprint").join(format!("{package}-{hash}")));
    for entry in fs::read_dir(folder.join("deps"))? {
        let path = entry?.path();
        let is_its = path.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with(&format!("-{hash}")));
        if is_its {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// The packages whose sources call a checked macro.
fn packages_with_queries(root: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for (name, folder) in packages::list(root)? {
        let mut files = Vec::new();
        rust_files(&folder.join("src"), &mut files)?;
        let calls = |text: &str| {
            ["query!(", "query_as!(", "query_scalar!("].iter().any(|call| text.contains(&format!("sqlx::{call}")))
                || (text.contains("use sqlx::") && text.contains("query!("))
        };
        if files.iter().any(|file| fs::read_to_string(file).is_ok_and(|text| calls(&text))) && name != "xtask" {
            found.push(name);
        }
    }
    Ok(found)
}

/// All `.rs` files below a folder, in order.
pub fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            rust_files(&path, files)?;
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

fn read(folder: &Path) -> Result<Cache> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Cache::new()) };
    let mut cache = Cache::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("query-") && name.ends_with(".json") {
            cache.insert(name, fs::read_to_string(entry.path()).context("could not read the SQL cache")?);
        }
    }
    Ok(cache)
}

/// One line per query that is new, gone or different.
fn compare(fresh: &Cache, committed: &Cache) -> Vec<String> {
    let mut lines = Vec::new();
    for (name, text) in fresh {
        match committed.get(name) {
            None => lines.push(format!("new: {}", first_words(text))),
            Some(old) if shape(old) != shape(text) => lines.push(format!("changed: {}", first_words(text))),
            Some(_) => {}
        }
    }
    let gone = committed.iter().filter(|(name, _)| !fresh.contains_key(*name));
    lines.extend(gone.map(|(_, text)| format!("no longer used: {}", first_words(text))));
    lines
}

/// A description without `nullable`: PostgreSQL 15 and 16 plan differently what sqlx reads it from, and a build with
/// the committed cache would fail loudly if it were wrong.
fn shape(text: &str) -> Option<Value> {
    let mut value: Value = serde_json::from_str(text).ok()?;
    if let Some(describe) = value["describe"].as_object_mut() {
        describe.remove("nullable");
    }
    Some(value)
}

fn first_words(text: &str) -> String {
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    let query = value["query"].as_str().unwrap_or("(unreadable)");
    let words: Vec<&str> = query.split_whitespace().collect();
    words.join(" ").chars().take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::{Cache, compare};

    fn cache(entries: &[(&str, &str)]) -> Cache {
        let entry = |(name, nullable): &(&str, &str)| {
            let text = format!(r#"{{"query":"SELECT {name}","describe":{{"columns":[],"nullable":[{nullable}]}}}}"#);
            (format!("query-{name}.json"), text)
        };
        entries.iter().map(entry).collect()
    }

    #[test]
    fn tells_new_and_unused_queries() {
        let lines = compare(&cache(&[("a", "true"), ("b", "true")]), &cache(&[("b", "false"), ("c", "true")]));
        assert_eq!(lines, ["new: SELECT a", "no longer used: SELECT c"]);
    }
}
