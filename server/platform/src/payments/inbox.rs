//! The webhook inbox: verify, store raw once, answer, then apply by a job. What cannot be applied stays visible and can
//! be replayed; replaying what was applied changes nothing.

use super::{
    gateways::configured_in,
    queries::{self, NewEvent},
    refunds,
    settle::{Settled, settle_in},
};
use crate::{Error, Platform, Result, Tx, clock::new_id, jobs, outbox};
use model::{
    Actor, PaymentEventId, PaymentId, Permission, Problem, ProjectId,
    events::{Subject, Topic},
    payments::{EventRow, EventStatus},
    text,
};
use plugins::payments::{Event, News};
use serde_json::json;

/// What the gateway is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receipt {
    /// Stored; it will be applied.
    Accepted(PaymentEventId),
    /// We have it already.
    Known,
    /// The signature is missing, wrong or old. Nothing was stored.
    BadSignature,
    /// No such project or gateway.
    NotFound,
}

/// Takes in one webhook. `body` is the raw body: the signature covers its bytes.
pub async fn receive_webhook(
    platform: &Platform,
    project_slug: &str,
    gateway: &str,
    headers: &http::HeaderMap,
    body: &[u8],
) -> Result<Receipt, Problem> {
    let Some(project) = project_of_slug(platform, project_slug).await? else { return Ok(Receipt::NotFound) };
    let mut tx = platform.db.begin_system(project).await?;
    let configured = match configured_in(&mut tx, &platform.gateways, gateway).await {
        Ok(configured) if configured.gateway.capabilities().webhooks => configured,
        Ok(_) | Err(Error::Problem(Problem::NotFound)) => return Ok(Receipt::NotFound),
        Err(error) => return Err(error.into()),
    };
    // A gateway that was switched off still tells how its old payments end, so it is heard as long as its secret fits.
    let verified = match configured.gateway.verify_webhook(&configured.credentials, headers, body, tx.now) {
        Ok(verified) => verified,
        Err(reason) => {
            tracing::warn!(gateway, project = project_slug, reason, "webhook of {gateway} refused: {reason}");
            return Ok(Receipt::BadSignature);
        }
    };
    let id: PaymentEventId = new_id();
    let new = NewEvent { id, gateway, provider_event_id: &verified.event_id, kind: &verified.kind, payload: body };
    if !queries::insert_event(&mut tx, &new).await? {
        return Ok(Receipt::Known);
    }
    jobs::enqueue_in(&mut tx, &jobs::Job::ApplyPaymentEvent { project, event: id }, None, None).await?;
    outbox::publish_in(&mut tx, &[Topic::Staff], Subject::Payment, None).await?;
    tx.commit().await?;
    Ok(Receipt::Accepted(id))
}

async fn project_of_slug(platform: &Platform, slug: &str) -> Result<Option<ProjectId>> {
    // Across projects: the gateway names the project in the address, nobody is signed in.
    let mut tx = platform.db.operator().await?;
    queries::project_of_slug(&mut tx, slug).await
}

/// Applies a stored event. Twice is once; a failure is written down, and the queue tries again only what may pass later.
pub async fn apply_payment_event(platform: &Platform, project: ProjectId, id: PaymentEventId) -> Result<()> {
    let mut tx = platform.db.begin_system(project).await?;
    let Some(stored) = queries::lock_event(&mut tx, id).await? else { return Ok(()) };
    if stored.status == EventStatus::Succeeded {
        return Ok(());
    }
    queries::begin_event(&mut tx, id).await?;
    let gateway =
        platform.gateways.find(&stored.gateway).ok_or_else(|| anyhow::anyhow!("no gateway {}", stored.gateway))?;
    let applied = match gateway.parse_event(&stored.payload) {
        Ok(event) => apply_in(&mut tx, &stored.gateway, &event).await,
        Err(error) => Ok(Applied::Failed(format!("the body could not be read: {error}"))),
    };
    match applied {
        Ok(Applied::Done(outcome, payment)) => {
            queries::finish_event(&mut tx, id, EventStatus::Succeeded, outcome, "", payment).await?;
            outbox::publish_in(&mut tx, &[Topic::Staff], Subject::Payment, payment.map(|payment| payment.0)).await?;
            tx.commit().await
        }
        Ok(Applied::Failed(reason)) => {
            queries::finish_event(&mut tx, id, EventStatus::Failed, "", &reason, None).await?;
            tx.commit().await
        }
        Err(error) if error.is_transient() => Err(error),
        Err(error) => {
            // What was half done is undone; only the reason is kept.
            drop(tx);
            fail(platform, project, id, &error).await?;
            // A refusal stays a refusal; anything else may pass at the next try.
            if matches!(error, Error::Problem(_)) { Ok(()) } else { Err(error) }
        }
    }
}

enum Applied {
    Done(&'static str, Option<PaymentId>),
    /// For good, as things are: somebody may replay it later.
    Failed(String),
}

async fn apply_in(tx: &mut Tx, gateway: &str, event: &Event) -> Result<Applied> {
    match &event.news {
        News::Nothing => Ok(Applied::Done("nothing to do", None)),
        News::Payment(intent) => {
            let by_reference = queries::payment_of_reference(tx, gateway, &intent.reference).await?;
            let found = match by_reference.or(event.ours) {
                // Our id in an event counts only for a payment of this gateway that has no other reference.
                Some(id) => queries::lock_payment(tx, id).await?.filter(|payment| payment.gateway == gateway),
                None => None,
            };
            let Some(payment) = found else {
                return Ok(Applied::Failed(format!("no payment {} of ours", intent.reference)));
            };
            let settled = settle_in(tx, &payment, intent).await?;
            if settled == Settled::Moved && payment.save_method && intent.method.is_none() {
                let at = tx.now;
                super::start::refresh_at(tx, payment.id, at).await?;
            }
            Ok(Applied::Done(settled.outcome(), Some(payment.id)))
        }
        News::Refund(state) => match refunds::settle_event_in(tx, gateway, event.payment.as_deref(), state).await? {
            Some((outcome, payment)) => Ok(Applied::Done(outcome, Some(payment))),
            // Made at the gateway's own dashboard, most likely: somebody must book it.
            None => Ok(Applied::Failed(format!("no refund {} of ours", state.reference))),
        },
    }
}

async fn fail(platform: &Platform, project: ProjectId, id: PaymentEventId, error: &Error) -> Result<()> {
    let reason = match error {
        Error::Problem(problem) => problem.to_string(),
        Error::Database(error) => error.to_string(),
        Error::Unexpected(error) => format!("{error:#}"),
    };
    let mut tx = platform.db.begin_system(project).await?;
    // Somebody may have applied it since: what worked is not called failed.
    if queries::lock_event(&mut tx, id).await?.is_none_or(|stored| stored.status == EventStatus::Succeeded) {
        return Ok(());
    }
    queries::begin_event(&mut tx, id).await?;
    queries::finish_event(&mut tx, id, EventStatus::Failed, "", &reason, None).await?;
    outbox::publish_in(&mut tx, &[Topic::Staff], Subject::Payment, None).await?;
    tx.commit().await
}

/// Applies a stored event again, now.
pub async fn replay(platform: &Platform, actor: &Actor, id: PaymentEventId) -> Result<EventRow> {
    actor.require(Permission::PaymentReplay)?;
    let mut tx = platform.db.begin(actor).await?;
    let stored = queries::lock_event(&mut tx, id).await?.ok_or(Problem::NotFound)?;
    if stored.status == EventStatus::Processing {
        return Err(Problem::Conflict(text!(
            "This event is being applied right now.",
            "Dieses Ereignis wird gerade angewendet."
        ))
        .into());
    }
    queries::reopen_event(&mut tx, id).await?;
    // Should we be interrupted now, the queue does it.
    let soon = tx.now + time::Duration::minutes(1);
    jobs::enqueue_in(&mut tx, &jobs::Job::ApplyPaymentEvent { project: actor.project, event: id }, Some(soon), None)
        .await?;
    outbox::record_in(&mut tx, "replay_payment_event", "payment_event", Some(id.0), json!({ "was": stored.status }))
        .await?;
    tx.commit().await?;
    if let Err(error) = apply_payment_event(platform, actor.project, id).await {
        tracing::warn!(event = %id, ?error, "replay of event {id} failed");
    }
    let mut tx = platform.db.begin(actor).await?;
    Ok(queries::event(&mut tx, id).await?.ok_or(Problem::NotFound)?)
}
