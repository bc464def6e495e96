//! SQL of what machines read: covers and the sitemap.

use crate::{Result, Tx, catalogue::cover};
use model::{Moment, catalogue::ProductType};

/// What a drawn cover shows.
pub async fn cover_subject(tx: &mut Tx, slug: &str) -> Result<cover::Subject> {
    let project = tx.project.0;
    let row = sqlx::query!(
        r#"SELECT p.id, p.type AS "kind: ProductType", c.icon,
            (SELECT count(*) FROM categories o WHERE o.project_id = $1 AND o.parent_id IS NULL
                AND (o.position, o.slug) < (coalesce(top.position, c.position), coalesce(top.slug, c.slug))) AS "place!"
        FROM products p
        JOIN categories c ON c.project_id = p.project_id AND c.id = p.category_id
        LEFT JOIN categories top ON top.project_id = c.project_id AND top.id = c.parent_id
        WHERE p.project_id = $1 AND p.slug = $2"#,
        project,
        slug
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(cover::Subject {
        seed: row.id.as_u128(),
        kind: row.kind,
        place: usize::try_from(row.place).unwrap_or(0),
        icon: row.icon,
    })
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
