//! A private PostgreSQL that lives and dies with this process: found on the machine (or in `node_modules`),
//! initialised, started on a Unix socket only, watched, restarted when it dies, stopped on drop.
//!
//! Small and blocking on purpose: it runs once at start-up, before any runtime matters. It knows nothing of our
//! tables; callers do their own SQL with [`Running::url`].
//!
//! What it takes care of, because each of these has bitten: PostgreSQL refuses to run as root ([`identity`]); a data
//! folder below a closed home cannot be reached by the other user ([`layout`]); a killed parent leaves an orphan and a
//! killed server leaves a stale `postmaster.pid` ([`stale`]); socket paths are limited to 107 bytes ([`layout`]).

mod binaries;
mod identity;
mod keeper;
mod layout;
mod options;
mod stale;
#[cfg(test)]
mod tests;
mod wire;

use std::path::Path;

use anyhow::{Context, Result};

pub use options::Options;
pub use stale::Taken;

/// The superuser every cluster of ours is initialised with; it may log in on the private socket without a password.
pub const SUPERUSER: &str = "guildhall_owner";

/// The entry point: [`Postgres::start`].
pub struct Postgres;

impl Postgres {
    /// Finds the binaries, initialises the cluster when there is none, and starts it. Returns when it takes
    /// connections. Refuses when another living process owns the same folder.
    pub fn start(options: Options) -> Result<Running> {
        let place = layout::prepare(&options)?;
        stale::recover(&place)?;
        layout::initialise(&place, &options)?;
        let keeper = keeper::start(place.clone(), options.clone())?;
        Ok(Running { keeper, place, throwaway: options.throwaway })
    }
}

/// A running server; dropping it stops the server (and removes its folder when it was a throwaway).
pub struct Running {
    keeper: keeper::Keeper,
    place: layout::Place,
    throwaway: bool,
}

impl Running {
    /// A connection URL over the private socket, as libpq and sqlx read it.
    pub fn url(&self, database: &str, user: &str) -> String {
        let host = percent_encode(&self.place.socket.to_string_lossy());
        format!("postgres://{}@localhost/{}?host={host}", percent_encode(user), percent_encode(database))
    }

    /// The folder of the socket: what `psql -h` and `PGHOST` want.
    pub fn socket_dir(&self) -> &Path {
        &self.place.socket
    }

    /// Where the data really lives: not the folder asked for when that one cannot be reached by PostgreSQL's user.
    pub fn data_dir(&self) -> &Path {
        &self.place.root
    }

    /// The version of the server, such as `15.18`.
    pub fn version(&self) -> &str {
        &self.place.binaries.version
    }

    /// The server's process id at this moment: it changes when the server has died and was started again.
    pub fn pid(&self) -> Option<u32> {
        stale::postmaster_pid(&self.place.cluster)
    }

    /// Runs SQL (several statements are fine) as the superuser and returns the rows as text, `None` for NULL.
    pub fn query(&self, database: &str, sql: &str) -> Result<Vec<Vec<Option<String>>>> {
        wire::query(&self.place.socket_file(), SUPERUSER, database, sql)
    }

    /// Creates the database when it is not there; says whether it was created now.
    pub fn ensure_database(&self, name: &str) -> Result<bool> {
        let found = self.query("postgres", &format!("select 1 from pg_database where datname = {}", literal(name)))?;
        if !found.is_empty() {
            return Ok(false);
        }
        self.query("postgres", &format!("create database {}", identifier(name)))
            .with_context(|| format!("could not create the database {name}"))?;
        Ok(true)
    }

    /// Creates a role that may log in (on the private socket, without a password) when it is not there.
    pub fn ensure_role(&self, name: &str) -> Result<bool> {
        let found = self.query("postgres", &format!("select 1 from pg_roles where rolname = {}", literal(name)))?;
        if !found.is_empty() {
            return Ok(false);
        }
        self.query("postgres", &format!("create role {} login", identifier(name)))
            .with_context(|| format!("could not create the role {name}"))?;
        Ok(true)
    }

    /// Stops the server and tells whether it stopped cleanly; dropping does the same without the answer.
    pub fn stop(mut self) -> Result<()> {
        self.shut_down()
    }

    fn shut_down(&mut self) -> Result<()> {
        let outcome = self.keeper.stop();
        if self.throwaway {
            layout::remove(&self.place);
        }
        outcome
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Nobody is left to tell; the next start recovers from whatever this left behind.
        let _ = self.shut_down();
    }
}

/// Quotes a name for SQL.
fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Quotes a text for SQL (standard_conforming_strings is on by default since 9.1).
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn percent_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
