//! Starting a payment: the row first, then the call, then what the call said. No transaction is open while we call.

use super::{
    gateways::{Configured, enabled_in},
    queries::{self, NewPayment, PaymentRecord},
    settle::{self, settle_in},
    view,
};
use crate::{Error, Platform, Result, Tx, clock::new_id, jobs, outbox};
use model::{
    Actor, PaymentId, Permission, Problem, ProjectId,
    events::{Subject, Topic},
    payments::{PaymentEvent, PaymentStatus, PaymentView, Purpose, StartPayment, rules},
    text,
};
use plugins::{
    http::CallLogs,
    payments::{CreatePayment, Failure, Intent},
};
use serde_json::json;

/// Starts a payment, or returns the one that the same key started before.
pub async fn start(platform: &Platform, actor: &Actor, start: StartPayment) -> Result<PaymentView, Problem> {
    Ok(start_payment(platform, actor, start).await?)
}

async fn start_payment(platform: &Platform, actor: &Actor, start: StartPayment) -> Result<PaymentView> {
    actor.require(match start.purpose {
        Purpose::TopUp => Permission::WalletUse,
        Purpose::Checkout(_) => Permission::OrderPlace,
    })?;
    rules::check_key(&start.idempotency_key)?;
    if !start.amount.is_positive() {
        return Err(Problem::invalid(
            "amount",
            text!("Enter an amount above zero.", "Geben Sie einen Betrag über null ein."),
        )
        .into());
    }
    let mut tx = platform.db.begin(actor).await?;
    let configured = enabled_in(&mut tx, &platform.gateways, &start.gateway).await?;
    let is_wallet = configured.gateway.capabilities().is_wallet;
    if is_wallet && start.purpose == Purpose::TopUp {
        let message = text!(
            "The wallet cannot top up itself. Choose another way to pay.",
            "Das Guthaben kann sich nicht selbst aufladen. Wählen Sie eine andere Zahlungsart."
        );
        return Err(Problem::invalid("gateway", message).into());
    }
    let (payment, inserted) = insert_in(&mut tx, actor, &start).await?;
    if is_wallet {
        return pay_from_wallet(platform, tx, payment).await;
    }
    let order = create_in(platform, &mut tx, &payment, &configured).await?;
    if payment.gateway_reference.is_none() && !payment.status.is_final() {
        // Should we die before the gateway has answered, it is asked again under the same key.
        let at = tx.now + time::Duration::minutes(3);
        refresh_at(&mut tx, payment.id, at).await?;
    }
    tx.commit().await?;
    // A second press of the button gets the payment that the first one opened. While the first one still waits for the
    // gateway, asking again is safe only where the same key makes no second payment.
    let may_ask = inserted || configured.gateway.capabilities().idempotent_create;
    if payment.gateway_reference.is_some() || payment.status.is_final() || !may_ask {
        return Ok(view(&platform.gateways, &payment));
    }
    create(platform, actor.project, payment.id, &configured, order).await
}

/// The row, or the row that this key made before, if it asks for the same; and whether it is new.
async fn insert_in(tx: &mut Tx, actor: &Actor, start: &StartPayment) -> Result<(PaymentRecord, bool)> {
    let user = actor.user_id()?;
    // Somebody else's checkout does not exist for them.
    if let Some(group) = start.purpose.group()
        && queries::group_buyer(tx, group).await? != Some(user)
    {
        return Err(Problem::NotFound.into());
    }
    if let Some(method) = start.method {
        let known = queries::methods(tx, user)
            .await?
            .into_iter()
            .any(|m| m.view.id == method && m.view.gateway == start.gateway);
        if !known {
            return Err(method_gone().into());
        }
    }
    let id: PaymentId = new_id();
    let inserted = queries::insert_payment(tx, &NewPayment { id, user, start }).await?;
    let payment = match inserted {
        true => queries::lock_payment(tx, id).await?.ok_or(Problem::NotFound)?,
        false => {
            let before = queries::payment_of_key(tx, user, &start.idempotency_key).await?.ok_or(Problem::NotFound)?;
            queries::lock_payment(tx, before).await?.ok_or(Problem::NotFound)?
        }
    };
    let same =
        payment.amount() == start.amount && payment.gateway == start.gateway && payment.purpose() == start.purpose;
    if !same {
        return Err(Problem::Conflict(text!(
            "This form was already sent with another amount. Reload the page to start anew.",
            "Dieses Formular wurde schon mit einem anderen Betrag gesendet. Laden Sie die Seite neu, um von vorn zu beginnen."
        ))
        .into());
    }
    if inserted {
        outbox::record_in(
            tx,
            "start_payment",
            "payment",
            Some(id.0),
            json!({ "amount": start.amount.to_string(), "gateway": start.gateway }),
        )
        .await?;
    }
    Ok((payment, inserted))
}

/// Somebody else's saved method does not exist either.
pub(crate) fn method_gone() -> Problem {
    Problem::invalid(
        "method",
        text!(
            "This saved card is gone. Choose another one.",
            "Diese gespeicherte Karte gibt es nicht mehr. Wählen Sie eine andere."
        ),
    )
}

/// The wallet pays at once or not at all, in the transaction that asks.
async fn pay_from_wallet(platform: &Platform, mut tx: Tx, payment: PaymentRecord) -> Result<PaymentView> {
    if !payment.status.is_final() {
        settle::pay_from_wallet_in(&mut tx, &payment).await?;
    }
    let payment = queries::payment(&mut tx, payment.id).await?.ok_or(Problem::NotFound)?;
    tx.commit().await?;
    Ok(view(&platform.gateways, &payment))
}

/// What the gateway is asked for.
pub(super) async fn create_in(
    platform: &Platform,
    tx: &mut Tx,
    payment: &PaymentRecord,
    configured: &Configured,
) -> Result<CreatePayment> {
    let methods = queries::methods(tx, payment.user_id).await?;
    let mine = || methods.iter().filter(|method| method.view.gateway == payment.gateway);
    Ok(CreatePayment {
        id: payment.id,
        merchant: configured.merchant.clone(),
        amount: payment.amount(),
        description: match payment.purpose() {
            Purpose::TopUp => "Wallet top-up".to_owned(),
            Purpose::Checkout(_) => "Order".to_owned(),
        },
        return_url: platform.gateways.url(&format!("/app/payments/{}", payment.id)),
        transfer_group: payment.group_id.map(|group| format!("group_{}", group.0.simple())),
        method: mine().find(|method| Some(method.view.id) == payment.method_id).map(|method| method.stored()),
        save_method: payment.save_method && configured.gateway.capabilities().saved_methods,
        customer: mine().map(|method| method.customer.clone()).find(|customer| !customer.is_empty()),
    })
}

/// Calls the gateway and writes down what it said.
pub(super) async fn create(
    platform: &Platform,
    project: ProjectId,
    id: PaymentId,
    configured: &Configured,
    order: CreatePayment,
) -> Result<PaymentView> {
    let logs = CallLogs::default();
    let outcome =
        configured.gateway.create_payment(&platform.gateways.call(&configured.credentials, &logs), &order).await;
    super::store_logs(platform, project, &logs).await;
    let mut tx = platform.db.begin_system(project).await?;
    let payment = queries::lock_payment(&mut tx, id).await?.ok_or(Problem::NotFound)?;
    match outcome {
        Ok(intent) => opened_in(&mut tx, &payment, &intent).await?,
        Err(failure) => refused_in(&mut tx, &payment, &failure).await?,
    }
    let payment = queries::payment(&mut tx, id).await?.ok_or(Problem::NotFound)?;
    tx.commit().await?;
    Ok(view(&platform.gateways, &payment))
}

async fn opened_in(tx: &mut Tx, payment: &PaymentRecord, intent: &Intent) -> Result<()> {
    settle_in(tx, payment, intent).await?;
    // The webhook tells us; should it not, we ask.
    let at = tx.now + time::Duration::minutes(3);
    refresh_at(tx, payment.id, at).await
}

async fn refused_in(tx: &mut Tx, payment: &PaymentRecord, failure: &Failure) -> Result<()> {
    let unheard = matches!(failure, Failure::NotSent(_) | Failure::Misconfigured(_) | Failure::Unsupported);
    if unheard && payment.status == PaymentStatus::Processing {
        // An earlier try may have arrived. That this one did not says nothing about that one: it stays open, and the
        // job asks again.
        tracing::warn!(payment = %payment.id, %failure, "payment {} is still unclear", payment.id);
        return Ok(());
    }
    let (event, status, code) = match failure {
        Failure::Declined { code, .. } => (PaymentEvent::Fail, PaymentStatus::Failed, code.as_str()),
        Failure::Misconfigured(_) | Failure::Unsupported => {
            (PaymentEvent::Fail, PaymentStatus::Failed, "not_configured")
        }
        Failure::NotSent(_) => (PaymentEvent::Fail, PaymentStatus::Failed, "not_reached"),
        // It may exist at the gateway: it counts as waiting, and is asked for again under the same key.
        Failure::Unclear(_) => (PaymentEvent::Process, PaymentStatus::Processing, ""),
    };
    if !matches!(failure, Failure::Declined { .. }) {
        tracing::warn!(payment = %payment.id, gateway = payment.gateway, %failure, "the gateway could not open payment {}", payment.id);
    }
    if settle::advance_in(tx, payment, event, status, code).await? == settle::Settled::Moved {
        outbox::publish_in(tx, &[Topic::User(payment.user_id), Topic::Staff], Subject::Payment, Some(payment.id.0))
            .await?;
    }
    if status == PaymentStatus::Processing {
        let at = tx.now + time::Duration::minutes(1);
        refresh_at(tx, payment.id, at).await?;
    }
    Ok(())
}

/// Asks the gateway at that time, unless the payment is settled by then.
pub(super) async fn refresh_at(tx: &mut Tx, payment: PaymentId, at: model::Moment) -> Result<()> {
    let job = jobs::Job::RefreshPayment { project: tx.project, payment };
    jobs::enqueue_in(tx, &job, Some(at), Some(&format!("refresh-payment-{payment}"))).await
}

impl From<Failure> for Error {
    /// For jobs: what could not be sent is tried again by the queue.
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Declined { .. } | Failure::Unsupported => {
                Self::Problem(Problem::Conflict(text!("The gateway refused.", "Das Gateway hat abgelehnt.")))
            }
            other => Self::Unexpected(anyhow::anyhow!(other)),
        }
    }
}
