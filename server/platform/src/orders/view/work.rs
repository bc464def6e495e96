//! The milestones of the order page with everything that hangs on them: five reads, put together here.

use crate::{Result, Tx};
use model::{
    Currency, OrderId, Party,
    deliveries::{ChecklistView, MilestoneView, RevisionView, SubmissionView},
};
use std::collections::HashMap;
use uuid::Uuid;

mod queries;

/// In order. A seller's open draft and notes are only for the seller's side.
pub async fn milestones(tx: &mut Tx, order: OrderId, currency: Currency, viewer: Party) -> Result<Vec<MilestoneView>> {
    let drafts = viewer == Party::Seller;
    let mut milestones = queries::milestones(tx, order, currency).await?;
    let mut files: HashMap<Uuid, Vec<model::files::FileView>> = HashMap::new();
    for (submission, file) in queries::files(tx, order).await? {
        files.entry(submission).or_default().push(file);
    }
    let mut submissions: HashMap<Uuid, Vec<SubmissionView>> = HashMap::new();
    for (deliverable, mut submission) in queries::submissions(tx, order, drafts).await? {
        submission.files = files.remove(&submission.id.0).unwrap_or_default();
        if viewer == Party::Client {
            submission.notes.clear();
        }
        submissions.entry(deliverable).or_default().push(submission);
    }
    let mut revisions: HashMap<Uuid, Vec<RevisionView>> = HashMap::new();
    for (deliverable, revision) in queries::revisions(tx, order).await? {
        revisions.entry(deliverable).or_default().push(revision);
    }
    let mut checklists: HashMap<Uuid, ChecklistView> = queries::checklists(tx, order).await?.into_iter().collect();
    for milestone in &mut milestones {
        let key = milestone.deliverable.0;
        milestone.submissions = submissions.remove(&key).unwrap_or_default();
        milestone.revisions = revisions.remove(&key).unwrap_or_default();
        milestone.checklist = checklists.remove(&key);
    }
    Ok(milestones)
}
