//! Disputes: client and seller of an order do not agree. Its money is frozen until they settle, one of them takes the
//! dispute back, or staff decide.

mod next;
mod rules;
mod terms;
mod views;

pub use next::{DisputeStep, StepFacts};
pub use rules::*;
pub use terms::*;
pub use views::*;

use crate::{Actor, DisputeId, DisputeOfferId, FileId, Money, OrderId, Page, PageRequest, Problem, orders::Applied};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// What somebody opens a dispute with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewDispute {
    pub kind: DisputeType,
    /// What happened, for the other side and the mediators.
    pub statement: String,
    /// What they want; `None`: something else, said in the statement.
    pub wanted: Option<Resolution>,
    /// Of a division: how much of each slice, as typed.
    #[serde(default)]
    pub to_client: TypedParts,
    /// Uploads for evidence.
    #[serde(default)]
    pub files: Vec<FileId>,
}

/// A way out with its figures as typed, and why: an offer of settlement or a drafted decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTerms {
    pub resolution: Resolution,
    #[serde(default)]
    pub to_client: TypedParts,
    pub words: String,
}

/// Which disputes the mediators' list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeFilter {
    /// `None`: all that are not over.
    pub status: Option<DisputeStatus>,
    pub all: bool,
    /// A number, of the dispute or the order; a name; a title.
    #[serde(default)]
    pub search: String,
}

impl DisputeFilter {
    /// As an address says it: `status` (a state, or `all`) and `q`.
    pub fn asked(value: impl Fn(&str) -> Option<String>) -> Self {
        let status = value("status").unwrap_or_default();
        Self { status: status.parse().ok(), all: status == "all", search: value("q").unwrap_or_default() }
    }
}

/// What a project decides about its disputes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeSettings {
    /// Days the other side has to answer.
    pub answer_days: i32,
    /// Days to appeal a decision.
    pub appeal_days: i32,
    /// Above so much in escrow a decision needs two approvals.
    pub two_above: Money,
}

impl DisputeSettings {
    /// Approvals a decision about so much money needs; an amount in another currency is not compared, so it needs two.
    pub fn approvals(&self, held: Money) -> u32 {
        if held.currency == self.two_above.currency && held.minor <= self.two_above.minor { 1 } else { 2 }
    }

    /// Problems at each field.
    pub fn check(&self) -> Result<(), Problem> {
        let mut errors = crate::FieldErrors::new();
        for (field, days) in [("answer_days", self.answer_days), ("appeal_days", self.appeal_days)] {
            if !(1..=30).contains(&days) {
                errors.add(field, crate::text!("Between 1 and 30 days.", "Zwischen 1 und 30 Tagen."));
            }
        }
        if self.two_above.minor < 0 {
            errors.add("two_above", crate::text!("Zero or more.", "Null oder mehr."));
        }
        errors.into_result()
    }
}

/// What may be done about a dispute. `NotFound` for whoever is neither party nor mediator; `NotAllowed` for the wrong
/// one of them; `Conflict` in the wrong state; `Invalid` at its field.
#[async_trait]
pub trait Disputes: Send + Sync {
    /// A page of the project's disputes, newest first. Needs `dispute.mediate`.
    async fn list_disputes(
        &self,
        actor: &Actor,
        filter: DisputeFilter,
        page: PageRequest,
    ) -> Result<Page<DisputeLine>, Problem>;
    /// Those over one order, newest first, for whoever may see the order.
    async fn disputes_of_order(&self, actor: &Actor, order: OrderId) -> Result<Vec<DisputeLine>, Problem>;
    /// The dispute page, as the viewer's side may see it.
    async fn dispute(&self, actor: &Actor, dispute: DisputeId) -> Result<DisputeView, Problem>;
    /// Client or seller open one: the order's money is frozen in the same moment.
    async fn open_dispute(&self, actor: &Actor, order: OrderId, new: NewDispute) -> Result<DisputeId, Problem>;
    /// The other side answers, in time or late; with that mediation begins.
    async fn answer_dispute(
        &self,
        actor: &Actor,
        dispute: DisputeId,
        answer: String,
        files: Vec<FileId>,
    ) -> Result<Applied, Problem>;
    /// Whoever opened it takes it back: the order goes on, its dates moved by the time it stood still.
    async fn withdraw_dispute(&self, actor: &Actor, dispute: DisputeId) -> Result<Applied, Problem>;
    /// Words or files, or both, that everybody in the dispute sees.
    async fn add_evidence(
        &self,
        actor: &Actor,
        dispute: DisputeId,
        words: String,
        files: Vec<FileId>,
    ) -> Result<Applied, Problem>;
    /// A message to everybody, or between one party and the mediators.
    async fn write_in_dispute(
        &self,
        actor: &Actor,
        dispute: DisputeId,
        message: String,
        visibility: Visibility,
    ) -> Result<Applied, Problem>;
    /// A party proposes to the other how to end it; an earlier offer of theirs is replaced.
    async fn offer_settlement(
        &self,
        actor: &Actor,
        dispute: DisputeId,
        terms: NewTerms,
    ) -> Result<DisputeOfferId, Problem>;
    /// The other party agrees: it takes effect at once.
    async fn accept_settlement(&self, actor: &Actor, offer: DisputeOfferId) -> Result<Applied, Problem>;
    async fn decline_settlement(&self, actor: &Actor, offer: DisputeOfferId) -> Result<Applied, Problem>;
    /// Whoever offered takes it back.
    async fn withdraw_settlement(&self, actor: &Actor, offer: DisputeOfferId) -> Result<Applied, Problem>;
    /// A mediator drafts a decision, or drafts it anew; it needs the approval of others before it stands.
    async fn draft_decision(&self, actor: &Actor, dispute: DisputeId, terms: NewTerms) -> Result<Applied, Problem>;
    /// A party accepts the decision; when both have, it takes effect at once.
    async fn accept_decision(&self, actor: &Actor, dispute: DisputeId) -> Result<Applied, Problem>;
    /// A party appeals, once, with reasons; somebody else of the staff decides again.
    async fn appeal_decision(&self, actor: &Actor, dispute: DisputeId, reasons: String) -> Result<Applied, Problem>;
    /// Needs `project.configure`.
    async fn dispute_settings(&self, actor: &Actor) -> Result<DisputeSettings, Problem>;
    /// Needs `project.configure`. Running disputes keep their dates.
    async fn save_dispute_settings(&self, actor: &Actor, settings: DisputeSettings) -> Result<(), Problem>;
}
