//! SQL of the categories.

use crate::{Result, Tx};
use model::{
    CategoryId,
    catalogue::{Category, CategoryDraft},
    problem::Text,
};

/// The tree in the order it is shown, each with the published products below it.
pub async fn tree(tx: &mut Tx) -> Result<Vec<Category>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"WITH RECURSIVE tree AS (
            SELECT c.id, c.parent_id, c.slug, c.name_en, c.name_de, c.icon, c.position, 0 AS depth,
                ARRAY[lpad((c.position + 100000)::text, 7, '0') || c.name_en || c.id] AS path, ARRAY[c.id] AS line
            FROM categories c WHERE c.project_id = $1 AND c.parent_id IS NULL
            UNION ALL
            SELECT c.id, c.parent_id, c.slug, c.name_en, c.name_de, c.icon, c.position, t.depth + 1,
                t.path || (lpad((c.position + 100000)::text, 7, '0') || c.name_en || c.id), t.line || c.id
            FROM tree t JOIN categories c ON c.project_id = $1 AND c.parent_id = t.id
            WHERE t.depth < 8),
        held AS (SELECT category_id, count(*) AS n FROM products WHERE project_id = $1 AND status = 'published' GROUP BY category_id),
        summed AS (
            SELECT ancestor, sum(h.n)::bigint AS n FROM tree t JOIN held h ON h.category_id = t.id, unnest(t.line) AS ancestor GROUP BY ancestor)
        SELECT t.id AS "id!: CategoryId", t.parent_id AS "parent: CategoryId", t.slug AS "slug!", t.name_en AS "name_en!",
            t.name_de AS "name_de!", t.icon AS "icon!", t.position AS "position!", t.depth AS "depth!", coalesce(s.n, 0) AS "products!"
        FROM tree t LEFT JOIN summed s ON s.ancestor = t.id
        ORDER BY t.path"#,
        project
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Category {
            id: row.id,
            parent: row.parent,
            slug: row.slug,
            name: Text { en: row.name_en, de: row.name_de },
            icon: row.icon,
            position: row.position,
            depth: row.depth,
            products: row.products,
        })
        .collect())
}

pub async fn insert(tx: &mut Tx, id: CategoryId, draft: &CategoryDraft) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        "INSERT INTO categories (project_id, id, parent_id, slug, name_en, name_de, icon, position) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        project,
        id.0,
        draft.parent.map(|id| id.0),
        draft.slug,
        draft.name.en,
        draft.name.de,
        draft.icon,
        draft.position
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn update(tx: &mut Tx, id: CategoryId, draft: &CategoryDraft) -> Result<bool> {
    let project = tx.project.0;
    let done = sqlx::query!(
        "UPDATE categories SET parent_id = $3, slug = $4, name_en = $5, name_de = $6, icon = $7, position = $8 WHERE project_id = $1 AND id = $2",
        project,
        id.0,
        draft.parent.map(|id| id.0),
        draft.slug,
        draft.name.en,
        draft.name.de,
        draft.icon,
        draft.position
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

pub async fn delete(tx: &mut Tx, id: CategoryId) -> Result<bool> {
    let project = tx.project.0;
    let done = sqlx::query!("DELETE FROM categories WHERE project_id = $1 AND id = $2", project, id.0)
        .execute(tx.conn())
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Products (of any state) and child categories.
pub async fn hanging_on(tx: &mut Tx, id: CategoryId) -> Result<(i64, i64)> {
    let project = tx.project.0;
    let row = sqlx::query!(
        r#"SELECT (SELECT count(*) FROM products WHERE project_id = $1 AND category_id = $2) AS "products!",
            (SELECT count(*) FROM categories WHERE project_id = $1 AND parent_id = $2) AS "children!""#,
        project,
        id.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.products, row.children))
}

/// Whether `id` is `top` or stands below it.
pub async fn is_below(tx: &mut Tx, id: CategoryId, top: CategoryId) -> Result<bool> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"WITH RECURSIVE below AS (
            SELECT id, 0 AS depth FROM categories WHERE project_id = $1 AND id = $3
            UNION ALL
            SELECT c.id, b.depth + 1 FROM below b JOIN categories c ON c.project_id = $1 AND c.parent_id = b.id WHERE b.depth < 20)
        SELECT EXISTS (SELECT FROM below WHERE id = $2) AS "below!""#,
        project,
        id.0,
        top.0
    )
    .fetch_one(tx.conn())
    .await?)
}
