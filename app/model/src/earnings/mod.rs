//! A seller's money before it is free: each held cent has a reason, a date and the next action.

use crate::{
    Actor, Currency, Lang, Moment, Money, OrderId, Page, PageRequest, Problem, SellerId, escrow::InEscrow, text_enum,
    tr,
};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

text_enum! {
    /// Why a cent is not yet the seller's to take.
    pub enum HoldReason {
        /// Paid, but the client has not answered the intake.
        AwaitingRequirements = "awaiting_requirements",
        /// In escrow until the seller submits.
        AwaitingWork = "awaiting_work",
        AwaitingReview = "awaiting_review",
        RevisionRequested = "revision_requested",
        Rejected = "rejected",
        OrderOnHold = "order_on_hold",
        /// A dispute over the order is not over.
        OrderDisputed = "order_disputed",
        /// Released; free after the project's clearing period.
        ClearingPeriod = "clearing_period",
        /// Not held any more.
        Available = "available",
    }
}

impl HoldReason {
    /// Why, in words.
    pub fn words(self, lang: Lang) -> String {
        match self {
            Self::AwaitingRequirements => {
                tr!(lang; "In escrow: the client has not answered your questions", "Treuhand: Der Kunde hat Ihre Fragen noch nicht beantwortet")
            }
            Self::AwaitingWork => {
                tr!(lang; "In escrow until you submit this milestone", "Treuhand, bis Sie diesen Meilenstein einreichen")
            }
            Self::AwaitingReview => tr!(lang; "In escrow: the client reviews", "Treuhand: Der Kunde prüft"),
            Self::RevisionRequested => {
                tr!(lang; "In escrow: the client asked for a revision", "Treuhand: Der Kunde hat eine Überarbeitung verlangt")
            }
            Self::Rejected => {
                tr!(lang; "In escrow: the client rejected the work", "Treuhand: Der Kunde hat die Arbeit abgelehnt")
            }
            Self::OrderOnHold => {
                tr!(lang; "In escrow: the project paused the order", "Treuhand: Das Projekt hat den Auftrag pausiert")
            }
            Self::OrderDisputed => {
                tr!(lang; "Frozen: the order is in dispute", "Eingefroren: Zum Auftrag läuft ein Streitfall")
            }
            Self::ClearingPeriod => tr!(lang; "Released; in the clearing period", "Freigegeben; in der Klärungsfrist"),
            Self::Available => tr!(lang; "Yours", "Ihr Guthaben"),
        }
    }

    /// What makes it move on.
    pub fn next_action(self, lang: Lang) -> String {
        match self {
            Self::AwaitingRequirements => {
                tr!(lang; "The client answers the questions", "Der Kunde beantwortet die Fragen")
            }
            Self::AwaitingWork => tr!(lang; "Submit the milestone", "Meilenstein einreichen"),
            Self::AwaitingReview => {
                tr!(lang; "Accepted by the client, or by itself on the date", "Annahme durch den Kunden, oder von selbst zum Datum")
            }
            Self::RevisionRequested => tr!(lang; "Revise and submit again", "Überarbeiten und erneut einreichen"),
            Self::Rejected => {
                tr!(lang; "Submit better work, or agree to a cancellation", "Bessere Arbeit einreichen oder einer Stornierung zustimmen")
            }
            Self::OrderOnHold => tr!(lang; "The project resumes the order", "Das Projekt setzt den Auftrag fort"),
            Self::OrderDisputed => tr!(lang; "The dispute ends", "Der Streitfall endet"),
            Self::ClearingPeriod => {
                tr!(lang; "Becomes available by itself on the date", "Wird zum Datum von selbst verfügbar")
            }
            Self::Available => tr!(lang; "Nothing: it is yours", "Nichts: Es gehört Ihnen"),
        }
    }
}

/// One milestone's money, from escrow to available.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EarningLine {
    pub order: OrderId,
    pub number: String,
    pub milestone: String,
    pub gross: Money,
    /// The platform's part; of money still in escrow, what it will be.
    pub fee: Money,
    pub net: Money,
    pub reason: HoldReason,
    /// When the reason ends by itself; `None` where a person must act.
    pub until: Option<Moment>,
    /// When it was released; `None` while in escrow.
    pub released_at: Option<Moment>,
    pub cleared_at: Option<Moment>,
}

/// The figures on top, per currency; what is released equals the ledger to the cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarningTotals {
    pub currency: Currency,
    /// What open orders still hold.
    pub in_escrow: InEscrow,
    /// The ledger's `seller_pending`.
    pub clearing: Money,
    /// The ledger's `seller_available`.
    pub available: Money,
    /// The next cent of `clearing` becomes available then.
    pub next_clearing: Option<Moment>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EarningsView {
    pub seller: SellerId,
    pub totals: Vec<EarningTotals>,
    /// Everything that is still in escrow, oldest order first.
    pub held: Vec<EarningLine>,
    /// What was released, newest first.
    pub released: Page<EarningLine>,
}

/// A seller looks at their money.
#[async_trait]
pub trait Earnings: Send + Sync {
    /// The caller's seller (or the given one of theirs; staff: any).
    async fn earnings(
        &self,
        actor: &Actor,
        seller: Option<SellerId>,
        page: PageRequest,
    ) -> Result<EarningsView, Problem>;
}
