//! Staff pause an order and let it go on; every open date moves by the length of the pause.

use super::{
    core::{OrderRow, Said, announce_in, change_in},
    milestones, timers,
};
use crate::{Result, Tx};
use model::{
    Party, Problem,
    orders::{Applied, OrderEvent, OrderStatus, frozen},
    text,
};
use serde_json::json;

pub async fn hold_in(tx: &mut Tx, order: &mut OrderRow, reason: &str) -> Result<Applied> {
    if order.status == OrderStatus::Disputed {
        return Err(frozen().into());
    }
    if !change_in(tx, order, OrderEvent::Hold, Party::Staff, Said { reason, ..Said::default() }).await? {
        return Ok(Applied::Already);
    }
    announce_in(tx, order, "hold_order", json!({})).await?;
    Ok(Applied::Done)
}

/// Where an order in work stands, by its work alone: what a pause or a dispute gives it back to.
pub async fn standing_in(tx: &mut Tx, order: &OrderRow) -> Result<OrderStatus> {
    if order.started_at.is_none() {
        return Ok(OrderStatus::Pending);
    }
    let open = milestones::open_milestones(tx, order.id).await?;
    Ok(if open.iter().all(|m| m.work.awaits_client()) { OrderStatus::Delivered } else { OrderStatus::Active })
}

pub async fn resume_in(tx: &mut Tx, order: &mut OrderRow, reason: &str) -> Result<Applied> {
    match order.status {
        OrderStatus::OnHold => {}
        OrderStatus::Disputed => return Err(frozen().into()),
        status if status.is_paid_and_open() => return Ok(Applied::Already),
        _ => {
            return Err(
                Problem::Conflict(text!("This order is not paused.", "Dieser Auftrag ist nicht pausiert.")).into()
            );
        }
    }
    let event = match standing_in(tx, order).await? {
        OrderStatus::Pending => OrderEvent::ResumePending,
        OrderStatus::Delivered => OrderEvent::ResumeDelivered,
        _ => OrderEvent::ResumeActive,
    };
    let since = timers::stopped_since(tx, order.id, OrderEvent::Hold).await?;
    change_in(tx, order, event, Party::Staff, Said { reason, ..Said::default() }).await?;
    if let Some(since) = since {
        milestones::shift_in(tx, order, tx.now - since, true).await?;
    }
    announce_in(tx, order, "resume_order", json!({})).await?;
    Ok(Applied::Done)
}
