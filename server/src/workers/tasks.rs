//! The queue's names and what they call.

use graphile_worker::{IntoTaskHandlerResult, JobDefinition, TaskHandler, WorkerContext};
use model::Lang;
use platform::{Error, Platform, jobs::Job};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The platform, as the queue hands it to each job.
#[derive(Clone)]
pub struct Desk(pub Platform);

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Desk")
    }
}

/// One type per name, because the queue wants its names as constants.
macro_rules! tasks {
    ($($name:ident = $identifier:literal),+ $(,)?) => {
        $(
            #[derive(Serialize, Deserialize)]
            #[serde(transparent)]
            struct $name(Job);

            impl TaskHandler for $name {
                const IDENTIFIER: &'static str = $identifier;
                async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
                    run(self.0, &context).await
                }
            }
        )+

        /// Everything this worker can do.
        pub fn all() -> Vec<JobDefinition> {
            vec![$($name::definition()),+, Nightly::definition()]
        }

        #[cfg(test)]
        const NAMES: &[&str] = &[$($identifier),+];
    };
}

tasks! {
    SendMail = "send_mail",
    ApplyPaymentEvent = "apply_payment_event",
    RefreshPayment = "refresh_payment",
    SendRefund = "send_refund",
    MailNotification = "mail_notification",
    DeliverSandboxWebhook = "deliver_sandbox_webhook",
}

async fn run(job: Job, context: &WorkerContext) -> Result<(), String> {
    let name = job.identifier();
    let Some(Desk(platform)) = context.get_ext::<Desk>() else { return Err("no platform".to_owned()) };
    platform.run_job(job).await.map_err(|error| {
        let text = readable(&error);
        tracing::warn!(job = name, error = text, "job {name} failed; the queue tries it again");
        text
    })
}

/// Stored with the job and shown to the staff: the causes in one line, without a backtrace.
fn readable(error: &Error) -> String {
    match error {
        Error::Problem(problem) => problem.message(Lang::En),
        Error::Database(error) => error.to_string(),
        Error::Unexpected(error) => format!("{error:#}"),
    }
}

/// The night's work, started by the queue's own clock so that only one of many workers does it.
#[derive(Serialize, Deserialize)]
struct Nightly {}

impl TaskHandler for Nightly {
    const IDENTIFIER: &'static str = "nightly";
    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let Some(Desk(platform)) = context.get_ext::<Desk>() else { return Err("no platform".to_owned()) };
        platform.run_nightly().await;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_wrong_is_one_line() {
        let error = anyhow::anyhow!("connection refused").context("could not send");
        assert_eq!(readable(&Error::Unexpected(error)), "could not send: connection refused");
    }

    #[test]
    fn every_job_of_the_platform_has_its_task() {
        assert_eq!(NAMES, Job::IDENTIFIERS);
    }
}
