//! A throwaway PostgreSQL with our schema, for the checked queries and the tests.
//!
//! The schema is applied here, file by file, and not by `guildhall migrate`: the server cannot be built when the SQL
//! cache is stale, and renewing that cache is what the schema is needed for. The migrations' own table is filled as
//! sqlx fills it, so that the real migrator finds its work done.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use embedded_postgres::{Options, Postgres, Running, SUPERUSER, Taken};

use crate::{paths, shell};

/// The database that queries are checked against and tests derive theirs from.
const DATABASE: &str = "guildhall_test";

pub struct Scratch {
    server: Running,
}

impl Scratch {
    /// Starts it and applies the schema.
    pub fn start() -> Result<Self> {
        let server = start_in_free_folder()?;
        eprintln!("  PostgreSQL {} in {}", server.version(), server.data_dir().display());
        server.ensure_database(DATABASE)?;
        let scratch = Self { server };
        scratch.apply_schema()?;
        Ok(scratch)
    }

    /// The URL of the migrated database.
    pub fn url(&self) -> String {
        self.server.url(DATABASE, SUPERUSER)
    }

    /// An empty database of the given name; the server migrates it itself.
    pub fn empty(&self, name: &str) -> Result<String> {
        self.server.ensure_database(name)?;
        Ok(self.server.url(name, SUPERUSER))
    }

    fn apply_schema(&self) -> Result<()> {
        let root = paths::root()?;
        self.apply_job_queue(&root)?;
        self.server.query(
            DATABASE,
            "create table _sqlx_migrations (version bigint primary key, description text not null, \
             installed_on timestamptz not null default now(), success boolean not null, checksum bytea not null, \
             execution_time bigint not null)",
        )?;
        for file in sql_files(&root.join("migrations"))? {
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if name.ends_with(".down") {
                continue;
            }
            let (version, description) = name.split_once('_').context("a migration is named <number>_<words>.sql")?;
            let version: i64 = version.parse().with_context(|| format!("{name} does not begin with a number"))?;
            let sql = fs::read_to_string(&file)?;
            self.server.query(DATABASE, &sql).with_context(|| format!("migration {}", file.display()))?;
            let note = format!(
                "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
                 values ({version}, {}, true, sha384(convert_to({}, 'UTF8')), 0)",
                quote(&description.trim_end_matches(".up").replace('_', " ")),
                quote(&sql)
            );
            self.server.query(DATABASE, &note)?;
        }
        Ok(())
    }

    /// The job queue's schema comes with its crate; the source is where cargo keeps it.
    fn apply_job_queue(&self, root: &Path) -> Result<()> {
        let folder = crate_folder(root, "graphile_worker_migrations")?.join("src/sql");
        self.server.query(
            DATABASE,
            "create schema graphile_worker; create table graphile_worker.migrations (id int primary key, \
             ts timestamptz default now() not null, breaking boolean not null default false)",
        )?;
        for file in sql_files(&folder)? {
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let Ok(number) = name.trim_start_matches('m').parse::<u32>() else { continue };
            let sql = fs::read_to_string(&file)?;
            let breaking = sql.contains("graphile-worker-rs:breaking");
            let sql = sql.replace(":GRAPHILE_WORKER_SCHEMA", "graphile_worker");
            self.server.query(DATABASE, &sql).with_context(|| format!("the job queue's {name}"))?;
            let note = format!("insert into graphile_worker.migrations (id, breaking) values ({number}, {breaking})");
            self.server.query(DATABASE, &note)?;
        }
        Ok(())
    }
}

/// The same few folders again and again: what a killed run left behind is emptied by the next.
fn start_in_free_folder() -> Result<Running> {
    let checkout = shell::hash(paths::root()?.to_string_lossy().as_bytes(), shell::HASH_START);
    let mut slot = 0;
    loop {
        let folder = std::env::temp_dir().join(format!("guildhall-{checkout:016x}-{slot}"));
        match Postgres::start(Options::throwaway(folder)) {
            Err(error) if slot < 20 && error.is::<Taken>() => slot += 1,
            outcome => return outcome,
        }
    }
}

/// Where the source of a dependency lies.
fn crate_folder(root: &Path, name: &str) -> Result<PathBuf> {
    let metadata = shell::ask(shell::command("cargo", root).args(["metadata", "--format-version=1", "--locked"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata.context("cargo was not found")?)?;
    let packages = metadata["packages"].as_array().context("cargo metadata names no packages")?;
    let found = packages.iter().find(|package| package["name"] == name);
    let manifest = found.and_then(|package| package["manifest_path"].as_str());
    let folder = manifest.and_then(|manifest| Path::new(manifest).parent());
    folder.map(Path::to_owned).with_context(|| format!("{name} is not among the dependencies"))
}

fn sql_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let found = fs::read_dir(folder).with_context(|| format!("could not read {}", folder.display()))?;
    let mut files: Vec<PathBuf> = found.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|kind| kind == "sql"));
    files.sort();
    if files.is_empty() {
        bail!("there is no .sql file in {}", folder.display());
    }
    Ok(files)
}

fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
