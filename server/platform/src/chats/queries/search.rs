//! SQL of searching in messages.

use super::super::Viewer;
use crate::{Result, Tx};
use model::ChatId;
use uuid::Uuid;

/// A message that a search found.
pub struct Hit {
    pub id: Uuid,
    pub chat: ChatId,
    pub seq: i64,
}

/// Every room the viewer is in by themselves: what a search may look through.
pub async fn mine(tx: &mut Tx, viewer: &Viewer) -> Result<Vec<Uuid>> {
    let project = tx.project.0;
    let sellers: Vec<Uuid> = viewer.sellers.iter().map(|seller| seller.0).collect();
    Ok(sqlx::query_scalar!(
        r#"SELECT c.id as "id!" FROM chats c WHERE c.project_id = $1 AND c.last_said > 0 AND (c.buyer_id = $2 OR c.seller_id = ANY ($3))
           UNION SELECT c.id FROM chat_members m JOIN chats c ON c.project_id = m.project_id AND c.id = m.chat_id
             WHERE m.project_id = $1 AND m.user_id = $2 AND chat_side(c, $2, $4) IS NOT NULL"#,
        project,
        viewer.id.0,
        &sellers,
        viewer.oversees
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Newest first. Run as the operator: under the tenants' policy PostgreSQL may not ask a text index, whose operator could
/// tell about rows it must not show. The rooms are the caller's; they were picked under the policy.
pub async fn search(tx: &mut Tx, rooms: &[Uuid], query: &str, before: Option<Uuid>, limit: i64) -> Result<Vec<Hit>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Hit,
        r#"SELECT m.id, m.chat_id as "chat: ChatId", m.seq FROM chat_messages m
           WHERE m.project_id = $1 AND m.chat_id = ANY ($2) AND m.search @@ to_tsquery('simple', $3)
             AND m.deleted_at IS NULL AND ($4::uuid IS NULL OR m.id < $4)
           ORDER BY m.id DESC LIMIT $5"#,
        project,
        rooms,
        query,
        before,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Words as the index knows them: without case and accents.
pub async fn plain_words(tx: &mut Tx, query: &str) -> Result<String> {
    Ok(sqlx::query_scalar!(r#"SELECT plain($1) as "plain!""#, query).fetch_one(tx.conn()).await?)
}
