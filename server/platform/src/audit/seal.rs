//! Sealing: the rows that wait get their place in the chain, in the order of their numbers.

use super::{canonical, queries};
use crate::{Result, Tx};

/// Rows per transaction.
pub const BATCH: u64 = 1_000;

/// Chains up to [`BATCH`] waiting rows of the project; says how many. One sealer per project at a time: the lock is
/// the transaction's, so it ends with it whatever happens.
pub async fn seal_batch_in(tx: &mut Tx) -> Result<u64> {
    queries::lock_chain(tx).await?;
    let rows = queries::unsealed(tx, BATCH as i64).await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let (mut seq, mut previous) = match queries::head(tx).await? {
        Some(head) => (head.seq, head.hash),
        None => (0, canonical::genesis(tx.project).to_vec()),
    };
    let mut links = queries::Links::default();
    for row in &rows {
        seq += 1;
        let hash = canonical::link(&previous, row).to_vec();
        links.push(seq, row.id, previous, hash.clone());
        previous = hash;
    }
    queries::insert_links(tx, &links).await?;
    Ok(rows.len() as u64)
}
