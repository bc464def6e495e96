//! SQL of the lists and of the dispute page.

use crate::{Result, Tx};
use model::{
    Bps, Currency, DecisionId, DisputeId, DisputeOfferId, MilestoneId, Moment, Money, OrderId, Party, SellerId, UserId,
    disputes::{
        DecisionStatus, DisputeFilter, DisputeLine, DisputeStatus, DisputeType, OfferStatus, OpenSlice, Resolution,
    },
};
use uuid::Uuid;

struct Line {
    id: DisputeId,
    number: String,
    status: DisputeStatus,
    kind: DisputeType,
    order: OrderId,
    order_number: String,
    title: String,
    client: String,
    seller: String,
    opened_by: Party,
    amount: i64,
    currency: Currency,
    created_at: Moment,
    answer_due_at: Moment,
    final_at: Option<Moment>,
    missed_at: Option<Moment>,
    answered_at: Option<Moment>,
}

impl From<Line> for DisputeLine {
    fn from(row: Line) -> Self {
        Self {
            until: match row.status {
                DisputeStatus::Pending => Some(row.answer_due_at),
                DisputeStatus::Resolved => row.final_at,
                _ => None,
            },
            unanswered: row.missed_at.is_some() && row.answered_at.is_none(),
            id: row.id,
            number: row.number,
            status: row.status,
            kind: row.kind,
            order: row.order,
            order_number: row.order_number,
            title: row.title,
            client: row.client,
            seller: row.seller,
            opened_by: row.opened_by,
            amount: Money::new(row.amount, row.currency),
            created_at: row.created_at,
        }
    }
}

/// Newest first, one more than `limit`. `all`: those that are over too.
pub async fn list(tx: &mut Tx, filter: &DisputeFilter, after: Option<Uuid>, limit: u32) -> Result<Vec<DisputeLine>> {
    let project = tx.project.0;
    let search = filter.search.trim();
    let pattern = format!("%{}%", search.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
    let rows = sqlx::query_as!(
        Line,
        r#"SELECT d.id as "id: DisputeId", d.number, d.status as "status: DisputeStatus", d.type as "kind: DisputeType",
            d.order_id as "order: OrderId", o.number AS order_number, o.title, u.name AS client, s.business_name AS seller,
            d.opened_by as "opened_by: Party", d.amount, d.currency as "currency: Currency", d.created_at, d.answer_due_at, d.final_at,
            d.missed_at, d.answered_at
           FROM disputes d
           JOIN orders o ON o.project_id = d.project_id AND o.id = d.order_id
           JOIN users u ON u.id = o.buyer_id
           JOIN sellers s ON s.project_id = o.project_id AND s.id = o.seller_id
           WHERE d.project_id = $1 AND ($2::uuid IS NULL OR d.id < $2)
             AND CASE WHEN $3::text IS NOT NULL THEN d.status = $3 ELSE $4 OR d.ended_at IS NULL END
             AND ($5 = '' OR d.number ILIKE $6 OR o.number ILIKE $6 OR o.title ILIKE $6 OR u.name ILIKE $6 OR s.business_name ILIKE $6)
           ORDER BY d.id DESC LIMIT $7"#,
        project,
        after,
        filter.status.map(DisputeStatus::as_str),
        filter.all,
        search,
        pattern,
        i64::from(limit) + 1
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(DisputeLine::from).collect())
}

/// All over one order, newest first.
pub async fn of_order(tx: &mut Tx, order: OrderId) -> Result<Vec<DisputeLine>> {
    let project = tx.project.0;
    let rows = sqlx::query_as!(
        Line,
        r#"SELECT d.id as "id: DisputeId", d.number, d.status as "status: DisputeStatus", d.type as "kind: DisputeType",
            d.order_id as "order: OrderId", o.number AS order_number, o.title, u.name AS client, s.business_name AS seller,
            d.opened_by as "opened_by: Party", d.amount, d.currency as "currency: Currency", d.created_at, d.answer_due_at, d.final_at,
            d.missed_at, d.answered_at
           FROM disputes d
           JOIN orders o ON o.project_id = d.project_id AND o.id = d.order_id
           JOIN users u ON u.id = o.buyer_id
           JOIN sellers s ON s.project_id = o.project_id AND s.id = o.seller_id
           WHERE d.project_id = $1 AND d.order_id = $2 ORDER BY d.id DESC LIMIT 50"#,
        project,
        order.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(DisputeLine::from).collect())
}

/// A dispute with its order, as the page needs them.
pub struct Whole {
    pub id: DisputeId,
    pub number: String,
    pub order: OrderId,
    pub order_number: String,
    pub title: String,
    pub status: DisputeStatus,
    pub kind: DisputeType,
    pub opened_by: Party,
    pub buyer: UserId,
    pub seller_id: SellerId,
    pub client: String,
    pub seller: String,
    pub statement: String,
    pub currency: Currency,
    pub amount: i64,
    pub commission: Bps,
    pub answer_due_at: Moment,
    pub answer: String,
    pub answered_at: Option<Moment>,
    pub missed_at: Option<Moment>,
    pub final_at: Option<Moment>,
    pub client_accepted_at: Option<Moment>,
    pub seller_accepted_at: Option<Moment>,
    pub appealed_by: Option<Party>,
    pub outcome: Option<Uuid>,
    pub ended_at: Option<Moment>,
    pub created_at: Moment,
}

pub async fn whole(tx: &mut Tx, dispute: DisputeId) -> Result<Option<Whole>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Whole,
        r#"SELECT d.id as "id: DisputeId", d.number, d.order_id as "order: OrderId", o.number AS order_number, o.title,
            d.status as "status: DisputeStatus", d.type as "kind: DisputeType", d.opened_by as "opened_by: Party",
            o.buyer_id as "buyer: UserId", o.seller_id as "seller_id: SellerId", u.name AS client, s.business_name AS seller,
            d.statement, d.currency as "currency: Currency", d.amount, o.commission_bps as "commission!: Bps", d.answer_due_at, d.answer,
            d.answered_at, d.missed_at, d.final_at, d.client_accepted_at, d.seller_accepted_at, d.appealed_by as "appealed_by: Party",
            d.outcome_id AS outcome, d.ended_at, d.created_at
           FROM disputes d
           JOIN orders o ON o.project_id = d.project_id AND o.id = d.order_id
           JOIN users u ON u.id = o.buyer_id
           JOIN sellers s ON s.project_id = o.project_id AND s.id = o.seller_id
           WHERE d.project_id = $1 AND d.id = $2"#,
        project,
        dispute.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Every milestone of the order whose slice the dispute speaks of: the open ones, and those that its terms name.
pub async fn slices(tx: &mut Tx, dispute: DisputeId, order: OrderId, currency: Currency) -> Result<Vec<OpenSlice>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT m.id as "id: MilestoneId", m.title, m.amount
           FROM delivery_milestones m
           JOIN deliverables w ON w.project_id = m.project_id AND w.id = m.deliverable_id
           JOIN disputes d ON d.project_id = m.project_id AND d.id = $3
           WHERE m.project_id = $1 AND m.order_id = $2
             AND ((d.ended_at IS NULL AND w.status NOT IN ('accepted', 'completed'))
               OR EXISTS (SELECT FROM dispute_parts p JOIN dispute_terms t ON t.project_id = p.project_id AND t.id = p.terms_id
                          WHERE p.project_id = m.project_id AND p.milestone_id = m.id AND t.dispute_id = d.id))
           ORDER BY m.position, m.id"#,
        project,
        order.0,
        dispute.0
    )
    .fetch_all(tx.conn())
    .await?;
    let slice = |milestone, title, amount| OpenSlice { milestone, title, amount: Money::new(amount, currency) };
    Ok(rows.into_iter().map(|row| slice(row.id, row.title, row.amount)).collect())
}

/// All terms of a dispute, newest first.
pub struct TermsLine {
    pub id: Uuid,
    pub kind: String,
    pub resolution: Resolution,
    pub words: String,
    pub party: Party,
    pub by_name: String,
    pub status: String,
    pub round: i32,
    pub approvals: i32,
    pub created_at: Moment,
    pub decided_at: Option<Moment>,
}

impl TermsLine {
    pub fn offer(&self) -> Option<(DisputeOfferId, OfferStatus)> {
        (self.kind == "offer").then(|| self.status.parse().ok().map(|status| (DisputeOfferId(self.id), status)))?
    }
    pub fn decision(&self) -> Option<(DecisionId, DecisionStatus)> {
        (self.kind == "decision").then(|| self.status.parse().ok().map(|status| (DecisionId(self.id), status)))?
    }
}

pub async fn all_terms(tx: &mut Tx, dispute: DisputeId) -> Result<Vec<TermsLine>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        TermsLine,
        r#"SELECT t.id, t.kind, t.resolution as "resolution: Resolution", t.words, t.by_party as "party: Party", u.name AS by_name, t.status,
            t.round, t.approvals, t.created_at, t.decided_at
           FROM dispute_terms t JOIN users u ON u.id = t.by_user_id
           WHERE t.project_id = $1 AND t.dispute_id = $2 ORDER BY t.id DESC"#,
        project,
        dispute.0
    )
    .fetch_all(tx.conn())
    .await?)
}

/// One slice of some terms.
pub struct PartLine {
    pub terms: Uuid,
    pub milestone: MilestoneId,
    pub to_client: i64,
    pub to_seller: i64,
}

pub async fn all_parts(tx: &mut Tx, dispute: DisputeId) -> Result<Vec<PartLine>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        PartLine,
        r#"SELECT p.terms_id AS terms, p.milestone_id as "milestone: MilestoneId", p.to_client, p.to_seller
           FROM dispute_parts p
           JOIN dispute_terms t ON t.project_id = p.project_id AND t.id = p.terms_id
           JOIN delivery_milestones m ON m.project_id = p.project_id AND m.id = p.milestone_id
           WHERE p.project_id = $1 AND t.dispute_id = $2 ORDER BY m.position, m.id"#,
        project,
        dispute.0
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Client and seller of an order.
pub async fn parties_of(tx: &mut Tx, order: OrderId) -> Result<Option<(UserId, SellerId)>> {
    let project = tx.project.0;
    let row = sqlx::query!(
        r#"SELECT buyer_id as "buyer: UserId", seller_id as "seller: SellerId" FROM orders WHERE project_id = $1 AND id = $2"#,
        project,
        order.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| (row.buyer, row.seller)))
}
