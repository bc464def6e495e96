//! From "placed" to "paid": the price goes from the wallet into escrow, what was agreed is frozen with a hash, and the
//! delivery clock starts as soon as the intake is whole.

mod queries;
mod snapshot;

pub use snapshot::{canonical, verify};

use super::{
    core::{OrderRow, Said, announce_in, change_in, lock_for_system_in},
    milestones, queries as orders,
};
use crate::{Result, Tx, escrow, notifications, outbox, wallets};
use model::{
    Money, OrderGroupId, Party,
    deliveries::{MilestoneEvent, MilestoneStatus},
    events::{Subject, Topic},
    notifications::NoticeKind,
    orders::{OrderEvent, due_dates},
};
use serde_json::json;

/// What trying to fund a checkout led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Funding {
    /// Every order is paid; also when it was before.
    Funded,
    /// The wallet lacks so much; nothing changed.
    NotEnough { missing: Money },
    /// The checkout was cancelled; the money stays in the wallet.
    Cancelled,
}

/// Holds a checkout until the transaction ends. Whoever moves its buyer's money or its orders takes it first.
pub async fn lock_group_in(tx: &mut Tx, group: OrderGroupId) -> Result<()> {
    queries::lock_group(tx, group).await?.ok_or(model::Problem::NotFound)?;
    Ok(())
}

/// Pays all orders of a checkout from the buyer's wallet, or none. Called by the checkout when the wallet covers it, and
/// by payments right after a succeeded payment was credited, in the same transaction.
pub async fn fund_group_in(tx: &mut Tx, group: OrderGroupId) -> Result<Funding> {
    let row = queries::lock_group(tx, group).await?.ok_or(model::Problem::NotFound)?;
    match row.status.as_str() {
        "paid" => return Ok(Funding::Funded),
        "cancelled" => return Ok(Funding::Cancelled),
        _ => {}
    }
    let total = Money::new(row.total, row.currency);
    let missing = total.checked_sub(wallets::balance_in(tx, row.buyer, row.currency).await?)?;
    if missing.is_positive() {
        return Ok(Funding::NotEnough { missing });
    }
    for order in queries::unpaid_orders(tx, group).await? {
        let order = lock_for_system_in(tx, order).await?;
        fund_order_in(tx, order).await?;
    }
    queries::mark_group_paid(tx, group).await?;
    queries::count_sales(tx, group).await?;
    outbox::publish_in(tx, &[Topic::User(row.buyer)], Subject::Wallet, None).await?;
    outbox::record_in(
        tx,
        "fund_group",
        "order_group",
        Some(group.0),
        json!({"total": total.minor, "currency": total.currency}),
    )
    .await?;
    Ok(Funding::Funded)
}

async fn fund_order_in(tx: &mut Tx, mut order: OrderRow) -> Result<()> {
    let price = order.money(order.total);
    let terms = queries::terms(tx, order.id).await?;
    let agreed = snapshot::build(&order, &terms, tx.now);
    queries::freeze(tx, order.id, terms.commission_bps, &agreed, &snapshot::hash(&agreed)).await?;
    order.paid_at = Some(tx.now);
    escrow::fund_order_in(tx, order.id, order.buyer, price).await?;
    change_in(tx, &mut order, OrderEvent::Pay, Party::System, Said { amount: Some(price), ..Said::default() }).await?;

    let notice = order.notice().amount(price);
    let people = orders::seller_people(tx, order.seller).await?;
    let names = orders::names(tx, order.id).await?;
    notifications::notify_in(
        tx,
        order.buyer,
        NoticeKind::OrderPaid,
        notice.clone().by(names.seller),
        &order.client_link(),
    )
    .await?;
    notifications::notify_all_in(tx, &people, NoticeKind::OrderPlaced, &notice.by(names.buyer), &order.seller_link())
        .await?;
    if terms.open_questions == 0 {
        start_in(tx, &mut order, Party::System).await?;
    } else {
        notifications::notify_in(tx, order.buyer, NoticeKind::RequirementsNeeded, order.notice(), &order.client_link())
            .await?;
    }
    super::core::publish_in(tx, &order, &[Subject::Earnings]).await?;
    announce_in(tx, &order, "fund_order", json!({"amount": price.minor, "currency": price.currency})).await
}

/// Starts the delivery clock: the milestones of each item get their dates, one after the other.
pub async fn start_in(tx: &mut Tx, order: &mut OrderRow, by: Party) -> Result<()> {
    if !change_in(tx, order, OrderEvent::Start, by, Said::default()).await? {
        return Ok(());
    }
    let steps = queries::milestone_days(tx, order.id).await?;
    let (mut ids, mut dates, mut first) = (Vec::new(), Vec::new(), Vec::new());
    for item in steps.chunk_by(|a, b| a.item == b.item) {
        let days: Vec<i32> = item.iter().map(|step| step.days).collect();
        ids.extend(item.iter().map(|step| step.milestone.0));
        first.extend(item.first().map(|step| step.milestone));
        dates.extend(due_dates(tx.now, &days));
    }
    let last = dates.iter().max().copied();
    queries::schedule(tx, order.id, &ids, &dates, last).await?;
    for milestone in first {
        milestones::step_in(tx, milestone, MilestoneStatus::Pending, MilestoneEvent::Start, Party::System).await?;
    }
    (order.started_at, order.due_at) = (Some(tx.now), last);
    Ok(())
}
