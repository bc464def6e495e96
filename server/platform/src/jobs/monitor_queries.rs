//! SQL of the job monitor, through the functions of migration 0020.

use crate::Result;
use model::{
    Actor, Moment, ProjectId,
    jobs::{JobCounts, JobState, QueuedJob, Schedule},
};
use serde_json::{Value, json};
use sqlx::{Postgres, Transaction};
use uuid::Uuid;

pub type OperatorTx = Transaction<'static, Postgres>;

pub async fn list_jobs(
    tx: &mut OperatorTx,
    project: Option<ProjectId>,
    state: Option<JobState>,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<QueuedJob>> {
    let rows = sqlx::query!(
        r#"SELECT id as "id!", task as "task!", state as "state!: JobState", payload as "payload!", run_at as "run_at!", attempts as "attempts!",
            max_attempts as "max_attempts!", last_error, created_at as "created_at!", locked_at
        FROM queue_jobs($1, $2, $3, $4)"#,
        project.map(|id| id.0),
        state.map(JobState::as_str),
        before,
        i32::try_from(limit).unwrap_or(100) + 1
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| QueuedJob {
            id: r.id,
            task: r.task,
            state: r.state,
            on: subjects(&r.payload),
            run_at: r.run_at,
            attempts: r.attempts,
            max_attempts: r.max_attempts,
            last_error: r.last_error,
            created_at: r.created_at,
            locked_at: r.locked_at,
        })
        .collect())
}

/// The ids in a payload; never its other contents, which may be private.
fn subjects(payload: &Value) -> Vec<(String, Uuid)> {
    let Some(fields) = payload.as_object() else { return vec![] };
    fields
        .iter()
        .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.parse().ok()?)))
        .filter(|(name, _)| name != "project")
        .collect()
}

pub async fn count_jobs(tx: &mut OperatorTx, project: Option<ProjectId>) -> Result<JobCounts> {
    let rows = sqlx::query!(
        r#"SELECT state as "state!: JobState", jobs as "jobs!" FROM queue_counts($1)"#,
        project.map(|id| id.0)
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().fold(JobCounts::default(), |counts, row| match row.state {
        JobState::Waiting => JobCounts { waiting: row.jobs, ..counts },
        JobState::Running => JobCounts { running: row.jobs, ..counts },
        JobState::Retrying => JobCounts { retrying: row.jobs, ..counts },
        JobState::Failed => JobCounts { failed: row.jobs, ..counts },
    }))
}

pub async fn list_schedules(tx: &mut OperatorTx) -> Result<Vec<Schedule>> {
    Ok(sqlx::query_as!(
        Schedule,
        r#"SELECT task as "task!", known_since as "known_since!", last_run FROM queue_schedules()"#
    )
    .fetch_all(&mut **tx)
    .await?)
}

pub async fn retry_job(tx: &mut OperatorTx, project: Option<ProjectId>, id: i64) -> Result<i64> {
    Ok(sqlx::query_scalar!(r#"SELECT queue_retry($1, $2) as "n!""#, project.map(|id| id.0), id)
        .fetch_one(&mut **tx)
        .await?)
}

pub async fn discard_job(tx: &mut OperatorTx, project: Option<ProjectId>, id: i64) -> Result<i64> {
    Ok(sqlx::query_scalar!(r#"SELECT queue_discard($1, $2) as "n!""#, project.map(|id| id.0), id)
        .fetch_one(&mut **tx)
        .await?)
}

pub async fn exists(tx: &mut OperatorTx, project: Option<ProjectId>, id: i64) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM queue_jobs($1, NULL, $2::bigint + 1, 1) j WHERE j.id = $2) as "exists!""#,
        project.map(|id| id.0),
        id
    )
    .fetch_one(&mut **tx)
    .await?)
}

/// The log's row, in the same transaction as the change of the queue.
pub async fn record(tx: &mut OperatorTx, actor: &Actor, now: Moment, action: &str, job: i64) -> Result<()> {
    sqlx::query!(
        "INSERT INTO transaction_log (project_id, at, actor_id, request_id, action, subject, data) VALUES ($1, $2, $3, $4, $5, 'job', $6)",
        actor.project.0,
        now,
        actor.user.as_ref().map(|user| user.id.0),
        actor.request,
        action,
        json!({ "job": job })
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
