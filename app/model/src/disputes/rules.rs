//! The dispute's life as a table, and who may do what beside the table.

use crate::orders::OrderStatus;
use crate::{Actor, Machine, Party, Permission, Problem, SellerId, Transition, UserId, orders, text, text_enum};
use Party::{Client, Seller, Staff, System};

text_enum! {
    /// Where a dispute stands. While it is not over, the order's money is frozen.
    pub enum DisputeStatus {
        /// The other side has until a date to answer.
        Pending = "pending",
        /// Staff mediate.
        InReview = "in_review",
        /// Decided; takes effect when both accept it or the time for an appeal has passed.
        Resolved = "resolved",
        /// One side appealed: somebody else of the staff decides for good.
        Appealed = "appealed",
        /// The decision has taken effect.
        Closed = "closed",
        /// The two sides agreed, and that has taken effect.
        Settled = "settled",
        /// Taken back by whoever opened it.
        Withdrawn = "withdrawn",
    }
}

text_enum! {
    /// What moves a dispute.
    pub enum DisputeEvent {
        Answer = "answer",
        /// The date for the answer has passed.
        MissAnswer = "miss_answer",
        Decide = "decide",
        Appeal = "appeal",
        /// Both accepted the decision, or the time for an appeal has passed.
        Close = "close",
        Settle = "settle",
        Withdraw = "withdraw",
    }
}

text_enum! {
    /// What it is about, in the brief's names.
    pub enum DisputeType {
        Delivery = "delivery",
        Quality = "quality",
        Communication = "communication",
        Other = "other",
    }
}

text_enum! {
    /// How it ends, in the brief's names.
    pub enum Resolution {
        /// Everything still held goes back to the client.
        Refund = "refund",
        /// The order goes on, with one more revision that the seller owes.
        Revision = "revision",
        /// What is still held is divided in figures, milestone by milestone.
        Compensation = "compensation",
        /// The order goes on as it was.
        None = "none",
    }
}

impl Resolution {
    /// Money moves and the order is over; otherwise it goes on.
    pub const fn ends_order(self) -> bool {
        matches!(self, Self::Refund | Self::Compensation)
    }
}

text_enum! {
    /// What a message in a dispute is.
    pub enum DisputeMessageType {
        Comment = "comment",
        /// The reasons of a decision.
        Decision = "decision",
        Appeal = "appeal",
    }
}

text_enum! {
    /// Who reads a message: the mediators always do.
    pub enum Visibility {
        Both = "both",
        Client = "client",
        Seller = "seller",
    }
}

impl Visibility {
    /// A message between this party and the mediators.
    pub const fn private_to(party: Party) -> Option<Self> {
        match party {
            Client => Some(Self::Client),
            Seller => Some(Self::Seller),
            Staff | System => None,
        }
    }

    pub const fn is_read_by(self, party: Party) -> bool {
        matches!((self, party), (Self::Both, _) | (_, Staff) | (Self::Client, Client) | (Self::Seller, Seller))
    }
}

text_enum! {
    pub enum EvidenceType {
        Image = "image",
        Document = "document",
        Text = "text",
    }
}

text_enum! {
    /// An offer of settlement.
    pub enum OfferStatus {
        Open = "open",
        Accepted = "accepted",
        Declined = "declined",
        Withdrawn = "withdrawn",
        /// Another one took its place, or the dispute ended otherwise.
        Replaced = "replaced",
    }
}

text_enum! {
    /// A drafted decision.
    pub enum DecisionStatus {
        /// Waits for approval.
        InReview = "in_review",
        /// Approved: it stands unless it is appealed.
        Made = "made",
        /// Not approved.
        Rejected = "rejected",
        /// Drafted anew, appealed, or overtaken by a settlement.
        Replaced = "replaced",
    }
}

const fn row(
    from: DisputeStatus,
    event: DisputeEvent,
    by: &'static [Party],
    to: DisputeStatus,
) -> Transition<DisputeStatus, DisputeEvent> {
    Transition { from, event, by, to }
}

use DisputeEvent as E;
use DisputeStatus as S;

impl Machine for DisputeStatus {
    type Event = DisputeEvent;
    const NAME: &'static str = "dispute";
    const TABLE: &'static [Transition<Self, Self::Event>] = &[
        row(S::Pending, E::Answer, &[Client, Seller], S::InReview),
        row(S::Pending, E::MissAnswer, &[System], S::InReview),
        row(S::InReview, E::Decide, &[Staff], S::Resolved),
        row(S::Resolved, E::Appeal, &[Client, Seller], S::Appealed),
        row(S::Resolved, E::Close, &[Client, Seller, System], S::Closed),
        // an appeal is decided for good
        row(S::Appealed, E::Decide, &[Staff], S::Closed),
        row(S::Pending, E::Settle, &[Client, Seller], S::Settled),
        row(S::InReview, E::Settle, &[Client, Seller], S::Settled),
        row(S::Resolved, E::Settle, &[Client, Seller], S::Settled),
        row(S::Appealed, E::Settle, &[Client, Seller], S::Settled),
        row(S::Pending, E::Withdraw, &[Client, Seller], S::Withdrawn),
        row(S::InReview, E::Withdraw, &[Client, Seller], S::Withdrawn),
    ];
}

impl DisputeStatus {
    /// Nothing will happen any more; the order's money is free again or has moved.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Settled | Self::Withdrawn)
    }

    /// A mediator can draft a decision.
    pub const fn awaits_decision(self) -> bool {
        matches!(self, Self::InReview | Self::Appealed)
    }
}

/// Client or seller may open a dispute over an order that is paid and open.
pub fn may_open(party: Party, status: OrderStatus) -> Result<(), Problem> {
    if !matches!(party, Client | Seller) {
        return Err(Problem::NotAllowed);
    }
    match status {
        OrderStatus::Pending | OrderStatus::Active | OrderStatus::Delivered | OrderStatus::OnHold => Ok(()),
        OrderStatus::Disputed => Err(Problem::Conflict(text!(
            "There is already a dispute over this order. Answer there.",
            "Zu diesem Auftrag läuft bereits ein Streitfall. Antworten Sie dort."
        ))),
        OrderStatus::PendingPayment => Err(Problem::Conflict(text!(
            "This order is not paid: there is no money to argue about. Cancel it instead.",
            "Dieser Auftrag ist nicht bezahlt: Es gibt kein Geld, über das zu streiten wäre. Stornieren Sie ihn stattdessen."
        ))),
        _ => Err(Problem::Conflict(text!(
            "This order is over; its money has moved. Write to the project's support.",
            "Dieser Auftrag ist beendet; sein Geld ist verteilt. Schreiben Sie dem Support des Projekts."
        ))),
    }
}

/// What the caller is to a dispute: a party of its order, or a mediator. A person who is both is a party, and never
/// mediates. `None`: they may not even know of it.
pub fn party_of(actor: &Actor, buyer: UserId, seller: SellerId) -> Option<Party> {
    match orders::party_of(actor, buyer, seller) {
        Some(Staff) | None => actor.has(Permission::DisputeMediate).then_some(Staff),
        party => party,
    }
}

/// What it is probably about, from how the work stands: offered with the type chosen.
pub fn suggested(late: bool, rejected: bool, revisions_used_up: bool) -> Option<DisputeType> {
    if rejected || revisions_used_up {
        Some(DisputeType::Quality)
    } else if late {
        Some(DisputeType::Delivery)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Step;

    #[test]
    fn the_table_is_deterministic_and_ends() {
        for (i, a) in S::TABLE.iter().enumerate() {
            assert!(!a.from.is_over(), "{:?} is an end", a.from);
            for b in &S::TABLE[i + 1..] {
                assert!(a.from != b.from || a.event != b.event, "{:?} {:?} stands twice", a.from, a.event);
            }
        }
        for &state in S::ALL {
            assert!(state.is_over() || S::TABLE.iter().any(|row| row.from == state), "{state:?} leads nowhere");
        }
    }

    #[test]
    fn only_staff_decide_and_one_appeal_is_all() {
        for party in [Client, Seller, System] {
            assert!(!S::InReview.can(E::Decide, party) && !S::Appealed.can(E::Decide, party), "{party}");
        }
        assert_eq!(S::Resolved.step(E::Appeal, Client), Ok(Step::To(S::Appealed)));
        assert_eq!(S::Appealed.step(E::Decide, Staff), Ok(Step::To(S::Closed)));
        assert!(S::Closed.step(E::Appeal, Client).is_err());
        assert!(!S::Appealed.can(E::Close, System), "an appeal does not end by waiting");
    }

    #[test]
    fn a_private_word_is_not_for_the_other_side() {
        assert!(Visibility::Client.is_read_by(Client) && Visibility::Client.is_read_by(Staff));
        assert!(!Visibility::Client.is_read_by(Seller) && !Visibility::Seller.is_read_by(Client));
        assert!(Visibility::Both.is_read_by(Seller));
    }

    #[test]
    fn only_paid_and_open_orders_are_disputed() {
        for &status in OrderStatus::ALL {
            let open = status.is_paid_and_open() && status != OrderStatus::Disputed;
            assert_eq!(may_open(Client, status).is_ok(), open, "{status}");
            assert_eq!(may_open(Staff, status), Err(Problem::NotAllowed));
        }
    }
}
