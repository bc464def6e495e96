//! Money on its way in through a gateway, and back: payments, refunds, saved methods, the webhook inbox, gateways'
//! settings. Types, rules and the trait; no gateway is named here.

pub mod rules;
pub mod states;
pub mod views;

pub use states::{EventStatus, PaymentEvent, PaymentStatus, RefundStatus};
pub use views::*;

use crate::{Actor, Money, OrderGroupId, Page, PageRequest, PaymentEventId, PaymentId, PaymentMethodId, Problem};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a payment is for. The money always reaches the wallet first; a checkout is then funded from there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "purpose", content = "group")]
pub enum Purpose {
    TopUp,
    Checkout(OrderGroupId),
}

impl Purpose {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TopUp => "top_up",
            Self::Checkout(_) => "checkout",
        }
    }

    pub const fn group(self) -> Option<OrderGroupId> {
        match self {
            Self::TopUp => None,
            Self::Checkout(group) => Some(group),
        }
    }
}

/// Asks for a payment. The same key by the same person is the same payment, forever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartPayment {
    pub purpose: Purpose,
    pub amount: Money,
    /// A gateway's id, as [`Payments::gateways`] lists it.
    pub gateway: String,
    /// Pay with a saved method of that gateway instead of asking for one.
    pub method: Option<PaymentMethodId>,
    /// Keep the method for next time (by token; card data never touches us).
    pub save_method: bool,
    pub idempotency_key: String,
}

/// Gives money of a succeeded payment back to the method it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundPayment {
    pub payment: PaymentId,
    /// As typed; in the payment's currency.
    pub amount: String,
    pub reason: String,
    pub idempotency_key: String,
}

/// What staff enter for a gateway. An empty secret keeps the stored one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveGateway {
    pub gateway: String,
    pub enabled: bool,
    pub credentials: BTreeMap<String, String>,
}

/// Paying, and everything staff do with payments.
#[async_trait]
pub trait Payments: Send + Sync {
    /// The ways to pay that are switched on, in the order to show them.
    async fn gateways(&self, actor: &Actor) -> Result<Vec<GatewayChoice>, Problem>;
    /// The own payment. Staff read theirs by [`Payments::payment_detail`].
    async fn payment(&self, actor: &Actor, payment: PaymentId) -> Result<PaymentView, Problem>;
    /// Asks the gateway how the own payment stands: when the person comes back before the webhook does.
    async fn refresh_payment(&self, actor: &Actor, payment: PaymentId) -> Result<PaymentView, Problem>;
    /// Gives up an own payment that waits. Money that arrives all the same is still credited.
    async fn cancel_payment(&self, actor: &Actor, payment: PaymentId) -> Result<PaymentView, Problem>;
    /// The own saved methods.
    async fn payment_methods(&self, actor: &Actor) -> Result<Vec<SavedMethod>, Problem>;
    async fn remove_payment_method(&self, actor: &Actor, method: PaymentMethodId) -> Result<(), Problem>;

    /// Staff (`payment.view`): newest first.
    async fn payments(
        &self,
        actor: &Actor,
        filter: PaymentFilter,
        page: PageRequest,
    ) -> Result<Page<PaymentRow>, Problem>;
    /// Staff (`payment.view`): one payment with its refunds and events.
    async fn payment_detail(&self, actor: &Actor, payment: PaymentId) -> Result<PaymentDetail, Problem>;
    /// Staff (`order.refund`): takes the amount out of the client's wallet and sends it to the original method.
    async fn refund_payment(&self, actor: &Actor, refund: RefundPayment) -> Result<RefundView, Problem>;
    /// Staff (`payment.view`): the webhook inbox, newest first.
    async fn payment_events(
        &self,
        actor: &Actor,
        status: Option<EventStatus>,
        page: PageRequest,
    ) -> Result<Page<EventRow>, Problem>;
    /// Staff (`payment.view`): one event with its payload as it arrived.
    async fn payment_event(&self, actor: &Actor, event: PaymentEventId) -> Result<EventDetail, Problem>;
    /// Staff (`payment.replay`): applies a stored event again. Applying twice changes nothing.
    async fn replay_payment_event(&self, actor: &Actor, event: PaymentEventId) -> Result<EventRow, Problem>;
    /// Staff (`gateway.configure`): every gateway there is, its form, and its health.
    async fn gateway_settings(&self, actor: &Actor) -> Result<Vec<GatewaySettings>, Problem>;
    /// Staff (`gateway.configure`): stores keys encrypted, switches on or off.
    async fn save_gateway(&self, actor: &Actor, save: SaveGateway) -> Result<GatewaySettings, Problem>;
    /// Staff (`gateway.configure`): calls the gateway with the stored keys and says what it answered.
    async fn test_gateway(&self, actor: &Actor, gateway: String) -> Result<GatewaySettings, Problem>;
    /// Staff (`payment.view`): calls to outside services, newest first, secrets removed.
    async fn integration_calls(&self, actor: &Actor, page: PageRequest) -> Result<Page<IntegrationCall>, Problem>;
}
