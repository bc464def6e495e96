//! SQL of submissions and revisions. (In `queries/` beside the rest of the domain's SQL.)

use crate::{Result, Tx, clock::new_id};
use model::{
    DeliverableId, FileId, Machine, Moment, Party, RevisionRequestId, Step, SubmissionId, UserId,
    deliveries::{RevisionEvent, RevisionStatus, SubmissionType},
};
use uuid::Uuid;

/// The open draft takes these contents; there is at most one per deliverable.
pub async fn save_draft(
    tx: &mut Tx,
    deliverable: DeliverableId,
    number: i32,
    description: &str,
    notes: &str,
    preview_url: &str,
    user: UserId,
) -> Result<SubmissionId> {
    let (project, now, id) = (tx.project.0, tx.now, new_id::<SubmissionId>());
    Ok(sqlx::query_scalar!(
        r#"INSERT INTO deliverable_submissions
            (project_id, id, deliverable_id, submission_type, submission_number, content_description, notes, preview_url, submitted_by, created_at)
           VALUES ($1, $2, $3, 'draft', $4, $5, $6, $7, $8, $9)
           ON CONFLICT (project_id, deliverable_id) WHERE submitted_at IS NULL
           DO UPDATE SET content_description = $5, notes = $6, preview_url = $7, submitted_by = $8
           RETURNING id as "id: SubmissionId""#,
        project,
        id.0,
        deliverable.0,
        number,
        description,
        notes,
        preview_url,
        user.0,
        now
    )
    .fetch_one(tx.conn())
    .await?)
}

/// The draft becomes a submission.
pub async fn hand_in(
    tx: &mut Tx,
    deliverable: DeliverableId,
    submission: SubmissionId,
    kind: SubmissionType,
) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "WITH handed AS (
            UPDATE deliverable_submissions SET submission_type = $4, submitted_at = $5
            WHERE project_id = $1 AND id = $3 AND submitted_at IS NULL)
         UPDATE deliverables SET submission_count = submission_count + 1, updated_at = $5 WHERE project_id = $1 AND id = $2",
        project,
        deliverable.0,
        submission.0,
        kind.as_str(),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn last_submission(tx: &mut Tx, deliverable: DeliverableId) -> Result<Option<SubmissionId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT id as "id: SubmissionId" FROM deliverable_submissions
           WHERE project_id = $1 AND deliverable_id = $2 AND submitted_at IS NOT NULL ORDER BY submission_number DESC LIMIT 1"#,
        project,
        deliverable.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn files_of(tx: &mut Tx, submission: SubmissionId) -> Result<Vec<FileId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT file_id as "id: FileId" FROM submission_files WHERE project_id = $1 AND submission_id = $2 ORDER BY position"#,
        project,
        submission.0
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Exactly these files, in this order.
pub async fn set_files(tx: &mut Tx, submission: SubmissionId, files: &[FileId]) -> Result<()> {
    let project = tx.project.0;
    let files: Vec<Uuid> = files.iter().map(|f| f.0).collect();
    sqlx::query!(
        "DELETE FROM submission_files WHERE project_id = $1 AND submission_id = $2 AND file_id <> ALL ($3)",
        project,
        submission.0,
        &files
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "INSERT INTO submission_files (project_id, submission_id, file_id, position)
         SELECT $1, $2, f.id, f.n::int FROM unnest($3::uuid[]) WITH ORDINALITY AS f(id, n)
         ON CONFLICT (project_id, submission_id, file_id) DO UPDATE SET position = excluded.position",
        project,
        submission.0,
        &files
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn insert_revision(
    tx: &mut Tx,
    id: RevisionRequestId,
    deliverable: DeliverableId,
    by: UserId,
    number: i32,
    notes: &str,
    deadline: Moment,
) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "WITH counted AS (UPDATE deliverables SET current_revision = $5 WHERE project_id = $1 AND id = $3)
         INSERT INTO revision_requests (project_id, id, deliverable_id, requested_by_id, revision_number, revision_notes, deadline, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        project,
        id.0,
        deliverable.0,
        by.0,
        number,
        notes,
        deadline,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Moves the open revision, if there is one, through its machine.
pub async fn step_revision(tx: &mut Tx, deliverable: DeliverableId, event: RevisionEvent) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    let open = sqlx::query!(
        r#"SELECT id, status as "status: RevisionStatus" FROM revision_requests
           WHERE project_id = $1 AND deliverable_id = $2 AND status <> 'completed' ORDER BY revision_number DESC LIMIT 1"#,
        project,
        deliverable.0
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(open) = open else { return Ok(()) };
    if let Step::To(to) = open.status.step(event, Party::Seller)? {
        sqlx::query!(
            "UPDATE revision_requests SET status = $3, updated_at = $4, completed_at = CASE WHEN $3 = 'completed' THEN $4 ELSE completed_at END
             WHERE project_id = $1 AND id = $2",
            project,
            open.id,
            to.as_str(),
            now
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}
