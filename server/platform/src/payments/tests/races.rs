//! News that overtakes our own calls, news about something else, forms sent again, and money that meets itself.

use super::{refunds::refund, unclear::*, *};
use crate::{
    orders::fixture::{Deal, PRICE, deal},
    payments::refunds::settle_event_in,
};
use model::{
    Problem, RefundId,
    checkout::{CheckOut, Checkout, GroupStatus, Paying},
    payments::{PaymentStatus, RefundStatus},
};
use plugins::payments::{Failure, RefundState};
use std::sync::{Arc, Mutex};

/// The webhook of a card and the button "pay from the wallet" reach the same checkout at once.
#[tokio::test(flavor = "multi_thread")]
async fn a_card_and_the_wallet_pay_one_checkout_once() {
    let d = deal().await;
    d.credit(&d.client, 1_000_000).await;
    for round in 0..8 {
        let before = d.wallet(&d.client).await;
        d.put_in_cart(d.product, Deal::answers()).await;
        let by_card = Paying { gateway: Some("sandbox".into()), ..Paying::default() };
        let wanted = CheckOut { key: format!("both-at-once-{round}"), paying: by_card, ..CheckOut::default() };
        let group = d.t.check_out(&d.client, wanted).await.unwrap();
        pay(&d.t, group.payment.as_ref().unwrap(), FINE).await;
        let webhook = owed(&d.t).await.pop().unwrap();
        let by_wallet = Paying { use_wallet: true, ..Paying::default() };
        let (_, paid) = tokio::join!(hear(&d.t, &webhook), d.t.pay_group(&d.client, group.id, by_wallet));
        assert_eq!(paid.unwrap().status, GroupStatus::Paid);
        assert_eq!(d.wallet(&d.client).await, before, "the card's money came in, the price went out: round {round}");
        assert_eq!(d.t.order_group(&d.client, group.id).await.unwrap().total, eur(PRICE));
    }
    d.t.books_balance().await;
}

fn news(id: RefundId, reference: &str, status: RefundStatus) -> RefundState {
    RefundState { reference: reference.into(), ours: Some(id), status, failure: None }
}

/// The gateway says by webhook that the refund failed while our own call still waits, and then gets no answer.
#[tokio::test]
async fn a_webhook_faster_than_our_call_keeps_its_word() {
    let t = platform().await;
    let ada = client(&t).await;
    let finance = t.user("fin", &[Role::Finance]).await;
    let flaky = Arc::new(Flaky { slow: true, ..Flaky::default() });
    let p = with(&t, &flaky);
    let payment = p.top_up(&ada, flaky_top_up("overtaken")).await.unwrap();
    let sent = p.refund_payment(&finance, refund(payment.id, "20", "overtaken")).await.unwrap();
    flaky.failures.lock().unwrap().push(Failure::Unclear("time-out".into()));
    let ours = tokio::spawn({
        let (p, project, id) = (p.clone(), t.project, sent.id);
        async move { p.send_refund(project, id).await }
    });
    flaky.called.notified().await;
    let failed = news(sent.id, "re_1", RefundStatus::Failed);
    let mut tx = t.tx().await;
    settle_event_in(&mut tx, "flaky", None, &failed).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    flaky.refunded.lock().unwrap().push(failed);
    flaky.answer.notify_one();
    ours.await.unwrap().unwrap();
    for _ in 0..2 {
        let detail = p.payment_detail(&finance, payment.id).await.unwrap();
        assert_eq!((detail.refunds[0].status, detail.payment.refunded), (RefundStatus::Failed, eur(0)));
        assert_eq!(balance(&t, &ada).await, 5_000, "back once");
        p.send_refund(t.project, sent.id).await.unwrap();
    }
    assert_eq!(flaky.refunded.lock().unwrap().len(), 1, "and never sent again");
    t.books_balance().await;
}

/// Our id on somebody else's refund: another gateway, another payment, or a second refund made by hand.
#[tokio::test]
async fn news_about_another_refund_moves_nothing() {
    let t = platform().await;
    let (ada, payment) = rich(&t, "50").await;
    let finance = t.user("fin", &[Role::Finance]).await;
    let sent = t.refund_payment(&finance, refund(payment.id, "20", "foreign")).await.unwrap();
    let tell = async |gateway: &str, of: Option<&str>, reference: &str| {
        let mut tx = t.tx().await;
        let told =
            settle_event_in(&mut tx, gateway, of, &news(sent.id, reference, RefundStatus::Failed)).await.unwrap();
        tx.commit().await.unwrap();
        told
    };
    assert_eq!(tell("stripe", None, "re_other").await, None, "another gateway");
    assert_eq!(tell("sandbox", Some("sbx_other"), "sbr_other").await, None, "another payment");
    t.send_refund(t.project, sent.id).await.unwrap();
    assert_eq!(tell("sandbox", None, "sbr_second").await, None, "another refund");
    let detail = t.payment_detail(&finance, payment.id).await.unwrap();
    assert_eq!((detail.refunds[0].status, balance(&t, &ada).await), (RefundStatus::Succeeded, 3_000));
    t.books_balance().await;
}

#[tokio::test]
async fn a_refund_form_sent_again_with_another_amount_is_refused() {
    let t = platform().await;
    let (ada, payment) = rich(&t, "50").await;
    let finance = t.user("fin", &[Role::Finance]).await;
    t.refund_payment(&finance, refund(payment.id, "20", "same")).await.unwrap();
    assert!(
        t.refund_payment(&finance, refund(payment.id, "20.00", "same")).await.is_ok(),
        "the same amount is the same"
    );
    let other = t.refund_payment(&finance, refund(payment.id, "30", "same")).await;
    assert!(matches!(other, Err(Problem::Conflict(_))), "{other:?}");
    assert_eq!(balance(&t, &ada).await, 3_000);
}

/// Unclear first, certainly not sent then: the first try may have arrived, so the payment is no failure; and once the
/// gateway has forgotten the key it is not asked for again.
#[tokio::test]
async fn an_unclear_payment_is_neither_failed_early_nor_asked_for_too_late() {
    let t = platform().await;
    let ada = client(&t).await;
    let lost = || Failure::Unclear("time-out".into());
    let failures = Mutex::new(vec![lost(), Failure::NotSent("refused".into()), lost()]);
    let flaky = Arc::new(Flaky { failures, ..Flaky::default() });
    let p = with(&t, &flaky);
    let payment = p.top_up(&ada, flaky_top_up("lost")).await.unwrap();
    let status = async || p.payment(&ada, payment.id).await.unwrap().status;
    p.refresh_payment_later(t.project, payment.id).await.unwrap();
    assert_eq!(status().await, PaymentStatus::Processing, "the first try is still open");
    p.refresh_payment_later(t.project, payment.id).await.unwrap();
    t.clock.advance(time::Duration::hours(21));
    p.refresh_payment_later(t.project, payment.id).await.unwrap();
    assert_eq!(flaky.created.load(std::sync::atomic::Ordering::SeqCst), 3, "not once more under a forgotten key");
    let given_up = p.payment(&ada, payment.id).await.unwrap();
    assert_eq!(given_up.status, PaymentStatus::Failed);
    assert!(given_up.failure.unwrap().en.contains("never said"));
}

/// A replay that is cut off is finished by the queue.
#[tokio::test]
async fn a_replay_stands_in_the_queue_too() {
    let t = platform().await;
    rich(&t, "50").await;
    let finance = t.user("fin", &[Role::Finance]).await;
    let event = t.payment_events(&finance, None, Default::default()).await.unwrap().items[0].id;
    let waiting = async || -> i64 {
        sqlx::query_scalar(
            "SELECT count(*) FROM graphile_worker._private_jobs WHERE payload ->> 'event' = $1 AND run_at > $2",
        )
        .bind(event.to_string())
        .bind(t.db.now())
        .fetch_one(t.db.owner())
        .await
        .unwrap()
    };
    let before = waiting().await;
    t.replay_payment_event(&finance, event).await.unwrap();
    assert_eq!(waiting().await, before + 1);
}
