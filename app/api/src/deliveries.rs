//! The work on an order. Writes are plain forms.

use crate::Fault;
use leptos::prelude::*;
use model::{
    DeliverableId, FileId, MilestoneId, OrderId, SubmissionId,
    deliveries::{ChecklistStatus, Feedback, Work},
    orders::Applied,
};

/// Keeps the seller's work without showing it to the client.
#[server(name = SaveDraft, prefix = "/api", endpoint = "deliveries/save_draft")]
pub async fn save_draft(
    deliverable: DeliverableId,
    #[server(default)] description: String,
    #[server(default)] notes: String,
    #[server(default)] preview_url: String,
    #[server(default)] files: Vec<FileId>,
) -> Result<SubmissionId, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.save_draft(&actor, deliverable, Work { description, notes, preview_url, files }).await?)
}

/// Hands the work in.
#[server(name = SubmitWork, prefix = "/api", endpoint = "deliveries/submit_work")]
pub async fn submit_work(
    deliverable: DeliverableId,
    #[server(default)] description: String,
    #[server(default)] notes: String,
    #[server(default)] preview_url: String,
    #[server(default)] files: Vec<FileId>,
) -> Result<SubmissionId, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.submit_work(&actor, deliverable, Work { description, notes, preview_url, files }).await?)
}

/// The client has opened the work.
#[server(name = StartReview, prefix = "/api", endpoint = "deliveries/start_review")]
pub async fn start_review(deliverable: DeliverableId) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.start_review(&actor, deliverable).await?)
}

#[server(name = RequestRevision, prefix = "/api", endpoint = "deliveries/request_revision")]
pub async fn request_revision(deliverable: DeliverableId, #[server(default)] notes: String) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.request_revision(&actor, deliverable, notes).await?)
}

/// Accepts the work and releases its slice.
#[server(name = ApproveMilestone, prefix = "/api", endpoint = "deliveries/approve_milestone")]
pub async fn approve_milestone(milestone: MilestoneId) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.approve_milestone(&actor, milestone).await?)
}

#[server(name = RejectDeliverable, prefix = "/api", endpoint = "deliveries/reject_deliverable")]
pub async fn reject_deliverable(
    deliverable: DeliverableId,
    #[server(default)] reason: String,
) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.reject_deliverable(&actor, deliverable, reason).await?)
}

/// `percentage` as typed.
#[server(name = UpdateProgress, prefix = "/api", endpoint = "deliveries/update_progress")]
pub async fn update_progress(milestone: MilestoneId, #[server(default)] percentage: String) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    // what is no number is refused by the same rule as a number out of range
    let percentage = percentage.trim().trim_end_matches('%').trim().parse().unwrap_or(-1);
    Ok(desk.update_progress(&actor, milestone, percentage).await?)
}

/// `passed` are the numbers of the ticked points of `points`.
#[server(name = CheckQuality, prefix = "/api", endpoint = "deliveries/check_quality")]
pub async fn check_quality(
    deliverable: DeliverableId,
    points: usize,
    #[server(default)] passed: Vec<usize>,
) -> Result<ChecklistStatus, Fault> {
    let (desk, actor) = crate::caller()?;
    let ticked = (0..points.min(200)).map(|point| passed.contains(&point)).collect();
    Ok(desk.check_quality(&actor, deliverable, ticked).await?)
}

/// A star that was not chosen counts as none, which is refused at its field.
#[server(name = LeaveFeedback, prefix = "/api", endpoint = "deliveries/leave_feedback")]
pub async fn leave_feedback(
    order: OrderId,
    #[server(default)] quality: i32,
    #[server(default)] communication: i32,
    #[server(default)] timeliness: i32,
    #[server(default)] comment: String,
) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.leave_feedback(&actor, order, Feedback { quality, communication, timeliness, comment }).await?)
}

#[server(name = ReplyToFeedback, prefix = "/api", endpoint = "deliveries/reply_to_feedback")]
pub async fn reply_to_feedback(order: OrderId, #[server(default)] reply: String) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.reply_to_feedback(&actor, order, reply).await?)
}
