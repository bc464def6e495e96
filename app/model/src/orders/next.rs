//! The one next action of an order, for whoever looks at it: what stands on top of the order page and in every list.

use super::{OrderStatus, ProposalKind};
use crate::{Lang, Moment, Money, Party, deliveries::DeliverableStatus, tr};
use serde::{Deserialize, Serialize};

/// What happens next, as the viewer must understand it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum NextStep {
    Pay {
        amount: Money,
        until: Moment,
    },
    WaitForPayment {
        until: Moment,
    },
    AnswerQuestions,
    WaitForAnswers,
    /// Agree or decline what the other side proposed.
    AnswerProposal {
        kind: ProposalKind,
    },
    Submit {
        milestone: String,
        amount: Money,
        due: Option<Moment>,
    },
    Revise {
        milestone: String,
        amount: Money,
        due: Option<Moment>,
    },
    TryAgain {
        milestone: String,
        amount: Money,
    },
    WaitForWork {
        milestone: String,
        due: Option<Moment>,
        revision: bool,
    },
    /// Review and release, or ask for a revision.
    Release {
        milestone: String,
        amount: Money,
        auto_at: Option<Moment>,
    },
    WaitForReview {
        milestone: String,
        amount: Money,
        auto_at: Option<Moment>,
    },
    WaitAfterRejection {
        milestone: String,
    },
    LeaveFeedback,
    OnHold,
    Disputed,
    /// Nothing more to do; the words say how it ended.
    Over {
        status: OrderStatus,
    },
}

/// The milestone that matters most to the viewer: the first one that waits for them, else the first open one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    pub milestone: String,
    pub amount: Money,
    pub status: DeliverableStatus,
    pub due: Option<Moment>,
    pub auto_accept_at: Option<Moment>,
}

/// What the next step is decided from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub status: OrderStatus,
    pub party: Party,
    pub total: Money,
    /// When the order is cancelled if it stays unpaid.
    pub pay_until: Moment,
    pub focus: Option<Focus>,
    /// A proposal of the other side that waits for the viewer.
    pub proposal: Option<ProposalKind>,
    pub feedback_left: bool,
}

impl Facts {
    /// Decides the next step.
    pub fn next(self) -> NextStep {
        use NextStep as N;
        use OrderStatus as S;
        let client = self.party == Party::Client;
        if let (Some(kind), true) = (self.proposal, self.status.is_paid_and_open() && self.status != S::OnHold) {
            return N::AnswerProposal { kind };
        }
        match self.status {
            S::PendingPayment if client => N::Pay { amount: self.total, until: self.pay_until },
            S::PendingPayment => N::WaitForPayment { until: self.pay_until },
            S::Pending if client => N::AnswerQuestions,
            S::Pending => N::WaitForAnswers,
            S::Active | S::Delivered => match self.focus {
                Some(focus) => focus.next(self.party),
                None => N::Over { status: self.status },
            },
            S::OnHold => N::OnHold,
            S::Disputed => N::Disputed,
            S::Completed if client && !self.feedback_left => N::LeaveFeedback,
            status => N::Over { status },
        }
    }
}

impl Focus {
    fn next(self, party: Party) -> NextStep {
        use DeliverableStatus as D;
        use NextStep as N;
        let Self { milestone, amount, status, due, auto_accept_at: auto_at } = self;
        match (party, status) {
            (Party::Client, D::Submitted | D::InReview) => N::Release { milestone, amount, auto_at },
            (_, D::Submitted | D::InReview) => N::WaitForReview { milestone, amount, auto_at },
            (Party::Seller, D::RevisionRequested) => N::Revise { milestone, amount, due },
            (Party::Seller, D::Rejected) => N::TryAgain { milestone, amount },
            (_, D::Rejected) => N::WaitAfterRejection { milestone },
            (Party::Seller, _) => N::Submit { milestone, amount, due },
            (_, D::RevisionRequested) => N::WaitForWork { milestone, due, revision: true },
            (_, _) => N::WaitForWork { milestone, due, revision: false },
        }
    }
}

impl NextStep {
    /// Whether it is the viewer's move: shown in amber, counted as "needs you".
    pub const fn needs_viewer(&self) -> bool {
        matches!(
            self,
            Self::Pay { .. }
                | Self::AnswerQuestions
                | Self::AnswerProposal { .. }
                | Self::Submit { .. }
                | Self::Revise { .. }
                | Self::TryAgain { .. }
                | Self::Release { .. }
                | Self::LeaveFeedback
        )
    }

    /// What is at stake in this step: of the milestone it is about, not of the whole order.
    pub const fn amount(&self) -> Option<Money> {
        match self {
            Self::Pay { amount, .. }
            | Self::Submit { amount, .. }
            | Self::Revise { amount, .. }
            | Self::TryAgain { amount, .. }
            | Self::Release { amount, .. }
            | Self::WaitForReview { amount, .. } => Some(*amount),
            _ => None,
        }
    }

    /// The date that matters: shown beside the words.
    pub const fn until(&self) -> Option<Moment> {
        match self {
            Self::Pay { until, .. } | Self::WaitForPayment { until } => Some(*until),
            Self::Submit { due, .. } | Self::Revise { due, .. } | Self::WaitForWork { due, .. } => *due,
            Self::Release { auto_at, .. } | Self::WaitForReview { auto_at, .. } => *auto_at,
            _ => None,
        }
    }

    /// What the date means.
    pub fn until_words(&self, lang: Lang) -> String {
        match self {
            Self::Pay { .. } | Self::WaitForPayment { .. } => {
                tr!(lang; "cancelled if unpaid", "storniert, falls unbezahlt")
            }
            Self::Release { .. } | Self::WaitForReview { .. } => {
                tr!(lang; "accepted by itself", "gilt dann als angenommen")
            }
            _ => tr!(lang; "due", "fällig"),
        }
    }

    /// The step in words, second person.
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::Pay { amount, .. } => {
                let amount = amount.format(lang);
                tr!(lang; "Pay {amount} into escrow", "{amount} auf das Treuhandkonto zahlen")
            }
            Self::WaitForPayment { .. } => {
                tr!(lang; "Waiting for the client's payment", "Wartet auf die Zahlung des Kunden")
            }
            Self::AnswerQuestions => {
                tr!(lang; "Answer the seller's questions so that work can start", "Beantworten Sie die Fragen des Anbieters, damit die Arbeit beginnt")
            }
            Self::WaitForAnswers => {
                tr!(lang; "Waiting for the client's answers; your clock has not started", "Wartet auf die Antworten des Kunden; die Frist läuft noch nicht")
            }
            Self::AnswerProposal { kind: ProposalKind::Extension } => {
                tr!(lang; "Agree to more time, or decline", "Mehr Zeit zustimmen oder ablehnen")
            }
            Self::AnswerProposal { kind: ProposalKind::Cancellation } => {
                tr!(lang; "Agree to the cancellation, or decline", "Der Stornierung zustimmen oder ablehnen")
            }
            Self::Submit { milestone, .. } => tr!(lang; "Submit “{milestone}”", "„{milestone}“ einreichen"),
            Self::Revise { milestone, .. } => {
                tr!(lang; "Revise “{milestone}” and submit it again", "„{milestone}“ überarbeiten und erneut einreichen")
            }
            Self::TryAgain { milestone, .. } => {
                tr!(lang; "“{milestone}” was rejected: submit better work or agree to a cancellation", "„{milestone}“ wurde abgelehnt: bessere Arbeit einreichen oder einer Stornierung zustimmen")
            }
            Self::WaitForWork { milestone, revision: true, .. } => {
                tr!(lang; "The seller revises “{milestone}”", "Der Anbieter überarbeitet „{milestone}“")
            }
            Self::WaitForWork { milestone, .. } => {
                tr!(lang; "The seller works on “{milestone}”", "Der Anbieter arbeitet an „{milestone}“")
            }
            Self::Release { milestone, amount, .. } => {
                let amount = amount.format(lang);
                tr!(lang; "Review “{milestone}” and release {amount} to the seller", "„{milestone}“ prüfen und {amount} an den Anbieter freigeben")
            }
            Self::WaitForReview { milestone, amount, .. } => {
                let amount = amount.format(lang);
                tr!(lang; "The client reviews “{milestone}” ({amount})", "Der Kunde prüft „{milestone}“ ({amount})")
            }
            Self::WaitAfterRejection { milestone } => {
                tr!(lang; "“{milestone}” is rejected: the seller tries again, or you both agree to a cancellation", "„{milestone}“ ist abgelehnt: Der Anbieter versucht es erneut, oder beide stimmen einer Stornierung zu")
            }
            Self::LeaveFeedback => tr!(lang; "Tell others how it went", "Sagen Sie anderen, wie es war"),
            Self::OnHold => {
                tr!(lang; "Paused by the project; the timeline says why", "Vom Projekt pausiert; der Verlauf sagt, warum")
            }
            Self::Disputed => {
                tr!(lang; "In dispute: the money stays where it is", "Im Streitfall: Das Geld bleibt, wo es ist")
            }
            Self::Over { status } => match status {
                OrderStatus::Completed => tr!(lang; "Done. Everything is released.", "Fertig. Alles ist freigegeben."),
                OrderStatus::Partial => {
                    tr!(lang; "Ended early. What was not released went back to the client.", "Vorzeitig beendet. Was nicht freigegeben war, ging an den Kunden zurück.")
                }
                OrderStatus::Refunded => {
                    tr!(lang; "Ended. All of the money went back to the client.", "Beendet. Das ganze Geld ging an den Kunden zurück.")
                }
                OrderStatus::Cancelled => tr!(lang; "Cancelled before payment.", "Vor der Zahlung storniert."),
                _ => tr!(lang; "Nothing to do.", "Nichts zu tun."),
            },
        }
    }
}
