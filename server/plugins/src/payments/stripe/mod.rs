//! Stripe: PaymentIntents confirmed in the browser, saved methods by token, refunds, Connect transfers, webhooks.
//! Shapes: docs.stripe.com/api (pinned version below), stripe-python `_webhook.py`; answers are read in `shapes.rs`.

mod client;
mod shapes;
#[cfg(test)]
mod tests;

use super::{
    Call, Capabilities, CreatePayment, CredentialField, Credentials, Event, Failure, Intent, PaymentGateway,
    RefundRequest, RefundState, StoredMethod, TransferRequest, Verified, signature,
};
use async_trait::async_trait;
use client::{Body, form};
use http::HeaderMap;
use model::{Currency, Money, payments::NextAction, problem::Text, text};
use serde_json::Value;
use time::OffsetDateTime;
use url::Url;

/// The id that payments carry.
pub const ID: &str = "stripe";
/// What the browser talks to while it pays, for the content security policy: scripts, frames, connections.
const BROWSER_HOSTS: [&str; 3] = ["https://js.stripe.com", "https://hooks.stripe.com", "https://api.stripe.com"];

/// The gateway; knows only where Stripe's API is.
pub struct Stripe {
    base: Url,
}

impl Stripe {
    /// `base` replaces Stripe's own address, for tests.
    pub fn new(base: Option<Url>) -> Self {
        let stripe = || Url::parse("https://api.stripe.com/").expect("a constant address");
        Self { base: base.unwrap_or_else(stripe) }
    }

    /// The customer that methods are kept for: the known one, or a new one.
    async fn customer(&self, call: &Call<'_>, payment: &CreatePayment) -> Result<Option<String>, Failure> {
        if let Some(method) = &payment.method {
            return Ok(Some(method.customer.clone()));
        }
        if !payment.save_method || payment.customer.is_some() {
            return Ok(payment.customer.clone());
        }
        let made = self.post(call, "v1/customers", &[], &format!("customer-{}", payment.id)).await?;
        Ok(made["id"].as_str().map(str::to_owned))
    }

    /// Adds what the browser needs to confirm.
    fn with_browser(&self, call: &Call<'_>, answer: &Value) -> Result<Intent, Failure> {
        let mut intent = shapes::intent(answer).map_err(Failure::Unclear)?;
        if intent.next_action.is_none() && shapes::waits_for_browser(answer) {
            intent.next_action = answer["client_secret"].as_str().map(|secret| NextAction::StripeConfirm {
                publishable_key: call.credentials.get("publishable_key").unwrap_or_default().to_owned(),
                client_secret: secret.to_owned(),
            });
        }
        Ok(intent)
    }
}

#[async_trait]
impl PaymentGateway for Stripe {
    fn id(&self) -> &'static str {
        ID
    }
    fn name(&self) -> &'static str {
        "Stripe"
    }
    fn description(&self) -> Text {
        text!(
            "Card, Apple Pay, Google Pay and more. Your card data goes to Stripe, never to us.",
            "Karte, Apple Pay, Google Pay und mehr. Ihre Kartendaten gehen an Stripe, nie an uns."
        )
    }
    fn fields(&self) -> Vec<CredentialField> {
        vec![
            CredentialField {
                name: "publishable_key",
                label: text!("Publishable key", "Veröffentlichbarer Schlüssel"),
                help: text!(
                    "Stripe Dashboard → Developers → API keys.",
                    "Stripe-Dashboard → Entwickler → API-Schlüssel."
                ),
                secret: false,
                required: true,
                prefixes: &["pk_"],
            },
            CredentialField {
                name: "secret_key",
                label: text!("Secret key", "Geheimer Schlüssel"),
                help: text!(
                    "A restricted key with write access to PaymentIntents, customers, refunds and transfers is enough.",
                    "Ein eingeschränkter Schlüssel mit Schreibzugriff auf PaymentIntents, Kunden, Erstattungen und Transfers genügt."
                ),
                secret: true,
                required: true,
                prefixes: &["sk_", "rk_"],
            },
            CredentialField {
                name: "webhook_secret",
                label: text!("Webhook signing secret", "Webhook-Signaturschlüssel"),
                help: text!(
                    "From the endpoint's page at Stripe. While rotating, enter both, separated by a comma.",
                    "Von der Seite des Endpunkts bei Stripe. Beim Wechsel beide eingeben, durch Komma getrennt."
                ),
                secret: true,
                required: true,
                prefixes: &["whsec_"],
            },
        ]
    }
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            capture: true,
            refund: true,
            transfer: true,
            saved_methods: true,
            webhooks: true,
            idempotent_create: true,
            ..Capabilities::default()
        }
    }

    fn browser_hosts(&self) -> &'static [&'static str] {
        &BROWSER_HOSTS
    }

    async fn create_payment(&self, call: &Call<'_>, payment: &CreatePayment) -> Result<Intent, Failure> {
        call.credentials.need("publishable_key")?;
        let mut body = amount(payment.amount)?;
        body.push(form("metadata[payment_id]", payment.id));
        body.push(form("metadata[description]", &payment.description));
        body.push(form("payment_method_types[]", "card"));
        body.extend(payment.transfer_group.as_ref().map(|group| form("transfer_group", group)));
        body.extend(self.customer(call, payment).await?.map(|customer| form("customer", customer)));
        if let Some(method) = &payment.method {
            body.push(form("payment_method", &method.token));
            // Without a return address a 3-D Secure challenge is handed to Stripe.js, on our own status page.
            body.push(form("confirm", "true"));
        } else if payment.save_method {
            body.push(form("setup_future_usage", "on_session"));
        }
        let answer = self.post(call, "v1/payment_intents", &body, &payment.id.to_string()).await?;
        self.with_browser(call, &answer)
    }

    async fn refresh(&self, call: &Call<'_>, reference: &str) -> Result<Intent, Failure> {
        let query = [form("expand[]", "payment_method")];
        let answer = self.get(call, &format!("v1/payment_intents/{}", id(reference)?), &query).await?;
        self.with_browser(call, &answer)
    }

    async fn capture(&self, call: &Call<'_>, reference: &str, taken: Money) -> Result<Intent, Failure> {
        let body = [form("amount_to_capture", taken.minor)];
        let path = format!("v1/payment_intents/{}/capture", id(reference)?);
        let answer = self.post(call, &path, &body, &format!("capture-{reference}")).await?;
        shapes::intent(&answer).map_err(Failure::Unclear)
    }

    async fn cancel(&self, call: &Call<'_>, reference: &str) -> Result<Intent, Failure> {
        let path = format!("v1/payment_intents/{}/cancel", id(reference)?);
        let answer = self.post(call, &path, &[], &format!("cancel-{reference}")).await?;
        shapes::intent(&answer).map_err(Failure::Unclear)
    }

    async fn refund(&self, call: &Call<'_>, refund: &RefundRequest) -> Result<RefundState, Failure> {
        let body = [
            form("payment_intent", &refund.payment),
            form("amount", refund.amount.minor),
            form("metadata[refund_id]", refund.id),
        ];
        let answer = self.post(call, "v1/refunds", &body, &refund.id.to_string()).await?;
        shapes::refund(&answer).map_err(Failure::Unclear)
    }

    async fn find_refund(&self, call: &Call<'_>, refund: &RefundRequest) -> Result<Option<RefundState>, Failure> {
        let query = [form("payment_intent", &refund.payment), form("limit", 100)];
        let answer = self.get(call, "v1/refunds", &query).await?;
        let all =
            answer["data"].as_array().ok_or_else(|| Failure::Unclear("the list of refunds is no list".to_owned()))?;
        Ok(all.iter().filter_map(|one| shapes::refund(one).ok()).find(|state| state.ours == Some(refund.id)))
    }

    async fn transfer(&self, call: &Call<'_>, transfer: &TransferRequest) -> Result<String, Failure> {
        let mut body = amount(transfer.amount)?;
        body.push(form("destination", &transfer.destination));
        body.extend(transfer.group.as_ref().map(|group| form("transfer_group", group)));
        let answer = self.post(call, "v1/transfers", &body, &transfer.key).await?;
        answer["id"].as_str().map(str::to_owned).ok_or_else(|| Failure::Unclear("the transfer has no id".to_owned()))
    }

    async fn forget_method(&self, call: &Call<'_>, method: &StoredMethod) -> Result<(), Failure> {
        let path = format!("v1/payment_methods/{}/detach", id(&method.token)?);
        self.post(call, &path, &[], &format!("detach-{}", method.token)).await.map(|_| ())
    }

    fn verify_webhook(
        &self,
        credentials: &Credentials,
        headers: &HeaderMap,
        body: &[u8],
        now: OffsetDateTime,
    ) -> Result<Verified, String> {
        let header =
            headers.get("stripe-signature").and_then(|value| value.to_str().ok()).ok_or("the signature is missing")?;
        signature::verify(header, &credentials.list("webhook_secret"), body, now.unix_timestamp())?;
        shapes::envelope(body)
    }

    fn parse_event(&self, body: &[u8]) -> Result<Event, String> {
        shapes::event(body)
    }

    async fn test_credentials(&self, call: &Call<'_>) -> Result<String, Failure> {
        call.credentials.need("publishable_key")?;
        call.credentials.need("webhook_secret")?;
        let balance = self.get(call, "v1/balance", &[]).await?;
        let mode = if balance["livemode"].as_bool() == Some(true) { "live" } else { "test" };
        Ok(format!("Stripe accepted the secret key ({mode} mode)."))
    }
}

/// Stripe's minor units are ISO's, except that amounts of three-decimal currencies end in a zero.
fn amount(money: Money) -> Result<Body, Failure> {
    if money.currency == Currency::Kwd && money.minor % 10 != 0 {
        let message = "Stripe takes three-decimal currencies in steps of ten".to_owned();
        return Err(Failure::Declined { code: "invalid_amount".to_owned(), message });
    }
    Ok(vec![form("amount", money.minor), form("currency", money.currency.code().to_ascii_lowercase())])
}

/// Refuses what would leave its place in the path.
fn id(reference: &str) -> Result<&str, Failure> {
    let fine = !reference.is_empty() && reference.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if fine { Ok(reference) } else { Err(Failure::Misconfigured("this is no id of Stripe's".to_owned())) }
}
