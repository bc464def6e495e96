//! SQL of making rooms, of who is on their sides, and of blocks.

use crate::{Result, Tx};
use model::{
    ChatId, MessageId, OrderId, Party, ProductId, SellerId, UserId,
    chats::{ChatPerson, ChatStatus},
};
use uuid::Uuid;

pub async fn insert_order_room(tx: &mut Tx, chat: ChatId, order: OrderId) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "INSERT INTO chats (project_id, id, kind, buyer_id, seller_id, gig_id, order_id, last_at, created_by, created_at, updated_at)
         SELECT o.project_id, $2, 'order', o.buyer_id, o.seller_id,
            (SELECT i.product_id FROM order_items i WHERE i.project_id = o.project_id AND i.order_id = o.id ORDER BY i.position LIMIT 1),
            o.id, $4, o.buyer_id, $4, $4
         FROM orders o WHERE o.project_id = $1 AND o.id = $3
         ON CONFLICT DO NOTHING",
        project,
        chat.0,
        order.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn room_of_order(tx: &mut Tx, order: OrderId) -> Result<Option<ChatId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT id as "id: ChatId" FROM chats WHERE project_id = $1 AND order_id = $2"#,
        project,
        order.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The event as the room's next message; nobody's unread. `None`: there is no room yet.
pub async fn say_event(
    tx: &mut Tx,
    order: OrderId,
    message: MessageId,
    event: i64,
    party: Party,
) -> Result<Option<ChatId>> {
    let (project, now, user) = (tx.project.0, tx.now, tx.user.map(|user| user.0));
    Ok(sqlx::query_scalar!(
        r#"WITH room AS (
            UPDATE chats SET last_seq = last_seq + 1, last_at = greatest(last_at, $6), updated_at = $6
            WHERE project_id = $1 AND order_id = $2 RETURNING id, last_seq, last_said),
        who AS (SELECT m.user_id FROM project_members m WHERE m.project_id = $1 AND m.user_id = $5)
        INSERT INTO chat_messages (project_id, chat_id, seq, id, sender_id, side, message_type, order_event_id, said, created_at, updated_at)
        SELECT $1, room.id, room.last_seq, $3, (SELECT user_id FROM who),
            CASE WHEN EXISTS (SELECT FROM who) THEN $7 ELSE 'system' END, 'system', $4, room.last_said, $6, $6
        FROM room RETURNING chat_id as "chat: ChatId""#,
        project,
        order.0,
        message.0,
        event,
        user,
        now,
        party.as_str()
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// A published product of an open seller, and whether the person works for that seller.
pub struct Asked {
    pub seller: SellerId,
    pub name: String,
    pub own: bool,
}

pub async fn asked(tx: &mut Tx, user: UserId, product: ProductId) -> Result<Option<Asked>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Asked,
        r#"SELECT p.seller_id as "seller: SellerId", p.name,
            (s.user_id = $3 OR EXISTS (SELECT FROM seller_members m WHERE m.project_id = s.project_id AND m.seller_id = s.id AND m.user_id = $3)) as "own!"
           FROM products p JOIN sellers s ON s.project_id = p.project_id AND s.id = p.seller_id
           WHERE p.project_id = $1 AND p.id = $2 AND p.status = 'published' AND s.status = 'open'"#,
        project,
        product.0,
        user.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn question_about(tx: &mut Tx, user: UserId, product: ProductId) -> Result<Option<ChatId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT id as "id: ChatId" FROM chats WHERE project_id = $1 AND kind = 'presale' AND buyer_id = $2 AND gig_id = $3"#,
        project,
        user.0,
        product.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Rooms that somebody opened as a buyer since yesterday.
pub async fn questions_today(tx: &mut Tx, user: UserId) -> Result<i64> {
    let (project, since) = (tx.project.0, tx.now - time::Duration::days(1));
    Ok(sqlx::query_scalar!(
        r#"SELECT count(*) as "n!" FROM chats WHERE project_id = $1 AND kind = 'presale' AND buyer_id = $2 AND created_at > $3"#,
        project,
        user.0,
        since
    )
    .fetch_one(tx.conn())
    .await?)
}

/// `false`: there is one already.
pub async fn insert_question(
    tx: &mut Tx,
    chat: ChatId,
    user: UserId,
    seller: SellerId,
    product: ProductId,
) -> Result<bool> {
    let (project, now) = (tx.project.0, tx.now);
    Ok(sqlx::query!(
        "INSERT INTO chats (project_id, id, kind, buyer_id, seller_id, gig_id, last_at, created_by, created_at, updated_at)
         VALUES ($1, $2, 'presale', $3, $4, $5, $6, $3, $6, $6) ON CONFLICT DO NOTHING",
        project,
        chat.0,
        user.0,
        seller.0,
        product.0,
        now
    )
    .execute(tx.conn())
    .await?
    .rows_affected()
        > 0)
}

pub async fn insert_staff_room(tx: &mut Tx, chat: ChatId, title: &str, by: UserId, people: &[UserId]) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    let people: Vec<Uuid> = people.iter().map(|user| user.0).collect();
    sqlx::query!(
        "INSERT INTO chats (project_id, id, kind, title, last_at, created_by, created_at, updated_at)
         VALUES ($1, $2, 'staff', $3, $5, $4, $5, $5)",
        project,
        chat.0,
        title,
        by.0,
        now
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "INSERT INTO chat_members (project_id, chat_id, user_id, joined_at) SELECT $1, $2, person, $4 FROM unnest($3::uuid[]) AS person",
        project,
        chat.0,
        &people,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The project's staff without the caller.
pub async fn staff(tx: &mut Tx, roles: &[String], without: UserId) -> Result<Vec<ChatPerson>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        ChatPerson,
        r#"SELECT u.id as "id: UserId", u.name, 'staff' as "side!: Party", 0::bigint as "read!"
           FROM project_members m JOIN users u ON u.id = m.user_id
           WHERE m.project_id = $1 AND m.deactivated_at IS NULL AND m.roles && $2::text[] AND m.user_id <> $3
           ORDER BY u.name, u.id LIMIT 500"#,
        project,
        roles,
        without.0
    )
    .fetch_all(tx.conn())
    .await?)
}

/// `false`: it was like that already.
pub async fn set_status(tx: &mut Tx, chat: ChatId, status: ChatStatus) -> Result<bool> {
    let (project, now) = (tx.project.0, tx.now);
    Ok(sqlx::query!(
        "UPDATE chats SET status = $3, updated_at = $4 WHERE project_id = $1 AND id = $2 AND status <> $3",
        project,
        chat.0,
        status.as_str(),
        now
    )
    .execute(tx.conn())
    .await?
    .rows_affected()
        > 0)
}

pub async fn block(tx: &mut Tx, buyer: UserId, seller: SellerId, side: Party, by: UserId) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "INSERT INTO chat_blocks (project_id, buyer_id, seller_id, side, blocked_by, created_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        project,
        buyer.0,
        seller.0,
        side.as_str(),
        by.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn unblock(tx: &mut Tx, buyer: UserId, seller: SellerId, side: Party) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        "DELETE FROM chat_blocks WHERE project_id = $1 AND buyer_id = $2 AND seller_id = $3 AND side = $4",
        project,
        buyer.0,
        seller.0,
        side.as_str()
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Whether one side does not take messages of the other.
pub async fn is_blocked(tx: &mut Tx, buyer: UserId, seller: SellerId) -> Result<bool> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM chat_blocks WHERE project_id = $1 AND buyer_id = $2 AND seller_id = $3) as "is!""#,
        project,
        buyer.0,
        seller.0
    )
    .fetch_one(tx.conn())
    .await?)
}
