//! The sandbox: a bank without money, for trying everything out. It behaves like any outside provider: it has its own
//! pages (`server/src/http/sandbox.rs`), its own state, and tells us what happened by signed webhooks over HTTP.

mod bank;
pub mod cards;

pub use bank::{Bank, BankError, BankOrder, BankPayment, BankRefund, BankStatus};

use super::{
    Call, Capabilities, CreatePayment, CredentialField, Credentials, Event, Failure, Intent, News, PaymentGateway,
    RefundRequest, RefundState, Verified, signature,
};
use crate::http::CallLog;
use async_trait::async_trait;
use http::HeaderMap;
use model::{
    PaymentId,
    payments::{NextAction, PaymentStatus, RefundStatus},
    problem::Text,
    text,
};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Instant};
use time::OffsetDateTime;

/// The id that payments carry.
pub const ID: &str = "sandbox";
/// The header that its webhooks are signed in.
pub const SIGNATURE: &str = "sandbox-signature";

/// The gateway's side of the sandbox.
pub struct Sandbox {
    bank: Arc<dyn Bank>,
}

/// A webhook's body.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Webhook {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub payment: Option<BankPayment>,
    pub refund: Option<BankRefund>,
}

impl Sandbox {
    pub fn new(bank: Arc<dyn Bank>) -> Self {
        Self { bank }
    }
}

#[async_trait]
impl PaymentGateway for Sandbox {
    fn id(&self) -> &'static str {
        ID
    }
    fn name(&self) -> &'static str {
        "Sandbox"
    }
    fn description(&self) -> Text {
        text!(
            "Test cards on a page of a make-believe bank. No real money.",
            "Testkarten auf der Seite einer Bank, die es nicht gibt. Kein echtes Geld."
        )
    }
    fn fields(&self) -> Vec<CredentialField> {
        vec![]
    }
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            test_mode: true,
            on_by_default: true,
            refund: true,
            webhooks: true,
            idempotent_create: true,
            ..Capabilities::default()
        }
    }

    async fn create_payment(&self, call: &Call<'_>, payment: &CreatePayment) -> Result<Intent, Failure> {
        let order = BankOrder {
            key: payment.id.to_string(),
            merchant: payment.merchant.clone(),
            amount: payment.amount,
            description: payment.description.clone(),
            return_path: path_of(&payment.return_url),
        };
        let begun = Instant::now();
        let opened = self.bank.open(&order).await;
        note(call, "open", opened.as_ref(), begun);
        Ok(intent(&opened?))
    }

    async fn refresh(&self, call: &Call<'_>, reference: &str) -> Result<Intent, Failure> {
        let begun = Instant::now();
        let read = self.bank.read(reference).await;
        note(call, "read", read.as_ref(), begun);
        Ok(intent(&read?))
    }

    async fn cancel(&self, call: &Call<'_>, reference: &str) -> Result<Intent, Failure> {
        let begun = Instant::now();
        let cancelled = self.bank.cancel(reference).await;
        note(call, "cancel", cancelled.as_ref(), begun);
        Ok(intent(&cancelled?))
    }

    async fn refund(&self, call: &Call<'_>, refund: &RefundRequest) -> Result<RefundState, Failure> {
        let begun = Instant::now();
        let sent = self.bank.refund(&refund.payment, refund.amount, &refund.id.to_string()).await;
        note(call, "refund", sent.as_ref(), begun);
        Ok(refund_state(&sent?))
    }

    async fn find_refund(&self, call: &Call<'_>, refund: &RefundRequest) -> Result<Option<RefundState>, Failure> {
        let begun = Instant::now();
        let found = self.bank.find_refund(&refund.id.to_string()).await;
        note(call, "find_refund", found.as_ref(), begun);
        Ok(found?.as_ref().map(refund_state))
    }

    fn verify_webhook(
        &self,
        credentials: &Credentials,
        headers: &HeaderMap,
        body: &[u8],
        now: OffsetDateTime,
    ) -> Result<Verified, String> {
        let header = headers.get(SIGNATURE).and_then(|value| value.to_str().ok()).ok_or("the signature is missing")?;
        signature::verify(header, &credentials.list("webhook_secret"), body, now.unix_timestamp())?;
        let webhook: Webhook = serde_json::from_slice(body).map_err(|_| "the body is not an event")?;
        Ok(Verified { event_id: webhook.id, kind: webhook.kind })
    }

    fn parse_event(&self, body: &[u8]) -> Result<Event, String> {
        let webhook: Webhook = serde_json::from_slice(body).map_err(|error| error.to_string())?;
        Ok(match (webhook.payment, webhook.refund) {
            (_, Some(refund)) => {
                Event { ours: None, payment: Some(refund.payment.clone()), news: News::Refund(refund_state(&refund)) }
            }
            (Some(payment), None) => {
                let ours = payment.key.parse::<PaymentId>().ok();
                Event { ours, payment: Some(payment.reference.clone()), news: News::Payment(intent(&payment)) }
            }
            (None, None) => Event { ours: None, payment: None, news: News::Nothing },
        })
    }

    async fn test_credentials(&self, call: &Call<'_>) -> Result<String, Failure> {
        let begun = Instant::now();
        let alive = self.bank.ping().await;
        note(call, "ping", alive.as_ref(), begun);
        alive?;
        Ok("The sandbox bank answers. It needs no keys.".to_owned())
    }
}

/// The bank shares our address, whatever name people reach us by, so it sends the payer back by path alone.
fn path_of(url: &str) -> String {
    url::Url::parse(url).map_or_else(|_| url.to_owned(), |url| url[url::Position::BeforePath..].to_owned())
}

fn intent(payment: &BankPayment) -> Intent {
    let status = match payment.status {
        BankStatus::Open | BankStatus::Challenge => PaymentStatus::RequiresCustomerAction,
        BankStatus::Processing => PaymentStatus::Processing,
        BankStatus::Succeeded => PaymentStatus::Succeeded,
        BankStatus::Declined => PaymentStatus::Failed,
        BankStatus::Cancelled => PaymentStatus::Cancelled,
    };
    let waits = matches!(payment.status, BankStatus::Open | BankStatus::Challenge);
    Intent {
        reference: payment.reference.clone(),
        status,
        received: (status == PaymentStatus::Succeeded).then_some(payment.amount),
        next_action: waits.then(|| NextAction::Redirect { url: format!("/sandbox/pay/{}", payment.reference) }),
        failure: (status == PaymentStatus::Failed).then(|| payment.failure.clone()),
        method: None,
    }
}

fn refund_state(refund: &BankRefund) -> RefundState {
    RefundState {
        reference: refund.reference.clone(),
        ours: refund.key.parse().ok(),
        status: RefundStatus::Succeeded,
        failure: None,
    }
}

/// The bank is in this house, but its calls are logged like anybody's.
fn note<T: Serialize>(call: &Call<'_>, endpoint: &str, result: Result<&T, &BankError>, begun: Instant) {
    let (status, response) = match result {
        Ok(answer) => (Some(200), serde_json::to_value(answer).unwrap_or_default()),
        Err(error) => (Some(error.status()), serde_json::json!({ "error": error.to_string() })),
    };
    call.logs.push(CallLog {
        provider: ID,
        endpoint: format!("bank/{endpoint}"),
        request: serde_json::Value::Null,
        response: crate::http::redact(response),
        status,
        latency_ms: u32::try_from(begun.elapsed().as_millis()).unwrap_or(u32::MAX),
    });
}
