//! SQL of what waits for a review: the state that the shop showed last, changes that are not in the shop yet.

use crate::{Result, Tx};
use model::{
    CategoryId, ProductId, ReviewTaskId, SellerId, UserId,
    catalogue::{PricingKind, ProductDraft},
};
use sqlx::types::Json;

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
