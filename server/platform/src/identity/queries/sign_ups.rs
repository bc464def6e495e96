//! SQL of sign-ups that wait for their mail, as operator.

use crate::{Result, Tx};
use model::{Lang, Moment, UserId};
use sqlx::PgPool;

pub async fn has_account(tx: &mut Tx, email: &str) -> Result<bool> {
    Ok(sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM users WHERE email = $1) AS "exists!""#, email)
        .fetch_one(tx.conn())
        .await?)
}

pub async fn insert_sign_up(
    tx: &mut Tx,
    token_hash: &[u8],
    email: &str,
    name: &str,
    password_hash: &str,
    lang: Lang,
    expires: Moment,
) -> Result<()> {
    let now = tx.now;
    sqlx::query!(
        "INSERT INTO sign_ups (token_hash, email, name, password_hash, lang, expires_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        token_hash,
        email,
        name,
        password_hash,
        lang.code(),
        expires,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub struct Waiting {
    pub email: String,
    pub name: String,
    pub password_hash: String,
    pub lang: String,
}

pub async fn find_sign_up(pool: &PgPool, token_hash: &[u8], now: Moment) -> Result<Option<Waiting>> {
    let row = sqlx::query_as!(
        Waiting,
        "SELECT email, name, password_hash, lang FROM sign_ups WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2",
        token_hash,
        now
    )
    .fetch_optional(pool)
    .await?;
    Ok(row)
}

/// Only the first of two at once gets `true`.
pub async fn use_sign_up(tx: &mut Tx, token_hash: &[u8]) -> Result<bool> {
    let now = tx.now;
    let done =
        sqlx::query!("UPDATE sign_ups SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL", token_hash, now)
            .execute(tx.conn())
            .await?;
    Ok(done.rows_affected() == 1)
}

/// `None` when the address has an account meanwhile.
pub async fn insert_user(tx: &mut Tx, id: UserId, from: &Waiting) -> Result<Option<UserId>> {
    let now = tx.now;
    let user = sqlx::query_scalar!(
        r#"INSERT INTO users (id, email, name, password_hash, email_verified_at, lang, created_at) VALUES ($1, $2, $3, $4, $5, $6, $5)
        ON CONFLICT (email) DO NOTHING RETURNING id AS "id: UserId""#,
        id.0,
        from.email,
        from.name,
        from.password_hash,
        now,
        from.lang
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(user)
}
