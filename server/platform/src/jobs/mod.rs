//! Jobs are enqueued in the transaction that asks for them (graphile_worker, through one SECURITY DEFINER function).

mod monitor;
mod monitor_queries;
pub mod proof;
mod queries;
mod run;
mod sweep;
#[cfg(test)]
mod tests;

use crate::{Result, Tx};
use model::{MailId, Moment, NotificationId, PaymentEventId, PaymentId, ProjectId, RefundId};
use serde::{Deserialize, Serialize};

/// Every kind of work that happens outside a request. Each is idempotent: running it twice does no more than once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// Sends a stored mail.
    SendMail { project: ProjectId, mail: MailId },
    /// Applies a stored gateway webhook.
    ApplyPaymentEvent { project: ProjectId, event: PaymentEventId },
    /// Asks the gateway how a payment stands, when no webhook came.
    RefreshPayment { project: ProjectId, payment: PaymentId },
    /// Sends a refund to its gateway.
    SendRefund { project: ProjectId, refund: RefundId },
    /// Writes the mail of a notification, unless it has been read by then.
    MailNotification { project: ProjectId, notification: NotificationId },
    /// Posts a webhook that the sandbox bank owes. The bank is an outside party: no project.
    DeliverSandboxWebhook { webhook: String },
}

impl Job {
    /// The queue's name for it.
    pub const fn identifier(&self) -> &'static str {
        match self {
            Self::SendMail { .. } => "send_mail",
            Self::ApplyPaymentEvent { .. } => "apply_payment_event",
            Self::RefreshPayment { .. } => "refresh_payment",
            Self::SendRefund { .. } => "send_refund",
            Self::MailNotification { .. } => "mail_notification",
            Self::DeliverSandboxWebhook { .. } => "deliver_sandbox_webhook",
        }
    }

    /// All identifiers, for the worker's registry and the monitor's filter.
    pub const IDENTIFIERS: &'static [&'static str] = &[
        "send_mail",
        "apply_payment_event",
        "refresh_payment",
        "send_refund",
        "mail_notification",
        "deliver_sandbox_webhook",
    ];
}

/// Adds a job that starts when this transaction commits, or at `run_at`. The same key replaces a job that waits.
pub async fn enqueue_in(tx: &mut Tx, job: &Job, run_at: Option<Moment>, key: Option<&str>) -> Result<()> {
    queries::add_job(tx, job.identifier(), serde_json::to_value(job)?, run_at, key).await
}

/// Brings the queue's own schema up to date, as the owner.
pub async fn migrate_queue(db: &crate::Db) -> anyhow::Result<()> {
    Ok(graphile_worker::WorkerUtils::new(db.owner().clone(), "graphile_worker").migrate().await?)
}
