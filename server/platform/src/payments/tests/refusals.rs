//! Every act on payments, methods, the inbox, gateways and the wallet with what must be refused: nobody signed in, the
//! wrong person, unknown things, bad words, the wrong state, the same form again.

use super::{refunds::refund, *};
use crate::{clock::new_id, testing::refusal};
use model::{
    PageRequest, PaymentId, PaymentMethodId,
    payments::{PaymentFilter, RefundPayment, SaveGateway},
};

fn save(gateway: &str, key: &str, value: &str) -> SaveGateway {
    let credentials = [(key.to_owned(), value.to_owned())].into();
    SaveGateway { gateway: gateway.to_owned(), enabled: true, credentials }
}

#[tokio::test]
async fn visitors_and_people_without_the_right() {
    let t = platform().await;
    let (ada, payment) = rich(&t, "50").await;
    let finance = t.user("fin", &[Role::Finance]).await;
    let event = t.payment_events(&finance, None, PageRequest::default()).await.unwrap().items[0].id;
    let page = PageRequest::default;
    for (who, said) in
        [(t.visitor(), "sign in"), (ada.clone(), "not allowed"), (t.seller("nora").await.1, "not allowed")]
    {
        for (act, outcome) in [
            ("payments", refusal(t.payments(&who, PaymentFilter::default(), page()).await)),
            ("payment_detail", refusal(t.payment_detail(&who, payment.id).await)),
            ("refund_payment", refusal(t.refund_payment(&who, refund(payment.id, "1", "x")).await)),
            ("payment_events", refusal(t.payment_events(&who, None, page()).await)),
            ("payment_event", refusal(t.payment_event(&who, event).await)),
            ("replay_payment_event", refusal(t.replay_payment_event(&who, event).await)),
            ("gateway_settings", refusal(t.gateway_settings(&who).await)),
            ("save_gateway", refusal(t.save_gateway(&who, save("stripe", "secret_key", "sk_x")).await)),
            ("test_gateway", refusal(t.test_gateway(&who, "sandbox".into()).await)),
            ("integration_calls", refusal(t.integration_calls(&who, page()).await)),
        ] {
            assert_eq!(outcome, said, "{act}");
        }
    }
    let visitor = t.visitor();
    for (act, outcome) in [
        ("gateways", refusal(t.gateways(&visitor).await)),
        ("payment", refusal(t.payment(&visitor, payment.id).await)),
        ("refresh_payment", refusal(t.refresh_payment(&visitor, payment.id).await)),
        ("cancel_payment", refusal(t.cancel_payment(&visitor, payment.id).await)),
        ("payment_methods", refusal(t.payment_methods(&visitor).await)),
        ("remove_payment_method", refusal(t.remove_payment_method(&visitor, new_id()).await)),
        ("wallet", refusal(t.wallet(&visitor).await)),
        ("wallet_statement", refusal(t.wallet_statement(&visitor, Currency::Eur, page()).await)),
        ("top_up_form", refusal(t.top_up_form(&visitor).await)),
        ("top_up", refusal(t.top_up(&visitor, top_up("50", "v")).await)),
    ] {
        assert_eq!(outcome, "sign in", "{act}");
    }
}

#[tokio::test]
async fn things_that_are_not_there_or_not_theirs() {
    let t = platform().await;
    let (ada, payment) = rich(&t, "50").await;
    let finance = t.user("fin", &[Role::Finance]).await;
    let owner = t.user("own", &[Role::Owner]).await;
    let elsewhere = new_id();
    t.add_project(elsewhere, "elsewhere").await;
    let foreign = t.user_in(elsewhere, "zoe", &[Role::Owner]).await;
    let eve = t.user("eve", &[Role::Client]).await;
    let nothing: PaymentId = new_id();
    for (act, outcome) in [
        ("payment of another", refusal(t.payment(&eve, payment.id).await)),
        ("payment of a client, by staff", refusal(t.payment(&finance, payment.id).await)),
        ("refresh of another", refusal(t.refresh_payment(&eve, payment.id).await)),
        ("cancel of another", refusal(t.cancel_payment(&eve, payment.id).await)),
        ("unknown payment", refusal(t.payment(&ada, nothing).await)),
        ("unknown detail", refusal(t.payment_detail(&finance, nothing).await)),
        ("detail from elsewhere", refusal(t.payment_detail(&foreign, payment.id).await)),
        ("refund from elsewhere", refusal(t.refund_payment(&foreign, refund(payment.id, "1", "f")).await)),
        ("unknown event", refusal(t.payment_event(&finance, new_id()).await)),
        ("replay of nothing", refusal(t.replay_payment_event(&finance, new_id()).await)),
        ("unknown method", refusal(t.remove_payment_method(&ada, new_id::<PaymentMethodId>()).await)),
        ("unknown gateway", refusal(t.save_gateway(&owner, save("paypal", "a", "b")).await)),
        ("test of nothing", refusal(t.test_gateway(&owner, "paypal".into()).await)),
    ] {
        assert_eq!(outcome, "not found", "{act}");
    }
    assert_eq!(balance(&t, &ada).await, 5_000);
}

#[tokio::test]
async fn bad_words_at_their_fields() {
    let t = platform().await;
    let (ada, payment) = rich(&t, "50").await;
    let finance = t.user("fin", &[Role::Finance]).await;
    let owner = t.user("own", &[Role::Owner]).await;
    let asked = |amount: &str, reason: &str, key: &str| RefundPayment {
        payment: payment.id,
        amount: amount.into(),
        reason: reason.into(),
        idempotency_key: key.into(),
    };
    let (fine, long) = ("refund-key-fine", "x".repeat(501));
    for (wanted, field) in [
        (asked("", "why", fine), "amount"),
        (asked("twenty", "why", fine), "amount"),
        (asked("1.005,001", "why", fine), "amount"),
        (asked("99999999999999999999", "why", fine), "amount"),
        (asked("1", "", fine), "reason"),
        (asked("1", &long, fine), "reason"),
        (asked("1", "why", ""), "form"),
        (asked("1", "why", "short"), "form"),
        (asked("1", "why", &"k".repeat(201)), "form"),
        (asked("1", "why", "with a space"), "form"),
    ] {
        assert_eq!(refusal(t.refund_payment(&finance, wanted.clone()).await), field, "{wanted:?}");
    }
    for key in ["", "short", "ümlaut-keys-no", "a b c d e f g"] {
        let wanted = TopUp { idempotency_key: key.into(), ..top_up("50", "k") };
        assert_eq!(refusal(t.top_up(&ada, wanted).await), "form", "{key}");
    }
    let card = TopUp { method: Some(new_id()), ..top_up("50", "card") };
    assert_eq!(refusal(t.top_up(&ada, card).await), "method", "a card that is not theirs");
    for (wanted, field) in [
        (save("stripe", "secret_key", "pk_wrong"), "publishable_key"),
        (save("stripe", "unknown", "x"), "form"),
        (save("stripe", "secret_key", &"sk_".repeat(900)), "publishable_key"),
    ] {
        assert_eq!(refusal(t.save_gateway(&owner, wanted).await), field);
    }
    let bad = || PageRequest { after: Some("rubbish".into()), limit: 10 };
    for (act, outcome) in [
        ("payments", refusal(t.payments(&finance, PaymentFilter::default(), bad()).await)),
        ("payment_events", refusal(t.payment_events(&finance, None, bad()).await)),
        ("integration_calls", refusal(t.integration_calls(&finance, bad()).await)),
        ("wallet_statement", refusal(t.wallet_statement(&ada, Currency::Eur, bad()).await)),
    ] {
        assert_eq!(outcome, "after", "{act}");
    }
    let search = PaymentFilter { search: Some("x".repeat(201)), ..PaymentFilter::default() };
    assert_eq!(refusal(t.payments(&finance, search, PageRequest::default()).await), "search");
    // a character that no text can hold is an answer, not a fault
    let search = PaymentFilter { search: Some("\0".into()), ..PaymentFilter::default() };
    assert_eq!(refusal(t.payments(&finance, search, PageRequest::default()).await), "form");
    assert_eq!(balance(&t, &ada).await, 5_000);
    t.books_balance().await;
}

#[tokio::test]
async fn what_is_settled_is_not_given_up() {
    let t = platform().await;
    let (ada, payment) = rich(&t, "50").await;
    assert_eq!(refusal(t.cancel_payment(&ada, payment.id).await), "conflict");
    assert_eq!(refusal(t.refresh_payment(&ada, payment.id).await), "ok");
    let again = TopUp { gateway: "sandbox".into(), ..top_up("51", "rich") };
    assert_eq!(refusal(t.top_up(&ada, again).await), "conflict", "the same form with another amount");
    assert_eq!(balance(&t, &ada).await, 5_000);
}
