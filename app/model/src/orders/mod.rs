//! Orders: what was bought, where it stands, what happens next, and the agreements around it.

mod next;
mod plan;
mod rules;
mod timeline;
mod views;

pub use next::{Facts, Focus, NextStep};
pub use plan::{due_dates, milestone_amounts};
pub use rules::{OrderEvent, OrderStatus, UNPAID_HOURS, frozen, may_refund, party_of};
pub use views::*;

use crate::{Actor, OrderId, OrderItemId, Page, PageRequest, Party, Problem, ProposalId, intake::Answers};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Whether an act changed something, or had already happened: repeating is no error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Applied {
    Done,
    Already,
}

/// Which orders a list shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderFilter {
    /// As whom: the client's own, the seller's, or (staff) all of the project.
    pub side: Party,
    /// Empty: all.
    #[serde(default)]
    pub statuses: Vec<OrderStatus>,
    /// Only those where the viewer must act. Not for staff.
    #[serde(default)]
    pub needs_me: bool,
    /// Only those with a late milestone.
    #[serde(default)]
    pub late: bool,
    /// A number, a title, a name.
    #[serde(default)]
    pub search: String,
}

impl OrderFilter {
    pub fn of(side: Party) -> Self {
        Self { side, statuses: vec![], needs_me: false, late: false, search: String::new() }
    }

    /// As an address says it (`status`, `needs_me`, `late`, `q`): the list and its download read it alike.
    pub fn asked(side: Party, value: impl Fn(&str) -> Option<String>) -> Self {
        let flag = |name: &str| value(name).is_some_and(|value| value == "true");
        Self {
            side,
            statuses: value("status").and_then(|status| status.parse().ok()).into_iter().collect(),
            needs_me: flag("needs_me"),
            late: flag("late"),
            search: value("q").unwrap_or_default(),
        }
    }
}

/// What may be done with orders. `NotFound` for whoever is neither party nor staff; `NotAllowed` for the wrong party;
/// `Conflict` in the wrong state.
#[async_trait]
pub trait Orders: Send + Sync {
    /// A page of orders, newest first.
    async fn list_orders(
        &self,
        actor: &Actor,
        filter: OrderFilter,
        page: PageRequest,
    ) -> Result<Page<OrderLine>, Problem>;
    /// The order page.
    async fn order(&self, actor: &Actor, order: OrderId) -> Result<OrderView, Problem>;
    /// Every event of the order, oldest first.
    async fn order_timeline(&self, actor: &Actor, order: OrderId) -> Result<Vec<TimelineEntry>, Problem>;
    /// The client answers an item's questions; when all items are answered, the delivery clock starts.
    async fn answer_intake(&self, actor: &Actor, item: OrderItemId, answers: Answers) -> Result<Applied, Problem>;
    /// Client or staff cancel an order that nobody has paid.
    async fn cancel_unpaid_order(&self, actor: &Actor, order: OrderId) -> Result<Applied, Problem>;
    /// Everything unreleased goes back to the client's wallet: staff with a reason, or the client before the start.
    async fn refund_order(&self, actor: &Actor, order: OrderId, reason: String) -> Result<Applied, Problem>;
    /// Client or seller ask the other side to move all open due dates by whole days.
    async fn propose_extension(
        &self,
        actor: &Actor,
        order: OrderId,
        extra_days: i32,
        reason: String,
    ) -> Result<ProposalId, Problem>;
    /// Client or seller ask the other side to end the order; exactly what is unreleased goes back to the client.
    async fn propose_cancellation(&self, actor: &Actor, order: OrderId, reason: String) -> Result<ProposalId, Problem>;
    /// The other side agrees.
    async fn accept_proposal(&self, actor: &Actor, proposal: ProposalId) -> Result<Applied, Problem>;
    /// The other side does not.
    async fn decline_proposal(&self, actor: &Actor, proposal: ProposalId) -> Result<Applied, Problem>;
    /// Whoever proposed takes it back.
    async fn withdraw_proposal(&self, actor: &Actor, proposal: ProposalId) -> Result<Applied, Problem>;
    /// Staff pause an order: timers stop, nothing can be submitted or released.
    async fn hold_order(&self, actor: &Actor, order: OrderId, reason: String) -> Result<Applied, Problem>;
    /// Staff let it go on; all dates move by the length of the pause.
    async fn resume_order(&self, actor: &Actor, order: OrderId, reason: String) -> Result<Applied, Problem>;
    /// The viewer's own note on the order; the other side does not see it.
    async fn note_order(&self, actor: &Actor, order: OrderId, note: String) -> Result<Applied, Problem>;
    /// Puts the same things into the client's cart again, at today's prices.
    async fn reorder(&self, actor: &Actor, order: OrderId) -> Result<Applied, Problem>;
}
