//! SQL of project settings and domains, inside the project; `domain_of` looks at another one, as operator.

use crate::{Result, Tx};
use model::{
    Bps, Currency, Lang, ProjectId,
    identity::{Imprint, ProjectSettings},
};
use serde_json::json;
use sqlx::{PgPool, types::Json};

/// The host under which people reach a project.
pub async fn domain_of(pool: &PgPool, project: ProjectId) -> Result<Option<String>> {
    let domain = sqlx::query_scalar!(
        "SELECT domain FROM project_domains WHERE project_id = $1 AND verified_at IS NOT NULL ORDER BY created_at LIMIT 1",
        project.0
    )
    .fetch_optional(pool)
    .await?;
    Ok(domain)
}

pub async fn load_settings(tx: &mut Tx) -> Result<ProjectSettings> {
    let project = tx.project.0;
    let row = sqlx::query!(
        r#"SELECT name, tagline, default_currency AS "currency: Currency", default_lang AS "lang: Lang", time_zone,
            coalesce(branding ->> 'colour', '') AS "colour!", coalesce(branding ->> 'logo', '') AS "logo!",
            coalesce(branding ->> 'sender_name', '') AS "sender_name!",
            commission_bps, clearing_days, auto_accept_days, review_products, max_upload_bytes,
            imprint AS "imprint: Json<Imprint>"
        FROM projects WHERE id = $1"#,
        project
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(ProjectSettings {
        name: row.name,
        tagline: row.tagline,
        currency: row.currency,
        lang: row.lang,
        time_zone: row.time_zone,
        colour: row.colour,
        logo: row.logo,
        sender_name: row.sender_name,
        commission: Bps(row.commission_bps),
        clearing_days: row.clearing_days.unsigned_abs(),
        auto_accept_days: row.auto_accept_days.unsigned_abs(),
        review_products: row.review_products,
        max_upload_bytes: row.max_upload_bytes.unsigned_abs(),
        imprint: row.imprint.0,
    })
}

/// Checked before; the numbers fit.
pub async fn save_settings(tx: &mut Tx, settings: &ProjectSettings) -> Result<()> {
    let project = tx.project.0;
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let branding = json!({ "colour": some(&settings.colour), "logo": some(&settings.logo), "sender_name": some(settings.sender_name.trim()) });
    sqlx::query!(
        "UPDATE projects SET name = $2, tagline = $3, default_currency = $4, default_lang = $5, time_zone = $6, branding = branding || $7,
            commission_bps = $8, clearing_days = $9, auto_accept_days = $10, review_products = $11, max_upload_bytes = $12, imprint = $13
         WHERE id = $1",
        project,
        settings.name,
        settings.tagline.trim(),
        settings.currency.code(),
        settings.lang.code(),
        settings.time_zone,
        branding,
        settings.commission.0,
        i32::try_from(settings.clearing_days).unwrap_or(i32::MAX),
        i32::try_from(settings.auto_accept_days).unwrap_or(i32::MAX),
        settings.review_products,
        i64::try_from(settings.max_upload_bytes).unwrap_or(i64::MAX),
        Json(&settings.imprint) as _
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn load_imprint(tx: &mut Tx) -> Result<Imprint> {
    let project = tx.project.0;
    let imprint =
        sqlx::query_scalar!(r#"SELECT imprint AS "imprint: Json<Imprint>" FROM projects WHERE id = $1"#, project)
            .fetch_one(tx.conn())
            .await?;
    Ok(imprint.0)
}

pub async fn has_bookings(tx: &mut Tx) -> Result<bool> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM transfers WHERE project_id = $1) AS "any!""#, project)
        .fetch_one(tx.conn())
        .await?)
}

pub async fn list_domains(tx: &mut Tx) -> Result<Vec<(String, bool)>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT domain, (verified_at IS NOT NULL) AS "verified!" FROM project_domains WHERE project_id = $1 ORDER BY domain LIMIT 100"#,
        project
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.domain, row.verified)).collect())
}

/// `false`: the project has it already.
pub async fn insert_domain(tx: &mut Tx, domain: &str) -> Result<bool> {
    let (project, now) = (tx.project.0, tx.now);
    let done = sqlx::query!("INSERT INTO project_domains (domain, project_id, created_at) VALUES ($2, $1, $3) ON CONFLICT (project_id, domain) DO NOTHING", project, domain, now)
        .execute(tx.conn())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// `false`: it is not the project's. Violates `project_domains_proven` when another project has proven it.
pub async fn verify_domain(tx: &mut Tx, domain: &str) -> Result<bool> {
    let (project, now) = (tx.project.0, tx.now);
    let done = sqlx::query!(
        "UPDATE project_domains SET verified_at = coalesce(verified_at, $3) WHERE project_id = $1 AND domain = $2",
        project,
        domain,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn delete_domain(tx: &mut Tx, domain: &str) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!("DELETE FROM project_domains WHERE project_id = $1 AND domain = $2", project, domain)
        .execute(tx.conn())
        .await?;
    Ok(())
}
