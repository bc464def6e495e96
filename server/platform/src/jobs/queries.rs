//! SQL of the queue.

use crate::{Db, Result, Tx};
use model::Moment;
use serde_json::Value;

pub async fn add_job(
    tx: &mut Tx,
    identifier: &str,
    payload: Value,
    run_at: Option<Moment>,
    key: Option<&str>,
) -> Result<()> {
    sqlx::query!(r#"SELECT enqueue_job($1, $2, $3, $4) AS "done!: ()""#, identifier, payload, run_at, key)
        .fetch_one(tx.conn())
        .await?;
    Ok(())
}

// Sweeps run as operator: the clock knows no project. At most 10,000 rows at a time, so that no lock is held for long.

pub async fn sweep_live_events(db: &Db, before: Moment) -> Result<i64> {
    sqlx::query_scalar!(
        r#"WITH gone AS (DELETE FROM live_events WHERE (project_id, seq) IN
            (SELECT project_id, seq FROM live_events WHERE at < $1 LIMIT 10000) RETURNING 1)
        SELECT count(*) AS "n!" FROM gone"#,
        before
    )
    .fetch_one(db.operator_pool())
    .await
    .map_err(Into::into)
}

pub async fn sweep_sign_in_attempts(db: &Db, before: Moment) -> Result<i64> {
    sqlx::query_scalar!(
        r#"WITH gone AS (DELETE FROM sign_in_attempts WHERE id IN (SELECT id FROM sign_in_attempts WHERE at < $1 LIMIT 10000) RETURNING 1)
        SELECT count(*) AS "n!" FROM gone"#,
        before
    )
    .fetch_one(db.operator_pool())
    .await
    .map_err(Into::into)
}

pub async fn sweep_sessions(db: &Db, before: Moment) -> Result<i64> {
    sqlx::query_scalar!(
        r#"WITH gone AS (DELETE FROM sessions WHERE id IN
            (SELECT id FROM sessions WHERE coalesce(revoked_at, expires_at) < $1 LIMIT 10000) RETURNING 1)
        SELECT count(*) AS "n!" FROM gone"#,
        before
    )
    .fetch_one(db.operator_pool())
    .await
    .map_err(Into::into)
}

pub async fn sweep_tokens(db: &Db, before: Moment) -> Result<i64> {
    sqlx::query_scalar!(
        r#"WITH tokens AS (DELETE FROM email_tokens WHERE token_hash IN
            (SELECT token_hash FROM email_tokens WHERE expires_at < $1 LIMIT 10000) RETURNING 1),
        sign_ups AS (DELETE FROM sign_ups WHERE token_hash IN (SELECT token_hash FROM sign_ups WHERE expires_at < $1 LIMIT 10000) RETURNING 1),
        changes AS (DELETE FROM email_changes WHERE token_hash IN
            (SELECT token_hash FROM email_changes WHERE expires_at < $1 LIMIT 10000) RETURNING 1)
        SELECT (SELECT count(*) FROM tokens) + (SELECT count(*) FROM sign_ups) + (SELECT count(*) FROM changes) AS "n!""#,
        before
    )
    .fetch_one(db.operator_pool())
    .await
    .map_err(Into::into)
}

/// One snapshot of everything; a nightly cost, linear in the books.
pub async fn prove_books(db: &mut sqlx::PgConnection) -> Result<super::proof::Proof> {
    let proof = sqlx::query_as!(
        super::proof::Proof,
        r#"SELECT
            (SELECT count(*) FROM (SELECT FROM entries GROUP BY project_id, transfer_id, currency HAVING sum(amount) <> 0) x) AS "unbalanced!",
            (SELECT count(*) FROM accounts a WHERE guarded AND (balance < 0 OR balance <> coalesce(
                (SELECT sum(amount) FROM entries e WHERE e.project_id = a.project_id AND e.account_id = a.id), 0))) AS "drifted!",
            (SELECT count(*) FROM orders o WHERE paid_at IS NOT NULL AND o.total - o.released - o.refunded <> coalesce(
                (SELECT sum(balance) FROM accounts a WHERE a.project_id = o.project_id AND a.kind = 'escrow' AND a.owner_id = o.id), 0)) AS "escrow!""#
    )
    .fetch_one(db)
    .await?;
    Ok(proof)
}
