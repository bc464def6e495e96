//! Money locked for an order: in from the wallet, out to the seller slice by slice, or back to the client.

use crate::{Result, Tx, ledger};
use model::{
    Currency, MilestoneId, Money, OrderId, UserId,
    escrow::{Release, Released, rules},
    ledger::{Account, Posting, TransferKind},
};

/// Locks the order's whole price. Funding twice is funding once.
pub async fn fund_order_in(tx: &mut Tx, order: OrderId, buyer: UserId, amount: Money) -> Result<ledger::Posted> {
    let mut posting = Posting::new(TransferKind::Funding, format!("funding:{order}"), amount.currency).moving(
        Account::Wallet(buyer),
        Account::Escrow(order),
        amount,
    );
    posting.order = Some(order);
    ledger::post_in(tx, &posting).await
}

/// Releases one milestone's slice: the fee to the platform, the rest to the seller's clearing account. A milestone
/// releases once, whatever happens; the shares of a repetition are the same, because the commission is frozen.
pub async fn release_slice_in(tx: &mut Tx, release: Release) -> Result<Released> {
    let Release { order, milestone, seller, gross, commission } = release;
    let shares = rules::share(gross, commission)?;
    let mut posting = Posting::new(TransferKind::Release, release_key(milestone), gross.currency)
        .moving(Account::Escrow(order), Account::SellerPending(seller), shares.net)
        .moving(Account::Escrow(order), Account::PlatformFee, shares.fee);
    posting.order = Some(order);
    posting.milestone = Some(milestone);
    ledger::post_in(tx, &posting).await?;
    Ok(shares)
}

/// Divides one milestone's slice: the client's part back to their wallet, the seller's part released like any other, with
/// the fee from it alone. A slice leaves escrow once, whichever way: the release's key is the milestone's own.
pub async fn divide_slice_in(tx: &mut Tx, release: Release, buyer: UserId, back: Money) -> Result<Option<Released>> {
    let released = if release.gross.is_positive() { Some(release_slice_in(tx, release).await?) } else { None };
    if back.is_positive() {
        refund_in(tx, release.order, buyer, back, &format!("slice:{}", release.milestone)).await?;
    }
    Ok(released)
}

/// Gives money back to the client's wallet. `key` names the act that decided it.
pub async fn refund_in(tx: &mut Tx, order: OrderId, buyer: UserId, amount: Money, key: &str) -> Result<ledger::Posted> {
    rules::covered(held_in(tx, order, amount.currency).await?, amount)?;
    let mut posting = Posting::new(TransferKind::Refund, format!("refund:{key}"), amount.currency).moving(
        Account::Escrow(order),
        Account::Wallet(buyer),
        amount,
    );
    posting.order = Some(order);
    ledger::post_in(tx, &posting).await
}

/// What is locked for the order just now.
pub async fn held_in(tx: &mut Tx, order: OrderId, currency: Currency) -> Result<Money> {
    ledger::balance_in(tx, &Account::Escrow(order), currency).await
}

fn release_key(milestone: MilestoneId) -> String {
    format!("release:{milestone}")
}
