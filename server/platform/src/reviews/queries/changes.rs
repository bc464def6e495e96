//! SQL that changes a task: its content, its state, votes and history.

use crate::{Result, Tx};
use model::{
    ReviewTaskId, Role, UserId,
    reviews::{Check, FieldChange, HistoryEvent, ReviewStatus, Visibility, VoteKind},
};
use sqlx::types::Json;

pub async fn set_content(
    tx: &mut Tx,
    id: ReviewTaskId,
    version: i32,
    changes: &[FieldChange],
    checks: &[Check],
) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE review_tasks SET version = $3, changes = $4, checks = $5, updated_at = $6 WHERE project_id = $1 AND id = $2",
        project,
        id.0,
        version,
        Json(changes) as _,
        Json(checks) as _,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Whoever changed the thing themselves does not decide about it.
pub async fn add_party(tx: &mut Tx, id: ReviewTaskId, user: UserId) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        "UPDATE review_tasks SET parties = parties || $3 WHERE project_id = $1 AND id = $2 AND NOT $3 = ANY (parties)",
        project,
        id.0,
        user.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The new state. What is ended is dated.
pub async fn set_status(
    tx: &mut Tx,
    id: ReviewTaskId,
    from: ReviewStatus,
    to: ReviewStatus,
    reason: &str,
) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    let closed = (!to.is_live()).then_some(now);
    sqlx::query!(
        "UPDATE review_tasks SET status = $4, reason = $5, closed_at = $6, updated_at = $7 WHERE project_id = $1 AND id = $2 AND status = $3",
        project,
        id.0,
        from.as_str(),
        to.as_str(),
        reason,
        closed,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_resubmitted(tx: &mut Tx, id: ReviewTaskId) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!("UPDATE review_tasks SET resubmitted_at = $3 WHERE project_id = $1 AND id = $2", project, id.0, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Whose turn it is, for the inbox.
pub async fn set_turn(tx: &mut Tx, id: ReviewTaskId, waits_for: &[Role], ready: bool) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    let roles: Vec<String> = waits_for.iter().map(ToString::to_string).collect();
    sqlx::query!(
        "UPDATE review_tasks SET waits_for = $3, ready = $4, updated_at = $5 WHERE project_id = $1 AND id = $2",
        project,
        id.0,
        &roles,
        ready,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn insert_vote(
    tx: &mut Tx,
    id: ReviewTaskId,
    user: UserId,
    kind: VoteKind,
    version: i32,
    note: &str,
) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "INSERT INTO review_votes (project_id, task_id, user_id, kind, version, note, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        project,
        id.0,
        user.0,
        kind.as_str(),
        version,
        note,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn event(
    tx: &mut Tx,
    id: ReviewTaskId,
    by: Option<UserId>,
    event: HistoryEvent,
    version: i32,
    note: &str,
    visibility: Visibility,
) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "INSERT INTO review_events (project_id, task_id, at, actor_id, event, version, note, visibility) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        project,
        id.0,
        now,
        by.map(|user| user.0),
        event.as_str(),
        version,
        note,
        visibility.as_str()
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
