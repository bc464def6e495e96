//! ReviewTasks on PostgreSQL. Each act locks the subject, then its task, asks the rule engine of the model, and writes vote,
//! state, history, notices and log in one transaction. Merging calls the subject's own function in the same one.

mod acts;
mod help;
mod inbox;
mod pages;
mod queries;
mod rules;
mod subjects;
mod talk;
mod telling;
#[cfg(test)]
mod tests;

pub(crate) use acts::{approve_in, reject_in};
pub(crate) use inbox::waiting_in;
pub(crate) use rules::rule_in;

use crate::{Platform, Result, Tx, clock::new_id, orders::queries::next_number, outbox};
use async_trait::async_trait;
use model::{
    Actor, PageRequest, Permission, Problem, ReviewCommentId, ReviewHelpId, ReviewTaskId, ReviewThreadId, Role, UserId,
    reviews::{
        Check, FieldChange, HistoryEvent, NewThread, OwnReview, ReviewEvent, ReviewFilter, ReviewList, ReviewPage,
        ReviewRule, ReviewStatus, ReviewSubject, Reviews, RuleSetting, Visibility, VoteKind,
    },
};
use serde_json::json;
use uuid::Uuid;

/// What is handed in for review.
pub struct OpenReview {
    pub subject: ReviewSubject,
    pub subject_id: Uuid,
    /// Of the subject; grows with each change.
    pub version: i32,
    pub title: String,
    pub author: UserId,
    /// May never decide, like the author.
    pub parties: Vec<UserId>,
    pub changes: Vec<FieldChange>,
    pub checks: Vec<Check>,
    /// As the project has it (`rule_in`), or made for this very thing.
    pub rule: ReviewRule,
}

/// Opens a review and tells those whose approval it needs. A thing has one at a time: if it is under review already, that
/// one goes on with the new state.
pub async fn open_in(tx: &mut Tx, open: OpenReview) -> Result<ReviewTaskId> {
    if let Some(task) = queries::tasks::live(tx, open.subject, open.subject_id).await? {
        subject_changed_in(tx, open.subject, open.subject_id, open.version, open.changes, open.checks).await?;
        return Ok(task);
    }
    let id: ReviewTaskId = new_id();
    let number = next_number(tx, "REV").await?;
    queries::tasks::insert(tx, id, &number, &open).await?;
    queries::changes::event(tx, id, Some(open.author), HistoryEvent::Opened, open.version, "", Visibility::Author)
        .await?;
    let data = json!({ "subject": open.subject, "subject_id": open.subject_id, "version": open.version });
    outbox::record_in(tx, "open_review", "review", Some(id.0), data).await?;
    let task = acts::settle_in(tx, id).await?;
    telling::asked_in(tx, &task).await?;
    telling::published_in(tx, &task).await?;
    Ok(id)
}

/// The thing under review has a new version: earlier votes are stale, and who was waiting for it looks again. Nothing
/// happens without a live review of it, or when the version is the one that is known.
pub async fn subject_changed_in(
    tx: &mut Tx,
    subject: ReviewSubject,
    subject_id: Uuid,
    version: i32,
    changes: Vec<FieldChange>,
    checks: Vec<Check>,
) -> Result<()> {
    let Some(id) = queries::tasks::live(tx, subject, subject_id).await? else { return Ok(()) };
    let task = queries::tasks::lock(tx, id).await?.ok_or(Problem::NotFound)?;
    if task.state.version == version {
        return Ok(());
    }
    queries::changes::set_content(tx, id, version, &changes, &checks).await?;
    // staff who mend a seller's thing themselves leave the decision to others
    if let Some(user) = tx.user.filter(|user| subject.author_is_outside() && *user != task.state.author) {
        queries::changes::add_party(tx, id, user).await?;
    }
    let by = tx.user;
    queries::changes::event(tx, id, by, HistoryEvent::Changed, version, "", Visibility::Author).await?;
    outbox::record_in(tx, "change_review", "review", Some(id.0), json!({ "version": version })).await?;
    if task.state.status == ReviewStatus::ChangesRequested {
        acts::move_in(tx, &task, ReviewEvent::Resubmit, model::Party::System, "").await?;
    }
    let task = acts::settle_in(tx, id).await?;
    telling::asked_in(tx, &task).await?;
    telling::published_in(tx, &task).await
}

/// The version under review, if there is a live one.
pub(crate) async fn version_in(tx: &mut Tx, subject: ReviewSubject, subject_id: Uuid) -> Result<Option<i32>> {
    queries::tasks::live_version(tx, subject, subject_id).await
}

/// Takes it back. Nothing happens without a live review of it.
pub async fn withdraw_in(tx: &mut Tx, subject: ReviewSubject, subject_id: Uuid) -> Result<()> {
    let Some(id) = queries::tasks::live(tx, subject, subject_id).await? else { return Ok(()) };
    let task = queries::tasks::lock(tx, id).await?.ok_or(Problem::NotFound)?;
    let by = tx.user;
    acts::move_in(tx, &task, ReviewEvent::Withdraw, model::Party::System, "").await?;
    queries::changes::event(tx, id, by, HistoryEvent::Withdrawn, task.state.version, "", Visibility::Author).await?;
    outbox::record_in(tx, "withdraw_review", "review", Some(id.0), json!({})).await?;
    let task = acts::settle_in(tx, id).await?;
    telling::published_in(tx, &task).await
}

/// Begins, runs one inner function, commits.
macro_rules! act {
    ($self:ident, $actor:ident, $tx:ident => $work:expr) => {{
        $actor.signed_in()?;
        let mut $tx = $self.db.begin($actor).await?;
        let done = $work.await?;
        $tx.commit().await?;
        Ok(done)
    }};
}

#[async_trait]
impl Reviews for Platform {
    async fn list_reviews(
        &self,
        actor: &Actor,
        filter: ReviewFilter,
        page: PageRequest,
    ) -> Result<ReviewList, Problem> {
        actor.require(Permission::ReviewView)?;
        act!(self, actor, tx => inbox::list_in(&mut tx, actor, filter, &page))
    }

    async fn count_reviews(&self, actor: &Actor) -> Result<u32, Problem> {
        actor.signed_in()?;
        if !actor.has(Permission::ReviewView) {
            return Ok(0);
        }
        act!(self, actor, tx => waiting_in(&mut tx, actor))
    }

    async fn load_review(&self, actor: &Actor, task: ReviewTaskId) -> Result<ReviewPage, Problem> {
        actor.require(Permission::ReviewView)?;
        act!(self, actor, tx => pages::page_in(&mut tx, actor, task))
    }

    async fn load_own_review(&self, actor: &Actor, task: ReviewTaskId) -> Result<OwnReview, Problem> {
        act!(self, actor, tx => pages::own_in(&mut tx, actor, task))
    }

    async fn own_review_of(
        &self,
        actor: &Actor,
        subject: ReviewSubject,
        subject_id: Uuid,
    ) -> Result<Option<ReviewTaskId>, Problem> {
        let user = actor.user_id()?;
        act!(self, actor, tx => queries::lists::own_of(&mut tx, user, subject, subject_id))
    }

    async fn vote(
        &self,
        actor: &Actor,
        task: ReviewTaskId,
        version: i32,
        kind: VoteKind,
        note: &str,
    ) -> Result<(), Problem> {
        act!(self, actor, tx => acts::vote_in(&mut tx, &self.settings, actor, task, version, kind, note))
    }

    async fn merge_review(
        &self,
        actor: &Actor,
        task: ReviewTaskId,
        version: i32,
        approve: bool,
    ) -> Result<(), Problem> {
        act!(self, actor, tx => acts::merge_in(&mut tx, &self.settings, actor, task, version, approve))
    }

    async fn resubmit_review(&self, actor: &Actor, task: ReviewTaskId, note: &str) -> Result<(), Problem> {
        act!(self, actor, tx => acts::resubmit_in(&mut tx, actor, task, note))
    }

    async fn open_thread(
        &self,
        actor: &Actor,
        task: ReviewTaskId,
        thread: NewThread,
    ) -> Result<ReviewThreadId, Problem> {
        act!(self, actor, tx => talk::open_in(&mut tx, actor, task, thread))
    }

    async fn answer_thread(&self, actor: &Actor, thread: ReviewThreadId, body: &str) -> Result<(), Problem> {
        act!(self, actor, tx => talk::answer_in(&mut tx, actor, thread, body))
    }

    async fn edit_review_comment(&self, actor: &Actor, comment: ReviewCommentId, body: &str) -> Result<(), Problem> {
        act!(self, actor, tx => talk::edit_in(&mut tx, actor, comment, body))
    }

    async fn resolve_thread(&self, actor: &Actor, thread: ReviewThreadId, resolved: bool) -> Result<(), Problem> {
        act!(self, actor, tx => talk::resolve_in(&mut tx, actor, thread, resolved))
    }

    async fn ask_for_help(
        &self,
        actor: &Actor,
        task: ReviewTaskId,
        role: Role,
        question: &str,
    ) -> Result<ReviewHelpId, Problem> {
        act!(self, actor, tx => help::ask_in(&mut tx, actor, task, role, question))
    }

    async fn answer_help(&self, actor: &Actor, help: ReviewHelpId, answer: &str) -> Result<(), Problem> {
        act!(self, actor, tx => help::answer_in(&mut tx, actor, help, answer))
    }

    async fn review_rules(&self, actor: &Actor) -> Result<Vec<RuleSetting>, Problem> {
        actor.require(Permission::ProjectConfigure)?;
        act!(self, actor, tx => rules::list_in(&mut tx))
    }

    async fn set_review_rule(&self, actor: &Actor, subject: ReviewSubject, rule: ReviewRule) -> Result<(), Problem> {
        actor.require(Permission::ProjectConfigure)?;
        act!(self, actor, tx => rules::set_in(&mut tx, subject, &rule))
    }
}
