//! SQL that writes products.

use crate::{Result, Tx};
use model::{
    Currency, Problem, ProductId, SellerId,
    catalogue::{ProductContent, ProductEvent, ProductStatus},
};
use serde_json::to_value;

pub async fn project_currency(tx: &mut Tx) -> Result<Currency> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(r#"SELECT default_currency AS "currency: Currency" FROM projects WHERE id = $1"#, project)
        .fetch_one(tx.conn())
        .await?)
}

/// Other products' slugs that are the wanted one or begin with it.
pub async fn slugs_like(tx: &mut Tx, id: ProductId, wanted: &str) -> Result<Vec<String>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        "SELECT slug FROM products WHERE project_id = $1 AND starts_with(slug, $2) AND id <> $3",
        project,
        wanted,
        id.0
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Waits for whoever changes this product just now.
pub async fn lock(tx: &mut Tx, id: ProductId) -> Result<()> {
    let project = tx.project.0;
    sqlx::query_scalar!("SELECT id FROM products WHERE project_id = $1 AND id = $2 FOR UPDATE", project, id.0)
        .fetch_optional(tx.conn())
        .await?
        .ok_or(Problem::NotFound)?;
    Ok(())
}

/// A checked query that takes a product's content: $1 project, $2 product, $3 as named, $4 to $29 the content with its
/// price, $30 the moment, then what follows.
macro_rules! written {
    ($query:ident, $sql:literal, ($tx:ident, $id:ident, $third:expr, $c:ident, $price:ident), $($more:expr),*) => {{
        let (rate, min, max, step) = units($c);
        sqlx::$query!(
            $sql,
            $tx.project.0,
            $id.0,
            $third,
            $c.category.0,
            $c.kind.as_str(),
            $c.slug,
            $c.name,
            $c.summary,
            $c.description,
            $c.pricing.as_str(),
            $price,
            rate,
            min,
            max,
            step,
            $c.unit,
            shortest($c),
            $c.revisions,
            $c.auto_accept_days,
            &$c.tags,
            to_value(&$c.features)?,
            to_value(&$c.intake)?,
            to_value(&$c.milestone_plan)?,
            to_value(&$c.checklist)?,
            $c.language,
            $c.location,
            $c.seo_title,
            $c.seo_description,
            $c.cover.map(|file| file.0),
            $tx.now,
            $($more),*
        )
    }};
}

pub async fn insert_product(
    tx: &mut Tx,
    id: ProductId,
    seller: SellerId,
    c: &ProductContent,
    currency: Currency,
    price: i64,
) -> Result<()> {
    written!(
        query,
        "INSERT INTO products (project_id, id, seller_id, category_id, type, slug, name, summary, description, pricing, price,
            rate, quantity_min, quantity_max, quantity_step, unit, delivery_days, revisions, auto_accept_days, tags, features, intake,
            milestone_plan, checklist, language, location, seo_title, seo_description, cover_file_id, created_at, updated_at, currency)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26,
            $27, $28, $29, $30, $30, $31)",
        (tx, id, seller.0, c, price),
        currency.code()
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Saves over `version`; the new one, or `None` when it is no longer that.
pub async fn update_product(
    tx: &mut Tx,
    id: ProductId,
    version: i32,
    c: &ProductContent,
    price: i64,
) -> Result<Option<i32>> {
    Ok(written!(
        query_scalar,
        "UPDATE products SET category_id = $4, type = $5, slug = $6, name = $7, summary = $8, description = $9, pricing = $10, price = $11,
            rate = $12, quantity_min = $13, quantity_max = $14, quantity_step = $15, unit = $16, delivery_days = $17, revisions = $18,
            auto_accept_days = $19, tags = $20, features = $21, intake = $22, milestone_plan = $23, checklist = $24, language = $25,
            location = $26, seo_title = $27, seo_description = $28, cover_file_id = $29, updated_at = $30, version = version + 1
        WHERE project_id = $1 AND id = $2 AND version = $3
        RETURNING version",
        (tx, id, version, c, price),
    )
    .fetch_optional(tx.conn())
    .await?)
}

fn units(c: &ProductContent) -> (Option<i64>, Option<i64>, Option<i64>, Option<i64>) {
    match c.units {
        Some((rate, min, max, step)) => (Some(rate.0), Some(min), Some(max), Some(step)),
        None => (None, None, None, None),
    }
}

/// The delivery time that lists and filters show: of packages, the shortest.
fn shortest(c: &ProductContent) -> i32 {
    c.packages.iter().map(|package| package.delivery_days).min().unwrap_or(c.delivery_days)
}

/// The new state with its row in the timeline. The first publishing is dated; a return keeps its reason for the seller.
pub async fn set_status(
    tx: &mut Tx,
    id: ProductId,
    from: ProductStatus,
    to: ProductStatus,
    event: ProductEvent,
    reason: &str,
) -> Result<()> {
    let (project, now, user) = (tx.project.0, tx.now, tx.user.map(|user| user.0));
    sqlx::query!(
        "WITH moved AS (
            UPDATE products SET status = $4, updated_at = $5, review_note = $7,
                published_at = CASE WHEN $4 = 'published' THEN coalesce(published_at, $5) ELSE published_at END
            WHERE project_id = $1 AND id = $2 AND status = $3 RETURNING id)
        INSERT INTO product_events (project_id, product_id, at, actor_id, event, from_status, to_status, reason)
        SELECT $1, id, $5, $8, $6, $3, $4, $7 FROM moved",
        project,
        id.0,
        from.as_str(),
        to.as_str(),
        now,
        event.as_str(),
        reason,
        user
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
