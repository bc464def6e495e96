//! The bank's webhooks: written down with what happened, delivered by a job over real HTTP, signed like anybody's.

use super::queries::{self, Books};
use crate::{Platform, Result};
use http::{HeaderName, Method};
use model::Moment;
use plugins::{
    http::{CallLogs, Outbound},
    payments::{
        sandbox::{BankPayment, BankRefund, BankStatus, ID, SIGNATURE, Webhook},
        signature,
    },
};

/// Owes the merchant the news of how a payment stands, now.
pub(super) async fn owe(tx: &mut Books, payment: &BankPayment, times: i32, now: Moment) -> Result<()> {
    let webhook = Webhook {
        id: super::reference("evt"),
        kind: kind(payment.status).to_owned(),
        payment: Some(payment.clone()),
        refund: None,
    };
    queries::owe(tx, &webhook, &payment.reference, times, now).await
}

/// Owes the news of a payment that settles at that time.
pub(super) async fn owe_later(tx: &mut Books, payment: &BankPayment, at: Moment) -> Result<()> {
    let settled = BankPayment { status: BankStatus::Succeeded, ..payment.clone() };
    owe(tx, &settled, 1, at).await
}

pub(super) async fn owe_refund(tx: &mut Books, payment: &BankPayment, refund: &BankRefund, now: Moment) -> Result<()> {
    let webhook = Webhook {
        id: super::reference("evt"),
        kind: "refund.succeeded".to_owned(),
        payment: None,
        refund: Some(refund.clone()),
    };
    queries::owe(tx, &webhook, &payment.reference, 1, now).await
}

const fn kind(status: BankStatus) -> &'static str {
    match status {
        BankStatus::Open => "payment.opened",
        BankStatus::Challenge => "payment.challenged",
        BankStatus::Processing => "payment.processing",
        BankStatus::Succeeded => "payment.succeeded",
        BankStatus::Declined => "payment.declined",
        BankStatus::Cancelled => "payment.cancelled",
    }
}

/// The job: posts a webhook to its merchant. Anything but a 2xx is tried again by the queue.
pub async fn deliver_webhook(platform: &Platform, id: &str) -> Result<()> {
    let mut tx = platform.db.operator().await?;
    let Some(owed) = queries::owed(&mut tx, id).await? else { return Ok(()) };
    tx.commit().await?;
    let body = owed.payload.to_string();
    let address = platform.gateways.url(&format!("/webhooks/{}/{ID}", owed.merchant));
    let url = url::Url::parse(&address).map_err(anyhow::Error::from)?;
    let secret = platform.gateways.sandbox_secret(&owed.merchant);
    for _ in 0..owed.times {
        let header = signature::sign(&secret, platform.db.now().unix_timestamp(), body.as_bytes());
        let mut post = Outbound::new("sandbox-webhooks", Method::POST, url.clone()).repeatable(true);
        post.body = body.clone().into();
        let post = post
            .header(http::header::CONTENT_TYPE, "application/json")
            .header(HeaderName::from_static(SIGNATURE), &header);
        let sent = platform.gateways.http.send(&post, &CallLogs::default()).await;
        let status = sent.as_ref().map(|reply| reply.status).unwrap_or_default();
        let arrived = (200..300).contains(&status);
        let mut tx = platform.db.operator().await?;
        queries::note_delivery(&mut tx, id, arrived.then(|| platform.db.now()), i32::from(status)).await?;
        tx.commit().await?;
        if !arrived {
            return Err(anyhow::anyhow!("the merchant answered {status} to webhook {id}").into());
        }
    }
    Ok(())
}

impl Platform {
    /// Work of the queue.
    pub async fn deliver_sandbox_webhook(&self, webhook: &str) -> Result<()> {
        deliver_webhook(self, webhook).await
    }
}
