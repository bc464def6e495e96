//! SQL of the storefront's pages and of the lists.

use super::products::ProductRow;
use crate::{Result, Tx, catalogue::cover};
use model::{
    CategoryId, Currency, FileId, Moment, Page, Problem, ProductId, SellerId,
    catalogue::{Crumb, Picture, PricingKind, ProductStatus, ProductType, Rating, Review, SellerFace},
    problem::Text,
    text,
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

/// A buyer's name as the public sees it: "Ada L."
fn public_name(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or("–");
    match words.last().and_then(|last| last.chars().next()) {
        Some(initial) => format!("{first} {initial}."),
        None => first.to_owned(),
    }
}

/// A buyer's ratings of one order are one review. The cursor is the order's id: orders are made in the order of time.
pub async fn reviews(tx: &mut Tx, product: ProductId, after: Option<&str>, limit: u32) -> Result<Page<Review>> {
    let project = tx.project.0;
    let after: Option<Uuid> = after.and_then(|after| after.parse().ok());
    let rows = sqlx::query!(
        r#"SELECT f.order_id, u.name AS author, round(avg(f.rating))::bigint AS "stars!", p.name AS product,
            coalesce(string_agg(nullif(f.comment, ''), E'\n' ORDER BY f.id), '') AS "comment!",
            coalesce(max(nullif(f.seller_reply, '')), '') AS "reply!", max(f.created_at) AS "at!"
        FROM delivery_feedback f
        JOIN users u ON u.id = f.user_id
        JOIN products p ON p.project_id = f.project_id AND p.id = f.product_id
        WHERE f.project_id = $1 AND f.product_id = $2 AND ($3::uuid IS NULL OR f.order_id < $3)
        GROUP BY f.order_id, f.user_id, u.name, p.name
        ORDER BY f.order_id DESC
        LIMIT $4"#,
        project,
        product.0,
        after,
        i64::from(limit) + 1
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(Page::cut(rows, limit, |row| row.order_id.to_string()).map(|row| Review {
        author: public_name(&row.author),
        stars: row.stars,
        comment: row.comment,
        reply: row.reply,
        product: row.product,
        at: row.at,
    }))
}

pub async fn seller_reviews(tx: &mut Tx, seller: SellerId, limit: i64) -> Result<Vec<Review>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT u.name AS author, round(avg(f.rating))::bigint AS "stars!", p.name AS product,
            coalesce(string_agg(nullif(f.comment, ''), E'\n' ORDER BY f.id), '') AS "comment!",
            coalesce(max(nullif(f.seller_reply, '')), '') AS "reply!", max(f.created_at) AS "at!"
        FROM delivery_feedback f
        JOIN users u ON u.id = f.user_id
        JOIN products p ON p.project_id = f.project_id AND p.id = f.product_id
        WHERE f.project_id = $1 AND p.seller_id = $2
        GROUP BY f.order_id, f.user_id, u.name, p.name
        ORDER BY f.order_id DESC
        LIMIT $3"#,
        project,
        seller.0,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    let review = |row: &str| public_name(row);
    Ok(rows
        .into_iter()
        .map(|row| Review {
            author: review(&row.author),
            stars: row.stars,
            comment: row.comment,
            reply: row.reply,
            product: row.product,
            at: row.at,
        })
        .collect())
}

/// How many reviews have 1, 2, 3, 4, 5 stars.
pub async fn stars(tx: &mut Tx, product: ProductId) -> Result<[i64; 5]> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT stars AS "stars!", count(*) AS "n!" FROM (
            SELECT round(avg(rating))::bigint AS stars FROM delivery_feedback WHERE project_id = $1 AND product_id = $2 GROUP BY order_id, user_id) r
        GROUP BY stars"#,
        project,
        product.0
    )
    .fetch_all(tx.conn())
    .await?;
    let mut stars = [0; 5];
    for row in rows {
        if let Some(slot) = usize::try_from(row.stars - 1).ok().and_then(|index| stars.get_mut(index)) {
            *slot = row.n;
        }
    }
    Ok(stars)
}

/// What a drawn cover shows.
pub async fn cover_subject(tx: &mut Tx, slug: &str) -> Result<cover::Subject> {
    let project = tx.project.0;
    let row = sqlx::query!(
        r#"SELECT p.id, p.type AS "kind: ProductType", c.slug AS category, coalesce(top.slug, c.slug) AS "top!", c.icon
        FROM products p
        JOIN categories c ON c.project_id = p.project_id AND c.id = p.category_id
        LEFT JOIN categories top ON top.project_id = c.project_id AND top.id = c.parent_id
        WHERE p.project_id = $1 AND p.slug = $2"#,
        project,
        slug
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(cover::Subject { seed: row.id.as_u128(), kind: row.kind, category: row.top, icon: row.icon })
}

/// A line of the seller's or the staff's list.
pub struct ListRow {
    pub id: ProductId,
    pub slug: String,
    pub name: String,
    pub kind: ProductType,
    pub status: ProductStatus,
    pub pricing: PricingKind,
    pub price: i64,
    pub currency: Currency,
    pub sales_count: i64,
    pub rating_sum: i64,
    pub rating_count: i64,
    pub cover_file_id: Option<FileId>,
    pub review_note: String,
    pub updated_at: Moment,
    pub seller: String,
    pub category_en: String,
    pub category_de: String,
}

/// The cursor of a list that is ordered by its last change.
pub fn cursor(at: Moment, id: Uuid) -> String {
    format!("{}_{id}", at.unix_timestamp_nanos() / 1_000)
}

fn read_cursor(text: &str) -> Result<(Moment, Uuid)> {
    let broken = || {
        Problem::invalid("after", text!("Start again at the first page.", "Beginnen Sie wieder auf der ersten Seite."))
    };
    let (micros, id) = text.split_once('_').ok_or_else(broken)?;
    let nanos = micros.parse::<i128>().ok().and_then(|micros| micros.checked_mul(1_000)).ok_or_else(broken)?;
    let at = Moment::from_unix_timestamp_nanos(nanos).map_err(|_| broken())?;
    Ok((at, id.parse().map_err(|_| broken())?))
}

pub async fn list(
    tx: &mut Tx,
    sellers: Option<&[Uuid]>,
    status: Option<ProductStatus>,
    after: Option<&str>,
    limit: u32,
) -> Result<Vec<ListRow>> {
    let project = tx.project.0;
    let after = after.map(read_cursor).transpose()?;
    Ok(sqlx::query_as!(
        ListRow,
        r#"SELECT p.id AS "id: ProductId", p.slug, p.name, p.type AS "kind: ProductType", p.status AS "status: ProductStatus",
            p.pricing AS "pricing: PricingKind", p.price, p.currency AS "currency: Currency", p.sales_count, p.rating_sum, p.rating_count,
            p.cover_file_id AS "cover_file_id: FileId", p.review_note, p.updated_at, s.business_name AS seller, c.name_en AS category_en, c.name_de AS category_de
        FROM products p
        JOIN sellers s ON s.project_id = p.project_id AND s.id = p.seller_id
        JOIN categories c ON c.project_id = p.project_id AND c.id = p.category_id
        WHERE p.project_id = $1 AND ($2::uuid[] IS NULL OR p.seller_id = ANY($2)) AND ($3::text IS NULL OR p.status = $3)
            AND ($4::timestamptz IS NULL OR (p.updated_at, p.id) < ($4, $5::uuid))
        ORDER BY p.updated_at DESC, p.id DESC
        LIMIT $6"#,
        project,
        sellers as Option<&[Uuid]>,
        status.map(|status| status.as_str()),
        after.map(|(at, _)| at),
        after.map(|(_, id)| id),
        i64::from(limit) + 1
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn counts(tx: &mut Tx, sellers: Option<&[Uuid]>) -> Result<Vec<(ProductStatus, i64)>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT status AS "status: ProductStatus", count(*) AS "n!" FROM products
        WHERE project_id = $1 AND ($2::uuid[] IS NULL OR seller_id = ANY($2)) GROUP BY status"#,
        project,
        sellers as Option<&[Uuid]>
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.status, row.n)).collect())
}

/// Published products of open sellers, newest change first.
pub async fn published_slugs(tx: &mut Tx, limit: i64) -> Result<Vec<(String, Moment)>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        "SELECT p.slug, p.updated_at FROM products p JOIN sellers s ON s.project_id = p.project_id AND s.id = p.seller_id
        WHERE p.project_id = $1 AND p.status = 'published' AND s.status = 'open' ORDER BY p.updated_at DESC LIMIT $2",
        project,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.slug, row.updated_at)).collect())
}

/// Open sellers with something on the shelf.
pub async fn selling_slugs(tx: &mut Tx, limit: i64) -> Result<Vec<String>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        "SELECT slug FROM sellers s WHERE project_id = $1 AND status = 'open'
            AND EXISTS (SELECT FROM products p WHERE p.project_id = s.project_id AND p.seller_id = s.id AND p.status = 'published')
        ORDER BY slug LIMIT $2",
        project,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}
