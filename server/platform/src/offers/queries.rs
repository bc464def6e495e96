//! SQL of offers: rooms, single rows and their ends.

mod lists;

pub use lists::*;

use super::core::OfferRow;
use crate::{Result, Tx};
use model::{
    ChatId, Currency, Money, OfferId, OrderGroupId, OrderId, ProductId, ProjectId, SellerId, UserId,
    chats::ChatKind,
    offers::{OfferStatus, OfferStep, OfferTerms},
};
use sqlx::{Postgres, Transaction};

/// A room with two sides.
pub struct Room {
    pub kind: ChatKind,
    pub buyer: UserId,
    pub buyer_name: String,
    pub seller: SellerId,
    pub seller_name: String,
    /// What it is about, for the form's first choice.
    pub product: Option<ProductId>,
}

/// The room, if it has a client and a seller.
pub async fn room(tx: &mut Tx, chat: ChatId) -> Result<Option<Room>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Room,
        r#"SELECT c.kind as "kind: ChatKind", u.id as "buyer: UserId", u.name AS buyer_name, s.id as "seller: SellerId",
            s.business_name AS seller_name, c.gig_id as "product: ProductId"
           FROM chats c
           JOIN users u ON u.id = c.buyer_id
           JOIN sellers s ON s.project_id = c.project_id AND s.id = c.seller_id
           WHERE c.project_id = $1 AND c.id = $2 AND c.kind IN ('order', 'presale')"#,
        project,
        chat.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Of two offers sent at once into a room the second sees the first. Not by the room's row, which every message takes.
pub async fn hold_room(tx: &mut Tx, chat: ChatId) -> Result<()> {
    sqlx::query!(
        r#"SELECT pg_advisory_xact_lock(hashtextextended('offers ' || $1::uuid::text, 7)) AS "locked!: ()""#,
        chat.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(())
}

/// The row, locked until the transaction ends.
pub async fn lock_offer(tx: &mut Tx, offer: OfferId) -> Result<Option<OfferRow>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        OfferRow,
        r#"SELECT id as "id: OfferId", chat_id as "chat: ChatId", seller_id as "seller: SellerId", buyer_id as "buyer: UserId",
            product_id as "product: ProductId", version, status as "status: OfferStatus", title, description, currency as "currency: Currency",
            price, revisions, ask_intake, created_at, expires_at, group_id as "group: OrderGroupId"
           FROM custom_offers WHERE project_id = $1 AND id = $2 FOR NO KEY UPDATE"#,
        project,
        offer.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// What this person's page sent with this key before, and where.
pub async fn of_key(tx: &mut Tx, user: UserId, key: &str) -> Result<Option<(OfferId, ChatId)>> {
    let project = tx.project.0;
    let row = sqlx::query!(
        r#"SELECT id as "id: OfferId", chat_id as "chat: ChatId" FROM custom_offers
           WHERE project_id = $1 AND made_by = $2 AND idempotency_key = $3"#,
        project,
        user.0,
        key
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| (row.id, row.chat)))
}

/// Offers of the room that wait for an answer.
pub async fn count_open(tx: &mut Tx, chat: ChatId) -> Result<i64> {
    let (project, now) = (tx.project.0, tx.now);
    Ok(sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM custom_offers WHERE project_id = $1 AND chat_id = $2 AND status = 'sent' AND expires_at > $3"#,
        project,
        chat.0,
        now
    )
    .fetch_one(tx.conn())
    .await?)
}

/// An offer to be written.
pub struct NewOffer<'a> {
    pub id: OfferId,
    pub chat: ChatId,
    pub seller: SellerId,
    pub buyer: UserId,
    pub made_by: UserId,
    pub version: i32,
    pub replaces: Option<OfferId>,
    pub key: &'a str,
    pub terms: &'a OfferTerms,
}

pub async fn insert(tx: &mut Tx, new: &NewOffer<'_>) -> Result<()> {
    let (project, now, terms) = (tx.project.0, tx.now, new.terms);
    sqlx::query!(
        "INSERT INTO custom_offers (project_id, id, chat_id, seller_id, buyer_id, product_id, made_by, version, replaces, title, description,
            currency, price, revisions, ask_intake, idempotency_key, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
        project,
        new.id.0,
        new.chat.0,
        new.seller.0,
        new.buyer.0,
        terms.product.0,
        new.made_by.0,
        new.version,
        new.replaces.map(|id| id.0),
        terms.title,
        terms.description,
        terms.price.currency.code(),
        terms.price.minor,
        terms.revisions,
        terms.ask_intake,
        new.key,
        now,
        now + time::Duration::days(terms.valid_days)
    )
    .execute(tx.conn())
    .await?;
    let titles: Vec<String> = terms.steps.iter().map(|step| step.title.clone()).collect();
    let amounts: Vec<i64> = terms.steps.iter().map(|step| step.amount.minor).collect();
    let days: Vec<i32> = terms.steps.iter().map(|step| step.days).collect();
    sqlx::query!(
        "INSERT INTO custom_offer_milestones (project_id, offer_id, position, title, amount, days)
         SELECT $1, $2, (x.n - 1)::int, x.title, x.amount, x.days
         FROM unnest($3::text[], $4::bigint[], $5::int[]) WITH ORDINALITY AS x(title, amount, days, n)",
        project,
        new.id.0,
        &titles,
        &amounts,
        &days
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Its parts, in order.
pub async fn steps(tx: &mut Tx, offer: OfferId, currency: Currency) -> Result<Vec<OfferStep>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        "SELECT title, amount, days FROM custom_offer_milestones WHERE project_id = $1 AND offer_id = $2 ORDER BY position",
        project,
        offer.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| OfferStep { title: row.title, amount: Money::new(row.amount, currency), days: row.days })
        .collect())
}

/// Ends an open offer without an order. The database refuses to end one twice.
pub async fn decide(tx: &mut Tx, offer: OfferId, status: OfferStatus, reason: &str) -> Result<()> {
    let (project, now, user) = (tx.project.0, tx.now, tx.user.map(|user| user.0));
    sqlx::query!(
        "UPDATE custom_offers SET status = $3, reason = $4, decided_at = $5, decided_by = $6 WHERE project_id = $1 AND id = $2",
        project,
        offer.0,
        status.as_str(),
        reason,
        now,
        user
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The checkout and the order that it became.
pub async fn accept(tx: &mut Tx, offer: OfferId, group: OrderGroupId, order: OrderId) -> Result<()> {
    let (project, now, user) = (tx.project.0, tx.now, tx.user.map(|user| user.0));
    sqlx::query!(
        "UPDATE custom_offers SET status = 'accepted', group_id = $3, order_id = $4, decided_at = $5, decided_by = $6
         WHERE project_id = $1 AND id = $2",
        project,
        offer.0,
        group.0,
        order.0,
        now,
        user
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn is_cancelled(tx: &mut Tx, group: OrderGroupId) -> Result<bool> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT status = 'cancelled' AS "cancelled!" FROM order_groups WHERE project_id = $1 AND id = $2"#,
        project,
        group.0
    )
    .fetch_one(tx.conn())
    .await?)
}

pub struct DueOffer {
    pub project: ProjectId,
    pub offer: OfferId,
}

/// Open offers of all projects whose time has passed.
pub async fn due(operator: &mut Transaction<'_, Postgres>, now: model::Moment, most: i64) -> Result<Vec<DueOffer>> {
    Ok(sqlx::query_as!(
        DueOffer,
        r#"SELECT project_id as "project: ProjectId", id as "offer: OfferId" FROM custom_offers
           WHERE status = 'sent' AND expires_at <= $1 ORDER BY expires_at LIMIT $2"#,
        now,
        most
    )
    .fetch_all(&mut **operator)
    .await?)
}
