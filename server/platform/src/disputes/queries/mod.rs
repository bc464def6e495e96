//! SQL of a dispute's own row.

mod due;
mod page;
mod said;
mod terms;
mod words;

pub use due::*;
pub use page::*;
pub use said::*;
pub use terms::*;
pub use words::*;

use super::core::DisputeRow;
use crate::{Result, Tx};
use model::{
    Currency, DisputeId, Moment, Money, OrderId, Party, UserId,
    disputes::{DisputeEvent, DisputeSettings, DisputeStatus, DisputeType, Resolution},
    orders::OrderStatus,
};
use uuid::Uuid;

pub async fn order_of(tx: &mut Tx, dispute: DisputeId) -> Result<Option<OrderId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT order_id as "order: OrderId" FROM disputes WHERE project_id = $1 AND id = $2"#,
        project,
        dispute.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn lock(tx: &mut Tx, dispute: DisputeId) -> Result<Option<DisputeRow>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        DisputeRow,
        r#"SELECT id as "id: DisputeId", number, complainant_id as "complainant: UserId",
                  opened_by as "opened_by: Party", status as "status: DisputeStatus", order_was as "order_was: OrderStatus",
                  answer_due_at, answered_at, final_at, client_accepted_at, seller_accepted_at,
                  appealed_by as "appealed_by: Party"
           FROM disputes WHERE project_id = $1 AND id = $2 FOR NO KEY UPDATE"#,
        project,
        dispute.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The one that is not over.
pub async fn open_of_order(tx: &mut Tx, order: OrderId) -> Result<Option<DisputeId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT id as "id: DisputeId" FROM disputes WHERE project_id = $1 AND order_id = $2 AND ended_at IS NULL"#,
        project,
        order.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// A dispute about to be stored.
pub struct NewRow<'a> {
    pub id: DisputeId,
    pub number: &'a str,
    pub order: OrderId,
    pub complainant: UserId,
    pub opened_by: Party,
    pub kind: DisputeType,
    pub statement: &'a str,
    pub order_was: OrderStatus,
    pub held: Money,
    pub answer_due_at: Moment,
}

/// The respondent is the other side: the client, or whoever the seller belongs to.
pub async fn insert(tx: &mut Tx, row: NewRow<'_>) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "INSERT INTO disputes (project_id, id, number, order_id, gig_id, complainant_id, respondent_id, opened_by, type, statement,
             order_was, amount, currency, answer_due_at, created_at, updated_at)
         SELECT $1, $2, $3, o.id, (SELECT i.product_id FROM order_items i WHERE i.project_id = $1 AND i.order_id = o.id ORDER BY i.position LIMIT 1),
             $5, CASE WHEN $6::text = 'client' THEN s.user_id ELSE o.buyer_id END, $6, $7, $8, $9, $10, $11, $12, $13, $13
         FROM orders o JOIN sellers s ON s.project_id = o.project_id AND s.id = o.seller_id
         WHERE o.project_id = $1 AND o.id = $4",
        project,
        row.id.0,
        row.number,
        row.order.0,
        row.complainant.0,
        row.opened_by.as_str(),
        row.kind.as_str(),
        row.statement,
        row.order_was.as_str(),
        row.held.minor,
        row.held.currency.code(),
        row.answer_due_at,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_status(tx: &mut Tx, dispute: DisputeId, status: DisputeStatus) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE disputes SET status = $3, updated_at = $4,
            ended_at = CASE WHEN $3 IN ('closed', 'settled', 'withdrawn') THEN $4 ELSE ended_at END
         WHERE project_id = $1 AND id = $2",
        project,
        dispute.0,
        status.as_str(),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_answer(tx: &mut Tx, dispute: DisputeId, answer: &str) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE disputes SET answer = $3, answered_at = $4, updated_at = $4 WHERE project_id = $1 AND id = $2 AND answered_at IS NULL",
        project,
        dispute.0,
        answer,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What happened beside the status, each with its date.
pub async fn stamp(tx: &mut Tx, dispute: DisputeId, what: DisputeEvent, by: Party) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    let client = by == Party::Client;
    match what {
        DisputeEvent::MissAnswer => {
            sqlx::query!(
                "UPDATE disputes SET missed_at = $3 WHERE project_id = $1 AND id = $2",
                project,
                dispute.0,
                now
            )
            .execute(tx.conn())
            .await?;
        }
        // one side accepts the decision
        DisputeEvent::Close => {
            sqlx::query!(
                "UPDATE disputes SET client_accepted_at = CASE WHEN $3 THEN coalesce(client_accepted_at, $4) ELSE client_accepted_at END,
                    seller_accepted_at = CASE WHEN $3 THEN seller_accepted_at ELSE coalesce(seller_accepted_at, $4) END, updated_at = $4
                 WHERE project_id = $1 AND id = $2",
                project,
                dispute.0,
                client,
                now
            )
            .execute(tx.conn())
            .await?;
        }
        // what was accepted before is open again with the rest
        DisputeEvent::Appeal => {
            sqlx::query!(
                "UPDATE disputes SET appealed_by = $3, appealed_at = $4, final_at = NULL, client_accepted_at = NULL, seller_accepted_at = NULL,
                    updated_at = $4 WHERE project_id = $1 AND id = $2",
                project,
                dispute.0,
                by.as_str(),
                now
            )
            .execute(tx.conn())
            .await?;
        }
        _ => {}
    }
    Ok(())
}

/// A decision stands: what it is, and when it takes effect by itself.
pub async fn set_decided(
    tx: &mut Tx,
    dispute: DisputeId,
    resolution: Resolution,
    final_at: Option<Moment>,
) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE disputes SET resolution_type = $3, resolved_at = $4, final_at = $5, updated_at = $4 WHERE project_id = $1 AND id = $2",
        project,
        dispute.0,
        resolution.as_str(),
        now,
        final_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_outcome(tx: &mut Tx, dispute: DisputeId, terms: Uuid, resolution: Resolution) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        "UPDATE disputes SET outcome_id = $3, resolution_type = $4 WHERE project_id = $1 AND id = $2",
        project,
        dispute.0,
        terms,
        resolution.as_str()
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn settings(tx: &mut Tx) -> Result<DisputeSettings> {
    let project = tx.project.0;
    let row = sqlx::query!(
        r#"SELECT dispute_answer_days, dispute_appeal_days, dispute_two_above, default_currency as "currency: Currency" FROM projects WHERE id = $1"#,
        project
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(DisputeSettings {
        answer_days: row.dispute_answer_days,
        appeal_days: row.dispute_appeal_days,
        two_above: Money::new(row.dispute_two_above, row.currency),
    })
}

pub async fn save_settings(tx: &mut Tx, settings: &DisputeSettings) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        "UPDATE projects SET dispute_answer_days = $2, dispute_appeal_days = $3, dispute_two_above = $4 WHERE id = $1",
        project,
        settings.answer_days,
        settings.appeal_days,
        settings.two_above.minor
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
