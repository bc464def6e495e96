//! Posting and reading the books. Nothing else writes to accounts, transfers or entries; the database checks again.

mod queries;
#[cfg(test)]
mod tests;

use crate::{Result, Tx, clock::new_id};
use model::{
    Currency, Money, TransferId,
    ledger::{Account, Posting, StatementLine},
};

/// Whether this act is new to the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posted {
    New(TransferId),
    /// The same key was posted before; nothing happened now.
    AlreadyPosted,
}

impl Posted {
    pub const fn is_new(self) -> bool {
        matches!(self, Self::New(_))
    }
}

/// Posts one transfer in one round trip: opens accounts on first use, writes the transfer and its entries, moves guarded
/// balances. A key that was posted before changes nothing. An overdraft surfaces as a Conflict for the caller.
pub async fn post_in(tx: &mut Tx, posting: &Posting) -> Result<Posted> {
    let legs = posting.balanced_legs()?;
    let id: TransferId = new_id();
    let new = queries::insert_transfer(tx, id, posting, &legs).await?;
    Ok(if new { Posted::New(id) } else { Posted::AlreadyPosted })
}

/// What an account holds: kept for user accounts, summed for the project's own.
pub async fn balance_in(tx: &mut Tx, account: &Account, currency: Currency) -> Result<Money> {
    let minor = if account.is_guarded() {
        queries::guarded_balance(tx, account, currency).await?
    } else {
        queries::summed_balance(tx, account, currency).await?
    };
    Ok(Money::new(minor, currency))
}

/// The account's lines, newest first; `after` is the last line's cursor. Reads one more than `limit`.
pub async fn statement_in(
    tx: &mut Tx,
    account: &Account,
    currency: Currency,
    after: Option<&str>,
    limit: u32,
) -> Result<Vec<StatementLine>> {
    queries::statement(tx, account, currency, after, limit).await
}
