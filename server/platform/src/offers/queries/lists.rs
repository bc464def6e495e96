//! SQL of what the card, the page and the seller's form show.

use crate::{Result, Tx};
use model::{
    ChatId, Currency, Moment, Money, OfferId, OrderGroupId, OrderId, ProductId, SellerId, UserId,
    checkout::GroupStatus,
    intake::IntakeField,
    offers::{OfferProduct, OfferStatus, OfferVersion},
    orders::OrderStatus,
};
use sqlx::types::Json;

/// An offer with the names around it.
pub struct Shown {
    pub id: OfferId,
    pub chat: ChatId,
    pub version: i32,
    pub status: OfferStatus,
    pub title: String,
    pub description: String,
    pub product: ProductId,
    pub product_slug: String,
    pub product_name: String,
    pub seller: SellerId,
    pub seller_slug: String,
    pub seller_name: String,
    pub buyer: UserId,
    pub buyer_name: String,
    pub currency: Currency,
    pub price: i64,
    pub revisions: i32,
    pub ask_intake: bool,
    pub created_at: Moment,
    pub expires_at: Moment,
    pub decided_at: Option<Moment>,
    pub reason: String,
    pub replaced_by: Option<OfferId>,
    pub order: Option<OrderId>,
    pub order_number: Option<String>,
    pub order_status: Option<OrderStatus>,
    pub group: Option<OrderGroupId>,
    pub group_status: Option<GroupStatus>,
}

pub async fn shown(tx: &mut Tx, offer: OfferId) -> Result<Option<Shown>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Shown,
        r#"SELECT c.id as "id: OfferId", c.chat_id as "chat: ChatId", c.version, c.status as "status: OfferStatus", c.title, c.description,
            c.product_id as "product: ProductId", p.slug AS product_slug, p.name AS product_name,
            c.seller_id as "seller: SellerId", s.slug AS seller_slug, s.business_name AS seller_name,
            c.buyer_id as "buyer: UserId", u.name AS buyer_name, c.currency as "currency: Currency", c.price, c.revisions, c.ask_intake,
            c.created_at, c.expires_at, c.decided_at, c.reason,
            (SELECT n.id FROM custom_offers n WHERE n.project_id = c.project_id AND n.replaces = c.id) as "replaced_by: OfferId",
            o.id as "order?: OrderId", o.number as "order_number?", o.status as "order_status?: OrderStatus",
            g.id as "group?: OrderGroupId", g.status as "group_status?: GroupStatus"
           FROM custom_offers c
           JOIN products p ON p.project_id = c.project_id AND p.id = c.product_id
           JOIN sellers s ON s.project_id = c.project_id AND s.id = c.seller_id
           JOIN users u ON u.id = c.buyer_id
           LEFT JOIN orders o ON o.project_id = c.project_id AND o.id = c.order_id
           LEFT JOIN order_groups g ON g.project_id = c.project_id AND g.id = c.group_id
           WHERE c.project_id = $1 AND c.id = $2"#,
        project,
        offer.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// All versions of the offer that this one belongs to, oldest first.
pub async fn versions(tx: &mut Tx, offer: OfferId) -> Result<Vec<(OfferVersion, Moment)>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"WITH RECURSIVE before AS (
                SELECT id, replaces FROM custom_offers WHERE project_id = $1 AND id = $2
                UNION ALL
                SELECT c.id, c.replaces FROM custom_offers c JOIN before b ON c.project_id = $1 AND c.id = b.replaces),
            after AS (
                SELECT id FROM custom_offers WHERE project_id = $1 AND replaces = $2
                UNION ALL
                SELECT c.id FROM custom_offers c JOIN after a ON c.project_id = $1 AND c.replaces = a.id)
           SELECT c.id as "id: OfferId", c.version, c.status as "status: OfferStatus", c.price, c.currency as "currency: Currency", c.created_at, c.expires_at
           FROM custom_offers c WHERE c.project_id = $1 AND (c.id IN (SELECT id FROM before) OR c.id IN (SELECT id FROM after))
           ORDER BY c.version"#,
        project,
        offer.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let version = OfferVersion {
                id: row.id,
                version: row.version,
                status: row.status,
                price: Money::new(row.price, row.currency),
                sent_at: row.created_at,
            };
            (version, row.expires_at)
        })
        .collect())
}

/// Products of the seller that are for sale in this currency; the seller must be open.
pub async fn products(tx: &mut Tx, seller: SellerId, currency: Currency) -> Result<Vec<OfferProduct>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT p.id as "id: ProductId", p.name, p.intake as "intake: Json<Vec<IntakeField>>"
           FROM products p JOIN sellers s ON s.project_id = p.project_id AND s.id = p.seller_id
           WHERE p.project_id = $1 AND p.seller_id = $2 AND p.currency = $3 AND p.status = 'published' AND s.status = 'open'
           ORDER BY p.name, p.id LIMIT 200"#,
        project,
        seller.0,
        currency.code()
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| OfferProduct { id: row.id, name: row.name, questions: row.intake.0.len() }).collect())
}

/// The currency that the room's product has, else the seller's newest, else the project's.
pub async fn currency(tx: &mut Tx, seller: SellerId, product: Option<ProductId>) -> Result<Currency> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT coalesce(
            (SELECT p.currency FROM products p WHERE p.project_id = $1 AND p.seller_id = $2 AND p.id = $3),
            (SELECT p.currency FROM products p WHERE p.project_id = $1 AND p.seller_id = $2 AND p.status = 'published' ORDER BY p.id DESC LIMIT 1),
            (SELECT j.default_currency FROM projects j WHERE j.id = $1)) as "currency!: Currency""#,
        project,
        seller.0,
        product.map(|id| id.0)
    )
    .fetch_one(tx.conn())
    .await?)
}
