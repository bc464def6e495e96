//! Money locked for an order: what may leave it, and how a slice is shared between seller and platform.

pub mod rules;

use crate::{Bps, Currency, MilestoneId, Money, OrderId, Problem, SellerId};
use serde::{Deserialize, Serialize};

/// Asks for one milestone's slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Release {
    pub order: OrderId,
    pub milestone: MilestoneId,
    pub seller: SellerId,
    /// The slice before the platform's fee.
    pub gross: Money,
    /// As frozen when the order was paid.
    pub commission: Bps,
}

/// What became of a slice: `net + fee` is what left the escrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Released {
    pub net: Money,
    pub fee: Money,
}

/// What a seller's open orders hold in one currency. Two figures with two names, the same on every page:
/// "in escrow (gross)" is what clients paid, "yours after fees" is what of it will be the seller's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InEscrow {
    pub gross: Money,
    pub net: Money,
}

impl InEscrow {
    /// Nothing.
    pub const fn zero(currency: Currency) -> Self {
        Self { gross: Money::zero(currency), net: Money::zero(currency) }
    }

    /// One more slice: its fee is rounded by itself, as it will be when it is released.
    pub fn plus(self, slice: Money, commission: Bps) -> Result<Self, Problem> {
        let net = rules::share(slice, commission)?.net;
        Ok(Self { gross: self.gross.checked_add(slice)?, net: self.net.checked_add(net)? })
    }
}
