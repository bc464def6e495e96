//! Payments as pages read them.

use super::{EventStatus, PaymentStatus, Purpose, RefundStatus};
use crate::{Moment, Money, OrderId, PaymentEventId, PaymentId, PaymentMethodId, RefundId, problem::Text};
use serde::{Deserialize, Serialize};

/// Where the payer goes next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NextAction {
    /// To the gateway's own page.
    Redirect { url: String },
    /// Stripe.js confirms in the browser; card data goes to Stripe, never to us.
    StripeConfirm { publishable_key: String, client_secret: String },
}

/// A payment as its payer sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentView {
    pub id: PaymentId,
    pub purpose: Purpose,
    pub gateway: String,
    pub gateway_name: String,
    pub amount: Money,
    pub status: PaymentStatus,
    pub next_action: Option<NextAction>,
    /// Why it failed, in the payer's words.
    pub failure: Option<Text>,
    pub refunded: Money,
    pub created_at: Moment,
    pub succeeded_at: Option<Moment>,
}

impl PaymentView {
    /// Where the browser goes right now: the gateway's page, or our own status page.
    pub fn destination(&self) -> String {
        match &self.next_action {
            Some(NextAction::Redirect { url }) if !self.status.is_final() => url.clone(),
            _ => format!("/app/payments/{}", self.id),
        }
    }
}

/// A way to pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatewayChoice {
    pub id: String,
    pub name: String,
    /// One line under the name.
    pub description: Text,
    /// Pays from the wallet's balance: shown only where a balance can pay.
    pub is_wallet: bool,
    /// No real money moves.
    pub test_mode: bool,
    /// Methods can be kept by token.
    pub saves_methods: bool,
}

/// A card (or the like) that the gateway keeps for the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedMethod {
    pub id: PaymentMethodId,
    pub gateway: String,
    pub brand: String,
    pub last4: String,
    /// "08/29", or empty.
    pub expiry: String,
    pub created_at: Moment,
}

/// What staff filter payments by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentFilter {
    pub status: Option<PaymentStatus>,
    pub gateway: Option<String>,
    /// Part of the payer's name or e-mail, or a gateway reference.
    pub search: Option<String>,
}

impl PaymentFilter {
    /// As an address says it (`status`, `q`): the list and its download read it alike.
    pub fn asked(value: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            status: value("status").and_then(|status| status.parse().ok()),
            gateway: None,
            search: value("q").filter(|text| !text.is_empty()),
        }
    }
}

/// One line of the staff's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentRow {
    pub id: PaymentId,
    pub payer: String,
    pub gateway: String,
    pub purpose: Purpose,
    pub amount: Money,
    pub refunded: Money,
    pub status: PaymentStatus,
    pub created_at: Moment,
}

/// One payment as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentDetail {
    pub payment: PaymentView,
    pub payer: String,
    pub payer_email: String,
    /// The gateway's own id.
    pub reference: Option<String>,
    /// What can still be refunded: of the payment, and what the wallet covers.
    pub refundable: Money,
    pub wallet: Money,
    pub can_refund: bool,
    /// What it pays for; empty for a top-up.
    pub orders: Vec<PaidOrder>,
    pub refunds: Vec<RefundView>,
    pub events: Vec<EventRow>,
}

/// An order of the checkout that a payment pays for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidOrder {
    pub id: OrderId,
    pub number: String,
    pub title: String,
}

/// A refund to the original method.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundView {
    pub id: RefundId,
    pub amount: Money,
    pub status: RefundStatus,
    pub reason: String,
    pub requested_by: String,
    pub created_at: Moment,
    pub settled_at: Option<Moment>,
}

/// One stored webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRow {
    pub id: PaymentEventId,
    pub gateway: String,
    pub provider_event_id: String,
    pub kind: String,
    pub status: EventStatus,
    pub attempts: i32,
    /// What applying it did, or why it could not.
    pub outcome: String,
    pub error: String,
    pub received_at: Moment,
    pub processed_at: Option<Moment>,
}

/// One stored webhook with its body as it arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventDetail {
    pub event: EventRow,
    /// Pretty-printed where it is JSON.
    pub payload: String,
    pub payment: Option<PaymentId>,
}

/// One field of a gateway's form, as the gateway declares it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CredentialInput {
    pub name: String,
    pub label: Text,
    pub help: Text,
    /// Never read back: shown once by whoever typed it.
    pub secret: bool,
    pub required: bool,
    /// What every value starts with, like `sk_`; empty means anything.
    pub prefixes: Vec<String>,
    /// A value is stored.
    pub stored: bool,
    /// The stored value of a field that is no secret.
    pub value: Option<String>,
}

/// Whether calls to a service go through just now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Health {
    /// Not called since the server started.
    Unknown,
    Good,
    /// Some calls failed lately.
    Shaky {
        failures: u32,
    },
    /// Calls are refused at once until the service has had time to recover.
    Open {
        seconds: u32,
    },
}

/// A gateway as staff configure it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatewaySettings {
    pub id: String,
    pub name: String,
    pub description: Text,
    pub enabled: bool,
    pub test_mode: bool,
    pub is_wallet: bool,
    pub fields: Vec<CredentialInput>,
    /// What to enter at the gateway; `None` when it needs none.
    pub webhook_url: Option<String>,
    /// What the last test said; empty before the first.
    pub test_result: String,
    pub test_passed: bool,
    pub tested_at: Option<Moment>,
    pub health: Health,
}

/// One call to an outside service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IntegrationCall {
    pub id: i64,
    pub provider: String,
    pub endpoint: String,
    pub request: String,
    pub response: String,
    /// The HTTP status; `None` when no answer came.
    pub status: Option<i32>,
    pub latency_ms: i32,
    pub at: Moment,
}
