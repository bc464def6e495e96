//! Money locked for an order: what may leave it, and how a slice is shared between seller and platform.

pub mod rules;

use crate::{Bps, MilestoneId, Money, OrderId, SellerId};

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
