//! SQL of paying and starting.

use crate::{Result, Tx};
use model::{Currency, MilestoneId, Moment, OrderGroupId, OrderId, OrderItemId, UserId};
use serde_json::Value;
use uuid::Uuid;

pub struct GroupRow {
    pub status: String,
    pub buyer: UserId,
    pub currency: Currency,
    pub total: i64,
}

pub async fn lock_group(tx: &mut Tx, group: OrderGroupId) -> Result<Option<GroupRow>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        GroupRow,
        r#"SELECT status, buyer_id as "buyer: UserId", currency as "currency: Currency", total
           FROM order_groups WHERE project_id = $1 AND id = $2 FOR NO KEY UPDATE"#,
        project,
        group.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn unpaid_orders(tx: &mut Tx, group: OrderGroupId) -> Result<Vec<OrderId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT id as "id: OrderId" FROM orders WHERE project_id = $1 AND group_id = $2 AND status = 'pending_payment' ORDER BY id"#,
        project,
        group.0
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn mark_group_paid(tx: &mut Tx, group: OrderGroupId) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE order_groups SET status = 'paid', paid_at = $3 WHERE project_id = $1 AND id = $2",
        project,
        group.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What the snapshot takes from other tables, as it is at this moment.
pub struct Terms {
    pub buyer_name: String,
    pub seller_name: String,
    pub buyer_note: String,
    pub commission_bps: i32,
    pub clearing_days: i32,
    pub open_questions: i64,
    pub items: Value,
    pub milestones: Value,
}

pub async fn terms(tx: &mut Tx, order: OrderId) -> Result<Terms> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Terms,
        r#"SELECT u.name AS buyer_name, s.business_name AS seller_name, o.buyer_note,
            coalesce(s.commission_bps, p.commission_bps) AS "commission_bps!", p.clearing_days,
            (SELECT count(*) FROM order_items i WHERE i.project_id = o.project_id AND i.order_id = o.id AND i.answered_at IS NULL) AS "open_questions!",
            (SELECT jsonb_agg(jsonb_build_object(
                'product', jsonb_build_object('id', pr.id, 'version', pr.version, 'name', pr.name, 'summary', pr.summary,
                    'description', pr.description, 'type', pr.type, 'pricing', pr.pricing, 'features', pr.features),
                'name', i.name, 'package_id', i.package_id, 'quantity', i.quantity, 'price', i.price, 'addons', i.addons,
                'intake', i.intake, 'answers', i.answers, 'delivery_days', i.delivery_days, 'revisions', i.revisions,
                'auto_accept_days', i.auto_accept_days, 'checklist', i.checklist)
                || CASE WHEN i.agreed = '{}' THEN '{}'::jsonb ELSE jsonb_build_object('agreed', i.agreed) END ORDER BY i.position)
             FROM order_items i JOIN products pr ON pr.project_id = i.project_id AND pr.id = i.product_id
             WHERE i.project_id = o.project_id AND i.order_id = o.id) AS "items!",
            (SELECT jsonb_agg(jsonb_build_object('title', m.title, 'description', m.description, 'amount', m.amount, 'days', m.days) ORDER BY m.position)
             FROM delivery_milestones m WHERE m.project_id = o.project_id AND m.order_id = o.id) AS "milestones!"
           FROM orders o
           JOIN projects p ON p.id = o.project_id
           JOIN users u ON u.id = o.buyer_id
           JOIN sellers s ON s.project_id = o.project_id AND s.id = o.seller_id
           WHERE o.project_id = $1 AND o.id = $2"#,
        project,
        order.0
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Freezes what was agreed; the database refuses to change it later.
pub async fn freeze(tx: &mut Tx, order: OrderId, commission_bps: i32, snapshot: &Value, hash: &[u8]) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE orders SET commission_bps = $3, snapshot = $4, snapshot_hash = $5, paid_at = $6, updated_at = $6
         WHERE project_id = $1 AND id = $2",
        project,
        order.0,
        commission_bps,
        snapshot,
        hash,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// One more sale for each product and order of a paid checkout. All products are locked by id, so that two checkouts of
/// the same things never wait for each other crosswise.
pub async fn count_sales(tx: &mut Tx, group: OrderGroupId) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        "WITH sold AS (
            SELECT i.product_id, count(DISTINCT o.id) AS orders
            FROM orders o JOIN order_items i ON i.project_id = o.project_id AND i.order_id = o.id
            WHERE o.project_id = $1 AND o.group_id = $2 AND o.paid_at IS NOT NULL GROUP BY i.product_id),
         held AS (
            SELECT p.id FROM products p WHERE p.project_id = $1 AND p.id IN (SELECT product_id FROM sold)
            ORDER BY p.id FOR NO KEY UPDATE)
         UPDATE products p SET sales_count = p.sales_count + sold.orders
         FROM held JOIN sold ON sold.product_id = held.id
         WHERE p.project_id = $1 AND p.id = held.id",
        project,
        group.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub struct StepDays {
    pub milestone: MilestoneId,
    pub item: OrderItemId,
    pub days: i32,
}

/// The order's milestones, item by item, in order.
pub async fn milestone_days(tx: &mut Tx, order: OrderId) -> Result<Vec<StepDays>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        StepDays,
        r#"SELECT m.id as "milestone: MilestoneId", d.order_item_id as "item: OrderItemId", m.days
           FROM delivery_milestones m JOIN deliverables d ON d.project_id = m.project_id AND d.id = m.deliverable_id
           WHERE m.project_id = $1 AND m.order_id = $2 ORDER BY m.position"#,
        project,
        order.0
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Sets the due dates.
pub async fn schedule(
    tx: &mut Tx,
    order: OrderId,
    milestones: &[Uuid],
    dates: &[Moment],
    last: Option<Moment>,
) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "WITH dated AS (
            UPDATE delivery_milestones m SET due_date = x.due, updated_at = $5
            FROM unnest($3::uuid[], $4::timestamptz[]) AS x(id, due)
            WHERE m.project_id = $1 AND m.order_id = $2 AND m.id = x.id
            RETURNING m.deliverable_id, x.due)
         UPDATE deliverables d SET due_date = dated.due, updated_at = $5 FROM dated
         WHERE d.project_id = $1 AND d.id = dated.deliverable_id",
        project,
        order.0,
        milestones,
        dates as &[Moment],
        now
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "UPDATE orders SET started_at = $3, due_at = $4, updated_at = $3 WHERE project_id = $1 AND id = $2",
        project,
        order.0,
        now,
        last
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
