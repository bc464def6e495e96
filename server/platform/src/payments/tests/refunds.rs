//! Back to the original method: limits, keys, permissions, failures.

use super::*;
use model::{
    PaymentId, Problem,
    payments::{RefundPayment, RefundStatus},
};

pub fn refund(payment: PaymentId, amount: &str, key: &str) -> RefundPayment {
    RefundPayment {
        payment,
        amount: amount.to_owned(),
        reason: "asked for it".to_owned(),
        idempotency_key: format!("refund-key-{key}"),
    }
}

#[tokio::test]
async fn a_refund_leaves_the_wallet_and_reaches_the_card() {
    let t = platform().await;
    let (ada, payment) = rich(&t, "50").await;
    let finance = t.user("fin", &[Role::Finance]).await;
    let sent = t.refund_payment(&finance, refund(payment.id, "20", "a")).await.unwrap();
    assert_eq!((sent.status, sent.amount, sent.requested_by.as_str()), (RefundStatus::Pending, eur(2_000), "fin"));
    assert_eq!(balance(&t, &ada).await, 3_000, "it is gone as soon as it is asked for");
    let again = t.refund_payment(&finance, refund(payment.id, "20", "a")).await.unwrap();
    assert_eq!(again.id, sent.id, "the same key is the same refund");
    t.send_refund(t.project, sent.id).await.unwrap();
    t.send_refund(t.project, sent.id).await.unwrap();
    hear_all(&t).await;
    let detail = t.payment_detail(&finance, payment.id).await.unwrap();
    assert_eq!(detail.refunds.iter().map(|r| r.status).collect::<Vec<_>>(), [RefundStatus::Succeeded]);
    assert_eq!((detail.refundable, detail.wallet, detail.payment.refunded), (eur(3_000), eur(3_000), eur(2_000)));
    let mut bank = t.db.operator().await.unwrap();
    let returned: i64 =
        sqlx::query_scalar("SELECT refunded FROM sandbox_payments").fetch_one(&mut *bank).await.unwrap();
    assert_eq!(returned, 2_000, "once at the bank");
    t.books_balance().await;
}

#[tokio::test]
async fn no_more_than_the_payment_and_the_wallet_hold() {
    let t = platform().await;
    let (ada, payment) = rich(&t, "50").await;
    let finance = t.user("fin", &[Role::Finance]).await;
    for (amount, reason, field) in [
        ("0", "why", "amount"),
        ("-1", "why", "amount"),
        ("50.01", "why", "amount"),
        ("x", "why", "amount"),
        ("1", "  ", "reason"),
    ] {
        let asked = RefundPayment { reason: reason.to_owned(), ..refund(payment.id, amount, "bad") };
        let result = t.refund_payment(&finance, asked).await;
        let Err(Problem::Invalid(errors)) = result else { panic!("{amount}: {result:?}") };
        assert!(errors.get(field).is_some(), "{errors:?}");
    }
    t.refund_payment(&finance, refund(payment.id, "50", "all")).await.unwrap();
    assert!(t.refund_payment(&finance, refund(payment.id, "0.01", "more")).await.is_err());
    assert_eq!(balance(&t, &ada).await, 0);
    assert!(matches!(t.refund_payment(&ada, refund(payment.id, "1", "own")).await, Err(Problem::NotAllowed)));
    assert!(matches!(
        t.refund_payment(&finance, refund(PaymentId(uuid::Uuid::nil()), "1", "none")).await,
        Err(Problem::NotFound)
    ));
    let waiting = t.top_up(&ada, top_up("20", "waiting")).await.unwrap();
    let early = t.refund_payment(&finance, refund(waiting.id, "1", "early")).await;
    assert!(matches!(early, Err(Problem::Conflict(_))), "{early:?}");
    t.books_balance().await;
}

#[tokio::test]
async fn two_refunds_at_once_never_send_more_than_there_is() {
    let t = platform().await;
    let (ada, payment) = rich(&t, "50").await;
    let finance = t.user("fin", &[Role::Finance]).await;
    let keys: Vec<String> = (0..8).map(|n| format!("race-{n}")).collect();
    let asked = keys.iter().map(|key| t.refund_payment(&finance, refund(payment.id, "20", key)));
    let done = futures::future::join_all(asked).await.into_iter().filter(Result::is_ok).count();
    assert_eq!((done, balance(&t, &ada).await), (2, 1_000));
    t.books_balance().await;
}

#[tokio::test]
async fn a_refund_the_bank_refuses_comes_back() {
    let t = platform().await;
    let (ada, payment) = rich(&t, "50").await;
    let finance = t.user("fin", &[Role::Finance]).await;
    // Behind our back the bank gave most of it away.
    let mut bank = t.db.operator().await.unwrap();
    sqlx::query("UPDATE sandbox_payments SET refunded = 4000").execute(&mut *bank).await.unwrap();
    bank.commit().await.unwrap();
    let sent = t.refund_payment(&finance, refund(payment.id, "20", "refused")).await.unwrap();
    assert_eq!(balance(&t, &ada).await, 3_000);
    t.send_refund(t.project, sent.id).await.unwrap();
    t.send_refund(t.project, sent.id).await.unwrap();
    let detail = t.payment_detail(&finance, payment.id).await.unwrap();
    assert_eq!((detail.refunds[0].status, detail.payment.refunded), (RefundStatus::Failed, eur(0)));
    assert_eq!(balance(&t, &ada).await, 5_000, "back once, though sent twice");
    t.books_balance().await;
}
