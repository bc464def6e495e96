//! Paying, and what staff do with payments.

use crate::Fault;
use leptos::{prelude::*, server_fn::codec::Json};
use model::{
    Page, PageRequest, PaymentEventId, PaymentId, PaymentMethodId,
    payments::{
        EventDetail, EventRow, EventStatus, GatewayChoice, GatewaySettings, IntegrationCall, PaymentDetail,
        PaymentFilter, PaymentRow, PaymentStatus, PaymentView, RefundPayment as WantedRefund, RefundView,
        SaveGateway as WantedGateway, SavedMethod,
    },
};
use std::collections::BTreeMap;

/// The ways to pay that are switched on.
#[server(name = GetGateways, prefix = "/api", endpoint = "payments/gateways")]
pub async fn gateways() -> Result<Vec<GatewayChoice>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.gateways(&actor).await?)
}

/// The own payment.
#[server(name = GetPayment, prefix = "/api", endpoint = "payments/payment")]
pub async fn payment(id: PaymentId) -> Result<PaymentView, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.payment(&actor, id).await?)
}

/// Asks the gateway how the own payment stands.
#[server(name = RefreshPayment, prefix = "/api", endpoint = "payments/refresh_payment")]
pub async fn refresh_payment(id: PaymentId) -> Result<PaymentView, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.refresh_payment(&actor, id).await?)
}

/// Gives up the own payment.
#[server(name = CancelPayment, prefix = "/api", endpoint = "payments/cancel_payment")]
pub async fn cancel_payment(id: PaymentId) -> Result<PaymentView, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.cancel_payment(&actor, id).await?)
}

#[server(name = ListPaymentMethods, prefix = "/api", endpoint = "payments/payment_methods")]
pub async fn payment_methods() -> Result<Vec<SavedMethod>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.payment_methods(&actor).await?)
}

#[server(name = RemovePaymentMethod, prefix = "/api", endpoint = "payments/remove_payment_method")]
pub async fn remove_payment_method(id: PaymentMethodId) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.remove_payment_method(&actor, id).await?)
}

/// Staff: newest first.
#[server(name = ListPayments, prefix = "/api", endpoint = "payments/payments")]
pub async fn payments(
    status: Option<PaymentStatus>,
    search: Option<String>,
    after: Option<String>,
) -> Result<Page<PaymentRow>, Fault> {
    let (desk, actor) = crate::caller()?;
    let filter = PaymentFilter { status, gateway: None, search };
    Ok(desk.payments(&actor, filter, PageRequest { after, limit: 50 }).await?)
}

/// Staff: one payment with its refunds and events.
#[server(name = GetPaymentDetail, prefix = "/api", endpoint = "payments/payment_detail")]
pub async fn payment_detail(id: PaymentId) -> Result<PaymentDetail, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.payment_detail(&actor, id).await?)
}

/// Staff: money back to the original method.
#[server(name = RefundPayment, prefix = "/api", endpoint = "payments/refund_payment")]
pub async fn refund_payment(
    payment: PaymentId,
    amount: String,
    #[server(default)] reason: String,
    key: String,
) -> Result<RefundView, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.refund_payment(&actor, WantedRefund { payment, amount, reason, idempotency_key: key }).await?)
}

/// Staff: the webhook inbox.
#[server(name = ListPaymentEvents, prefix = "/api", endpoint = "payments/payment_events")]
pub async fn payment_events(status: Option<EventStatus>, after: Option<String>) -> Result<Page<EventRow>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.payment_events(&actor, status, PageRequest { after, limit: 50 }).await?)
}

/// Staff: one webhook as it arrived.
#[server(name = GetPaymentEvent, prefix = "/api", endpoint = "payments/payment_event")]
pub async fn payment_event(id: PaymentEventId) -> Result<EventDetail, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.payment_event(&actor, id).await?)
}

/// Staff: applies a stored webhook again.
#[server(name = ReplayPaymentEvent, prefix = "/api", endpoint = "payments/replay_payment_event")]
pub async fn replay_payment_event(id: PaymentEventId) -> Result<EventRow, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.replay_payment_event(&actor, id).await?)
}

/// Staff: every gateway and its form.
#[server(name = GetGatewaySettings, prefix = "/api", endpoint = "payments/gateway_settings")]
pub async fn gateway_settings() -> Result<Vec<GatewaySettings>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.gateway_settings(&actor).await?)
}

/// Staff: keys and switch. JSON, because an empty list of keys must arrive as one.
#[server(name = SaveGateway, prefix = "/api", endpoint = "payments/save_gateway", input = Json)]
pub async fn save_gateway(
    gateway: String,
    enabled: bool,
    credentials: BTreeMap<String, String>,
) -> Result<GatewaySettings, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.save_gateway(&actor, WantedGateway { gateway, enabled, credentials }).await?)
}

/// Staff: calls the gateway with the stored keys.
#[server(name = TestGateway, prefix = "/api", endpoint = "payments/test_gateway")]
pub async fn test_gateway(gateway: String) -> Result<GatewaySettings, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.test_gateway(&actor, gateway).await?)
}

/// Staff: calls to outside services.
#[server(name = ListIntegrationCalls, prefix = "/api", endpoint = "payments/integration_calls")]
pub async fn integration_calls(after: Option<String>) -> Result<Page<IntegrationCall>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.integration_calls(&actor, PageRequest { after, limit: 50 }).await?)
}

/// What `ui::PayWith` sends: a gateway's id, or `id/saved-method`.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn chosen(value: &str) -> (String, Option<PaymentMethodId>) {
    match value.split_once('/') {
        Some((gateway, method)) => (gateway.to_owned(), method.parse().ok()),
        None => (value.to_owned(), None),
    }
}

/// A plain form goes on to the gateway's page by redirect. With WASM the page itself leaves, by a full load: the
/// gateway's page is none of ours, and the status page may need a script policy of its own.
#[cfg(not(target_arch = "wasm32"))]
pub fn leave_to(payment: &PaymentView) {
    crate::plain::go_on(&payment.destination());
}
