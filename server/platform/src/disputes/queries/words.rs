//! SQL of what is said and shown: messages and evidence are written once and stay.

use crate::{Result, Tx};
use model::{DisputeId, Party, UserId, disputes::EvidenceType};
use uuid::Uuid;

pub async fn insert_message(
    tx: &mut Tx,
    dispute: DisputeId,
    party: Party,
    message: &str,
    kind: &str,
    visibility: &str,
) -> Result<()> {
    let (project, now, id) = (tx.project.0, tx.now, crate::clock::new_id::<Uuid>());
    let user = tx.user.ok_or(model::Problem::SignInNeeded)?;
    sqlx::query!(
        "INSERT INTO dispute_messages (project_id, id, dispute_id, user_id, party, message, message_type, visibility, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        project,
        id,
        dispute.0,
        user.0,
        party.as_str(),
        message,
        kind,
        visibility,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The same words to the same readers a moment ago: a second click, not a second message.
pub async fn said_just_now(tx: &mut Tx, dispute: DisputeId, message: &str, visibility: &str) -> Result<bool> {
    let (project, user, since) = (tx.project.0, tx.user.map(|u| u.0), tx.now - time::Duration::minutes(1));
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM dispute_messages WHERE project_id = $1 AND dispute_id = $2 AND user_id = $3
            AND message = $4 AND visibility = $5 AND created_at > $6) AS "there!""#,
        project,
        dispute.0,
        user,
        message,
        visibility,
        since
    )
    .fetch_one(tx.conn())
    .await?)
}

pub async fn insert_evidence(
    tx: &mut Tx,
    dispute: DisputeId,
    party: Party,
    kind: EvidenceType,
    content: &str,
    file: Option<model::FileId>,
) -> Result<()> {
    let (project, now, id) = (tx.project.0, tx.now, crate::clock::new_id::<Uuid>());
    let user = tx.user.ok_or(model::Problem::SignInNeeded)?;
    sqlx::query!(
        "INSERT INTO dispute_evidence (project_id, id, dispute_id, user_id, party, evidence_type, content, file_id, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        project,
        id,
        dispute.0,
        user.0,
        party.as_str(),
        kind.as_str(),
        content,
        file.map(|f| f.0),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn count_evidence(tx: &mut Tx, dispute: DisputeId) -> Result<i64> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM dispute_evidence WHERE project_id = $1 AND dispute_id = $2"#,
        project,
        dispute.0
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Whether an upload is a picture.
pub async fn is_image(tx: &mut Tx, file: model::FileId) -> Result<bool> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT content_type LIKE 'image/%' AS "image!" FROM files WHERE project_id = $1 AND id = $2"#,
        project,
        file.0
    )
    .fetch_optional(tx.conn())
    .await?
    .unwrap_or(false))
}

/// The staff who have written or drafted here.
pub async fn engaged(tx: &mut Tx, dispute: DisputeId) -> Result<Vec<UserId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT user_id as "user!: UserId" FROM dispute_messages WHERE project_id = $1 AND dispute_id = $2 AND party = 'staff'
           UNION SELECT by_user_id FROM dispute_terms WHERE project_id = $1 AND dispute_id = $2 AND kind = 'decision'"#,
        project,
        dispute.0
    )
    .fetch_all(tx.conn())
    .await?)
}
