//! The wallet as a way to pay: spends the balance. Nothing leaves the house, so a payment is done as soon as the books
//! say so; the platform moves the money.

use super::{
    Call, Capabilities, CreatePayment, CredentialField, Credentials, Event, Failure, Intent, PaymentGateway, Verified,
};
use async_trait::async_trait;
use http::HeaderMap;
use model::{payments::PaymentStatus, problem::Text, text};
use time::OffsetDateTime;

pub struct Wallet;

/// The id that the platform and the checkout know it by.
pub const ID: &str = "wallet";

#[async_trait]
impl PaymentGateway for Wallet {
    fn id(&self) -> &'static str {
        ID
    }
    fn name(&self) -> &'static str {
        "Wallet"
    }
    fn description(&self) -> Text {
        text!("Pay from your balance.", "Zahlen Sie aus Ihrem Guthaben.")
    }
    fn fields(&self) -> Vec<CredentialField> {
        vec![]
    }
    fn capabilities(&self) -> Capabilities {
        Capabilities { is_wallet: true, on_by_default: true, idempotent_create: true, ..Capabilities::default() }
    }

    async fn create_payment(&self, _call: &Call<'_>, payment: &CreatePayment) -> Result<Intent, Failure> {
        Ok(Intent {
            reference: format!("wallet_{}", payment.id),
            status: PaymentStatus::Succeeded,
            received: Some(payment.amount),
            next_action: None,
            failure: None,
            method: None,
        })
    }
    async fn refresh(&self, _call: &Call<'_>, _reference: &str) -> Result<Intent, Failure> {
        Err(Failure::Unsupported)
    }
    async fn cancel(&self, _call: &Call<'_>, _reference: &str) -> Result<Intent, Failure> {
        Err(Failure::Unsupported)
    }
    fn verify_webhook(&self, _: &Credentials, _: &HeaderMap, _: &[u8], _: OffsetDateTime) -> Result<Verified, String> {
        Err("the wallet sends no webhooks".to_owned())
    }
    fn parse_event(&self, _: &[u8]) -> Result<Event, String> {
        Err("the wallet sends no webhooks".to_owned())
    }
    async fn test_credentials(&self, _call: &Call<'_>) -> Result<String, Failure> {
        Ok("The wallet needs no keys.".to_owned())
    }
}
