//! Every held cent has a reason, a date and a next action, and all of it equals the ledger.

use crate::orders::fixture::{PRICE, deal, eur};
use model::{
    Money, Problem, Role,
    deliveries::Deliveries,
    earnings::{Earnings, HoldReason},
    overview::Overviews,
};
use time::Duration;

#[tokio::test]
async fn held_clearing_available() {
    let d = deal().await;
    let order = d.started().await;
    d.submit(order, 0).await;
    d.approve(order, 0).await;
    d.submit(order, 1).await;
    let view = d.t.earnings(&d.seller, None, Default::default()).await.unwrap();
    let reasons: Vec<_> = view.held.iter().map(|line| (line.reason, line.until.is_some())).collect();
    assert_eq!(reasons, [(HoldReason::AwaitingReview, true), (HoldReason::AwaitingWork, true)]);
    let held = Money::sum(view.held.iter().map(|l| l.net), model::Currency::Eur).unwrap();
    let totals = view.totals[0];
    assert_eq!((totals.in_escrow.net, totals.clearing, totals.available), (held, eur(2700), eur(0)));
    assert_eq!(held, eur(2700 + 4001 - 400));
    assert_eq!(totals.in_escrow.gross, eur(PRICE - 3000));
    // one term, one figure: the first page, the page of earnings and the order say the same
    assert_eq!(d.t.seller_overview(&d.seller).await.unwrap().in_escrow, totals.in_escrow);
    let on_order = d.view(&d.seller, order).await;
    assert_eq!((on_order.in_escrow(), on_order.money.held), (Some(totals.in_escrow), totals.in_escrow.gross));
    assert_eq!(view.released.items[0].reason, HoldReason::ClearingPeriod);
    assert_eq!(totals.next_clearing, view.released.items[0].until);

    assert_eq!(d.t.clear_earnings_due().await.unwrap(), 0);
    d.t.clock.advance(Duration::days(7));
    assert_eq!(d.t.clear_earnings_due().await.unwrap(), 1);
    assert_eq!(d.t.clear_earnings_due().await.unwrap(), 0);
    assert_eq!(d.ledger(order).await, (PRICE - 3000, 0, 2700));
    let view = d.t.earnings(&d.seller, None, Default::default()).await.unwrap();
    assert_eq!((view.totals[0].available, view.released.items[0].reason), (eur(2700), HoldReason::Available));
    d.t.books_balance().await;
}

#[tokio::test]
async fn only_the_sellers_own() {
    let d = deal().await;
    let (_, rival) = d.t.seller("rival").await;
    assert_eq!(d.t.earnings(&rival, Some(d.seller_id), Default::default()).await.err(), Some(Problem::NotFound));
    assert_eq!(d.t.earnings(&d.client, None, Default::default()).await.err(), Some(Problem::NotAllowed));
    let finance = d.t.user("fin", &[Role::Finance]).await;
    assert!(d.t.earnings(&finance, Some(d.seller_id), Default::default()).await.is_ok());
    let order = d.started().await;
    let m = d.view(&d.seller, order).await.milestones[0].id;
    d.t.update_progress(&d.seller, m, 10).await.unwrap();
}
