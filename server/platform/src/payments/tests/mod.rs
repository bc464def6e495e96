//! Payments on a real database: the whole way through the sandbox bank, and everything that can arrive twice, late, out
//! of order, forged or not at all.

mod checkout;
mod gateways;
mod inbox;
mod races;
mod refunds;
mod refusals;
mod stripe;
mod top_ups;
mod unclear;

use super::{Receipt, apply_payment_event, receive_webhook};
use crate::testing::{TestPlatform, platform};
use http::HeaderMap;
use model::{
    Actor, Currency, Money, PaymentEventId, Role,
    payments::{NextAction, PaymentView, Payments},
    wallets::{TopUp, Wallets},
};
use plugins::payments::{
    sandbox::{BankPayment, SIGNATURE, cards::CardForm},
    signature,
};
use serde_json::Value;

const FINE: &str = "4242 4242 4242 4242";
const DECLINED: &str = "4000 0000 0000 0002";
const CHALLENGE: &str = "4000 0000 0000 3220";
const LATE: &str = "4000 0000 0000 0077";
const TRIPLE: &str = "4000 0000 0000 0093";

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::Eur)
}

fn top_up(amount: &str, key: &str) -> TopUp {
    TopUp {
        amount: amount.to_owned(),
        gateway: "sandbox".to_owned(),
        method: None,
        save_method: false,
        idempotency_key: format!("test-key-{key}"),
    }
}

async fn client(t: &TestPlatform) -> Actor {
    t.user("ada", &[Role::Client]).await
}

/// The bank's id of a payment that waits for its card.
fn reference(payment: &PaymentView) -> String {
    let Some(NextAction::Redirect { url }) = &payment.next_action else { panic!("no hosted page: {payment:?}") };
    url.rsplit('/').next().unwrap().to_owned()
}

async fn pay(t: &TestPlatform, payment: &PaymentView, number: &str) -> BankPayment {
    let form = CardForm { number: number.to_owned(), expiry: "12/30".to_owned(), cvc: "123".to_owned() };
    t.sandbox_pay(&reference(payment), &form).await.unwrap()
}

/// All webhooks the bank has written, oldest first.
async fn owed(t: &TestPlatform) -> Vec<Value> {
    let mut tx = t.db.operator().await.unwrap();
    sqlx::query_scalar("SELECT payload FROM sandbox_webhooks ORDER BY due_at, id").fetch_all(&mut *tx).await.unwrap()
}

/// Posts a body as the bank would, signed so many seconds ago.
async fn post(t: &TestPlatform, body: &[u8], ago: i64) -> Receipt {
    let at = t.db.now().unix_timestamp() - ago;
    let mut headers = HeaderMap::new();
    headers.insert(SIGNATURE, signature::sign(&t.gateways.sandbox_secret("test"), at, body).parse().unwrap());
    receive_webhook(t, "test", "sandbox", &headers, body).await.unwrap()
}

/// Posts and applies.
async fn hear(t: &TestPlatform, webhook: &Value) -> Receipt {
    let receipt = post(t, webhook.to_string().as_bytes(), 0).await;
    if let Receipt::Accepted(id) = receipt {
        apply_payment_event(t, t.project, id).await.unwrap();
    }
    receipt
}

async fn hear_all(t: &TestPlatform) {
    for webhook in owed(t).await {
        hear(t, &webhook).await;
    }
}

async fn balance(t: &TestPlatform, actor: &Actor) -> i64 {
    t.wallet(actor).await.unwrap().balances[0].available.minor
}

/// A client with that much in the wallet, through the sandbox like anybody.
async fn rich(t: &TestPlatform, amount: &str) -> (Actor, PaymentView) {
    let ada = client(t).await;
    let payment = t.top_up(&ada, top_up(amount, "rich")).await.unwrap();
    pay(t, &payment, FINE).await;
    hear_all(t).await;
    let payment = t.payment(&ada, payment.id).await.unwrap();
    (ada, payment)
}

async fn event_status(t: &TestPlatform, id: PaymentEventId) -> (String, String) {
    let mut tx = t.tx().await;
    sqlx::query_as("SELECT status, outcome || error FROM payment_events WHERE id = $1")
        .bind(id.0)
        .fetch_one(tx.conn())
        .await
        .unwrap()
}
