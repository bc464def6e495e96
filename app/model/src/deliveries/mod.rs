//! The work itself: milestones, their deliverables, submissions, revisions, checklist and feedback.

mod rules;
mod views;

pub use rules::*;
pub use views::*;

use crate::{Actor, DeliverableId, FileId, MilestoneId, OrderId, Problem, SubmissionId, orders::Applied};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// What the seller hands in, or saves to hand in later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    /// What this is, for the client. Needed to submit, not to save.
    pub description: String,
    /// For the seller's own side.
    #[serde(default)]
    pub notes: String,
    /// Empty or an https address.
    #[serde(default)]
    pub preview_url: String,
    /// Uploads of the caller, or files of this deliverable's own draft.
    #[serde(default)]
    pub files: Vec<FileId>,
}

/// Three ratings of 1 to 5 and what others should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    pub quality: i32,
    pub communication: i32,
    pub timeliness: i32,
    #[serde(default)]
    pub comment: String,
}

/// What may be done with the work of an order. `NotFound` for outsiders, `NotAllowed` for the wrong party, `Conflict` in
/// the wrong state, `Invalid` at its field.
#[async_trait]
pub trait Deliveries: Send + Sync {
    /// The seller keeps what they have; the client does not see it.
    async fn save_draft(&self, actor: &Actor, deliverable: DeliverableId, work: Work) -> Result<SubmissionId, Problem>;
    /// The seller hands in. Starts the client's review time.
    async fn submit_work(&self, actor: &Actor, deliverable: DeliverableId, work: Work)
    -> Result<SubmissionId, Problem>;
    /// The client has opened the submission; the seller sees that live.
    async fn start_review(&self, actor: &Actor, deliverable: DeliverableId) -> Result<Applied, Problem>;
    /// The client asks for changes; counted against the item's allowance.
    async fn request_revision(
        &self,
        actor: &Actor,
        deliverable: DeliverableId,
        notes: String,
    ) -> Result<Applied, Problem>;
    /// The client accepts the work: its slice is released in the same transaction; the last one completes the order.
    async fn approve_milestone(&self, actor: &Actor, milestone: MilestoneId) -> Result<Applied, Problem>;
    /// The client refuses the work, with a reason. The money stays in escrow.
    async fn reject_deliverable(
        &self,
        actor: &Actor,
        deliverable: DeliverableId,
        reason: String,
    ) -> Result<Applied, Problem>;
    /// The seller says how far they are, 0 to 99 percent.
    async fn update_progress(&self, actor: &Actor, milestone: MilestoneId, percentage: i32)
    -> Result<Applied, Problem>;
    /// The seller ticks the checklist: one answer per point, in order.
    async fn check_quality(
        &self,
        actor: &Actor,
        deliverable: DeliverableId,
        passed: Vec<bool>,
    ) -> Result<ChecklistStatus, Problem>;
    /// The client rates a completed order, once.
    async fn leave_feedback(&self, actor: &Actor, order: OrderId, feedback: Feedback) -> Result<Applied, Problem>;
    /// The seller answers the feedback in public.
    async fn reply_to_feedback(&self, actor: &Actor, order: OrderId, reply: String) -> Result<Applied, Problem>;
}
