//! SQL of the outbox.

use crate::{Result, Tx};
use model::events::{Changed, Subject};
use serde_json::Value;
use uuid::Uuid;

/// One row per topic, and one NOTIFY that carries them: "project seq topic subject id" per line.
pub async fn insert_live_events(tx: &mut Tx, topics: &[String], subject: Subject, id: Option<Uuid>) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        r#"WITH written AS (
            INSERT INTO live_events (project_id, topic, subject, subject_id, at)
            SELECT $1, topic, $3, $4, $5 FROM unnest($2::text[]) AS topic
            RETURNING project_id, seq, topic, subject, subject_id)
        SELECT pg_notify('guildhall_live', concat_ws(' ', project_id, seq, topic, subject, subject_id)) AS "sent!: ()" FROM written"#,
        project,
        topics,
        subject.as_str(),
        id,
        now
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

pub async fn insert_log(tx: &mut Tx, action: &str, subject: &str, id: Option<Uuid>, data: Value) -> Result<()> {
    let (project, now, user, request) = (tx.project.0, tx.now, tx.user.map(|u| u.0), tx.request.clone());
    sqlx::query!(
        "INSERT INTO transaction_log (project_id, at, actor_id, request_id, action, subject, subject_id, data)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        project,
        now,
        user,
        request,
        action,
        subject,
        id,
        data
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn oldest_live_event(tx: &mut Tx) -> Result<Option<i64>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!("SELECT min(seq) FROM live_events WHERE project_id = $1", project)
        .fetch_one(tx.conn())
        .await?)
}

pub async fn list_live_events(tx: &mut Tx, topics: &[String], since: i64, limit: i64) -> Result<Vec<Changed>> {
    let project = tx.project.0;
    let events = sqlx::query_as!(
        Changed,
        r#"SELECT seq, subject AS "subject: Subject", subject_id AS id FROM live_events
        WHERE project_id = $1 AND topic = ANY ($2) AND seq > $3 ORDER BY seq LIMIT $4"#,
        project,
        topics,
        since,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(events)
}
