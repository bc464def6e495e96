//! While the database is away: `serve` answers every page with "back in a moment" instead of not starting, and goes on by
//! itself once the database is there. So the order in which a machine's services start does not matter.

use crate::http;
use anyhow::{Context, Result};
use platform::Platform;
use sqlx::{Connection, PgConnection};
use std::time::Duration;
use tokio::{net::TcpListener, time::sleep};
use tokio_util::sync::CancellationToken;

const PAUSE: Duration = Duration::from_secs(1);

/// One connection, to say plainly why none can be had. A pool would only say that it waited in vain.
pub async fn reach(platform: &Platform) -> sqlx::Result<()> {
    let options = platform.db.owner().connect_options();
    let connection = tokio::time::timeout(Duration::from_secs(5), PgConnection::connect_with(&options))
        .await
        .map_err(|_| sqlx::Error::PoolTimedOut)??;
    connection.close().await
}

/// Waits until the database can be reached. `false`: told to stop meanwhile. A refusal that waiting does not mend (a
/// wrong password, no such database) is an error at once.
pub async fn until_reached(platform: &Platform, stop: &CancellationToken) -> Result<bool> {
    let mut told = false;
    loop {
        match reach(platform).await {
            Ok(()) => return Ok(true),
            Err(error) if !is_away(&error) => return Err(error).context("the database refuses us"),
            Err(error) if !told => tracing::warn!("waiting for the database, which does not answer: {error}"),
            Err(_) => {}
        }
        told = true;
        tokio::select! { () = stop.cancelled() => return Ok(false), () = sleep(PAUSE) => {} }
    }
}

/// The same for a server whose port is open already: people see a page meanwhile. `None`: told to stop.
pub async fn answering(
    listener: TcpListener,
    platform: &Platform,
    stop: &CancellationToken,
) -> Result<Option<TcpListener>> {
    if reach(platform).await.is_ok() {
        return Ok(Some(listener));
    }
    let listener = listener.into_std()?;
    let door = TcpListener::from_std(listener.try_clone()?)?;
    let close = CancellationToken::new();
    let serving = axum::serve(door, http::waiting_room()).with_graceful_shutdown(close.clone().cancelled_owned());
    let serving = tokio::spawn(async { serving.await });
    let reached = until_reached(platform, stop).await;
    close.cancel();
    serving.await??;
    Ok(if reached? { Some(TcpListener::from_std(listener)?) } else { None })
}

/// Starting, stopping, out of connections, or not there: waiting helps.
fn is_away(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut => true,
        sqlx::Error::Database(error) => {
            error.code().is_some_and(|code| ["57P", "53", "08"].iter().any(|class| code.starts_with(class)))
        }
        _ => false,
    }
}
