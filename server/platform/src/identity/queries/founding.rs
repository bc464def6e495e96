//! SQL of founding, as operator: projects and people begin before anybody is in a project.

use super::super::founding::NewPerson;
use crate::Result;
use model::{Moment, ProjectId, Role, UserId, viewer::ProjectChoice};
use sqlx::{PgConnection, PgPool};

pub async fn insert_project(db: &mut PgConnection, id: ProjectId, slug: &str, name: &str, now: Moment) -> Result<bool> {
    let done = sqlx::query!(
        "INSERT INTO projects (id, slug, name, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (slug) DO NOTHING",
        id.0,
        slug,
        name,
        now
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn project_by_slug(db: &mut PgConnection, slug: &str) -> Result<ProjectId> {
    Ok(sqlx::query_scalar!(r#"SELECT id AS "id: ProjectId" FROM projects WHERE slug = $1"#, slug).fetch_one(db).await?)
}

pub async fn upsert_user(
    db: &mut PgConnection,
    id: UserId,
    email: &str,
    person: &NewPerson<'_>,
    hash: &str,
    now: Moment,
) -> Result<UserId> {
    let user = sqlx::query_scalar!(
        r#"INSERT INTO users (id, email, name, password_hash, email_verified_at, superadmin, lang, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $5)
        ON CONFLICT (email) DO UPDATE SET superadmin = users.superadmin OR excluded.superadmin
        RETURNING id AS "id: UserId""#,
        id.0,
        email,
        person.name,
        hash,
        now,
        person.superadmin,
        person.lang.code()
    )
    .fetch_one(db)
    .await?;
    Ok(user)
}

/// Roles add up.
pub async fn join(db: &mut PgConnection, project: ProjectId, user: UserId, roles: &[Role], now: Moment) -> Result<()> {
    let roles: Vec<String> = roles.iter().map(|role| role.as_str().to_owned()).collect();
    sqlx::query!(
        "INSERT INTO project_members (project_id, user_id, roles, joined_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (project_id, user_id) DO UPDATE
         SET roles = ARRAY(SELECT DISTINCT unnest(project_members.roles || excluded.roles)), deactivated_at = NULL",
        project.0,
        user.0,
        &roles,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

pub async fn list_projects(pool: &PgPool) -> Result<Vec<ProjectChoice>> {
    Ok(sqlx::query_as!(ProjectChoice, r#"SELECT id AS "id: ProjectId", slug, name FROM projects ORDER BY slug"#)
        .fetch_all(pool)
        .await?)
}

/// Nobody is signed in on the command line, but what was done there belongs into the log.
pub async fn insert_log(
    db: &mut PgConnection,
    project: ProjectId,
    action: &str,
    user: UserId,
    data: serde_json::Value,
    now: Moment,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO transaction_log (project_id, at, request_id, action, subject, subject_id, data)
         VALUES ($1, $2, 'command line', $3, 'member', $4, $5)",
        project.0,
        now,
        action,
        user.0,
        data
    )
    .execute(db)
    .await?;
    Ok(())
}
