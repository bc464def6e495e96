//! When the gateway's answer is lost: what is unclear is looked up, and sent again only when it certainly never arrived.

use super::*;
use async_trait::async_trait;
use model::{
    PaymentId,
    payments::{PaymentStatus, RefundPayment, RefundStatus},
    problem::Text,
    text,
};
use plugins::payments::{
    Call, Capabilities, CreatePayment, CredentialField, Credentials, Event, Failure, Intent, PaymentGateway,
    RefundRequest, RefundState, Verified,
};
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

/// A gateway that does what it is told and loses its answers as the test wants.
#[derive(Default)]
pub struct Flaky {
    /// The next answers to go wrong, last first.
    pub failures: Mutex<Vec<Failure>>,
    pub created: AtomicUsize,
    pub refunded: Mutex<Vec<RefundState>>,
    /// Whether a refund whose answer was lost had arrived.
    pub arrives: bool,
    /// Says that a refund was asked for, and waits before it answers.
    pub slow: bool,
    pub called: tokio::sync::Notify,
    pub answer: tokio::sync::Notify,
}

impl Flaky {
    fn next_failure(&self) -> Option<Failure> {
        self.failures.lock().unwrap().pop()
    }
}

#[async_trait]
impl PaymentGateway for Flaky {
    fn id(&self) -> &'static str {
        "flaky"
    }
    fn name(&self) -> &'static str {
        "Flaky"
    }
    fn description(&self) -> Text {
        text!("Loses answers", "Verliert Antworten")
    }
    fn fields(&self) -> Vec<CredentialField> {
        vec![]
    }
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            on_by_default: true,
            refund: true,
            webhooks: true,
            idempotent_create: true,
            ..Capabilities::default()
        }
    }
    async fn create_payment(&self, _: &Call<'_>, payment: &CreatePayment) -> Result<Intent, Failure> {
        self.created.fetch_add(1, Ordering::SeqCst);
        if let Some(failure) = self.next_failure() {
            return Err(failure);
        }
        Ok(Intent {
            reference: format!("flaky_{}", payment.id),
            status: PaymentStatus::Succeeded,
            received: Some(payment.amount),
            next_action: None,
            failure: None,
            method: None,
        })
    }
    async fn refresh(&self, _: &Call<'_>, _: &str) -> Result<Intent, Failure> {
        Err(Failure::Unsupported)
    }
    async fn cancel(&self, _: &Call<'_>, _: &str) -> Result<Intent, Failure> {
        Err(Failure::Unsupported)
    }
    async fn refund(&self, _: &Call<'_>, refund: &RefundRequest) -> Result<RefundState, Failure> {
        if self.slow {
            self.called.notify_one();
            self.answer.notified().await;
        }
        let failure = self.next_failure();
        let state = RefundState {
            reference: "re_1".into(),
            ours: Some(refund.id),
            status: RefundStatus::Succeeded,
            failure: None,
        };
        if failure.is_none() || self.arrives {
            self.refunded.lock().unwrap().push(state.clone());
        }
        failure.map_or(Ok(state), Err)
    }
    async fn find_refund(&self, _: &Call<'_>, refund: &RefundRequest) -> Result<Option<RefundState>, Failure> {
        Ok(self.refunded.lock().unwrap().iter().find(|state| state.ours == Some(refund.id)).cloned())
    }
    fn verify_webhook(
        &self,
        _: &Credentials,
        _: &HeaderMap,
        _: &[u8],
        _: time::OffsetDateTime,
    ) -> Result<Verified, String> {
        Err("none".into())
    }
    fn parse_event(&self, _: &[u8]) -> Result<Event, String> {
        Err("none".into())
    }
    async fn test_credentials(&self, _: &Call<'_>) -> Result<String, Failure> {
        Ok("fine".into())
    }
}

/// The platform with the flaky gateway in its registry.
pub fn with(t: &TestPlatform, flaky: &Arc<Flaky>) -> crate::Platform {
    let mut platform = crate::Platform::clone(t);
    let mut gateways = super::super::Gateways::with(&t.db, &t.settings, None);
    gateways.put(flaky.clone());
    platform.gateways = Arc::new(gateways);
    platform
}

pub fn flaky_top_up(key: &str) -> TopUp {
    TopUp { gateway: "flaky".to_owned(), ..top_up("50", key) }
}

#[tokio::test]
async fn an_unclear_creation_waits_and_is_asked_for_under_the_same_key() {
    let t = platform().await;
    let ada = client(&t).await;
    let flaky = Arc::new(Flaky { failures: Mutex::new(vec![Failure::Unclear("time-out".into())]), ..Flaky::default() });
    let p = with(&t, &flaky);
    let payment = p.top_up(&ada, flaky_top_up("u")).await.unwrap();
    assert_eq!(payment.status, PaymentStatus::Processing, "unknown is waiting, never an end");
    p.refresh_payment_later(t.project, payment.id).await.unwrap();
    assert_eq!(p.payment(&ada, payment.id).await.unwrap().status, PaymentStatus::Succeeded);
    p.refresh_payment_later(t.project, payment.id).await.unwrap();
    assert_eq!((flaky.created.load(Ordering::SeqCst), balance(&t, &ada).await), (2, 5_000));
    t.books_balance().await;
}

#[tokio::test]
async fn what_was_never_sent_fails_with_a_reason() {
    let t = platform().await;
    let ada = client(&t).await;
    for (failure, words, key) in [
        (Failure::NotSent("refused".into()), "does not answer", "n"),
        (Failure::Misconfigured("key".into()), "not set up", "m"),
        (Failure::Declined { code: "insufficient_funds".into(), message: String::new() }, "does not cover", "d"),
    ] {
        let flaky = Arc::new(Flaky { failures: Mutex::new(vec![failure]), ..Flaky::default() });
        let payment = with(&t, &flaky).top_up(&ada, flaky_top_up(key)).await.unwrap();
        assert_eq!(payment.status, PaymentStatus::Failed);
        assert!(payment.failure.unwrap().en.contains(words), "{words}");
    }
    assert_eq!(balance(&t, &ada).await, 0);
}

async fn refund_with_a_lost_answer(arrives: bool) -> (usize, i64) {
    let t = platform().await;
    let ada = client(&t).await;
    let finance = t.user("fin", &[Role::Finance]).await;
    let flaky = Arc::new(Flaky { arrives, ..Flaky::default() });
    let p = with(&t, &flaky);
    let payment: PaymentId = p.top_up(&ada, flaky_top_up("r")).await.unwrap().id;
    let asked =
        RefundPayment { payment, amount: "20".into(), reason: "r".into(), idempotency_key: "refund-unclear".into() };
    let refund = p.refund_payment(&finance, asked).await.unwrap();
    flaky.failures.lock().unwrap().push(Failure::Unclear("time-out".into()));
    p.send_refund(t.project, refund.id).await.unwrap();
    let status = |detail: model::payments::PaymentDetail| detail.refunds[0].status;
    assert_eq!(status(p.payment_detail(&finance, payment).await.unwrap()), RefundStatus::Unclear);
    assert_eq!(balance(&t, &ada).await, 3_000, "unclear money stays out of the wallet");
    p.send_refund(t.project, refund.id).await.unwrap();
    assert_eq!(status(p.payment_detail(&finance, payment).await.unwrap()), RefundStatus::Succeeded);
    p.send_refund(t.project, refund.id).await.unwrap();
    t.books_balance().await;
    let sent = flaky.refunded.lock().unwrap().len();
    (sent, balance(&t, &ada).await)
}

#[tokio::test]
async fn an_unclear_refund_that_arrived_is_found_and_not_sent_again() {
    assert_eq!(refund_with_a_lost_answer(true).await, (1, 3_000));
}

#[tokio::test]
async fn an_unclear_refund_that_never_arrived_is_sent() {
    assert_eq!(refund_with_a_lost_answer(false).await, (1, 3_000));
}
