//! Money back to the method it came from. The books move when the refund is asked for, and back if the gateway refuses;
//! an answer that got lost is looked up before anything is sent again.

use super::{
    gateways::configured_in,
    queries::{self, NewRefund, PaymentRecord, RefundRecord},
    store_logs,
};
use crate::{Platform, Result, Tx, clock::new_id, jobs, ledger, notifications, outbox, wallets};
use model::{
    Actor, PaymentId, Permission, Problem, ProjectId, RefundId,
    events::{Subject, Topic},
    ledger::{Account, Posting, TransferKind},
    notifications::{NoticeKind, NoticeParams},
    payments::{PaymentStatus, RefundPayment, RefundStatus, RefundView, rules},
    text,
};
use plugins::{
    http::CallLogs,
    payments::{Failure, RefundRequest, RefundState},
};
use serde_json::json;
use time::Duration;

/// Takes the amount out of the wallet and sends it on its way.
pub async fn refund_payment(platform: &Platform, actor: &Actor, refund: RefundPayment) -> Result<RefundView> {
    let staff = actor.require(Permission::OrderRefund)?.id;
    rules::check_key(&refund.idempotency_key)?;
    let reason = rules::read_reason(&refund.reason)?;
    let mut tx = platform.db.begin(actor).await?;
    // The lock first: two presses of the button take turns, and the second finds what the first one made.
    let payment = queries::lock_payment(&mut tx, refund.payment).await?.ok_or(Problem::NotFound)?;
    if let Some((id, of)) = queries::refund_of_key(&mut tx, &refund.idempotency_key).await? {
        let known =
            if of == payment.id { view_of(&mut tx, of, id).await? } else { return Err(Problem::NotFound.into()) };
        let same = model::Money::parse(&refund.amount, payment.currency).is_ok_and(|amount| amount == known.amount);
        return if same { Ok(known) } else { Err(sent_before().into()) };
    }
    refundable(platform, &payment)?;
    let left = payment.amount().checked_sub(payment.refunded())?;
    let wallet = wallets::balance_in(&mut tx, payment.user_id, payment.currency).await?;
    let amount = rules::read_refund(&refund.amount, left, wallet)?;
    let id: RefundId = new_id();
    let new = NewRefund { id, payment: payment.id, amount, reason: &reason, by: staff, key: &refund.idempotency_key };
    queries::insert_refund(&mut tx, &new).await?;
    queries::add_refunded(&mut tx, payment.id, amount.minor).await?;
    ledger::post_in(&mut tx, &leaving(&payment, id, amount)).await?;
    let job = jobs::Job::SendRefund { project: tx.project, refund: id };
    jobs::enqueue_in(&mut tx, &job, None, None).await?;
    outbox::record_in(
        &mut tx,
        "refund_payment",
        "payment",
        Some(payment.id.0),
        json!({ "refund": id, "amount": amount.to_string() }),
    )
    .await?;
    announce_in(&mut tx, &payment).await?;
    let view = view_of(&mut tx, payment.id, id).await?;
    tx.commit().await?;
    Ok(view)
}

fn sent_before() -> Problem {
    Problem::Conflict(text!(
        "This form was already sent with another amount. Reload the page to see what is on its way.",
        "Dieses Formular wurde schon mit einem anderen Betrag gesendet. Laden Sie die Seite neu, um zu sehen, was unterwegs ist."
    ))
}

fn refundable(platform: &Platform, payment: &PaymentRecord) -> Result<(), Problem> {
    if payment.status != PaymentStatus::Succeeded {
        return Err(Problem::Conflict(text!(
            "Only a payment that succeeded can be refunded.",
            "Nur eine erfolgreiche Zahlung lässt sich erstatten."
        )));
    }
    let can = platform.gateways.find(&payment.gateway).is_some_and(|gateway| gateway.capabilities().refund);
    if can {
        Ok(())
    } else {
        Err(Problem::Conflict(text!(
            "This gateway cannot send money back.",
            "Dieses Gateway kann kein Geld zurücksenden."
        )))
    }
}

fn leaving(payment: &PaymentRecord, id: RefundId, amount: model::Money) -> Posting {
    let (wallet, clearing) = (Account::Wallet(payment.user_id), Account::GatewayClearing(payment.gateway.clone()));
    let mut posting = Posting::new(TransferKind::Withdrawal, format!("payment_refund:{id}"), amount.currency)
        .moving(wallet, clearing, amount);
    posting.payment = Some(payment.id);
    posting
}

fn returning(payment: &PaymentRecord, refund: &RefundRecord) -> Posting {
    let (wallet, clearing) = (Account::Wallet(payment.user_id), Account::GatewayClearing(payment.gateway.clone()));
    let mut posting =
        Posting::new(TransferKind::WithdrawalFailed, format!("payment_refund_failed:{}", refund.id), refund.currency)
            .moving(clearing, wallet, refund.amount());
    posting.payment = Some(payment.id);
    posting
}

async fn view_of(tx: &mut Tx, payment: PaymentId, id: RefundId) -> Result<RefundView> {
    let refunds = queries::refunds_of(tx, payment).await?;
    Ok(refunds.into_iter().find(|refund| refund.id == id).ok_or(Problem::NotFound)?)
}

async fn announce_in(tx: &mut Tx, payment: &PaymentRecord) -> Result<()> {
    outbox::publish_in(tx, &[Topic::User(payment.user_id), Topic::Staff], Subject::Payment, Some(payment.id.0)).await?;
    outbox::publish_in(tx, &[Topic::User(payment.user_id)], Subject::Wallet, None).await
}

/// The job: sends a refund, or finds out what became of one whose answer was lost.
pub async fn send_refund(platform: &Platform, project: ProjectId, id: RefundId) -> Result<()> {
    let mut tx = platform.db.begin_system(project).await?;
    let Some(refund) = queries::lock_refund(&mut tx, id).await? else { return Ok(()) };
    if matches!(refund.status, RefundStatus::Succeeded | RefundStatus::Failed) {
        return Ok(());
    }
    let payment = queries::payment(&mut tx, refund.payment_id).await?.ok_or(Problem::NotFound)?;
    let configured = configured_in(&mut tx, &platform.gateways, &payment.gateway).await?;
    let reference = payment.gateway_reference.clone().ok_or(Problem::NotFound)?;
    // From here on it may have been sent: should we die before we know, the next run looks before it sends.
    let sent_before = refund.status == RefundStatus::Unclear || refund.gateway_reference.is_some();
    queries::set_refund(&mut tx, id, RefundStatus::Unclear, None, "").await?;
    let soon = tx.now + Duration::minutes(5);
    jobs::enqueue_in(
        &mut tx,
        &jobs::Job::SendRefund { project, refund: id },
        Some(soon),
        Some(&format!("send-refund-{id}")),
    )
    .await?;
    tx.commit().await?;

    let request = RefundRequest { id, payment: reference, amount: refund.amount() };
    let logs = CallLogs::default();
    let call = platform.gateways.call(&configured.credentials, &logs);
    let found = if sent_before { configured.gateway.find_refund(&call, &request).await } else { Ok(None) };
    let outcome = match found {
        Ok(Some(state)) => Ok(state),
        Ok(None) => configured.gateway.refund(&call, &request).await,
        Err(failure) => Err(Failure::Unclear(failure.to_string())),
    };
    store_logs(platform, project, &logs).await;
    let mut tx = platform.db.begin_system(project).await?;
    match outcome {
        Ok(state) => {
            settle_refund_in(&mut tx, id, &state).await?;
        }
        Err(Failure::Declined { code, .. }) => {
            let state = RefundState {
                reference: String::new(),
                ours: Some(id),
                status: RefundStatus::Failed,
                failure: Some(code),
            };
            settle_refund_in(&mut tx, id, &state).await?;
        }
        // It is certain that nothing was sent, now or before: back to the start, the job of five minutes later tries again.
        Err(Failure::NotSent(reason) | Failure::Misconfigured(reason)) if !sent_before => {
            still_open_in(&mut tx, id, RefundStatus::Pending, &reason).await?
        }
        Err(failure) => still_open_in(&mut tx, id, RefundStatus::Unclear, &failure.to_string()).await?,
    }
    tx.commit().await
}

/// Notes why there is no answer yet. An event may have been faster than our call: what it settled stays settled, or the
/// money would come back twice.
async fn still_open_in(tx: &mut Tx, id: RefundId, status: RefundStatus, reason: &str) -> Result<()> {
    let refund = queries::lock_refund(tx, id).await?.ok_or(Problem::NotFound)?;
    if matches!(refund.status, RefundStatus::Succeeded | RefundStatus::Failed) {
        return Ok(());
    }
    queries::set_refund(tx, id, status, None, reason).await
}

/// What an event says about a refund of ours; `None` when it is not ours.
pub(super) async fn settle_event_in(
    tx: &mut Tx,
    gateway: &str,
    payment: Option<&str>,
    state: &RefundState,
) -> Result<Option<(&'static str, PaymentId)>> {
    if let Some(id) = queries::refund_of_reference(tx, gateway, &state.reference).await? {
        return settle_refund_in(tx, id, state).await;
    }
    match state.ours {
        Some(id) if fits_in(tx, id, gateway, payment, state).await? => settle_refund_in(tx, id, state).await,
        _ => Ok(None),
    }
}

/// Our id in an event counts only for a refund of this gateway and this payment that has no other reference: anybody
/// who works at the gateway's dashboard can copy an id.
async fn fits_in(tx: &mut Tx, id: RefundId, gateway: &str, payment: Option<&str>, state: &RefundState) -> Result<bool> {
    let Some(refund) = queries::lock_refund(tx, id).await? else { return Ok(false) };
    let Some(paid) = queries::payment(tx, refund.payment_id).await? else { return Ok(false) };
    Ok(paid.gateway == gateway
        && refund.gateway_reference.is_none_or(|known| known == state.reference)
        && payment.is_none_or(|reference| paid.gateway_reference.as_deref() == Some(reference)))
}

/// Brings the refund to where the gateway says it is; a failure puts the money back into the wallet, once.
async fn settle_refund_in(tx: &mut Tx, id: RefundId, state: &RefundState) -> Result<Option<(&'static str, PaymentId)>> {
    let Some(refund) = queries::lock_refund(tx, id).await? else { return Ok(None) };
    let payment = queries::lock_payment(tx, refund.payment_id).await?.ok_or(Problem::NotFound)?;
    let outcome = match (refund.status, state.status) {
        (was, is) if was == is => "already known",
        // A refund can still fail after it succeeded (a closed account); nothing else moves an end.
        (RefundStatus::Failed, _) | (RefundStatus::Succeeded, RefundStatus::Pending | RefundStatus::Unclear) => {
            "older than what is known"
        }
        _ => "applied",
    };
    if outcome != "applied" {
        return Ok(Some((outcome, payment.id)));
    }
    let reference = Some(state.reference.as_str()).filter(|reference| !reference.is_empty());
    queries::set_refund(tx, id, state.status, reference, state.failure.as_deref().unwrap_or_default()).await?;
    let kind = match state.status {
        RefundStatus::Failed => {
            ledger::post_in(tx, &returning(&payment, &refund)).await?;
            queries::add_refunded(tx, payment.id, -refund.amount).await?;
            Some(NoticeKind::RefundFailed)
        }
        RefundStatus::Succeeded => Some(NoticeKind::RefundSent),
        RefundStatus::Pending | RefundStatus::Unclear => None,
    };
    if let Some(kind) = kind {
        let params = NoticeParams::default().amount(refund.amount()).reason(refund.reason.clone());
        notifications::notify_in(tx, payment.user_id, kind, params, &format!("/app/payments/{}", payment.id)).await?;
    }
    outbox::record_in(
        tx,
        "settle_refund",
        "payment",
        Some(payment.id.0),
        json!({ "refund": id, "status": state.status }),
    )
    .await?;
    announce_in(tx, &payment).await?;
    Ok(Some((outcome, payment.id)))
}
