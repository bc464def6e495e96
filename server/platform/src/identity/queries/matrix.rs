//! SQL of the permission matrix, inside the project.

use crate::{Result, Tx};
use model::{Permission, Role, UserId};

pub struct Change {
    pub role: String,
    pub permission: String,
    pub granted: bool,
}

pub async fn list_changes(tx: &mut Tx) -> Result<Vec<Change>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(Change, "SELECT role, permission, granted FROM role_permissions WHERE project_id = $1", project)
        .fetch_all(tx.conn())
        .await?)
}

pub async fn set_change(tx: &mut Tx, role: Role, permission: Permission, granted: bool, by: UserId) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "INSERT INTO role_permissions (project_id, role, permission, granted, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (project_id, role, permission) DO UPDATE SET granted = excluded.granted, changed_by = excluded.changed_by, changed_at = excluded.changed_at",
        project,
        role.as_str(),
        permission.as_str(),
        granted,
        by.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Back to the default.
pub async fn forget_change(tx: &mut Tx, role: Role, permission: Permission) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        "DELETE FROM role_permissions WHERE project_id = $1 AND role = $2 AND permission = $3",
        project,
        role.as_str(),
        permission.as_str()
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
