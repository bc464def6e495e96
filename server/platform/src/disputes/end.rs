//! The end of a dispute: what its terms say happens, once, in the transaction that makes them final.

use super::{
    core::{DisputeRow, tell_side_in},
    queries,
};
use crate::{
    Result, Tx, deliveries, earnings, escrow,
    orders::{
        OrderRow, Said,
        core::{change_in, note_event_in, publish_in},
        freeze, milestones, proposals, queries as orders,
    },
};
use model::{
    Machine, Money, Party, Problem,
    deliveries::MilestoneEvent,
    disputes::{Resolution, Terms},
    escrow::Release,
    events::Subject,
    notifications::NoticeKind,
    orders::OrderEvent,
};
use uuid::Uuid;

/// How a dispute ends.
#[derive(Clone, Copy, Debug)]
pub enum How<'a> {
    /// Taken back: the order goes on as it was.
    Withdrawn,
    /// These terms take effect: the stored ones of an accepted offer, or of a decision.
    Terms { id: Uuid, terms: &'a Terms, words: &'a str },
}

/// Ends it. The dispute's machine has moved already, so nothing ends twice; order and dispute are locked.
pub async fn end_in(tx: &mut Tx, order: &mut OrderRow, row: &DisputeRow, how: How<'_>) -> Result<()> {
    match how {
        How::Withdrawn => {
            queries::close_terms(tx, row.id, None).await?;
            freeze::move_dates_in(tx, order, row.order_was).await?;
            freeze::give_back_in(tx, order, row.order_was).await?;
        }
        How::Terms { id, terms, words } => {
            queries::close_terms(tx, row.id, Some(id)).await?;
            queries::set_outcome(tx, row.id, id, terms.resolution).await?;
            let slices = queries::open_slices(tx, order).await?;
            terms.check(&slices)?;
            if terms.resolution.ends_order() {
                divide_in(tx, order, terms).await?;
            } else {
                go_on_in(tx, order, row, terms.resolution, words).await?;
            }
        }
    }
    publish_in(tx, order, &[Subject::Wallet, Subject::Earnings]).await
}

/// Tells both that it is over; with the client's amount where money moved.
pub async fn tell_both_in(tx: &mut Tx, order: &OrderRow, row: &DisputeRow, terms: &Terms) -> Result<()> {
    let mut notice = order.notice();
    if terms.resolution.ends_order() {
        notice = notice.amount(terms.back(order.currency)?);
    }
    for side in [Party::Client, Party::Seller] {
        tell_side_in(tx, order, row, side, NoticeKind::DisputeEnded, notice.clone()).await?;
    }
    Ok(())
}

/// The order goes on, with the time it stood still added; after "revise once more" the seller owes that first.
async fn go_on_in(
    tx: &mut Tx,
    order: &mut OrderRow,
    row: &DisputeRow,
    resolution: Resolution,
    words: &str,
) -> Result<()> {
    freeze::move_dates_in(tx, order, row.order_was).await?;
    if resolution == Resolution::Revision {
        let notes = if words.is_empty() { "—" } else { words };
        deliveries::owe_revisions_in(tx, order, notes).await?;
    }
    freeze::give_back_in(tx, order, row.order_was).await
}

/// Every slice leaves escrow, divided; with that the order is over.
async fn divide_in(tx: &mut Tx, order: &mut OrderRow, terms: &Terms) -> Result<()> {
    let commission = order.commission.ok_or_else(|| anyhow::anyhow!("order {} has no frozen commission", order.id))?;
    let back = terms.back(order.currency)?;
    let gross = Money::sum(terms.parts.iter().map(|part| part.to_seller), order.currency)?;
    if back.checked_add(gross)? != order.unreleased() {
        return Err(anyhow::anyhow!("the slices of order {} are not what its escrow holds", order.id).into());
    }
    // out of "disputed" first: while an order is that, the database lets nothing out of its escrow
    let event = match (back.is_zero() && order.refunded == 0, gross.is_zero() && order.released == 0) {
        (true, _) => OrderEvent::Complete,
        (_, true) => OrderEvent::Refund,
        _ => OrderEvent::Settle,
    };
    change_in(tx, order, event, Party::System, Said { amount: Some(back), ..Said::default() }).await?;
    let open = milestones::open_milestones(tx, order.id).await?;
    let mut fee = 0_i64;
    for part in &terms.parts {
        let milestone = open.iter().find(|m| m.id == part.milestone).ok_or(Problem::NotFound)?;
        let release = Release {
            order: order.id,
            milestone: part.milestone,
            seller: order.seller,
            gross: part.to_seller,
            commission,
        };
        if let Some(shares) = escrow::divide_slice_in(tx, release, order.buyer, part.to_client).await? {
            let from = earnings::ReleasedFrom { order: order.id, seller: order.seller };
            earnings::record_in(tx, from, part.milestone, shares).await?;
            fee = fee.checked_add(shares.fee.minor).ok_or(model::money::MoneyError::Overflow)?;
        }
        let said = Said { milestone: Some(&milestone.title), amount: Some(part.to_client), ..Said::default() };
        note_event_in(tx, order, "dispute_split", Party::System, said).await?;
        if event == OrderEvent::Complete && milestone.status.can(MilestoneEvent::Complete, Party::System) {
            milestones::step_in(tx, milestone.id, milestone.status, MilestoneEvent::Complete, Party::System).await?;
        }
    }
    orders::add_moved(tx, order.id, gross.minor, fee, back.minor).await?;
    order.released += gross.minor;
    order.fee += fee;
    order.refunded += back.minor;
    orders::stop_reviews(tx, order.id).await?;
    if event == OrderEvent::Complete {
        deliveries::count_completed(tx, order.seller).await?;
    }
    proposals::close_open_in(tx, order.id).await
}
