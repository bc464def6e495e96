//! What the pages read, and what their forms send.

use super::{FieldChange, ReviewRule, ReviewState, ReviewStatus, ReviewSubject, Visibility};
use crate::{Moment, Page, ReviewCommentId, ReviewHelpId, ReviewTaskId, ReviewThreadId, Role, UserId, text_enum};
use serde::{Deserialize, Serialize};
use time::serde::rfc3339;
use uuid::Uuid;

text_enum! {
    /// The inbox's tabs.
    pub enum ReviewTab {
        /// Waits for the caller: their role, a question to it, or their own answer.
        NeedsYou = "needs_you",
        Open = "open",
        /// Handed in by the caller.
        Yours = "yours",
        Done = "done",
    }
}

/// Which tasks are asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewFilter {
    pub tab: ReviewTab,
    pub subject: Option<ReviewSubject>,
}

/// The inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewList {
    pub tasks: Page<ReviewLine>,
    /// How many are under each tab, up to 100.
    pub counts: Vec<(ReviewTab, i64)>,
}

/// A line of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewLine {
    pub id: ReviewTaskId,
    /// REV-2026-000012
    pub number: String,
    pub subject: ReviewSubject,
    pub title: String,
    pub status: ReviewStatus,
    pub author: String,
    /// Whose turn it is.
    pub waits_for: Vec<Role>,
    /// Nothing is missing but the merge itself.
    pub ready: bool,
    pub comments: i64,
    /// The reader stands on the author's side: they have the author's page for it.
    pub outside: bool,
    #[serde(with = "rfc3339")]
    pub opened_at: Moment,
    #[serde(with = "rfc3339")]
    pub updated_at: Moment,
}

/// A task as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewPage {
    pub head: ReviewHead,
    pub state: ReviewState,
    pub changes: Vec<FieldChange>,
    pub threads: Vec<Thread>,
    pub help: Vec<HelpRequest>,
    pub history: Vec<HistoryEntry>,
    /// The caller.
    pub me: super::Voter,
    #[serde(with = "rfc3339")]
    pub now: Moment,
}

/// What stands on top of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewHead {
    pub id: ReviewTaskId,
    /// REV-2026-000012
    pub number: String,
    pub subject: ReviewSubject,
    pub subject_id: Uuid,
    pub title: String,
    pub status: ReviewStatus,
    pub author: UserId,
    pub author_name: String,
    /// Why it ended as it did.
    pub reason: String,
    /// Where the subject itself is shown to staff; empty where it has no page.
    pub link: String,
    #[serde(with = "rfc3339")]
    pub opened_at: Moment,
    #[serde(with = "rfc3339::option")]
    pub closed_at: Option<Moment>,
}

/// A task as its author sees it from outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnReview {
    pub head: ReviewHead,
    pub changes: Vec<FieldChange>,
    pub checks: Vec<super::Check>,
    /// Those that are meant for the author.
    pub threads: Vec<Thread>,
    /// What reviewers said who asked for changes at this version.
    pub wishes: Vec<String>,
    pub me: UserId,
    #[serde(with = "rfc3339")]
    pub now: Moment,
}

/// A conversation about one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    pub id: ReviewThreadId,
    /// The field it is tied to; `None`: the whole.
    pub field: Option<String>,
    pub visibility: Visibility,
    pub opened_by: UserId,
    pub resolved_by: Option<String>,
    pub comments: Vec<ThreadComment>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreadComment {
    pub id: ReviewCommentId,
    pub by: UserId,
    pub name: String,
    pub body: String,
    #[serde(with = "rfc3339")]
    pub at: Moment,
    pub edited: bool,
}

impl ThreadComment {
    /// Whether this person may still change it.
    pub fn is_editable(&self, me: UserId, now: Moment) -> bool {
        self.by == me && now - self.at < time::Duration::minutes(super::EDIT_MINUTES)
    }
}

/// A thread as its form sends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewThread {
    pub field: Option<String>,
    pub visibility: Visibility,
    pub body: String,
}

/// A question to another role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpRequest {
    pub id: ReviewHelpId,
    pub role: Role,
    pub question: String,
    pub asked_by: String,
    #[serde(with = "rfc3339")]
    pub at: Moment,
    pub answer: Option<HelpAnswer>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpAnswer {
    pub by: String,
    pub text: String,
    #[serde(with = "rfc3339")]
    pub at: Moment,
}

/// A line of the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    #[serde(with = "rfc3339")]
    pub at: Moment,
    /// Empty: the system.
    pub by: String,
    pub event: HistoryEvent,
    /// In the person's words; may be empty.
    pub note: String,
    pub version: i32,
}

text_enum! {
    /// What the history tells.
    pub enum HistoryEvent {
        Opened = "opened",
        Changed = "changed",
        Approved = "approved",
        ChangesRequested = "changes_requested",
        Resubmitted = "resubmitted",
        ThreadOpened = "thread_opened",
        ThreadResolved = "thread_resolved",
        ThreadReopened = "thread_reopened",
        HelpAsked = "help_asked",
        HelpAnswered = "help_answered",
        Merged = "merged",
        Rejected = "rejected",
        Withdrawn = "withdrawn",
    }
}

/// A subject and its rule in this project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSetting {
    pub subject: ReviewSubject,
    pub rule: ReviewRule,
    /// It is not the project's own.
    pub is_default: bool,
}
