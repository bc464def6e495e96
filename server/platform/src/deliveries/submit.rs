//! The seller's side: draft, submission, progress, checklist.

use super::{
    core::{WorkRow, enter_in, step_in},
    queries,
};
use crate::{
    Result, Tx, files, notifications,
    orders::{
        OrderRow, Said,
        core::{announce_in, at_most, change_in, note_event_in, required},
        milestones, queries as orders,
    },
};
use model::{
    Actor, DeliverableId, FileId, Machine, MilestoneId, Party, Problem, Step, SubmissionId,
    deliveries::{
        ChecklistStatus, DeliverableEvent, DeliverableStatus, MilestoneEvent, MilestoneStatus, RevisionEvent,
        SubmissionType, Work, ready_to_submit,
    },
    files::FilePurpose,
    notifications::NoticeKind,
    orders::{Applied, OrderEvent, OrderStatus},
    text,
};
use serde_json::json;
use time::Duration;

/// Files one submission may carry.
const MOST_FILES: usize = 30;

/// Keeps what the seller has; begins the revision that was asked for.
pub async fn save_draft_in(tx: &mut Tx, actor: &Actor, deliverable: DeliverableId, work: Work) -> Result<SubmissionId> {
    let (order, row) = enter_in(tx, actor, deliverable, Party::Seller).await?;
    order.open_for_work()?;
    if !row.status.awaits_seller() {
        return Err(not_yours_now().into());
    }
    let id = store_in(tx, actor, &row, work).await?;
    queries::step_revision(tx, deliverable, RevisionEvent::Begin).await?;
    start_milestone_in(tx, &row).await?;
    announce_in(tx, &order, "save_draft", json!({"deliverable": deliverable})).await?;
    Ok(id)
}

/// Hands the work in and starts the client's review time.
pub async fn submit_work_in(
    tx: &mut Tx,
    actor: &Actor,
    deliverable: DeliverableId,
    mut work: Work,
) -> Result<SubmissionId> {
    let (mut order, mut row) = enter_in(tx, actor, deliverable, Party::Seller).await?;
    order.open_for_work()?;
    if row.status.step(DeliverableEvent::Submit, Party::Seller)? == Step::AlreadyApplied {
        // the same click again: what was handed in stands
        return queries::last_submission(tx, deliverable).await?.ok_or(Problem::NotFound.into());
    }
    work.description = required("description", &work.description, 10_000)?;
    ready_to_submit(row.checklist)?;
    let kind = if row.status == DeliverableStatus::Draft { SubmissionType::Final } else { SubmissionType::Revision };
    let id = store_in(tx, actor, &row, work).await?;
    row.auto_accept_at = Some(tx.now + Duration::days(i64::from(row.auto_accept_days)));
    step_in(tx, &mut row, DeliverableEvent::Submit, Party::Seller).await?;
    queries::hand_in(tx, deliverable, id, kind).await?;
    queries::step_revision(tx, deliverable, RevisionEvent::Finish).await?;
    start_milestone_in(tx, &row).await?;
    note_event_in(tx, &order, "submit", Party::Seller, Said { milestone: Some(&row.title), ..Said::default() }).await?;
    deliver_when_all_is_in(tx, &mut order).await?;

    let names = orders::names(tx, order.id).await?;
    let notice = order.notice().title(row.title.clone()).by(names.seller);
    notifications::notify_in(tx, order.buyer, NoticeKind::WorkSubmitted, notice, &order.client_link()).await?;
    announce_in(tx, &order, "submit_work", json!({"deliverable": deliverable, "submission": id})).await?;
    Ok(id)
}

/// Once nothing waits for the seller any more, the order is delivered.
async fn deliver_when_all_is_in(tx: &mut Tx, order: &mut OrderRow) -> Result<()> {
    let open = milestones::open_milestones(tx, order.id).await?;
    if order.status == OrderStatus::Active && open.iter().all(|m| m.work.awaits_client()) {
        change_in(tx, order, OrderEvent::Deliver, Party::Seller, Said::default()).await?;
    }
    Ok(())
}

/// Writes the open draft (or makes it) with its files.
async fn store_in(tx: &mut Tx, actor: &Actor, row: &WorkRow, work: Work) -> Result<SubmissionId> {
    let description = at_most("description", &work.description, 10_000)?;
    let notes = at_most("notes", &work.notes, 10_000)?;
    let preview_url = address(&work.preview_url)?;
    if work.files.len() > MOST_FILES {
        return Err(Problem::invalid(
            "files",
            text!(
                "At most {MOST_FILES} files; put more into a ZIP.",
                "Höchstens {MOST_FILES} Dateien; packen Sie mehr in ein ZIP."
            ),
        )
        .into());
    }
    let mut files: Vec<FileId> = Vec::with_capacity(work.files.len());
    for file in work.files {
        if !files.contains(&file) {
            files.push(file);
        }
    }
    let user = actor.user_id()?;
    let id =
        queries::save_draft(tx, row.deliverable, row.submission_count + 1, &description, &notes, &preview_url, user)
            .await?;
    let before = queries::files_of(tx, id).await?;
    files::attach_in(tx, user, FilePurpose::Submission, &files, &before).await?;
    queries::set_files(tx, id, &files).await?;
    let dropped: Vec<FileId> = before.into_iter().filter(|f| !files.contains(f)).collect();
    files::detach_in(tx, &dropped).await?;
    Ok(id)
}

fn address(url: &str) -> Result<String, Problem> {
    let url = at_most("preview_url", url, 2_000)?;
    if url.is_empty() || (url.starts_with("https://") && url.len() > 11 && !url.contains(char::is_whitespace)) {
        Ok(url)
    } else {
        Err(Problem::invalid(
            "preview_url",
            text!("Enter an address that starts with https://", "Geben Sie eine Adresse ein, die mit https:// beginnt"),
        ))
    }
}

async fn start_milestone_in(tx: &mut Tx, row: &WorkRow) -> Result<()> {
    if row.milestone_status == MilestoneStatus::Pending {
        milestones::step_in(tx, row.milestone, row.milestone_status, MilestoneEvent::Start, Party::Seller).await?;
    }
    Ok(())
}

/// How far the seller is. A hundred percent is the client's to say.
pub async fn update_progress_in(
    tx: &mut Tx,
    actor: &Actor,
    milestone: MilestoneId,
    percentage: i32,
) -> Result<Applied> {
    let deliverable = queries::deliverable_of(tx, milestone).await?.ok_or(Problem::NotFound)?;
    let (order, row) = enter_in(tx, actor, deliverable, Party::Seller).await?;
    order.open_for_work()?;
    if !(0..=99).contains(&percentage) {
        return Err(Problem::invalid(
            "percentage",
            text!(
                "Between 0 and 99 percent: the client's approval makes it 100.",
                "Zwischen 0 und 99 Prozent: Die Freigabe des Kunden macht 100 daraus."
            ),
        )
        .into());
    }
    if row.milestone_status == MilestoneStatus::Completed {
        return Err(
            Problem::Conflict(text!("This milestone is completed.", "Dieser Meilenstein ist abgeschlossen.")).into()
        );
    }
    if row.progress == percentage {
        return Ok(Applied::Already);
    }
    queries::set_progress(tx, milestone, percentage).await?;
    start_milestone_in(tx, &row).await?;
    announce_in(tx, &order, "update_progress", json!({"milestone": milestone, "percentage": percentage})).await?;
    Ok(Applied::Done)
}

/// Ticks the checklist: passed when every point is.
pub async fn check_quality_in(
    tx: &mut Tx,
    actor: &Actor,
    deliverable: DeliverableId,
    passed: &[bool],
) -> Result<ChecklistStatus> {
    let (order, row) = enter_in(tx, actor, deliverable, Party::Seller).await?;
    order.open_for_work()?;
    let mut criteria = queries::criteria(tx, deliverable).await?.ok_or(Problem::NotFound)?;
    if criteria.len() != passed.len() {
        return Err(Problem::invalid(
            "checklist",
            text!("Answer every point of the checklist.", "Beantworten Sie jeden Punkt der Prüfliste."),
        )
        .into());
    }
    if row.status.is_accepted() {
        return Err(not_yours_now().into());
    }
    for (criterion, &passed) in criteria.iter_mut().zip(passed) {
        criterion.passed = passed;
    }
    let status = if passed.iter().all(|p| *p) { ChecklistStatus::Passed } else { ChecklistStatus::Failed };
    queries::set_checklist(tx, deliverable, &criteria, status).await?;
    if row.checklist != Some(status) {
        note_event_in(
            tx,
            &order,
            "check_quality",
            Party::Seller,
            Said { milestone: Some(&row.title), ..Said::default() },
        )
        .await?;
    }
    announce_in(tx, &order, "check_quality", json!({"deliverable": deliverable, "result": status})).await?;
    Ok(status)
}

fn not_yours_now() -> Problem {
    Problem::Conflict(text!(
        "The client has this work before them. Wait for their answer.",
        "Die Arbeit liegt beim Kunden. Warten Sie auf die Antwort."
    ))
}

/// Tells the seller's team something about a piece of work.
pub async fn tell_seller_in(
    tx: &mut Tx,
    order: &OrderRow,
    row: &WorkRow,
    kind: NoticeKind,
    reason: Option<&str>,
    amount: Option<model::Money>,
) -> Result<()> {
    let names = orders::names(tx, order.id).await?;
    let people = orders::seller_people(tx, order.seller).await?;
    let mut notice = order.notice().title(row.title.clone()).by(names.buyer);
    (notice.reason, notice.amount) = (reason.map(str::to_owned), amount);
    notifications::notify_all_in(tx, &people, kind, &notice, &order.seller_link()).await
}
