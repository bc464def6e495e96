//! SQL of reported messages.

use crate::{Result, Tx};
use model::{
    ChatId, ChatReportId, MessageId, Moment, UserId,
    chats::{ReportReason, ReportStatus},
};
use uuid::Uuid;

/// `None`: this person has reported this message before; then its report is found by `earlier`.
pub async fn insert(
    tx: &mut Tx,
    id: ChatReportId,
    message: MessageId,
    by: UserId,
    reason: ReportReason,
    note: &str,
) -> Result<bool> {
    let (project, now) = (tx.project.0, tx.now);
    Ok(sqlx::query!(
        "INSERT INTO chat_reports (project_id, id, message_id, reported_by, reason, note, content, created_at)
         SELECT $1, $2, m.id, $4, $5, $6, m.content, $7 FROM chat_messages m WHERE m.project_id = $1 AND m.id = $3
         ON CONFLICT DO NOTHING",
        project,
        id.0,
        message.0,
        by.0,
        reason.as_str(),
        note,
        now
    )
    .execute(tx.conn())
    .await?
    .rows_affected()
        > 0)
}

pub async fn earlier(tx: &mut Tx, message: MessageId, by: UserId) -> Result<Option<ChatReportId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT id as "id: ChatReportId" FROM chat_reports WHERE project_id = $1 AND message_id = $2 AND reported_by = $3"#,
        project,
        message.0,
        by.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// A report under lock.
pub struct Report {
    pub message: MessageId,
    pub chat: ChatId,
    pub seq: i64,
    pub sender: Option<UserId>,
    pub reported_by: UserId,
    pub status: ReportStatus,
}

pub async fn lock(tx: &mut Tx, id: ChatReportId) -> Result<Option<Report>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Report,
        r#"SELECT r.message_id as "message: MessageId", m.chat_id as "chat: ChatId", m.seq, m.sender_id as "sender: UserId",
            r.reported_by as "reported_by: UserId", r.status as "status: ReportStatus"
           FROM chat_reports r JOIN chat_messages m ON m.project_id = r.project_id AND m.id = r.message_id
           WHERE r.project_id = $1 AND r.id = $2 FOR NO KEY UPDATE OF r"#,
        project,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// All open reports of the message are decided at once.
pub async fn decide(tx: &mut Tx, message: MessageId, status: ReportStatus, by: Option<UserId>) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE chat_reports SET status = $3, decided_by = $4, decided_at = $5 WHERE project_id = $1 AND message_id = $2 AND status = 'open'",
        project,
        message.0,
        status.as_str(),
        by.map(|by| by.0),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A line of the staff's list; the message is read beside it, with its words as they were reported.
pub struct Line {
    pub id: ChatReportId,
    pub reason: ReportReason,
    pub note: String,
    pub content: String,
    pub status: ReportStatus,
    pub reported_by: String,
    pub at: Moment,
    pub decided_by: Option<String>,
    pub room: String,
    pub chat: ChatId,
    pub seq: i64,
}

pub async fn list(tx: &mut Tx, status: ReportStatus, before: Option<Uuid>, limit: i64) -> Result<Vec<Line>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Line,
        r#"SELECT r.id as "id: ChatReportId", r.reason as "reason: ReportReason", r.note, r.content, r.status as "status: ReportStatus",
            coalesce(u.name, '') as "reported_by!", r.created_at as at, d.name as "decided_by?",
            coalesce(o.title, nullif(c.title, ''), p.name, '') as "room!", m.chat_id as "chat: ChatId", m.seq
           FROM chat_reports r
           JOIN chat_messages m ON m.project_id = r.project_id AND m.id = r.message_id
           JOIN chats c ON c.project_id = m.project_id AND c.id = m.chat_id
           LEFT JOIN orders o ON o.project_id = c.project_id AND o.id = c.order_id
           LEFT JOIN products p ON p.project_id = c.project_id AND p.id = c.gig_id
           LEFT JOIN users u ON u.id = r.reported_by
           LEFT JOIN users d ON d.id = r.decided_by
           WHERE r.project_id = $1 AND r.status = $2 AND ($3::uuid IS NULL OR r.id < $3)
           ORDER BY r.id DESC LIMIT $4"#,
        project,
        status.as_str(),
        before,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}
