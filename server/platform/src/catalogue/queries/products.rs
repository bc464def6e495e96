//! Reading products whole, and their cards.

use crate::{Result, Tx};
use model::{
    CategoryId, Currency, FileId, ProductId, Rate, SellerId,
    catalogue::{Addon, Package, PlannedMilestone, PricingKind, ProductStatus, ProductType},
    intake::IntakeField,
};
use sqlx::types::Json;
use uuid::Uuid;

/// A product, its offer, its seller's and its project's terms.
pub struct ProductRow {
    pub id: ProductId,
    pub seller_id: SellerId,
    pub category_id: CategoryId,
    pub kind: ProductType,
    pub status: ProductStatus,
    pub slug: String,
    pub name: String,
    pub summary: String,
    pub description: String,
    pub pricing: PricingKind,
    pub currency: Currency,
    pub price: i64,
    pub rate: Option<Rate>,
    pub quantity_min: Option<i64>,
    pub quantity_max: Option<i64>,
    pub quantity_step: Option<i64>,
    pub unit: String,
    pub delivery_days: i32,
    pub revisions: i32,
    pub auto_accept_days: Option<i32>,
    pub tags: Vec<String>,
    pub features: Json<Vec<String>>,
    pub intake: Json<Vec<IntakeField>>,
    pub milestone_plan: Json<Vec<PlannedMilestone>>,
    pub checklist: Json<Vec<String>>,
    pub language: String,
    pub location: String,
    pub seo_title: String,
    pub seo_description: String,
    pub cover_file_id: Option<FileId>,
    pub rating_sum: i64,
    pub rating_count: i64,
    pub sales_count: i64,
    pub version: i32,
    pub review_note: String,
    pub packages: Json<Vec<Package>>,
    pub addons: Json<Vec<Addon>>,
    pub seller_name: String,
    pub seller_slug: String,
    pub seller_status: String,
    pub seller_commission: Option<i32>,
    pub project_commission: i32,
    pub project_auto_accept: i32,
    pub review_products: bool,
}

pub async fn by_ids(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<ProductRow>> {
    select(tx, ids, None).await
}

pub async fn by_slug(tx: &mut Tx, slug: &str) -> Result<Option<ProductRow>> {
    Ok(select(tx, &[], Some(slug)).await?.pop())
}

async fn select(tx: &mut Tx, ids: &[Uuid], slug: Option<&str>) -> Result<Vec<ProductRow>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        ProductRow,
        r#"SELECT p.id AS "id: ProductId", p.seller_id AS "seller_id: SellerId", p.category_id AS "category_id: CategoryId",
            p.type AS "kind: ProductType", p.status AS "status: ProductStatus", p.slug, p.name, p.summary, p.description,
            p.pricing AS "pricing: PricingKind", p.currency AS "currency: Currency", p.price, p.rate AS "rate: Rate",
            p.quantity_min, p.quantity_max, p.quantity_step, p.unit, p.delivery_days, p.revisions, p.auto_accept_days, p.tags,
            p.features AS "features: Json<Vec<String>>", p.intake AS "intake: Json<Vec<IntakeField>>",
            p.milestone_plan AS "milestone_plan: Json<Vec<PlannedMilestone>>", p.checklist AS "checklist: Json<Vec<String>>",
            p.language, p.location, p.seo_title, p.seo_description, p.cover_file_id AS "cover_file_id: FileId",
            p.rating_sum, p.rating_count, p.sales_count, p.version, p.review_note,
            (SELECT coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'tier', k.tier, 'name', k.name, 'description', k.description,
                'price', k.price, 'delivery_days', k.delivery_days, 'revisions', k.revisions, 'features', k.features)
                ORDER BY array_position(ARRAY['basic', 'standard', 'premium'], k.tier)), '[]')
             FROM product_packages k WHERE k.project_id = p.project_id AND k.product_id = p.id) AS "packages!: Json<Vec<Package>>",
            (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'price', a.price, 'extra_days', a.extra_days)
                ORDER BY a.position, a.id), '[]')
             FROM product_addons a WHERE a.project_id = p.project_id AND a.product_id = p.id) AS "addons!: Json<Vec<Addon>>",
            s.business_name AS seller_name, s.slug AS seller_slug, s.status AS seller_status, s.commission_bps AS seller_commission,
            j.commission_bps AS project_commission, j.auto_accept_days AS project_auto_accept, j.review_products
        FROM products p
        JOIN sellers s ON s.project_id = p.project_id AND s.id = p.seller_id
        JOIN projects j ON j.id = p.project_id
        WHERE p.project_id = $1 AND (p.id = ANY($2) OR p.slug = $3)"#,
        project,
        ids,
        slug
    )
    .fetch_all(tx.conn())
    .await?)
}

/// What a card shows.
pub struct CardRow {
    pub id: ProductId,
    pub slug: String,
    pub name: String,
    pub summary: String,
    pub kind: ProductType,
    pub pricing: PricingKind,
    pub price: i64,
    pub currency: Currency,
    pub unit: String,
    pub delivery_days: i32,
    pub rating_sum: i64,
    pub rating_count: i64,
    pub sales_count: i64,
    pub cover_file_id: Option<FileId>,
    pub seller: String,
    pub seller_slug: String,
    pub verified: bool,
}

/// Cards of published products in the order of `ids`.
pub async fn cards(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<CardRow>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        CardRow,
        r#"SELECT p.id AS "id: ProductId", p.slug, p.name, p.summary, p.type AS "kind: ProductType",
            p.pricing AS "pricing: PricingKind", p.price, p.currency AS "currency: Currency", p.unit, p.delivery_days,
            p.rating_sum, p.rating_count, p.sales_count, p.cover_file_id AS "cover_file_id: FileId",
            s.business_name AS seller, s.slug AS seller_slug, s.verification_status = 'verified' AS "verified!"
        FROM products p
        JOIN sellers s ON s.project_id = p.project_id AND s.id = p.seller_id
        WHERE p.project_id = $1 AND p.id = ANY($2) AND p.status = 'published'
        ORDER BY array_position($2, p.id)"#,
        project,
        ids
    )
    .fetch_all(tx.conn())
    .await?)
}
