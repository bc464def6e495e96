//! Voting, merging, rejecting, handing in again.

use super::{
    queries::{
        changes,
        tasks::{self, Task},
    },
    subjects, telling,
};
use crate::{Result, Settings, Tx, outbox};
use model::{
    Actor, Machine, Party, Problem, ReviewTaskId, Step,
    reviews::{HistoryEvent, Missing, NotYours, ReviewEvent, ReviewStatus, ReviewSubject, Visibility, VoteKind, Voter},
    text,
};
use serde_json::json;
use uuid::Uuid;

/// The task under lock, its subject locked before it: the order that saving the subject has too.
pub(super) async fn enter_in(tx: &mut Tx, id: ReviewTaskId) -> Result<Task> {
    let (subject, subject_id) = tasks::subject_of(tx, id).await?.ok_or(Problem::NotFound)?;
    subjects::lock_in(tx, subject, subject_id).await?;
    Ok(tasks::lock(tx, id).await?.ok_or(Problem::NotFound)?)
}

/// The voter if they may decide about this version; strangers do not learn that the task exists.
fn judge(actor: &Actor, task: &Task, version: i32) -> Result<Voter> {
    let voter = Voter::of(actor)?;
    if !actor.is_staff() && !task.is_outside(voter.id) {
        return Err(Problem::NotFound.into());
    }
    match task.state.may_decide(&voter) {
        Err(NotYours::Role) => return Err(Problem::NotAllowed.into()),
        Err(why) => return Err(Problem::Conflict(why.text()).into()),
        Ok(()) => {}
    }
    if version != task.state.version {
        let (seen, now) = (version, task.state.version);
        return Err(Problem::Conflict(text!(
            "You looked at version {seen}, but it is version {now} by now. Look at the changes, then decide.",
            "Sie haben Stand {seen} angesehen, inzwischen gilt Stand {now}. Sehen Sie sich die Änderungen an und entscheiden Sie dann."
        ))
        .into());
    }
    Ok(voter)
}

/// One vote. A rejection ends the review and hands the subject back.
pub async fn vote_in(
    tx: &mut Tx,
    settings: &Settings,
    actor: &Actor,
    id: ReviewTaskId,
    version: i32,
    kind: VoteKind,
    note: &str,
) -> Result<()> {
    let task = enter_in(tx, id).await?;
    // the same press twice
    if kind == VoteKind::Reject && task.state.status == ReviewStatus::Rejected && last_is(&task, actor, kind) {
        return Ok(());
    }
    let voter = judge(actor, &task, version)?;
    let note = note_of(kind, note)?;
    cast_in(tx, &task, &voter, kind, &note).await?;
    if kind == VoteKind::Reject {
        end_in(tx, &task, ReviewEvent::Reject, HistoryEvent::Rejected, &note).await?;
        subjects::rejected_in(tx, settings, &task, &note).await?;
        telling::ended_in(tx, &task, ReviewStatus::Rejected, &note).await?;
    }
    let task = settle_in(tx, id).await?;
    telling::published_in(tx, &task).await
}

fn last_is(task: &Task, actor: &Actor, kind: VoteKind) -> bool {
    task.state.votes.last().is_some_and(|vote| vote.kind == kind && actor.user_id().is_ok_and(|user| vote.by == user))
}

/// What is asked for must be said.
fn note_of(kind: VoteKind, note: &str) -> Result<String> {
    let note = note.trim();
    let length = note.chars().count();
    let least = if kind == VoteKind::Approve { 0 } else { 5 };
    if (least..=2_000).contains(&length) {
        return Ok(note.to_owned());
    }
    let words = if kind == VoteKind::Approve {
        text!("At most 2,000 characters.", "Höchstens 2.000 Zeichen.")
    } else {
        text!(
            "Say what must change, in 5 to 2,000 characters.",
            "Sagen Sie, was sich ändern muss, mit 5 bis 2.000 Zeichen."
        )
    };
    Err(Problem::invalid("note", words).into())
}

/// Writes the vote and moves the task between "open" and "changes requested". The same vote again writes nothing.
async fn cast_in(tx: &mut Tx, task: &Task, voter: &Voter, kind: VoteKind, note: &str) -> Result<()> {
    let (id, version) = (task.id, task.state.version);
    if task.state.counting().iter().any(|vote| vote.by == voter.id && vote.kind == kind && vote.note == note) {
        return Ok(());
    }
    changes::insert_vote(tx, id, voter.id, kind, version, note).await?;
    outbox::record_in(tx, "vote_on_review", "review", Some(id.0), json!({ "vote": kind, "version": version })).await?;
    let told = match kind {
        VoteKind::Approve => HistoryEvent::Approved,
        VoteKind::RequestChanges => HistoryEvent::ChangesRequested,
        VoteKind::Reject => return Ok(()),
    };
    // what is asked of the author is for them to read; an approval's note is between reviewers
    let seen = if kind == VoteKind::Approve { Visibility::Internal } else { Visibility::Author };
    changes::event(tx, id, Some(voter.id), told, version, note, seen).await?;
    match (kind, task.state.status) {
        (VoteKind::RequestChanges, ReviewStatus::Open) => {
            move_in(tx, task, ReviewEvent::RequestChanges, Party::Staff, "").await?;
        }
        (VoteKind::Approve, ReviewStatus::ChangesRequested) => {
            let now = tx.now;
            if task.state.approved_by(voter, now).status == ReviewStatus::Open {
                move_in(tx, task, ReviewEvent::Resubmit, Party::Staff, "").await?;
            }
        }
        _ => {}
    }
    if kind == VoteKind::RequestChanges {
        telling::changes_wanted_in(tx, task, note).await?;
    }
    Ok(())
}

/// Carries out what was reviewed. Twice is once.
pub async fn merge_in(
    tx: &mut Tx,
    settings: &Settings,
    actor: &Actor,
    id: ReviewTaskId,
    version: i32,
    approve: bool,
) -> Result<()> {
    let mut task = enter_in(tx, id).await?;
    if task.state.status == ReviewStatus::Merged && actor.is_staff() {
        return Ok(());
    }
    let voter = judge(actor, &task, version)?;
    if approve {
        cast_in(tx, &task, &voter, VoteKind::Approve, "").await?;
        task = tasks::load(tx, id).await?.ok_or(Problem::NotFound)?;
    }
    let missing = task.state.missing();
    if !missing.is_empty() {
        return Err(Problem::Conflict(Missing::all(&missing)).into());
    }
    end_in(tx, &task, ReviewEvent::Merge, HistoryEvent::Merged, "").await?;
    subjects::merged_in(tx, settings, &task, voter.id).await?;
    telling::ended_in(tx, &task, ReviewStatus::Merged, "").await?;
    let task = settle_in(tx, id).await?;
    telling::published_in(tx, &task).await
}

/// The direct buttons of a subject's own page: approval and merge in one, where the rule asks for nothing more than this
/// person. `NotFound` when the thing is under no review.
pub(crate) async fn approve_in(
    tx: &mut Tx,
    settings: &Settings,
    actor: &Actor,
    subject: ReviewSubject,
    subject_id: Uuid,
) -> Result<()> {
    let id = tasks::live(tx, subject, subject_id).await?.ok_or(Problem::NotFound)?;
    let task = tasks::load(tx, id).await?.ok_or(Problem::NotFound)?;
    let voter = judge(actor, &task, task.state.version)?;
    let now = tx.now;
    let then = task.state.approved_by(&voter, now);
    if !then.may_merge() {
        let missing = Missing::all(&then.missing());
        let (number, en, de) = (&task.number, &missing.en, &missing.de);
        return Err(Problem::Conflict(model::problem::Text {
            en: format!("Your approval alone is not enough here. {en} Decide in the review {number}."),
            de: format!("Ihre Freigabe allein reicht hier nicht. {de} Entscheiden Sie in der Prüfung {number}."),
        })
        .into());
    }
    merge_in(tx, settings, actor, id, task.state.version, true).await
}

/// The same for handing it back.
pub(crate) async fn reject_in(
    tx: &mut Tx,
    settings: &Settings,
    actor: &Actor,
    subject: ReviewSubject,
    subject_id: Uuid,
    reason: &str,
) -> Result<()> {
    let id = tasks::live(tx, subject, subject_id).await?.ok_or(Problem::NotFound)?;
    let task = tasks::load(tx, id).await?.ok_or(Problem::NotFound)?;
    vote_in(tx, settings, actor, id, task.state.version, VoteKind::Reject, reason).await
}

/// The author has answered, without a change of the subject: who asked for changes looks again.
pub async fn resubmit_in(tx: &mut Tx, actor: &Actor, id: ReviewTaskId, note: &str) -> Result<()> {
    let task = enter_in(tx, id).await?;
    let user = actor.user_id()?;
    if task.state.author != user && !task.is_outside(user) {
        return Err(if actor.is_staff() { Problem::NotAllowed } else { Problem::NotFound }.into());
    }
    let note = note.trim();
    if !(2..=2_000).contains(&note.chars().count()) {
        return Err(Problem::invalid(
            "note",
            text!(
                "Say what your answer is, in 2 to 2,000 characters.",
                "Sagen Sie mit 2 bis 2.000 Zeichen, was Ihre Antwort ist."
            ),
        )
        .into());
    }
    if !move_in(tx, &task, ReviewEvent::Resubmit, Party::Seller, "").await? {
        return Ok(());
    }
    changes::set_resubmitted(tx, id).await?;
    let version = task.state.version;
    changes::event(tx, id, Some(user), HistoryEvent::Resubmitted, version, note, Visibility::Author).await?;
    outbox::record_in(tx, "resubmit_review", "review", Some(id.0), json!({ "version": version })).await?;
    let task = settle_in(tx, id).await?;
    telling::asked_in(tx, &task).await?;
    telling::published_in(tx, &task).await
}

async fn end_in(tx: &mut Tx, task: &Task, event: ReviewEvent, told: HistoryEvent, reason: &str) -> Result<()> {
    move_in(tx, task, event, Party::Staff, reason).await?;
    let (by, version) = (tx.user, task.state.version);
    changes::event(tx, task.id, by, told, version, reason, Visibility::Author).await?;
    let action = format!("{event}_review");
    let data = json!({ "subject": task.state.subject, "subject_id": task.subject_id, "version": version });
    outbox::record_in(tx, &action, "review", Some(task.id.0), data).await
}

/// One step of the machine; false when it had been made before.
pub(super) async fn move_in(tx: &mut Tx, task: &Task, event: ReviewEvent, by: Party, reason: &str) -> Result<bool> {
    let from = task.state.status;
    match from.step(event, by)? {
        Step::AlreadyApplied => Ok(false),
        Step::To(to) => {
            changes::set_status(tx, task.id, from, to, reason).await?;
            Ok(true)
        }
    }
}

/// Works out whose turn it is, after any act.
pub(super) async fn settle_in(tx: &mut Tx, id: ReviewTaskId) -> Result<Task> {
    let task = tasks::load(tx, id).await?.ok_or(Problem::NotFound)?;
    changes::set_turn(tx, id, &task.state.waits_for(), task.state.may_merge()).await?;
    if !task.state.status.is_live() {
        telling::unasked_in(tx, &task).await?;
    }
    Ok(task)
}
