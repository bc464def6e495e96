//! SQL of feedback and ratings.

use crate::{Result, Tx, clock::new_id};
use model::{DeliverableId, OrderId, Problem, ProductId, SellerId, deliveries::FeedbackType};
use uuid::Uuid;

pub async fn has_feedback(tx: &mut Tx, order: OrderId) -> Result<bool> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM delivery_feedback WHERE project_id = $1 AND order_id = $2) AS "there!""#,
        project,
        order.0
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Feedback on a thing hangs on its last piece of work.
pub async fn last_of_each_item(tx: &mut Tx, order: OrderId) -> Result<Vec<(DeliverableId, ProductId)>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT DISTINCT ON (d.order_item_id) d.id as "deliverable: DeliverableId", d.gig_id as "product: ProductId"
           FROM deliverables d JOIN delivery_milestones m ON m.project_id = d.project_id AND m.deliverable_id = d.id
           WHERE d.project_id = $1 AND d.order_id = $2 ORDER BY d.order_item_id, m.position DESC"#,
        project,
        order.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.deliverable, row.product)).collect())
}

pub async fn insert_feedback(
    tx: &mut Tx,
    deliverable: DeliverableId,
    order: OrderId,
    product: ProductId,
    kind: FeedbackType,
    rating: i32,
    comment: &str,
) -> Result<()> {
    let (project, now, id) = (tx.project.0, tx.now, new_id::<Uuid>());
    let user = tx.user.ok_or(Problem::SignInNeeded)?;
    sqlx::query!(
        "INSERT INTO delivery_feedback (project_id, id, deliverable_id, order_id, product_id, user_id, rating, comment, feedback_type, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)",
        project,
        id,
        deliverable.0,
        order.0,
        product.0,
        user.0,
        rating,
        comment,
        kind.as_str(),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn rate_product(tx: &mut Tx, product: ProductId, stars: i32) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        "UPDATE products SET rating_sum = rating_sum + $3, rating_count = rating_count + 1 WHERE project_id = $1 AND id = $2",
        project,
        product.0,
        i64::from(stars)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn rate_seller(tx: &mut Tx, seller: SellerId, stars: i32) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        "UPDATE sellers SET rating_sum = rating_sum + $3, rating_count = rating_count + 1 WHERE project_id = $1 AND id = $2",
        project,
        seller.0,
        i64::from(stars)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The reply stands beside the comment. 0: it was the same.
pub async fn set_reply(tx: &mut Tx, order: OrderId, reply: &str) -> Result<u64> {
    let (project, now) = (tx.project.0, tx.now);
    Ok(sqlx::query!(
        "UPDATE delivery_feedback SET seller_reply = $3, updated_at = $4
         WHERE project_id = $1 AND order_id = $2 AND feedback_type = 'quality' AND seller_reply <> $3",
        project,
        order.0,
        reply,
        now
    )
    .execute(tx.conn())
    .await?
    .rows_affected())
}
