//! Taking the work: the slice leaves escrow in the same transaction, and the last one completes the order.

use super::{
    core::{WorkRow, enter_for_system_in, enter_in, set_in},
    queries,
    submit::tell_seller_in,
};
use crate::{
    Result, Tx, earnings, escrow, notifications,
    orders::{
        OrderRow, Said,
        core::{announce_in, change_in, note_event_in, publish_in},
        milestones, proposals, queries as orders,
    },
};
use model::{
    Actor, DeliverableId, Machine, MilestoneId, Party, Problem, Step,
    deliveries::{DeliverableEvent, DeliverableStatus, MilestoneEvent, MilestoneStatus},
    escrow::Release,
    events::Subject,
    notifications::NoticeKind,
    orders::{Applied, OrderEvent},
};
use serde_json::json;

/// The client accepts a milestone's work.
pub async fn approve_milestone_in(tx: &mut Tx, actor: &Actor, milestone: MilestoneId) -> Result<Applied> {
    let deliverable = queries::deliverable_of(tx, milestone).await?.ok_or(Problem::NotFound)?;
    let (mut order, mut row) = enter_in(tx, actor, deliverable, Party::Client).await?;
    accept_in(tx, &mut order, &mut row, Party::Client).await
}

/// Nobody answered in time: the timer accepts. `false`: somebody was faster, or the order is paused.
pub async fn auto_accept_in(tx: &mut Tx, deliverable: DeliverableId) -> Result<bool> {
    let (mut order, mut row) = enter_for_system_in(tx, deliverable).await?;
    let due = row.auto_accept_at.is_some_and(|at| at <= tx.now);
    if !due || !row.status.awaits_client() || !order.status.is_open_for_work() {
        return Ok(false);
    }
    Ok(accept_in(tx, &mut order, &mut row, Party::System).await? == Applied::Done)
}

async fn accept_in(tx: &mut Tx, order: &mut OrderRow, row: &mut WorkRow, by: Party) -> Result<Applied> {
    let to = match row.status.accept(by)? {
        Step::AlreadyApplied => return Ok(Applied::Already),
        Step::To(to) => to,
    };
    order.open_for_work()?;
    let commission = order
        .commission
        .ok_or_else(|| anyhow::anyhow!("order {} is open for work without a frozen commission", order.id))?;
    let gross = order.money(row.amount);
    let release = Release { order: order.id, milestone: row.milestone, seller: order.seller, gross, commission };
    let shares = escrow::release_slice_in(tx, release).await?;
    orders::add_moved(tx, order.id, gross.minor, shares.fee.minor, 0).await?;
    order.released += gross.minor;
    order.fee += shares.fee.minor;
    earnings::record_in(tx, earnings::ReleasedFrom { order: order.id, seller: order.seller }, row.milestone, shares)
        .await?;
    proposals::lower_refund_in(tx, order.id, gross.minor).await?;

    set_in(tx, row, to).await?;
    milestones::step_in(tx, row.milestone, row.milestone_status, MilestoneEvent::Complete, by).await?;
    let (event, notice) = match by {
        Party::System => ("auto_accept", NoticeKind::AutoAccepted),
        _ => ("accept", NoticeKind::MilestoneApproved),
    };
    note_event_in(tx, order, event, by, Said { milestone: Some(&row.title), amount: Some(gross), ..Said::default() })
        .await?;
    tell_seller_in(tx, order, row, NoticeKind::MilestoneApproved, None, Some(shares.net)).await?;
    if notice == NoticeKind::AutoAccepted {
        let params = order.notice().title(row.title.clone()).amount(gross);
        notifications::notify_in(tx, order.buyer, notice, params, &order.client_link()).await?;
    }
    go_on_in(tx, order, row, by).await?;
    publish_in(tx, order, &[Subject::Earnings]).await?;
    announce_in(tx, order, "approve_milestone", json!({
        "milestone": row.milestone, "gross": gross.minor, "fee": shares.fee.minor, "currency": gross.currency, "by": by,
    }))
    .await?;
    Ok(Applied::Done)
}

/// The next milestone of the item starts; after the last one of all, the order is completed.
async fn go_on_in(tx: &mut Tx, order: &mut OrderRow, row: &WorkRow, by: Party) -> Result<()> {
    if let Some(next) = queries::next_milestone(tx, row).await? {
        return match next.status {
            MilestoneStatus::Pending => {
                milestones::step_in(tx, next.milestone, next.status, MilestoneEvent::Start, Party::System).await?;
                Ok(())
            }
            _ => Ok(()),
        };
    }
    if !milestones::open_milestones(tx, order.id).await?.is_empty() {
        return Ok(());
    }
    change_in(tx, order, OrderEvent::Complete, by, Said::default()).await?;
    if let Step::To(completed) = DeliverableStatus::Accepted.step(DeliverableEvent::Complete, Party::System)? {
        queries::complete_all(tx, order.id, completed).await?;
    }
    proposals::close_open_in(tx, order.id).await?;
    queries::count_completed(tx, order.seller).await?;
    let notice = order.notice();
    let people = orders::seller_people(tx, order.seller).await?;
    notifications::notify_in(tx, order.buyer, NoticeKind::OrderCompleted, notice.clone(), &order.client_link()).await?;
    notifications::notify_all_in(tx, &people, NoticeKind::OrderCompleted, &notice, &order.seller_link()).await
}
