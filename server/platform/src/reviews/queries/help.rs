//! SQL of questions to other roles, and of the history.

use crate::{Result, Tx};
use model::{
    ReviewHelpId, ReviewTaskId, Role, UserId,
    reviews::{HelpAnswer, HelpRequest, HistoryEntry, HistoryEvent},
};

pub async fn insert_help(
    tx: &mut Tx,
    id: ReviewHelpId,
    task: ReviewTaskId,
    role: Role,
    question: &str,
    by: UserId,
) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "INSERT INTO review_help_requests (project_id, id, task_id, role, question, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        project,
        id.0,
        task.0,
        role.as_str(),
        question,
        by.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The same question that waits already.
pub async fn same_question(
    tx: &mut Tx,
    task: ReviewTaskId,
    by: UserId,
    role: Role,
    question: &str,
) -> Result<Option<ReviewHelpId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT id as "id: ReviewHelpId" FROM review_help_requests
        WHERE project_id = $1 AND task_id = $2 AND asked_by = $3 AND role = $4 AND question = $5 AND answered_at IS NULL LIMIT 1"#,
        project,
        task.0,
        by.0,
        role.as_str(),
        question
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// A question about to be answered.
pub struct HelpRow {
    pub task: ReviewTaskId,
    pub role: Role,
    pub asked_by: UserId,
}

pub async fn help_request(tx: &mut Tx, id: ReviewHelpId) -> Result<Option<HelpRow>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        HelpRow,
        r#"SELECT task_id as "task: ReviewTaskId", role as "role: Role", asked_by as "asked_by: UserId"
        FROM review_help_requests WHERE project_id = $1 AND id = $2"#,
        project,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// False when it has an answer already.
pub async fn set_answer(tx: &mut Tx, id: ReviewHelpId, answer: &str, by: UserId) -> Result<bool> {
    let (project, now) = (tx.project.0, tx.now);
    let done = sqlx::query!(
        "UPDATE review_help_requests SET answer = $3, answered_by = $4, answered_at = $5
         WHERE project_id = $1 AND id = $2 AND (answered_at IS NULL OR answered_by = $4 AND answer = $3)",
        project,
        id.0,
        answer,
        by.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

pub async fn help(tx: &mut Tx, task: ReviewTaskId) -> Result<Vec<HelpRequest>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT h.id as "id: ReviewHelpId", h.role as "role: Role", h.question, q.name as asked_by, h.asked_at,
            h.answer, a.name as "answered_by?", h.answered_at
        FROM review_help_requests h JOIN users q ON q.id = h.asked_by LEFT JOIN users a ON a.id = h.answered_by
        WHERE h.project_id = $1 AND h.task_id = $2 ORDER BY h.id"#,
        project,
        task.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| HelpRequest {
            id: row.id,
            role: row.role,
            question: row.question,
            asked_by: row.asked_by,
            at: row.asked_at,
            answer: row.answer.zip(row.answered_by).zip(row.answered_at).map(|((text, by), at)| HelpAnswer {
                by,
                text,
                at,
            }),
        })
        .collect())
}

/// Oldest first; what a later version wrote is left out.
pub async fn history(tx: &mut Tx, task: ReviewTaskId) -> Result<Vec<HistoryEntry>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT e.at, u.name as "by?", e.event, e.note, e.version FROM review_events e LEFT JOIN users u ON u.id = e.actor_id
        WHERE e.project_id = $1 AND e.task_id = $2 ORDER BY e.id LIMIT 500"#,
        project,
        task.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let event: HistoryEvent = row.event.parse().ok()?;
            Some(HistoryEntry {
                at: row.at,
                by: row.by.unwrap_or_default(),
                event,
                note: row.note,
                version: row.version,
            })
        })
        .collect())
}
