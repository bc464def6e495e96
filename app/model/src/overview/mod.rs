//! What each portal's first page says: where the money is, how many orders stand where, and how the last thirty days
//! went. Which orders wait for whom is `Orders::list_orders`.
//! Every figure is bounded by what is open or by thirty days; none grows with the project's history.

use crate::{Actor, Currency, Moment, Money, Problem};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// One day's figures in the project's time zone and default currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayFigures {
    /// `2026-11-21`
    pub day: String,
    /// Orders that were paid.
    pub orders: i64,
    /// What they cost.
    pub gmv: Money,
    /// What was released to sellers, before the fee.
    pub released: Money,
    /// The project's share of it.
    pub fee: Money,
}

/// One day of a seller: what was released to them after the fee, and the fee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarnedDay {
    /// `2026-11-21`
    pub day: String,
    pub net: Money,
    pub fee: Money,
}

/// Orders per state, of those that are open or were closed in the last thirty days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderCounts {
    /// Placed, not paid yet.
    pub unpaid: i64,
    /// Paid, waits for the client's answers.
    pub waiting: i64,
    pub active: i64,
    /// Waits for the client's approval.
    pub delivered: i64,
    /// Disputed or on hold.
    pub stuck: i64,
    /// In the last thirty days.
    pub completed: i64,
    /// Ended early with some or all of the money back, in the last thirty days.
    pub ended_early: i64,
    /// Open and past their due date.
    pub late: i64,
}

/// A seller's first page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SellerOverview {
    /// To pay out now.
    pub available: Money,
    /// Released, still within the clearing period.
    pub clearing: Money,
    /// When the next slice of it clears.
    pub next_clearing: Option<Moment>,
    /// Paid by clients, not yet released; before and after the fee, as on the page of earnings.
    pub in_escrow: crate::escrow::InEscrow,
    pub orders: OrderCounts,
    /// Thirty days, oldest first.
    pub days: Vec<EarnedDay>,
    pub products: ProductCounts,
    /// Sum and count of ratings.
    pub rating: (i64, i64),
}

/// A seller's products per state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductCounts {
    pub draft: i64,
    pub in_review: i64,
    pub published: i64,
    pub paused: i64,
}

/// A client's first page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientOverview {
    /// One per currency in which there is any, the project's own first.
    pub wallet: Vec<Money>,
    /// Paid and held until the client approves.
    pub in_escrow: Money,
    /// Paid for orders in the last thirty days.
    pub spent: Money,
    pub orders: OrderCounts,
    /// First steps, done or not.
    pub has_ordered: bool,
    pub has_topped_up: bool,
}

/// The project's first page for its staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdminOverview {
    pub currency: Currency,
    /// Held for open orders now.
    pub escrow_held: Money,
    /// Owed to sellers: clearing and available.
    pub owed_to_sellers: Money,
    pub orders: OrderCounts,
    /// Thirty days, oldest first.
    pub days: Vec<DayFigures>,
    /// Up to 100 each.
    pub failing_webhooks: i64,
    pub failing_jobs: i64,
    pub products_in_review: i64,
    pub sellers_pending: i64,
}

impl DayFigures {
    /// Sums one figure over the days.
    pub fn total(days: &[Self], figure: impl Fn(&Self) -> Money, currency: Currency) -> Money {
        Money::sum(days.iter().map(figure), currency).unwrap_or(Money::zero(currency))
    }
}

/// The first pages.
#[async_trait]
pub trait Overviews: Send + Sync {
    /// Of the caller's own orders and wallet.
    async fn client_overview(&self, actor: &Actor) -> Result<ClientOverview, Problem>;
    /// Of the first seller the caller works for; `NotAllowed` for who sells nothing.
    async fn seller_overview(&self, actor: &Actor) -> Result<SellerOverview, Problem>;
    /// Needs `project.overview`.
    async fn admin_overview(&self, actor: &Actor) -> Result<AdminOverview, Problem>;
}
