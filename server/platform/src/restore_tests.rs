//! A backup must come back: `pg_restore` works with an empty search_path, so nothing that it needs while it creates and
//! fills tables may depend on one.

use crate::testing::platform;

/// Functions in generated columns, checks, defaults and indexes whose bodies are mere text.
#[tokio::test]
async fn what_tables_call_is_bound_when_it_is_made() {
    let t = platform().await;
    let loose: Vec<String> = sqlx::query_scalar(
        "SELECT DISTINCT p.proname::text FROM pg_depend d
         JOIN pg_proc p ON d.refclassid = 'pg_proc'::regclass AND p.oid = d.refobjid
         JOIN pg_language l ON l.oid = p.prolang
         WHERE d.classid IN ('pg_attrdef'::regclass, 'pg_constraint'::regclass, 'pg_class'::regclass)
            AND p.pronamespace = 'public'::regnamespace AND l.lanname IN ('sql', 'plpgsql')
            AND p.prosqlbody IS NULL AND p.proconfig IS NULL",
    )
    .fetch_all(t.db.owner())
    .await
    .expect("functions");
    assert!(loose.is_empty(), "write their bodies as RETURN …, or pg_restore fails: {loose:?}");
}

#[tokio::test]
async fn rows_are_written_without_a_search_path() {
    let t = platform().await;
    let mut tx = t.db.owner().begin().await.expect("begin");
    sqlx::query("SELECT set_config('search_path', '', true)").execute(&mut *tx).await.expect("empty");
    let plain: String = sqlx::query_scalar("SELECT public.plain_words(ARRAY['Ängström', 'CAFÉ'])")
        .fetch_one(&mut *tx)
        .await
        .expect("called as a generated column calls it");
    assert_eq!(plain, "angstrom cafe");
}
