//! SQL of addresses that wait for their confirmation, as operator.

use crate::{Result, Tx};
use model::{Lang, Moment, UserId};
use sqlx::PgPool;

/// One waits at a time: a newer one takes the older one's place, and its link with it.
pub async fn put_change(tx: &mut Tx, token_hash: &[u8], user: UserId, email: &str, expires: Moment) -> Result<()> {
    let now = tx.now;
    sqlx::query!(
        "INSERT INTO email_changes (token_hash, user_id, email, expires_at, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (user_id) WHERE ended_at IS NULL DO UPDATE SET token_hash = excluded.token_hash,
            email = excluded.email, expires_at = excluded.expires_at, created_at = excluded.created_at",
        token_hash,
        user.0,
        email,
        expires,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Says whether one waited.
pub async fn end_changes(tx: &mut Tx, user: UserId) -> Result<bool> {
    let now = tx.now;
    let done =
        sqlx::query!("UPDATE email_changes SET ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL", user.0, now)
            .execute(tx.conn())
            .await?;
    Ok(done.rows_affected() > 0)
}

pub struct Change {
    pub user_id: UserId,
    pub email: String,
    pub old_email: String,
    pub lang: Lang,
}

pub async fn find_change(pool: &PgPool, token_hash: &[u8], now: Moment) -> Result<Option<Change>> {
    let row = sqlx::query_as!(
        Change,
        r#"SELECT c.user_id AS "user_id: UserId", c.email, u.email AS old_email, u.lang AS "lang: Lang"
        FROM email_changes c JOIN users u ON u.id = c.user_id
        WHERE c.token_hash = $1 AND c.ended_at IS NULL AND c.expires_at > $2 AND u.deactivated_at IS NULL"#,
        token_hash,
        now
    )
    .fetch_optional(pool)
    .await?;
    Ok(row)
}

/// Only the first of two at once gets `true`.
pub async fn use_change(tx: &mut Tx, token_hash: &[u8]) -> Result<bool> {
    let now = tx.now;
    let done = sqlx::query!(
        "UPDATE email_changes SET ended_at = $2 WHERE token_hash = $1 AND ended_at IS NULL",
        token_hash,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// `false` when somebody else has the address meanwhile.
pub async fn set_email(tx: &mut Tx, user: UserId, email: &str) -> Result<bool> {
    let now = tx.now;
    let done = sqlx::query!(
        "UPDATE users SET email = $2, email_verified_at = $3
         WHERE id = $1 AND NOT EXISTS (SELECT FROM users other WHERE other.email = $2 AND other.id <> $1)",
        user.0,
        email,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
