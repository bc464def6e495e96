//! SQL that writes products.

use crate::{Result, Tx};
use model::{
    CategoryId, Currency, Problem, ProductId, ReviewTaskId, SellerId, UserId,
    catalogue::{PricingKind, ProductContent, ProductDraft, ProductEvent, ProductStatus},
};
use serde_json::to_value;
use sqlx::types::Json;

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

/// What the shop showed last, as the wizard types it.
pub async fn last_published(tx: &mut Tx, id: ProductId) -> Result<Option<ProductDraft>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT last_published as "draft: Json<ProductDraft>" FROM products WHERE project_id = $1 AND id = $2"#,
        project,
        id.0
    )
    .fetch_one(tx.conn())
    .await?
    .map(|draft| draft.0))
}

pub async fn set_last_published(tx: &mut Tx, id: ProductId, draft: &ProductDraft) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        "UPDATE products SET last_published = $3 WHERE project_id = $1 AND id = $2",
        project,
        id.0,
        Json(draft) as _
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The lowest price in the middle of the category's other published products that are priced in the same way; `None` while
/// there are fewer than four.
pub async fn usual_price(
    tx: &mut Tx,
    id: ProductId,
    category: CategoryId,
    pricing: PricingKind,
) -> Result<Option<i64>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY price) as price FROM (
            SELECT price FROM products WHERE project_id = $1 AND category_id = $2 AND pricing = $3 AND status = 'published' AND id <> $4
            LIMIT 1000) x HAVING count(*) >= 4"#,
        project,
        category.0,
        pricing.as_str(),
        id.0
    )
    .fetch_optional(tx.conn())
    .await?
    .flatten())
}

/// Who works for the seller.
pub async fn team(tx: &mut Tx, seller: SellerId) -> Result<Vec<UserId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT user_id as "user: UserId" FROM seller_members WHERE project_id = $1 AND seller_id = $2"#,
        project,
        seller.0
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Its latest review, live or not.
pub async fn latest_review(tx: &mut Tx, id: ProductId) -> Result<Option<ReviewTaskId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT id AS "id: ReviewTaskId" FROM review_tasks WHERE project_id = $1 AND subject = 'product' AND subject_id = $2
        ORDER BY opened_at DESC, id DESC LIMIT 1"#,
        project,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// What waits to be put into the shop.
pub async fn pending(tx: &mut Tx, id: ProductId) -> Result<Option<ProductDraft>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT pending as "draft: Json<ProductDraft>" FROM products WHERE project_id = $1 AND id = $2"#,
        project,
        id.0
    )
    .fetch_one(tx.conn())
    .await?
    .map(|draft| draft.0))
}

/// Keeps a change of `version` until its review; the new version, or `None` when it is no longer that.
pub async fn set_pending(tx: &mut Tx, id: ProductId, version: i32, draft: &ProductDraft) -> Result<Option<i32>> {
    let (project, now) = (tx.project.0, tx.now);
    Ok(sqlx::query_scalar!(
        "UPDATE products SET pending = $4, review_note = '', updated_at = $5, version = version + 1
        WHERE project_id = $1 AND id = $2 AND version = $3 RETURNING version",
        project,
        id.0,
        version,
        Json(draft) as _,
        now
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Nothing waits any more.
pub async fn clear_pending(tx: &mut Tx, id: ProductId) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE products SET pending = NULL, review_note = '', updated_at = $3 WHERE project_id = $1 AND id = $2",
        project,
        id.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Why what waited was sent back; it stays for its seller to mend.
pub async fn note_pending(tx: &mut Tx, id: ProductId, reason: &str) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE products SET review_note = $3, updated_at = $4 WHERE project_id = $1 AND id = $2",
        project,
        id.0,
        reason,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The same where the note is for the product itself.
pub async fn drop_pending(tx: &mut Tx, id: ProductId) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!("UPDATE products SET pending = NULL WHERE project_id = $1 AND id = $2", project, id.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}
