//! What the dispute pages and lists show.

use super::{
    DecisionStatus, DisputeMessageType, DisputeStatus, DisputeStep, DisputeType, EvidenceType, OfferStatus, OpenSlice,
    Sums, Terms, Visibility,
};
use crate::{Bps, DisputeId, DisputeOfferId, Moment, Money, OrderId, Party, files::FileView, orders::TimelineEntry};
use serde::{Deserialize, Serialize};

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DisputeLine {
    pub id: DisputeId,
    pub number: String,
    pub status: DisputeStatus,
    pub kind: DisputeType,
    pub order: OrderId,
    pub order_number: String,
    pub title: String,
    pub client: String,
    pub seller: String,
    pub opened_by: Party,
    /// What it is about: in escrow now, or when it ended.
    pub amount: Money,
    pub created_at: Moment,
    /// The date that matters now: of the answer, or when the decision takes effect.
    pub until: Option<Moment>,
    /// The other side did not answer in time.
    pub unanswered: bool,
}

/// The whole dispute page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DisputeView {
    pub id: DisputeId,
    pub number: String,
    pub order: OrderId,
    pub order_number: String,
    pub title: String,
    pub status: DisputeStatus,
    pub kind: DisputeType,
    /// What the viewer is to it.
    pub viewer: Party,
    pub opened_by: Party,
    pub client: String,
    pub seller: String,
    pub statement: String,
    /// What is wanted; `None`: something else, said in the statement.
    pub wanted: Option<Terms>,
    pub created_at: Moment,
    pub answer_due_at: Moment,
    pub answer: String,
    pub answered_at: Option<Moment>,
    /// The date passed without an answer.
    pub unanswered: bool,
    /// What lies in escrow, by milestone; of a dispute that is over: what lay there.
    pub slices: Vec<OpenSlice>,
    pub held: Money,
    pub commission: Bps,
    /// The newest decision that the viewer may know of: parties see it once it is made.
    pub decision: Option<DecisionView>,
    pub accepted_by_client: Option<Moment>,
    pub accepted_by_seller: Option<Moment>,
    /// When the decision takes effect by itself.
    pub final_at: Option<Moment>,
    pub appealed_by: Option<Party>,
    pub ended_at: Option<Moment>,
    /// How it ended, with its figures.
    pub outcome: Option<Terms>,
    pub outcome_sums: Option<Sums>,
    pub offers: Vec<OfferView>,
    pub evidence: Vec<EvidenceView>,
    pub messages: Vec<DisputeMessageView>,
    pub timeline: Vec<TimelineEntry>,
    pub may: May,
    pub next: DisputeStep,
}

impl DisputeView {
    /// A party's shown name.
    pub fn name_of(&self, party: Party) -> &str {
        match party {
            Party::Seller => &self.seller,
            _ => &self.client,
        }
    }

    /// The title of a milestone that money lies in.
    pub fn milestone(&self, id: crate::MilestoneId) -> &str {
        self.slices.iter().find(|slice| slice.milestone == id).map_or("", |slice| &slice.title)
    }
}

/// What the viewer may do now; decides every form of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct May {
    pub answer: bool,
    pub withdraw: bool,
    pub write: bool,
    pub offer: bool,
    pub draft: bool,
    pub accept: bool,
    pub appeal: bool,
}

/// A drafted or made decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DecisionView {
    pub terms: Terms,
    pub sums: Sums,
    pub reasons: String,
    pub status: DecisionStatus,
    /// Who drafted it; parties are not told.
    pub drafted_by: Option<String>,
    /// The first decision, or the one after the appeal.
    pub round: i32,
    pub approvals_needed: u32,
    pub created_at: Moment,
    pub decided_at: Option<Moment>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfferView {
    pub id: DisputeOfferId,
    pub by: Party,
    pub by_name: String,
    pub terms: Terms,
    pub sums: Sums,
    pub words: String,
    pub status: OfferStatus,
    pub created_at: Moment,
    pub decided_at: Option<Moment>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EvidenceView {
    pub by: Party,
    pub by_name: String,
    pub kind: EvidenceType,
    pub words: String,
    pub file: Option<FileView>,
    pub created_at: Moment,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DisputeMessageView {
    pub by: Party,
    pub by_name: String,
    /// The viewer wrote it.
    pub mine: bool,
    pub kind: DisputeMessageType,
    pub words: String,
    pub visibility: Visibility,
    pub created_at: Moment,
}
