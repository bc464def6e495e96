//! Stripe's objects, read as far as we need them. What we do not know counts as waiting.

use crate::payments::{Event, Intent, News, RefundState, StoredMethod, Verified};
use model::{
    Currency, Money,
    payments::{NextAction, PaymentStatus, RefundStatus},
};
use serde_json::Value;

/// A PaymentIntent.
pub fn intent(object: &Value) -> Result<Intent, String> {
    let reference = object["id"].as_str().ok_or("the payment intent has no id")?.to_owned();
    let failed = object["last_payment_error"].is_object();
    let status = match object["status"].as_str().unwrap_or_default() {
        // After a refused card Stripe waits for another one; to us that try has failed.
        "requires_payment_method" if failed => PaymentStatus::Failed,
        "requires_payment_method" | "requires_action" => PaymentStatus::RequiresCustomerAction,
        "requires_confirmation" => PaymentStatus::RequiresConfirmation,
        "requires_capture" => PaymentStatus::RequiresCapture,
        "succeeded" => PaymentStatus::Succeeded,
        "canceled" => PaymentStatus::Cancelled,
        _ => PaymentStatus::Processing,
    };
    let received =
        (status == PaymentStatus::Succeeded).then(|| money(&object["amount_received"], &object["currency"])).flatten();
    let redirect = object["next_action"]["redirect_to_url"]["url"].as_str();
    Ok(Intent {
        reference,
        status,
        received,
        next_action: redirect.map(|url| NextAction::Redirect { url: url.to_owned() }),
        failure: failed.then(|| failure(&object["last_payment_error"])),
        method: method(object),
    })
}

/// The browser has something to confirm with Stripe.js.
pub fn waits_for_browser(object: &Value) -> bool {
    matches!(object["status"].as_str(), Some("requires_payment_method" | "requires_confirmation" | "requires_action"))
}

fn failure(error: &Value) -> String {
    let text = |name: &str| error[name].as_str().filter(|code| !code.is_empty());
    text("decline_code").or_else(|| text("code")).unwrap_or("declined").to_owned()
}

/// The method, where it was expanded and belongs to a customer.
fn method(object: &Value) -> Option<StoredMethod> {
    let (method, card) = (&object["payment_method"], &object["payment_method"]["card"]);
    let expiry = match (card["exp_month"].as_u64(), card["exp_year"].as_u64()) {
        (Some(month), Some(year)) => format!("{month:02}/{:02}", year % 100),
        _ => String::new(),
    };
    Some(StoredMethod {
        token: method["id"].as_str()?.to_owned(),
        customer: method["customer"].as_str()?.to_owned(),
        brand: card["brand"].as_str()?.to_owned(),
        last4: card["last4"].as_str().filter(|last4| last4.len() == 4)?.to_owned(),
        expiry,
    })
}

fn money(minor: &Value, currency: &Value) -> Option<Money> {
    let currency: Currency = currency.as_str()?.to_ascii_uppercase().parse().ok()?;
    Some(Money::new(minor.as_i64()?, currency))
}

/// A Refund.
pub fn refund(object: &Value) -> Result<RefundState, String> {
    let status = match object["status"].as_str().unwrap_or_default() {
        "succeeded" => RefundStatus::Succeeded,
        "failed" | "canceled" => RefundStatus::Failed,
        _ => RefundStatus::Pending,
    };
    Ok(RefundState {
        reference: object["id"].as_str().ok_or("the refund has no id")?.to_owned(),
        ours: object["metadata"]["refund_id"].as_str().and_then(|id| id.parse().ok()),
        status,
        failure: object["failure_reason"].as_str().map(str::to_owned),
    })
}

/// Id and type of an event.
pub fn envelope(body: &[u8]) -> Result<Verified, String> {
    let event: Value = serde_json::from_slice(body).map_err(|_| "the body is not JSON")?;
    match (event["id"].as_str(), event["type"].as_str()) {
        (Some(id), Some(kind)) if !id.is_empty() && id.len() <= 255 => {
            Ok(Verified { event_id: id.to_owned(), kind: kind.to_owned() })
        }
        _ => Err("the body is not an event".to_owned()),
    }
}

/// What an event says about a payment or a refund.
pub fn event(body: &[u8]) -> Result<Event, String> {
    let event: Value = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    let (kind, object) = (event["type"].as_str().unwrap_or_default(), &event["data"]["object"]);
    if kind.starts_with("payment_intent.") {
        let intent = intent(object)?;
        let ours = object["metadata"]["payment_id"].as_str().and_then(|id| id.parse().ok());
        return Ok(Event { ours, payment: Some(intent.reference.clone()), news: News::Payment(intent) });
    }
    if kind.starts_with("refund.") || kind == "charge.refund.updated" {
        let payment = object["payment_intent"].as_str().map(str::to_owned);
        return Ok(Event { ours: None, payment, news: News::Refund(refund(object)?) });
    }
    Ok(Event { ours: None, payment: None, news: News::Nothing })
}
