//! How an order ends before its work is done: cancelled unpaid, or with exactly what is unreleased back to the client.

use super::{
    core::{OrderRow, Said, announce_in, change_in, publish_in},
    queries,
};
use crate::{Result, Tx, escrow, notifications};
use model::{
    Party,
    events::Subject,
    notifications::NoticeKind,
    orders::{OrderEvent, OrderStatus},
};
use serde_json::json;

/// Cancels an order that nobody paid. `false`: it was cancelled before.
pub async fn cancel_in(tx: &mut Tx, order: &mut OrderRow, by: Party) -> Result<bool> {
    if !change_in(tx, order, OrderEvent::Cancel, by, Said::default()).await? {
        return Ok(false);
    }
    queries::shrink_group(tx, order.group).await?;
    let notice = order.notice();
    notifications::notify_in(tx, order.buyer, NoticeKind::OrderCancelled, notice, &order.client_link()).await?;
    announce_in(tx, order, "cancel_unpaid_order", json!({})).await?;
    Ok(true)
}

/// Ends a paid order: what is neither released nor refunded goes back to the client's wallet. `false`: it was over before.
pub async fn end_early_in(tx: &mut Tx, order: &mut OrderRow, by: Party, reason: &str) -> Result<bool> {
    if matches!(order.status, OrderStatus::Refunded | OrderStatus::Partial) {
        return Ok(false);
    }
    let amount = order.unreleased();
    let event = if order.released == 0 { OrderEvent::Refund } else { OrderEvent::Settle };
    let said = Said { reason, amount: Some(amount), ..Said::default() };
    change_in(tx, order, event, by, said).await?;
    if amount.is_positive() {
        escrow::refund_in(tx, order.id, order.buyer, amount, &format!("order:{}", order.id)).await?;
        queries::add_moved(tx, order.id, 0, 0, amount.minor).await?;
        order.refunded += amount.minor;
    }
    queries::stop_reviews(tx, order.id).await?;
    super::proposals::close_open_in(tx, order.id).await?;
    let notice = order.notice().amount(amount).reason(reason);
    notifications::notify_in(tx, order.buyer, NoticeKind::OrderCancelled, notice.clone(), &order.client_link()).await?;
    let people = queries::seller_people(tx, order.seller).await?;
    notifications::notify_all_in(tx, &people, NoticeKind::OrderCancelled, &notice, &order.seller_link()).await?;
    publish_in(tx, order, &[Subject::Wallet, Subject::Earnings]).await?;
    announce_in(tx, order, "refund_order", json!({"refunded": amount.minor, "currency": amount.currency, "by": by}))
        .await?;
    Ok(true)
}
