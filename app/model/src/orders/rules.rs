//! The order's lifecycle as a table, who a person is to an order, and what each party may do beside the machine.

use crate::{Actor, Machine, Party, Permission, Problem, SellerId, Transition, UserId, text, text_enum};
use Party::{Client, Seller, Staff, System};

text_enum! {
    /// Where an order stands.
    pub enum OrderStatus {
        /// Placed; no money yet. Cancelled by itself after [`UNPAID_HOURS`].
        PendingPayment = "pending_payment",
        /// Paid into escrow; the intake still has open questions.
        Pending = "pending",
        /// In work: the delivery clock runs.
        Active = "active",
        /// Everything is submitted; the client looks at it.
        Delivered = "delivered",
        Completed = "completed",
        /// Ended early: part was released, the rest went back.
        Partial = "partial",
        /// The fulfilment broke and nothing was delivered.
        Failed = "failed",
        /// Never paid.
        Cancelled = "cancelled",
        /// Ended before anything was released: all of it went back.
        Refunded = "refunded",
        Disputed = "disputed",
        /// Paused by staff, with a reason.
        OnHold = "on_hold",
    }
}

text_enum! {
    /// What moves an order.
    pub enum OrderEvent {
        Pay = "pay",
        Start = "start",
        Deliver = "deliver",
        Reopen = "reopen",
        Complete = "complete",
        Cancel = "cancel",
        Refund = "refund",
        Settle = "settle",
        Hold = "hold",
        ResumePending = "resume_pending",
        ResumeActive = "resume_active",
        ResumeDelivered = "resume_delivered",
        Dispute = "dispute",
        /// The dispute is over and the order goes on.
        ReturnPending = "return_pending",
        ReturnActive = "return_active",
        ReturnDelivered = "return_delivered",
        ReturnOnHold = "return_on_hold",
    }
}

/// An order nobody pays is cancelled after so many hours.
pub const UNPAID_HOURS: i64 = 24;

const fn row(
    from: OrderStatus,
    event: OrderEvent,
    by: &'static [Party],
    to: OrderStatus,
) -> Transition<OrderStatus, OrderEvent> {
    Transition { from, event, by, to }
}

use OrderEvent as E;
use OrderStatus as S;

impl Machine for OrderStatus {
    type Event = OrderEvent;
    const NAME: &'static str = "order";
    const TABLE: &'static [Transition<Self, Self::Event>] = &[
        row(S::PendingPayment, E::Pay, &[System], S::Pending),
        row(S::PendingPayment, E::Cancel, &[Client, Staff, System], S::Cancelled),
        row(S::Pending, E::Start, &[Client, System], S::Active),
        row(S::Pending, E::Refund, &[Client, Seller, Staff, System], S::Refunded),
        row(S::Active, E::Deliver, &[Seller], S::Delivered),
        row(S::Delivered, E::Reopen, &[Client], S::Active),
        row(S::Active, E::Complete, &[Client, System], S::Completed),
        row(S::Delivered, E::Complete, &[Client, System], S::Completed),
        row(S::Active, E::Refund, &[Client, Seller, Staff], S::Refunded),
        row(S::Delivered, E::Refund, &[Client, Seller, Staff], S::Refunded),
        row(S::OnHold, E::Refund, &[Staff], S::Refunded),
        row(S::Active, E::Settle, &[Client, Seller, Staff], S::Partial),
        row(S::Delivered, E::Settle, &[Client, Seller, Staff], S::Partial),
        row(S::OnHold, E::Settle, &[Staff], S::Partial),
        row(S::Pending, E::Hold, &[Staff], S::OnHold),
        row(S::Active, E::Hold, &[Staff], S::OnHold),
        row(S::Delivered, E::Hold, &[Staff], S::OnHold),
        row(S::OnHold, E::ResumePending, &[Staff], S::Pending),
        row(S::OnHold, E::ResumeActive, &[Staff], S::Active),
        row(S::OnHold, E::ResumeDelivered, &[Staff], S::Delivered),
        row(S::Pending, E::Dispute, &[Client, Seller], S::Disputed),
        row(S::Active, E::Dispute, &[Client, Seller], S::Disputed),
        row(S::Delivered, E::Dispute, &[Client, Seller], S::Disputed),
        row(S::OnHold, E::Dispute, &[Client, Seller], S::Disputed),
        // out of a dispute leads only what ends it: an agreement, a decision, or taking it back
        row(S::Disputed, E::ReturnPending, &[System], S::Pending),
        row(S::Disputed, E::ReturnActive, &[System], S::Active),
        row(S::Disputed, E::ReturnDelivered, &[System], S::Delivered),
        row(S::Disputed, E::ReturnOnHold, &[System], S::OnHold),
        row(S::Disputed, E::Refund, &[System], S::Refunded),
        row(S::Disputed, E::Settle, &[System], S::Partial),
        row(S::Disputed, E::Complete, &[System], S::Completed),
    ];
}

impl OrderStatus {
    /// Work can be handed in, reviewed and approved.
    pub const fn is_open_for_work(self) -> bool {
        matches!(self, Self::Active | Self::Delivered)
    }

    /// Money lies in escrow or may still.
    pub const fn is_paid_and_open(self) -> bool {
        matches!(self, Self::Pending | Self::Active | Self::Delivered | Self::OnHold | Self::Disputed)
    }

    /// Nothing will happen any more.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Completed | Self::Partial | Self::Failed | Self::Cancelled | Self::Refunded)
    }
}

/// What the caller is to an order: its client, its seller's team, or staff that may look. `None`: they may not even know of it.
/// A person who is both is the closer one: the client before the seller before staff.
pub fn party_of(actor: &Actor, buyer: UserId, seller: SellerId) -> Option<Party> {
    let user = actor.user.as_ref()?;
    if user.id == buyer {
        Some(Client)
    } else if actor.sells_for(seller) {
        Some(Seller)
    } else if actor.has(Permission::OrderViewAny) {
        Some(Staff)
    } else {
        None
    }
}

/// The order's money can go back: staff by permission with a reason at any time, the client alone while the work has
/// not started. After the start both must agree (a proposal).
pub fn may_refund(actor: &Actor, party: Party, status: OrderStatus) -> Result<(), Problem> {
    if actor.has(Permission::OrderRefund) && party == Staff {
        return if status == S::Disputed { Err(frozen()) } else { Ok(()) };
    }
    match (party, status) {
        (Client, S::Pending) => Ok(()),
        (Client, S::Disputed) => Err(frozen()),
        (Client, _) if status.is_paid_and_open() => Err(Problem::Conflict(text!(
            "The work has started. Propose a cancellation: the seller must agree.",
            "Die Arbeit hat begonnen. Schlagen Sie eine Stornierung vor: Der Anbieter muss zustimmen."
        ))),
        _ => Err(Problem::NotAllowed),
    }
}

/// Why nothing moves while an order is in dispute.
pub fn frozen() -> Problem {
    Problem::Conflict(text!(
        "This order is in dispute: its money is frozen until the dispute is over. Go on there.",
        "Zu diesem Auftrag läuft ein Streitfall: Sein Geld ist bis zu dessen Ende eingefroren. Machen Sie dort weiter."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Step;

    #[test]
    fn the_table_is_deterministic() {
        for (i, a) in S::TABLE.iter().enumerate() {
            for b in &S::TABLE[i + 1..] {
                assert!(a.from != b.from || a.event != b.event, "{:?} {:?} stands twice", a.from, a.event);
            }
        }
    }

    #[test]
    fn nothing_leaves_an_end() {
        for row in S::TABLE {
            assert!(!row.from.is_over(), "{:?} is an end", row.from);
        }
    }

    #[test]
    fn paying_twice_is_no_error_and_clients_do_not_book() {
        assert_eq!(S::PendingPayment.step(E::Pay, System), Ok(Step::To(S::Pending)));
        assert_eq!(S::Pending.step(E::Pay, System), Ok(Step::AlreadyApplied));
        assert_eq!(S::PendingPayment.step(E::Pay, Client), Err(Problem::NotAllowed));
    }

    #[test]
    fn every_open_state_can_reach_an_end() {
        for &start in S::ALL {
            if start.is_over() {
                continue;
            }
            let mut seen = vec![start];
            let mut at = 0;
            while at < seen.len() {
                let from = seen[at];
                for row in S::TABLE.iter().filter(|row| row.from == from) {
                    if !seen.contains(&row.to) {
                        seen.push(row.to);
                    }
                }
                at += 1;
            }
            assert!(seen.iter().any(|s| s.is_over()), "{start:?} never ends");
        }
    }
}
