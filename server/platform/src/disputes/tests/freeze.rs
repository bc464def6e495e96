//! While it lasts nothing moves: not by either side, not by staff, not by a timer, not by SQL; and of an approval and a
//! dispute at the same moment exactly one wins.

use super::{complaint, quarrel, refusal};
use model::{
    Role,
    deliveries::{Deliveries, Work},
    disputes::{DisputeStatus, Disputes},
    orders::{OrderStatus, Orders, ProposalStatus},
};
use time::Duration;

#[tokio::test]
async fn every_act_on_the_order_is_refused_and_nothing_moves() {
    let q = quarrel().await;
    let extension = q.t.propose_extension(&q.seller, q.order, 3, "More time.".into()).await.expect("propose");
    let finance = q.t.user("fin", &[Role::Finance]).await;
    let before = q.view(&q.client, q.order).await;
    let (first, second) = (&before.milestones[0], &before.milestones[1]);
    q.opened().await;
    let (t, order, work) = (&q.t, q.order, || Work { description: "x".into(), ..Work::default() });
    for (act, outcome) in [
        ("approve", refusal(t.approve_milestone(&q.client, first.id).await)),
        ("start_review", refusal(t.start_review(&q.client, first.deliverable).await)),
        ("request_revision", refusal(t.request_revision(&q.client, first.deliverable, "x".into()).await)),
        ("reject", refusal(t.reject_deliverable(&q.client, first.deliverable, "x".into()).await)),
        ("submit", refusal(t.submit_work(&q.seller, second.deliverable, work()).await)),
        ("save_draft", refusal(t.save_draft(&q.seller, second.deliverable, work()).await)),
        ("progress", refusal(t.update_progress(&q.seller, second.id, 50).await)),
        ("refund by staff", refusal(t.refund_order(&finance, order, "x".into()).await)),
        ("hold", refusal(t.hold_order(&q.boss, order, "x".into()).await)),
        ("resume", refusal(t.resume_order(&q.boss, order, "x".into()).await)),
        ("propose_extension", refusal(t.propose_extension(&q.seller, order, 3, "x".into()).await)),
        ("propose_cancellation", refusal(t.propose_cancellation(&q.client, order, "x".into()).await)),
        ("accept_proposal", refusal(t.accept_proposal(&q.client, extension).await)),
        ("decline_proposal", refusal(t.decline_proposal(&q.client, extension).await)),
        ("cancel_unpaid", refusal(t.cancel_unpaid_order(&q.client, order).await)),
        ("open_dispute", refusal(t.open_dispute(&q.seller, order, complaint()).await)),
    ] {
        assert_eq!(outcome, "conflict", "{act}");
    }
    assert_eq!(refusal(t.refund_order(&q.client, order, "x".into()).await), "conflict", "nor the client");
    q.t.clock.advance(Duration::days(4));
    for timer in [t.auto_accept_due().await, t.remind_due().await, t.mark_late().await, t.cancel_unpaid_due().await] {
        assert_eq!(timer.expect("timer"), 0);
    }
    let after = q.view(&q.client, order).await;
    assert_eq!(after.status, OrderStatus::Disputed);
    assert_eq!((after.money, &after.milestones), (before.money, &before.milestones));
    assert_eq!(after.proposals[0].status, ProposalStatus::Withdrawn, "nobody is asked any more");
    assert_eq!(q.ledger(order).await.0, 10_001);
    q.all_quiet().await;
}

/// The database itself lets nothing out, whatever code asks.
#[tokio::test]
async fn the_database_holds_the_escrow_too() {
    let q = quarrel().await;
    q.opened().await;
    let mut tx = q.t.tx().await;
    let back =
        crate::escrow::refund_in(&mut tx, q.order, q.client.user_id().unwrap(), crate::orders::fixture::eur(1), "x")
            .await;
    assert!(back.is_err_and(|error| format!("{error:?}").contains("in dispute")));
    // an order does not leave its dispute behind
    let mut tx = q.t.tx().await;
    sqlx::query("UPDATE orders SET status = 'active' WHERE id = $1")
        .bind(q.order.0)
        .execute(tx.conn())
        .await
        .expect("update");
    assert!(tx.commit().await.is_err());
    assert_eq!(q.view(&q.client, q.order).await.status, OrderStatus::Disputed);
}

#[tokio::test]
async fn what_was_released_before_waits_too() {
    let q = quarrel().await;
    q.approve(q.order, 0).await;
    let (_, pending, _) = q.ledger(q.order).await;
    let dispute = q.opened().await;
    q.t.clock.advance(Duration::days(30));
    assert_eq!(q.t.clear_earnings_due().await.expect("timer"), 0);
    q.t.withdraw_dispute(&q.client, dispute).await.expect("withdraw");
    assert_eq!(q.t.clear_earnings_due().await.expect("timer"), 1);
    assert_eq!(q.ledger(q.order).await.2, pending);
    q.all_quiet().await;
}

#[tokio::test]
async fn of_an_approval_and_a_dispute_at_once_one_is_first() {
    for _ in 0..5 {
        let q = quarrel().await;
        let first = q.view(&q.client, q.order).await.milestones[0].id;
        let (approved, opened) =
            tokio::join!(q.t.approve_milestone(&q.client, first), q.t.open_dispute(&q.seller, q.order, complaint()));
        let held = q.ledger(q.order).await.0;
        let order = q.view(&q.client, q.order).await;
        // the dispute always comes to be; the slice left escrow before it, or not at all
        assert!(opened.is_ok(), "{opened:?}");
        assert_eq!(order.status, OrderStatus::Disputed);
        assert_eq!(held, if approved.is_ok() { 10_001 - 3_000 } else { 10_001 });
        let view = q.see(&q.seller, opened.unwrap()).await;
        assert_eq!(view.held.minor, held, "what it is about is what is there");
        assert_eq!(view.slices.len(), if approved.is_ok() { 2 } else { 3 });
        q.all_quiet().await;
    }
}

#[tokio::test]
async fn two_who_open_at_once_open_one() {
    let q = quarrel().await;
    let (a, b) = tokio::join!(
        q.t.open_dispute(&q.client, q.order, complaint()),
        q.t.open_dispute(&q.seller, q.order, complaint())
    );
    assert_eq!([a.is_ok(), b.is_ok()].iter().filter(|ok| **ok).count(), 1, "{a:?} {b:?}");
    let dispute = a.or(b).unwrap();
    // and of a settlement and a withdrawal at once one ends it
    let offer = q.t.offer_settlement(&q.seller, dispute, q.terms(dispute, &[0, 0, 0]).await).await.expect("offer");
    let view = q.see(&q.client, dispute).await;
    if view.opened_by == model::Party::Client {
        let (settled, withdrawn) =
            tokio::join!(q.t.accept_settlement(&q.client, offer), q.t.withdraw_dispute(&q.client, dispute));
        assert_eq!([settled.is_ok(), withdrawn.is_ok()].iter().filter(|ok| **ok).count(), 1);
        let status = q.see(&q.client, dispute).await.status;
        assert_eq!(status == DisputeStatus::Settled, settled.is_ok());
    }
    q.all_quiet().await;
}
