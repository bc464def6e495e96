//! SQL of what hangs on a product: packages, add-ons, pictures.

use crate::{Result, Tx, clock::new_id};
use model::{
    AddonId, FileId, PackageId, Problem, ProductId,
    catalogue::{MediaDraft, ProductContent},
    text,
};
use serde_json::to_value;
use uuid::Uuid;

/// Packages (a tier keeps its id, so that carts keep theirs), add-ons and pictures.
pub async fn save_parts(tx: &mut Tx, id: ProductId, c: &ProductContent) -> Result<()> {
    save_packages(tx, id, c).await?;
    save_addons(tx, id, c).await?;
    save_media(tx, id, c).await
}

async fn save_packages(tx: &mut Tx, id: ProductId, c: &ProductContent) -> Result<()> {
    let project = tx.project.0;
    let tiers: Vec<String> = c.packages.iter().map(|package| package.tier.as_str().to_owned()).collect();
    sqlx::query!(
        "DELETE FROM product_packages WHERE project_id = $1 AND product_id = $2 AND tier <> ALL($3)",
        project,
        id.0,
        &tiers
    )
    .execute(tx.conn())
    .await?;
    for package in &c.packages {
        sqlx::query!(
            "INSERT INTO product_packages (project_id, id, product_id, tier, name, description, price, delivery_days, revisions, features)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (project_id, product_id, tier) DO UPDATE SET name = excluded.name, description = excluded.description,
                price = excluded.price, delivery_days = excluded.delivery_days, revisions = excluded.revisions, features = excluded.features",
            project,
            new_id::<PackageId>().0,
            id.0,
            package.tier.as_str(),
            package.name,
            package.description,
            package.price,
            package.delivery_days,
            package.revisions,
            to_value(&package.features)?
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

async fn save_addons(tx: &mut Tx, id: ProductId, c: &ProductContent) -> Result<()> {
    let project = tx.project.0;
    let kept: Vec<Uuid> = c.addons.iter().filter_map(|addon| addon.id.map(|id| id.0)).collect();
    sqlx::query!(
        "DELETE FROM product_addons WHERE project_id = $1 AND product_id = $2 AND id <> ALL($3)",
        project,
        id.0,
        &kept
    )
    .execute(tx.conn())
    .await?;
    for (position, addon) in c.addons.iter().enumerate() {
        let position = i32::try_from(position).unwrap_or(i32::MAX);
        let addon_id = addon.id.unwrap_or_else(new_id::<AddonId>);
        // an id that belongs to another product changes nothing there
        sqlx::query!(
            "INSERT INTO product_addons (project_id, id, product_id, name, price, extra_days, position) VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (project_id, id) DO UPDATE SET name = excluded.name, price = excluded.price, extra_days = excluded.extra_days,
                position = excluded.position
            WHERE product_addons.product_id = excluded.product_id",
            project,
            addon_id.0,
            id.0,
            addon.name,
            addon.price,
            addon.extra_days,
            position
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

/// Holds the pictures of a product, or of a change to one that waits: what is held is no longer swept.
pub async fn attach(tx: &mut Tx, files: &[FileId]) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    let held: Vec<Uuid> = files.iter().map(|file| file.0).collect();
    // a picture becomes public with its product: only files that were uploaded as pictures may be shown
    let strangers = sqlx::query_scalar!(
        r#"SELECT count(*) AS "n!" FROM unnest($2::uuid[]) AS wanted
        WHERE NOT EXISTS (SELECT FROM files f WHERE f.project_id = $1 AND f.id = wanted AND f.purpose = 'media' AND f.content_type LIKE 'image/%')"#,
        project,
        &held
    )
    .fetch_one(tx.conn())
    .await?;
    if strangers > 0 {
        return Err(Problem::invalid(
            "media",
            text!(
                "One of the pictures is no picture. Upload it again.",
                "Eines der Bilder ist kein Bild. Laden Sie es erneut hoch."
            ),
        )
        .into());
    }
    sqlx::query!(
        "UPDATE files SET attached_at = $3 WHERE project_id = $1 AND id = ANY($2) AND purpose = 'media' AND attached_at IS NULL",
        project,
        &held,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn save_media(tx: &mut Tx, id: ProductId, c: &ProductContent) -> Result<()> {
    let project = tx.project.0;
    let held: Vec<FileId> = c.media.iter().map(|picture| picture.file).chain(c.cover).collect();
    attach(tx, &held).await?;
    sqlx::query!("DELETE FROM product_media WHERE project_id = $1 AND product_id = $2", project, id.0)
        .execute(tx.conn())
        .await?;
    let files: Vec<Uuid> = c.media.iter().map(|picture| picture.file.0).collect();
    let alts: Vec<String> = c.media.iter().map(|picture| picture.alt.trim().to_owned()).collect();
    sqlx::query!(
        "INSERT INTO product_media (project_id, product_id, file_id, alt, position)
        SELECT $1, $2, file, alt, position::integer FROM unnest($3::uuid[], $4::text[]) WITH ORDINALITY AS m (file, alt, position)
        ON CONFLICT DO NOTHING",
        project,
        id.0,
        &files,
        &alts
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The gallery as the wizard shows it.
pub async fn media(tx: &mut Tx, id: ProductId) -> Result<Vec<MediaDraft>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        MediaDraft,
        r#"SELECT file_id AS "file: FileId", alt FROM product_media WHERE project_id = $1 AND product_id = $2 ORDER BY position, file_id"#,
        project,
        id.0
    )
    .fetch_all(tx.conn())
    .await?)
}
