//! Reviews: the inbox, a task with its conversation, votes and merge, the author's side, and the project's rules.

use crate::Fault;
use leptos::{prelude::*, server_fn::codec::Json};
use model::{
    PageRequest, Problem, ReviewCommentId, ReviewHelpId, ReviewTaskId, ReviewThreadId, Role,
    reviews::{
        NewThread, OwnReview, ReviewFilter, ReviewList, ReviewPage, ReviewRule, ReviewSubject, RoleNeeded, RuleSetting,
        Visibility, VoteKind,
    },
    text,
};
use std::collections::BTreeMap;
use uuid::Uuid;

#[server(name = ListReviews, prefix = "/api", endpoint = "reviews/list_reviews", input = Json)]
pub async fn list_reviews(filter: ReviewFilter, after: Option<String>) -> Result<ReviewList, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.list_reviews(&actor, filter, PageRequest { after, limit: 0 }).await?)
}

/// How many wait for the caller: the badge in the navigation.
#[server(name = CountReviews, prefix = "/api", endpoint = "reviews/count_reviews")]
pub async fn count_reviews() -> Result<u32, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.count_reviews(&actor).await?)
}

#[server(name = LoadReview, prefix = "/api", endpoint = "reviews/load_review")]
pub async fn load_review(task: ReviewTaskId) -> Result<ReviewPage, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.load_review(&actor, task).await?)
}

#[server(name = LoadOwnReview, prefix = "/api", endpoint = "reviews/load_own_review")]
pub async fn load_own_review(task: ReviewTaskId) -> Result<OwnReview, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.load_own_review(&actor, task).await?)
}

#[server(name = OwnReviewOf, prefix = "/api", endpoint = "reviews/own_review_of")]
pub async fn own_review_of(subject: ReviewSubject, subject_id: Uuid) -> Result<Option<ReviewTaskId>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.own_review_of(&actor, subject, subject_id).await?)
}

/// The buttons beside the note: their name is `kind`.
#[server(name = VoteOnReview, prefix = "/api", endpoint = "reviews/vote")]
pub async fn vote_on_review(
    task: ReviewTaskId,
    version: i32,
    kind: VoteKind,
    #[server(default)] note: String,
) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.vote(&actor, task, version, kind, &note).await?)
}

#[server(name = MergeReview, prefix = "/api", endpoint = "reviews/merge_review")]
pub async fn merge_review(task: ReviewTaskId, version: i32, #[server(default)] approve: bool) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.merge_review(&actor, task, version, approve).await?)
}

#[server(name = ResubmitReview, prefix = "/api", endpoint = "reviews/resubmit_review")]
pub async fn resubmit_review(task: ReviewTaskId, #[server(default)] note: String) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.resubmit_review(&actor, task, &note).await?)
}

/// An empty field: about the whole.
#[server(name = OpenReviewThread, prefix = "/api", endpoint = "reviews/open_thread")]
pub async fn open_review_thread(
    task: ReviewTaskId,
    #[server(default)] field: String,
    visibility: Visibility,
    #[server(default)] body: String,
) -> Result<ReviewThreadId, Fault> {
    let (desk, actor) = crate::caller()?;
    let field = Some(field).filter(|field| !field.is_empty());
    Ok(desk.open_thread(&actor, task, NewThread { field, visibility, body }).await?)
}

#[server(name = AnswerReviewThread, prefix = "/api", endpoint = "reviews/answer_thread")]
pub async fn answer_review_thread(thread: ReviewThreadId, #[server(default)] body: String) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.answer_thread(&actor, thread, &body).await?)
}

#[server(name = EditReviewComment, prefix = "/api", endpoint = "reviews/edit_comment")]
pub async fn edit_review_comment(comment: ReviewCommentId, #[server(default)] body: String) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.edit_review_comment(&actor, comment, &body).await?)
}

#[server(name = ResolveReviewThread, prefix = "/api", endpoint = "reviews/resolve_thread")]
pub async fn resolve_review_thread(thread: ReviewThreadId, #[server(default)] resolved: bool) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.resolve_thread(&actor, thread, resolved).await?)
}

#[server(name = AskForReviewHelp, prefix = "/api", endpoint = "reviews/ask_for_help")]
pub async fn ask_for_review_help(
    task: ReviewTaskId,
    role: Role,
    #[server(default)] question: String,
) -> Result<ReviewHelpId, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.ask_for_help(&actor, task, role, &question).await?)
}

#[server(name = AnswerReviewHelp, prefix = "/api", endpoint = "reviews/answer_help")]
pub async fn answer_review_help(help: ReviewHelpId, #[server(default)] answer: String) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.answer_help(&actor, help, &answer).await?)
}

#[server(name = ReviewRules, prefix = "/api", endpoint = "reviews/rules")]
pub async fn review_rules() -> Result<Vec<RuleSetting>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.review_rules(&actor).await?)
}

/// `roles[reviewer]` and so on: how many approvals; nothing or 0 leaves the role out.
#[server(name = SetReviewRule, prefix = "/api", endpoint = "reviews/set_rule")]
pub async fn set_review_rule(
    subject: ReviewSubject,
    #[server(default)] roles: BTreeMap<String, String>,
    #[server(default)] checks: bool,
    #[server(default)] threads: bool,
) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    let mut needed = Vec::new();
    for (role, count) in roles {
        let count = count.trim();
        let read = if count.is_empty() { Some(0) } else { count.parse().ok() };
        let (Ok(role), Some(count)) = (role.parse::<Role>(), read) else {
            let words = text!("Enter whole numbers.", "Geben Sie ganze Zahlen ein.");
            return Err(Problem::invalid("roles", words).into());
        };
        if count > 0 {
            needed.push(RoleNeeded { role, count });
        }
    }
    Ok(desk.set_review_rule(&actor, subject, ReviewRule { roles: needed, checks, threads }).await?)
}
