//! Finds the database: the one of DATABASE_URL, the private one that a running `serve` has started, or a private one of our own.

use crate::config::Config;
use anyhow::{Context, Result};
use platform::{Clock, Db, Platform, Settings, clock::SystemClock};
use sqlx::{Connection, postgres::PgConnectOptions};
use std::{fs, path::PathBuf, str::FromStr, sync::Arc};

/// The platform on its database. Keep it alive as long as the platform is used: dropping it stops a private server.
pub struct Opened {
    pub platform: Platform,
    /// What the start-up message says about where the data is.
    pub place: String,
    _private: Option<Private>,
}

struct Private {
    _running: embedded_postgres::Running,
    note: PathBuf,
}

impl Drop for Private {
    fn drop(&mut self) {
        // A note of a server that is gone only costs the next command a failed connection.
        let _ = fs::remove_file(&self.note);
    }
}

const DATABASE: &str = "guildhall";

/// Opens the pools. With a DATABASE_URL the database may be away: pages then say so until it is back.
pub async fn open(config: &Config) -> Result<Opened> {
    let settings = config.settings()?;
    let note = settings.data_dir.join("database.url");
    let (url, place, private) = match config.database_url.as_deref().filter(|url| !url.is_empty()) {
        Some(url) => (url.to_owned(), "DATABASE_URL".to_owned(), None),
        None => match running(&note).await {
            Some(url) => (url, "the private PostgreSQL of the running server".to_owned(), None),
            None => start_private(&settings, note).await?,
        },
    };
    let options =
        PgConnectOptions::from_str(&url).context("DATABASE_URL is not understood")?.application_name("guildhall");
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let db = Db::new(options, config.database_connections.max(2), clock.clone());
    Ok(Opened { platform: Platform::new(db, clock, settings), place, _private: private })
}

/// The URL that a running server of ours left, if something answers there.
async fn running(note: &std::path::Path) -> Option<String> {
    let url = fs::read_to_string(note).ok()?;
    let connection = sqlx::PgConnection::connect(url.trim()).await.ok()?;
    let _ = connection.close().await;
    Some(url.trim().to_owned())
}

async fn start_private(settings: &Settings, note: PathBuf) -> Result<(String, String, Option<Private>)> {
    let folder = settings.data_dir.join("postgres");
    let folder = std::path::absolute(&folder).unwrap_or(folder);
    let running = tokio::task::spawn_blocking(move || -> Result<_> {
        let running = embedded_postgres::Postgres::start(embedded_postgres::Options::new(folder))?;
        running.ensure_database(DATABASE)?;
        Ok(running)
    })
    .await?
    .context("the private PostgreSQL did not start (set DATABASE_URL to use another one)")?;
    let url = running.url(DATABASE, embedded_postgres::SUPERUSER);
    fs::write(&note, &url).with_context(|| format!("could not write {}", note.display()))?;
    let place = format!("private PostgreSQL {} in {}", running.version(), running.data_dir().display());
    Ok((url, place, Some(Private { _running: running, note })))
}
