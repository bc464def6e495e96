//! SQL of threads and comments.

use crate::{Result, Tx};
use model::{
    Moment, ReviewCommentId, ReviewTaskId, ReviewThreadId, UserId,
    reviews::{Thread, ThreadComment, Visibility},
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
