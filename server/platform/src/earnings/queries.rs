//! SQL of earnings.

use super::ReleasedFrom;
use crate::{Result, Tx, clock::new_id};
use model::{
    Bps, Currency, MilestoneId, Moment, OrderId, ProjectId, SellerId, UserId, deliveries::DeliverableStatus,
    escrow::Released, orders::OrderStatus,
};
use sqlx::{Postgres, Transaction};
use uuid::Uuid;

pub async fn insert(tx: &mut Tx, from: ReleasedFrom, milestone: MilestoneId, shares: Released) -> Result<()> {
    let (project, now, id) = (tx.project.0, tx.now, new_id::<Uuid>());
    sqlx::query!(
        "INSERT INTO earnings (project_id, id, seller_id, order_id, milestone_id, currency, gross, fee, released_at, available_at)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $9::timestamptz + make_interval(days => p.clearing_days) FROM projects p WHERE p.id = $1
         ON CONFLICT (project_id, milestone_id) DO NOTHING",
        project,
        id,
        from.seller.0,
        from.order.0,
        milestone.0,
        shares.net.currency.code(),
        shares.net.minor + shares.fee.minor,
        shares.fee.minor,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub struct Due {
    pub project: ProjectId,
    pub earning: Uuid,
}

pub async fn due(operator: &mut Transaction<'_, Postgres>, now: Moment, most: i64) -> Result<Vec<Due>> {
    Ok(sqlx::query_as!(
        Due,
        // what an order in dispute has earned before waits with the rest of its money
        r#"SELECT e.project_id as "project: ProjectId", e.id AS earning
           FROM earnings e JOIN orders o ON o.project_id = e.project_id AND o.id = e.order_id
           WHERE e.cleared_at IS NULL AND e.available_at <= $1 AND o.status <> 'disputed' ORDER BY e.available_at LIMIT $2"#,
        now,
        most
    )
    .fetch_all(&mut **operator)
    .await?)
}

pub struct Uncleared {
    pub seller: SellerId,
    pub order: OrderId,
    pub number: String,
    pub title: String,
    pub milestone: MilestoneId,
    pub currency: Currency,
    pub gross: i64,
    pub fee: i64,
}

pub async fn lock_uncleared(tx: &mut Tx, earning: Uuid) -> Result<Option<Uncleared>> {
    let (project, now) = (tx.project.0, tx.now);
    Ok(sqlx::query_as!(
        Uncleared,
        r#"SELECT e.seller_id as "seller: SellerId", e.order_id as "order: OrderId", o.number, o.title, e.milestone_id as "milestone: MilestoneId",
            e.currency as "currency: Currency", e.gross, e.fee
           FROM earnings e JOIN orders o ON o.project_id = e.project_id AND o.id = e.order_id
           WHERE e.project_id = $1 AND e.id = $2 AND e.cleared_at IS NULL AND e.available_at <= $3 AND o.status <> 'disputed' FOR UPDATE OF e"#,
        project,
        earning,
        now
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn mark_cleared(tx: &mut Tx, earning: Uuid) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE earnings SET cleared_at = $3, reason_code = 'available' WHERE project_id = $1 AND id = $2",
        project,
        earning,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn people(tx: &mut Tx, seller: SellerId) -> Result<Vec<UserId>> {
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

/// A milestone whose money still lies in escrow.
pub struct Held {
    pub order: OrderId,
    pub number: String,
    pub order_status: OrderStatus,
    pub milestone: String,
    pub currency: Currency,
    pub amount: i64,
    pub commission: Bps,
    pub work: DeliverableStatus,
    pub due: Option<Moment>,
    pub auto_accept_at: Option<Moment>,
    /// The next date of the dispute that freezes it.
    pub dispute_at: Option<Moment>,
}

pub async fn held(tx: &mut Tx, seller: SellerId) -> Result<Vec<Held>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Held,
        r#"SELECT o.id as "order: OrderId", o.number, o.status as "order_status: OrderStatus", m.title AS milestone, o.currency as "currency: Currency",
            m.amount, o.commission_bps as "commission!: Bps", d.status as "work: DeliverableStatus", m.due_date AS due, d.auto_accept_at,
            (SELECT CASE x.status WHEN 'pending' THEN x.answer_due_at WHEN 'resolved' THEN x.final_at END FROM disputes x
             WHERE x.project_id = o.project_id AND x.order_id = o.id AND x.ended_at IS NULL) AS dispute_at
           FROM orders o
           JOIN delivery_milestones m ON m.project_id = o.project_id AND m.order_id = o.id
           JOIN deliverables d ON d.project_id = m.project_id AND d.id = m.deliverable_id
           WHERE o.project_id = $1 AND o.seller_id = $2 AND o.status IN ('pending', 'active', 'delivered', 'on_hold', 'disputed')
             AND d.status NOT IN ('accepted', 'completed')
           ORDER BY o.id, m.position LIMIT 500"#,
        project,
        seller.0
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Slices of one size at one rate.
pub struct OpenSlice {
    pub amount: i64,
    pub commission: Bps,
    pub count: i64,
}

/// The same milestones as [`held`], summed up: bounded by how many sizes there are.
pub async fn open_slices(tx: &mut Tx, seller: SellerId, currency: Currency) -> Result<Vec<OpenSlice>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        OpenSlice,
        r#"SELECT m.amount, o.commission_bps as "commission!: Bps", count(*) as "count!"
           FROM orders o
           JOIN delivery_milestones m ON m.project_id = o.project_id AND m.order_id = o.id
           JOIN deliverables d ON d.project_id = m.project_id AND d.id = m.deliverable_id
           WHERE o.project_id = $1 AND o.seller_id = $2 AND o.currency = $3
             AND o.status IN ('pending', 'active', 'delivered', 'on_hold', 'disputed') AND d.status NOT IN ('accepted', 'completed')
           GROUP BY m.amount, o.commission_bps"#,
        project,
        seller.0,
        currency.code()
    )
    .fetch_all(tx.conn())
    .await?)
}

pub struct ReleasedRow {
    pub id: Uuid,
    pub order: OrderId,
    pub number: String,
    pub milestone: String,
    pub currency: Currency,
    pub gross: i64,
    pub fee: i64,
    pub released_at: Moment,
    pub available_at: Moment,
    pub cleared_at: Option<Moment>,
}

/// Newest first, one more than `limit`.
pub async fn released(tx: &mut Tx, seller: SellerId, after: Option<Uuid>, limit: u32) -> Result<Vec<ReleasedRow>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        ReleasedRow,
        r#"SELECT e.id, e.order_id as "order: OrderId", o.number, m.title AS milestone, e.currency as "currency: Currency", e.gross, e.fee,
            e.released_at, e.available_at, e.cleared_at
           FROM earnings e
           JOIN orders o ON o.project_id = e.project_id AND o.id = e.order_id
           JOIN delivery_milestones m ON m.project_id = e.project_id AND m.id = e.milestone_id
           WHERE e.project_id = $1 AND e.seller_id = $2 AND ($3::uuid IS NULL OR e.id < $3)
           ORDER BY e.id DESC LIMIT $4"#,
        project,
        seller.0,
        after,
        i64::from(limit) + 1
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Every currency the seller ever had an order in; the project's own when there is none.
pub async fn currencies(tx: &mut Tx, seller: SellerId) -> Result<Vec<Currency>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT DISTINCT currency as "currency!: Currency" FROM orders WHERE project_id = $1 AND seller_id = $2 AND paid_at IS NOT NULL
           UNION SELECT default_currency FROM projects WHERE id = $1
           ORDER BY 1"#,
        project,
        seller.0
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn next_clearing(tx: &mut Tx, seller: SellerId, currency: Currency) -> Result<Option<Moment>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        "SELECT min(available_at) FROM earnings WHERE project_id = $1 AND seller_id = $2 AND currency = $3 AND cleared_at IS NULL",
        project,
        seller.0,
        currency.code()
    )
    .fetch_one(tx.conn())
    .await?)
}
