//! ReviewTasks, as on a code host: something waits until the right people have looked at it. A rule says whose approvals it
//! needs; the evaluation in [`rules`] is the same for the server that merges and for the merge box that says what is missing.

mod diff;
mod of_product;
mod rules;
#[cfg(test)]
mod tests;
mod views;
mod words;

pub use diff::{Piece, compare};
pub use of_product::{ProductFacts, product_changes, product_checks};
pub use rules::{MAX_APPROVALS, NotYours, ReviewEvent, ReviewState, check_rule, counts_as};
pub use views::*;
pub use words::Missing;

use crate::{
    Actor, Moment, PageRequest, Problem, ReviewHelpId, ReviewTaskId, ReviewThreadId, Role, UserId, problem::Text,
    text_enum,
};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

text_enum! {
    /// What is reviewed.
    pub enum ReviewSubject {
        Product = "product",
        VaultMerge = "vault_merge",
        Contract = "contract",
        SellerVerification = "seller_verification",
        DisputeDecision = "dispute_decision",
        Payout = "payout",
        ContentReport = "content_report",
    }
}

impl ReviewSubject {
    /// The author stands outside the staff: they see the part of the conversation that is meant for them, and no more.
    pub const fn author_is_outside(self) -> bool {
        matches!(self, Self::Product | Self::Contract | Self::SellerVerification)
    }

    /// What is asked for until the project says otherwise.
    pub fn default_rule(self) -> ReviewRule {
        match self {
            Self::Product | Self::Contract => ReviewRule::of(&[(Role::Approver, 1)]),
            Self::VaultMerge => ReviewRule::of(&[(Role::Reviewer, 1), (Role::Approver, 1)]),
            Self::SellerVerification => ReviewRule::of(&[(Role::Admin, 1)]),
            Self::DisputeDecision => ReviewRule::of(&[(Role::Supervisor, 1)]),
            Self::Payout => ReviewRule::of(&[(Role::Finance, 1)]),
            Self::ContentReport => ReviewRule::of(&[(Role::Reviewer, 1)]),
        }
    }
}

text_enum! {
    /// Where a task stands. "Approved" is not stored: it is what the rule says of the votes.
    pub enum ReviewStatus {
        Open = "open",
        /// Waits for its author.
        ChangesRequested = "changes_requested",
        Merged = "merged",
        Rejected = "rejected",
        Withdrawn = "withdrawn",
    }
}

impl ReviewStatus {
    /// Votes and answers still count.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Open | Self::ChangesRequested)
    }
}

text_enum! {
    /// What a reviewer says.
    pub enum VoteKind {
        Approve = "approve",
        RequestChanges = "request_changes",
        /// Ends the review.
        Reject = "reject",
    }
}

text_enum! {
    /// For whom a thread is.
    pub enum Visibility {
        /// Staff alone.
        Internal = "internal",
        /// Staff and the author.
        Author = "author",
    }
}

/// So many approvals by people with this role (or one above it).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleNeeded {
    pub role: Role,
    pub count: u32,
}

/// What a review needs before it may be merged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewRule {
    pub roles: Vec<RoleNeeded>,
    /// A required check that fails blocks merging.
    pub checks: bool,
    /// An unresolved thread blocks merging.
    pub threads: bool,
}

impl ReviewRule {
    /// So many approvals of each role; failing checks and open threads block.
    pub fn of(roles: &[(Role, u32)]) -> Self {
        let roles = roles.iter().map(|&(role, count)| RoleNeeded { role, count }).collect();
        Self { roles, checks: true, threads: true }
    }
}

/// One field of the subject, before and after. An empty text means: nothing there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The field's name: threads are tied to it.
    pub field: String,
    pub label: Text,
    pub before: String,
    pub after: String,
}

/// What a machine found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    pub name: Text,
    pub passed: bool,
    /// What was found; may be empty.
    pub note: Text,
    /// Blocks merging while it fails, if the rule asks for checks. Else it is advice.
    pub required: bool,
}

impl Check {
    pub fn new(name: Text, passed: bool, note: Text) -> Self {
        Self { name, passed, note, required: true }
    }

    /// The same as mere advice.
    pub fn advice(self) -> Self {
        Self { required: false, ..self }
    }
}

/// A vote as it was cast; only the last one of each person counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    pub by: UserId,
    pub name: String,
    /// The person's roles as they are now: whoever lost a role does not count for it any more.
    pub roles: Vec<Role>,
    pub kind: VoteKind,
    /// Of the subject: a newer one makes the vote stale.
    pub version: i32,
    pub note: String,
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
}

/// Somebody who looks at a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voter {
    pub id: UserId,
    pub roles: Vec<Role>,
}

impl Voter {
    /// The signed-in caller; a superadmin counts as the owner of every project.
    pub fn of(actor: &Actor) -> Result<Self, Problem> {
        let user = actor.signed_in()?;
        let mut roles: Vec<Role> = user.roles.iter().copied().collect();
        if user.superadmin && !roles.contains(&Role::Owner) {
            roles.push(Role::Owner);
        }
        Ok(Self { id: user.id, roles })
    }
}

/// Reviews of the actor's project. Staff see all of them, authors from outside their own part.
#[async_trait]
pub trait Reviews: Send + Sync {
    /// The inbox. Needs `review.view`.
    async fn list_reviews(&self, actor: &Actor, filter: ReviewFilter, page: PageRequest)
    -> Result<ReviewList, Problem>;
    /// How many wait for the caller; counted up to 100. 0 for whoever is no staff.
    async fn count_reviews(&self, actor: &Actor) -> Result<u32, Problem>;
    /// The whole task as staff see it. Needs `review.view`; a party of a matter within the house is refused.
    async fn load_review(&self, actor: &Actor, task: ReviewTaskId) -> Result<ReviewPage, Problem>;
    /// The author's side: what is meant for them.
    async fn load_own_review(&self, actor: &Actor, task: ReviewTaskId) -> Result<OwnReview, Problem>;
    /// The latest review of something the caller answers for, if there was one.
    async fn own_review_of(
        &self,
        actor: &Actor,
        subject: ReviewSubject,
        subject_id: uuid::Uuid,
    ) -> Result<Option<ReviewTaskId>, Problem>;

    /// Says something about this version. Asking for changes and rejecting need a note. The same vote twice is no error.
    async fn vote(
        &self,
        actor: &Actor,
        task: ReviewTaskId,
        version: i32,
        kind: VoteKind,
        note: &str,
    ) -> Result<(), Problem>;
    /// Does what was reviewed, if the rule is met; `Conflict` says what is missing. `approve` casts the caller's vote first.
    async fn merge_review(&self, actor: &Actor, task: ReviewTaskId, version: i32, approve: bool)
    -> Result<(), Problem>;
    /// The author hands it in again without a change of the subject, having answered.
    async fn resubmit_review(&self, actor: &Actor, task: ReviewTaskId, note: &str) -> Result<(), Problem>;

    /// Begins a thread, on a field or on the whole.
    async fn open_thread(
        &self,
        actor: &Actor,
        task: ReviewTaskId,
        thread: NewThread,
    ) -> Result<ReviewThreadId, Problem>;
    async fn answer_thread(&self, actor: &Actor, thread: ReviewThreadId, body: &str) -> Result<(), Problem>;
    /// The writer's own words, for [`EDIT_MINUTES`] minutes.
    async fn edit_review_comment(
        &self,
        actor: &Actor,
        comment: crate::ReviewCommentId,
        body: &str,
    ) -> Result<(), Problem>;
    async fn resolve_thread(&self, actor: &Actor, thread: ReviewThreadId, resolved: bool) -> Result<(), Problem>;

    /// Asks people with another role, who are told.
    async fn ask_for_help(
        &self,
        actor: &Actor,
        task: ReviewTaskId,
        role: Role,
        question: &str,
    ) -> Result<ReviewHelpId, Problem>;
    /// By somebody with that role (or one above it).
    async fn answer_help(&self, actor: &Actor, help: ReviewHelpId, answer: &str) -> Result<(), Problem>;

    /// The project's rules, one per subject that is reviewed today. Needs `project.configure`.
    async fn review_rules(&self, actor: &Actor) -> Result<Vec<RuleSetting>, Problem>;
    /// For reviews that are opened from now on. `Invalid` at `roles`.
    async fn set_review_rule(&self, actor: &Actor, subject: ReviewSubject, rule: ReviewRule) -> Result<(), Problem>;
}

/// How long a comment may be changed by whoever wrote it.
pub const EDIT_MINUTES: i64 = 15;
/// Longest comment, note, question and answer.
pub const WORDS_MAX: usize = 4_000;
