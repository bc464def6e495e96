//! SQL of the mail that tells of unread messages.

use crate::{Result, Tx};
use model::{ChatId, Lang, Moment, Party, ProjectId, UserId};
use sqlx::{Postgres, Transaction};

/// Somebody who has not read for long.
pub struct Due {
    pub project: ProjectId,
    pub user: UserId,
}

/// Whoever has a message that is unread, untold and older than `until`; in rooms that were alive since `since`. Staff who
/// look into an order's room are told nothing.
pub async fn due(
    operator: &mut Transaction<'_, Postgres>,
    since: Moment,
    until: Moment,
    most: i64,
) -> Result<Vec<Due>> {
    Ok(sqlx::query_as!(
        Due,
        r#"SELECT DISTINCT m.project_id as "project: ProjectId", m.user_id as "user: UserId"
           FROM chats c JOIN chat_members m ON m.project_id = c.project_id AND m.chat_id = c.id
           WHERE c.last_at > $1 AND c.status = 'active' AND c.last_said > m.read_said AND c.last_seq > m.mailed_seq
             AND EXISTS (SELECT FROM chat_messages x WHERE x.project_id = c.project_id AND x.chat_id = c.id
                AND x.seq > greatest(m.last_read_seq, m.mailed_seq) AND x.message_type <> 'system' AND x.deleted_at IS NULL
                AND x.created_at <= $2 AND x.sender_id IS DISTINCT FROM m.user_id)
             AND chat_side(c, m.user_id, false) IS NOT NULL
           LIMIT $3"#,
        since,
        until,
        most
    )
    .fetch_all(&mut **operator)
    .await?)
}

/// A room with untold messages, its reader's row locked. What another worker has in hand is left to it.
pub struct Untold {
    pub chat: ChatId,
    pub side: Party,
    pub title: String,
    pub after: i64,
    pub last_seq: i64,
}

pub async fn lock_untold(tx: &mut Tx, user: UserId, since: Moment) -> Result<Vec<Untold>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Untold,
        r#"SELECT c.id as "chat: ChatId", chat_side(c, m.user_id, false) as "side!: Party",
            coalesce((SELECT o.title FROM orders o WHERE o.project_id = c.project_id AND o.id = c.order_id), nullif(c.title, ''),
                (SELECT p.name FROM products p WHERE p.project_id = c.project_id AND p.id = c.gig_id), '') as "title!",
            greatest(m.last_read_seq, m.mailed_seq) as "after!", c.last_seq
           FROM chat_members m JOIN chats c ON c.project_id = m.project_id AND c.id = m.chat_id
           WHERE m.project_id = $1 AND m.user_id = $2 AND c.last_at > $3 AND c.status = 'active'
             AND c.last_said > m.read_said AND c.last_seq > m.mailed_seq AND chat_side(c, m.user_id, false) IS NOT NULL
           ORDER BY c.last_at DESC, c.id
           FOR UPDATE OF m SKIP LOCKED"#,
        project,
        user.0,
        since
    )
    .fetch_all(tx.conn())
    .await?)
}

/// From now on these are told.
pub async fn set_told(tx: &mut Tx, user: UserId, chat: ChatId, seq: i64) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        "UPDATE chat_members SET mailed_seq = $4 WHERE project_id = $1 AND chat_id = $2 AND user_id = $3",
        project,
        chat.0,
        user.0,
        seq
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// How many of others' messages lie between two numbers, and the numbers of the last three.
pub async fn unread_between(tx: &mut Tx, user: UserId, chat: ChatId, after: i64, last: i64) -> Result<(i64, Vec<i64>)> {
    let project = tx.project.0;
    let row = sqlx::query!(
        r#"SELECT count(*) as "n!", coalesce((array_agg(seq ORDER BY seq DESC))[1:3], '{}') as "last!: Vec<i64>"
           FROM chat_messages WHERE project_id = $1 AND chat_id = $2 AND seq > $3 AND seq <= $4
             AND message_type <> 'system' AND deleted_at IS NULL AND sender_id IS DISTINCT FROM $5"#,
        project,
        chat.0,
        after,
        last,
        user.0
    )
    .fetch_one(tx.conn())
    .await?;
    let mut seqs = row.last;
    seqs.reverse();
    Ok((row.n, seqs))
}

/// Whom to write to; `None` when they left or do not want mails about messages.
pub struct Reader {
    pub email: String,
    pub name: String,
    pub lang: Lang,
    pub project_name: String,
}

pub async fn reader(tx: &mut Tx, user: UserId, topic: &str, by_default: bool) -> Result<Option<Reader>> {
    let project = tx.project.0;
    let row = sqlx::query!(
        r#"SELECT u.email, u.name, u.lang, p.name as project_name
           FROM project_members m JOIN users u ON u.id = m.user_id JOIN projects p ON p.id = m.project_id
           LEFT JOIN notification_preferences n ON n.project_id = m.project_id AND n.user_id = m.user_id AND n.topic = $3
           WHERE m.project_id = $1 AND m.user_id = $2 AND m.deactivated_at IS NULL AND u.deactivated_at IS NULL
             AND coalesce(n.mail, $4)"#,
        project,
        user.0,
        topic,
        by_default
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| Reader {
        email: row.email,
        name: row.name,
        lang: row.lang.parse().unwrap_or_default(),
        project_name: row.project_name,
    }))
}
