//! SQL of the dispute timers: due rows are found across all projects by the operator's role.

use crate::{Result, Tx};
use model::{DisputeId, Moment, ProjectId};
use sqlx::{Postgres, Transaction};

pub struct Due {
    pub project: ProjectId,
    pub dispute: DisputeId,
}

/// Nobody answered in time.
pub async fn unanswered(operator: &mut Transaction<'_, Postgres>, now: Moment, most: i64) -> Result<Vec<Due>> {
    Ok(sqlx::query_as!(
        Due,
        r#"SELECT project_id as "project: ProjectId", id as "dispute: DisputeId" FROM disputes
           WHERE status = 'pending' AND answer_due_at <= $1 ORDER BY answer_due_at LIMIT $2"#,
        now,
        most
    )
    .fetch_all(&mut **operator)
    .await?)
}

/// The date for the answer is near, and nobody was reminded of it.
pub async fn unreminded(operator: &mut Transaction<'_, Postgres>, until: Moment, most: i64) -> Result<Vec<Due>> {
    Ok(sqlx::query_as!(
        Due,
        r#"SELECT project_id as "project: ProjectId", id as "dispute: DisputeId" FROM disputes
           WHERE status = 'pending' AND answer_due_at <= $1 AND reminded_at IS NULL ORDER BY answer_due_at LIMIT $2"#,
        until,
        most
    )
    .fetch_all(&mut **operator)
    .await?)
}

/// Decisions that nobody appealed in time.
pub async fn unappealed(operator: &mut Transaction<'_, Postgres>, now: Moment, most: i64) -> Result<Vec<Due>> {
    Ok(sqlx::query_as!(
        Due,
        r#"SELECT project_id as "project: ProjectId", id as "dispute: DisputeId" FROM disputes
           WHERE status = 'resolved' AND final_at <= $1 ORDER BY final_at LIMIT $2"#,
        now,
        most
    )
    .fetch_all(&mut **operator)
    .await?)
}

/// `false`: somebody was faster.
pub async fn mark_reminded(tx: &mut Tx, dispute: DisputeId) -> Result<bool> {
    let (project, now) = (tx.project.0, tx.now);
    let rows = sqlx::query!(
        "UPDATE disputes SET reminded_at = $3 WHERE project_id = $1 AND id = $2 AND reminded_at IS NULL AND status = 'pending'",
        project,
        dispute.0,
        now
    )
    .execute(tx.conn())
    .await?
    .rows_affected();
    Ok(rows == 1)
}
