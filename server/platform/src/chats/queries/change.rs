//! SQL of changing messages. Each change gives the room and the message the next version.

use crate::{Result, Tx};
use model::{ChatId, FileId, MessageId, Moment, UserId, chats::MessageType};

/// A message under lock, with its room.
pub struct Locked {
    pub id: MessageId,
    pub sender: Option<UserId>,
    pub client_made: bool,
    pub message_type: MessageType,
    pub content: String,
    pub files: i64,
    pub pinned: bool,
    pub deleted: bool,
    pub created_at: Moment,
}

/// The room's row is locked first, as sending does.
pub async fn lock(tx: &mut Tx, chat: ChatId, seq: i64) -> Result<Option<Locked>> {
    let project = tx.project.0;
    sqlx::query!("SELECT id FROM chats WHERE project_id = $1 AND id = $2 FOR NO KEY UPDATE", project, chat.0)
        .fetch_optional(tx.conn())
        .await?;
    Ok(sqlx::query_as!(
        Locked,
        r#"SELECT m.id as "id: MessageId", m.sender_id as "sender: UserId", (m.client_id IS NOT NULL) as "client_made!",
            m.message_type as "message_type: MessageType", m.content,
            (SELECT count(*) FROM chat_attachments a WHERE a.project_id = m.project_id AND a.message_id = m.id) as "files!",
            (m.pinned_at IS NOT NULL) as "pinned!", (m.deleted_at IS NOT NULL) as "deleted!", m.created_at
           FROM chat_messages m WHERE m.project_id = $1 AND m.chat_id = $2 AND m.seq = $3 FOR NO KEY UPDATE"#,
        project,
        chat.0,
        seq
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The next version, given to room and message; what the message said is kept.
pub async fn bump(tx: &mut Tx, chat: ChatId, message: MessageId) -> Result<i64> {
    let (project, now) = (tx.project.0, tx.now);
    Ok(sqlx::query_scalar!(
        r#"WITH room AS (UPDATE chats SET version = version + 1 WHERE project_id = $1 AND id = $2 RETURNING version)
           UPDATE chat_messages m SET version = room.version, updated_at = $4 FROM room
           WHERE m.project_id = $1 AND m.id = $3 RETURNING m.version"#,
        project,
        chat.0,
        message.0,
        now
    )
    .fetch_one(tx.conn())
    .await?)
}

pub async fn keep_words(tx: &mut Tx, message: MessageId, version: i64, content: &str) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "INSERT INTO chat_edits (project_id, message_id, version, content, at) VALUES ($1, $2, $3, $4, $5)",
        project,
        message.0,
        version,
        content,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_content(tx: &mut Tx, message: MessageId, content: &str) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE chat_messages SET content = $3, edited_at = $4 WHERE project_id = $1 AND id = $2",
        project,
        message.0,
        content,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Words, pin and reactions go; the number stays. Says which files hung on it.
pub async fn empty(tx: &mut Tx, message: MessageId) -> Result<Vec<FileId>> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE chat_messages SET content = '', pinned_at = NULL, deleted_at = $3 WHERE project_id = $1 AND id = $2",
        project,
        message.0,
        now
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("DELETE FROM chat_reactions WHERE project_id = $1 AND message_id = $2", project, message.0)
        .execute(tx.conn())
        .await?;
    Ok(sqlx::query_scalar!(
        r#"DELETE FROM chat_attachments WHERE project_id = $1 AND message_id = $2 RETURNING file_id as "file: FileId""#,
        project,
        message.0
    )
    .fetch_all(tx.conn())
    .await?)
}

/// `false`: it was like that already.
pub async fn react(tx: &mut Tx, message: MessageId, user: UserId, emoji: &str, on: bool) -> Result<bool> {
    let (project, now) = (tx.project.0, tx.now);
    let rows = if on {
        sqlx::query!(
            "INSERT INTO chat_reactions (project_id, message_id, user_id, emoji, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            project,
            message.0,
            user.0,
            emoji,
            now
        )
        .execute(tx.conn())
        .await?
    } else {
        sqlx::query!(
            "DELETE FROM chat_reactions WHERE project_id = $1 AND message_id = $2 AND user_id = $3 AND emoji = $4",
            project,
            message.0,
            user.0,
            emoji
        )
        .execute(tx.conn())
        .await?
    };
    Ok(rows.rows_affected() > 0)
}

pub async fn pin(tx: &mut Tx, message: MessageId, on: bool) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE chat_messages SET pinned_at = CASE WHEN $3 THEN $4::timestamptz END WHERE project_id = $1 AND id = $2",
        project,
        message.0,
        on,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
