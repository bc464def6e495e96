//! SQL that finds due work across all projects, as the operator's role.

use crate::{Result, Tx};
use model::{DeliverableId, Moment, ProjectId};
use sqlx::{Postgres, Transaction};

pub struct DueWork {
    pub project: ProjectId,
    pub deliverable: DeliverableId,
}

pub async fn reviews_until(operator: &mut Transaction<'_, Postgres>, now: Moment, most: i64) -> Result<Vec<DueWork>> {
    Ok(sqlx::query_as!(
        DueWork,
        r#"SELECT d.project_id as "project: ProjectId", d.id as "deliverable: DeliverableId"
           FROM deliverables d JOIN orders o ON o.project_id = d.project_id AND o.id = d.order_id
           WHERE d.auto_accept_at <= $1 AND d.status IN ('submitted', 'in_review') AND o.status IN ('active', 'delivered')
           ORDER BY d.auto_accept_at LIMIT $2"#,
        now,
        most
    )
    .fetch_all(&mut **operator)
    .await?)
}

pub async fn unreminded_until(
    operator: &mut Transaction<'_, Postgres>,
    until: Moment,
    most: i64,
) -> Result<Vec<DueWork>> {
    Ok(sqlx::query_as!(
        DueWork,
        r#"SELECT d.project_id as "project: ProjectId", d.id as "deliverable: DeliverableId"
           FROM deliverables d JOIN orders o ON o.project_id = d.project_id AND o.id = d.order_id
           WHERE d.auto_accept_at <= $1 AND d.reminded_at IS NULL AND d.status IN ('submitted', 'in_review') AND o.status IN ('active', 'delivered')
           ORDER BY d.auto_accept_at LIMIT $2"#,
        until,
        most
    )
    .fetch_all(&mut **operator)
    .await?)
}

/// `false`: somebody was faster.
pub async fn mark_reminded(tx: &mut Tx, deliverable: DeliverableId) -> Result<bool> {
    let (project, now) = (tx.project.0, tx.now);
    let rows = sqlx::query!(
        "UPDATE deliverables SET reminded_at = $3 WHERE project_id = $1 AND id = $2 AND reminded_at IS NULL",
        project,
        deliverable.0,
        now
    )
    .execute(tx.conn())
    .await?
    .rows_affected();
    Ok(rows == 1)
}

pub async fn overdue(operator: &mut Transaction<'_, Postgres>, now: Moment, most: i64) -> Result<Vec<DueWork>> {
    Ok(sqlx::query_as!(
        DueWork,
        r#"SELECT m.project_id as "project: ProjectId", m.deliverable_id as "deliverable: DeliverableId"
           FROM delivery_milestones m
           JOIN deliverables d ON d.project_id = m.project_id AND d.id = m.deliverable_id
           JOIN orders o ON o.project_id = m.project_id AND o.id = m.order_id
           WHERE m.due_date < $1 AND m.status IN ('pending', 'in_progress')
             AND d.status IN ('draft', 'revision_requested', 'rejected') AND o.status IN ('active', 'delivered')
           ORDER BY m.due_date LIMIT $2"#,
        now,
        most
    )
    .fetch_all(&mut **operator)
    .await?)
}
