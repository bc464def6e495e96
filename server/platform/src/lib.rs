//! What is stored and done: one folder per domain, each implementing its trait of `model` on PostgreSQL.
//! Only trait methods begin and commit; helpers take the open `Tx` first and end in `_in`; SQL lives in `queries.rs`.

pub mod clock;
pub mod db;
pub mod error;
pub mod escrow;
pub mod jobs;
pub mod ledger;
pub mod outbox;
pub mod settings;
pub mod wallets;
#[cfg(test)]
pub mod testing;

pub use clock::Clock;
pub use db::{Db, Tx};
pub use error::{Error, Result};
pub use settings::Settings;

use std::sync::Arc;

/// Everything the platform works with. Implements every trait of `model::Desk`.
#[derive(Clone)]
pub struct Platform {
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub settings: Arc<Settings>,
}
