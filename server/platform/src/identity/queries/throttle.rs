//! SQL of the back-off, as operator.

use crate::Result;
use model::Moment;
use sqlx::{PgConnection, PgPool};

/// One try at a time per key, or parallel ones would all see the same count.
pub async fn lock_gate(db: &mut PgConnection, key: &str) -> Result<()> {
    sqlx::query!(r#"SELECT pg_advisory_xact_lock(hashtextextended($1, 7)) AS "locked!: ()""#, key)
        .fetch_one(db)
        .await?;
    Ok(())
}

pub struct Tries {
    pub count: i64,
    pub last: Option<Moment>,
}

pub async fn count_tries(db: &mut PgConnection, key: &str, since: Moment) -> Result<Tries> {
    Ok(sqlx::query_as!(
        Tries,
        r#"SELECT count(*) AS "count!", max(at) AS last FROM sign_in_attempts WHERE key = $1 AND at > $2"#,
        key,
        since
    )
    .fetch_one(db)
    .await?)
}

pub async fn insert_try(db: &mut PgConnection, key: &str, now: Moment) -> Result<()> {
    sqlx::query!("INSERT INTO sign_in_attempts (key, at) VALUES ($1, $2)", key, now).execute(db).await?;
    Ok(())
}

pub async fn forget_tries(pool: &PgPool, key: &str) -> Result<()> {
    sqlx::query!("DELETE FROM sign_in_attempts WHERE key = $1", key).execute(pool).await?;
    Ok(())
}

pub async fn forget_newest_try(pool: &PgPool, key: &str) -> Result<()> {
    sqlx::query!(
        "DELETE FROM sign_in_attempts WHERE id = (SELECT id FROM sign_in_attempts WHERE key = $1 ORDER BY at DESC, id DESC LIMIT 1)",
        key
    )
    .execute(pool)
    .await?;
    Ok(())
}
