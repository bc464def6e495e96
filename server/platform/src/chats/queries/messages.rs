//! SQL of messages. First their numbers are picked, by key; then they are read, whole, by number.

use crate::{Result, Tx};
use model::{
    ChatId, Currency, MessageId, Moment, Money, Party, UserId,
    chats::{Message, MessageType, Quote, Reaction, Sender, excerpt},
    files::FileView,
    orders::TimelineEntry,
};
use sqlx::types::Json;
use uuid::Uuid;

/// The last `limit` numbers below `before`, oldest first.
pub async fn seqs_before(tx: &mut Tx, chat: ChatId, before: i64, limit: i64) -> Result<Vec<i64>> {
    let project = tx.project.0;
    let mut seqs = sqlx::query_scalar!(
        "SELECT seq FROM chat_messages WHERE project_id = $1 AND chat_id = $2 AND seq < $3 ORDER BY seq DESC LIMIT $4",
        project,
        chat.0,
        before,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    seqs.reverse();
    Ok(seqs)
}

/// The first `limit` numbers above `after`.
pub async fn seqs_after(tx: &mut Tx, chat: ChatId, after: i64, limit: i64) -> Result<Vec<i64>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        "SELECT seq FROM chat_messages WHERE project_id = $1 AND chat_id = $2 AND seq > $3 ORDER BY seq LIMIT $4",
        project,
        chat.0,
        after,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Messages up to `last` that changed after this version.
pub async fn seqs_changed(tx: &mut Tx, chat: ChatId, version: i64, limit: i64) -> Result<Vec<i64>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        "SELECT seq FROM chat_messages WHERE project_id = $1 AND chat_id = $2 AND version > $3 ORDER BY version LIMIT $4",
        project,
        chat.0,
        version,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The latest pin first.
pub async fn seqs_pinned(tx: &mut Tx, chat: ChatId) -> Result<Vec<i64>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        "SELECT seq FROM chat_messages WHERE project_id = $1 AND chat_id = $2 AND pinned_at IS NOT NULL ORDER BY pinned_at DESC, seq DESC",
        project,
        chat.0
    )
    .fetch_all(tx.conn())
    .await?)
}

struct Row {
    chat: ChatId,
    seq: i64,
    id: MessageId,
    client_id: Option<Uuid>,
    message_type: MessageType,
    sender: Option<UserId>,
    sender_name: Option<String>,
    side: Party,
    content: String,
    card: Option<Uuid>,
    reply_to: Option<i64>,
    reply_name: Option<String>,
    reply_content: Option<String>,
    reply_deleted: Option<bool>,
    pinned: bool,
    version: i64,
    created_at: Moment,
    edited_at: Option<Moment>,
    deleted_at: Option<Moment>,
    files: Option<Json<Vec<FileView>>>,
    reactions: Option<Json<Vec<Reaction>>>,
    event: Option<String>,
    event_at: Option<Moment>,
    event_party: Option<Party>,
    event_from: Option<String>,
    event_to: Option<String>,
    event_reason: Option<String>,
    event_milestone: Option<String>,
    event_amount: Option<i64>,
    currency: Option<Currency>,
}

/// These messages, whole, in the order asked for.
pub async fn read(tx: &mut Tx, which: &[(ChatId, i64)]) -> Result<Vec<Message>> {
    if which.is_empty() {
        return Ok(vec![]);
    }
    let project = tx.project.0;
    let chats: Vec<Uuid> = which.iter().map(|(chat, _)| chat.0).collect();
    let seqs: Vec<i64> = which.iter().map(|(_, seq)| *seq).collect();
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT m.chat_id as "chat: ChatId", m.seq, m.id as "id: MessageId", m.client_id, m.message_type as "message_type: MessageType",
            m.sender_id as "sender: UserId", u.name as "sender_name?", m.side as "side: Party", m.content, m.card_id as card, m.reply_to,
            coalesce(ru.name, '') as "reply_name?", left(r.content, 1000) as "reply_content?", (r.deleted_at IS NOT NULL) as "reply_deleted?",
            (m.pinned_at IS NOT NULL) as "pinned!", m.version, m.created_at, m.edited_at, m.deleted_at,
            (SELECT jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'content_type', f.content_type, 'size', f.size) ORDER BY a.position)
                FROM chat_attachments a JOIN files f ON f.project_id = a.project_id AND f.id = a.file_id
                WHERE a.project_id = m.project_id AND a.message_id = m.id) as "files?: Json<Vec<FileView>>",
            (SELECT jsonb_agg(jsonb_build_object('emoji', x.emoji, 'users', x.users) ORDER BY x.first, x.emoji)
                FROM (SELECT c.emoji, jsonb_agg(c.user_id ORDER BY c.created_at, c.user_id) AS users, min(c.created_at) AS first FROM chat_reactions c
                    WHERE c.project_id = m.project_id AND c.message_id = m.id GROUP BY c.emoji) x) as "reactions?: Json<Vec<Reaction>>",
            e.event as "event?", e.at as "event_at?", e.party as "event_party?: Party", e.from_status as event_from, e.to_status as event_to,
            e.reason as "event_reason?", e.data ->> 'milestone' as event_milestone, (e.data ->> 'amount')::bigint as event_amount,
            o.currency as "currency?: Currency"
           FROM unnest($2::uuid[], $3::bigint[]) WITH ORDINALITY AS w (chat, seq, place)
           JOIN chat_messages m ON m.project_id = $1 AND m.chat_id = w.chat AND m.seq = w.seq
           LEFT JOIN users u ON u.id = m.sender_id
           LEFT JOIN chat_messages r ON r.project_id = m.project_id AND r.chat_id = m.chat_id AND r.seq = m.reply_to
           LEFT JOIN users ru ON ru.id = r.sender_id
           LEFT JOIN order_events e ON e.project_id = m.project_id AND e.id = m.order_event_id
           LEFT JOIN orders o ON o.project_id = e.project_id AND o.id = e.order_id
           ORDER BY w.place"#,
        project,
        &chats,
        &seqs
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Message::from).collect())
}

/// These of one room.
pub async fn of_room(tx: &mut Tx, chat: ChatId, seqs: &[i64]) -> Result<Vec<Message>> {
    let which: Vec<(ChatId, i64)> = seqs.iter().map(|seq| (chat, *seq)).collect();
    read(tx, &which).await
}

pub async fn one(tx: &mut Tx, chat: ChatId, seq: i64) -> Result<Option<Message>> {
    Ok(read(tx, &[(chat, seq)]).await?.pop())
}

impl From<Row> for Message {
    fn from(row: Row) -> Self {
        let money = |minor| row.currency.map(|currency| Money::new(minor, currency));
        let event = match (row.event, row.event_at, row.event_party) {
            (Some(event), Some(at), Some(party)) => Some(TimelineEntry {
                at,
                who: row.sender_name.clone(),
                party,
                event,
                from: row.event_from,
                to: row.event_to,
                reason: row.event_reason.unwrap_or_default(),
                milestone: row.event_milestone,
                amount: row.event_amount.and_then(money),
            }),
            _ => None,
        };
        let reply = row.reply_to.map(|seq| Quote {
            seq,
            name: row.reply_name.unwrap_or_default(),
            excerpt: excerpt(row.reply_content.as_deref().unwrap_or_default(), 140),
            deleted: row.reply_deleted.unwrap_or_default(),
        });
        let (sender_name, side) = (row.sender_name, row.side);
        Self {
            id: row.id,
            chat: row.chat,
            seq: row.seq,
            client_id: row.client_id,
            message_type: row.message_type,
            sender: row.sender.map(|id| Sender { id, name: sender_name.unwrap_or_default(), side }),
            content: row.content,
            event,
            card: row.card,
            reply,
            files: row.files.map(|files| files.0).unwrap_or_default(),
            reactions: row.reactions.map(|reactions| reactions.0).unwrap_or_default(),
            pinned: row.pinned,
            version: row.version,
            created_at: row.created_at,
            edited_at: row.edited_at,
            deleted_at: row.deleted_at,
        }
    }
}
