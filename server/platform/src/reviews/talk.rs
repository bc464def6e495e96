//! Threads on a field or on the whole: begun, answered, mended for a while, resolved.

use super::{
    acts::{enter_in, settle_in},
    queries::{changes, talk as queries, tasks::Task},
    telling,
};
use crate::{Result, Tx, clock::new_id, outbox};
use model::{
    Actor, Permission, Problem, ReviewCommentId, ReviewTaskId, ReviewThreadId, UserId,
    reviews::{EDIT_MINUTES, HistoryEvent, NewThread, Visibility, WORDS_MAX},
    text,
};
use serde_json::json;

/// The task if the actor may take part, and whether they do so from outside.
pub(super) fn voice(actor: &Actor, task: &Task) -> Result<bool> {
    let user = actor.user_id()?;
    if task.is_outside(user) {
        return Ok(true);
    }
    let own_matter = task.state.parties.contains(&user) && !task.state.subject.author_is_outside();
    if !actor.has(Permission::ReviewView) || own_matter && task.state.author != user {
        return Err(Problem::NotFound.into());
    }
    Ok(false)
}

/// A text that may be said. Problem at `field`.
pub(super) fn words(field: &str, text: &str) -> Result<String> {
    let text = text.trim();
    let most = WORDS_MAX;
    if (1..=most).contains(&text.chars().count()) {
        return Ok(text.to_owned());
    }
    Err(Problem::invalid(
        field,
        text!("Write something, in up to {most} characters.", "Schreiben Sie etwas, mit bis zu {most} Zeichen."),
    )
    .into())
}

fn closed() -> Problem {
    Problem::Conflict(text!(
        "This review is closed; its conversation can be read, but goes no further.",
        "Diese Prüfung ist abgeschlossen; das Gespräch lässt sich lesen, aber nicht fortsetzen."
    ))
}

pub async fn open_in(tx: &mut Tx, actor: &Actor, id: ReviewTaskId, thread: NewThread) -> Result<ReviewThreadId> {
    let task = enter_in(tx, id).await?;
    let outside = voice(actor, &task)?;
    let body = words("body", &thread.body)?;
    if !task.state.status.is_live() {
        return Err(closed().into());
    }
    let field = thread.field.map(|field| field.trim().to_owned()).filter(|field| !field.is_empty());
    if field.as_ref().is_some_and(|field| task.changes.iter().all(|change| change.field != *field)) {
        return Err(Problem::invalid(
            "field",
            text!("Choose a field that was changed.", "Wählen Sie ein geändertes Feld."),
        )
        .into());
    }
    let seen = match thread.visibility {
        // an author has no secrets from themselves, and within the house there is no outside
        _ if outside => Visibility::Author,
        _ if !task.state.subject.author_is_outside() => Visibility::Internal,
        seen => seen,
    };
    let user = actor.user_id()?;
    let thread: ReviewThreadId = new_id();
    queries::insert_thread(tx, thread, id, field.as_deref(), seen, user).await?;
    queries::insert_comment(tx, new_id(), thread, user, &body).await?;
    let version = task.state.version;
    changes::event(tx, id, Some(user), HistoryEvent::ThreadOpened, version, "", seen).await?;
    let data = json!({ "thread": thread, "visibility": seen, "field": field });
    outbox::record_in(tx, "open_review_thread", "review", Some(id.0), data).await?;
    telling::said_in(tx, &task, &[], seen).await?;
    let task = settle_in(tx, id).await?;
    telling::published_in(tx, &task).await?;
    Ok(thread)
}

/// The thread's task under lock, if the actor may read the thread.
async fn enter_thread_in(tx: &mut Tx, actor: &Actor, thread: ReviewThreadId) -> Result<(Task, queries::ThreadRow)> {
    let row = queries::thread(tx, thread).await?.ok_or(Problem::NotFound)?;
    let task = enter_in(tx, row.task).await?;
    if voice(actor, &task)? && row.visibility == Visibility::Internal {
        return Err(Problem::NotFound.into());
    }
    // as it is now, under the task's lock
    let row = queries::thread(tx, thread).await?.ok_or(Problem::NotFound)?;
    Ok((task, row))
}

pub async fn answer_in(tx: &mut Tx, actor: &Actor, thread: ReviewThreadId, body: &str) -> Result<()> {
    let (task, row) = enter_thread_in(tx, actor, thread).await?;
    let body = words("body", body)?;
    if !task.state.status.is_live() {
        return Err(closed().into());
    }
    let user = actor.user_id()?;
    if queries::last_comment(tx, thread).await?.is_some_and(|(by, last)| by == user && last == body) {
        return Ok(());
    }
    let comment: ReviewCommentId = new_id();
    queries::insert_comment(tx, comment, thread, user, &body).await?;
    let data = json!({ "thread": thread, "comment": comment });
    outbox::record_in(tx, "answer_review_thread", "review", Some(task.id.0), data).await?;
    let took_part: Vec<UserId> = queries::voices(tx, thread).await?;
    telling::said_in(tx, &task, &took_part, row.visibility).await?;
    telling::published_in(tx, &task).await
}

pub async fn edit_in(tx: &mut Tx, actor: &Actor, comment: ReviewCommentId, body: &str) -> Result<()> {
    let row = queries::comment(tx, comment).await?.ok_or(Problem::NotFound)?;
    let (task, _) = enter_thread_in(tx, actor, row.thread).await?;
    if row.by != actor.user_id()? {
        return Err(Problem::NotAllowed.into());
    }
    let body = words("body", body)?;
    if tx.now - row.at >= time::Duration::minutes(EDIT_MINUTES) || !task.state.status.is_live() {
        let minutes = EDIT_MINUTES;
        return Err(Problem::Conflict(text!(
            "Comments can be changed for {minutes} minutes. Answer with a new one.",
            "Kommentare lassen sich {minutes} Minuten lang ändern. Antworten Sie mit einem neuen."
        ))
        .into());
    }
    if body != row.body {
        queries::set_body(tx, comment, &body).await?;
        outbox::record_in(tx, "edit_review_comment", "review", Some(task.id.0), json!({ "comment": comment })).await?;
        telling::published_in(tx, &task).await?;
    }
    Ok(())
}

/// Staff resolve what staff began, and whoever began it their own.
pub async fn resolve_in(tx: &mut Tx, actor: &Actor, thread: ReviewThreadId, resolved: bool) -> Result<()> {
    let (task, row) = enter_thread_in(tx, actor, thread).await?;
    let user = actor.user_id()?;
    if voice(actor, &task)? && row.opened_by != user {
        return Err(Problem::NotAllowed.into());
    }
    if !task.state.status.is_live() {
        return Err(closed().into());
    }
    if row.resolved == resolved {
        return Ok(());
    }
    queries::set_resolved(tx, thread, resolved.then_some(user)).await?;
    let (told, action) = if resolved {
        (HistoryEvent::ThreadResolved, "resolve_review_thread")
    } else {
        (HistoryEvent::ThreadReopened, "reopen_review_thread")
    };
    changes::event(tx, task.id, Some(user), told, task.state.version, "", row.visibility).await?;
    outbox::record_in(tx, action, "review", Some(task.id.0), json!({ "thread": thread })).await?;
    let task = settle_in(tx, task.id).await?;
    telling::published_in(tx, &task).await
}
