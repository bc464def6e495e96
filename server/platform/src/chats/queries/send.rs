//! SQL of sending.

use crate::{Result, Tx};
use model::{
    ChatId, FileId, MessageId, Moment, ProjectId, UserId,
    chats::{A_MINUTE, BURST, LINKS_OF_NEWCOMERS, MessageType},
};
use sqlx::PgExecutor;
use uuid::Uuid;

/// What `chat_send` is given.
pub struct Sending<'a> {
    pub project: ProjectId,
    pub chat: ChatId,
    pub user: UserId,
    pub oversees: bool,
    pub id: MessageId,
    pub client_id: Option<Uuid>,
    pub message_type: MessageType,
    pub content: &'a str,
    pub reply_to: Option<i64>,
    pub card: Option<Uuid>,
    pub link: bool,
    /// A person's own speed counts; a card that an act puts there does not.
    pub paced: bool,
    pub now: Moment,
}

/// What it answers.
#[derive(Debug)]
pub struct Outcome {
    pub outcome: Option<String>,
    pub wait: Option<i32>,
    pub seq: Option<i64>,
    pub side: Option<String>,
    pub people: Option<Vec<Uuid>>,
    pub reply_name: Option<String>,
    pub reply_content: Option<String>,
    pub reply_deleted: Option<bool>,
}

/// One statement; outside a transaction it is one of its own.
pub async fn send(db: impl PgExecutor<'_>, new: &Sending<'_>) -> Result<Outcome> {
    Ok(sqlx::query_as!(
        Outcome,
        "SELECT outcome, wait, seq, side, people, reply_name, reply_content, reply_deleted
         FROM chat_send($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        new.project.0,
        new.chat.0,
        new.user.0,
        new.oversees,
        new.id.0,
        new.client_id,
        new.message_type.as_str(),
        new.content,
        new.reply_to,
        new.card,
        new.link,
        new.paced,
        new.now,
        BURST,
        A_MINUTE,
        LINKS_OF_NEWCOMERS
    )
    .fetch_one(db)
    .await?)
}

/// In the order in which they were chosen.
pub async fn attach(tx: &mut Tx, message: MessageId, files: &[FileId]) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    let files: Vec<Uuid> = files.iter().map(|file| file.0).collect();
    sqlx::query!(
        "INSERT INTO chat_attachments (project_id, message_id, file_id, position, created_at)
         SELECT $1, $2, file, place, $4 FROM unnest($3::uuid[]) WITH ORDINALITY AS f (file, place)",
        project,
        message.0,
        &files,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
