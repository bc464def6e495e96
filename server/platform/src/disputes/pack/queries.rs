//! SQL of the evidence pack: what was agreed, said, delivered, paid and booked.

use crate::{Result, Tx};
use model::{FileId, Moment, OrderGroupId, OrderId, Party, files::FileView};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

/// The snapshot and its hash.
pub async fn agreed(tx: &mut Tx, order: OrderId) -> Result<(Value, Vec<u8>)> {
    let project = tx.project.0;
    let row = sqlx::query!(
        r#"SELECT snapshot as "snapshot!", snapshot_hash as "hash!" FROM orders WHERE project_id = $1 AND id = $2"#,
        project,
        order.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.snapshot, row.hash))
}

/// A message of the order's room.
#[derive(Serialize)]
pub struct ChatLine {
    pub seq: i64,
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    pub by: Option<String>,
    pub side: Party,
    pub kind: String,
    /// As it reads now; empty when it was taken back.
    pub words: String,
    /// What it said before, oldest first.
    pub before: Vec<String>,
    pub taken_back: bool,
}

/// What people wrote in the room of this order, whole.
pub async fn chat(tx: &mut Tx, order: OrderId) -> Result<Vec<ChatLine>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        ChatLine,
        r#"SELECT m.seq, m.created_at AS at, u.name AS "by?", m.side as "side: Party", m.message_type AS kind, m.content AS words,
            ARRAY(SELECT e.content FROM chat_edits e WHERE e.project_id = m.project_id AND e.message_id = m.id ORDER BY e.version) AS "before!: Vec<String>",
            (m.deleted_at IS NOT NULL) AS "taken_back!"
           FROM chats c JOIN chat_messages m ON m.project_id = c.project_id AND m.chat_id = c.id
           LEFT JOIN users u ON u.id = m.sender_id
           WHERE c.project_id = $1 AND c.order_id = $2 AND m.message_type <> 'system' ORDER BY m.seq"#,
        project,
        order.0
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn chat_files(tx: &mut Tx, order: OrderId) -> Result<Vec<FileView>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        FileView,
        r#"SELECT f.id as "id: FileId", f.name, f.content_type, f.size
           FROM chats c JOIN chat_messages m ON m.project_id = c.project_id AND m.chat_id = c.id AND m.deleted_at IS NULL
           JOIN chat_attachments a ON a.project_id = m.project_id AND a.message_id = m.id
           JOIN files f ON f.project_id = a.project_id AND f.id = a.file_id
           WHERE c.project_id = $1 AND c.order_id = $2 ORDER BY m.seq, a.position"#,
        project,
        order.0
    )
    .fetch_all(tx.conn())
    .await?)
}

/// One line of the books.
#[derive(Serialize)]
pub struct EntryLine {
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    pub transfer: Uuid,
    pub kind: String,
    pub account: String,
    /// Minor units; plus is more for the account.
    pub amount: i64,
    pub currency: String,
}

pub async fn entries(tx: &mut Tx, order: OrderId) -> Result<Vec<EntryLine>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        EntryLine,
        r#"SELECT t.created_at AS at, t.id AS transfer, t.kind, a.kind AS account, e.amount, e.currency
           FROM transfers t
           JOIN entries e ON e.project_id = t.project_id AND e.transfer_id = t.id
           JOIN accounts a ON a.project_id = e.project_id AND a.id = e.account_id
           WHERE t.project_id = $1 AND t.order_id = $2 ORDER BY t.created_at, t.id, e.position"#,
        project,
        order.0
    )
    .fetch_all(tx.conn())
    .await?)
}

#[derive(Serialize)]
pub struct PaymentLine {
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    pub gateway: String,
    pub amount: i64,
    pub currency: String,
    pub status: String,
}

/// What was paid through gateways for the checkout that the order belongs to.
pub async fn payments(tx: &mut Tx, group: OrderGroupId) -> Result<Vec<PaymentLine>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        PaymentLine,
        r#"SELECT created_at AS at, gateway, amount, currency, status FROM payments WHERE project_id = $1 AND group_id = $2 ORDER BY created_at"#,
        project,
        group.0
    )
    .fetch_all(tx.conn())
    .await?)
}

pub struct StoredFile {
    pub id: FileId,
    pub sha256: Vec<u8>,
    pub storage_key: String,
}

/// Where the bytes are, and what they were.
pub async fn stored(tx: &mut Tx, files: &[FileId]) -> Result<Vec<StoredFile>> {
    let project = tx.project.0;
    let ids: Vec<Uuid> = files.iter().map(|file| file.0).collect();
    Ok(sqlx::query_as!(
        StoredFile,
        r#"SELECT id as "id: FileId", sha256, storage_key FROM files WHERE project_id = $1 AND id = ANY ($2)"#,
        project,
        &ids
    )
    .fetch_all(tx.conn())
    .await?)
}
