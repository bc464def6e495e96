//! SQL of the storefront's pages and of the lists.

use super::products::ProductRow;
use crate::{Result, Tx};
use model::{
    CategoryId, FileId, Moment, Problem, ProductId, SellerId,
    catalogue::{Crumb, Picture, Rating, SellerFace},
    problem::Text,
};
use uuid::Uuid;

/// The first page's figures and shelves.
pub struct Shelves {
    pub tagline: String,
    pub products: i64,
    pub sellers: i64,
    pub completed: i64,
    pub popular: Vec<ProductId>,
    pub newest: Vec<ProductId>,
}

pub async fn shelves(tx: &mut Tx, size: i64) -> Result<Shelves> {
    let project = tx.project.0;
    let row = sqlx::query!(
        r#"SELECT j.tagline,
            (SELECT count(*) FROM products WHERE project_id = $1 AND status = 'published') AS "products!",
            (SELECT count(*) FROM sellers WHERE project_id = $1 AND status = 'open') AS "sellers!",
            (SELECT coalesce(sum(completed_orders), 0)::bigint FROM sellers WHERE project_id = $1) AS "completed!",
            ARRAY(SELECT id FROM products WHERE project_id = $1 AND status = 'published' ORDER BY sales_count DESC, id LIMIT $2) AS "popular!",
            ARRAY(SELECT id FROM products WHERE project_id = $1 AND status = 'published' ORDER BY published_at DESC, id LIMIT $2) AS "newest!"
        FROM projects j WHERE j.id = $1"#,
        project,
        size
    )
    .fetch_one(tx.conn())
    .await?;
    let ids = |ids: Vec<Uuid>| ids.into_iter().map(ProductId).collect();
    Ok(Shelves {
        tagline: row.tagline,
        products: row.products,
        sellers: row.sellers,
        completed: row.completed,
        popular: ids(row.popular),
        newest: ids(row.newest),
    })
}

/// The categories from the top to this one.
pub async fn path(tx: &mut Tx, category: CategoryId) -> Result<Vec<Crumb>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"WITH RECURSIVE up AS (
            SELECT id, parent_id, slug, name_en, name_de, 0 AS height FROM categories WHERE project_id = $1 AND id = $2
            UNION ALL
            SELECT c.id, c.parent_id, c.slug, c.name_en, c.name_de, u.height + 1
            FROM up u JOIN categories c ON c.project_id = $1 AND c.id = u.parent_id WHERE u.height < 8)
        SELECT slug AS "slug!", name_en AS "en!", name_de AS "de!" FROM up ORDER BY height DESC"#,
        project,
        category.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| Crumb { slug: row.slug, name: Text { en: row.en, de: row.de } }).collect())
}

/// The gallery without the cover.
pub async fn pictures(tx: &mut Tx, product: ProductId) -> Result<Vec<Picture>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT m.file_id AS "file: FileId", m.alt FROM product_media m
        WHERE m.project_id = $1 AND m.product_id = $2 ORDER BY m.position, m.file_id"#,
        project,
        product.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Picture { url: model::catalogue::cover_url("", Some(row.file)), alt: row.alt })
        .collect())
}

/// Published products like this one: the same category first, then shared tags, then what sells.
pub async fn related(tx: &mut Tx, product: &ProductRow, size: i64) -> Result<Vec<ProductId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT p.id AS "id: ProductId" FROM products p
        WHERE p.project_id = $1 AND p.status = 'published' AND p.id <> $2 AND (p.category_id = $3 OR p.tags && $4 OR p.seller_id = $5)
        ORDER BY p.category_id = $3 DESC, cardinality(ARRAY(SELECT unnest(p.tags) INTERSECT SELECT unnest($4))) DESC, p.sales_count DESC, p.id
        LIMIT $6"#,
        project,
        product.id.0,
        product.category_id.0,
        &product.tags,
        product.seller_id.0,
        size
    )
    .fetch_all(tx.conn())
    .await?)
}

struct SellerRow {
    id: SellerId,
    slug: String,
    name: String,
    bio: String,
    verified: bool,
    country: String,
    languages: Vec<String>,
    rating_sum: i64,
    rating_count: i64,
    completed: i64,
    since: Moment,
}

impl From<SellerRow> for SellerFace {
    fn from(row: SellerRow) -> Self {
        Self {
            id: row.id,
            slug: row.slug,
            name: row.name,
            bio: row.bio,
            verified: row.verified,
            country: row.country,
            languages: row.languages,
            rating: Rating { sum: row.rating_sum, count: row.rating_count },
            completed: row.completed,
            since: row.since,
        }
    }
}

pub async fn seller_by_id(tx: &mut Tx, id: SellerId) -> Result<SellerFace> {
    Ok(seller(tx, Some(id.0), None).await?.ok_or(Problem::NotFound)?)
}

/// Only open sellers have a public page.
pub async fn seller_by_slug(tx: &mut Tx, slug: &str) -> Result<Option<SellerFace>> {
    seller(tx, None, Some(slug)).await
}

async fn seller(tx: &mut Tx, id: Option<Uuid>, slug: Option<&str>) -> Result<Option<SellerFace>> {
    let project = tx.project.0;
    let row = sqlx::query_as!(
        SellerRow,
        r#"SELECT id AS "id: SellerId", slug, business_name AS name, bio, verification_status = 'verified' AS "verified!", country, languages,
            rating_sum, rating_count, completed_orders AS completed, created_at AS since
        FROM sellers WHERE project_id = $1 AND (id = $2 OR (slug = $3 AND status = 'open'))"#,
        project,
        id,
        slug
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(SellerFace::from))
}

pub async fn seller_products(tx: &mut Tx, seller: SellerId) -> Result<Vec<ProductId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT id AS "id: ProductId" FROM products WHERE project_id = $1 AND seller_id = $2 AND status = 'published'
        ORDER BY sales_count DESC, id LIMIT 60"#,
        project,
        seller.0
    )
    .fetch_all(tx.conn())
    .await?)
}
