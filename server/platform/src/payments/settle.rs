//! What a gateway says becomes what we know. Order and number of the messages do not matter: a success credits the
//! wallet exactly once, whenever it comes; older news than what we know changes nothing.

use super::queries::{self, PaymentRecord};
use crate::{
    Result, Tx, notifications,
    orders::{Funding, fund_group_in, lock_group_in},
    outbox, wallets,
};
use model::{
    Machine, Party, Problem, Step,
    events::{Subject, Topic},
    notifications::{NoticeKind, NoticeParams},
    payments::{NextAction, PaymentEvent, PaymentStatus, Purpose},
    text,
};
use plugins::payments::Intent;
use serde_json::json;

/// What a message did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// The payment stands elsewhere now.
    Moved,
    /// It already stood there.
    Repeated,
    /// The message is older than what we know.
    Stale,
}

impl Settled {
    /// For the inbox.
    pub const fn outcome(self) -> &'static str {
        match self {
            Self::Moved => "applied",
            Self::Repeated => "already known",
            Self::Stale => "older than what is known",
        }
    }
}

/// Brings the locked payment to where the gateway says it is. On success the wallet is credited and, for a checkout,
/// the orders are funded from it, all in this transaction.
pub async fn settle_in(tx: &mut Tx, payment: &PaymentRecord, intent: &Intent) -> Result<Settled> {
    if let Some(known) = &payment.gateway_reference {
        if *known != intent.reference {
            let other = &intent.reference;
            return Err(Problem::Conflict(text!(
                "This payment is {known} at its gateway, not {other}.",
                "Diese Zahlung ist beim Gateway {known}, nicht {other}."
            ))
            .into());
        }
    } else {
        queries::set_reference(tx, payment.id, &intent.reference).await?;
    }
    if let Some(method) = intent.method.as_ref().filter(|_| payment.save_method) {
        queries::keep_method(tx, payment.user_id, &payment.gateway, method).await?;
    }
    let Some(event) = intent.status.arrival() else { return Ok(Settled::Repeated) };
    if intent.status == PaymentStatus::Succeeded && intent.received != Some(payment.amount()) {
        // Neither credit what did not come nor swallow what did: somebody has to look.
        let (asked, took) = (payment.amount(), intent.received.map_or("nothing".to_owned(), |money| money.to_string()));
        tracing::error!(payment = %payment.id, "payment {} is over {asked}, the gateway took {took}", payment.id);
        return Err(Problem::Conflict(text!(
            "The payment is over {asked}, the gateway took {took}.",
            "Die Zahlung lautet auf {asked}, das Gateway hat {took} genommen."
        ))
        .into());
    }
    let settled = advance_in(tx, payment, event, intent.status, intent.failure.as_deref().unwrap_or_default()).await?;
    if settled == Settled::Stale {
        return Ok(settled);
    }
    if let Some(action) = &intent.next_action {
        queries::set_next_action(tx, payment.id, Some(serde_json::to_value(action)?)).await?;
    }
    if settled == Settled::Moved {
        match intent.status {
            PaymentStatus::Succeeded => succeeded_in(tx, payment).await?,
            PaymentStatus::Failed => tell_in(tx, payment, NoticeKind::PaymentFailed).await?,
            _ => {}
        }
        let data = json!({ "from": payment.status, "to": intent.status, "amount": payment.amount().to_string(), "gateway": payment.gateway });
        outbox::record_in(tx, "settle_payment", "payment", Some(payment.id.0), data).await?;
        outbox::publish_in(tx, &[Topic::User(payment.user_id), Topic::Staff], Subject::Payment, Some(payment.id.0))
            .await?;
    }
    Ok(settled)
}

/// One step of the machine, written down.
pub async fn advance_in(
    tx: &mut Tx,
    payment: &PaymentRecord,
    event: PaymentEvent,
    to: PaymentStatus,
    failure: &str,
) -> Result<Settled> {
    match payment.status.step(event, Party::System) {
        Ok(Step::To(next)) if next == to => {
            queries::set_status(tx, payment.id, next, failure).await?;
            Ok(Settled::Moved)
        }
        Ok(_) => Ok(Settled::Repeated),
        Err(_) => Ok(Settled::Stale),
    }
}

async fn succeeded_in(tx: &mut Tx, payment: &PaymentRecord) -> Result<()> {
    // The checkout before the wallet, as everybody who pays from the wallet does.
    if let Purpose::Checkout(group) = payment.purpose() {
        lock_group_in(tx, group).await?;
    }
    wallets::credit_in(tx, payment.user_id, payment.amount(), &payment.gateway, payment.id, &payment.id.to_string())
        .await?;
    outbox::publish_in(tx, &[Topic::User(payment.user_id)], Subject::Wallet, None).await?;
    if let Purpose::Checkout(group) = payment.purpose()
        && fund_group_in(tx, group).await? == Funding::Funded
    {
        // The orders have told their people; one notice is enough.
        return Ok(());
    }
    // A top-up, or a checkout that was given up meanwhile: the money waits in the wallet.
    tell_in(tx, payment, NoticeKind::PaymentSucceeded).await
}

async fn tell_in(tx: &mut Tx, payment: &PaymentRecord, kind: NoticeKind) -> Result<()> {
    let params = NoticeParams::default().amount(payment.amount());
    notifications::notify_in(tx, payment.user_id, kind, params, &format!("/app/payments/{}", payment.id)).await
}

/// A payment by the wallet itself: nothing comes in, the orders are funded or the whole act is undone.
pub async fn pay_from_wallet_in(tx: &mut Tx, payment: &PaymentRecord) -> Result<()> {
    let Purpose::Checkout(group) = payment.purpose() else { return Err(Problem::NotFound.into()) };
    if fund_group_in(tx, group).await? != Funding::Funded {
        return Err(Problem::Conflict(text!(
            "Your balance does not cover this order. Top up, or choose another way to pay.",
            "Ihr Guthaben deckt diese Bestellung nicht. Laden Sie auf oder wählen Sie eine andere Zahlungsart."
        ))
        .into());
    }
    queries::set_reference(tx, payment.id, &format!("wallet_{}", payment.id)).await?;
    queries::set_status(tx, payment.id, PaymentStatus::Succeeded, "").await?;
    outbox::publish_in(tx, &[Topic::User(payment.user_id), Topic::Staff], Subject::Payment, Some(payment.id.0)).await
}

/// What the row keeps of where the payer goes next.
pub fn read_action(stored: Option<&serde_json::Value>) -> Option<NextAction> {
    stored.and_then(|value| serde_json::from_value(value.clone()).ok())
}
