//! Into the wallet: amounts, keys, cards.

use super::*;
use model::{PageRequest, Problem, payments::PaymentStatus};

#[tokio::test]
async fn a_card_that_works_credits_the_wallet_once() {
    let t = platform().await;
    let ada = client(&t).await;
    let payment = t.top_up(&ada, top_up("50", "one")).await.unwrap();
    assert_eq!((payment.status, payment.amount), (PaymentStatus::RequiresCustomerAction, eur(5_000)));
    assert_eq!(balance(&t, &ada).await, 0, "nothing before the bank says so");
    pay(&t, &payment, FINE).await;
    hear_all(&t).await;
    hear_all(&t).await;
    assert_eq!(t.payment(&ada, payment.id).await.unwrap().status, PaymentStatus::Succeeded);
    assert_eq!(balance(&t, &ada).await, 5_000);
    let lines = t.wallet_statement(&ada, Currency::Eur, PageRequest::default()).await.unwrap().items;
    assert_eq!((lines.len(), lines[0].amount, lines[0].balance_after), (1, eur(5_000), Some(eur(5_000))));
    t.books_balance().await;
}

#[tokio::test]
async fn the_same_key_is_the_same_top_up() {
    let t = platform().await;
    let ada = client(&t).await;
    let (one, two) = tokio::join!(t.top_up(&ada, top_up("50", "same")), t.top_up(&ada, top_up("50", "same")));
    assert_eq!(one.unwrap().id, two.unwrap().id);
    let again = t.top_up(&ada, top_up("50", "same")).await.unwrap();
    pay(&t, &again, FINE).await;
    hear_all(&t).await;
    assert_eq!(balance(&t, &ada).await, 5_000);
    assert_eq!(t.top_up(&ada, top_up("50", "same")).await.unwrap().status, PaymentStatus::Succeeded);
    let other_amount = t.top_up(&ada, top_up("60", "same")).await;
    assert!(matches!(other_amount, Err(Problem::Conflict(_))), "{other_amount:?}");
    // Somebody else's key is their own.
    let bob = t.user("bob", &[Role::Client]).await;
    assert_ne!(t.top_up(&bob, top_up("50", "same")).await.unwrap().id, again.id);
    t.books_balance().await;
}

#[tokio::test]
async fn bad_input_is_refused_at_its_field() {
    let t = platform().await;
    let ada = client(&t).await;
    for (amount, gateway, key, field) in [
        ("", "sandbox", "k", "amount"),
        ("0.50", "sandbox", "k", "amount"),
        ("10000.01", "sandbox", "k", "amount"),
        ("ten", "sandbox", "k", "amount"),
        ("1.234", "sandbox", "k", ""),
        ("50", "paypal", "k", "gateway"),
        ("50", "stripe", "k", "gateway"),
        ("50", "wallet", "k", "gateway"),
        ("50", "", "k", "gateway"),
    ] {
        let asked = TopUp { gateway: gateway.to_owned(), ..top_up(amount, key) };
        let result = t.top_up(&ada, asked).await;
        if field.is_empty() {
            // "1.234" is one thousand two hundred thirty-four to a German.
            assert!(result.is_ok(), "{amount}: {result:?}");
            continue;
        }
        let Err(Problem::Invalid(errors)) = result else { panic!("{amount} by {gateway}: {result:?}") };
        assert!(errors.get(field).is_some(), "{amount} by {gateway}: {errors:?}");
    }
    let keyless = TopUp { idempotency_key: String::new(), ..top_up("50", "") };
    assert!(matches!(t.top_up(&ada, keyless).await, Err(Problem::Invalid(_))));
    assert!(matches!(t.top_up(&t.visitor(), top_up("50", "v")).await, Err(Problem::SignInNeeded)));
    let reviewer = t.user("rita", &[Role::Reviewer]).await;
    assert!(matches!(t.top_up(&reviewer, top_up("50", "r")).await, Err(Problem::NotAllowed)));
}

#[tokio::test]
async fn a_declined_card_leaves_nothing_and_another_card_may_follow() {
    let t = platform().await;
    let ada = client(&t).await;
    let payment = t.top_up(&ada, top_up("50", "decline")).await.unwrap();
    pay(&t, &payment, DECLINED).await;
    hear_all(&t).await;
    let failed = t.payment(&ada, payment.id).await.unwrap();
    assert_eq!(failed.status, PaymentStatus::Failed);
    assert!(failed.failure.unwrap().en.contains("declined"));
    assert_eq!(balance(&t, &ada).await, 0);
    // The bank's page offers another card: a late success after a failure counts.
    pay(&t, &payment, FINE).await;
    hear_all(&t).await;
    assert_eq!(t.payment(&ada, payment.id).await.unwrap().status, PaymentStatus::Succeeded);
    assert_eq!(balance(&t, &ada).await, 5_000);
    t.books_balance().await;
}

#[tokio::test]
async fn three_d_secure_approved_and_failed() {
    let t = platform().await;
    let ada = client(&t).await;
    for (approved, key, status, credit) in
        [(false, "no", PaymentStatus::Failed, 0), (true, "yes", PaymentStatus::Succeeded, 2_000)]
    {
        let payment = t.top_up(&ada, top_up("20", key)).await.unwrap();
        let asked = pay(&t, &payment, CHALLENGE).await;
        assert_eq!(asked.status.as_str(), "challenge");
        t.sandbox_answer(&asked.reference, approved).await.unwrap();
        // Pressed again with the back button: the bank has its answer.
        t.sandbox_answer(&asked.reference, !approved).await.unwrap();
        hear_all(&t).await;
        assert_eq!(t.payment(&ada, payment.id).await.unwrap().status, status);
        assert_eq!(balance(&t, &ada).await, credit);
    }
    t.books_balance().await;
}

#[tokio::test]
async fn the_payer_may_come_back_before_the_webhook() {
    let t = platform().await;
    let ada = client(&t).await;
    let payment = t.top_up(&ada, top_up("30", "late")).await.unwrap();
    pay(&t, &payment, LATE).await;
    assert_eq!(t.refresh_payment(&ada, payment.id).await.unwrap().status, PaymentStatus::Processing);
    assert_eq!(t.wallet(&ada).await.unwrap().balances[0].incoming, eur(3_000));
    t.clock.advance(time::Duration::seconds(10));
    assert_eq!(t.refresh_payment(&ada, payment.id).await.unwrap().status, PaymentStatus::Succeeded);
    assert_eq!(balance(&t, &ada).await, 3_000);
    hear_all(&t).await;
    assert_eq!(balance(&t, &ada).await, 3_000, "the webhook that follows adds nothing");
    t.books_balance().await;
}

#[tokio::test]
async fn giving_up_and_paying_all_the_same() {
    let t = platform().await;
    let ada = client(&t).await;
    let payment = t.top_up(&ada, top_up("30", "cancel")).await.unwrap();
    let cancelled = t.cancel_payment(&ada, payment.id).await.unwrap();
    assert_eq!(cancelled.status, PaymentStatus::Cancelled);
    assert_eq!(t.cancel_payment(&ada, payment.id).await.unwrap().status, PaymentStatus::Cancelled, "twice is once");
    // The bank's word counts, even if it comes after the cancellation: money that came in is credited.
    let mut late = owed(&t).await.remove(0);
    late["id"] = "evt_late".into();
    late["type"] = "payment.succeeded".into();
    late["payment"]["status"] = "succeeded".into();
    hear(&t, &late).await;
    assert_eq!(t.payment(&ada, payment.id).await.unwrap().status, PaymentStatus::Succeeded);
    assert_eq!(balance(&t, &ada).await, 3_000);
    let done = t.cancel_payment(&ada, payment.id).await;
    assert!(matches!(done, Err(Problem::Conflict(_))), "{done:?}");
    let bob = t.user("bob", &[Role::Client]).await;
    assert!(matches!(t.payment(&bob, payment.id).await, Err(Problem::NotFound)), "not theirs to know of");
    assert!(matches!(t.cancel_payment(&bob, payment.id).await, Err(Problem::NotFound)));
    assert!(matches!(t.refresh_payment(&bob, payment.id).await, Err(Problem::NotFound)));
    t.books_balance().await;
}

#[tokio::test]
async fn what_nobody_finishes_expires_after_a_day() {
    let t = platform().await;
    let ada = client(&t).await;
    let payment = t.top_up(&ada, top_up("30", "expire")).await.unwrap();
    t.refresh_payment_later(t.project, payment.id).await.unwrap();
    assert_eq!(t.payment(&ada, payment.id).await.unwrap().status, PaymentStatus::RequiresCustomerAction);
    t.clock.advance(time::Duration::hours(25));
    t.refresh_payment_later(t.project, payment.id).await.unwrap();
    assert_eq!(t.payment(&ada, payment.id).await.unwrap().status, PaymentStatus::Expired);
}
