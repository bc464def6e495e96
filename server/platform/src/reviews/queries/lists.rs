//! SQL of the inbox, and of who is told.

use crate::{Result, Tx};
use model::{
    Moment, Page, PageRequest, Problem, ReviewTaskId, Role, UserId,
    reviews::{ReviewFilter, ReviewLine, ReviewStatus, ReviewSubject, ReviewTab},
};
use uuid::Uuid;

/// Whose inbox it is.
pub struct Reader {
    pub user: UserId,
    /// As they are stored in `waits_for`.
    pub roles: Vec<String>,
    /// Roles that they can answer questions for.
    pub answers: Vec<String>,
}

struct Row {
    id: ReviewTaskId,
    number: String,
    subject: ReviewSubject,
    title: String,
    status: ReviewStatus,
    author_id: UserId,
    author: String,
    parties: Vec<Uuid>,
    waits_for: Vec<String>,
    ready: bool,
    comments: i64,
    opened_at: Moment,
    updated_at: Moment,
}

/// A page of lines under a condition on `t`: $1 project, $2 subject, $3 before, $4 limit, $5 reader, then what it names.
macro_rules! lines {
    ($tx:ident, $subject:expr, $before:expr, $limit:expr, $user:expr, $where:literal $(, $more:expr)*) => {
        sqlx::query_as!(
            Row,
            r#"SELECT t.id as "id: ReviewTaskId", t.number, t.subject as "subject: ReviewSubject", t.title, t.status as "status: ReviewStatus",
                t.author_id as "author_id: UserId", a.name as author, t.parties, t.waits_for, t.ready,
                (SELECT count(*) FROM review_threads h JOIN review_comments c ON c.project_id = h.project_id AND c.thread_id = h.id
                    WHERE h.project_id = t.project_id AND h.task_id = t.id) as "comments!", t.opened_at, t.updated_at
            FROM review_tasks t JOIN users a ON a.id = t.author_id
            WHERE t.project_id = $1 AND ($2::text IS NULL OR t.subject = $2) AND ($3::uuid IS NULL OR t.id < $3) AND "#
                + $where
                + " ORDER BY t.id DESC LIMIT $4",
            $tx.project.0,
            $subject,
            $before,
            $limit,
            $user.0
            $(, $more)*
        )
        .fetch_all($tx.conn())
        .await?
    };
}

pub async fn list(tx: &mut Tx, reader: &Reader, filter: &ReviewFilter, page: &PageRequest) -> Result<Page<ReviewLine>> {
    let before = page.after.as_deref().map(str::parse::<Uuid>).transpose().map_err(|_| Problem::NotFound)?;
    let subject = filter.subject.map(ReviewSubject::as_str);
    let limit = i64::from(page.limit()) + 1;
    let rows = match filter.tab {
        ReviewTab::NeedsYou => lines!(
            tx, subject, before, limit, reader.user,
            "t.closed_at IS NULL AND (
                (t.waits_for && $6 AND t.author_id <> $5 AND NOT $5 = ANY (t.parties)
                    AND (t.ready OR NOT EXISTS (SELECT FROM review_votes v WHERE v.project_id = t.project_id AND v.task_id = t.id AND v.user_id = $5
                        AND v.version = t.version AND (t.resubmitted_at IS NULL OR v.kind = 'approve' OR v.at > t.resubmitted_at))))
                OR (t.author_id = $5 AND t.status = 'changes_requested')
                OR (NOT $5 = ANY (t.parties) AND EXISTS (SELECT FROM review_help_requests h WHERE h.project_id = t.project_id AND h.task_id = t.id
                    AND h.answered_at IS NULL AND h.role = ANY ($7) AND h.asked_by <> $5)))",
            &reader.roles,
            &reader.answers
        ),
        ReviewTab::Open => {
            lines!(tx, subject, before, limit, reader.user, "t.closed_at IS NULL AND NOT $5 = ANY (t.parties)")
        }
        ReviewTab::Yours => lines!(tx, subject, before, limit, reader.user, "t.author_id = $5"),
        ReviewTab::Done => {
            lines!(tx, subject, before, limit, reader.user, "t.closed_at IS NOT NULL AND NOT $5 = ANY (t.parties)")
        }
    };
    let lines = rows.into_iter().map(|row| line(row, reader.user)).collect();
    Ok(Page::cut(lines, page.limit(), |line: &ReviewLine| line.id.to_string()))
}

fn line(row: Row, me: UserId) -> ReviewLine {
    ReviewLine {
        id: row.id,
        number: row.number,
        subject: row.subject,
        title: row.title,
        status: row.status,
        outside: row.subject.author_is_outside() && (row.author_id == me || row.parties.contains(&me.0)),
        author: row.author,
        waits_for: row.waits_for.iter().filter_map(|role| role.parse().ok()).collect(),
        ready: row.ready,
        comments: row.comments,
        opened_at: row.opened_at,
        updated_at: row.updated_at,
    }
}

/// How many are under each tab, each counted up to 100.
pub async fn counts(tx: &mut Tx, reader: &Reader, subject: Option<ReviewSubject>) -> Result<Vec<(ReviewTab, i64)>> {
    let project = tx.project.0;
    let row = sqlx::query!(
        r#"SELECT
            (SELECT count(*) FROM (SELECT FROM review_tasks t WHERE t.project_id = $1 AND ($2::text IS NULL OR t.subject = $2) AND t.closed_at IS NULL AND (
                (t.waits_for && $4 AND t.author_id <> $3 AND NOT $3 = ANY (t.parties)
                    AND (t.ready OR NOT EXISTS (SELECT FROM review_votes v WHERE v.project_id = t.project_id AND v.task_id = t.id AND v.user_id = $3
                        AND v.version = t.version AND (t.resubmitted_at IS NULL OR v.kind = 'approve' OR v.at > t.resubmitted_at))))
                OR (t.author_id = $3 AND t.status = 'changes_requested')
                OR (NOT $3 = ANY (t.parties) AND EXISTS (SELECT FROM review_help_requests h WHERE h.project_id = t.project_id AND h.task_id = t.id
                    AND h.answered_at IS NULL AND h.role = ANY ($5) AND h.asked_by <> $3))) LIMIT 100) x) as "needs_you!",
            (SELECT count(*) FROM (SELECT FROM review_tasks t WHERE t.project_id = $1 AND ($2::text IS NULL OR t.subject = $2)
                AND t.closed_at IS NULL AND NOT $3 = ANY (t.parties) LIMIT 100) x) as "open!",
            (SELECT count(*) FROM (SELECT FROM review_tasks t WHERE t.project_id = $1 AND ($2::text IS NULL OR t.subject = $2)
                AND t.author_id = $3 LIMIT 100) x) as "yours!",
            (SELECT count(*) FROM (SELECT FROM review_tasks t WHERE t.project_id = $1 AND ($2::text IS NULL OR t.subject = $2)
                AND t.closed_at IS NOT NULL AND NOT $3 = ANY (t.parties) LIMIT 100) x) as "done!""#,
        project,
        subject.map(ReviewSubject::as_str),
        reader.user.0,
        &reader.roles,
        &reader.answers
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(vec![
        (ReviewTab::NeedsYou, row.needs_you),
        (ReviewTab::Open, row.open),
        (ReviewTab::Yours, row.yours),
        (ReviewTab::Done, row.done),
    ])
}

/// The latest review of something that the person answers for.
pub async fn own_of(
    tx: &mut Tx,
    user: UserId,
    subject: ReviewSubject,
    subject_id: Uuid,
) -> Result<Option<ReviewTaskId>> {
    let project = tx.project.0;
    if !subject.author_is_outside() {
        return Ok(None);
    }
    Ok(sqlx::query_scalar!(
        r#"SELECT id as "id: ReviewTaskId" FROM review_tasks
        WHERE project_id = $1 AND subject = $2 AND subject_id = $3 AND (author_id = $4 OR $4 = ANY (parties))
        ORDER BY opened_at DESC, id DESC LIMIT 1"#,
        project,
        subject.as_str(),
        subject_id,
        user.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Active members with one of the roles; at most 100.
pub async fn members_with(tx: &mut Tx, roles: &[Role]) -> Result<Vec<UserId>> {
    let project = tx.project.0;
    let roles: Vec<String> = roles.iter().map(ToString::to_string).collect();
    Ok(sqlx::query_scalar!(
        r#"SELECT user_id as "user: UserId" FROM project_members
        WHERE project_id = $1 AND deactivated_at IS NULL AND roles && $2 ORDER BY joined_at, user_id LIMIT 100"#,
        project,
        &roles
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The name of whoever acts.
pub async fn name_of(tx: &mut Tx) -> Result<String> {
    let Some(user) = tx.user else { return Ok(String::new()) };
    Ok(sqlx::query_scalar!("SELECT name FROM users WHERE id = $1", user.0).fetch_one(tx.conn()).await?)
}
