//! SQL of files.

use crate::{Result, Tx};
use model::{FileId, Moment, ProjectId, UserId, files::FilePurpose};
use sqlx::{Postgres, Transaction};
use uuid::Uuid;

pub struct FileRow {
    pub id: FileId,
    pub purpose: FilePurpose,
    pub name: String,
    pub content_type: String,
    pub size: i64,
    pub sha256: Vec<u8>,
    pub storage_key: String,
}

pub async fn insert(tx: &mut Tx, row: &FileRow) -> Result<()> {
    let (project, now, user) = (tx.project.0, tx.now, tx.user.map(|u| u.0));
    sqlx::query!(
        "INSERT INTO files (project_id, id, purpose, uploaded_by, name, content_type, size, sha256, storage_key, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        project,
        row.id.0,
        row.purpose.as_str(),
        user,
        row.name,
        row.content_type,
        row.size,
        row.sha256,
        row.storage_key,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Bytes one upload may have in this project.
pub async fn max_upload(tx: &mut Tx) -> Result<i64> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!("SELECT max_upload_bytes FROM projects WHERE id = $1", project).fetch_one(tx.conn()).await?)
}

pub async fn count_unattached(tx: &mut Tx, user: UserId) -> Result<i64> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM files WHERE project_id = $1 AND uploaded_by = $2 AND attached_at IS NULL"#,
        project,
        user.0
    )
    .fetch_one(tx.conn())
    .await?)
}

/// How many of them were the user's own and free.
pub async fn attach(tx: &mut Tx, user: UserId, purpose: FilePurpose, files: &[FileId]) -> Result<u64> {
    let (project, now) = (tx.project.0, tx.now);
    let ids: Vec<Uuid> = files.iter().map(|f| f.0).collect();
    Ok(sqlx::query!(
        "UPDATE files SET attached_at = $5 WHERE project_id = $1 AND id = ANY ($2) AND uploaded_by = $3 AND purpose = $4 AND attached_at IS NULL",
        project,
        &ids,
        user.0,
        purpose.as_str(),
        now
    )
    .execute(tx.conn())
    .await?
    .rows_affected())
}

/// How many of them are the user's own.
pub async fn attach_own(tx: &mut Tx, user: UserId, purpose: FilePurpose, files: &[FileId]) -> Result<u64> {
    let (project, now) = (tx.project.0, tx.now);
    let ids: Vec<Uuid> = files.iter().map(|f| f.0).collect();
    Ok(sqlx::query!(
        "UPDATE files SET attached_at = coalesce(attached_at, $5) WHERE project_id = $1 AND id = ANY ($2) AND uploaded_by = $3 AND purpose = $4",
        project,
        &ids,
        user.0,
        purpose.as_str(),
        now
    )
    .execute(tx.conn())
    .await?
    .rows_affected())
}

pub async fn detach(tx: &mut Tx, files: &[FileId]) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    let ids: Vec<Uuid> = files.iter().map(|f| f.0).collect();
    sqlx::query!(
        "UPDATE files SET attached_at = NULL, created_at = $3 WHERE project_id = $1 AND id = ANY ($2)",
        project,
        &ids,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The storage key of what was deleted.
pub async fn delete_unattached(tx: &mut Tx, file: FileId, user: UserId) -> Result<Option<String>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        "DELETE FROM files WHERE project_id = $1 AND id = $2 AND uploaded_by = $3 AND attached_at IS NULL RETURNING storage_key",
        project,
        file.0,
        user.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub struct Found {
    pub id: FileId,
    pub purpose: FilePurpose,
    pub uploaded_by: Option<UserId>,
    pub name: String,
    pub content_type: String,
    pub size: i64,
    pub sha256: Vec<u8>,
    pub storage_key: String,
    pub attached: bool,
}

pub async fn find(tx: &mut Tx, file: FileId) -> Result<Option<Found>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Found,
        r#"SELECT id as "id: FileId", purpose as "purpose: FilePurpose", uploaded_by as "uploaded_by: UserId", name, content_type, size, sha256, storage_key,
            (attached_at IS NOT NULL) as "attached!"
           FROM files WHERE project_id = $1 AND id = $2"#,
        project,
        file.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub struct OnProduct {
    pub published: bool,
    pub of_mine: bool,
}

/// Whether a picture hangs on a published product, and on one of the given sellers'.
pub async fn products_with(tx: &mut Tx, file: FileId, sellers: &[Uuid]) -> Result<OnProduct> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        OnProduct,
        r#"SELECT coalesce(bool_or(p.status = 'published'), false) AS "published!", coalesce(bool_or(p.seller_id = ANY ($3)), false) AS "of_mine!"
           FROM products p WHERE p.project_id = $1 AND (p.cover_file_id = $2
             OR EXISTS (SELECT FROM product_media m WHERE m.project_id = p.project_id AND m.product_id = p.id AND m.file_id = $2))"#,
        project,
        file.0,
        sellers
    )
    .fetch_one(tx.conn())
    .await?)
}

pub struct OnSubmission {
    pub handed_in: bool,
    pub of_my_order: bool,
    pub of_my_seller: bool,
}

pub async fn submission_with(tx: &mut Tx, file: FileId, me: Option<UserId>, sellers: &[Uuid]) -> Result<OnSubmission> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        OnSubmission,
        r#"SELECT coalesce(bool_or(s.submitted_at IS NOT NULL), false) AS "handed_in!", coalesce(bool_or(d.buyer_id = $3), false) AS "of_my_order!",
            coalesce(bool_or(d.seller_id = ANY ($4)), false) AS "of_my_seller!"
           FROM submission_files x
           JOIN deliverable_submissions s ON s.project_id = x.project_id AND s.id = x.submission_id
           JOIN deliverables d ON d.project_id = s.project_id AND d.id = s.deliverable_id
           WHERE x.project_id = $1 AND x.file_id = $2"#,
        project,
        file.0,
        me.map(|u| u.0),
        sellers
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Whether the file is evidence in a dispute over an order of the person's, or of one of the sellers'.
pub async fn evidence_with(tx: &mut Tx, file: FileId, me: Option<UserId>, sellers: &[Uuid]) -> Result<bool> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM dispute_evidence e
            JOIN disputes d ON d.project_id = e.project_id AND d.id = e.dispute_id
            JOIN orders o ON o.project_id = d.project_id AND o.id = d.order_id
            WHERE e.project_id = $1 AND e.file_id = $2 AND (o.buyer_id = $3 OR o.seller_id = ANY ($4))) AS "there!""#,
        project,
        file.0,
        me.map(|u| u.0),
        sellers
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Whether the file is among the answers of an order of its uploader with one of the sellers.
pub async fn intake_with(tx: &mut Tx, file: FileId, uploader: Option<UserId>, sellers: &[Uuid]) -> Result<bool> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM orders o JOIN order_items i ON i.project_id = o.project_id AND i.order_id = o.id
            WHERE o.project_id = $1 AND o.buyer_id = $2 AND o.seller_id = ANY ($3) AND o.paid_at IS NOT NULL
              AND strpos(i.answers::text, $4) > 0) AS "there!""#,
        project,
        uploader.map(|u| u.0),
        sellers,
        file.to_string()
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Whether the file hangs on a message in a room that the person is in.
pub async fn chat_with(tx: &mut Tx, file: FileId, me: Option<UserId>, oversees: bool) -> Result<bool> {
    let project = tx.project.0;
    let Some(me) = me else { return Ok(false) };
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM chat_attachments a
            JOIN chat_messages m ON m.project_id = a.project_id AND m.id = a.message_id
            JOIN chats c ON c.project_id = m.project_id AND c.id = m.chat_id
            WHERE a.project_id = $1 AND a.file_id = $2 AND chat_side(c, $3, $4) IS NOT NULL) AS "there!""#,
        project,
        file.0,
        me.0,
        oversees
    )
    .fetch_one(tx.conn())
    .await?)
}

pub struct Swept {
    pub project: ProjectId,
    pub storage_key: String,
}

/// Deletes what hung on nothing for long, except what waits in a cart's answers.
pub async fn delete_stale(operator: &mut Transaction<'_, Postgres>, before: Moment, most: i64) -> Result<Vec<Swept>> {
    Ok(sqlx::query_as!(
        Swept,
        r#"DELETE FROM files f USING (
                SELECT x.project_id, x.id FROM files x WHERE x.attached_at IS NULL AND x.created_at < $1
                  AND NOT EXISTS (SELECT FROM cart_items c WHERE c.project_id = x.project_id AND c.user_id = x.uploaded_by
                    AND strpos(c.answers::text, x.id::text) > 0)
                  AND NOT EXISTS (SELECT FROM dispute_evidence e WHERE e.project_id = x.project_id AND e.file_id = x.id)
                  AND NOT EXISTS (SELECT FROM submission_files s WHERE s.project_id = x.project_id AND s.file_id = x.id)
                  AND NOT EXISTS (SELECT FROM product_media m WHERE m.project_id = x.project_id AND m.file_id = x.id)
                  AND NOT EXISTS (SELECT FROM products p WHERE p.project_id = x.project_id AND p.cover_file_id = x.id)
                ORDER BY x.created_at LIMIT $2) old
           WHERE f.project_id = old.project_id AND f.id = old.id
           RETURNING f.project_id as "project: ProjectId", f.storage_key"#,
        before,
        most
    )
    .fetch_all(&mut **operator)
    .await?)
}
