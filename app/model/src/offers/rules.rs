//! The life of an offer as a table, and what is said about one that is over.

use crate::{Machine, Party, Problem, Transition, text, text_enum};
use Party::{Client, Seller, System};

text_enum! {
    /// Where an offer stands.
    pub enum OfferStatus {
        /// Waits for the client.
        Sent = "sent",
        /// An order was made of it.
        Accepted = "accepted",
        Declined = "declined",
        /// Taken back by the seller.
        Withdrawn = "withdrawn",
        /// Nobody answered in time.
        Expired = "expired",
        /// A newer version took its place.
        Superseded = "superseded",
    }
}

text_enum! {
    /// What moves an offer.
    pub enum OfferEvent {
        Accept = "accept",
        Decline = "decline",
        Withdraw = "withdraw",
        Expire = "expire",
        Supersede = "supersede",
    }
}

/// The longest an offer may stay open.
pub const MAX_VALID_DAYS: i64 = 60;

/// Offers that may wait in one room at the same time.
pub const MAX_OPEN: i64 = 10;

/// Versions of one offer.
pub const MAX_VERSIONS: i32 = 50;

const fn row(event: OfferEvent, by: &'static [Party], to: OfferStatus) -> Transition<OfferStatus, OfferEvent> {
    Transition { from: OfferStatus::Sent, event, by, to }
}

impl Machine for OfferStatus {
    type Event = OfferEvent;
    const NAME: &'static str = "offer";
    const TABLE: &'static [Transition<Self, Self::Event>] = &[
        row(OfferEvent::Accept, &[Client], Self::Accepted),
        row(OfferEvent::Decline, &[Client], Self::Declined),
        row(OfferEvent::Withdraw, &[Seller], Self::Withdrawn),
        row(OfferEvent::Expire, &[System], Self::Expired),
        row(OfferEvent::Supersede, &[Seller], Self::Superseded),
    ];
}

impl OfferStatus {
    /// Waits for an answer.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Sent)
    }

    /// Why nothing can be done with it any more.
    pub fn over(self) -> Problem {
        Problem::Conflict(match self {
            Self::Sent => text!("This offer still waits for an answer.", "Dieses Angebot wartet noch auf Antwort."),
            Self::Accepted => text!("This offer has been accepted.", "Dieses Angebot ist angenommen."),
            Self::Declined => text!("This offer has been declined.", "Dieses Angebot wurde abgelehnt."),
            Self::Withdrawn => text!(
                "The seller has withdrawn this offer. Ask them for a new one.",
                "Der Anbieter hat dieses Angebot zurückgezogen. Bitten Sie ihn um ein neues."
            ),
            Self::Expired => text!(
                "This offer has expired. Ask for a new one.",
                "Dieses Angebot ist abgelaufen. Bitten Sie um ein neues."
            ),
            Self::Superseded => text!(
                "There is a newer version of this offer. Look at that one.",
                "Von diesem Angebot gibt es eine neuere Fassung. Sehen Sie sich diese an."
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Step;

    #[test]
    fn only_an_open_offer_moves_and_each_end_is_an_end() {
        for &state in OfferStatus::ALL {
            let leaves = OfferStatus::TABLE.iter().filter(|row| row.from == state).count();
            assert_eq!(leaves > 0, state.is_open(), "{state}");
        }
    }

    #[test]
    fn each_side_has_its_own_acts() {
        let sent = OfferStatus::Sent;
        assert_eq!(sent.step(OfferEvent::Accept, Client), Ok(Step::To(OfferStatus::Accepted)));
        assert_eq!(OfferStatus::Accepted.step(OfferEvent::Accept, Client), Ok(Step::AlreadyApplied));
        for (event, by) in [
            (OfferEvent::Accept, Seller),
            (OfferEvent::Accept, Party::Staff),
            (OfferEvent::Accept, System),
            (OfferEvent::Decline, Seller),
            (OfferEvent::Withdraw, Client),
            (OfferEvent::Supersede, Client),
            (OfferEvent::Expire, Client),
        ] {
            assert_eq!(sent.step(event, by), Err(Problem::NotAllowed), "{event} by {by}");
        }
        for over in OfferStatus::ALL.iter().filter(|state| !state.is_open()) {
            for (event, by, to) in OfferStatus::TABLE.iter().map(|row| (row.event, row.by[0], row.to)) {
                assert_eq!(over.step(event, by).is_ok(), *over == to, "{over} {event}");
            }
        }
    }
}
