//! SQL of threads, comments, questions and the history.

use crate::{Result, Tx};
use model::{
    Moment, ReviewCommentId, ReviewHelpId, ReviewTaskId, ReviewThreadId, Role, UserId,
    reviews::{HelpAnswer, HelpRequest, HistoryEntry, HistoryEvent, Thread, ThreadComment, Visibility},
};
use sqlx::types::Json;

pub async fn insert_thread(
    tx: &mut Tx,
    id: ReviewThreadId,
    task: ReviewTaskId,
    field: Option<&str>,
    visibility: Visibility,
    by: UserId,
) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "INSERT INTO review_threads (project_id, id, task_id, field, visibility, opened_by, opened_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        project,
        id.0,
        task.0,
        field,
        visibility.as_str(),
        by.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn insert_comment(
    tx: &mut Tx,
    id: ReviewCommentId,
    thread: ReviewThreadId,
    by: UserId,
    body: &str,
) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "INSERT INTO review_comments (project_id, id, thread_id, author_id, body, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        project,
        id.0,
        thread.0,
        by.0,
        body,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A thread without its comments.
pub struct ThreadRow {
    pub task: ReviewTaskId,
    pub visibility: Visibility,
    pub opened_by: UserId,
    pub resolved: bool,
}

pub async fn thread(tx: &mut Tx, id: ReviewThreadId) -> Result<Option<ThreadRow>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        ThreadRow,
        r#"SELECT task_id as "task: ReviewTaskId", visibility as "visibility: Visibility", opened_by as "opened_by: UserId",
            resolved_at IS NOT NULL as "resolved!"
        FROM review_threads WHERE project_id = $1 AND id = $2"#,
        project,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn last_comment(tx: &mut Tx, thread: ReviewThreadId) -> Result<Option<(UserId, String)>> {
    let project = tx.project.0;
    Ok(sqlx::query!(
        r#"SELECT author_id as "by: UserId", body FROM review_comments WHERE project_id = $1 AND thread_id = $2 ORDER BY id DESC LIMIT 1"#,
        project,
        thread.0
    )
    .fetch_optional(tx.conn())
    .await?
    .map(|row| (row.by, row.body)))
}

/// Everybody who spoke in a thread.
pub async fn voices(tx: &mut Tx, thread: ReviewThreadId) -> Result<Vec<UserId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT DISTINCT author_id as "by: UserId" FROM review_comments WHERE project_id = $1 AND thread_id = $2"#,
        project,
        thread.0
    )
    .fetch_all(tx.conn())
    .await?)
}

/// A comment about to be changed.
pub struct CommentRow {
    pub thread: ReviewThreadId,
    pub by: UserId,
    pub body: String,
    pub at: Moment,
}

pub async fn comment(tx: &mut Tx, id: ReviewCommentId) -> Result<Option<CommentRow>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        CommentRow,
        r#"SELECT thread_id as "thread: ReviewThreadId", author_id as "by: UserId", body, created_at as at
        FROM review_comments WHERE project_id = $1 AND id = $2"#,
        project,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn set_body(tx: &mut Tx, id: ReviewCommentId, body: &str) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE review_comments SET body = $3, edited_at = $4 WHERE project_id = $1 AND id = $2",
        project,
        id.0,
        body,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_resolved(tx: &mut Tx, id: ReviewThreadId, by: Option<UserId>) -> Result<()> {
    let (project, now) = (tx.project.0, by.map(|_| tx.now));
    sqlx::query!(
        "UPDATE review_threads SET resolved_by = $3, resolved_at = $4 WHERE project_id = $1 AND id = $2",
        project,
        id.0,
        by.map(|user| user.0),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The threads with their comments, oldest first; all of them, or those of one visibility.
pub async fn threads(tx: &mut Tx, task: ReviewTaskId, seen: Option<Visibility>) -> Result<Vec<Thread>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT t.id as "id: ReviewThreadId", t.field, t.visibility as "visibility: Visibility", t.opened_by as "opened_by: UserId",
            r.name as "resolved_by?",
            (SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'by', c.author_id, 'name', u.name, 'body', c.body,
                    'at', c.created_at, 'edited', c.edited_at IS NOT NULL) ORDER BY c.id), '[]')
                FROM review_comments c JOIN users u ON u.id = c.author_id
                WHERE c.project_id = t.project_id AND c.thread_id = t.id) as "comments!: Json<Vec<ThreadComment>>"
        FROM review_threads t LEFT JOIN users r ON r.id = t.resolved_by
        WHERE t.project_id = $1 AND t.task_id = $2 AND ($3::text IS NULL OR t.visibility = $3)
        ORDER BY t.id"#,
        project,
        task.0,
        seen.map(|seen| seen.as_str())
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Thread {
            id: row.id,
            field: row.field,
            visibility: row.visibility,
            opened_by: row.opened_by,
            resolved_by: row.resolved_by,
            comments: row.comments.0,
        })
        .collect())
}

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
