//! SQL of the work on an order.

use crate::{Result, Tx};
use model::{
    Currency, DeliverableId, FileId, MilestoneId, Money, OrderId, OrderItemId, RevisionRequestId, SubmissionId,
    deliveries::{
        ChecklistStatus, ChecklistView, Criterion, DeliverableStatus, MilestoneStatus, MilestoneView, RevisionStatus,
        RevisionView, SubmissionType, SubmissionView,
    },
    files::FileView,
};
use sqlx::types::Json;
use uuid::Uuid;

pub async fn milestones(tx: &mut Tx, order: OrderId, currency: Currency) -> Result<Vec<MilestoneView>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT m.id as "id: MilestoneId", d.id as "deliverable: DeliverableId", d.order_item_id as "item: OrderItemId", m.position, m.title,
            m.amount, m.due_date, m.status as "status: MilestoneStatus", d.status as "work: DeliverableStatus", m.completion_percentage,
            m.completion_date, d.auto_accept_at
           FROM delivery_milestones m JOIN deliverables d ON d.project_id = m.project_id AND d.id = m.deliverable_id
           WHERE m.project_id = $1 AND m.order_id = $2 ORDER BY m.position"#,
        project,
        order.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| MilestoneView {
            id: row.id,
            deliverable: row.deliverable,
            item: row.item,
            position: row.position,
            title: row.title,
            amount: Money::new(row.amount, currency),
            due: row.due_date,
            status: row.status,
            work: row.work,
            progress: row.completion_percentage,
            completed_at: row.completion_date,
            auto_accept_at: row.auto_accept_at,
            submissions: vec![],
            revisions: vec![],
            checklist: None,
        })
        .collect())
}

/// With their deliverable, newest first.
pub async fn submissions(tx: &mut Tx, order: OrderId, drafts: bool) -> Result<Vec<(Uuid, SubmissionView)>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT s.deliverable_id, s.id as "id: SubmissionId", s.submission_type as "kind: SubmissionType", s.submission_number,
            s.content_description, s.notes, s.preview_url, u.name AS by, s.submitted_at
           FROM deliverable_submissions s
           JOIN deliverables d ON d.project_id = s.project_id AND d.id = s.deliverable_id
           JOIN users u ON u.id = s.submitted_by
           WHERE s.project_id = $1 AND d.order_id = $2 AND ($3 OR s.submitted_at IS NOT NULL)
           ORDER BY s.submission_number DESC"#,
        project,
        order.0,
        drafts
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let view = SubmissionView {
                id: row.id,
                kind: row.kind,
                number: row.submission_number,
                description: row.content_description,
                notes: row.notes,
                preview_url: row.preview_url,
                by: row.by,
                submitted_at: row.submitted_at,
                files: vec![],
            };
            (row.deliverable_id, view)
        })
        .collect())
}

/// With their submission, in the order they were given.
pub async fn files(tx: &mut Tx, order: OrderId) -> Result<Vec<(Uuid, FileView)>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT x.submission_id, f.id as "id: FileId", f.name, f.content_type, f.size
           FROM submission_files x
           JOIN deliverable_submissions s ON s.project_id = x.project_id AND s.id = x.submission_id
           JOIN deliverables d ON d.project_id = s.project_id AND d.id = s.deliverable_id
           JOIN files f ON f.project_id = x.project_id AND f.id = x.file_id
           WHERE x.project_id = $1 AND d.order_id = $2 ORDER BY x.submission_id, x.position"#,
        project,
        order.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            (row.submission_id, FileView { id: row.id, name: row.name, content_type: row.content_type, size: row.size })
        })
        .collect())
}

/// With their deliverable, newest first.
pub async fn revisions(tx: &mut Tx, order: OrderId) -> Result<Vec<(Uuid, RevisionView)>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT r.deliverable_id, r.id as "id: RevisionRequestId", r.revision_number, r.revision_notes, r.status as "status: RevisionStatus",
            u.name AS by, r.created_at, r.deadline, r.completed_at
           FROM revision_requests r
           JOIN deliverables d ON d.project_id = r.project_id AND d.id = r.deliverable_id
           JOIN users u ON u.id = r.requested_by_id
           WHERE r.project_id = $1 AND d.order_id = $2 ORDER BY r.revision_number DESC"#,
        project,
        order.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let view = RevisionView {
                id: row.id,
                number: row.revision_number,
                notes: row.revision_notes,
                status: row.status,
                by: row.by,
                created_at: row.created_at,
                deadline: row.deadline,
                completed_at: row.completed_at,
            };
            (row.deliverable_id, view)
        })
        .collect())
}

pub async fn checklists(tx: &mut Tx, order: OrderId) -> Result<Vec<(Uuid, ChecklistView)>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT q.deliverable_id, q.criteria as "criteria: Json<Vec<Criterion>>", q.status as "status: ChecklistStatus", q.checked_at
           FROM quality_checklists q JOIN deliverables d ON d.project_id = q.project_id AND d.id = q.deliverable_id
           WHERE q.project_id = $1 AND d.order_id = $2"#,
        project,
        order.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            (
                row.deliverable_id,
                ChecklistView { criteria: row.criteria.0, status: row.status, checked_at: row.checked_at },
            )
        })
        .collect())
}
