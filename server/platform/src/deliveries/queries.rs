//! SQL of the work.

mod feedback;
mod submissions;

pub use feedback::*;
pub use submissions::*;

use super::core::WorkRow;
use crate::{Result, Tx};
use model::{
    DeliverableId, MilestoneId, Moment, OrderId, OrderItemId, SellerId,
    deliveries::{ChecklistStatus, Criterion, DeliverableStatus, MilestoneStatus},
};
use sqlx::types::Json;

pub async fn order_of(tx: &mut Tx, deliverable: DeliverableId) -> Result<Option<OrderId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT order_id as "order: OrderId" FROM deliverables WHERE project_id = $1 AND id = $2"#,
        project,
        deliverable.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn deliverable_of(tx: &mut Tx, milestone: MilestoneId) -> Result<Option<DeliverableId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT deliverable_id as "id: DeliverableId" FROM delivery_milestones WHERE project_id = $1 AND id = $2"#,
        project,
        milestone.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn load(tx: &mut Tx, deliverable: DeliverableId) -> Result<Option<WorkRow>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        WorkRow,
        r#"SELECT d.id as "deliverable: DeliverableId", m.id as "milestone: MilestoneId",
            d.order_item_id as "item: OrderItemId", d.title, d.status as "status: DeliverableStatus",
            m.status as "milestone_status: MilestoneStatus", m.position, m.amount, m.completion_percentage AS progress, d.due_date AS due,
            d.submission_count, d.current_revision, i.auto_accept_days, d.auto_accept_at, i.revisions AS revisions_allowed,
            (SELECT count(*)::int FROM revision_requests r JOIN deliverables e ON e.project_id = r.project_id AND e.id = r.deliverable_id
                WHERE e.project_id = d.project_id AND e.order_item_id = d.order_item_id) AS "revisions_used!",
            q.status as "checklist?: ChecklistStatus"
           FROM deliverables d
           JOIN delivery_milestones m ON m.project_id = d.project_id AND m.deliverable_id = d.id
           JOIN order_items i ON i.project_id = d.project_id AND i.id = d.order_item_id
           LEFT JOIN quality_checklists q ON q.project_id = d.project_id AND q.deliverable_id = d.id
           WHERE d.project_id = $1 AND d.id = $2"#,
        project,
        deliverable.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn set_status(
    tx: &mut Tx,
    deliverable: DeliverableId,
    status: DeliverableStatus,
    auto_accept_at: Option<Moment>,
) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE deliverables SET status = $3, auto_accept_at = $4, updated_at = $5,
            reminded_at = CASE WHEN $3 = 'submitted' THEN NULL ELSE reminded_at END,
            completed_at = CASE WHEN $3 IN ('accepted', 'completed') THEN coalesce(completed_at, $5) ELSE completed_at END
         WHERE project_id = $1 AND id = $2",
        project,
        deliverable.0,
        status.as_str(),
        auto_accept_at,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// All accepted work of an order that is done.
pub async fn complete_all(tx: &mut Tx, order: OrderId, completed: DeliverableStatus) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE deliverables SET status = $3, updated_at = $4 WHERE project_id = $1 AND order_id = $2 AND status = 'accepted'",
        project,
        order.0,
        completed.as_str(),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub struct NextMilestone {
    pub milestone: MilestoneId,
    pub status: MilestoneStatus,
}

/// The first open milestone of the same item behind this one.
pub async fn next_milestone(tx: &mut Tx, row: &WorkRow) -> Result<Option<NextMilestone>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        NextMilestone,
        r#"SELECT m.id as "milestone: MilestoneId", m.status as "status: MilestoneStatus"
           FROM delivery_milestones m JOIN deliverables d ON d.project_id = m.project_id AND d.id = m.deliverable_id
           WHERE m.project_id = $1 AND d.order_item_id = $2 AND m.position > $3 AND m.status <> 'completed'
           ORDER BY m.position LIMIT 1"#,
        project,
        row.item.0,
        row.position
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn count_completed(tx: &mut Tx, seller: SellerId) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        "UPDATE sellers SET completed_orders = completed_orders + 1 WHERE project_id = $1 AND id = $2",
        project,
        seller.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_progress(tx: &mut Tx, milestone: MilestoneId, percentage: i32) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE delivery_milestones SET completion_percentage = $3, updated_at = $4 WHERE project_id = $1 AND id = $2",
        project,
        milestone.0,
        percentage,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// One revision more than was bought.
pub async fn allow_one_more(tx: &mut Tx, item: OrderItemId) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!("UPDATE order_items SET revisions = revisions + 1 WHERE project_id = $1 AND id = $2", project, item.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// A revision must not make the seller late: its milestone is due no earlier than the revision's deadline.
pub async fn due_not_before(tx: &mut Tx, row: &WorkRow, deadline: Moment) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        "WITH m AS (UPDATE delivery_milestones SET due_date = greatest(due_date, $4) WHERE project_id = $1 AND id = $2)
         UPDATE deliverables SET due_date = greatest(due_date, $4) WHERE project_id = $1 AND id = $3",
        project,
        row.milestone.0,
        row.deliverable.0,
        deadline
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn criteria(tx: &mut Tx, deliverable: DeliverableId) -> Result<Option<Vec<Criterion>>> {
    let project = tx.project.0;
    let criteria = sqlx::query_scalar!(
        r#"SELECT criteria as "criteria: Json<Vec<Criterion>>" FROM quality_checklists WHERE project_id = $1 AND deliverable_id = $2"#,
        project,
        deliverable.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(criteria.map(|json| json.0))
}

pub async fn set_checklist(
    tx: &mut Tx,
    deliverable: DeliverableId,
    criteria: &[Criterion],
    status: ChecklistStatus,
) -> Result<()> {
    let (project, now, user) = (tx.project.0, tx.now, tx.user.map(|u| u.0));
    sqlx::query!(
        "UPDATE quality_checklists SET criteria = $3, status = $4, checked_by = $5, checked_at = $6, updated_at = $6
         WHERE project_id = $1 AND deliverable_id = $2",
        project,
        deliverable.0,
        Json(criteria) as _,
        status.as_str(),
        user,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
