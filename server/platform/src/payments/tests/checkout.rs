//! Paying for orders through a gateway: the money reaches the wallet first and funds the orders in the same transaction.

use super::*;
use crate::orders::fixture::{Deal, PRICE, deal};
use model::{
    OrderGroupId, Problem,
    checkout::{CheckOut, Checkout, GroupStatus, GroupView, Paying},
    payments::{PaymentStatus, Purpose, StartPayment},
};

async fn order(d: &Deal, use_wallet: bool, key: &str) -> GroupView {
    d.put_in_cart(d.product, Deal::answers()).await;
    let paying = Paying { use_wallet, gateway: Some("sandbox".into()), ..Paying::default() };
    d.t.check_out(&d.client, CheckOut { key: key.into(), paying, ..CheckOut::default() }).await.unwrap()
}

fn start(group: OrderGroupId, minor: i64, gateway: &str, key: &str) -> StartPayment {
    StartPayment {
        purpose: Purpose::Checkout(group),
        amount: eur(minor),
        gateway: gateway.into(),
        method: None,
        save_method: false,
        idempotency_key: format!("checkout-{key}"),
    }
}

async fn group(d: &Deal, id: OrderGroupId) -> GroupStatus {
    d.t.order_group(&d.client, id).await.unwrap().status
}

#[tokio::test]
async fn a_checkout_by_card_is_paid_when_the_webhook_says_so() {
    let d = deal().await;
    let placed = order(&d, false, "by-card-only").await;
    let payment = placed.payment.unwrap();
    assert_eq!(
        (placed.status, payment.amount, payment.status),
        (GroupStatus::PendingPayment, eur(PRICE), PaymentStatus::RequiresCustomerAction)
    );
    pay(&d.t, &payment, FINE).await;
    hear_all(&d.t).await;
    hear_all(&d.t).await;
    assert_eq!(group(&d, placed.id).await, GroupStatus::Paid);
    assert_eq!(d.wallet(&d.client).await, 100_000, "in and out again");
    assert_eq!(d.t.wallet(&d.client).await.unwrap().balances[0].held, eur(PRICE));
    d.t.books_balance().await;
}

#[tokio::test]
async fn wallet_and_card_share_a_checkout() {
    let d = deal().await;
    // Leaves 100000 − 9 × 10001 = 9991 in the wallet, ten cents short.
    for n in 0..9 {
        d.put_in_cart(d.product, Deal::answers()).await;
        d.check_out(&format!("drain-the-wallet-{n}")).await;
    }
    let placed = order(&d, true, "both-ways").await;
    let payment = placed.payment.unwrap();
    assert_eq!(payment.amount, eur(10), "the card pays what the wallet lacks");
    pay(&d.t, &payment, FINE).await;
    hear_all(&d.t).await;
    assert_eq!((group(&d, placed.id).await, d.wallet(&d.client).await), (GroupStatus::Paid, 0));
    d.t.books_balance().await;
}

#[tokio::test]
async fn money_for_a_checkout_that_was_given_up_stays_in_the_wallet() {
    let d = deal().await;
    let placed = order(&d, false, "given-up").await;
    let payment = placed.payment.unwrap();
    d.t.cancel_group(&d.client, placed.id).await.unwrap();
    pay(&d.t, &payment, LATE).await;
    d.t.clock.advance(time::Duration::seconds(11));
    hear_all(&d.t).await;
    assert_eq!(d.t.payment(&d.client, payment.id).await.unwrap().status, PaymentStatus::Succeeded);
    assert_eq!((group(&d, placed.id).await, d.wallet(&d.client).await), (GroupStatus::Cancelled, 100_000 + PRICE));
    d.t.books_balance().await;
}

#[tokio::test]
async fn the_wallet_as_a_gateway_pays_at_once_or_not_at_all() {
    let d = deal().await;
    let placed = order(&d, false, "by-wallet").await;
    let paid = super::super::start(&d.t, &d.client, start(placed.id, PRICE, "wallet", "wallet-one")).await.unwrap();
    assert_eq!((paid.status, group(&d, placed.id).await), (PaymentStatus::Succeeded, GroupStatus::Paid));
    let again = super::super::start(&d.t, &d.client, start(placed.id, PRICE, "wallet", "wallet-one")).await.unwrap();
    assert_eq!((again.id, d.wallet(&d.client).await), (paid.id, 100_000 - PRICE));
    d.t.books_balance().await;
}

#[tokio::test]
async fn nobody_pays_another_ones_checkout_from_their_wallet() {
    let d = deal().await;
    let placed = order(&d, false, "not-yours").await;
    let eve = d.t.user("eve", &[Role::Client]).await;
    for gateway in ["wallet", "sandbox"] {
        let refused = super::super::start(&d.t, &eve, start(placed.id, PRICE, gateway, "eve")).await;
        assert_eq!(refused.err(), Some(Problem::NotFound), "{gateway}");
    }
    assert_eq!((group(&d, placed.id).await, d.wallet(&d.client).await), (GroupStatus::PendingPayment, 100_000));
}
