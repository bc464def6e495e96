//! Staff pause an order: everything stands still, and all dates move.

use crate::orders::fixture::{Deal, deal};
use model::{
    Problem, Role,
    deliveries::Deliveries,
    orders::{Applied, OrderStatus, Orders},
};
use time::Duration;

#[tokio::test]
async fn a_pause_stops_everything_and_moves_all_dates() {
    let d = deal().await;
    let order = d.started().await;
    d.submit(order, 0).await;
    let before = d.view(&d.client, order).await;
    let staff = d.t.user("sam", &[Role::Supervisor]).await;
    assert_eq!(d.t.hold_order(&staff, order, "We look into it".into()).await, Ok(Applied::Done));
    assert_eq!(d.t.hold_order(&staff, order, "Again".into()).await, Ok(Applied::Already));
    assert!(matches!(d.t.approve_milestone(&d.client, before.milestones[0].id).await, Err(Problem::Conflict(_))));
    assert!(matches!(
        d.t.submit_work(&d.seller, before.milestones[1].deliverable, Deal::work()).await,
        Err(Problem::Conflict(_))
    ));
    d.t.clock.advance(Duration::days(30));
    assert_eq!(d.t.auto_accept_due().await.unwrap(), 0, "timers stand still");
    assert_eq!(d.t.mark_late().await.unwrap(), 0);
    assert_eq!(d.t.resume_order(&staff, order, "Fine".into()).await, Ok(Applied::Done));
    assert_eq!(d.t.resume_order(&staff, order, "Fine".into()).await, Ok(Applied::Already));
    let after = d.view(&d.client, order).await;
    assert_eq!(after.status, OrderStatus::Active);
    assert_eq!(
        after.milestones[0].auto_accept_at.unwrap() - before.milestones[0].auto_accept_at.unwrap(),
        Duration::days(30)
    );
    assert_eq!(after.due_at.unwrap() - before.due_at.unwrap(), Duration::days(30));
}
