//! What each job does: one call of the domain that owns it. And what the clock starts.

use super::Job;
use crate::{Platform, Result};
use model::jobs::JobCounts;

impl Platform {
    /// Runs one job. An error puts it back into the queue, to be tried again later.
    pub async fn run_job(&self, job: Job) -> Result<()> {
        match job {
            Job::SendMail { project, mail } => self.send_mail(project, mail).await,
            Job::MailNotification { project, notification } => self.mail_notification(project, notification).await,
            Job::ApplyPaymentEvent { project, event } => self.apply_payment_event(project, event).await,
            Job::RefreshPayment { project, payment } => self.refresh_payment_later(project, payment).await,
            Job::SendRefund { project, refund } => self.send_refund(project, refund).await,
            Job::DeliverSandboxWebhook { webhook } => self.deliver_sandbox_webhook(&webhook).await,
        }
    }

    /// Every minute: deadlines that have passed, in all projects. One that fails does not keep the others from running.
    pub async fn run_timers(&self) {
        // Each line is a domain's own timer.
        timer("auto_accept_due", self.auto_accept_due()).await;
        timer("remind_due", self.remind_due()).await;
        timer("mark_late", self.mark_late()).await;
        timer("disputes_due", self.disputes_due()).await;
        timer("clear_earnings_due", self.clear_earnings_due()).await;
        timer("expire_offers_due", self.expire_offers_due()).await;
        timer("cancel_unpaid_due", self.cancel_unpaid_due()).await;
        timer("mail_unread_messages", self.mail_unread_messages()).await;
        timer("sweep_files", self.sweep_files()).await;
        timer("seal_log", async { Ok(i64::try_from(self.seal_due().await?).unwrap_or(i64::MAX)) }).await;
    }

    /// Every night: what nobody needs any more goes, and the books are proven.
    pub async fn run_nightly(&self) {
        self.sweep().await;
        timer("prove_books", async {
            self.prove_books().await.map(|proof| proof.unbalanced + proof.drifted + proof.escrow)
        })
        .await;
        timer("sweep_incoming", self.sweep_incoming()).await;
        timer("close_days", self.close_all_days()).await;
        timer("sweep_notifications", self.sweep_notifications()).await;
    }

    /// The whole queue's state, for the metrics.
    pub async fn queue_depth(&self) -> Result<JobCounts> {
        // across projects: the queue is one
        let mut tx = self.db.operator().await?;
        super::monitor_queries::count_jobs(&mut tx, None).await
    }
}

/// One timer: how long it took and how much it did is logged only where it did something.
pub async fn timer<T: Into<i64>>(name: &str, work: impl Future<Output = Result<T>>) {
    match work.await.map(Into::into) {
        Ok(0) => {}
        Ok(done) => tracing::info!(name, done, "timer {name}: {done} done"),
        Err(crate::Error::Database(error)) => tracing::warn!(name, %error, "timer {name} failed; it runs again"),
        Err(error) => tracing::error!(name, ?error, "timer {name} failed; it runs again"),
    }
}
