//! Beginning transactions: nobody who is cut off leaves one open, and a busy database is not taken for one that is away.

use crate::{Error, Result};
use sqlx::{AssertSqlSafe, PgPool, Postgres, Transaction};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

/// How long somebody waits for a free connection while others get theirs.
const PATIENCE: Duration = Duration::from_secs(12);
/// A database that let nobody in for so long counts as away.
const SILENCE: Duration = Duration::from_secs(3);

/// Knows when the database last let somebody in.
#[derive(Clone, Debug)]
pub struct Gate {
    opened: Instant,
    /// Milliseconds after `opened`; 0: never.
    last: Arc<AtomicU64>,
}

impl Default for Gate {
    fn default() -> Self {
        Self { opened: Instant::now(), last: Arc::default() }
    }
}

impl Gate {
    /// Begins with this statement, on a task of its own: a caller who is dropped between sending BEGIN and its answer
    /// (a browser that went away) would leave the connection in a transaction that the pool knows nothing of, and the
    /// next single statement on it would never be committed.
    pub async fn begin(&self, pool: &PgPool, statement: String) -> Result<Transaction<'static, Postgres>> {
        let (gate, pool) = (self.clone(), pool.clone());
        let begun = tokio::spawn(async move { gate.enter(&pool, statement).await }).await;
        Ok(begun.map_err(|error| anyhow::anyhow!(error))??)
    }

    /// The pool gives up after a few seconds, so that a page says so when the database is away. Under a rush the wait
    /// only means that others are first: as long as they get in, we stay in line.
    async fn enter(&self, pool: &PgPool, statement: String) -> Result<Transaction<'static, Postgres>, sqlx::Error> {
        let since = Instant::now();
        loop {
            match pool.begin_with(AssertSqlSafe(statement.clone())).await {
                Err(sqlx::Error::PoolTimedOut) if since.elapsed() < PATIENCE && self.is_moving() => {}
                outcome => return self.noted(outcome),
            }
        }
    }

    /// A single statement, waited for in the same way: while the pool has no connection for it, it was never sent.
    pub async fn patiently<T, F: Future<Output = Result<T>>>(&self, ask: impl Fn() -> F) -> Result<T> {
        let since = Instant::now();
        loop {
            match ask().await {
                Err(Error::Database(sqlx::Error::PoolTimedOut)) if since.elapsed() < PATIENCE && self.is_moving() => {}
                outcome => return self.noted(outcome),
            }
        }
    }

    /// Remembers that somebody got in.
    fn noted<T, E>(&self, outcome: Result<T, E>) -> Result<T, E> {
        if outcome.is_ok() {
            self.last.store(self.elapsed(), Ordering::Relaxed);
        }
        outcome
    }

    fn is_moving(&self) -> bool {
        let last = self.last.load(Ordering::Relaxed);
        last > 0 && self.elapsed().saturating_sub(last) < SILENCE.as_millis() as u64
    }

    fn elapsed(&self) -> u64 {
        u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX).max(1)
    }
}
