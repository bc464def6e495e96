//! SQL of members. As operator (`Db::begin_operator`), because it reads whether somebody has a password yet; every
//! statement names its project.

use crate::{Result, Tx};
use model::{
    Lang, Moment, Role, UserId,
    identity::{Member, MemberFilter},
};
use std::collections::BTreeSet;

struct Row {
    id: UserId,
    name: String,
    email: String,
    invited: bool,
    roles: Vec<String>,
    superadmin: bool,
    joined_at: Moment,
    deactivated_at: Option<Moment>,
}

impl From<Row> for Member {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            name: row.name,
            email: row.email,
            invited: row.invited,
            roles: row.roles.iter().filter_map(|role| role.parse().ok()).collect(),
            superadmin: row.superadmin,
            joined_at: row.joined_at,
            deactivated_at: row.deactivated_at,
        }
    }
}

fn stored(roles: &BTreeSet<Role>) -> Vec<String> {
    roles.iter().map(|role| role.as_str().to_owned()).collect()
}

/// By name. The search forgives typing errors (trigrams), and finds parts of words.
pub async fn list_members(
    tx: &mut Tx,
    filter: &MemberFilter,
    after: Option<(UserId, String)>,
    limit: i64,
) -> Result<Vec<Member>> {
    let project = tx.project.0;
    let (after_id, after_name) = after.map_or((None, None), |(id, name)| (Some(id.0), Some(name)));
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT u.id AS "id: UserId", u.name, u.email, (u.password_hash IS NULL) AS "invited!", m.roles, u.superadmin, m.joined_at, m.deactivated_at
        FROM project_members m JOIN users u ON u.id = m.user_id
        WHERE m.project_id = $1
            AND ($2 = '' OR plain(u.name || ' ' || u.email) LIKE '%' || plain($2) || '%' OR plain($2) <% plain(u.name || ' ' || u.email))
            AND ($3::text IS NULL OR $3 = ANY (m.roles))
            AND ($4 OR m.deactivated_at IS NULL)
            AND ($5::text IS NULL OR (u.name, u.id) > ($5, $6::uuid))
        ORDER BY u.name, u.id LIMIT $7"#,
        project,
        filter.search.trim(),
        filter.role.map(Role::as_str),
        filter.deactivated,
        after_name,
        after_id,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Member::from).collect())
}

pub async fn load_member(tx: &mut Tx, user: UserId) -> Result<Option<Member>> {
    let project = tx.project.0;
    let row = sqlx::query_as!(
        Row,
        r#"SELECT u.id AS "id: UserId", u.name, u.email, (u.password_hash IS NULL) AS "invited!", m.roles, u.superadmin, m.joined_at, m.deactivated_at
        FROM project_members m JOIN users u ON u.id = m.user_id WHERE m.project_id = $1 AND m.user_id = $2"#,
        project,
        user.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(Member::from))
}

/// One change of owners at a time.
pub async fn lock_project(tx: &mut Tx) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!("SELECT id FROM projects WHERE id = $1 FOR UPDATE", project).fetch_one(tx.conn()).await?;
    Ok(())
}

pub async fn count_other_owners(tx: &mut Tx, but: UserId) -> Result<i64> {
    let project = tx.project.0;
    let owners = sqlx::query_scalar!(
        r#"SELECT count(*) AS "n!" FROM project_members m JOIN users u ON u.id = m.user_id
        WHERE m.project_id = $1 AND m.user_id <> $2 AND 'owner' = ANY (m.roles) AND m.deactivated_at IS NULL AND u.deactivated_at IS NULL"#,
        project,
        but.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(owners)
}

pub async fn set_roles(tx: &mut Tx, user: UserId, roles: &BTreeSet<Role>) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        "UPDATE project_members SET roles = $3 WHERE project_id = $1 AND user_id = $2",
        project,
        user.0,
        &stored(roles)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_deactivated(tx: &mut Tx, user: UserId, at: Option<Moment>) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        "UPDATE project_members SET deactivated_at = $3 WHERE project_id = $1 AND user_id = $2",
        project,
        user.0,
        at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The person with this address, whether they have a password, and their language.
pub async fn find_or_insert_user(
    tx: &mut Tx,
    id: UserId,
    email: &str,
    name: &str,
    lang: Lang,
) -> Result<(UserId, bool, Lang)> {
    let now = tx.now;
    sqlx::query!(
        "INSERT INTO users (id, email, name, lang, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (email) DO NOTHING",
        id.0,
        email,
        name,
        lang.code(),
        now
    )
    .execute(tx.conn())
    .await?;
    let row = sqlx::query!(
        r#"SELECT id AS "id: UserId", (password_hash IS NOT NULL) AS "has_password!", lang AS "lang: Lang" FROM users WHERE email = $1"#,
        email
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.id, row.has_password, row.lang))
}

/// Says whether the person is new here.
pub async fn insert_member(tx: &mut Tx, user: UserId, roles: &BTreeSet<Role>) -> Result<bool> {
    let (project, now) = (tx.project.0, tx.now);
    let done = sqlx::query!(
        "INSERT INTO project_members (project_id, user_id, roles, joined_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        project,
        user.0,
        &stored(roles),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
