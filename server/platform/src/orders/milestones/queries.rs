//! SQL of milestones' dates and states.

use crate::{Result, Tx};
use model::{
    MilestoneId, Moment, OrderId,
    deliveries::{DeliverableStatus, MilestoneStatus},
};
use sqlx::postgres::types::PgInterval;
use time::Duration;

pub async fn set_status(tx: &mut Tx, milestone: MilestoneId, status: MilestoneStatus) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE delivery_milestones SET status = $3, updated_at = $4,
            completion_percentage = CASE WHEN $3 = 'completed' THEN 100 ELSE completion_percentage END,
            completion_date = CASE WHEN $3 = 'completed' THEN $4 ELSE completion_date END
         WHERE project_id = $1 AND id = $2",
        project,
        milestone.0,
        status.as_str(),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub struct OpenMilestone {
    pub id: MilestoneId,
    pub title: String,
    pub status: MilestoneStatus,
    pub work: DeliverableStatus,
    pub due: Option<Moment>,
}

/// Those whose money is not released, in order.
pub async fn open_milestones(tx: &mut Tx, order: OrderId) -> Result<Vec<OpenMilestone>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        OpenMilestone,
        r#"SELECT m.id as "id: MilestoneId", m.title, m.status as "status: MilestoneStatus", d.status as "work: DeliverableStatus", m.due_date AS due
           FROM delivery_milestones m JOIN deliverables d ON d.project_id = m.project_id AND d.id = m.deliverable_id
           WHERE m.project_id = $1 AND m.order_id = $2 AND m.status <> 'completed' ORDER BY m.position"#,
        project,
        order.0
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Moves every date that is still open by the same time.
pub async fn shift_dates(tx: &mut Tx, order: OrderId, by: Duration, reviews_too: bool) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    let by = PgInterval { months: 0, days: 0, microseconds: i64::try_from(by.whole_microseconds()).unwrap_or(0) };
    sqlx::query!(
        "WITH moved AS (
            UPDATE delivery_milestones SET due_date = due_date + $3, updated_at = $4
            WHERE project_id = $1 AND order_id = $2 AND status <> 'completed' RETURNING deliverable_id, due_date),
         work AS (
            UPDATE deliverables d SET due_date = moved.due_date, updated_at = $4,
                auto_accept_at = CASE WHEN $5 THEN d.auto_accept_at + $3 ELSE d.auto_accept_at END
            FROM moved WHERE d.project_id = $1 AND d.id = moved.deliverable_id)
         UPDATE orders SET due_at = due_at + $3, updated_at = $4 WHERE project_id = $1 AND id = $2",
        project,
        order.0,
        by,
        now,
        reviews_too
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
