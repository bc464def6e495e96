//! From paid to completed, with the books checked after each step.

use crate::orders::fixture::{Deal, PRICE, deal, eur};
use model::{
    Problem,
    deliveries::{DeliverableStatus, Deliveries, MilestoneStatus},
    orders::{Applied, NextStep, OrderStatus, Orders},
};
use time::Duration;

#[tokio::test]
async fn the_whole_way_from_paid_to_completed() {
    let d = deal().await;
    let order = d.started().await;
    let view = d.view(&d.client, order).await;
    assert_eq!(view.status, OrderStatus::Active);
    assert_eq!(view.milestones.iter().map(|m| m.amount.minor).collect::<Vec<_>>(), [3000, 3000, 4001]);
    assert_eq!((view.money.paid, view.money.held), (eur(PRICE), eur(PRICE)));
    assert_eq!(view.milestones[0].status, MilestoneStatus::InProgress);
    assert_eq!(view.milestones[1].status, MilestoneStatus::Pending);
    let start = view.started_at.unwrap();
    assert_eq!(view.milestones.iter().map(|m| (m.due.unwrap() - start).whole_days()).collect::<Vec<_>>(), [2, 5, 10]);
    assert_eq!(view.due_at, view.milestones[2].due);
    assert!(matches!(d.view(&d.seller, order).await.next, NextStep::Submit { .. }));
    assert_eq!(d.wallet(&d.client).await, 100_000 - PRICE);

    d.submit(order, 0).await;
    let view = d.view(&d.client, order).await;
    assert!(matches!(view.next, NextStep::Release { amount, .. } if amount == eur(3000)));
    d.approve(order, 0).await;
    assert_eq!(d.ledger(order).await, (PRICE - 3000, 2700, 0));
    let view = d.view(&d.client, order).await;
    assert_eq!((view.money.released, view.money.fee, view.money.held), (eur(3000), eur(300), eur(PRICE - 3000)));
    assert_eq!(view.milestones[1].status, MilestoneStatus::InProgress);

    d.submit(order, 1).await;
    d.approve(order, 1).await;
    d.submit(order, 2).await;
    assert_eq!(d.view(&d.client, order).await.status, OrderStatus::Delivered);
    d.approve(order, 2).await;
    let view = d.view(&d.client, order).await;
    assert_eq!(view.status, OrderStatus::Completed);
    assert!(view.milestones.iter().all(|m| m.work == DeliverableStatus::Completed
        && m.status == MilestoneStatus::Completed
        && m.progress == 100));
    assert!(matches!(view.next, NextStep::LeaveFeedback));
    assert_eq!(d.ledger(order).await, (0, PRICE - 1000, 0), "10% of each slice: 300 + 300 + 400");
    let words: Vec<_> = view.timeline.iter().map(|e| e.event.as_str()).collect();
    assert_eq!(
        words,
        ["place", "pay", "start", "submit", "accept", "submit", "accept", "submit", "deliver", "accept", "complete"]
    );
    d.t.books_balance().await;
}

#[tokio::test]
async fn the_snapshot_is_frozen_and_proves_itself() {
    let d = deal().await;
    let order = d.started().await;
    let mut tx = d.t.tx().await;
    let (snapshot, hash): (serde_json::Value, Vec<u8>) =
        sqlx::query_as("SELECT snapshot, snapshot_hash FROM orders WHERE id = $1")
            .bind(order.0)
            .fetch_one(tx.conn())
            .await
            .unwrap();
    assert!(crate::orders::verify(&snapshot, &hash));
    assert_eq!((snapshot["total"].as_i64(), snapshot["commission_bps"].as_i64()), (Some(PRICE), Some(1000)));
    assert_eq!(snapshot["items"][0]["answers"]["brand"], "Guildhall");
    assert_eq!(snapshot["milestones"].as_array().map(Vec::len), Some(3));
    let change =
        sqlx::query("UPDATE orders SET commission_bps = 0 WHERE id = $1").bind(order.0).execute(tx.conn()).await;
    assert!(change.is_err(), "a paid order is frozen");
}

#[tokio::test]
async fn the_clock_starts_with_the_answers() {
    let d = deal().await;
    d.put_in_cart(d.product, model::intake::Answers::default()).await;
    let order = d.check_out("k1-no-answers").await.orders[0].id;
    let view = d.view(&d.client, order).await;
    assert_eq!((view.status, view.due_at), (OrderStatus::Pending, None));
    assert!(matches!(view.next, NextStep::AnswerQuestions));
    let item = view.items[0].id;
    let refused = d.t.submit_work(&d.seller, view.milestones[0].deliverable, Deal::work()).await;
    assert!(matches!(refused, Err(Problem::Conflict(_))), "no work before the answers");

    assert!(
        matches!(d.t.answer_intake(&d.client, item, Default::default()).await, Err(Problem::Invalid(fields)) if fields.get("answers.brand").is_some())
    );
    assert_eq!(d.t.answer_intake(&d.seller, item, Deal::answers()).await, Err(Problem::NotAllowed));
    d.t.clock.advance(Duration::days(5));
    assert_eq!(d.t.answer_intake(&d.client, item, Deal::answers()).await, Ok(Applied::Done));
    assert_eq!(d.t.answer_intake(&d.client, item, Deal::answers()).await, Ok(Applied::Already));
    let view = d.view(&d.client, order).await;
    assert_eq!(view.status, OrderStatus::Active);
    assert_eq!((view.due_at.unwrap() - view.paid_at.unwrap()).whole_days(), 15, "ten days from the answers");
}
