//! Gateways' settings and the log of calls.

use crate::{Result, Tx};
use model::{Moment, payments::IntegrationCall};
use plugins::http::CallLog;
use serde_json::Value;

/// A row of `gateway_settings`.
pub struct GatewayRow {
    pub gateway: String,
    pub enabled: bool,
    pub credentials: Option<Vec<u8>>,
    pub test_result: String,
    pub test_passed: bool,
    pub tested_at: Option<Moment>,
}

pub async fn gateway_row(tx: &mut Tx, gateway: &str) -> Result<Option<GatewayRow>> {
    Ok(gateway_rows(tx).await?.into_iter().find(|row| row.gateway == gateway))
}

pub async fn gateway_rows(tx: &mut Tx) -> Result<Vec<GatewayRow>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        GatewayRow,
        "SELECT gateway, enabled, credentials, test_result, test_passed, tested_at FROM gateway_settings WHERE project_id = $1",
        project
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Whether it is on, and its keys; new keys make an old test worthless.
pub async fn save_gateway(tx: &mut Tx, gateway: &str, enabled: bool, credentials: Option<&[u8]>) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "INSERT INTO gateway_settings (project_id, gateway, enabled, credentials, updated_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (project_id, gateway) DO UPDATE SET enabled = excluded.enabled, updated_at = excluded.updated_at,
             credentials = coalesce(excluded.credentials, gateway_settings.credentials),
             test_result = CASE WHEN excluded.credentials IS NULL THEN gateway_settings.test_result ELSE '' END,
             test_passed = CASE WHEN excluded.credentials IS NULL THEN gateway_settings.test_passed ELSE false END,
             tested_at = CASE WHEN excluded.credentials IS NULL THEN gateway_settings.tested_at END",
        project,
        gateway,
        enabled,
        credentials,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_test_result(tx: &mut Tx, gateway: &str, passed: bool, result: &str, enabled: bool) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "INSERT INTO gateway_settings (project_id, gateway, enabled, test_result, test_passed, tested_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $6)
         ON CONFLICT (project_id, gateway) DO UPDATE SET test_result = excluded.test_result, test_passed = excluded.test_passed, tested_at = excluded.tested_at",
        project,
        gateway,
        enabled,
        result,
        passed,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn project_slug(tx: &mut Tx) -> Result<String> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!("SELECT slug FROM projects WHERE id = $1", project).fetch_one(tx.conn()).await?)
}

pub async fn insert_call(tx: &mut Tx, log: &CallLog) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "INSERT INTO integration_logs (project_id, provider, endpoint, request_data, response_data, status, latency_ms, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        project,
        log.provider,
        log.endpoint,
        log.request,
        log.response,
        log.status.map(i32::from),
        i32::try_from(log.latency_ms).unwrap_or(i32::MAX),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

struct Row {
    id: i64,
    provider: String,
    endpoint: String,
    request_data: Option<Value>,
    response_data: Option<Value>,
    status: Option<i32>,
    latency_ms: i32,
    created_at: Moment,
}

/// Newest first; one more than `limit`.
pub async fn calls(tx: &mut Tx, after: Option<i64>, limit: u32) -> Result<Vec<IntegrationCall>> {
    let project = tx.project.0;
    let rows = sqlx::query_as!(
        Row,
        "SELECT id, provider, endpoint, request_data, response_data, status, latency_ms, created_at FROM integration_logs
         WHERE project_id = $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3",
        project,
        after,
        i64::from(limit) + 1
    )
    .fetch_all(tx.conn())
    .await?;
    let text = |value: Option<Value>| {
        value.filter(|value| !value.is_null()).map(|value| format!("{value:#}")).unwrap_or_default()
    };
    let call = |row: Row| IntegrationCall {
        id: row.id,
        provider: row.provider,
        endpoint: row.endpoint,
        request: text(row.request_data),
        response: text(row.response_data),
        status: row.status,
        latency_ms: row.latency_ms,
        at: row.created_at,
    };
    Ok(rows.into_iter().map(call).collect())
}

/// Which project a gateway means. Across projects.
pub async fn project_of_slug(
    tx: &mut sqlx::Transaction<'static, sqlx::Postgres>,
    slug: &str,
) -> Result<Option<model::ProjectId>> {
    Ok(sqlx::query_scalar!(r#"SELECT id AS "id: model::ProjectId" FROM projects WHERE slug = $1"#, slug)
        .fetch_optional(&mut **tx)
        .await?)
}
