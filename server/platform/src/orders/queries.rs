//! SQL of an order's row, its status and its events.

use super::OrderRow;
use crate::{Result, Tx};
use model::{Bps, Currency, OrderGroupId, OrderId, OrderItemId, Party, SellerId, UserId, orders::OrderStatus};
use serde_json::Value;

/// The row, locked until the transaction ends: every act on one order waits for the one before it.
pub async fn lock_order(tx: &mut Tx, order: OrderId) -> Result<Option<OrderRow>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        OrderRow,
        r#"SELECT id as "id: OrderId", number, group_id as "group: OrderGroupId", buyer_id as "buyer: UserId",
                  seller_id as "seller: SellerId", status as "status: OrderStatus", title, currency as "currency: Currency", total,
                  commission_bps as "commission: Bps", released, fee, refunded, placed_at, paid_at, started_at, due_at
           FROM orders WHERE project_id = $1 AND id = $2 FOR NO KEY UPDATE"#,
        project,
        order.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn order_of_item(tx: &mut Tx, item: OrderItemId) -> Result<Option<OrderId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT order_id as "order: OrderId" FROM order_items WHERE project_id = $1 AND id = $2"#,
        project,
        item.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Writes the new status; the dates that belong to a status are set with it.
pub async fn set_status(tx: &mut Tx, order: OrderId, status: OrderStatus) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE orders SET status = $3, updated_at = $4,
            delivered_at = CASE WHEN $3 = 'delivered' THEN $4 ELSE delivered_at END,
            completed_at = CASE WHEN $3 IN ('completed', 'partial', 'refunded', 'cancelled') THEN $4 ELSE completed_at END
         WHERE project_id = $1 AND id = $2",
        project,
        order.0,
        status.as_str(),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// One row of the timeline.
pub struct NewEvent<'a> {
    pub party: Party,
    pub event: &'a str,
    pub from: Option<OrderStatus>,
    pub to: Option<OrderStatus>,
    pub reason: &'a str,
    pub data: Value,
}

/// The row's number.
pub async fn insert_event(tx: &mut Tx, order: OrderId, event: NewEvent<'_>) -> Result<i64> {
    let (project, now, user) = (tx.project.0, tx.now, tx.user.map(|u| u.0));
    Ok(sqlx::query_scalar!(
        "INSERT INTO order_events (project_id, order_id, at, actor_id, party, event, from_status, to_status, reason, data)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
        project,
        order.0,
        now,
        user,
        event.party.as_str(),
        event.event,
        event.from.map(OrderStatus::as_str),
        event.to.map(OrderStatus::as_str),
        event.reason,
        event.data
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Everyone who works for the seller.
pub async fn seller_people(tx: &mut Tx, seller: SellerId) -> Result<Vec<UserId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT user_id as "user!: UserId" FROM sellers WHERE project_id = $1 AND id = $2
           UNION SELECT user_id FROM seller_members WHERE project_id = $1 AND seller_id = $2"#,
        project,
        seller.0
    )
    .fetch_all(tx.conn())
    .await?)
}

/// How the two sides are called.
pub struct Names {
    pub buyer: String,
    pub seller: String,
}

pub async fn names(tx: &mut Tx, order: OrderId) -> Result<Names> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Names,
        "SELECT u.name AS buyer, s.business_name AS seller FROM orders o
         JOIN users u ON u.id = o.buyer_id
         JOIN sellers s ON s.project_id = o.project_id AND s.id = o.seller_id
         WHERE o.project_id = $1 AND o.id = $2",
        project,
        order.0
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Adds to what was released (gross, and the fee in it) or refunded. The table refuses more than the price.
pub async fn add_moved(tx: &mut Tx, order: OrderId, released: i64, fee: i64, refunded: i64) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE orders SET released = released + $3, fee = fee + $4, refunded = refunded + $5, updated_at = $6
         WHERE project_id = $1 AND id = $2",
        project,
        order.0,
        released,
        fee,
        refunded,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_note(tx: &mut Tx, order: OrderId, of_seller: bool, note: &str) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE orders SET buyer_note = CASE WHEN $3 THEN buyer_note ELSE $4 END,
                           seller_note = CASE WHEN $3 THEN $4 ELSE seller_note END, updated_at = $5
         WHERE project_id = $1 AND id = $2",
        project,
        order.0,
        of_seller,
        note,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The next number of a series: "ORD-2026-000123". Two checkouts of one project wait for each other here, so take it last.
pub async fn next_number(tx: &mut Tx, series: &str) -> Result<String> {
    let (project, year) = (tx.project.0, tx.now.year());
    let last = sqlx::query_scalar!(
        "INSERT INTO number_series (project_id, series, year, last) VALUES ($1, $2, $3, 1)
         ON CONFLICT (project_id, series, year) DO UPDATE SET last = number_series.last + 1 RETURNING last",
        project,
        series,
        year
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(format!("{series}-{year}-{last:06}"))
}

/// Stops the timers of work that will not go on.
pub async fn stop_reviews(tx: &mut Tx, order: OrderId) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE deliverables SET auto_accept_at = NULL, updated_at = $3 WHERE project_id = $1 AND order_id = $2 AND auto_accept_at IS NOT NULL",
        project,
        order.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Holds the checkout of an order.
pub async fn lock_group_of(tx: &mut Tx, order: OrderId) -> Result<()> {
    let project = tx.project.0;
    sqlx::query_scalar!(
        "SELECT g.id FROM order_groups g WHERE g.project_id = $1
            AND g.id = (SELECT o.group_id FROM orders o WHERE o.project_id = $1 AND o.id = $2) FOR NO KEY UPDATE",
        project,
        order.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(())
}

/// Takes a cancelled order's price out of its checkout; a checkout with nothing left is cancelled too. The checkout is
/// locked before the order, so that of two orders cancelled at once the second sees what the first left.
pub async fn shrink_group(tx: &mut Tx, group: OrderGroupId) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        "WITH left_over AS (SELECT coalesce(sum(total), 0)::bigint AS total FROM orders
            WHERE project_id = $1 AND group_id = $2 AND status <> 'cancelled')
         UPDATE order_groups g SET status = CASE WHEN l.total = 0 THEN 'cancelled' ELSE g.status END,
                                   total = CASE WHEN l.total = 0 THEN g.total ELSE l.total END
         FROM left_over l WHERE g.project_id = $1 AND g.id = $2 AND g.status = 'pending_payment'",
        project,
        group.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
