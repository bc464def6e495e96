//! Who hears of what: notices by role, and "changed" for the live hub.

use super::queries::{lists, tasks::Task};
use crate::{Result, Tx, notifications, outbox};
use model::{
    ReviewTaskId, Role, UserId,
    events::{Subject, Topic},
    notifications::{NoticeKind, NoticeParams},
    reviews::{ReviewStatus, ReviewSubject, Visibility, counts_as},
};

/// Where staff read it.
pub fn staff_link(id: ReviewTaskId) -> String {
    format!("/admin/reviews/{id}")
}

/// Where this person reads it.
fn link_for(task: &Task, user: UserId) -> String {
    if task.is_outside(user) { own_link(task.id) } else { staff_link(task.id) }
}

/// Where its author reads it from outside.
pub fn own_link(id: ReviewTaskId) -> String {
    format!("/sell/reviews/{id}")
}

pub async fn published_in(tx: &mut Tx, task: &Task) -> Result<()> {
    let mut topics = vec![Topic::Staff, Topic::User(task.state.author)];
    if task.state.subject.author_is_outside() {
        topics.extend(task.team.iter().map(|user| Topic::User(*user)));
    }
    outbox::publish_in(tx, &topics, Subject::Review, Some(task.id.0)).await
}

/// It is decided or called off: nobody is asked any more.
pub async fn unasked_in(tx: &mut Tx, task: &Task) -> Result<()> {
    notifications::settle_in(tx, NoticeKind::ReviewRequested, &staff_link(task.id)).await
}

/// Those whose turn it is; not who acted, nor who may not decide, nor who has been asked and has not looked yet.
pub async fn asked_in(tx: &mut Tx, task: &Task) -> Result<()> {
    let link = staff_link(task.id);
    let mut people = lists::members_with(tx, &task.state.waits_for()).await?;
    let asked = notifications::still_asked_in(tx, NoticeKind::ReviewRequested, &link).await?;
    let me = tx.user;
    people.retain(|user| {
        Some(*user) != me && *user != task.state.author && !task.state.parties.contains(user) && !asked.contains(user)
    });
    let about = NoticeParams::of(task.title.clone());
    notifications::notify_all_in(tx, &people, NoticeKind::ReviewRequested, &about, &link).await
}

/// The author and their team.
pub async fn changes_wanted_in(tx: &mut Tx, task: &Task, note: &str) -> Result<()> {
    let about = NoticeParams::of(task.title.clone()).reason(note);
    to_author_in(tx, task, NoticeKind::ReviewChangesRequested, &about).await
}

/// The author, where the subject does not tell the news itself.
pub async fn ended_in(tx: &mut Tx, task: &Task, how: ReviewStatus, reason: &str) -> Result<()> {
    if matches!(task.state.subject, ReviewSubject::Product | ReviewSubject::SellerVerification) {
        return Ok(());
    }
    let about = NoticeParams::of(task.title.clone()).reason(reason);
    let kind = if how == ReviewStatus::Merged { NoticeKind::ReviewMerged } else { NoticeKind::ReviewRejected };
    to_author_in(tx, task, kind, &about).await
}

async fn to_author_in(tx: &mut Tx, task: &Task, kind: NoticeKind, about: &NoticeParams) -> Result<()> {
    let mut people = vec![task.state.author];
    if task.state.subject.author_is_outside() {
        people.extend(task.team.iter().copied());
    }
    let me = tx.user;
    people.retain(|user| Some(*user) != me);
    let link = link_for(task, task.state.author);
    notifications::notify_all_in(tx, &people, kind, about, &link).await
}

/// Whoever took part in a thread, and the author where it is theirs to read.
pub async fn said_in(tx: &mut Tx, task: &Task, took_part: &[UserId], seen: Visibility) -> Result<()> {
    let mut people = took_part.to_vec();
    if seen == Visibility::Author {
        people.push(task.state.author);
    }
    people.sort_unstable();
    people.dedup();
    let me = tx.user;
    let name = lists::name_of(tx).await?;
    let about = NoticeParams::of(task.title.clone()).by(name);
    for user in people.into_iter().filter(|user| Some(*user) != me) {
        if seen == Visibility::Author || !task.is_outside(user) {
            let link = link_for(task, user);
            notifications::notify_in(tx, user, NoticeKind::ReviewAnswered, about.clone(), &link).await?;
        }
    }
    Ok(())
}

/// Everybody who can answer for the role.
pub async fn help_asked_in(tx: &mut Tx, task: &Task, role: Role, question: &str) -> Result<()> {
    let roles: Vec<Role> = Role::ALL.iter().copied().filter(|have| counts_as(*have, role)).collect();
    let mut people = lists::members_with(tx, &roles).await?;
    let me = tx.user;
    // in a matter within the house, its parties hear nothing of the conversation
    let within = !task.state.subject.author_is_outside();
    let apart = |user: &UserId| within && task.state.parties.contains(user) && task.state.author != *user;
    people.retain(|user| Some(*user) != me && !task.is_outside(*user) && !apart(user));
    let name = lists::name_of(tx).await?;
    let about = NoticeParams::of(task.title.clone()).by(name).reason(question);
    notifications::notify_all_in(tx, &people, NoticeKind::HelpAsked, &about, &staff_link(task.id)).await
}

pub async fn help_answered_in(tx: &mut Tx, task: &Task, asked_by: UserId, answer: &str) -> Result<()> {
    if tx.user == Some(asked_by) {
        return Ok(());
    }
    let name = lists::name_of(tx).await?;
    let about = NoticeParams::of(task.title.clone()).by(name).reason(answer);
    notifications::notify_in(tx, asked_by, NoticeKind::HelpAnswered, about, &staff_link(task.id)).await
}
