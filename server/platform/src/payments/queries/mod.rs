//! SQL of payments.

mod inbox;
mod lists;
mod methods;
mod refunds;
mod settings;

pub use inbox::*;
pub use lists::*;
pub use methods::*;
pub use refunds::*;
pub use settings::*;

use crate::{Result, Tx};
use model::{
    Currency, Moment, Money, OrderGroupId, PaymentId, PaymentMethodId, UserId,
    payments::{PaymentStatus, Purpose, StartPayment},
};
use serde_json::Value;

/// A row of `payments`.
#[derive(Clone, Debug)]
pub struct PaymentRecord {
    pub id: PaymentId,
    pub user_id: UserId,
    pub gateway: String,
    pub gateway_reference: Option<String>,
    pub group_id: Option<OrderGroupId>,
    pub currency: Currency,
    pub amount: i64,
    pub status: PaymentStatus,
    pub next_action: Option<Value>,
    pub failure: String,
    pub refunded: i64,
    pub method_id: Option<PaymentMethodId>,
    pub save_method: bool,
    pub created_at: Moment,
    pub succeeded_at: Option<Moment>,
}

impl PaymentRecord {
    pub fn amount(&self) -> Money {
        Money::new(self.amount, self.currency)
    }
    /// What is refunded or on its way back.
    pub fn refunded(&self) -> Money {
        Money::new(self.refunded, self.currency)
    }
    pub fn purpose(&self) -> Purpose {
        self.group_id.map_or(Purpose::TopUp, Purpose::Checkout)
    }
}

/// What a new row is made of.
pub struct NewPayment<'a> {
    pub id: PaymentId,
    pub user: UserId,
    pub start: &'a StartPayment,
}

/// `false` when the person has used this key before.
pub async fn insert_payment(tx: &mut Tx, new: &NewPayment<'_>) -> Result<bool> {
    let (project, now, start) = (tx.project.0, tx.now, new.start);
    let done = sqlx::query!(
        "INSERT INTO payments (project_id, id, user_id, gateway, purpose, group_id, currency, amount, method_id, save_method, idempotency_key, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)
         ON CONFLICT ON CONSTRAINT payments_idempotency DO NOTHING",
        project,
        new.id.0,
        new.user.0,
        start.gateway,
        start.purpose.as_str(),
        start.purpose.group().map(|group| group.0),
        start.amount.currency.code(),
        start.amount.minor,
        start.method.map(|method| method.0),
        start.save_method,
        start.idempotency_key,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn payment_of_key(tx: &mut Tx, user: UserId, key: &str) -> Result<Option<PaymentId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT id AS "id: PaymentId" FROM payments WHERE project_id = $1 AND user_id = $2 AND idempotency_key = $3"#,
        project,
        user.0,
        key
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn payment(tx: &mut Tx, id: PaymentId) -> Result<Option<PaymentRecord>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        PaymentRecord,
        r#"SELECT id AS "id: PaymentId", user_id AS "user_id: UserId", gateway, gateway_reference, group_id AS "group_id: OrderGroupId",
                  currency AS "currency: Currency", amount, status AS "status: PaymentStatus", next_action, failure, refunded,
                  method_id AS "method_id: PaymentMethodId", save_method, created_at, succeeded_at
           FROM payments WHERE project_id = $1 AND id = $2"#,
        project,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The row, held until the transaction ends: messages about one payment take turns.
pub async fn lock_payment(tx: &mut Tx, id: PaymentId) -> Result<Option<PaymentRecord>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        PaymentRecord,
        r#"SELECT id AS "id: PaymentId", user_id AS "user_id: UserId", gateway, gateway_reference, group_id AS "group_id: OrderGroupId",
                  currency AS "currency: Currency", amount, status AS "status: PaymentStatus", next_action, failure, refunded,
                  method_id AS "method_id: PaymentMethodId", save_method, created_at, succeeded_at
           FROM payments WHERE project_id = $1 AND id = $2 FOR NO KEY UPDATE"#,
        project,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// By the gateway's own id.
pub async fn payment_of_reference(tx: &mut Tx, gateway: &str, reference: &str) -> Result<Option<PaymentId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT id AS "id: PaymentId" FROM payments WHERE project_id = $1 AND gateway = $2 AND gateway_reference = $3"#,
        project,
        gateway,
        reference
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn set_reference(tx: &mut Tx, id: PaymentId, reference: &str) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        "UPDATE payments SET gateway_reference = $3 WHERE project_id = $1 AND id = $2",
        project,
        id.0,
        reference
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_next_action(tx: &mut Tx, id: PaymentId, action: Option<Value>) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!("UPDATE payments SET next_action = $3 WHERE project_id = $1 AND id = $2", project, id.0, action)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn set_status(tx: &mut Tx, id: PaymentId, status: PaymentStatus, failure: &str) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    let succeeded = (status == PaymentStatus::Succeeded).then_some(now);
    sqlx::query!(
        "UPDATE payments SET status = $3, failure = $4, updated_at = $5, succeeded_at = coalesce(succeeded_at, $6) WHERE project_id = $1 AND id = $2",
        project,
        id.0,
        status.as_str(),
        failure,
        now,
        succeeded
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Adds to what was refunded; negative when a refund came back.
pub async fn add_refunded(tx: &mut Tx, id: PaymentId, minor: i64) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE payments SET refunded = refunded + $3, updated_at = $4 WHERE project_id = $1 AND id = $2",
        project,
        id.0,
        minor,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
