//! SQL of reviews: a buyer's ratings of one order are one review.

use crate::{Result, Tx};
use model::{Page, ProductId, SellerId, catalogue::Review};
use uuid::Uuid;

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
