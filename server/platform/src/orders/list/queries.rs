//! SQL of the lists.

use super::Scope;
use crate::{Result, Tx};
use model::{
    Currency, Moment, OrderId, Party, UserId,
    deliveries::DeliverableStatus,
    orders::{OrderFilter, OrderStatus, ProposalKind},
};
use uuid::Uuid;

/// A line before its next step is decided. The milestone is the first one that waits for the viewer, else the first open one.
pub struct Row {
    pub id: OrderId,
    pub number: String,
    pub title: String,
    pub status: OrderStatus,
    pub buyer: String,
    pub seller: String,
    pub currency: Currency,
    pub total: i64,
    pub released: i64,
    pub fee: i64,
    pub refunded: i64,
    pub placed_at: Moment,
    pub due_at: Option<Moment>,
    pub late: bool,
    pub feedback_left: bool,
    pub milestone: Option<String>,
    pub amount: Option<i64>,
    pub work: Option<DeliverableStatus>,
    pub milestone_due: Option<Moment>,
    pub auto_accept_at: Option<Moment>,
    pub proposal: Option<ProposalKind>,
    pub proposed_by: Option<UserId>,
}

pub async fn orders(
    tx: &mut Tx,
    me: UserId,
    scope: &Scope,
    filter: &OrderFilter,
    after: Option<Uuid>,
    limit: u32,
) -> Result<Vec<Row>> {
    let project = tx.project.0;
    let statuses: Vec<String> = filter.statuses.iter().map(|s| s.as_str().to_owned()).collect();
    let side = filter.side.as_str();
    let search = filter.search.trim();
    let like = (!search.is_empty()).then(|| format!("%{}%", search.replace(['\\', '%', '_'], "")));
    Ok(sqlx::query_as!(
        Row,
        r#"SELECT o.id as "id: OrderId", o.number, o.title, o.status as "status: OrderStatus", u.name AS buyer, s.business_name AS seller,
            o.currency as "currency: Currency", o.total, o.released, o.fee, o.refunded, o.placed_at, o.due_at,
            (o.status IN ('active', 'delivered') AND EXISTS (SELECT FROM delivery_milestones l
                WHERE l.project_id = o.project_id AND l.order_id = o.id AND l.status = 'delayed')) AS "late!",
            EXISTS (SELECT FROM delivery_feedback f WHERE f.project_id = o.project_id AND f.order_id = o.id) AS "feedback_left!",
            w.title AS "milestone?", w.amount AS "amount?", w.work as "work?: DeliverableStatus", w.due_date AS "milestone_due?", w.auto_accept_at AS "auto_accept_at?",
            p.kind as "proposal?: ProposalKind", p.proposed_by as "proposed_by?: UserId"
           FROM orders o
           JOIN users u ON u.id = o.buyer_id
           JOIN sellers s ON s.project_id = o.project_id AND s.id = o.seller_id
           LEFT JOIN LATERAL (
                SELECT m.title, m.amount, d.status AS work, m.due_date, d.auto_accept_at
                FROM delivery_milestones m JOIN deliverables d ON d.project_id = m.project_id AND d.id = m.deliverable_id
                WHERE m.project_id = o.project_id AND m.order_id = o.id AND m.status <> 'completed'
                ORDER BY (d.status IN ('submitted', 'in_review')) = ($2 = 'client') DESC, m.position LIMIT 1) w ON o.status IN ('active', 'delivered')
           LEFT JOIN LATERAL (
                SELECT q.kind, q.proposed_by FROM order_proposals q
                WHERE q.project_id = o.project_id AND q.order_id = o.id AND q.status = 'open' AND q.proposer <> $2
                ORDER BY q.kind LIMIT 1) p ON $2 IN ('client', 'seller')
           WHERE o.project_id = $1
             AND ($3::uuid IS NULL OR o.buyer_id = $3)
             AND ($4::uuid[] IS NULL OR o.seller_id = ANY ($4))
             AND (cardinality($5::text[]) = 0 OR o.status = ANY ($5))
             AND ($6::text IS NULL OR o.number ILIKE $6 OR o.title ILIKE $6 OR u.name ILIKE $6 OR s.business_name ILIKE $6)
             AND ($7::uuid IS NULL OR o.id < $7)
             AND (NOT $8 OR (o.status IN ('active', 'delivered') AND EXISTS (SELECT FROM delivery_milestones l
                WHERE l.project_id = o.project_id AND l.order_id = o.id AND l.status = 'delayed')))
             AND (NOT $9 OR (p.kind IS NOT NULL AND o.status IN ('pending', 'active', 'delivered'))
                OR ($2 = 'client' AND (o.status IN ('pending_payment', 'pending') OR w.work IN ('submitted', 'in_review')
                    OR (o.status = 'completed' AND NOT EXISTS (SELECT FROM delivery_feedback f
                        WHERE f.project_id = o.project_id AND f.order_id = o.id AND f.user_id = $10))))
                OR ($2 = 'seller' AND w.work IN ('draft', 'revision_requested', 'rejected')))
           ORDER BY o.id DESC LIMIT $11"#,
        project,
        side,
        scope.buyer,
        scope.sellers.as_deref(),
        &statuses,
        like,
        after,
        filter.late,
        filter.needs_me && filter.side != Party::Staff,
        me.0,
        i64::from(limit) + 1
    )
    .fetch_all(tx.conn())
    .await?)
}
