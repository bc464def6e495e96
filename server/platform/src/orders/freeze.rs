//! A dispute stops an order and gives it back: while it lasts nothing of the order moves, and what is open afterwards has
//! as much time as it had.

use super::{
    core::{OrderRow, Said, change_in},
    milestones, pause, proposals, timers,
};
use crate::{Result, Tx};
use model::{
    Party,
    orders::{OrderEvent, OrderStatus},
};

/// Stops the order. Nobody can be asked any more whether they agree to a cancellation or to more time.
pub async fn freeze_in(tx: &mut Tx, order: &mut OrderRow, by: Party, reason: &str) -> Result<()> {
    let amount = Some(order.unreleased());
    change_in(tx, order, OrderEvent::Dispute, by, Said { reason, amount, ..Said::default() }).await?;
    proposals::close_open_in(tx, order.id).await
}

/// Moves what is open by as long as the order stood still. A paused order stays so: its pause moves the dates.
pub async fn move_dates_in(tx: &mut Tx, order: &mut OrderRow, was: OrderStatus) -> Result<()> {
    if was == OrderStatus::OnHold {
        return Ok(());
    }
    match timers::stopped_since(tx, order.id, OrderEvent::Dispute).await? {
        Some(since) => milestones::shift_in(tx, order, tx.now - since, true).await,
        None => Ok(()),
    }
}

/// Gives the order back to where its work stands now.
pub async fn give_back_in(tx: &mut Tx, order: &mut OrderRow, was: OrderStatus) -> Result<()> {
    let event = match (was, pause::standing_in(tx, order).await?) {
        (OrderStatus::OnHold, _) => OrderEvent::ReturnOnHold,
        (_, OrderStatus::Pending) => OrderEvent::ReturnPending,
        (_, OrderStatus::Delivered) => OrderEvent::ReturnDelivered,
        _ => OrderEvent::ReturnActive,
    };
    change_in(tx, order, event, Party::System, Said::default()).await?;
    Ok(())
}
