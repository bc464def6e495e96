//! What the order page shows of the work.

use super::{ChecklistStatus, DeliverableStatus, MilestoneStatus, RevisionStatus, SubmissionType};
use crate::{DeliverableId, MilestoneId, Moment, Money, OrderItemId, RevisionRequestId, SubmissionId, files::FileView};
use serde::{Deserialize, Serialize};

/// One milestone with its deliverable: they are one thing to a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MilestoneView {
    pub id: MilestoneId,
    pub deliverable: DeliverableId,
    pub item: OrderItemId,
    pub position: i32,
    pub title: String,
    pub amount: Money,
    pub due: Option<Moment>,
    pub status: MilestoneStatus,
    pub work: DeliverableStatus,
    /// 0 to 100.
    pub progress: i32,
    pub completed_at: Option<Moment>,
    pub auto_accept_at: Option<Moment>,
    /// Newest first. The open draft is only here for the seller.
    pub submissions: Vec<SubmissionView>,
    pub revisions: Vec<RevisionView>,
    /// What must be ticked before the final submission; on the last milestone of an item.
    pub checklist: Option<ChecklistView>,
}

impl MilestoneView {
    /// What the seller has saved but not handed in.
    pub fn draft(&self) -> Option<&SubmissionView> {
        self.submissions.iter().find(|s| s.submitted_at.is_none())
    }
    /// The revision the seller works on.
    pub fn open_revision(&self) -> Option<&RevisionView> {
        self.revisions.iter().find(|r| r.status != RevisionStatus::Completed)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SubmissionView {
    pub id: SubmissionId,
    pub kind: SubmissionType,
    pub number: i32,
    pub description: String,
    /// From the seller to themselves; only the seller's side gets it.
    pub notes: String,
    /// An address outside where the work can be looked at; empty or https.
    pub preview_url: String,
    pub by: String,
    /// `None` while it is a draft.
    pub submitted_at: Option<Moment>,
    pub files: Vec<FileView>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RevisionView {
    pub id: RevisionRequestId,
    pub number: i32,
    pub notes: String,
    pub status: RevisionStatus,
    pub by: String,
    pub created_at: Moment,
    pub deadline: Option<Moment>,
    pub completed_at: Option<Moment>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChecklistView {
    pub criteria: Vec<Criterion>,
    pub status: ChecklistStatus,
    pub checked_at: Option<Moment>,
}

/// One point of the checklist, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    pub text: String,
    pub passed: bool,
}
