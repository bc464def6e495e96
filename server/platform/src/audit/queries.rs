//! SQL of the transaction log and its chain.

use super::canonical::Row;
use crate::{Result, Tx};
use model::{
    Moment, ProjectId, UserId,
    audit::{LogEntry, LogFilter},
};
use sqlx::{Postgres, Transaction};

/// Across projects, for the timer.
pub async fn projects_to_seal(tx: &mut Transaction<'static, Postgres>) -> Result<Vec<ProjectId>> {
    Ok(sqlx::query_scalar!(
        r#"SELECT id as "id: ProjectId" FROM projects p WHERE EXISTS (SELECT FROM audit_unsealed u WHERE u.project_id = p.id)"#
    )
    .fetch_all(&mut **tx)
    .await?)
}

/// Held until the transaction ends.
pub async fn lock_chain(tx: &mut Tx) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        r#"SELECT pg_advisory_xact_lock(hashtextextended('audit_chain ' || $1::uuid::text, 0)) as "locked!: ()""#,
        project
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(())
}

pub async fn unsealed(tx: &mut Tx, limit: i64) -> Result<Vec<Row>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Row,
        r#"SELECT l.id, (extract(epoch FROM l.at) * 1000000)::bigint as "at!", l.actor_id as actor, l.request_id as request,
            l.action, l.subject, l.subject_id, l.data::text as "data!"
        FROM audit_unsealed u JOIN transaction_log l ON l.project_id = u.project_id AND l.id = u.log_id
        WHERE u.project_id = $1 ORDER BY u.log_id LIMIT $2"#,
        project,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

pub struct Head {
    pub seq: i64,
    pub hash: Vec<u8>,
}

pub async fn head(tx: &mut Tx) -> Result<Option<Head>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Head,
        "SELECT seq, hash FROM audit_chain WHERE project_id = $1 ORDER BY seq DESC LIMIT 1",
        project
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Links about to be written, column by column.
#[derive(Default)]
pub struct Links {
    seqs: Vec<i64>,
    log_ids: Vec<i64>,
    previous: Vec<Vec<u8>>,
    hashes: Vec<Vec<u8>>,
}

impl Links {
    pub fn push(&mut self, seq: i64, log_id: i64, previous: Vec<u8>, hash: Vec<u8>) {
        self.seqs.push(seq);
        self.log_ids.push(log_id);
        self.previous.push(previous);
        self.hashes.push(hash);
    }
}

/// Writes the links and takes their rows off the waiting list.
pub async fn insert_links(tx: &mut Tx, links: &Links) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        "WITH done AS (DELETE FROM audit_unsealed WHERE project_id = $1 AND log_id = ANY($3))
        INSERT INTO audit_chain (project_id, seq, log_id, previous_hash, hash)
        SELECT $1, * FROM unnest($2::bigint[], $3::bigint[], $4::bytea[], $5::bytea[])",
        project,
        &links.seqs,
        &links.log_ids,
        &links.previous,
        &links.hashes
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// One link with the row it stands for.
pub struct Link {
    pub seq: i64,
    pub log_id: i64,
    pub previous_hash: Vec<u8>,
    pub hash: Vec<u8>,
    /// `None`: the row is gone.
    pub row: Option<Row>,
}

pub async fn links(tx: &mut Tx, from: i64, limit: i64) -> Result<Vec<Link>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT c.seq, c.log_id, c.previous_hash, c.hash,
            l.id as "id?", (extract(epoch FROM l.at) * 1000000)::bigint as at, l.actor_id as "actor?", l.request_id as "request?",
            l.action as "action?", l.subject as "subject?", l.subject_id as "subject_id?", l.data::text as data
        FROM audit_chain c LEFT JOIN transaction_log l ON l.project_id = c.project_id AND l.id = c.log_id
        WHERE c.project_id = $1 AND c.seq >= $2 ORDER BY c.seq LIMIT $3"#,
        project,
        from,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| Link {
            row: r.id.map(|id| Row {
                id,
                at: r.at.unwrap_or_default(),
                actor: r.actor,
                request: r.request.unwrap_or_default(),
                action: r.action.unwrap_or_default(),
                subject: r.subject.unwrap_or_default(),
                subject_id: r.subject_id,
                data: r.data.unwrap_or_default(),
            }),
            seq: r.seq,
            log_id: r.log_id,
            previous_hash: r.previous_hash,
            hash: r.hash,
        })
        .collect())
}

pub async fn count_unsealed(tx: &mut Tx) -> Result<i64> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(r#"SELECT count(*) as "count!" FROM audit_unsealed WHERE project_id = $1"#, project)
        .fetch_one(tx.conn())
        .await?)
}

/// The first row of the log that is neither chained nor waiting: it was written past the trigger.
pub async fn smuggled(tx: &mut Tx) -> Result<Option<i64>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        "SELECT l.id FROM transaction_log l
        WHERE l.project_id = $1
            AND NOT EXISTS (SELECT FROM audit_chain c WHERE c.project_id = l.project_id AND c.log_id = l.id)
            AND NOT EXISTS (SELECT FROM audit_unsealed u WHERE u.project_id = l.project_id AND u.log_id = l.id)
        ORDER BY l.id LIMIT 1",
        project
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Newest first, one more than `limit`.
pub async fn list_log(
    tx: &mut Tx,
    filter: &LogFilter,
    after: Option<(Moment, i64)>,
    limit: u32,
) -> Result<Vec<LogEntry>> {
    let (project, limit) = (tx.project.0, i64::from(limit) + 1);
    let (after_at, after_id) = after.unzip();
    Ok(sqlx::query_as!(
        LogEntry,
        r#"SELECT l.id, l.at, l.actor_id as "actor: UserId", u.name as "actor_name?", l.action, l.subject, l.subject_id, l.data,
            l.request_id as request, c.seq as "seq?"
        FROM transaction_log l
        LEFT JOIN users u ON u.id = l.actor_id
        LEFT JOIN audit_chain c ON c.project_id = l.project_id AND c.log_id = l.id
        WHERE l.project_id = $1
            AND ($2::text IS NULL OR l.action = $2)
            AND ($3::text IS NULL OR l.subject = $3)
            AND ($4::uuid IS NULL OR l.subject_id = $4)
            AND ($5::uuid IS NULL OR l.actor_id = $5)
            AND ($6::timestamptz IS NULL OR l.at >= $6)
            AND ($7::timestamptz IS NULL OR l.at < $7)
            AND ($8::timestamptz IS NULL OR (l.at, l.id) < ($8, $9))
        ORDER BY l.at DESC, l.id DESC LIMIT $10"#,
        project,
        filter.action,
        filter.subject,
        filter.subject_id,
        filter.actor.map(|id| id.0),
        filter.from,
        filter.until,
        after_at,
        after_id,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

/// A loose index scan: jumps from one action to the next, so it costs one look-up per action, not per row.
pub async fn list_log_actions(tx: &mut Tx) -> Result<Vec<String>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"WITH RECURSIVE actions AS (
            (SELECT action FROM transaction_log WHERE project_id = $1 ORDER BY action LIMIT 1)
            UNION ALL
            SELECT (SELECT l.action FROM transaction_log l WHERE l.project_id = $1 AND l.action > a.action ORDER BY l.action LIMIT 1)
            FROM actions a WHERE a.action IS NOT NULL)
        SELECT action as "action!" FROM actions WHERE action IS NOT NULL"#,
        project
    )
    .fetch_all(tx.conn())
    .await?)
}
