//! SQL of mails, inside their project.

use crate::{Result, Tx};
use model::{
    MailId,
    mails::{MailStatus, StoredMail},
};

pub async fn insert_mail(tx: &mut Tx, id: MailId, to: &str, subject: &str, text: &str, html: &str) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "INSERT INTO mails (project_id, id, recipient, subject, text_body, html_body, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        project,
        id.0,
        to,
        subject,
        text,
        html,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn load_mail(tx: &mut Tx, id: MailId) -> Result<Option<StoredMail>> {
    let project = tx.project.0;
    let mail = sqlx::query_as!(
        StoredMail,
        r#"SELECT id AS "id: MailId", recipient, subject, text_body AS text, html_body AS html, status AS "status: MailStatus", created_at
        FROM mails WHERE project_id = $1 AND id = $2"#,
        project,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(mail)
}

/// Newest first; `recipient` empty: all.
pub async fn list_mails(tx: &mut Tx, recipient: &str, after: Option<MailId>, limit: i64) -> Result<Vec<StoredMail>> {
    let project = tx.project.0;
    let mails = sqlx::query_as!(
        StoredMail,
        r#"SELECT id AS "id: MailId", recipient, subject, text_body AS text, html_body AS html, status AS "status: MailStatus", created_at
        FROM mails WHERE project_id = $1 AND ($2 = '' OR recipient = lower($2)) AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT $4"#,
        project,
        recipient,
        after.map(|id| id.0),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(mails)
}

pub async fn mark_mail(tx: &mut Tx, id: MailId, status: MailStatus, error: Option<&str>) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE mails SET status = $3, error = $4, sent_at = CASE WHEN $3 = 'sent' THEN $5::timestamptz END WHERE project_id = $1 AND id = $2",
        project,
        id.0,
        status.as_str(),
        error,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What stands as the sender: the project's own choice, else its name.
pub async fn sender_name(tx: &mut Tx) -> Result<String> {
    let project = tx.project.0;
    let name = sqlx::query_scalar!(
        r#"SELECT COALESCE(NULLIF(branding ->> 'sender_name', ''), name) AS "name!" FROM projects WHERE id = $1"#,
        project
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(name)
}

pub struct Place {
    pub slug: String,
    pub domain: Option<String>,
}

/// Where the project is reached.
pub async fn place(tx: &mut Tx) -> Result<Place> {
    let project = tx.project.0;
    let place = sqlx::query_as!(
        Place,
        r#"SELECT slug, (SELECT domain FROM project_domains d WHERE d.project_id = p.id AND d.verified_at IS NOT NULL ORDER BY created_at LIMIT 1) AS domain
        FROM projects p WHERE id = $1"#,
        project
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(place)
}
