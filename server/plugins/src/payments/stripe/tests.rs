//! Against recorded shapes of Stripe's answers and events; `tests/localstripe.rs` runs against a server.

use super::*;
use crate::http::{CallLogs, Http};
use model::{
    PaymentId, RefundId,
    payments::{PaymentStatus, RefundStatus},
};
use std::sync::{Arc, Mutex};
use time::macros::datetime;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Answers each connection with the next of `answers` and keeps what was asked.
async fn stand_in(answers: Vec<(u16, &'static str)>) -> (Url, Arc<Mutex<Vec<String>>>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let kept = asked.clone();
    tokio::spawn(async move {
        for (status, body) in answers {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut buffer = vec![0; 16_384];
            let mut read = 0;
            while let Ok(n @ 1..) = socket.read(&mut buffer[read..]).await {
                read += n;
                let text = String::from_utf8_lossy(&buffer[..read]).to_string();
                let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
                let length = head.lines().find_map(|line| {
                    line.to_lowercase().strip_prefix("content-length: ").map(|n| n.parse::<usize>().unwrap())
                });
                if body.len() >= length.unwrap_or(0) {
                    break;
                }
            }
            kept.lock().unwrap().push(String::from_utf8_lossy(&buffer[..read]).to_string());
            let head = format!(
                "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            socket.write_all((head + body).as_bytes()).await.unwrap();
        }
    });
    (url, asked)
}

fn keys() -> Credentials {
    let pairs =
        [("publishable_key", "pk_test_1"), ("secret_key", "sk_test_1"), ("webhook_secret", "whsec_new,whsec_old")];
    Credentials(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into())
}

fn payment(save: bool) -> CreatePayment {
    CreatePayment {
        id: PaymentId(uuid::Uuid::from_u128(7)),
        merchant: "demo".into(),
        amount: Money::new(5_000, Currency::Eur),
        description: "Top-up".into(),
        return_url: "https://guildhall.test/app/payments/7".into(),
        transfer_group: Some("group_1".into()),
        method: None,
        save_method: save,
        customer: None,
    }
}

#[tokio::test]
async fn a_payment_is_opened_for_the_browser_under_an_idempotency_key() {
    let (url, asked) =
        stand_in(vec![(200, r#"{"id":"cus_1"}"#), (200, include_str!("../../../fixtures/stripe/intent_created.json"))])
            .await;
    let (http, keys, logs) = (Http::new(std::slice::from_ref(&url)).unwrap(), keys(), CallLogs::default());
    let call = Call { http: &http, credentials: &keys, logs: &logs };
    let intent = Stripe::new(Some(url)).create_payment(&call, &payment(true)).await.unwrap();
    assert_eq!(intent.status, PaymentStatus::RequiresCustomerAction);
    let Some(NextAction::StripeConfirm { publishable_key, client_secret }) = intent.next_action else {
        panic!("{intent:?}")
    };
    assert_eq!((publishable_key.as_str(), client_secret.starts_with("pi_")), ("pk_test_1", true));
    let asked = asked.lock().unwrap().clone();
    assert!(asked[0].starts_with("POST /v1/customers ") && asked[0].contains("authorization: Bearer sk_test_1"));
    assert!(asked[1].contains("idempotency-key: 00000000-0000-0000-0000-000000000007"));
    for part in [
        "amount=5000",
        "currency=eur",
        "customer=cus_1",
        "setup_future_usage=on_session",
        "transfer_group=group_1",
        "metadata%5Bpayment_id%5D=",
    ] {
        assert!(asked[1].contains(part), "{part} is missing in {}", asked[1]);
    }
    let logged = format!("{:?}", logs.take());
    assert!(!logged.contains("sk_test_1") && !logged.contains(&client_secret), "secrets in the log");
}

#[tokio::test]
async fn answers_are_sorted_by_what_may_be_done_next() {
    for (status, body, check) in [
        (401, r#"{"error":{"message":"Invalid API Key"}}"#, "Misconfigured"),
        (
            402,
            r#"{"error":{"type":"card_error","code":"card_declined","decline_code":"insufficient_funds","message":"no"}}"#,
            "insufficient_funds",
        ),
        (
            400,
            r#"{"error":{"type":"invalid_request_error","code":"amount_too_small","message":"no"}}"#,
            "amount_too_small",
        ),
        (409, r#"{"error":{"message":"lock"}}"#, "Unclear"),
        (500, r#"{"error":{"message":"oops"}}"#, "Unclear"),
        (200, "<html>", "Unclear"),
    ] {
        let reply = crate::http::Reply { status, headers: HeaderMap::new(), body: body.into() };
        let failure = client::answer(&reply).unwrap_err();
        assert!(format!("{failure:?}").contains(check), "{status}: {failure:?}");
    }
}

#[tokio::test]
async fn a_refund_is_found_again_by_our_id() {
    let (url, asked) = stand_in(vec![(200, include_str!("../../../fixtures/stripe/refunds.json"))]).await;
    let (http, keys, logs) = (Http::new(std::slice::from_ref(&url)).unwrap(), keys(), CallLogs::default());
    let call = Call { http: &http, credentials: &keys, logs: &logs };
    let ours = RefundId(uuid::Uuid::from_u128(9));
    let request = RefundRequest { id: ours, payment: "pi_1".into(), amount: Money::new(700, Currency::Eur) };
    let found = Stripe::new(Some(url)).find_refund(&call, &request).await.unwrap().unwrap();
    assert_eq!((found.reference.as_str(), found.ours, found.status), ("re_2", Some(ours), RefundStatus::Succeeded));
    assert!(asked.lock().unwrap()[0].starts_with("GET /v1/refunds?payment_intent=pi_1&limit=100 "));
}

#[tokio::test]
async fn a_transfer_carries_its_group() {
    let (url, asked) = stand_in(vec![(200, include_str!("../../../fixtures/stripe/transfer.json"))]).await;
    let (http, keys, logs) = (Http::new(std::slice::from_ref(&url)).unwrap(), keys(), CallLogs::default());
    let call = Call { http: &http, credentials: &keys, logs: &logs };
    let transfer = TransferRequest {
        key: "payout-1".into(),
        destination: "acct_1".into(),
        amount: Money::new(900, Currency::Usd),
        group: Some("g".into()),
    };
    assert_eq!(Stripe::new(Some(url)).transfer(&call, &transfer).await.unwrap(), "tr_1MiN3gLkdIwHu7ixNCZvFdgA");
    assert!(asked.lock().unwrap()[0].ends_with("amount=900&currency=usd&destination=acct_1&transfer_group=g"));
}

#[test]
fn events_are_read_as_recorded() {
    let stripe = Stripe::new(None);
    let succeeded = stripe.parse_event(include_bytes!("../../../fixtures/stripe/event_succeeded.json")).unwrap();
    assert_eq!(succeeded.ours, Some(PaymentId(uuid::Uuid::from_u128(7))));
    let super::super::News::Payment(intent) = succeeded.news else { panic!() };
    assert_eq!((intent.status, intent.received), (PaymentStatus::Succeeded, Some(Money::new(5_000, Currency::Eur))));
    let failed = stripe.parse_event(include_bytes!("../../../fixtures/stripe/event_failed.json")).unwrap();
    let super::super::News::Payment(intent) = failed.news else { panic!() };
    assert_eq!((intent.status, intent.failure.as_deref()), (PaymentStatus::Failed, Some("insufficient_funds")));
    let unknown =
        stripe.parse_event(br#"{"id":"evt_9","type":"customer.created","data":{"object":{"id":"cus_1"}}}"#).unwrap();
    assert_eq!(unknown.news, super::super::News::Nothing);
    let odd = stripe
        .parse_event(
            br#"{"id":"evt_8","type":"payment_intent.dancing","data":{"object":{"id":"pi_1","status":"dancing"}}}"#,
        )
        .unwrap();
    let super::super::News::Payment(intent) = odd.news else { panic!() };
    assert_eq!(intent.status, PaymentStatus::Processing, "unknown counts as waiting");
}

#[test]
fn either_secret_of_a_rotation_opens_the_door() {
    let (stripe, keys, now) = (Stripe::new(None), keys(), datetime!(2026-11-21 12:00 UTC));
    let body = include_bytes!("../../../fixtures/stripe/event_succeeded.json");
    for (secret, at, fine) in
        [("whsec_new", 0, true), ("whsec_old", -300, true), ("whsec_old", -301, false), ("whsec_other", 0, false)]
    {
        let mut headers = HeaderMap::new();
        headers.insert("stripe-signature", signature::sign(secret, now.unix_timestamp() + at, body).parse().unwrap());
        let verdict = stripe.verify_webhook(&keys, &headers, body, now);
        assert_eq!(verdict.is_ok(), fine, "{secret} {at}: {verdict:?}");
    }
}

#[test]
fn ids_do_not_leave_their_place_in_the_path() {
    for bad in ["", "../charges", "pi_1/cancel", "pi_1?x", "pi 1"] {
        assert!(id(bad).is_err(), "{bad}");
    }
    assert!(amount(Money::new(1_005, Currency::Kwd)).is_err());
    assert!(amount(Money::new(1_010, Currency::Kwd)).is_ok());
}
