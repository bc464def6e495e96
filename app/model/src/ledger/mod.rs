//! Double entry: accounts, postings and the rules they obey. Positive = credit: the account's owner has more.

use crate::{Currency, MilestoneId, Moment, Money, OrderId, PaymentId, Problem, SellerId, UserId, text, text_enum};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Whose money. User accounts (wallet, escrow, seller's two) never go below zero; the project's own may.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Account {
    /// A client's credit.
    Wallet(UserId),
    /// Locked for one order.
    Escrow(OrderId),
    /// Earned, in the clearing period.
    SellerPending(SellerId),
    /// Earned and free to be paid out.
    SellerAvailable(SellerId),
    PlatformFee,
    TaxPayable,
    /// Minus what a gateway holds for us: money that came in makes it more negative.
    GatewayClearing(String),
    PayoutClearing,
    Reserve,
}

impl Account {
    /// The stored kind.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Wallet(_) => "wallet",
            Self::Escrow(_) => "escrow",
            Self::SellerPending(_) => "seller_pending",
            Self::SellerAvailable(_) => "seller_available",
            Self::PlatformFee => "platform_fee",
            Self::TaxPayable => "tax_payable",
            Self::GatewayClearing(_) => "gateway_clearing",
            Self::PayoutClearing => "payout_clearing",
            Self::Reserve => "reserve",
        }
    }

    pub const fn owner(&self) -> Option<Uuid> {
        match self {
            Self::Wallet(id) => Some(id.0),
            Self::Escrow(id) => Some(id.0),
            Self::SellerPending(id) | Self::SellerAvailable(id) => Some(id.0),
            _ => None,
        }
    }

    pub fn gateway(&self) -> &str {
        match self {
            Self::GatewayClearing(gateway) => gateway,
            _ => "",
        }
    }

    /// The database keeps its balance and refuses to let it go below zero.
    pub const fn is_guarded(&self) -> bool {
        self.owner().is_some()
    }
}

text_enum! {
    /// Why money moved.
    pub enum TransferKind {
        /// Gateway → wallet.
        TopUp = "top_up",
        /// Wallet → escrow.
        Funding = "funding",
        /// Escrow → seller (clearing) and platform fee.
        Release = "release",
        /// Escrow → wallet.
        Refund = "refund",
        /// Wallet → gateway: back to the original method.
        Withdrawal = "withdrawal",
        /// The gateway refused a withdrawal: gateway → wallet.
        WithdrawalFailed = "withdrawal_failed",
        /// Seller pending → available.
        Clearing = "clearing",
        /// Seller available → payout clearing.
        Payout = "payout",
        /// Payout clearing → seller available.
        PayoutFailed = "payout_failed",
        /// By staff, with a reason.
        Adjustment = "adjustment",
    }
}

/// A transfer about to be posted: its legs sum to zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    pub kind: TransferKind,
    /// The same key is the same act, forever, within the project.
    pub key: String,
    pub currency: Currency,
    pub legs: Vec<(Account, i64)>,
    pub order: Option<OrderId>,
    pub milestone: Option<MilestoneId>,
    pub payment: Option<PaymentId>,
    pub memo: String,
    /// A leg was asked for in another currency, or backwards: such a posting is refused whole.
    crooked: bool,
}

impl Posting {
    /// A posting without references.
    pub fn new(kind: TransferKind, key: impl Into<String>, currency: Currency) -> Self {
        Self {
            kind,
            key: key.into(),
            currency,
            legs: vec![],
            order: None,
            milestone: None,
            payment: None,
            memo: String::new(),
            crooked: false,
        }
    }

    /// Moves `amount` from one account to the other; never less than nothing, and only in the posting's currency.
    pub fn moving(mut self, from: Account, to: Account, amount: Money) -> Self {
        if amount.currency != self.currency || amount.minor < 0 {
            self.crooked = true;
            return self;
        }
        self.legs.push((from, -amount.minor));
        self.legs.push((to, amount.minor));
        self
    }

    /// Legs of the same account merged, zero legs dropped, ordered by account so that two transfers never wait for each
    /// other crosswise. Refused when they do not sum to zero, overflow, or move nothing.
    pub fn balanced_legs(&self) -> Result<Vec<(Account, i64)>, Problem> {
        let broken = || {
            Problem::invalid(
                "amount",
                text!("This amount cannot be booked.", "Dieser Betrag kann nicht gebucht werden."),
            )
        };
        let mut legs = std::collections::BTreeMap::<Account, i64>::new();
        for (account, amount) in &self.legs {
            let sum = legs.entry(account.clone()).or_insert(0);
            *sum = sum.checked_add(*amount).ok_or_else(broken)?;
        }
        let legs: Vec<_> = legs.into_iter().filter(|(_, amount)| *amount != 0).collect();
        let sum: i128 = legs.iter().map(|(_, amount)| i128::from(*amount)).sum();
        if self.crooked || sum != 0 || legs.len() < 2 { Err(broken()) } else { Ok(legs) }
    }
}

/// One line of an account's statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StatementLine {
    pub at: Moment,
    pub kind: TransferKind,
    pub amount: Money,
    /// The balance right after; only user accounts keep one.
    pub balance_after: Option<Money>,
    pub order: Option<OrderId>,
    /// "ORD-2026-000123", where the line belongs to an order.
    pub order_number: Option<String>,
    pub memo: String,
    /// Opaque; goes back as the page's `after`.
    pub cursor: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posting() -> Posting {
        Posting::new(TransferKind::Adjustment, "k", Currency::Eur)
    }

    #[test]
    fn legs_are_merged_and_must_balance() {
        let (a, b) = (Account::PlatformFee, Account::Reserve);
        let five = Money::new(5, Currency::Eur);
        let twice = posting().moving(a.clone(), b.clone(), five).moving(a.clone(), b.clone(), five);
        assert_eq!(twice.balanced_legs(), Ok(vec![(a.clone(), -10), (b.clone(), 10)]));
        let there_and_back = posting().moving(a.clone(), b.clone(), five).moving(b.clone(), a.clone(), five);
        assert!(there_and_back.balanced_legs().is_err(), "moves nothing");
        let mut crooked = posting().moving(a, b.clone(), five);
        crooked.legs.push((b, 1));
        assert!(crooked.balanced_legs().is_err());
    }

    #[test]
    fn other_currencies_and_backward_amounts_are_refused_whole() {
        let (a, b) = (Account::PlatformFee, Account::Reserve);
        let five = Money::new(5, Currency::Eur);
        for wrong in [Money::new(5, Currency::Jpy), Money::new(-5, Currency::Eur), Money::new(i64::MIN, Currency::Eur)]
        {
            let mixed = posting().moving(a.clone(), b.clone(), five).moving(a.clone(), b.clone(), wrong);
            assert!(mixed.balanced_legs().is_err(), "{wrong:?}");
        }
    }
}
