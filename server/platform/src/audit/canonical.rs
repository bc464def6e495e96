//! What is hashed. Each part goes in with its length before it, so that no two rows share one text.

use model::ProjectId;
use sha2::{Digest, Sha256};
use uuid::Uuid;

pub type Hash = [u8; 32];

/// A row of the log, exactly as the database holds it.
pub struct Row {
    pub id: i64,
    /// Microseconds since 1970, UTC.
    pub at: i64,
    pub actor: Option<Uuid>,
    pub request: String,
    pub action: String,
    pub subject: String,
    pub subject_id: Option<Uuid>,
    /// PostgreSQL's own text of the jsonb: key order and numbers are normal there.
    pub data: String,
}

/// The link before the first: other for each project, so that chains cannot be swapped.
pub fn genesis(project: ProjectId) -> Hash {
    Sha256::digest(format!("guildhall transaction log 1 {project}")).into()
}

/// SHA-256 over the previous hash and the row's parts.
pub fn link(previous: &[u8], row: &Row) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(previous);
    let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    for part in [
        &row.id.to_string(),
        &row.at.to_string(),
        &id(row.actor),
        &row.request,
        &row.action,
        &row.subject,
        &id(row.subject_id),
        &row.data,
    ] {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().into()
}
