//! What every act leaves behind, in its own transaction: a "changed" for the live hub, and a row in the transaction log.

mod queries;
mod replay;

use crate::{Result, Tx};
use model::events::{Subject, Topic};
use serde_json::Value;
use uuid::Uuid;

/// Tells the topics' sockets that something changed, once this transaction has committed.
pub async fn publish_in(tx: &mut Tx, topics: &[Topic], subject: Subject, id: Option<Uuid>) -> Result<()> {
    let mut keys: Vec<String> = topics.iter().map(Topic::key).collect();
    keys.sort_unstable();
    keys.dedup();
    queries::insert_live_events(tx, &keys, subject, id).await
}

/// Writes one line of the transaction log: who did what to which thing. `data` holds figures and states, no personal data.
pub async fn record_in(tx: &mut Tx, action: &str, subject: &str, id: Option<Uuid>, data: Value) -> Result<()> {
    queries::insert_log(tx, action, subject, id, data).await
}
