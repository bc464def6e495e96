//! The books under random load, under contention, and against a hand that tampers.

mod audit;
mod contention;
mod random;
mod slices;
mod tampering;

use crate::{clock::new_id, ledger, testing::TestPlatform, wallets};
use model::{Currency, Money, PaymentId, UserId, ledger::Account};

const EUR: Currency = Currency::Eur;

fn eur(minor: i64) -> Money {
    Money::new(minor, EUR)
}

async fn top_up(t: &TestPlatform, user: UserId, amount: Money, key: &str) -> bool {
    let mut tx = t.tx().await;
    let posted =
        wallets::credit_in(&mut tx, user, amount, "sandbox", new_id::<PaymentId>(), key).await.expect("credit");
    tx.commit().await.expect("commit");
    posted.is_new()
}

async fn balance(t: &TestPlatform, account: &Account, currency: Currency) -> i64 {
    let mut tx = t.tx().await;
    ledger::balance_in(&mut tx, account, currency).await.expect("balance").minor
}
