//! A client's credit. Gateway money always lands here first; orders are funded from here.

mod desk;
mod queries;

use crate::{Result, Tx, ledger};
use model::{
    Currency, Money, PaymentId, UserId,
    ledger::{Account, Posting, TransferKind},
};

/// What the person can spend.
pub async fn balance_in(tx: &mut Tx, user: UserId, currency: Currency) -> Result<Money> {
    ledger::balance_in(tx, &Account::Wallet(user), currency).await
}

/// Books money that a gateway took for us. `key` names the payment, so that no event credits it twice.
pub async fn credit_in(
    tx: &mut Tx,
    user: UserId,
    amount: Money,
    gateway: &str,
    payment: PaymentId,
    key: &str,
) -> Result<ledger::Posted> {
    let mut posting = Posting::new(TransferKind::TopUp, format!("top_up:{key}"), amount.currency).moving(
        Account::GatewayClearing(gateway.to_owned()),
        Account::Wallet(user),
        amount,
    );
    posting.payment = Some(payment);
    ledger::post_in(tx, &posting).await
}
