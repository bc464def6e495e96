//! SQL of the cart.

use crate::{Result, Tx};
use model::{AddonId, CartItemId, Currency, PackageId, ProductId, UserId, catalogue::Selection, intake::Answers};
use serde_json::to_value;
use sqlx::types::Json;
use uuid::Uuid;

/// Whose cart. Never both; with neither nothing is found.
#[derive(Clone, Debug)]
pub struct Owner {
    pub user: Option<UserId>,
    pub visitor: Option<String>,
}

/// A stored line.
#[derive(Clone, Debug)]
pub struct Line {
    pub id: CartItemId,
    pub product: ProductId,
    pub package: Option<PackageId>,
    pub addons: Vec<AddonId>,
    pub quantity: i64,
    pub answers: Json<Answers>,
}

impl Line {
    pub fn selection(&self) -> Selection {
        Selection { package: self.package, addons: self.addons.clone(), quantity: self.quantity }
    }
}

pub async fn lines(tx: &mut Tx, owner: &Owner) -> Result<Vec<Line>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Line,
        r#"SELECT id AS "id: CartItemId", product_id AS "product: ProductId", package_id AS "package: PackageId", addon_ids AS "addons: Vec<AddonId>",
            quantity, answers AS "answers: Json<Answers>"
        FROM cart_items WHERE project_id = $1 AND (user_id = $2 OR visitor = $3)
        ORDER BY id"#,
        project,
        owner.user.map(|user| user.0),
        owner.visitor
    )
    .fetch_all(tx.conn())
    .await?)
}

/// One writer at a time per cart, so that the same press twice is one line and the limit holds.
pub async fn hold(tx: &mut Tx, owner: &Owner) -> Result<()> {
    let project = tx.project.0;
    let whose = owner.user.map(|user| user.to_string()).or_else(|| owner.visitor.clone()).unwrap_or_default();
    sqlx::query!(
        r#"SELECT pg_advisory_xact_lock(hashtextextended('cart ' || $1::uuid::text || ' ' || $2::text, 0)) AS "held!: ()""#,
        project,
        whose
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(())
}

pub async fn insert(
    tx: &mut Tx,
    owner: &Owner,
    id: CartItemId,
    product: ProductId,
    chosen: &Selection,
    answers: &Answers,
) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    let addons: Vec<Uuid> = chosen.addons.iter().map(|addon| addon.0).collect();
    sqlx::query!(
        "INSERT INTO cart_items (project_id, id, user_id, visitor, product_id, package_id, addon_ids, quantity, answers, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        project,
        id.0,
        owner.user.map(|user| user.0),
        owner.visitor,
        product.0,
        chosen.package.map(|package| package.0),
        &addons,
        chosen.quantity,
        to_value(answers)?,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_quantity(tx: &mut Tx, id: CartItemId, quantity: i64) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!("UPDATE cart_items SET quantity = $3 WHERE project_id = $1 AND id = $2", project, id.0, quantity)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn set_answers(tx: &mut Tx, id: CartItemId, answers: &Answers) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        "UPDATE cart_items SET answers = $3 WHERE project_id = $1 AND id = $2",
        project,
        id.0,
        to_value(answers)?
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, owner: &Owner, id: CartItemId) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        "DELETE FROM cart_items WHERE project_id = $1 AND id = $2 AND (user_id = $3 OR visitor = $4)",
        project,
        id.0,
        owner.user.map(|user| user.0),
        owner.visitor
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Moves the visitor's lines to the person; a line they have already keeps the larger quantity and gains the answers.
pub async fn merge(tx: &mut Tx, user: UserId, visitor: &str) -> Result<u64> {
    let project = tx.project.0;
    sqlx::query!(
        "WITH doubles AS (
            UPDATE cart_items mine SET quantity = greatest(mine.quantity, theirs.quantity),
                answers = CASE WHEN mine.answers = '{}' THEN theirs.answers ELSE mine.answers END
            FROM cart_items theirs
            WHERE mine.project_id = $1 AND mine.user_id = $2 AND theirs.project_id = $1 AND theirs.visitor = $3
                AND theirs.product_id = mine.product_id AND theirs.package_id IS NOT DISTINCT FROM mine.package_id AND theirs.addon_ids = mine.addon_ids
            RETURNING theirs.id)
        DELETE FROM cart_items WHERE project_id = $1 AND id IN (SELECT id FROM doubles)",
        project,
        user.0,
        visitor
    )
    .execute(tx.conn())
    .await?;
    let moved = sqlx::query!(
        "UPDATE cart_items SET user_id = $2, visitor = NULL WHERE project_id = $1 AND visitor = $3",
        project,
        user.0,
        visitor
    )
    .execute(tx.conn())
    .await?;
    Ok(moved.rows_affected())
}

pub async fn project_currency(tx: &mut Tx) -> Result<Currency> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(r#"SELECT default_currency AS "currency: Currency" FROM projects WHERE id = $1"#, project)
        .fetch_one(tx.conn())
        .await?)
}
