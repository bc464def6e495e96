//! SQL of accounts and sessions, as operator: people are global. The `Tx` it gets is `Db::begin_operator`'s.

use crate::{Result, Tx};
use model::{Lang, Moment, SessionId, UserId, actor::Client, identity::Profile};
use sqlx::PgPool;

pub struct Found {
    pub id: UserId,
    pub password_hash: Option<String>,
    pub lang: String,
    pub deactivated: bool,
}

pub async fn find_for_sign_in(pool: &PgPool, email: &str) -> Result<Option<Found>> {
    let found = sqlx::query_as!(
        Found,
        r#"SELECT id AS "id: UserId", password_hash, lang, (deactivated_at IS NOT NULL) AS "deactivated!" FROM users WHERE email = $1"#,
        email
    )
    .fetch_optional(pool)
    .await?;
    Ok(found)
}

pub struct Membership {
    pub roles: Vec<String>,
    pub superadmin: bool,
    pub lang: String,
}

/// Whoever signs in at a project belongs to it, at least as a client. `None`: the project has closed itself to them.
pub async fn join_as_client(tx: &mut Tx, user: UserId) -> Result<Option<Membership>> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "INSERT INTO project_members (project_id, user_id, roles, joined_at) VALUES ($1, $2, '{client}', $3) ON CONFLICT DO NOTHING",
        project,
        user.0,
        now
    )
    .execute(tx.conn())
    .await?;
    let row = sqlx::query_as!(
        Membership,
        "SELECT m.roles, u.superadmin, u.lang FROM project_members m JOIN users u ON u.id = m.user_id
         WHERE m.project_id = $1 AND m.user_id = $2 AND m.deactivated_at IS NULL AND u.deactivated_at IS NULL",
        project,
        user.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row)
}

pub async fn insert_session(
    tx: &mut Tx,
    id: SessionId,
    token_hash: &[u8],
    user: UserId,
    client: &Client,
    expires: Moment,
) -> Result<()> {
    let now = tx.now;
    sqlx::query!(
        "INSERT INTO sessions (id, token_hash, user_id, user_agent, ip, created_at, last_seen_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $6, $7)",
        id.0,
        token_hash,
        user.0,
        client.agent,
        client.address,
        now,
        expires
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Says whether it is the person's session at all; an ended one stays ended.
pub async fn end_session(tx: &mut Tx, user: UserId, id: SessionId) -> Result<bool> {
    let now = tx.now;
    let done = sqlx::query!(
        "UPDATE sessions SET revoked_at = coalesce(revoked_at, $3) WHERE id = $1 AND user_id = $2",
        id.0,
        user.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends all of the person's sessions but one.
pub async fn end_sessions(tx: &mut Tx, user: UserId, but: Option<SessionId>) -> Result<()> {
    let now = tx.now;
    sqlx::query!(
        "UPDATE sessions SET revoked_at = $3 WHERE user_id = $1 AND revoked_at IS NULL AND id IS DISTINCT FROM $2",
        user.0,
        but.map(|id| id.0),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub struct SessionRow {
    pub id: SessionId,
    pub user_agent: String,
    pub ip: String,
    pub created_at: Moment,
    pub last_seen_at: Moment,
}

pub async fn list_sessions(tx: &mut Tx, user: UserId) -> Result<Vec<SessionRow>> {
    let now = tx.now;
    let rows = sqlx::query_as!(
        SessionRow,
        r#"SELECT id AS "id: SessionId", user_agent, ip, created_at, last_seen_at FROM sessions
        WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2 ORDER BY last_seen_at DESC LIMIT 100"#,
        user.0,
        now
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub async fn load_profile(tx: &mut Tx, user: UserId) -> Result<Profile> {
    let now = tx.now;
    let profile = sqlx::query_as!(
        Profile,
        r#"SELECT email, name, bio, lang AS "lang: Lang", time_zone,
            (SELECT c.email FROM email_changes c WHERE c.user_id = users.id AND c.ended_at IS NULL AND c.expires_at > $2) AS new_email
        FROM users WHERE id = $1"#,
        user.0,
        now
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(profile)
}

pub async fn save_profile(tx: &mut Tx, user: UserId, profile: &Profile) -> Result<()> {
    sqlx::query!(
        "UPDATE users SET name = $2, bio = $3, lang = $4, time_zone = $5 WHERE id = $1",
        user.0,
        profile.name,
        profile.bio,
        profile.lang.code(),
        profile.time_zone
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn time_zone_exists(tx: &mut Tx, name: &str) -> Result<bool> {
    Ok(sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM pg_timezone_names WHERE name = $1) AS "exists!""#, name)
        .fetch_one(tx.conn())
        .await?)
}

/// The mailbox is proven with it: only its owner gets here.
pub async fn set_password(tx: &mut Tx, user: UserId, hash: &str) -> Result<()> {
    let now = tx.now;
    sqlx::query!(
        "UPDATE users SET password_hash = $2, email_verified_at = coalesce(email_verified_at, $3) WHERE id = $1",
        user.0,
        hash,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub struct Reset {
    pub user_id: UserId,
    pub email: String,
    pub lang: String,
}

pub async fn find_reset(pool: &PgPool, token_hash: &[u8], now: Moment) -> Result<Option<Reset>> {
    let row = sqlx::query_as!(
        Reset,
        r#"SELECT t.user_id AS "user_id: UserId", u.email, u.lang FROM email_tokens t JOIN users u ON u.id = t.user_id
        WHERE t.token_hash = $1 AND t.purpose = 'reset' AND t.used_at IS NULL AND t.expires_at > $2 AND u.deactivated_at IS NULL"#,
        token_hash,
        now
    )
    .fetch_optional(pool)
    .await?;
    Ok(row)
}

/// Only the first of two at once gets `true`.
pub async fn use_token(tx: &mut Tx, token_hash: &[u8]) -> Result<bool> {
    let now = tx.now;
    let done =
        sqlx::query!("UPDATE email_tokens SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL", token_hash, now)
            .execute(tx.conn())
            .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn expire_tokens(tx: &mut Tx, user: UserId) -> Result<()> {
    let now = tx.now;
    sqlx::query!(
        "UPDATE email_tokens SET used_at = $2 WHERE user_id = $1 AND purpose = 'reset' AND used_at IS NULL",
        user.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn insert_token(tx: &mut Tx, token_hash: &[u8], user: UserId, expires: Moment) -> Result<()> {
    let now = tx.now;
    sqlx::query!(
        "INSERT INTO email_tokens (token_hash, user_id, purpose, expires_at, created_at) VALUES ($1, $2, 'reset', $3, $4)",
        token_hash,
        user.0,
        expires,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
