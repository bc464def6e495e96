//! SQL of the live half: telling other processes, and what a page or a process has missed.

use crate::{Db, Result, Tx};
use model::{ChatId, ProjectId, UserId};
use uuid::Uuid;

/// One NOTIFY per payload, in a transaction of their own that writes nothing.
pub async fn notify(db: &Db, payloads: &[String]) -> Result<()> {
    sqlx::query!(
        r#"SELECT pg_notify('guildhall_chat', payload) as "sent!: ()" FROM unnest($1::text[]) AS payload"#,
        payloads
    )
    .fetch_all(db.app_pool())
    .await?;
    Ok(())
}

/// Tells all processes, when this transaction commits, that the room's numbers moved. What it says is `Heard::Moved`.
pub async fn notify_moved(tx: &mut Tx, chat: ChatId) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        r#"SELECT pg_notify('guildhall_chat', jsonb_build_object('moved', jsonb_build_object('project', c.project_id, 'chat', c.id,
                'last_seq', c.last_seq, 'version', c.version, 'people', (chat_people(c))[1:100]))::text) as "sent!: ()"
           FROM chats c WHERE c.project_id = $1 AND c.id = $2"#,
        project,
        chat.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// The room's state changed: `Heard::Room`.
pub async fn notify_room(tx: &mut Tx, chat: ChatId) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        r#"SELECT pg_notify('guildhall_chat', jsonb_build_object('room', jsonb_build_object('project', c.project_id, 'chat', c.id,
                'people', (chat_people(c))[1:100]))::text) as "sent!: ()"
           FROM chats c WHERE c.project_id = $1 AND c.id = $2"#,
        project,
        chat.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// How far a room is.
pub struct Tip {
    pub last_seq: i64,
    pub version: i64,
}

pub async fn tip(tx: &mut Tx, chat: ChatId) -> Result<Option<Tip>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(Tip, "SELECT last_seq, version FROM chats WHERE project_id = $1 AND id = $2", project, chat.0)
        .fetch_optional(tx.conn())
        .await?)
}

/// The same for the viewer, or nothing where they are nobody.
pub async fn tip_for(tx: &mut Tx, user: UserId, oversees: bool, chat: ChatId) -> Result<Option<Tip>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Tip,
        "SELECT last_seq, version FROM chats c WHERE project_id = $1 AND id = $2 AND chat_side(c, $3, $4) IS NOT NULL",
        project,
        chat.0,
        user.0,
        oversees
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Of these rooms, those in which the person is somebody.
pub async fn still_in(tx: &mut Tx, user: UserId, oversees: bool, chats: &[Uuid]) -> Result<Vec<ChatId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT c.id as "id: ChatId" FROM chats c WHERE c.project_id = $1 AND c.id = ANY ($2) AND chat_side(c, $3, $4) IS NOT NULL"#,
        project,
        chats,
        user.0,
        oversees
    )
    .fetch_all(tx.conn())
    .await?)
}

/// A room that got further than a process knows.
pub struct Ahead {
    pub project: ProjectId,
    pub chat: ChatId,
    pub last_seq: i64,
    pub version: i64,
}

/// Of these rooms, those beyond the given numbers. As the operator: one question for the rooms of all projects.
pub async fn ahead(db: &Db, projects: &[Uuid], chats: &[Uuid], seqs: &[i64], versions: &[i64]) -> Result<Vec<Ahead>> {
    Ok(sqlx::query_as!(
        Ahead,
        r#"SELECT c.project_id as "project: ProjectId", c.id as "chat: ChatId", c.last_seq, c.version
           FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[]) AS w (project, chat, seq, version)
           JOIN chats c ON c.project_id = w.project AND c.id = w.chat
           WHERE c.last_seq > w.seq OR c.version > w.version"#,
        projects,
        chats,
        seqs,
        versions
    )
    .fetch_all(db.operator_pool())
    .await?)
}
