//! From the cart to paid orders: one checkout, one order per seller, one payment.

use crate::{
    Actor, Moment, Money, OrderGroupId, OrderId, PaymentMethodId, Problem,
    orders::{Applied, OrderStatus},
    payments::{GatewayChoice, PaymentView, SavedMethod},
    text_enum,
};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

text_enum! {
    pub enum GroupStatus {
        PendingPayment = "pending_payment",
        Paid = "paid",
        Cancelled = "cancelled",
    }
}

/// How the client pays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paying {
    /// Take the wallet first.
    #[serde(default)]
    pub use_wallet: bool,
    /// For what the wallet does not cover.
    #[serde(default)]
    pub gateway: Option<String>,
    /// A saved method of that gateway.
    #[serde(default)]
    pub method: Option<PaymentMethodId>,
    /// Keep the method for next time.
    #[serde(default)]
    pub save_method: bool,
}

/// Places the cart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckOut {
    /// Made by the page that shows the cart: the same key is the same checkout.
    pub key: String,
    /// What the page said it costs, in minor units; placing it at another price is refused.
    #[serde(default)]
    pub expected: Option<i64>,
    #[serde(flatten)]
    pub paying: Paying,
    /// For the sellers.
    #[serde(default)]
    pub note: String,
}

/// What the cart would cost now, before anything is placed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckoutView {
    /// Fresh with each reading: every press of this page's button is the same checkout.
    pub key: String,
    pub sellers: Vec<CheckoutSeller>,
    pub total: Money,
    /// The caller's wallet in that currency.
    pub wallet: Money,
    pub gateways: Vec<GatewayChoice>,
    /// The caller's saved methods.
    pub methods: Vec<SavedMethod>,
    /// What keeps the caller from placing it (a paused product, a second currency), in words.
    pub obstacles: Vec<crate::problem::Text>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckoutSeller {
    pub name: String,
    pub lines: Vec<CheckoutLine>,
    pub total: Money,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckoutLine {
    pub name: String,
    /// Package, quantity, add-ons in words.
    pub detail: String,
    pub price: Money,
    pub delivery_days: i32,
    /// The intake is already answered in the cart.
    pub answered: bool,
}

/// A checkout that was placed: what the browser shows while and after paying.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupView {
    pub id: OrderGroupId,
    pub number: String,
    pub status: GroupStatus,
    pub total: Money,
    pub placed_at: Moment,
    pub pay_until: Moment,
    pub wallet: Money,
    pub gateways: Vec<GatewayChoice>,
    /// The caller's saved methods.
    pub methods: Vec<SavedMethod>,
    /// The latest payment through a gateway, with what the browser does next.
    pub payment: Option<PaymentView>,
    pub orders: Vec<GroupOrder>,
}

impl GroupView {
    /// Where the payer goes now: the gateway's page while it waits for them there, else this checkout's own page.
    pub fn destination(&self) -> String {
        match &self.payment {
            Some(payment) if self.status == GroupStatus::PendingPayment && !payment.status.is_final() => {
                payment.destination()
            }
            _ => format!("/checkout/{}", self.id),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupOrder {
    pub id: OrderId,
    pub number: String,
    pub title: String,
    pub seller: String,
    pub total: Money,
    pub status: OrderStatus,
    pub needs_answers: bool,
}

/// What may be done at the till.
#[async_trait]
pub trait Checkout: Send + Sync {
    /// The cart at today's prices, by seller.
    async fn checkout(&self, actor: &Actor) -> Result<CheckoutView, Problem>;
    /// Places one order per seller and pays. A repetition with the same key returns what the first one placed.
    async fn check_out(&self, actor: &Actor, wanted: CheckOut) -> Result<GroupView, Problem>;
    /// Tries to pay again, after a decline or another way.
    async fn pay_group(&self, actor: &Actor, group: OrderGroupId, paying: Paying) -> Result<GroupView, Problem>;
    /// A placed checkout of the caller's own.
    async fn order_group(&self, actor: &Actor, group: OrderGroupId) -> Result<GroupView, Problem>;
    /// Drops all unpaid orders of a checkout.
    async fn cancel_group(&self, actor: &Actor, group: OrderGroupId) -> Result<Applied, Problem>;
}
