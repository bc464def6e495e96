//! Refunds to the original method.

use crate::{Result, Tx};
use model::{
    Currency, Moment, Money, PaymentId, RefundId, UserId,
    payments::{RefundStatus, RefundView},
};

/// A row of `refunds`.
#[derive(Clone, Debug)]
pub struct RefundRecord {
    pub id: RefundId,
    pub payment_id: PaymentId,
    pub gateway_reference: Option<String>,
    pub currency: Currency,
    pub amount: i64,
    pub status: RefundStatus,
    pub reason: String,
}

impl RefundRecord {
    pub fn amount(&self) -> Money {
        Money::new(self.amount, self.currency)
    }
}

/// What a new row is made of.
pub struct NewRefund<'a> {
    pub id: RefundId,
    pub payment: PaymentId,
    pub amount: Money,
    pub reason: &'a str,
    pub by: UserId,
    pub key: &'a str,
}

pub async fn insert_refund(tx: &mut Tx, new: &NewRefund<'_>) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "INSERT INTO refunds (project_id, id, payment_id, currency, amount, reason, requested_by, idempotency_key, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        project,
        new.id.0,
        new.payment.0,
        new.amount.currency.code(),
        new.amount.minor,
        new.reason,
        new.by.0,
        new.key,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The refund that this key made before, and its payment.
pub async fn refund_of_key(tx: &mut Tx, key: &str) -> Result<Option<(RefundId, PaymentId)>> {
    let project = tx.project.0;
    let row = sqlx::query!(
        r#"SELECT id AS "id: RefundId", payment_id AS "payment: PaymentId" FROM refunds WHERE project_id = $1 AND idempotency_key = $2"#,
        project,
        key
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| (row.id, row.payment)))
}

pub async fn lock_refund(tx: &mut Tx, id: RefundId) -> Result<Option<RefundRecord>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        RefundRecord,
        r#"SELECT id AS "id: RefundId", payment_id AS "payment_id: PaymentId", gateway_reference, currency AS "currency: Currency", amount,
                  status AS "status: RefundStatus", reason
           FROM refunds WHERE project_id = $1 AND id = $2 FOR NO KEY UPDATE"#,
        project,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// By the gateway's own id of the refund.
pub async fn refund_of_reference(tx: &mut Tx, gateway: &str, reference: &str) -> Result<Option<RefundId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT r.id AS "id: RefundId" FROM refunds r JOIN payments p ON p.project_id = r.project_id AND p.id = r.payment_id
           WHERE r.project_id = $1 AND p.gateway = $2 AND r.gateway_reference = $3"#,
        project,
        gateway,
        reference
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn set_refund(
    tx: &mut Tx,
    id: RefundId,
    status: RefundStatus,
    reference: Option<&str>,
    failure: &str,
) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    let settled = matches!(status, RefundStatus::Succeeded | RefundStatus::Failed).then_some(now);
    sqlx::query!(
        "UPDATE refunds SET status = $3, gateway_reference = coalesce($4, gateway_reference), failure = $5, settled_at = $6 WHERE project_id = $1 AND id = $2",
        project,
        id.0,
        status.as_str(),
        reference,
        failure,
        settled
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

struct Row {
    id: RefundId,
    currency: Currency,
    amount: i64,
    status: RefundStatus,
    reason: String,
    requested_by: String,
    created_at: Moment,
    settled_at: Option<Moment>,
}

pub async fn refunds_of(tx: &mut Tx, payment: PaymentId) -> Result<Vec<RefundView>> {
    let project = tx.project.0;
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT r.id AS "id: RefundId", r.currency AS "currency: Currency", r.amount, r.status AS "status: RefundStatus", r.reason,
                  u.name AS requested_by, r.created_at, r.settled_at
           FROM refunds r JOIN users u ON u.id = r.requested_by
           WHERE r.project_id = $1 AND r.payment_id = $2 ORDER BY r.id DESC"#,
        project,
        payment.0
    )
    .fetch_all(tx.conn())
    .await?;
    let view = |row: Row| RefundView {
        id: row.id,
        amount: Money::new(row.amount, row.currency),
        status: row.status,
        reason: row.reason,
        requested_by: row.requested_by,
        created_at: row.created_at,
        settled_at: row.settled_at,
    };
    Ok(rows.into_iter().map(view).collect())
}
