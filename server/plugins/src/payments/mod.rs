//! Payment gateways. One file or folder per gateway, one line in [`registry`], one run of the shared contract test.
//! A gateway is stateless: it gets its credentials with each call and hands back what happened, never more than it knows.

pub mod sandbox;
pub mod signature;
pub mod stripe;
pub mod wallet;

#[cfg(test)]
mod contract;

use crate::http::{CallLogs, Http, SendError};
use async_trait::async_trait;
use http::HeaderMap;
use model::{
    Money, PaymentId, RefundId,
    payments::{NextAction, PaymentStatus, RefundStatus},
    problem::Text,
};
use std::{collections::BTreeMap, fmt, sync::Arc};
use time::OffsetDateTime;
use url::Url;

/// What the gateways need from outside themselves.
pub struct Setup {
    /// `STRIPE_API_BASE`; Stripe's own address when `None`.
    pub stripe_base: Option<Url>,
    /// The sandbox's bank.
    pub bank: Arc<dyn sandbox::Bank>,
}

/// Every gateway there is, in the order to show them. A new one adds its line.
pub fn registry(setup: Setup) -> Vec<Arc<dyn PaymentGateway>> {
    vec![
        Arc::new(wallet::Wallet),
        Arc::new(stripe::Stripe::new(setup.stripe_base)),
        Arc::new(sandbox::Sandbox::new(setup.bank)),
    ]
}

/// A field of the gateway's form in the admin.
#[derive(Clone, Debug)]
pub struct CredentialField {
    pub name: &'static str,
    pub label: Text,
    pub help: Text,
    /// Never shown again once stored.
    pub secret: bool,
    pub required: bool,
    /// What a value starts with; empty means anything.
    pub prefixes: &'static [&'static str],
}

/// What a gateway can do. What it cannot is refused before anything is called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// Spends the wallet's balance; nothing leaves the house.
    pub is_wallet: bool,
    /// No real money moves.
    pub test_mode: bool,
    /// On until a project says otherwise; others are off until configured.
    pub on_by_default: bool,
    pub capture: bool,
    pub refund: bool,
    pub transfer: bool,
    pub saved_methods: bool,
    pub webhooks: bool,
    /// The same idempotency key makes no second payment, so an unclear creation may be repeated.
    pub idempotent_create: bool,
}

/// Stored secrets of one project for one gateway. Never printed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Credentials(pub BTreeMap<String, String>);

impl Credentials {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// Or why the call cannot be made.
    pub fn need(&self, name: &'static str) -> Result<&str, Failure> {
        self.get(name).ok_or_else(|| Failure::Misconfigured(format!("{name} is missing")))
    }

    /// Several values in one field, newest first: for rotation.
    pub fn list(&self, name: &str) -> Vec<&str> {
        self.get(name)
            .map(|value| value.split([',', ' ', '\n']).filter(|part| !part.is_empty()).collect())
            .unwrap_or_default()
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}

/// What every call gets: the way out, the secrets, the log.
pub struct Call<'a> {
    pub http: &'a Http,
    pub credentials: &'a Credentials,
    pub logs: &'a CallLogs,
}

/// Asks for a payment.
#[derive(Clone, Debug)]
pub struct CreatePayment {
    /// Ours; also the idempotency key, and sent along so that an event finds its payment.
    pub id: PaymentId,
    /// The project's slug: the sandbox's merchant.
    pub merchant: String,
    pub amount: Money,
    pub description: String,
    /// Where the payer comes back to.
    pub return_url: String,
    /// Ties orders to transfers at gateways that know groups.
    pub transfer_group: Option<String>,
    pub method: Option<StoredMethod>,
    /// Keep the method for next time; made at the gateway for this customer.
    pub save_method: bool,
    /// The gateway's customer, if it has one of this person.
    pub customer: Option<String>,
}

/// A method the gateway keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredMethod {
    pub token: String,
    pub customer: String,
    pub brand: String,
    pub last4: String,
    /// "08/29", or empty.
    pub expiry: String,
}

/// A payment as the gateway knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    pub reference: String,
    pub status: PaymentStatus,
    /// What was really taken; checked against what was asked for.
    pub received: Option<Money>,
    pub next_action: Option<NextAction>,
    /// A reason code, when it failed.
    pub failure: Option<String>,
    /// To keep, where the payer asked for it.
    pub method: Option<StoredMethod>,
}

/// Asks to send money back to the original method.
#[derive(Clone, Debug)]
pub struct RefundRequest {
    /// Ours; the idempotency key, and how the refund is found again when the answer is lost.
    pub id: RefundId,
    /// The gateway's id of the payment.
    pub payment: String,
    pub amount: Money,
}

/// A refund as the gateway knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundState {
    pub reference: String,
    /// Ours, where the gateway hands it back.
    pub ours: Option<RefundId>,
    pub status: RefundStatus,
    pub failure: Option<String>,
}

/// Asks to move money to a seller's account at the gateway.
#[derive(Clone, Debug)]
pub struct TransferRequest {
    /// The idempotency key.
    pub key: String,
    pub destination: String,
    pub amount: Money,
    pub group: Option<String>,
}

/// Why a call brought no result. What is unclear is looked up later, never sent again blindly.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The gateway said no; the code says why.
    #[error("declined: {code}: {message}")]
    Declined { code: String, message: String },
    /// The keys are missing or wrong: the project's job, not the payer's.
    #[error("not configured: {0}")]
    Misconfigured(String),
    /// It certainly did not arrive; trying again is safe.
    #[error("not sent: {0}")]
    NotSent(String),
    /// It may have happened.
    #[error("unclear: {0}")]
    Unclear(String),
    /// This gateway cannot do that.
    #[error("this gateway cannot do that")]
    Unsupported,
}

impl From<SendError> for Failure {
    fn from(error: SendError) -> Self {
        match error {
            SendError::NotSent(reason) => Self::NotSent(reason),
            SendError::Unclear(reason) => Self::Unclear(reason),
        }
    }
}

/// A webhook whose signature was right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The gateway's id of the event: the inbox keeps each once.
    pub event_id: String,
    pub kind: String,
}

/// What a stored event says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Our payment, where the gateway hands our id back.
    pub ours: Option<PaymentId>,
    /// The gateway's id of the payment.
    pub payment: Option<String>,
    pub news: News,
}

/// The part of an event that matters to us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    Payment(Intent),
    Refund(RefundState),
    /// Known or unknown, but nothing to do.
    Nothing,
}

/// A payment gateway. All amounts are in minor units of their currency.
#[async_trait]
pub trait PaymentGateway: Send + Sync {
    /// Stored with payments; never changes.
    fn id(&self) -> &'static str;
    fn name(&self) -> &'static str;
    /// One line for the payer.
    fn description(&self) -> Text;
    /// The admin form is drawn from these.
    fn fields(&self) -> Vec<CredentialField>;
    fn capabilities(&self) -> Capabilities;

    /// Hosts that the payer's browser must be allowed to load from and talk to while paying. Most need none.
    fn browser_hosts(&self) -> &'static [&'static str] {
        &[]
    }

    /// Opens a payment. Repeated with the same id it is the same payment, where `idempotent_create` says so.
    async fn create_payment(&self, call: &Call<'_>, payment: &CreatePayment) -> Result<Intent, Failure>;
    /// How a payment stands.
    async fn refresh(&self, call: &Call<'_>, reference: &str) -> Result<Intent, Failure>;
    /// Takes what was authorised.
    async fn capture(&self, _call: &Call<'_>, _reference: &str, _amount: Money) -> Result<Intent, Failure> {
        Err(Failure::Unsupported)
    }
    /// Gives the payment up. Declined when it is too late.
    async fn cancel(&self, call: &Call<'_>, reference: &str) -> Result<Intent, Failure>;
    async fn refund(&self, _call: &Call<'_>, _refund: &RefundRequest) -> Result<RefundState, Failure> {
        Err(Failure::Unsupported)
    }
    /// Looks a refund up whose answer was lost; `None` when it never arrived.
    async fn find_refund(&self, _call: &Call<'_>, _refund: &RefundRequest) -> Result<Option<RefundState>, Failure> {
        Err(Failure::Unsupported)
    }
    /// Moves money to a connected account; the gateway's id of the transfer.
    async fn transfer(&self, _call: &Call<'_>, _transfer: &TransferRequest) -> Result<String, Failure> {
        Err(Failure::Unsupported)
    }
    /// Forgets a stored method.
    async fn forget_method(&self, _call: &Call<'_>, _method: &StoredMethod) -> Result<(), Failure> {
        Err(Failure::Unsupported)
    }

    /// Checks that the raw body comes from the gateway, just now.
    fn verify_webhook(
        &self,
        credentials: &Credentials,
        headers: &HeaderMap,
        body: &[u8],
        now: OffsetDateTime,
    ) -> Result<Verified, String>;
    /// Reads a stored event. Pure: the same body says the same, however often it is replayed.
    fn parse_event(&self, body: &[u8]) -> Result<Event, String>;
    /// Calls the gateway with these credentials; what it said, in one line.
    async fn test_credentials(&self, call: &Call<'_>) -> Result<String, Failure>;
}
