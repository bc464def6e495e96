//! What the order pages and lists show.

use super::{NextStep, OrderStatus};
use crate::{
    Bps, Currency, Moment, Money, OfferId, OrderGroupId, OrderId, OrderItemId, Party, Problem, ProductId, ProposalId,
    SellerId, UserId,
    deliveries::{DeliverableStatus, MilestoneView, RevisionAllowance},
    escrow::InEscrow,
    intake::{Answers, IntakeField},
    text_enum,
};
use serde::{Deserialize, Serialize};

/// Where the order's money is: `held + released + refunded = paid`, and `fee` is the platform's part of `released`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyStrip {
    pub price: Money,
    pub paid: Money,
    pub held: Money,
    pub released: Money,
    pub fee: Money,
    pub refunded: Money,
}

impl MoneyStrip {
    /// From the order's columns, all in minor units of `currency`.
    pub fn new(
        currency: Currency,
        total: i64,
        was_paid: bool,
        released: i64,
        fee: i64,
        refunded: i64,
    ) -> Result<Self, Problem> {
        let money = |minor| Money::new(minor, currency);
        let paid = money(if was_paid { total } else { 0 });
        let held = paid.checked_sub(money(released))?.checked_sub(money(refunded))?;
        Ok(Self {
            price: money(total),
            paid,
            held,
            released: money(released),
            fee: money(fee),
            refunded: money(refunded),
        })
    }
}

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderLine {
    pub id: OrderId,
    pub number: String,
    pub title: String,
    pub status: OrderStatus,
    pub buyer: String,
    pub seller: String,
    pub money: MoneyStrip,
    pub placed_at: Moment,
    pub due_at: Option<Moment>,
    pub late: bool,
    pub next: NextStep,
}

/// The whole order page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderView {
    pub id: OrderId,
    pub group: OrderGroupId,
    pub number: String,
    pub title: String,
    pub status: OrderStatus,
    /// What the viewer is to this order; decides every button together with the states.
    pub viewer: Party,
    /// Staff rights of the viewer: pause and resume, refund.
    pub may_manage: bool,
    pub may_refund: bool,
    pub buyer: BuyerFace,
    pub seller: SellerFace,
    pub placed_at: Moment,
    pub paid_at: Option<Moment>,
    pub started_at: Option<Moment>,
    pub due_at: Option<Moment>,
    pub completed_at: Option<Moment>,
    pub money: MoneyStrip,
    /// Frozen at payment.
    pub commission: Option<Bps>,
    /// Hex SHA-256 of what was agreed.
    pub snapshot_hash: Option<String>,
    pub buyer_note: String,
    pub seller_note: String,
    pub items: Vec<ItemView>,
    pub milestones: Vec<MilestoneView>,
    pub proposals: Vec<ProposalView>,
    pub feedback: Vec<FeedbackView>,
    pub next: NextStep,
    pub timeline: Vec<TimelineEntry>,
}

impl OrderView {
    /// What is in escrow for the seller, before and after the fee; `None` until it is paid.
    pub fn in_escrow(&self) -> Option<InEscrow> {
        let commission = self.commission.filter(|_| self.status.is_paid_and_open())?;
        self.milestones
            .iter()
            .filter(|m| !matches!(m.work, DeliverableStatus::Accepted | DeliverableStatus::Completed))
            .try_fold(InEscrow::zero(self.money.price.currency), |sum, m| sum.plus(m.amount, commission))
            .ok()
    }

    /// The proposal of this kind that waits for an answer.
    pub fn open_proposal(&self, kind: ProposalKind) -> Option<&ProposalView> {
        self.proposals.iter().find(|p| p.kind == kind && p.status == ProposalStatus::Open)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BuyerFace {
    pub id: UserId,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SellerFace {
    pub id: SellerId,
    pub slug: String,
    pub name: String,
}

/// One thing bought, frozen as it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ItemView {
    pub id: OrderItemId,
    pub product: ProductId,
    pub product_slug: String,
    pub name: String,
    pub quantity: i64,
    pub price: Money,
    pub addons: Vec<BoughtAddon>,
    pub intake: Vec<IntakeField>,
    pub answers: Answers,
    pub answered_at: Option<Moment>,
    pub delivery_days: i32,
    pub revisions: RevisionAllowance,
    pub auto_accept_days: i32,
    /// The custom offer it comes from.
    pub agreed: Option<AgreedOffer>,
}

/// What a custom offer said, as it was when it was accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreedOffer {
    pub offer: OfferId,
    pub version: i32,
    /// What is included.
    pub description: String,
}

/// An add-on as it was priced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoughtAddon {
    pub name: String,
    /// Minor units of the order's currency.
    pub price: i64,
}

text_enum! {
    pub enum ProposalKind {
        Extension = "extension",
        Cancellation = "cancellation",
    }
}

text_enum! {
    pub enum ProposalStatus {
        Open = "open",
        Accepted = "accepted",
        Declined = "declined",
        Withdrawn = "withdrawn",
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProposalView {
    pub id: ProposalId,
    pub kind: ProposalKind,
    pub proposer: Party,
    pub proposer_name: String,
    pub reason: String,
    pub extra_days: Option<i32>,
    /// Of a cancellation: exactly what goes back to the client.
    pub refund: Option<Money>,
    pub status: ProposalStatus,
    pub created_at: Moment,
    pub decided_at: Option<Moment>,
}

/// What the client said of one item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeedbackView {
    pub item_name: String,
    pub quality: i32,
    pub communication: i32,
    pub timeliness: i32,
    pub comment: String,
    pub seller_reply: String,
    pub created_at: Moment,
}

/// One row of the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimelineEntry {
    pub at: Moment,
    /// `None` when a timer did it.
    pub who: Option<String>,
    pub party: Party,
    /// The event's stored name; shown through `orders::timeline::words`.
    pub event: String,
    pub from: Option<String>,
    pub to: Option<String>,
    pub reason: String,
    /// The milestone it is about.
    pub milestone: Option<String>,
    pub amount: Option<Money>,
}
