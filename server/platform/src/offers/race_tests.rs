//! Acts that meet on one offer: one of them wins, and no second order is made.

use super::fixture::{Asked, TOTAL, asked, by_card, by_wallet, in_two};
use model::{
    Problem,
    checkout::GroupStatus,
    offers::{OfferStatus, Offers},
    orders::Applied,
};
use time::Duration;

async fn orders(a: &Asked) -> i64 {
    let mut tx = a.d.t.tx().await;
    sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(tx.conn()).await.expect("count")
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_acceptances_at_once_make_one_order() {
    let a = asked().await;
    let offer = a.sent().await;
    let presses = (0..50).map(|_| a.d.t.accept_offer(&a.d.client, offer, by_wallet()));
    let outcomes = futures::future::join_all(presses).await;
    let first = outcomes.iter().find_map(|o| o.as_ref().ok()).expect("one works").id;
    for outcome in &outcomes {
        assert!(outcome.as_ref().is_ok_and(|g| g.id == first && g.status == GroupStatus::Paid), "{outcome:?}");
    }
    assert_eq!((a.placed().await, orders(&a).await), (1, 1));
    assert_eq!(a.d.wallet(&a.d.client).await, 100_000 - TOTAL, "paid once");
    a.d.t.books_balance().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_acceptances_by_card_are_one_payment() {
    let a = asked().await;
    let offer = a.sent().await;
    let presses = (0..12).map(|_| a.d.t.accept_offer(&a.d.client, offer, by_card()));
    for outcome in futures::future::join_all(presses).await {
        assert!(matches!(outcome, Ok(_) | Err(Problem::Conflict(_))), "{outcome:?}");
    }
    let mut tx = a.d.t.tx().await;
    let payments: i64 = sqlx::query_scalar("SELECT count(*) FROM payments").fetch_one(tx.conn()).await.unwrap();
    assert_eq!((payments, orders(&a).await, a.placed().await), (1, 1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn yes_and_taking_back_cannot_both_be() {
    for round in 0..6 {
        let a = asked().await;
        let offer = a.sent().await;
        let change = in_two(a.d.product);
        let (yes, other) = tokio::join!(a.d.t.accept_offer(&a.d.client, offer, by_wallet()), async {
            match round % 3 {
                0 => a.d.t.withdraw_offer(&a.d.seller, offer).await.map(|_| ()),
                1 => a.d.t.decline_offer(&a.d.client, offer, String::new()).await.map(|_| ()),
                _ => a.d.t.send_offer(&a.d.seller, a.chat, Some(offer), change).await.map(|_| ()),
            }
        });
        assert_ne!(yes.is_ok(), other.is_ok(), "{yes:?} {other:?}");
        let accepted = a.status(offer).await == OfferStatus::Accepted;
        assert_eq!((accepted, i64::from(accepted)), (yes.is_ok(), orders(&a).await));
        a.d.t.books_balance().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_clock_and_a_late_yes() {
    let a = asked().await;
    let offer = a.sent().await;
    a.d.t.clock.advance(Duration::days(14));
    let (yes, expired, no) = tokio::join!(
        a.d.t.accept_offer(&a.d.client, offer, by_wallet()),
        a.d.t.expire_offers_due(),
        a.d.t.decline_offer(&a.d.client, offer, String::new())
    );
    assert!(matches!((yes, no), (Err(Problem::Conflict(_)), Err(Problem::Conflict(_)))));
    assert_eq!((expired.unwrap(), a.status(offer).await, orders(&a).await), (1, OfferStatus::Expired, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn sending_twice_is_one_offer_and_two_changes_are_one() {
    let a = asked().await;
    let draft = in_two(a.d.product);
    let presses = (0..6).map(|_| a.d.t.send_offer(&a.d.seller, a.chat, None, draft.clone()));
    let ids: Vec<_> = futures::future::join_all(presses).await.into_iter().map(|o| o.expect("sent")).collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "the same key is the same offer");
    let changes = (0..4).map(|_| a.d.t.send_offer(&a.d.seller, a.chat, Some(ids[0]), in_two(a.d.product)));
    let changed = futures::future::join_all(changes).await;
    assert_eq!(changed.iter().filter(|o| o.is_ok()).count(), 1, "{changed:?}");
    assert_eq!(a.d.t.withdraw_offer(&a.d.seller, *changed.iter().flatten().next().unwrap()).await, Ok(Applied::Done));
}
