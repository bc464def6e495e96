//! The webhook inbox: forged, stale, doubled, out of order, unknown, replayed.

use super::*;
use model::{
    PageRequest, PaymentId, Problem,
    payments::{EventStatus, PaymentStatus},
};

async fn stored(t: &TestPlatform) -> i64 {
    let mut tx = t.tx().await;
    sqlx::query_scalar("SELECT count(*) FROM payment_events").fetch_one(tx.conn()).await.unwrap()
}

#[tokio::test]
async fn what_is_not_signed_just_now_by_the_bank_is_not_stored() {
    let t = platform().await;
    let ada = client(&t).await;
    let payment = t.top_up(&ada, top_up("50", "forge")).await.unwrap();
    pay(&t, &payment, FINE).await;
    let body = owed(&t).await[0].to_string();
    let body = body.as_bytes();
    let now = t.db.now().unix_timestamp();
    let secret = t.gateways.sandbox_secret("test");
    for header in [
        None,
        Some("rubbish".to_owned()),
        Some(signature::sign("another secret", now, body)),
        Some(signature::sign(&t.gateways.sandbox_secret("other-project"), now, body)),
        Some(signature::sign(&secret, now, b"another body")),
        Some(signature::sign(&secret, now - 301, body)),
        Some(signature::sign(&secret, now + 301, body)),
    ] {
        let mut headers = HeaderMap::new();
        if let Some(header) = &header {
            headers.insert(SIGNATURE, header.parse().unwrap());
        }
        let receipt = receive_webhook(&t, "test", "sandbox", &headers, body).await.unwrap();
        assert_eq!(receipt, Receipt::BadSignature, "{header:?}");
    }
    for (project, gateway) in [("nobody", "sandbox"), ("test", "paypal"), ("test", "wallet")] {
        let receipt = receive_webhook(&t, project, gateway, &HeaderMap::new(), body).await.unwrap();
        assert_eq!(receipt, Receipt::NotFound, "{project}/{gateway}");
    }
    assert_eq!(stored(&t).await, 0);
    assert_eq!(balance(&t, &ada).await, 0);
}

#[tokio::test]
async fn an_event_is_stored_once_and_applied_once() {
    let t = platform().await;
    let ada = client(&t).await;
    let payment = t.top_up(&ada, top_up("50", "triple")).await.unwrap();
    pay(&t, &payment, TRIPLE).await;
    let webhook = owed(&t).await.remove(0);
    let receipts = [hear(&t, &webhook).await, hear(&t, &webhook).await, hear(&t, &webhook).await];
    assert!(matches!(receipts, [Receipt::Accepted(_), Receipt::Known, Receipt::Known]), "{receipts:?}");
    assert_eq!((stored(&t).await, balance(&t, &ada).await), (1, 5_000));
    let Receipt::Accepted(id) = receipts[0] else { unreachable!() };
    // The job runs twice, at once: the row's lock makes them take turns.
    let (one, two) = tokio::join!(apply_payment_event(&t, t.project, id), apply_payment_event(&t, t.project, id));
    one.and(two).unwrap();
    // The same news under other ids, many at once.
    let copies = (0..10).map(|n| {
        let mut copy = webhook.clone();
        copy["id"] = format!("evt_copy_{n}").into();
        copy
    });
    let heard: Vec<_> = copies.collect();
    futures::future::join_all(heard.iter().map(|copy| hear(&t, copy))).await;
    assert_eq!(balance(&t, &ada).await, 5_000);
    t.books_balance().await;
}

#[tokio::test]
async fn order_does_not_matter() {
    let t = platform().await;
    let ada = client(&t).await;
    let payment = t.top_up(&ada, top_up("50", "order")).await.unwrap();
    pay(&t, &payment, DECLINED).await;
    pay(&t, &payment, FINE).await;
    let news = owed(&t).await;
    let (failed, succeeded) = (&news[0], &news[1]);
    assert_eq!(
        (failed["type"].as_str(), succeeded["type"].as_str()),
        (Some("payment.declined"), Some("payment.succeeded"))
    );
    hear(&t, succeeded).await;
    let Receipt::Accepted(stale) = hear(&t, failed).await else { panic!() };
    assert_eq!(event_status(&t, stale).await, ("succeeded".to_owned(), "older than what is known".to_owned()));
    assert_eq!(t.payment(&ada, payment.id).await.unwrap().status, PaymentStatus::Succeeded);
    assert_eq!(balance(&t, &ada).await, 5_000);
    t.books_balance().await;
}

#[tokio::test]
async fn a_webhook_that_overtakes_our_own_answer_finds_its_payment() {
    let t = platform().await;
    let ada = client(&t).await;
    let payment = t.top_up(&ada, top_up("50", "overtake")).await.unwrap();
    pay(&t, &payment, FINE).await;
    // As if the answer to the creation had not been written yet.
    let mut tx = t.tx().await;
    sqlx::query("UPDATE payments SET gateway_reference = NULL, status = 'requires_payment_method' WHERE id = $1")
        .bind(payment.id.0)
        .execute(tx.conn())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    hear_all(&t).await;
    assert_eq!(balance(&t, &ada).await, 5_000);
    t.books_balance().await;
}

#[tokio::test]
async fn what_does_not_fit_stays_visible_and_credits_nothing() {
    let t = platform().await;
    let ada = client(&t).await;
    let payment = t.top_up(&ada, top_up("50", "misfit")).await.unwrap();
    pay(&t, &payment, FINE).await;
    let genuine = owed(&t).await.remove(0);
    let mut too_much = genuine.clone();
    too_much["id"] = "evt_amount".into();
    too_much["payment"]["amount"]["minor"] = 500_000.into();
    let mut unknown = genuine.clone();
    unknown["id"] = "evt_unknown".into();
    unknown["payment"]["reference"] = "sbx_nobody".into();
    unknown["payment"]["key"] = PaymentId(uuid::Uuid::from_u128(1)).to_string().into();
    for misfit in [too_much, unknown] {
        let Receipt::Accepted(id) = hear(&t, &misfit).await else { panic!() };
        let (status, text) = event_status(&t, id).await;
        assert_eq!(status, "failed", "{text}");
        assert!(!text.is_empty());
    }
    let odd = serde_json::json!({ "id": "evt_odd", "type": "bank.holiday", "payment": null, "refund": null });
    let Receipt::Accepted(id) = hear(&t, &odd).await else { panic!() };
    assert_eq!(event_status(&t, id).await, ("succeeded".to_owned(), "nothing to do".to_owned()));
    assert_eq!(balance(&t, &ada).await, 0);
    // Another payment's reference under our id is refused, too.
    let mut other = genuine.clone();
    other["id"] = "evt_other".into();
    other["payment"]["reference"] = "sbx_other".into();
    let Receipt::Accepted(id) = hear(&t, &other).await else { panic!() };
    assert_eq!(event_status(&t, id).await.0, "failed");
    hear(&t, &genuine).await;
    assert_eq!(balance(&t, &ada).await, 5_000);
    t.books_balance().await;
}

#[tokio::test]
async fn staff_replay_and_nothing_is_doubled() {
    let t = platform().await;
    let (ada, payment) = rich(&t, "50").await;
    let finance = t.user("fin", &[Role::Finance]).await;
    let inbox = t.payment_events(&finance, None, PageRequest::default()).await.unwrap().items;
    assert_eq!((inbox.len(), inbox[0].status, inbox[0].attempts), (1, EventStatus::Succeeded, 1));
    let replayed = t.replay_payment_event(&finance, inbox[0].id).await.unwrap();
    assert_eq!(
        (replayed.status, replayed.attempts, replayed.outcome.as_str()),
        (EventStatus::Succeeded, 2, "already known")
    );
    assert_eq!(balance(&t, &ada).await, 5_000);
    let seen = t.payment_event(&finance, inbox[0].id).await.unwrap();
    assert_eq!(seen.payment, Some(payment.id));
    assert!(seen.payload.contains("payment.succeeded") && !seen.payload.contains("4242 4242"));
    assert!(matches!(t.payment_events(&ada, None, PageRequest::default()).await, Err(Problem::NotAllowed)));
    assert!(matches!(t.replay_payment_event(&ada, inbox[0].id).await, Err(Problem::NotAllowed)));
    assert!(matches!(
        t.replay_payment_event(&finance, PaymentEventId(uuid::Uuid::nil())).await,
        Err(Problem::NotFound)
    ));
    // Staff of another project see nothing of it.
    let other = crate::clock::new_id();
    t.add_project(other, "elsewhere").await;
    let stranger = t.user_in(other, "eve", &[Role::Owner]).await;
    assert!(matches!(t.payment_event(&stranger, inbox[0].id).await, Err(Problem::NotFound)));
    assert!(matches!(t.payment_detail(&stranger, payment.id).await, Err(Problem::NotFound)));
    t.books_balance().await;
}
