//! The webhook inbox.

use crate::{Result, Tx};
use model::{
    Moment, PaymentEventId, PaymentId,
    payments::{EventRow, EventStatus},
};

/// A stored event about to be applied.
pub struct StoredEvent {
    pub gateway: String,
    pub status: EventStatus,
    pub payload: Vec<u8>,
}

/// What is new in the inbox.
pub struct NewEvent<'a> {
    pub id: PaymentEventId,
    pub gateway: &'a str,
    pub provider_event_id: &'a str,
    pub kind: &'a str,
    pub payload: &'a [u8],
}

/// `false` when the gateway sent this event before.
pub async fn insert_event(tx: &mut Tx, new: &NewEvent<'_>) -> Result<bool> {
    let (project, now) = (tx.project.0, tx.now);
    let done = sqlx::query!(
        "INSERT INTO payment_events (project_id, id, gateway, provider_event_id, kind, payload, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT ON CONSTRAINT payment_events_once DO NOTHING",
        project,
        new.id.0,
        new.gateway,
        new.provider_event_id,
        new.kind,
        new.payload,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn lock_event(tx: &mut Tx, id: PaymentEventId) -> Result<Option<StoredEvent>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        StoredEvent,
        r#"SELECT gateway, status AS "status: EventStatus", payload FROM payment_events WHERE project_id = $1 AND id = $2 FOR UPDATE"#,
        project,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Counts one more try.
pub async fn begin_event(tx: &mut Tx, id: PaymentEventId) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        "UPDATE payment_events SET status = 'processing', attempts = attempts + 1 WHERE project_id = $1 AND id = $2",
        project,
        id.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What became of the try.
pub async fn finish_event(
    tx: &mut Tx,
    id: PaymentEventId,
    status: EventStatus,
    outcome: &str,
    error: &str,
    payment: Option<PaymentId>,
) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE payment_events SET status = $3, outcome = $4, error = $5, payment_id = coalesce($6, payment_id), processed_at = $7
         WHERE project_id = $1 AND id = $2",
        project,
        id.0,
        status.as_str(),
        outcome,
        error,
        payment.map(|payment| payment.0),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Back to waiting, for a replay.
pub async fn reopen_event(tx: &mut Tx, id: PaymentEventId) -> Result<bool> {
    let project = tx.project.0;
    let done = sqlx::query!(
        "UPDATE payment_events SET status = 'pending', error = '' WHERE project_id = $1 AND id = $2",
        project,
        id.0
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

struct Row {
    id: PaymentEventId,
    gateway: String,
    provider_event_id: String,
    kind: String,
    status: EventStatus,
    attempts: i32,
    outcome: String,
    error: String,
    received_at: Moment,
    processed_at: Option<Moment>,
}

impl From<Row> for EventRow {
    fn from(row: Row) -> Self {
        let Row { id, gateway, provider_event_id, kind, status, attempts, outcome, error, received_at, processed_at } =
            row;
        Self { id, gateway, provider_event_id, kind, status, attempts, outcome, error, received_at, processed_at }
    }
}

/// Newest first; one more than `limit`.
pub async fn events(
    tx: &mut Tx,
    status: Option<EventStatus>,
    payment: Option<PaymentId>,
    after: Option<PaymentEventId>,
    limit: u32,
) -> Result<Vec<EventRow>> {
    let project = tx.project.0;
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id: PaymentEventId", gateway, provider_event_id, kind, status AS "status: EventStatus", attempts, outcome, error, received_at, processed_at
           FROM payment_events
           WHERE project_id = $1 AND ($2::text IS NULL OR status = $2) AND ($3::uuid IS NULL OR payment_id = $3) AND ($4::uuid IS NULL OR id < $4)
           ORDER BY id DESC LIMIT $5"#,
        project,
        status.map(EventStatus::as_str),
        payment.map(|payment| payment.0),
        after.map(|after| after.0),
        i64::from(limit) + 1
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

pub async fn event(tx: &mut Tx, id: PaymentEventId) -> Result<Option<EventRow>> {
    let project = tx.project.0;
    let row = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id: PaymentEventId", gateway, provider_event_id, kind, status AS "status: EventStatus", attempts, outcome, error, received_at, processed_at
           FROM payment_events WHERE project_id = $1 AND id = $2"#,
        project,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(Into::into))
}

/// The body as it arrived, and the payment it turned out to be about.
pub async fn event_body(tx: &mut Tx, id: PaymentEventId) -> Result<Option<(Vec<u8>, Option<PaymentId>)>> {
    let project = tx.project.0;
    let row = sqlx::query!(
        r#"SELECT payload, payment_id AS "payment_id: PaymentId" FROM payment_events WHERE project_id = $1 AND id = $2"#,
        project,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| (row.payload, row.payment_id)))
}
