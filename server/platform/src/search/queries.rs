//! SQL of search. The filters stand twice (page and facets) because a facet counts with all filters but its own.

use crate::{Result, Tx};
use model::{
    CategoryId, Currency, FileId, Money, ProductId,
    catalogue::{Category, cover_url},
    problem::Text,
    search::{CategorySuggestion, MAX_CANDIDATES, SearchQuery, Suggestion},
};
use uuid::Uuid;

/// A product with its place in the order: larger comes first.
pub struct Hit {
    pub id: ProductId,
    pub key: i64,
}

fn kinds(query: &SearchQuery) -> Vec<String> {
    query.kinds.iter().map(|kind| kind.as_str().to_owned()).collect()
}

pub async fn page(tx: &mut Tx, query: &SearchQuery, after: Option<(i64, Uuid)>, limit: i64) -> Result<Vec<Hit>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Hit,
        r#"WITH RECURSIVE tree AS (
            SELECT id FROM categories WHERE project_id = $1 AND slug = $4
            UNION ALL
            SELECT c.id FROM tree t JOIN categories c ON c.project_id = $1 AND c.parent_id = t.id),
        scale AS (SELECT CASE default_currency WHEN 'JPY' THEN 1 WHEN 'VND' THEN 1 WHEN 'KWD' THEN 1000 ELSE 100 END AS unit FROM projects WHERE id = $1),
        candidates AS MATERIALIZED (
            SELECT id, rank FROM search_candidates($1, $2, $3) WHERE $2 <> ''
            UNION ALL
            SELECT id, 0 FROM products WHERE $2 = '' AND project_id = $1 AND status = 'published'),
        found AS (
            SELECT p.id, CASE $11
                WHEN 'newest' THEN (extract(epoch FROM p.published_at) * 1000)::bigint
                WHEN 'price_up' THEN -p.price
                WHEN 'price_down' THEN p.price
                WHEN 'popular' THEN p.sales_count
                -- five assumed ratings of four stars keep one single five from the top
                WHEN 'rating' THEN (p.rating_sum + 20) * 100000 / (p.rating_count + 5)
                ELSE (c.rank * 100000000)::bigint END AS key
            FROM candidates c JOIN products p ON p.project_id = $1 AND p.id = c.id
            WHERE (cardinality($5::text[]) = 0 OR p.type = ANY($5))
                AND ($4::text IS NULL OR p.category_id IN (SELECT id FROM tree))
                AND ($6::bigint IS NULL OR p.price >= $6 * (SELECT unit FROM scale))
                AND ($7::bigint IS NULL OR p.price <= $7 * (SELECT unit FROM scale))
                AND ($8::bigint IS NULL OR (p.rating_count > 0 AND p.rating_sum >= $8 * p.rating_count))
                AND ($9::bigint IS NULL OR p.delivery_days <= $9)
                AND ($10::text IS NULL OR p.language = $10))
        SELECT id AS "id!: ProductId", key AS "key!" FROM found
        WHERE $12::bigint IS NULL OR (key, id) < ($12, $13::uuid)
        ORDER BY key DESC, id DESC
        LIMIT $14"#,
        project,
        query.q,
        MAX_CANDIDATES,
        query.category,
        &kinds(query),
        query.price_min,
        query.price_max,
        query.rating,
        query.days,
        query.language,
        query.order().as_str(),
        after.map(|(key, _)| key),
        after.map(|(_, id)| id),
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

/// One line of the facets; `facet` may also be `total` and `similar`.
pub struct FacetRow {
    pub facet: String,
    pub value: String,
    pub label: Option<Text>,
    pub count: i64,
}

pub async fn facets(tx: &mut Tx, query: &SearchQuery) -> Result<Vec<FacetRow>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"WITH RECURSIVE closure AS (
            SELECT id AS root, id FROM categories WHERE project_id = $1
            UNION ALL
            SELECT t.root, c.id FROM closure t JOIN categories c ON c.project_id = $1 AND c.parent_id = t.id),
        chosen AS (SELECT id, parent_id FROM categories WHERE project_id = $1 AND slug = $4),
        scale AS (SELECT CASE default_currency WHEN 'JPY' THEN 1 WHEN 'VND' THEN 1 WHEN 'KWD' THEN 1000 ELSE 100 END AS unit FROM projects WHERE id = $1),
        candidates AS MATERIALIZED (
            SELECT id, alike FROM search_candidates($1, $2, $3) WHERE $2 <> ''
            UNION ALL
            SELECT id, false FROM products WHERE $2 = '' AND project_id = $1 AND status = 'published'),
        found AS MATERIALIZED (
            SELECT p.id, p.type, p.category_id, p.price / (SELECT unit FROM scale) AS major, p.rating_sum, p.rating_count, p.delivery_days, p.language, c.alike,
                (cardinality($5::text[]) = 0 OR p.type = ANY($5)) AS by_type,
                ($4::text IS NULL OR p.category_id IN (SELECT t.id FROM closure t JOIN chosen ON chosen.id = t.root)) AS by_category,
                ($6::bigint IS NULL OR p.price >= $6 * (SELECT unit FROM scale)) AND ($7::bigint IS NULL OR p.price <= $7 * (SELECT unit FROM scale)) AS by_price,
                ($8::bigint IS NULL OR (p.rating_count > 0 AND p.rating_sum >= $8 * p.rating_count)) AS by_rating,
                ($9::bigint IS NULL OR p.delivery_days <= $9) AS by_days,
                ($10::text IS NULL OR p.language = $10) AS by_language,
                p.price
            FROM candidates c JOIN products p ON p.project_id = $1 AND p.id = c.id),
        counted AS (
            SELECT 0 AS shelf, 'total' AS facet, '' AS value, NULL AS en, NULL AS de, count(*) AS n, 0 AS place
            FROM found WHERE by_type AND by_category AND by_price AND by_rating AND by_days AND by_language
            UNION ALL
            SELECT 1, 'similar', '', NULL, NULL, count(*), 0
            FROM found WHERE alike AND by_type AND by_category AND by_price AND by_rating AND by_days AND by_language
            UNION ALL
            SELECT 2, 'category', k.slug, k.name_en, k.name_de, count(f.id), k.position
            FROM categories k JOIN closure t ON t.root = k.id JOIN found f ON f.category_id = t.id
            WHERE k.project_id = $1 AND f.by_type AND f.by_price AND f.by_rating AND f.by_days AND f.by_language
                AND (k.parent_id IS NULL OR k.parent_id IN (SELECT id FROM chosen) OR k.parent_id IN (SELECT parent_id FROM chosen))
            GROUP BY k.slug, k.name_en, k.name_de, k.position
            UNION ALL
            SELECT 3, 'type', type, NULL, NULL, count(*), 0
            FROM found WHERE by_category AND by_price AND by_rating AND by_days AND by_language GROUP BY type
            UNION ALL
            SELECT 4, 'price', b.value, NULL, NULL, count(f.id), b.place
            FROM (VALUES ('-50', 0::bigint, 50::bigint, 1), ('50-200', 50, 200, 2), ('200-1000', 200, 1000, 3), ('1000-', 1000, NULL, 4)) AS b (value, low, high, place)
            JOIN found f ON f.price >= b.low * (SELECT unit FROM scale) AND (b.high IS NULL OR f.price <= b.high * (SELECT unit FROM scale))
            WHERE f.by_type AND f.by_category AND f.by_rating AND f.by_days AND f.by_language GROUP BY b.value, b.place
            UNION ALL
            SELECT 5, 'rating', b.stars::text, NULL, NULL, count(f.id), 5 - b.stars
            FROM (VALUES (4), (3)) AS b (stars) JOIN found f ON f.rating_count > 0 AND f.rating_sum >= b.stars * f.rating_count
            WHERE f.by_type AND f.by_category AND f.by_price AND f.by_days AND f.by_language GROUP BY b.stars
            UNION ALL
            SELECT 6, 'days', b.days::text, NULL, NULL, count(f.id), b.days
            FROM (VALUES (1), (3), (7), (14)) AS b (days) JOIN found f ON f.delivery_days <= b.days
            WHERE f.by_type AND f.by_category AND f.by_price AND f.by_rating AND f.by_language GROUP BY b.days
            UNION ALL
            SELECT 7, 'language', language, NULL, NULL, count(*), 0
            FROM found WHERE by_type AND by_category AND by_price AND by_rating AND by_days GROUP BY language)
        SELECT facet AS "facet!", value AS "value!", en, de, n AS "n!" FROM counted ORDER BY shelf, place, n DESC, value"#,
        project,
        query.q,
        MAX_CANDIDATES,
        query.category,
        &kinds(query),
        query.price_min,
        query.price_max,
        query.rating,
        query.days,
        query.language
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| FacetRow {
            label: row.en.zip(row.de).map(|(en, de)| Text { en, de }),
            facet: row.facet,
            value: row.value,
            count: row.n,
        })
        .collect())
}

/// The chosen category and those above it, from the top.
pub async fn path(tx: &mut Tx, slug: Option<&str>) -> Result<Vec<Category>> {
    let Some(slug) = slug else { return Ok(Vec::new()) };
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"WITH RECURSIVE up AS (
            SELECT id, parent_id, slug, name_en, name_de, icon, position, 0 AS height FROM categories WHERE project_id = $1 AND slug = $2
            UNION ALL
            SELECT c.id, c.parent_id, c.slug, c.name_en, c.name_de, c.icon, c.position, u.height + 1
            FROM up u JOIN categories c ON c.project_id = $1 AND c.id = u.parent_id WHERE u.height < 8)
        SELECT id AS "id!: CategoryId", parent_id AS "parent: CategoryId", slug AS "slug!", name_en AS "en!", name_de AS "de!", icon AS "icon!", position AS "position!"
        FROM up ORDER BY height DESC"#,
        project,
        slug
    )
    .fetch_all(tx.conn())
    .await?;
    Ok((0_i32..)
        .zip(rows)
        .map(|(depth, row)| Category {
            id: row.id,
            parent: row.parent,
            slug: row.slug,
            name: Text { en: row.en, de: row.de },
            icon: row.icon,
            position: row.position,
            depth,
            products: 0,
        })
        .collect())
}

pub async fn suggest_products(tx: &mut Tx, typed: &str) -> Result<Vec<Suggestion>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT p.slug, p.name, p.price, p.currency AS "currency: Currency", p.cover_file_id AS "file: FileId"
        FROM search_candidates($1, $2, 50) c JOIN products p ON p.project_id = $1 AND p.id = c.id
        ORDER BY c.rank DESC, p.id DESC LIMIT 6"#,
        project,
        typed
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Suggestion {
            cover: cover_url(&row.slug, row.file),
            price: Money::new(row.price, row.currency),
            slug: row.slug,
            name: row.name,
        })
        .collect())
}

/// Categories named like what is typed, in either language, that hold something.
pub async fn suggest_categories(tx: &mut Tx, typed: &str) -> Result<Vec<CategorySuggestion>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"WITH RECURSIVE closure AS (
            SELECT id AS root, id FROM categories WHERE project_id = $1
            UNION ALL
            SELECT t.root, c.id FROM closure t JOIN categories c ON c.project_id = $1 AND c.parent_id = t.id)
        SELECT k.slug AS "slug!", k.name_en AS "en!", k.name_de AS "de!", count(p.id) AS "products!"
        FROM categories k JOIN closure t ON t.root = k.id JOIN products p ON p.project_id = $1 AND p.category_id = t.id AND p.status = 'published'
        WHERE k.project_id = $1 AND greatest(word_similarity(plain($2), plain(k.name_en)), word_similarity(plain($2), plain(k.name_de))) > 0.45
        GROUP BY k.slug, k.name_en, k.name_de
        ORDER BY max(greatest(word_similarity(plain($2), plain(k.name_en)), word_similarity(plain($2), plain(k.name_de)))) DESC, k.slug
        LIMIT 3"#,
        project,
        typed
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| CategorySuggestion { slug: row.slug, name: Text { en: row.en, de: row.de }, products: row.products })
        .collect())
}
