//! The work on an order: drafts, submissions, reviews, revisions, approval with release, checklist, feedback. Each act
//! locks its order first, moves the machines, moves the money in the same transaction, and tells both sides.

mod approve;
mod core;
mod feedback;
mod owed;
mod queries;
#[cfg(test)]
mod refusal_tests;
mod review;
mod submit;
#[cfg(test)]
mod tests;
mod timers;

pub use owed::owe_revisions_in;
pub use queries::count_completed;

use crate::Platform;
use async_trait::async_trait;
use model::{
    Actor, DeliverableId, MilestoneId, OrderId, Problem, SubmissionId,
    deliveries::{ChecklistStatus, Deliveries, Feedback, Work},
    orders::Applied,
};

#[async_trait]
impl Deliveries for Platform {
    async fn save_draft(&self, actor: &Actor, deliverable: DeliverableId, work: Work) -> Result<SubmissionId, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let id = submit::save_draft_in(&mut tx, actor, deliverable, work).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn submit_work(
        &self,
        actor: &Actor,
        deliverable: DeliverableId,
        work: Work,
    ) -> Result<SubmissionId, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let id = submit::submit_work_in(&mut tx, actor, deliverable, work).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn start_review(&self, actor: &Actor, deliverable: DeliverableId) -> Result<Applied, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let applied = review::start_review_in(&mut tx, actor, deliverable).await?;
        tx.commit().await?;
        Ok(applied)
    }

    async fn request_revision(
        &self,
        actor: &Actor,
        deliverable: DeliverableId,
        notes: String,
    ) -> Result<Applied, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let applied = review::request_revision_in(&mut tx, actor, deliverable, &notes).await?;
        tx.commit().await?;
        Ok(applied)
    }

    async fn approve_milestone(&self, actor: &Actor, milestone: MilestoneId) -> Result<Applied, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let applied = approve::approve_milestone_in(&mut tx, actor, milestone).await?;
        tx.commit().await?;
        Ok(applied)
    }

    async fn reject_deliverable(
        &self,
        actor: &Actor,
        deliverable: DeliverableId,
        reason: String,
    ) -> Result<Applied, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let applied = review::reject_deliverable_in(&mut tx, actor, deliverable, &reason).await?;
        tx.commit().await?;
        Ok(applied)
    }

    async fn update_progress(
        &self,
        actor: &Actor,
        milestone: MilestoneId,
        percentage: i32,
    ) -> Result<Applied, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let applied = submit::update_progress_in(&mut tx, actor, milestone, percentage).await?;
        tx.commit().await?;
        Ok(applied)
    }

    async fn check_quality(
        &self,
        actor: &Actor,
        deliverable: DeliverableId,
        passed: Vec<bool>,
    ) -> Result<ChecklistStatus, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let status = submit::check_quality_in(&mut tx, actor, deliverable, &passed).await?;
        tx.commit().await?;
        Ok(status)
    }

    async fn leave_feedback(&self, actor: &Actor, order: OrderId, feedback: Feedback) -> Result<Applied, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let applied = feedback::leave_feedback_in(&mut tx, actor, order, &feedback).await?;
        tx.commit().await?;
        Ok(applied)
    }

    async fn reply_to_feedback(&self, actor: &Actor, order: OrderId, reply: String) -> Result<Applied, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let applied = feedback::reply_to_feedback_in(&mut tx, actor, order, &reply).await?;
        tx.commit().await?;
        Ok(applied)
    }
}
