//! The same way through Stripe's shapes: browser confirmation, webhook with a rotated secret, a saved card, a refund.
//! A stand-in answers for Stripe; the gateway itself is tried against localstripe in `plugins`.

use super::*;
use model::payments::{PaymentStatus, RefundPayment, SaveGateway};
use serde_json::json;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Answers as Stripe would, and keeps the lines that were asked.
async fn stand_in() -> (url::Url, Arc<Mutex<Vec<String>>>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = url::Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let kept = asked.clone();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut bytes = vec![0; 16_384];
            let read = socket.read(&mut bytes).await.unwrap();
            let request = String::from_utf8_lossy(&bytes[..read]).to_string();
            let line = request.lines().next().unwrap_or_default().to_owned();
            let answer = match line.split('?').next().unwrap_or_default() {
                line if line.starts_with("POST /v1/customers") => json!({ "id": "cus_1" }),
                line if line.starts_with("POST /v1/payment_intents ") => intent("requires_payment_method", json!(null)),
                line if line.starts_with("GET /v1/payment_intents/") => intent(
                    "succeeded",
                    json!({ "id": "pm_1", "customer": "cus_1", "card": { "brand": "visa", "last4": "4242", "exp_month": 8, "exp_year": 2031 } }),
                ),
                line if line.starts_with("POST /v1/refunds") => {
                    json!({ "id": "re_1", "status": "pending", "metadata": {} })
                }
                line if line.starts_with("GET /v1/balance") => json!({ "livemode": false }),
                _ => json!({}),
            };
            kept.lock().unwrap().push(line);
            let body = answer.to_string();
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            let _ = socket.write_all((head + &body).as_bytes()).await;
        }
    });
    (base, asked)
}

fn intent(status: &str, method: Value) -> Value {
    json!({ "id": "pi_1", "client_secret": "pi_1_secret", "status": status, "currency": "eur", "amount_received": 5000, "payment_method": method })
}

async fn post_stripe(p: &crate::Platform, secret: &str, event: &Value) -> Receipt {
    let body = event.to_string();
    let mut headers = HeaderMap::new();
    headers.insert(
        "stripe-signature",
        signature::sign(secret, p.db.now().unix_timestamp(), body.as_bytes()).parse().unwrap(),
    );
    receive_webhook(p, "test", "stripe", &headers, body.as_bytes()).await.unwrap()
}

#[tokio::test]
async fn from_the_form_to_the_saved_card_and_back() {
    let t = platform().await;
    let (base, asked) = stand_in().await;
    let mut p = crate::Platform::clone(&t);
    p.gateways = Arc::new(super::super::Gateways::with(&t.db, &t.settings, Some(base)));
    let (ada, admin) = (client(&t).await, t.user("boss", &[Role::Admin]).await);
    let keys =
        [("publishable_key", "pk_test_1"), ("secret_key", "sk_test_1"), ("webhook_secret", "whsec_new,whsec_old")];
    let credentials = keys.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    p.save_gateway(&admin, SaveGateway { gateway: "stripe".into(), enabled: true, credentials }).await.unwrap();
    assert!(p.test_gateway(&admin, "stripe".into()).await.unwrap().test_passed);

    let wanted = TopUp { gateway: "stripe".into(), save_method: true, ..top_up("50", "by-stripe") };
    let payment = p.top_up(&ada, wanted).await.unwrap();
    let Some(NextAction::StripeConfirm { publishable_key, .. }) = &payment.next_action else { panic!("{payment:?}") };
    assert_eq!(
        (publishable_key.as_str(), payment.destination()),
        ("pk_test_1", format!("/app/payments/{}", payment.id))
    );

    let mut object = intent("succeeded", json!("pm_1"));
    object["metadata"] = json!({ "payment_id": payment.id });
    let event = json!({ "id": "evt_1", "type": "payment_intent.succeeded", "data": { "object": object } });
    assert_eq!(post_stripe(&p, "whsec_other", &event).await, Receipt::BadSignature);
    let Receipt::Accepted(id) = post_stripe(&p, "whsec_old", &event).await else { panic!() };
    assert_eq!(post_stripe(&p, "whsec_new", &event).await, Receipt::Known);
    p.apply_payment_event(t.project, id).await.unwrap();
    assert_eq!(balance(&t, &ada).await, 5_000);

    // The event names the card only by its id; the job asks for the rest.
    p.refresh_payment_later(t.project, payment.id).await.unwrap();
    let cards = p.payment_methods(&ada).await.unwrap();
    assert_eq!((cards.len(), cards[0].last4.as_str(), cards[0].expiry.as_str()), (1, "4242", "08/31"));
    let bob = t.user("bob", &[Role::Client]).await;
    assert_eq!(p.remove_payment_method(&bob, cards[0].id).await, Err(model::Problem::NotFound));
    p.remove_payment_method(&ada, cards[0].id).await.unwrap();
    assert!(p.payment_methods(&ada).await.unwrap().is_empty());

    // A refund is on its way until Stripe says how it ended; a failure puts the money back, once.
    let finance = t.user("fin", &[Role::Finance]).await;
    let back = RefundPayment {
        payment: payment.id,
        amount: "20".into(),
        reason: "r".into(),
        idempotency_key: "stripe-refund".into(),
    };
    let refund = p.refund_payment(&finance, back).await.unwrap();
    p.send_refund(t.project, refund.id).await.unwrap();
    assert_eq!(balance(&t, &ada).await, 3_000);
    for n in ["evt_2", "evt_3"] {
        let object = json!({ "id": "re_1", "status": "failed", "payment_intent": "pi_1", "metadata": { "refund_id": refund.id } });
        let Receipt::Accepted(id) =
            post_stripe(&p, "whsec_new", &json!({ "id": n, "type": "refund.failed", "data": { "object": object } }))
                .await
        else {
            panic!()
        };
        p.apply_payment_event(t.project, id).await.unwrap();
    }
    assert_eq!(balance(&t, &ada).await, 5_000);
    assert_eq!(p.payment(&ada, payment.id).await.unwrap().status, PaymentStatus::Succeeded);
    let asked = asked.lock().unwrap().join("\n");
    for line in [
        "POST /v1/customers ",
        "POST /v1/payment_intents ",
        "GET /v1/payment_intents/pi_1?",
        "POST /v1/payment_methods/pm_1/detach ",
        "POST /v1/refunds ",
    ] {
        assert!(asked.contains(line), "{line} is missing in\n{asked}");
    }
    t.books_balance().await;
}
