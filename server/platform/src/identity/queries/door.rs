//! SQL of the door (as operator: before it has run, nobody knows the project), and of what every page shows.

use super::super::door::Door;
use crate::{Result, Tx};
use model::{Moment, ProjectId, SessionId, UserId};
use sqlx::PgPool;
use uuid::Uuid;

pub struct Recognised {
    pub project_id: Uuid,
    pub default_lang: String,
    pub session_id: Option<Uuid>,
    pub last_seen_at: Option<Moment>,
    pub user_id: Option<Uuid>,
    pub name: Option<String>,
    pub email: Option<String>,
    pub email_verified: Option<bool>,
    pub superadmin: Option<bool>,
    pub user_lang: Option<String>,
    pub roles: Option<Vec<String>>,
    pub changes: Option<Vec<String>>,
    pub sellers: Option<Vec<Uuid>>,
    pub gateways: Option<Vec<String>>,
}

/// Project, session, person, roles and sellers in one round trip. A host's own domain beats the switcher's cookie.
pub async fn recognise(
    pool: &PgPool,
    door: &Door,
    default_project: &str,
    token_hash: Option<&[u8]>,
    now: Moment,
) -> Result<Option<Recognised>> {
    let row = sqlx::query_as!(
        Recognised,
        r#"WITH place AS (
            SELECT id, default_lang FROM projects WHERE id = COALESCE(
                (SELECT project_id FROM project_domains WHERE domain = $1 AND verified_at IS NOT NULL),
                (SELECT id FROM projects WHERE slug = $2),
                (SELECT id FROM projects WHERE slug = $3),
                (SELECT id FROM projects ORDER BY created_at LIMIT 1)))
        SELECT place.id AS "project_id!", place.default_lang AS "default_lang!",
            s.id AS "session_id?", s.last_seen_at AS "last_seen_at?",
            u.id AS "user_id?", u.name AS "name?", u.email AS "email?", (u.email_verified_at IS NOT NULL) AS "email_verified?",
            u.superadmin AS "superadmin?", u.lang AS "user_lang?", m.roles AS "roles?",
            ARRAY(SELECT concat_ws(' ', role, permission, granted::text) FROM role_permissions r
                WHERE r.project_id = place.id AND r.role = ANY (m.roles)) AS "changes?",
            ARRAY(SELECT seller_id FROM seller_members x WHERE x.project_id = place.id AND x.user_id = m.user_id) AS "sellers?",
            ARRAY(SELECT gateway FROM gateway_settings g WHERE g.project_id = place.id AND g.enabled) AS "gateways?"
        FROM place
        LEFT JOIN sessions s ON s.token_hash = $4 AND s.revoked_at IS NULL AND s.expires_at > $5
        LEFT JOIN users u ON u.id = s.user_id AND u.deactivated_at IS NULL
        LEFT JOIN project_members m ON m.project_id = place.id AND m.user_id = u.id AND m.deactivated_at IS NULL"#,
        door.host,
        door.chosen,
        default_project,
        token_hash,
        now
    )
    .fetch_optional(pool)
    .await?;
    Ok(row)
}

pub async fn touch_session(pool: &PgPool, session: Uuid, now: Moment, expires: Moment) -> Result<()> {
    sqlx::query!("UPDATE sessions SET last_seen_at = $2, expires_at = $3 WHERE id = $1", session, now, expires)
        .execute(pool)
        .await?;
    Ok(())
}

pub async fn session_stands(pool: &PgPool, session: SessionId, project: ProjectId, now: Moment) -> Result<bool> {
    let stands = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM sessions s JOIN users u ON u.id = s.user_id
            LEFT JOIN project_members m ON m.project_id = $2 AND m.user_id = s.user_id AND m.deactivated_at IS NULL
            WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > $3 AND u.deactivated_at IS NULL
                AND (u.superadmin OR m.user_id IS NOT NULL)) AS "stands!""#,
        session.0,
        project.0,
        now
    )
    .fetch_one(pool)
    .await?;
    Ok(stands)
}

/// What a session's person is in a project now.
pub struct Renewed {
    pub name: String,
    pub superadmin: bool,
    pub roles: Vec<String>,
    pub changes: Vec<String>,
    pub sellers: Vec<Uuid>,
}

/// `None`: the session does not stand any more, as `session_stands` says it.
pub async fn session_of(pool: &PgPool, session: SessionId, project: ProjectId, now: Moment) -> Result<Option<Renewed>> {
    Ok(sqlx::query_as!(
        Renewed,
        r#"SELECT u.name, u.superadmin, coalesce(m.roles, '{}') AS "roles!",
            ARRAY(SELECT concat_ws(' ', role, permission, granted::text) FROM role_permissions r
                WHERE r.project_id = $2 AND r.role = ANY (m.roles)) AS "changes!",
            ARRAY(SELECT seller_id FROM seller_members x WHERE x.project_id = $2 AND x.user_id = m.user_id) AS "sellers!"
        FROM sessions s JOIN users u ON u.id = s.user_id
        LEFT JOIN project_members m ON m.project_id = $2 AND m.user_id = s.user_id AND m.deactivated_at IS NULL
        WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > $3 AND u.deactivated_at IS NULL
            AND (u.superadmin OR m.user_id IS NOT NULL)"#,
        session.0,
        project.0,
        now
    )
    .fetch_optional(pool)
    .await?)
}

pub struct Face {
    pub slug: String,
    pub name: String,
    pub default_currency: String,
    pub time_zone: String,
    pub branding: serde_json::Value,
    pub unread: i64,
    pub cart: i64,
    /// The newest live event.
    pub seq: i64,
    pub of_client: i64,
    pub of_seller: i64,
    pub of_staff: i64,
}

/// The project's face, the two small numbers of the top bar and the newest live event, inside the project.
pub async fn load_face(tx: &mut Tx, user: Option<UserId>, visitor: Option<&str>) -> Result<Face> {
    let project = tx.project.0;
    let face = sqlx::query_as!(
        Face,
        r#"SELECT slug, name, default_currency, time_zone, branding,
            (SELECT count(*) FROM (SELECT FROM notifications n WHERE n.project_id = $1 AND n.user_id = $2 AND n.read_at IS NULL LIMIT 100) x) AS "unread!",
            (SELECT count(*) FROM cart_items c WHERE c.project_id = $1 AND (c.user_id = $2 OR ($2::uuid IS NULL AND c.visitor = $3))) AS "cart!",
            coalesce((SELECT max(seq) FROM live_events WHERE project_id = $1), 0) AS "seq!",
            m.of_client AS "of_client!", m.of_seller AS "of_seller!", m.of_staff AS "of_staff!"
        FROM projects
        CROSS JOIN LATERAL (
            SELECT least(1000, coalesce(sum(r.n) FILTER (WHERE r.side = 'client'), 0))::bigint AS of_client,
                least(1000, coalesce(sum(r.n) FILTER (WHERE r.side = 'seller'), 0))::bigint AS of_seller,
                least(1000, coalesce(sum(r.n) FILTER (WHERE r.side = 'staff'), 0))::bigint AS of_staff
            FROM (
                SELECT c.last_said - m.read_said AS n, chat_side(c, $2, true) AS side
                FROM chat_members m JOIN chats c ON c.project_id = m.project_id AND c.id = m.chat_id
                WHERE m.project_id = $1 AND m.user_id = $2 AND c.last_said > m.read_said AND c.status = 'active'
            ) r
        ) m
        WHERE id = $1"#,
        project,
        user.map(|user| user.0),
        visitor
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(face)
}

pub struct Choice {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
}

/// The projects a person can switch to, as operator: it looks across projects. Superadmins see all.
pub async fn list_projects_of(pool: &PgPool, user: UserId, superadmin: bool) -> Result<Vec<Choice>> {
    let rows = sqlx::query_as!(
        Choice,
        "SELECT p.id, p.slug, p.name FROM projects p
         WHERE $2 OR EXISTS (SELECT FROM project_members m WHERE m.project_id = p.id AND m.user_id = $1 AND m.deactivated_at IS NULL)
         ORDER BY p.name LIMIT 100",
        user.0,
        superadmin
    )
    .fetch_all(pool)
    .await?;
    Ok(rows)
}
