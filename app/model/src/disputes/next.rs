//! The one next step of a dispute, for whoever looks at it.

use super::{DisputeEvent, DisputeStatus, May};
use crate::{Lang, Machine, Moment, Party, tr};
use serde::{Deserialize, Serialize};

/// What happens next, as the viewer must understand it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum DisputeStep {
    /// The viewer has until then to answer.
    Answer {
        until: Moment,
    },
    WaitForAnswer {
        until: Moment,
    },
    /// The other side made an offer of settlement.
    AnswerOffer,
    /// A mediator drafts a decision.
    Draft {
        appeal: bool,
    },
    /// The draft waits for approval.
    Approve,
    WaitForDecision {
        appeal: bool,
    },
    /// Accept the decision or appeal.
    AcceptDecision {
        until: Moment,
    },
    /// Until then the other side can appeal.
    WaitForEffect {
        until: Moment,
    },
    Over {
        status: DisputeStatus,
    },
}

/// What the next step follows from.
#[derive(Clone, Copy, Debug)]
pub struct StepFacts {
    pub status: DisputeStatus,
    pub viewer: Party,
    pub opened_by: Party,
    pub answered: bool,
    pub answer_due_at: Moment,
    pub final_at: Option<Moment>,
    /// The viewer has accepted the decision.
    pub accepted: bool,
    /// The other side's offer waits for the viewer.
    pub offer_waits: bool,
    /// A draft waits for approval.
    pub in_review: bool,
    /// There has been an appeal.
    pub appealed: bool,
}

impl StepFacts {
    pub fn next(self) -> DisputeStep {
        let (staff, appeal) = (self.viewer == Party::Staff, self.status == DisputeStatus::Appealed);
        match self.status {
            status if status.is_over() => DisputeStep::Over { status },
            _ if self.offer_waits => DisputeStep::AnswerOffer,
            DisputeStatus::Pending if !staff && self.viewer != self.opened_by => {
                DisputeStep::Answer { until: self.answer_due_at }
            }
            DisputeStatus::Pending => DisputeStep::WaitForAnswer { until: self.answer_due_at },
            DisputeStatus::Resolved => {
                let until = self.final_at.unwrap_or(self.answer_due_at);
                if staff || self.accepted {
                    DisputeStep::WaitForEffect { until }
                } else {
                    DisputeStep::AcceptDecision { until }
                }
            }
            _ if staff && self.in_review => DisputeStep::Approve,
            _ if staff => DisputeStep::Draft { appeal },
            _ => DisputeStep::WaitForDecision { appeal },
        }
    }

    /// The forms that are alive for the viewer.
    pub fn may(self) -> May {
        let (by, over) = (self.viewer, self.status.is_over());
        let party = matches!(by, Party::Client | Party::Seller);
        let opener = party && by == self.opened_by;
        May {
            answer: party
                && !opener
                && !self.answered
                && matches!(self.status, DisputeStatus::Pending | DisputeStatus::InReview),
            withdraw: opener && self.status.can(DisputeEvent::Withdraw, by),
            write: !over,
            offer: party && self.status.can(DisputeEvent::Settle, by),
            draft: by == Party::Staff && self.status.awaits_decision(),
            accept: party && self.status == DisputeStatus::Resolved && !self.accepted,
            appeal: party && self.status.can(DisputeEvent::Appeal, by) && !self.appealed,
        }
    }
}

impl DisputeStep {
    /// The viewer can act on it now.
    pub const fn needs_viewer(self) -> bool {
        matches!(
            self,
            Self::Answer { .. } | Self::AnswerOffer | Self::Draft { .. } | Self::Approve | Self::AcceptDecision { .. }
        )
    }

    /// The date that matters.
    pub const fn until(self) -> Option<Moment> {
        match self {
            Self::Answer { until }
            | Self::WaitForAnswer { until }
            | Self::AcceptDecision { until }
            | Self::WaitForEffect { until } => Some(until),
            _ => None,
        }
    }

    /// What happens at that date by itself.
    pub fn until_words(self, lang: Lang) -> String {
        match self {
            Self::Answer { .. } | Self::WaitForAnswer { .. } => {
                tr!(lang; "goes to mediation without an answer", "geht dann ohne Antwort in die Vermittlung")
            }
            _ => tr!(lang; "takes effect by itself", "wird dann von selbst wirksam"),
        }
    }

    /// The step in words, second person.
    pub fn words(self, lang: Lang) -> String {
        match self {
            Self::Answer { .. } => {
                tr!(lang; "Answer: say how you see it, and show it", "Antworten Sie: Schildern und belegen Sie Ihre Sicht")
            }
            Self::WaitForAnswer { .. } => {
                tr!(lang; "Waiting for the other side's answer", "Wartet auf die Antwort der anderen Seite")
            }
            Self::AnswerOffer => {
                tr!(lang; "Accept the offer of settlement, or decline it", "Nehmen Sie das Einigungsangebot an oder lehnen Sie es ab")
            }
            Self::Draft { appeal: false } => {
                tr!(lang; "Mediate, then draft a decision", "Vermitteln Sie und entwerfen Sie eine Entscheidung")
            }
            Self::Draft { appeal: true } => {
                tr!(lang; "Decide the appeal: somebody who did not draft the first decision", "Über den Widerspruch entscheiden: jemand, der die erste Entscheidung nicht entworfen hat")
            }
            Self::Approve => {
                tr!(lang; "The drafted decision waits for approval", "Der Entscheidungsentwurf wartet auf Freigabe")
            }
            Self::WaitForDecision { appeal: false } => {
                tr!(lang; "The project mediates and decides; you can still settle between yourselves", "Das Projekt vermittelt und entscheidet; Sie können sich weiterhin selbst einigen")
            }
            Self::WaitForDecision { appeal: true } => {
                tr!(lang; "The appeal is looked at; the next decision is final", "Der Widerspruch wird geprüft; die nächste Entscheidung ist endgültig")
            }
            Self::AcceptDecision { .. } => {
                tr!(lang; "Accept the decision, or appeal", "Nehmen Sie die Entscheidung an oder legen Sie Widerspruch ein")
            }
            Self::WaitForEffect { .. } => {
                tr!(lang; "Decided; it takes effect when both accept it or the time to appeal is over", "Entschieden; wirksam, sobald beide annehmen oder die Widerspruchsfrist vorbei ist")
            }
            Self::Over { status } => match status {
                DisputeStatus::Settled => {
                    tr!(lang; "Over: you agreed between yourselves.", "Beendet: Sie haben sich geeinigt.")
                }
                DisputeStatus::Withdrawn => {
                    tr!(lang; "Over: taken back. The order goes on.", "Beendet: zurückgezogen. Der Auftrag geht weiter.")
                }
                _ => tr!(lang; "Over: the decision has taken effect.", "Beendet: Die Entscheidung ist wirksam."),
            },
        }
    }
}
