//! SQL of rooms. Lists pick ids by key; then the lines are read, each with what the viewer is in it. A room in which they
//! are nothing is not there.

use super::super::Viewer;
use crate::{Result, Tx};
use model::{
    ChatId, Moment, OrderId, Party, ProductId, SellerId, UserId,
    chats::{ChatFilter, ChatKind, ChatPerson, ChatStatus},
    orders::OrderStatus,
};
use uuid::Uuid;

/// A room and what the viewer is in it.
pub struct Room {
    pub id: ChatId,
    pub kind: ChatKind,
    pub status: ChatStatus,
    pub title: String,
    pub buyer: Option<UserId>,
    pub buyer_name: Option<String>,
    pub seller: Option<SellerId>,
    pub seller_name: Option<String>,
    pub seller_slug: Option<String>,
    pub order: Option<OrderId>,
    pub order_number: Option<String>,
    pub order_status: Option<OrderStatus>,
    pub product: Option<ProductId>,
    pub product_slug: Option<String>,
    pub product_name: Option<String>,
    pub last_seq: i64,
    pub last_said: i64,
    pub version: i64,
    pub last_at: Moment,
    pub side: Party,
    pub read: i64,
    pub read_said: i64,
    pub blocked_by_client: bool,
    pub blocked_by_seller: bool,
}

pub async fn lines(tx: &mut Tx, viewer: &Viewer, chats: &[ChatId]) -> Result<Vec<Room>> {
    let project = tx.project.0;
    let chats: Vec<Uuid> = chats.iter().map(|chat| chat.0).collect();
    Ok(sqlx::query_as!(
        Room,
        r#"SELECT c.id as "id: ChatId", c.kind as "kind: ChatKind", c.status as "status: ChatStatus",
            coalesce(o.title, nullif(c.title, ''), p.name, '') as "title!", c.buyer_id as "buyer: UserId", b.name as "buyer_name?",
            c.seller_id as "seller: SellerId", s.business_name as "seller_name?", s.slug as "seller_slug?", c.order_id as "order: OrderId",
            o.number as "order_number?", o.status as "order_status?: OrderStatus", c.gig_id as "product: ProductId", p.slug as "product_slug?",
            p.name as "product_name?", c.last_seq, c.last_said, c.version, c.last_at, mine.side as "side!: Party",
            coalesce(m.last_read_seq, 0) as "read!", coalesce(m.read_said, 0) as "read_said!",
            EXISTS (SELECT FROM chat_blocks x WHERE x.project_id = c.project_id AND x.buyer_id = c.buyer_id AND x.seller_id = c.seller_id AND x.side = 'client') as "blocked_by_client!",
            EXISTS (SELECT FROM chat_blocks x WHERE x.project_id = c.project_id AND x.buyer_id = c.buyer_id AND x.seller_id = c.seller_id AND x.side = 'seller') as "blocked_by_seller!"
           FROM unnest($2::uuid[]) WITH ORDINALITY AS w (chat, place)
           JOIN chats c ON c.project_id = $1 AND c.id = w.chat
           CROSS JOIN LATERAL (SELECT chat_side(c, $3, $4) AS side) mine
           LEFT JOIN orders o ON o.project_id = c.project_id AND o.id = c.order_id
           LEFT JOIN products p ON p.project_id = c.project_id AND p.id = c.gig_id
           LEFT JOIN sellers s ON s.project_id = c.project_id AND s.id = c.seller_id
           LEFT JOIN users b ON b.id = c.buyer_id
           LEFT JOIN chat_members m ON m.project_id = c.project_id AND m.chat_id = c.id AND m.user_id = $3
           WHERE mine.side IS NOT NULL
           ORDER BY w.place"#,
        project,
        &chats,
        viewer.id.0,
        viewer.oversees
    )
    .fetch_all(tx.conn())
    .await?)
}

/// A place in a list.
pub struct Place {
    pub id: ChatId,
    pub last_at: Moment,
}

/// One page and one more. A room that an unpaid order made, and in which nobody has written, is not listed.
pub async fn list(
    tx: &mut Tx,
    viewer: &Viewer,
    filter: ChatFilter,
    after: Option<(Moment, Uuid)>,
    limit: i64,
) -> Result<Vec<Place>> {
    match filter.side {
        Party::Client => of_client(tx, viewer, filter, after, limit).await,
        Party::Seller => of_seller(tx, viewer, filter, after, limit).await,
        Party::Staff | Party::System => of_staff(tx, viewer, filter, after, limit).await,
    }
}

async fn of_client(
    tx: &mut Tx,
    viewer: &Viewer,
    filter: ChatFilter,
    after: Option<(Moment, Uuid)>,
    limit: i64,
) -> Result<Vec<Place>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Place,
        r#"SELECT c.id as "id: ChatId", c.last_at FROM chats c
           LEFT JOIN orders o ON o.project_id = c.project_id AND o.id = c.order_id
           LEFT JOIN chat_members m ON m.project_id = c.project_id AND m.chat_id = c.id AND m.user_id = $2
           WHERE c.project_id = $1 AND c.buyer_id = $2 AND (c.status = 'archived') = $3
             AND (NOT $4 OR c.last_said > coalesce(m.read_said, 0))
             AND (c.kind <> 'order' OR c.last_said > 0 OR o.paid_at IS NOT NULL)
             AND ($5::timestamptz IS NULL OR (c.last_at, c.id) < ($5, $6::uuid))
           ORDER BY c.last_at DESC, c.id DESC LIMIT $7"#,
        project,
        viewer.id.0,
        filter.archived,
        filter.unread,
        after.map(|(at, _)| at),
        after.map(|(_, id)| id),
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

async fn of_seller(
    tx: &mut Tx,
    viewer: &Viewer,
    filter: ChatFilter,
    after: Option<(Moment, Uuid)>,
    limit: i64,
) -> Result<Vec<Place>> {
    let project = tx.project.0;
    let sellers: Vec<Uuid> = viewer.sellers.iter().map(|seller| seller.0).collect();
    Ok(sqlx::query_as!(
        Place,
        r#"SELECT c.id as "id: ChatId", c.last_at FROM chats c
           LEFT JOIN orders o ON o.project_id = c.project_id AND o.id = c.order_id
           LEFT JOIN chat_members m ON m.project_id = c.project_id AND m.chat_id = c.id AND m.user_id = $2
           WHERE c.project_id = $1 AND c.seller_id = ANY ($8) AND c.buyer_id IS DISTINCT FROM $2 AND (c.status = 'archived') = $3
             AND (NOT $4 OR c.last_said > coalesce(m.read_said, 0))
             AND (c.kind <> 'order' OR c.last_said > 0 OR o.paid_at IS NOT NULL)
             AND ($5::timestamptz IS NULL OR (c.last_at, c.id) < ($5, $6::uuid))
           ORDER BY c.last_at DESC, c.id DESC LIMIT $7"#,
        project,
        viewer.id.0,
        filter.archived,
        filter.unread,
        after.map(|(at, _)| at),
        after.map(|(_, id)| id),
        limit,
        &sellers
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Staff rooms they are in, and rooms of orders in which they have written as the project.
async fn of_staff(
    tx: &mut Tx,
    viewer: &Viewer,
    filter: ChatFilter,
    after: Option<(Moment, Uuid)>,
    limit: i64,
) -> Result<Vec<Place>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Place,
        r#"SELECT c.id as "id: ChatId", c.last_at FROM chat_members m
           JOIN chats c ON c.project_id = m.project_id AND c.id = m.chat_id
           WHERE m.project_id = $1 AND m.user_id = $2 AND chat_side(c, $2, $8) = 'staff' AND (c.status = 'archived') = $3
             AND (NOT $4 OR c.last_said > m.read_said)
             AND ($5::timestamptz IS NULL OR (c.last_at, c.id) < ($5, $6::uuid))
           ORDER BY c.last_at DESC, c.id DESC LIMIT $7"#,
        project,
        viewer.id.0,
        filter.archived,
        filter.unread,
        after.map(|(at, _)| at),
        after.map(|(_, id)| id),
        limit,
        viewer.oversees
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn of_order(tx: &mut Tx, viewer: &Viewer, order: OrderId) -> Result<Option<ChatId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT c.id as "id: ChatId" FROM chats c WHERE c.project_id = $1 AND c.order_id = $2 AND chat_side(c, $3, $4) IS NOT NULL"#,
        project,
        order.0,
        viewer.id.0,
        viewer.oversees
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Both sides' people, and whoever else has read or written there.
pub async fn people(tx: &mut Tx, chat: ChatId) -> Result<Vec<ChatPerson>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        ChatPerson,
        r#"SELECT u.id as "id: UserId", u.name, coalesce(chat_side(c, u.id, true), 'staff') as "side!: Party", coalesce(m.last_read_seq, 0) as "read!"
           FROM chats c
           CROSS JOIN LATERAL (SELECT unnest(chat_people(c)) AS person
               UNION SELECT x.user_id FROM chat_members x WHERE x.project_id = c.project_id AND x.chat_id = c.id) p
           JOIN users u ON u.id = p.person
           LEFT JOIN chat_members m ON m.project_id = c.project_id AND m.chat_id = c.id AND m.user_id = u.id
           WHERE c.project_id = $1 AND c.id = $2 ORDER BY u.name, u.id"#,
        project,
        chat.0
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn count_pins(tx: &mut Tx, chat: ChatId) -> Result<i64> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT count(*) as "n!" FROM chat_messages WHERE project_id = $1 AND chat_id = $2 AND pinned_at IS NOT NULL"#,
        project,
        chat.0
    )
    .fetch_one(tx.conn())
    .await?)
}

/// The place of somebody who has read up to here, unless they were further. Staff who only look in leave no trace. `None`:
/// nothing changed.
pub async fn mark_read(tx: &mut Tx, viewer: &Viewer, chat: ChatId, seq: i64) -> Result<Option<i64>> {
    let (project, now) = (tx.project.0, tx.now);
    Ok(sqlx::query_scalar!(
        "INSERT INTO chat_members AS k (project_id, chat_id, user_id, last_read_seq, read_said, last_read_at, joined_at)
         SELECT m.project_id, m.chat_id, $3, m.seq, m.said, $5, $5
         FROM chats c JOIN chat_messages m ON m.project_id = c.project_id AND m.chat_id = c.id AND m.seq = least($4, c.last_seq)
         WHERE c.project_id = $1 AND c.id = $2
           AND (c.kind = 'staff' OR chat_side(c, $3, false) IS NOT NULL
                OR EXISTS (SELECT FROM chat_members x WHERE x.project_id = c.project_id AND x.chat_id = c.id AND x.user_id = $3))
         ON CONFLICT (project_id, chat_id, user_id) DO UPDATE
            SET last_read_seq = excluded.last_read_seq, read_said = excluded.read_said, last_read_at = excluded.last_read_at
            WHERE k.last_read_seq < excluded.last_read_seq
         RETURNING last_read_seq",
        project,
        chat.0,
        viewer.id.0,
        seq,
        now
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Up to 1,000; archived rooms are quiet.
pub async fn unread_total(tx: &mut Tx, viewer: &Viewer) -> Result<u32> {
    let project = tx.project.0;
    let total = sqlx::query_scalar!(
        r#"SELECT least(1000, coalesce(sum(c.last_said - m.read_said), 0))::bigint as "n!"
           FROM chat_members m JOIN chats c ON c.project_id = m.project_id AND c.id = m.chat_id
           WHERE m.project_id = $1 AND m.user_id = $2 AND c.last_said > m.read_said AND c.status = 'active'
             AND chat_side(c, $2, $3) IS NOT NULL"#,
        project,
        viewer.id.0,
        viewer.oversees
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(u32::try_from(total).unwrap_or(1_000))
}
