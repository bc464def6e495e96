//! Asking the gateway: when no webhook came, when the payer comes back first, when they give up.

use super::{
    gateways::configured_in,
    queries,
    settle::{self, Settled, settle_in},
    start, store_logs, view,
};
use crate::{Error, Platform, Result, outbox};
use model::{
    Actor, PaymentId, Problem, ProjectId,
    events::{Subject, Topic},
    payments::{PaymentEvent, PaymentStatus, PaymentView},
    text,
};
use plugins::{
    http::CallLogs,
    payments::{Failure, Intent},
};
use serde_json::json;
use time::Duration;

/// After so long nobody comes back to a payment page.
const EXPIRY: Duration = Duration::hours(24);
/// Gateways keep idempotency keys for a day at least; later the same key would make a second payment.
const KEY_LIFE: Duration = Duration::hours(20);

/// The own payment, freshly asked for. A gateway that does not answer leaves it as it is.
pub async fn refresh(platform: &Platform, actor: &Actor, id: PaymentId) -> Result<PaymentView> {
    let payment = super::own(platform, actor, id).await?;
    if waits(&payment)
        && let Some(reference) = payment.gateway_reference.as_deref()
        && let Err(error) = ask(platform, actor.project, id, &payment.gateway, reference).await
    {
        tracing::warn!(payment = %id, ?error, "could not refresh payment {id}");
    }
    let payment = super::own(platform, actor, id).await?;
    Ok(view(&platform.gateways, &payment))
}

/// Not settled, or settled while the method is still to be kept.
fn waits(payment: &queries::PaymentRecord) -> bool {
    !matches!(payment.status, PaymentStatus::Succeeded | PaymentStatus::Cancelled | PaymentStatus::Expired)
}

/// Gives up the own payment.
pub async fn cancel(platform: &Platform, actor: &Actor, id: PaymentId) -> Result<PaymentView> {
    let payment = super::own(platform, actor, id).await?;
    use model::{Machine, Party};
    if !payment.status.can(PaymentEvent::Cancel, Party::Client) {
        if payment.status == PaymentStatus::Cancelled {
            return Ok(view(&platform.gateways, &payment));
        }
        return Err(Problem::Conflict(text!(
            "This payment can no longer be cancelled. The page shows how it stands.",
            "Diese Zahlung lässt sich nicht mehr abbrechen. Die Seite zeigt ihren Stand."
        ))
        .into());
    }
    if let Some(reference) = &payment.gateway_reference {
        match give_up(platform, actor.project, &payment.gateway, reference).await {
            Ok(intent) => apply(platform, actor.project, id, &intent).await?,
            // Too late there: it says itself how it stands.
            Err(Failure::Declined { .. }) => ask(platform, actor.project, id, &payment.gateway, reference).await?,
            Err(failure) => {
                tracing::warn!(payment = %id, %failure, "could not cancel payment {id}");
                return Err(Problem::Conflict(text!(
                    "The payment provider does not answer, so the payment was not cancelled. Try again in a moment.",
                    "Der Zahlungsanbieter antwortet nicht, die Zahlung wurde nicht abgebrochen. Versuchen Sie es gleich noch einmal."
                ))
                .into());
            }
        }
    } else {
        let mut tx = platform.db.begin(actor).await?;
        let payment = queries::lock_payment(&mut tx, id).await?.ok_or(Problem::NotFound)?;
        if settle::advance_in(&mut tx, &payment, PaymentEvent::Cancel, PaymentStatus::Cancelled, "").await?
            == Settled::Moved
        {
            outbox::record_in(&mut tx, "cancel_payment", "payment", Some(id.0), json!({})).await?;
            outbox::publish_in(&mut tx, &[Topic::User(payment.user_id), Topic::Staff], Subject::Payment, Some(id.0))
                .await?;
        }
        tx.commit().await?;
    }
    let payment = super::own(platform, actor, id).await?;
    Ok(view(&platform.gateways, &payment))
}

/// The job: looks at a payment that waits, and comes back until it is settled or a day old.
pub async fn refresh_job(platform: &Platform, project: ProjectId, id: PaymentId) -> Result<()> {
    let mut tx = platform.db.begin_system(project).await?;
    let Some(payment) = queries::payment(&mut tx, id).await? else { return Ok(()) };
    let age = tx.now - payment.created_at;
    let kept = payment.save_method && payment.status == PaymentStatus::Succeeded;
    if payment.status.is_final() && !kept {
        return Ok(());
    }
    let configured = configured_in(&mut tx, &platform.gateways, &payment.gateway).await?;
    let order = start::create_in(platform, &mut tx, &payment, &configured).await?;
    if !kept {
        let at = tx.now + if age < Duration::hours(1) { Duration::minutes(5) } else { Duration::hours(1) };
        start::refresh_at(&mut tx, id, at).await?;
    }
    tx.commit().await?;
    match &payment.gateway_reference {
        // The answer to its creation was lost: under the same key it is the same payment.
        None if age >= KEY_LIFE => give_up_unclear(platform, project, id).await,
        None if configured.gateway.capabilities().idempotent_create => {
            start::create(platform, project, id, &configured, order).await?;
            Ok(())
        }
        None => Ok(()),
        Some(reference) if age >= EXPIRY && payment.status != PaymentStatus::Processing => {
            expire(platform, project, id, &payment.gateway, reference).await
        }
        Some(reference) => ask(platform, project, id, &payment.gateway, reference).await,
    }
}

/// Nobody ever said whether this payment exists, and asking again could make a second one. Late news still counts.
async fn give_up_unclear(platform: &Platform, project: ProjectId, id: PaymentId) -> Result<()> {
    let mut tx = platform.db.begin_system(project).await?;
    let payment = queries::lock_payment(&mut tx, id).await?.ok_or(Problem::NotFound)?;
    if payment.gateway_reference.is_some() {
        return Ok(());
    }
    if settle::advance_in(&mut tx, &payment, PaymentEvent::Fail, PaymentStatus::Failed, "unclear").await?
        == Settled::Moved
    {
        tracing::error!(payment = %id, gateway = payment.gateway, "payment {id} was never answered: look for it at the gateway");
        outbox::record_in(&mut tx, "give_up_payment", "payment", Some(id.0), json!({ "gateway": payment.gateway }))
            .await?;
        outbox::publish_in(&mut tx, &[Topic::User(payment.user_id), Topic::Staff], Subject::Payment, Some(id.0))
            .await?;
    }
    tx.commit().await
}

async fn expire(platform: &Platform, project: ProjectId, id: PaymentId, gateway: &str, reference: &str) -> Result<()> {
    let mut intent = match give_up(platform, project, gateway, reference).await {
        Ok(intent) => intent,
        Err(Failure::Declined { .. }) => return ask(platform, project, id, gateway, reference).await,
        Err(failure) => return Err(failure.into()),
    };
    if intent.status == PaymentStatus::Cancelled {
        intent.status = PaymentStatus::Expired;
    }
    apply(platform, project, id, &intent).await
}

async fn give_up(platform: &Platform, project: ProjectId, gateway: &str, reference: &str) -> Result<Intent, Failure> {
    let logs = CallLogs::default();
    let configured = load(platform, project, gateway).await.map_err(|error| Failure::NotSent(format!("{error:?}")))?;
    let outcome = configured.gateway.cancel(&platform.gateways.call(&configured.credentials, &logs), reference).await;
    store_logs(platform, project, &logs).await;
    outcome
}

async fn ask(platform: &Platform, project: ProjectId, id: PaymentId, gateway: &str, reference: &str) -> Result<()> {
    let logs = CallLogs::default();
    let configured = load(platform, project, gateway).await?;
    let outcome = configured.gateway.refresh(&platform.gateways.call(&configured.credentials, &logs), reference).await;
    store_logs(platform, project, &logs).await;
    apply(platform, project, id, &outcome.map_err(Error::from)?).await
}

async fn apply(platform: &Platform, project: ProjectId, id: PaymentId, intent: &Intent) -> Result<()> {
    let mut tx = platform.db.begin_system(project).await?;
    let payment = queries::lock_payment(&mut tx, id).await?.ok_or(Problem::NotFound)?;
    settle_in(&mut tx, &payment, intent).await?;
    tx.commit().await
}

async fn load(platform: &Platform, project: ProjectId, gateway: &str) -> Result<super::gateways::Configured> {
    let mut tx = platform.db.begin_system(project).await?;
    configured_in(&mut tx, &platform.gateways, gateway).await
}
