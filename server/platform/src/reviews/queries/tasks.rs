//! SQL that makes and reads tasks.

use crate::{Result, Tx, reviews::OpenReview};
use model::{
    Moment, ReviewTaskId, UserId,
    reviews::{Check, FieldChange, ReviewRule, ReviewState, ReviewStatus, ReviewSubject, Vote},
};
use sqlx::types::Json;
use uuid::Uuid;

/// A task with everything that decides about it.
pub struct Task {
    pub id: ReviewTaskId,
    pub number: String,
    pub subject_id: Uuid,
    pub title: String,
    pub author_name: String,
    /// From outside the staff: they see the author's part. Empty for matters within the house.
    pub team: Vec<UserId>,
    pub changes: Vec<FieldChange>,
    pub reason: String,
    pub opened_at: Moment,
    pub closed_at: Option<Moment>,
    pub state: ReviewState,
}

impl Task {
    /// Answers for the subject from outside.
    pub fn is_outside(&self, user: UserId) -> bool {
        self.state.subject.author_is_outside() && (self.state.author == user || self.team.contains(&user))
    }
}

pub async fn insert(tx: &mut Tx, id: ReviewTaskId, number: &str, open: &OpenReview) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    let parties: Vec<Uuid> = open.parties.iter().map(|user| user.0).collect();
    let title: String = open.title.chars().take(300).collect();
    sqlx::query!(
        "INSERT INTO review_tasks (project_id, id, number, subject, subject_id, version, title, author_id, parties, rule, changes, checks, opened_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)",
        project,
        id.0,
        number,
        open.subject.as_str(),
        open.subject_id,
        open.version,
        title,
        open.author.0,
        &parties,
        Json(&open.rule) as _,
        Json(&open.changes) as _,
        Json(&open.checks) as _,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The live review of a thing.
pub async fn live(tx: &mut Tx, subject: ReviewSubject, subject_id: Uuid) -> Result<Option<ReviewTaskId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT id as "id: ReviewTaskId" FROM review_tasks
        WHERE project_id = $1 AND subject = $2 AND subject_id = $3 AND closed_at IS NULL"#,
        project,
        subject.as_str(),
        subject_id
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The version of the live review of a thing.
pub async fn live_version(tx: &mut Tx, subject: ReviewSubject, subject_id: Uuid) -> Result<Option<i32>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        "SELECT version FROM review_tasks WHERE project_id = $1 AND subject = $2 AND subject_id = $3 AND closed_at IS NULL",
        project,
        subject.as_str(),
        subject_id
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// What a task is about: to lock that first.
pub async fn subject_of(tx: &mut Tx, id: ReviewTaskId) -> Result<Option<(ReviewSubject, Uuid)>> {
    let project = tx.project.0;
    Ok(sqlx::query!(
        r#"SELECT subject as "subject: ReviewSubject", subject_id FROM review_tasks WHERE project_id = $1 AND id = $2"#,
        project,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?
    .map(|row| (row.subject, row.subject_id)))
}

/// The task, with nobody else acting on it until this transaction ends.
pub async fn lock(tx: &mut Tx, id: ReviewTaskId) -> Result<Option<Task>> {
    let project = tx.project.0;
    sqlx::query!("SELECT id FROM review_tasks WHERE project_id = $1 AND id = $2 FOR UPDATE", project, id.0)
        .fetch_optional(tx.conn())
        .await?;
    load(tx, id).await
}

pub async fn load(tx: &mut Tx, id: ReviewTaskId) -> Result<Option<Task>> {
    let project = tx.project.0;
    let row = sqlx::query!(
        r#"SELECT t.number, t.subject as "subject: ReviewSubject", t.subject_id, t.version, t.title, t.status as "status: ReviewStatus",
            t.author_id as "author: UserId", a.name as author_name, t.parties, t.rule as "rule: Json<ReviewRule>",
            t.changes as "changes: Json<Vec<FieldChange>>", t.checks as "checks: Json<Vec<Check>>", t.resubmitted_at, t.reason,
            t.opened_at, t.closed_at,
            CASE t.subject
                WHEN 'product' THEN ARRAY(SELECT m.user_id FROM products p
                    JOIN seller_members m ON m.project_id = p.project_id AND m.seller_id = p.seller_id
                    WHERE p.project_id = t.project_id AND p.id = t.subject_id)
                WHEN 'seller_verification' THEN ARRAY(SELECT s.user_id FROM sellers s WHERE s.project_id = t.project_id AND s.id = t.subject_id)
                ELSE '{}' END as "team!",
            coalesce((SELECT jsonb_agg(jsonb_build_object('by', v.user_id, 'name', u.name, 'kind', v.kind, 'version', v.version,
                    'note', v.note, 'at', v.at,
                    'roles', CASE WHEN m.deactivated_at IS NULL THEN coalesce(m.roles, '{}') ELSE '{}' END
                        || CASE WHEN u.superadmin THEN '{owner}'::text[] ELSE '{}' END) ORDER BY v.id)
                FROM review_votes v JOIN users u ON u.id = v.user_id
                LEFT JOIN project_members m ON m.project_id = v.project_id AND m.user_id = v.user_id
                WHERE v.project_id = t.project_id AND v.task_id = t.id), '[]') as "votes!: Json<Vec<Vote>>",
            (SELECT count(*) FROM review_threads h WHERE h.project_id = t.project_id AND h.task_id = t.id AND h.resolved_at IS NULL) as "open_threads!"
        FROM review_tasks t JOIN users a ON a.id = t.author_id
        WHERE t.project_id = $1 AND t.id = $2"#,
        project,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| {
        let team: Vec<UserId> = row.team.into_iter().map(UserId).collect();
        let mut parties: Vec<UserId> = row.parties.into_iter().map(UserId).chain(team.iter().copied()).collect();
        parties.sort_unstable();
        parties.dedup();
        Task {
            id,
            number: row.number,
            subject_id: row.subject_id,
            title: row.title,
            author_name: row.author_name,
            team,
            changes: row.changes.0,
            reason: row.reason,
            opened_at: row.opened_at,
            closed_at: row.closed_at,
            state: ReviewState {
                subject: row.subject,
                status: row.status,
                version: row.version,
                resubmitted_at: row.resubmitted_at,
                author: row.author,
                parties,
                rule: row.rule.0,
                votes: row.votes.0,
                checks: row.checks.0,
                open_threads: u32::try_from(row.open_threads).unwrap_or(u32::MAX),
            },
        }
    }))
}
