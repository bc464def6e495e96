//! Walks every tenant table, as the database's own catalogue lists them: A's session can neither read, change nor
//! reference a row of B. A new table is covered the moment its migration exists.

use crate::{
    clock::new_id,
    testing::{TestPlatform, platform},
};
use model::ProjectId;
use sqlx::{AssertSqlSafe, Row};
use std::collections::BTreeMap;

/// Tables of ours with a project_id.
const TENANT_TABLES: &str = "SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'project_id'
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND NOT a.attisdropped ORDER BY 1";

async fn tenant_tables(t: &TestPlatform) -> Vec<String> {
    let tables: Vec<String> = sqlx::query_scalar(TENANT_TABLES).fetch_all(t.db.owner()).await.expect("tables");
    assert!(tables.len() > 30, "the catalogue lists our tables: {tables:?}");
    tables
}

#[tokio::test]
async fn every_tenant_table_is_built_to_keep_tenants_apart() {
    let t = platform().await;
    let owner = t.db.owner();
    for table in tenant_tables(&t).await {
        let (enabled, forced): (bool, bool) =
            sqlx::query_as("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = $1::regclass")
                .bind(&table)
                .fetch_one(owner)
                .await
                .expect("flags");
        assert!(
            enabled && forced,
            "{table}: row-level security must be enabled and forced (SELECT protect_tenant('{table}'))"
        );
        let first_key: Option<String> = sqlx::query_scalar(
            "SELECT a.attname::text FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1] WHERE k.contype = 'p' AND k.conrelid = $1::regclass",
        )
        .bind(&table).fetch_optional(owner).await.expect("key");
        assert_eq!(first_key.as_deref(), Some("project_id"), "{table}: the primary key must lead with project_id");
        let loose: Vec<String> = sqlx::query_scalar(
            "SELECT k.conname::text FROM pg_constraint k
             WHERE k.contype = 'f' AND k.conrelid = $1::regclass
               AND EXISTS (SELECT FROM pg_attribute r WHERE r.attrelid = k.confrelid AND r.attname = 'project_id')
               AND NOT EXISTS (
                   SELECT FROM generate_subscripts(k.conkey, 1) i
                   JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[i]
                   JOIN pg_attribute r ON r.attrelid = k.confrelid AND r.attnum = k.confkey[i]
                   WHERE a.attname = 'project_id' AND r.attname = 'project_id')",
        )
        .bind(&table)
        .fetch_all(owner)
        .await
        .expect("foreign keys");
        assert!(loose.is_empty(), "{table}: foreign keys between tenant tables must carry project_id: {loose:?}");
    }
    let unguarded: Vec<String> = sqlx::query_scalar(
        "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
         AND (has_table_privilege('guildhall_app', c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE') OR has_any_column_privilege('guildhall_app', c.oid, 'SELECT, INSERT, UPDATE'))",
    )
    .fetch_all(owner).await.expect("privileges");
    assert!(unguarded.is_empty(), "the application must not touch tables without row-level security: {unguarded:?}");
    let owned: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM pg_class WHERE relowner IN ('guildhall_app'::regrole, 'guildhall_operator'::regrole)",
    )
    .fetch_one(owner)
    .await
    .expect("owned");
    assert_eq!(owned, 0, "the application's roles own nothing");
}

#[tokio::test]
async fn no_session_reads_changes_or_references_another_projects_rows() {
    let t = platform().await;
    let b: ProjectId = new_id();
    t.add_project(b, "other").await;
    let rows = one_row_each(&t, b).await;
    for (table, row) in &rows {
        let seen: Result<i64, _> = {
            let mut tx = t.tx().await;
            sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) FROM {table} WHERE project_id = '{b}'")))
                .fetch_one(tx.conn())
                .await
        };
        assert!(matches!(seen, Ok(0) | Err(_)), "{table}: A reads B's row");
        for change in [
            format!("UPDATE {table} SET project_id = project_id WHERE project_id = '{b}'"),
            format!("DELETE FROM {table} WHERE project_id = '{b}'"),
            // move it over, whatever its WHERE may see
            format!("UPDATE {table} SET project_id = '{}'", t.project),
            format!("TRUNCATE {table}"),
        ] {
            let mut tx = t.tx().await;
            let changed =
                sqlx::query(AssertSqlSafe(change.clone())).execute(tx.conn()).await.map(|r| r.rows_affected());
            assert!(matches!(changed, Ok(0) | Err(_)), "{change}");
        }
        let mut tx = t.tx().await;
        let smuggled = insert(&row.columns, table, &row.json).execute(tx.conn()).await;
        assert!(smuggled.is_err(), "{table}: A writes a row into B");
        if row.references {
            let mut mine = row.json.clone();
            mine["project_id"] = serde_json::json!(t.project);
            let mut tx = t.tx().await;
            let referenced = match insert(&row.columns, table, &mine).execute(tx.conn()).await {
                Ok(_) => tx.commit().await.map_err(|error| format!("{error:?}")),
                Err(error) => Err(error.to_string()),
            };
            assert!(referenced.is_err(), "{table}: a row of A references a row of B");
        }
    }
    println!("{} tenant tables walked", rows.len());
}

/// A row of the other project, as the owner wrote it.
struct Seed {
    columns: String,
    json: serde_json::Value,
    /// Has a non-null foreign key to a tenant table.
    references: bool,
}

fn insert<'q>(
    columns: &str,
    table: &str,
    json: &serde_json::Value,
) -> sqlx::query::Query<'q, sqlx::Postgres, sqlx::postgres::PgArguments> {
    let sql = format!(
        "INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM jsonb_populate_record(NULL::{table}, $1)"
    );
    sqlx::query(AssertSqlSafe(sql)).bind(json.clone())
}

/// Writes one row into every tenant table of `project`, its foreign keys pointing at the others. As the database's owner,
/// without checks and triggers: what is tested is the wall between tenants, not the rules inside one.
async fn one_row_each(t: &TestPlatform, project: ProjectId) -> BTreeMap<String, Seed> {
    let mut owner = t.db.owner().acquire().await.expect("owner");
    let checks: Vec<(String, String)> = sqlx::query_as("SELECT conrelid::regclass::text, conname::text FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace AND conrelid <> 0")
        .fetch_all(&mut *owner).await.expect("checks");
    for (table, check) in checks {
        sqlx::query(AssertSqlSafe(format!("ALTER TABLE {table} DROP CONSTRAINT {check}")))
            .execute(&mut *owner)
            .await
            .expect("drop check");
    }
    let mut values: BTreeMap<String, serde_json::Map<String, serde_json::Value>> = BTreeMap::new();
    let tables = tenant_tables(t).await;
    let mut columns_of = BTreeMap::new();
    for table in &tables {
        let columns: Vec<(String, String, bool)> = sqlx::query_as(
            "SELECT attname::text, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute
             WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
        )
        .bind(table)
        .fetch_all(&mut *owner)
        .await
        .expect("columns");
        let row = columns
            .iter()
            .filter(|(_, _, required)| *required)
            .map(|(name, kind, _)| (name.clone(), sample(kind)))
            .collect();
        values.insert(table.clone(), row);
        columns_of.insert(
            table.clone(),
            columns.iter().map(|(name, _, _)| format!("\"{name}\"")).collect::<Vec<_>>().join(", "),
        );
    }
    for row in values.values_mut() {
        row.insert("project_id".to_owned(), serde_json::json!(project));
    }
    let keys = sqlx::query(
        "SELECT conrelid::regclass::text AS source, confrelid::regclass::text AS target,
            (SELECT array_agg(a.attname::text ORDER BY i) FROM generate_subscripts(conkey, 1) i JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = conkey[i]) AS from_columns,
            (SELECT array_agg(a.attname::text ORDER BY i) FROM generate_subscripts(confkey, 1) i JOIN pg_attribute a ON a.attrelid = confrelid AND a.attnum = confkey[i]) AS to_columns
         FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conrelid <> confrelid",
    )
    .fetch_all(&mut *owner).await.expect("keys");
    let mut references = BTreeMap::<String, bool>::new();
    // keys that are made of keys settle after a few rounds
    for _ in 0..6 {
        for key in &keys {
            let (source, target): (String, String) = (key.get("source"), key.get("target"));
            let (from, to): (Vec<String>, Vec<String>) = (key.get("from_columns"), key.get("to_columns"));
            let Some(target_row) = values.get(&target).cloned() else { continue };
            let Some(source_row) = values.get_mut(&source) else { continue };
            for (from, to) in from.iter().zip(&to).filter(|(from, _)| *from != "project_id") {
                source_row.insert(from.clone(), target_row[to].clone());
                references.insert(source.clone(), true);
            }
        }
    }
    sqlx::raw_sql("SET session_replication_role = replica").execute(&mut *owner).await.expect("replica");
    let mut seeds = BTreeMap::new();
    for table in tables {
        let json = serde_json::Value::Object(values[&table].clone());
        insert_defaults(&table, &values[&table], &mut owner).await;
        let written: serde_json::Value = sqlx::query_scalar(AssertSqlSafe(format!(
            "SELECT to_jsonb(x) FROM {table} x WHERE project_id = '{project}' LIMIT 1"
        )))
        .fetch_one(&mut *owner)
        .await
        .unwrap_or_else(|error| panic!("{table}: {json}: {error}"));
        seeds.insert(
            table.clone(),
            Seed { columns: columns_of[&table].clone(), json: written, references: references.contains_key(&table) },
        );
    }
    sqlx::raw_sql("SET session_replication_role = origin").execute(&mut *owner).await.expect("origin");
    seeds
}

async fn insert_defaults(
    table: &str,
    row: &serde_json::Map<String, serde_json::Value>,
    owner: &mut sqlx::PgConnection,
) {
    let columns = row.keys().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    insert(&columns, table, &serde_json::Value::Object(row.clone()))
        .execute(owner)
        .await
        .unwrap_or_else(|error| panic!("{table}: {error}"));
}

/// Something of the column's type.
fn sample(kind: &str) -> serde_json::Value {
    match kind {
        "uuid" => serde_json::json!(uuid::Uuid::now_v7()),
        "boolean" => serde_json::json!(false),
        "bytea" => serde_json::json!("\\x00"),
        "jsonb" | "json" => serde_json::json!({}),
        kind if kind.starts_with("timestamp") => serde_json::json!("2026-06-01T12:00:00Z"),
        "date" => serde_json::json!("2026-06-01"),
        "xid8" => serde_json::json!("1"),
        kind if kind.ends_with("[]") => serde_json::json!([]),
        "bigint" | "integer" | "smallint" => serde_json::json!(1),
        kind if kind.starts_with("numeric") || kind.starts_with("double") => serde_json::json!(1),
        _ => serde_json::json!("xxx"),
    }
}
