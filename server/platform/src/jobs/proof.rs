//! The nightly proof of the books: what the database enforces with each booking is computed again from the entries alone.
//! A difference cannot come from the application; it would be damage, so it is shouted.

use super::queries;
use crate::{Platform, Result};

/// What was found wrong. Empty books are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// Transfers whose entries do not sum to zero in some currency.
    pub unbalanced: i64,
    /// Accounts whose balance is not the sum of their entries, or below zero where that is forbidden.
    pub drifted: i64,
    /// Orders in which escrow is not what was paid less what was released and refunded.
    pub escrow: i64,
}

impl Platform {
    /// Proves the books of all projects; says how many differences there are.
    pub async fn prove_books(&self) -> Result<Proof> {
        // across projects: the night's work serves them all
        let mut tx = self.db.operator().await?;
        let proof = queries::prove_books(&mut tx).await?;
        tx.commit().await?;
        if proof == Proof::default() {
            tracing::info!("the books balance");
        } else {
            let Proof { unbalanced, drifted, escrow } = proof;
            tracing::error!(
                unbalanced,
                drifted,
                escrow,
                "THE BOOKS DO NOT BALANCE: {unbalanced} transfers, {drifted} accounts, {escrow} orders"
            );
        }
        Ok(proof)
    }
}
