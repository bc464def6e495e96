//! What is stored and done: one folder per domain, each implementing its trait of `model` on PostgreSQL.
//! Only trait methods begin and commit; helpers take the open `Tx` first and end in `_in`; SQL lives in `queries.rs`.

pub mod audit;
pub mod batch;
pub mod cart;
pub mod catalogue;
pub mod chats;
pub mod checkout;
pub mod clock;
pub mod db;
pub mod deliveries;
pub mod demo;
pub mod disputes;
pub mod earnings;
pub mod error;
pub mod escrow;
pub mod files;
pub mod identity;
pub mod jobs;
pub mod ledger;
pub mod mails;
pub mod notifications;
pub mod offers;
pub mod orders;
pub mod outbox;
pub mod overview;
pub mod payments;
#[cfg(test)]
mod restore_tests;
pub mod reviews;
pub mod sandbox;
pub mod sealing;
pub mod search;
pub mod settings;
#[cfg(test)]
mod tenancy_tests;
#[cfg(test)]
pub mod testing;
pub mod wallets;

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
    pub gateways: Arc<payments::Gateways>,
    /// Where the news of rooms leave.
    pub wire: chats::Wire,
}

impl Platform {
    pub fn new(db: Db, clock: Arc<dyn Clock>, settings: Settings) -> Self {
        let gateways = Arc::new(payments::Gateways::new(&db, &settings));
        Self { db, clock, settings: Arc::new(settings), gateways, wire: chats::Wire::default() }
    }
}
