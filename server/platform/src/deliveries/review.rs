//! The client's side, short of taking the work: look, ask for changes, refuse.

use super::{
    core::{enter_in, step_in},
    queries,
    submit::tell_seller_in,
};
use crate::{
    Result, Tx,
    clock::new_id,
    orders::{
        OrderRow, Said,
        core::{announce_in, change_in, note_event_in, required},
    },
};
use model::{
    Actor, DeliverableId, Machine, Party, RevisionRequestId, Step,
    deliveries::{DeliverableEvent, DeliverableStatus},
    notifications::NoticeKind,
    orders::{Applied, OrderEvent, OrderStatus},
};
use serde_json::json;
use time::Duration;

/// What a seller gets for a revision, at least.
pub const REVISION_DAYS: i64 = 3;

/// The client has opened the work; the review time runs on.
pub async fn start_review_in(tx: &mut Tx, actor: &Actor, deliverable: DeliverableId) -> Result<Applied> {
    let (order, mut row) = enter_in(tx, actor, deliverable, Party::Client).await?;
    order.open_for_work()?;
    if !step_in(tx, &mut row, DeliverableEvent::StartReview, Party::Client).await? {
        return Ok(Applied::Already);
    }
    note_event_in(tx, &order, "start_review", Party::Client, Said { milestone: Some(&row.title), ..Said::default() })
        .await?;
    announce_in(tx, &order, "start_review", json!({"deliverable": deliverable})).await?;
    Ok(Applied::Done)
}

/// One of the included revisions is used; the seller gets a few days for it.
pub async fn request_revision_in(
    tx: &mut Tx,
    actor: &Actor,
    deliverable: DeliverableId,
    notes: &str,
) -> Result<Applied> {
    let (mut order, mut row) = enter_in(tx, actor, deliverable, Party::Client).await?;
    order.open_for_work()?;
    if row.status.step(DeliverableEvent::RequestRevision, Party::Client)? == Step::AlreadyApplied {
        return Ok(Applied::Already);
    }
    let notes = required("notes", notes, 10_000)?;
    row.allowance().take()?;
    let deadline = tx.now + Duration::days(REVISION_DAYS);
    queries::insert_revision(
        tx,
        new_id::<RevisionRequestId>(),
        deliverable,
        actor.user_id()?,
        row.current_revision + 1,
        &notes,
        deadline,
    )
    .await?;
    queries::due_not_before(tx, &row, deadline).await?;
    step_in(tx, &mut row, DeliverableEvent::RequestRevision, Party::Client).await?;
    let said = Said { milestone: Some(&row.title), reason: &notes, ..Said::default() };
    note_event_in(tx, &order, "request_revision", Party::Client, said).await?;
    reopen_in(tx, &mut order).await?;
    tell_seller_in(tx, &order, &row, NoticeKind::RevisionRequested, Some(&notes), None).await?;
    announce_in(
        tx,
        &order,
        "request_revision",
        json!({"deliverable": deliverable, "left": row.allowance().left() - 1}),
    )
    .await?;
    Ok(Applied::Done)
}

/// The client refuses the work. Its money stays in escrow until the seller tries again or both agree to end the order.
pub async fn reject_deliverable_in(
    tx: &mut Tx,
    actor: &Actor,
    deliverable: DeliverableId,
    reason: &str,
) -> Result<Applied> {
    let (mut order, mut row) = enter_in(tx, actor, deliverable, Party::Client).await?;
    order.open_for_work()?;
    if row.status == DeliverableStatus::Rejected {
        return Ok(Applied::Already);
    }
    let reason = required("reason", reason, 4_000)?;
    step_in(tx, &mut row, DeliverableEvent::Reject, Party::Client).await?;
    let said = Said { milestone: Some(&row.title), reason: &reason, ..Said::default() };
    note_event_in(tx, &order, "reject", Party::Client, said).await?;
    reopen_in(tx, &mut order).await?;
    tell_seller_in(tx, &order, &row, NoticeKind::WorkRejected, Some(&reason), None).await?;
    announce_in(tx, &order, "reject_deliverable", json!({"deliverable": deliverable})).await?;
    Ok(Applied::Done)
}

/// A delivered order with work to do is in work again.
async fn reopen_in(tx: &mut Tx, order: &mut OrderRow) -> Result<()> {
    if order.status == OrderStatus::Delivered {
        change_in(tx, order, OrderEvent::Reopen, Party::Client, Said::default()).await?;
    }
    Ok(())
}
