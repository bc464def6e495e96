//! More time or an early end by agreement, refunds, and who may do which.

use crate::orders::fixture::{PRICE, deal, eur};
use model::{
    Party, Problem, Role,
    deliveries::{Deliveries, MilestoneStatus},
    orders::{Applied, NextStep, OrderFilter, OrderStatus, Orders, ProposalStatus},
};
use time::Duration;

#[tokio::test]
async fn a_cancellation_gives_back_exactly_what_is_unreleased() {
    let d = deal().await;
    let order = d.started().await;
    d.submit(order, 0).await;
    let before = d.t.propose_cancellation(&d.seller, order, "No time".into()).await.unwrap();
    assert_eq!(
        d.t.propose_cancellation(&d.seller, order, "No time".into()).await,
        Ok(before),
        "proposing again is the same proposal"
    );
    assert!(matches!(d.t.propose_cancellation(&d.client, order, "Me too".into()).await, Err(Problem::Conflict(_))));
    assert_eq!(d.t.accept_proposal(&d.seller, before).await, Err(Problem::NotAllowed), "nobody accepts their own");
    assert_eq!(d.t.withdraw_proposal(&d.client, before).await, Err(Problem::NotAllowed));
    // a slice is released while the proposal waits: that much less goes back
    d.approve(order, 0).await;
    let view = d.view(&d.client, order).await;
    assert_eq!(view.proposals[0].refund, Some(eur(PRICE - 3000)));
    assert!(matches!(view.next, NextStep::AnswerProposal { .. }));

    assert_eq!(d.t.accept_proposal(&d.client, before).await, Ok(Applied::Done));
    assert_eq!(d.t.accept_proposal(&d.client, before).await, Ok(Applied::Already));
    let view = d.view(&d.client, order).await;
    assert_eq!(view.status, OrderStatus::Partial);
    assert_eq!((view.money.held, view.money.released, view.money.refunded), (eur(0), eur(3000), eur(PRICE - 3000)));
    assert_eq!(view.proposals[0].status, ProposalStatus::Accepted);
    assert_eq!(d.wallet(&d.client).await, 100_000 - 3000);
    assert_eq!(d.ledger(order).await.0, 0);
    assert!(matches!(d.t.approve_milestone(&d.client, view.milestones[1].id).await, Err(Problem::Conflict(_))));
    d.t.books_balance().await;
}

#[tokio::test]
async fn declined_and_withdrawn_change_nothing() {
    let d = deal().await;
    let order = d.started().await;
    let first = d.t.propose_extension(&d.seller, order, 3, "Flu".into()).await.unwrap();
    assert_eq!(d.t.decline_proposal(&d.client, first).await, Ok(Applied::Done));
    assert_eq!(d.t.decline_proposal(&d.client, first).await, Ok(Applied::Already));
    assert!(matches!(d.t.accept_proposal(&d.client, first).await, Err(Problem::Conflict(_))));
    let second = d.t.propose_cancellation(&d.client, order, "Changed my mind".into()).await.unwrap();
    assert_eq!(d.t.withdraw_proposal(&d.client, second).await, Ok(Applied::Done));
    assert!(matches!(d.t.accept_proposal(&d.seller, second).await, Err(Problem::Conflict(_))));
    assert_eq!(d.view(&d.client, order).await.status, OrderStatus::Active);
    for days in [0, -1, 366] {
        assert!(matches!(d.t.propose_extension(&d.seller, order, days, "x".into()).await, Err(Problem::Invalid(_))));
    }
}

#[tokio::test]
async fn an_extension_moves_open_dates_and_forgives_lateness() {
    let d = deal().await;
    let order = d.started().await;
    d.t.clock.advance(Duration::days(3));
    assert_eq!(d.t.mark_late().await.unwrap(), 1);
    assert_eq!(d.t.mark_late().await.unwrap(), 0, "once");
    let late = d.view(&d.client, order).await;
    assert_eq!(late.milestones[0].status, MilestoneStatus::Delayed);
    let lines =
        d.t.list_orders(&d.client, OrderFilter { late: true, ..OrderFilter::of(Party::Client) }, Default::default())
            .await
            .unwrap();
    assert!(lines.items.len() == 1 && lines.items[0].late);
    let proposal = d.t.propose_extension(&d.seller, order, 4, "Flu".into()).await.unwrap();
    d.t.accept_proposal(&d.client, proposal).await.unwrap();
    let view = d.view(&d.client, order).await;
    assert_eq!(view.milestones[0].status, MilestoneStatus::InProgress);
    for (a, b) in late.milestones.iter().zip(&view.milestones) {
        assert_eq!(b.due.unwrap() - a.due.unwrap(), Duration::days(4));
    }
    assert_eq!(view.due_at.unwrap() - late.due_at.unwrap(), Duration::days(4));
}

#[tokio::test]
async fn staff_refunds_and_the_client_before_the_start() {
    let d = deal().await;
    let order = d.started().await;
    let finance = d.t.user("fin", &[Role::Finance]).await;
    assert_eq!(d.t.refund_order(&finance, order, "Seller vanished".into()).await, Ok(Applied::Done));
    assert_eq!(d.t.refund_order(&finance, order, "Again".into()).await, Ok(Applied::Already));
    let view = d.view(&d.client, order).await;
    assert_eq!((view.status, view.money.refunded), (OrderStatus::Refunded, eur(PRICE)));

    d.put_in_cart(d.product, Default::default()).await;
    let second = d.check_out("second-order").await.orders[0].id;
    assert_eq!(d.t.refund_order(&d.client, second, "Not needed".into()).await, Ok(Applied::Done));
    assert_eq!(d.wallet(&d.client).await, 100_000);
    d.t.books_balance().await;
}
