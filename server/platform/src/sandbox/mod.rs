//! The sandbox bank: an outside party that happens to live here. It keeps its own books, knows merchants instead of
//! tenants, shows its own pages (`server/src/http/sandbox.rs`), and tells merchants what happened by signed webhooks.

mod queries;
#[cfg(test)]
pub(crate) mod tests;
mod webhooks;

pub use webhooks::deliver_webhook;

use crate::{Db, Platform, Result};
use async_trait::async_trait;
use model::{Moment, Money, Problem, text};
use plugins::payments::sandbox::{
    Bank, BankError, BankOrder, BankPayment, BankRefund, BankStatus,
    cards::{self, Card, CardForm, Scenario},
};
use time::Duration;

/// How long the slow card takes.
const LATE: Duration = Duration::seconds(10);

/// The bank as the gateway reaches it.
pub struct SandboxBank {
    db: Db,
}

impl SandboxBank {
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

#[async_trait]
impl Bank for SandboxBank {
    async fn open(&self, order: &BankOrder) -> Result<BankPayment, BankError> {
        let mut tx = self.db.operator().await.map_err(away)?;
        let payment = queries::open(&mut tx, &reference("sbx"), order, self.db.now()).await.map_err(away)?;
        tx.commit().await.map_err(|error| away(error.into()))?;
        if payment.amount == order.amount {
            Ok(payment)
        } else {
            Err(BankError::Refused("idempotency_key_reused".to_owned()))
        }
    }

    async fn read(&self, reference: &str) -> Result<BankPayment, BankError> {
        let mut tx = self.db.operator().await.map_err(away)?;
        let payment = lock(&mut tx, reference, self.db.now()).await?;
        tx.commit().await.map_err(|error| away(error.into()))?;
        Ok(payment)
    }

    async fn cancel(&self, reference: &str) -> Result<BankPayment, BankError> {
        let mut tx = self.db.operator().await.map_err(away)?;
        let payment = lock(&mut tx, reference, self.db.now()).await?;
        let payment = match payment.status {
            BankStatus::Cancelled => payment,
            BankStatus::Succeeded | BankStatus::Processing => return Err(BankError::Refused("too_late".to_owned())),
            _ => {
                let cancelled = BankPayment { status: BankStatus::Cancelled, ..payment };
                queries::save(&mut tx, &cancelled, None, self.db.now()).await.map_err(away)?;
                webhooks::owe(&mut tx, &cancelled, 1, self.db.now()).await.map_err(away)?;
                cancelled
            }
        };
        tx.commit().await.map_err(|error| away(error.into()))?;
        Ok(payment)
    }

    async fn refund(&self, payment: &str, amount: Money, key: &str) -> Result<BankRefund, BankError> {
        let now = self.db.now();
        let mut tx = self.db.operator().await.map_err(away)?;
        let paid = lock(&mut tx, payment, now).await?;
        if let Some(known) = queries::refund_of_key(&mut tx, key).await.map_err(away)? {
            return Ok(known);
        }
        let left = paid.amount.minor - queries::refunded(&mut tx, payment).await.map_err(away)?;
        if paid.status != BankStatus::Succeeded || amount.currency != paid.amount.currency || amount.minor > left {
            return Err(BankError::Refused("not_refundable".to_owned()));
        }
        let refund =
            BankRefund { reference: reference("sbr"), key: key.to_owned(), payment: payment.to_owned(), amount };
        queries::insert_refund(&mut tx, &refund, now).await.map_err(away)?;
        webhooks::owe_refund(&mut tx, &paid, &refund, now).await.map_err(away)?;
        tx.commit().await.map_err(|error| away(error.into()))?;
        Ok(refund)
    }

    async fn find_refund(&self, key: &str) -> Result<Option<BankRefund>, BankError> {
        let mut tx = self.db.operator().await.map_err(away)?;
        queries::refund_of_key(&mut tx, key).await.map_err(away)
    }

    async fn ping(&self) -> Result<(), BankError> {
        self.db.operator().await.map(drop).map_err(away)
    }
}

fn away(error: crate::Error) -> BankError {
    tracing::warn!(?error, "the sandbox bank's books do not answer");
    BankError::Away
}

/// The payment, held; what was due to settle has settled.
async fn lock(tx: &mut queries::Books, reference: &str, now: Moment) -> Result<BankPayment, BankError> {
    let (payment, settles_at) = queries::lock(tx, reference).await.map_err(away)?.ok_or(BankError::NotFound)?;
    if payment.status == BankStatus::Processing && settles_at.is_none_or(|at| at <= now) {
        let settled = BankPayment { status: BankStatus::Succeeded, ..payment };
        queries::save(tx, &settled, None, now).await.map_err(away)?;
        return Ok(settled);
    }
    Ok(payment)
}

fn reference(prefix: &str) -> String {
    format!("{prefix}_{}", uuid::Uuid::now_v7().simple())
}

/// What the bank's pages do.
impl Platform {
    /// The payment behind a hosted page.
    pub async fn sandbox_payment(&self, reference: &str) -> Result<BankPayment, Problem> {
        SandboxBank::new(self.db.clone()).read(reference).await.map_err(problem)
    }

    /// The card form was sent.
    pub async fn sandbox_pay(&self, reference: &str, form: &CardForm) -> Result<BankPayment, Problem> {
        let now = self.db.now();
        let card = cards::read(form, now)?;
        let mut tx = self.db.operator().await?;
        let payment = lock(&mut tx, reference, now).await.map_err(problem)?;
        // Sent twice, or with the back button: the bank takes a card once.
        if !matches!(payment.status, BankStatus::Open | BankStatus::Declined) {
            return Ok(payment);
        }
        let (paid, settles_at, times) = charge(payment, &card, now);
        queries::save(&mut tx, &paid, settles_at, now).await?;
        match paid.status {
            BankStatus::Challenge => {}
            BankStatus::Processing => webhooks::owe_later(&mut tx, &paid, settles_at.unwrap_or(now)).await?,
            _ => webhooks::owe(&mut tx, &paid, times, now).await?,
        }
        tx.commit().await.map_err(crate::Error::from)?;
        Ok(paid)
    }

    /// The holder answered the 3-D Secure question.
    pub async fn sandbox_answer(&self, reference: &str, approved: bool) -> Result<BankPayment, Problem> {
        let now = self.db.now();
        let mut tx = self.db.operator().await?;
        let payment = lock(&mut tx, reference, now).await.map_err(problem)?;
        if payment.status != BankStatus::Challenge {
            return Ok(payment);
        }
        let answered = match approved {
            true => BankPayment { status: BankStatus::Succeeded, failure: String::new(), ..payment },
            false => {
                BankPayment { status: BankStatus::Declined, failure: "authentication_failed".to_owned(), ..payment }
            }
        };
        queries::save(&mut tx, &answered, None, now).await?;
        webhooks::owe(&mut tx, &answered, 1, now).await?;
        tx.commit().await.map_err(crate::Error::from)?;
        Ok(answered)
    }

    /// The payer turned back.
    pub async fn sandbox_cancel(&self, reference: &str) -> Result<BankPayment, Problem> {
        let bank = SandboxBank::new(self.db.clone());
        match bank.cancel(reference).await {
            Err(BankError::Refused(_)) => bank.read(reference).await.map_err(problem),
            other => other.map_err(problem),
        }
    }
}

/// What a card does to a payment: the payment, when it settles, and how often the webhook is sent.
fn charge(payment: BankPayment, card: &Card, now: Moment) -> (BankPayment, Option<Moment>, i32) {
    let (status, failure) = match card.scenario {
        Scenario::Succeeds | Scenario::TripleWebhook => (BankStatus::Succeeded, ""),
        Scenario::NeedsChallenge => (BankStatus::Challenge, ""),
        Scenario::LateWebhook => (BankStatus::Processing, ""),
        Scenario::Declined => (BankStatus::Declined, "card_declined"),
        Scenario::InsufficientFunds => (BankStatus::Declined, "insufficient_funds"),
    };
    let times = if card.scenario == Scenario::TripleWebhook { 3 } else { 1 };
    let settles_at = (status == BankStatus::Processing).then(|| now + LATE);
    let paid = BankPayment {
        status,
        failure: failure.to_owned(),
        brand: card.brand.to_owned(),
        last4: card.last4.clone(),
        ..payment
    };
    (paid, settles_at, times)
}

fn problem(error: BankError) -> Problem {
    match error {
        BankError::NotFound => Problem::NotFound,
        BankError::Refused(_) => Problem::Conflict(text!("The bank refuses this.", "Die Bank lehnt das ab.")),
        BankError::Away => Problem::Unavailable,
    }
}
