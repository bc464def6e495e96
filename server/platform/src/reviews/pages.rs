//! A task as staff see it, and as its author does.

use super::{
    queries::{
        help, talk as queries,
        tasks::{self, Task},
    },
    subjects,
    talk::voice,
};
use crate::{Result, Tx};
use model::{
    Actor, Problem, ReviewTaskId,
    reviews::{OwnReview, ReviewHead, ReviewPage, Visibility, VoteKind, Voter},
};

pub async fn page_in(tx: &mut Tx, actor: &Actor, id: ReviewTaskId) -> Result<ReviewPage> {
    let task = tasks::load(tx, id).await?.ok_or(Problem::NotFound)?;
    if voice(actor, &task)? {
        // their own: they have a page of their own for it
        return Err(Problem::NotFound.into());
    }
    let threads = queries::threads(tx, id, None).await?;
    let help = help::help(tx, id).await?;
    let history = help::history(tx, id).await?;
    let link = subjects::link(task.state.subject, task.subject_id);
    Ok(ReviewPage {
        head: head(&task, link),
        changes: task.changes,
        state: task.state,
        threads,
        help,
        history,
        me: Voter::of(actor)?,
        now: tx.now,
    })
}

pub async fn own_in(tx: &mut Tx, actor: &Actor, id: ReviewTaskId) -> Result<OwnReview> {
    let task = tasks::load(tx, id).await?.ok_or(Problem::NotFound)?;
    let me = actor.user_id()?;
    if !task.is_outside(me) {
        return Err(Problem::NotFound.into());
    }
    let threads = queries::threads(tx, id, Some(Visibility::Author)).await?;
    let wishes = task
        .state
        .counting()
        .into_iter()
        .filter(|vote| vote.kind == VoteKind::RequestChanges)
        .map(|vote| vote.note.clone())
        .collect();
    let link = subjects::own_link(task.state.subject, task.subject_id);
    Ok(OwnReview {
        head: head(&task, link),
        changes: task.changes,
        checks: task.state.checks,
        threads,
        wishes,
        me,
        now: tx.now,
    })
}

fn head(task: &Task, link: String) -> ReviewHead {
    ReviewHead {
        id: task.id,
        number: task.number.clone(),
        subject: task.state.subject,
        subject_id: task.subject_id,
        title: task.title.clone(),
        status: task.state.status,
        author: task.state.author,
        author_name: task.author_name.clone(),
        reason: task.reason.clone(),
        link,
        opened_at: task.opened_at,
        closed_at: task.closed_at,
    }
}
