//! SQL of the sandbox bank, as the operator: it has no tenants.

use crate::{Result, jobs::Job};
use model::{Currency, Moment, Money};
use plugins::payments::sandbox::{BankOrder, BankPayment, BankRefund, BankStatus, Webhook};
use serde_json::Value;
use sqlx::{Postgres, Transaction};

/// The bank's open books.
pub type Books = Transaction<'static, Postgres>;

struct Row {
    reference: String,
    merchant: String,
    idempotency_key: String,
    amount: i64,
    currency: Currency,
    description: String,
    return_path: String,
    status: String,
    failure: String,
    brand: String,
    last4: String,
    settles_at: Option<Moment>,
}

impl TryFrom<Row> for BankPayment {
    type Error = crate::Error;
    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            amount: Money::new(row.amount, row.currency),
            status: row.status.parse::<BankStatus>().map_err(|error| anyhow::anyhow!(error))?,
            key: row.idempotency_key,
            reference: row.reference,
            merchant: row.merchant,
            description: row.description,
            return_path: row.return_path,
            failure: row.failure,
            brand: row.brand,
            last4: row.last4,
        })
    }
}

/// Opens a payment, or finds the one that this key opened.
pub async fn open(books: &mut Books, reference: &str, order: &BankOrder, now: Moment) -> Result<BankPayment> {
    sqlx::query!(
        "INSERT INTO sandbox_payments (reference, merchant, idempotency_key, amount, currency, description, return_path, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT ON CONSTRAINT sandbox_payments_once DO NOTHING",
        reference,
        order.merchant,
        order.key,
        order.amount.minor,
        order.amount.currency.code(),
        order.description,
        order.return_path,
        now
    )
    .execute(&mut **books)
    .await?;
    let row = sqlx::query_as!(
        Row,
        r#"SELECT reference, merchant, idempotency_key, amount, currency AS "currency: Currency", description, return_path, status, failure, brand, last4, settles_at
           FROM sandbox_payments WHERE merchant = $1 AND idempotency_key = $2"#,
        order.merchant,
        order.key
    )
    .fetch_one(&mut **books)
    .await?;
    row.try_into()
}

/// The payment, held, and when it settles.
pub async fn lock(books: &mut Books, reference: &str) -> Result<Option<(BankPayment, Option<Moment>)>> {
    let row = sqlx::query_as!(
        Row,
        r#"SELECT reference, merchant, idempotency_key, amount, currency AS "currency: Currency", description, return_path, status, failure, brand, last4, settles_at
           FROM sandbox_payments WHERE reference = $1 FOR UPDATE"#,
        reference
    )
    .fetch_optional(&mut **books)
    .await?;
    row.map(|row| {
        let settles_at = row.settles_at;
        Ok((row.try_into()?, settles_at))
    })
    .transpose()
}

pub async fn save(books: &mut Books, payment: &BankPayment, settles_at: Option<Moment>, now: Moment) -> Result<()> {
    sqlx::query!(
        "UPDATE sandbox_payments SET status = $2, failure = $3, brand = $4, last4 = $5, settles_at = $6, updated_at = $7 WHERE reference = $1",
        payment.reference,
        payment.status.as_str(),
        payment.failure,
        payment.brand,
        payment.last4,
        settles_at,
        now
    )
    .execute(&mut **books)
    .await?;
    Ok(())
}

pub async fn refunded(books: &mut Books, payment: &str) -> Result<i64> {
    Ok(sqlx::query_scalar!("SELECT refunded FROM sandbox_payments WHERE reference = $1", payment)
        .fetch_one(&mut **books)
        .await?)
}

pub async fn insert_refund(books: &mut Books, refund: &BankRefund, now: Moment) -> Result<()> {
    sqlx::query!(
        "WITH counted AS (UPDATE sandbox_payments SET refunded = refunded + $4 WHERE reference = $2)
         INSERT INTO sandbox_refunds (reference, payment, idempotency_key, amount, created_at) VALUES ($1, $2, $3, $4, $5)",
        refund.reference,
        refund.payment,
        refund.key,
        refund.amount.minor,
        now
    )
    .execute(&mut **books)
    .await?;
    Ok(())
}

pub async fn refund_of_key(books: &mut Books, key: &str) -> Result<Option<BankRefund>> {
    let row = sqlx::query!(
        r#"SELECT r.reference, r.payment, r.idempotency_key, r.amount, p.currency AS "currency: Currency"
           FROM sandbox_refunds r JOIN sandbox_payments p ON p.reference = r.payment WHERE r.idempotency_key = $1"#,
        key
    )
    .fetch_optional(&mut **books)
    .await?;
    Ok(row.map(|row| BankRefund {
        reference: row.reference,
        key: row.idempotency_key,
        payment: row.payment,
        amount: Money::new(row.amount, row.currency),
    }))
}

/// Writes a webhook down and asks the queue to deliver it.
pub async fn owe(books: &mut Books, webhook: &Webhook, payment: &str, times: i32, due: Moment) -> Result<()> {
    let payload = serde_json::to_value(webhook)?;
    let refund = webhook.refund.as_ref().map(|refund| refund.reference.as_str());
    sqlx::query!(
        "INSERT INTO sandbox_webhooks (id, payment, refund, kind, payload, times, due_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        webhook.id,
        payment,
        refund,
        webhook.kind,
        payload,
        times,
        due
    )
    .execute(&mut **books)
    .await?;
    let job = Job::DeliverSandboxWebhook { webhook: webhook.id.clone() };
    sqlx::query!(
        r#"SELECT enqueue_job($1, $2, $3, NULL) AS "done!: ()""#,
        job.identifier(),
        serde_json::to_value(&job)?,
        due
    )
    .fetch_one(&mut **books)
    .await?;
    Ok(())
}

/// A webhook that is still owed.
pub struct Owed {
    pub merchant: String,
    pub payload: Value,
    pub times: i32,
}

pub async fn owed(books: &mut Books, id: &str) -> Result<Option<Owed>> {
    Ok(sqlx::query_as!(
        Owed,
        "SELECT p.merchant, w.payload, w.times FROM sandbox_webhooks w JOIN sandbox_payments p ON p.reference = w.payment WHERE w.id = $1",
        id
    )
    .fetch_optional(&mut **books)
    .await?)
}

pub async fn note_delivery(books: &mut Books, id: &str, delivered: Option<Moment>, status: i32) -> Result<()> {
    sqlx::query!(
        "UPDATE sandbox_webhooks SET delivered_at = coalesce(delivered_at, $2), last_status = $3 WHERE id = $1",
        id,
        delivered,
        status
    )
    .execute(&mut **books)
    .await?;
    Ok(())
}
