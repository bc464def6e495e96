//! The worker: takes jobs from the queue and hands each to the platform; starts the timers by the clock.
//! Jobs are shallow: parse, call one method. What they do is the platform's business.

mod tasks;
mod timers;

use anyhow::{Context, Result, anyhow};
use futures::FutureExt;
use graphile_worker::{WorkerOptions, WorkerRecoveryConfig};
use platform::Platform;
use std::{panic::AssertUnwindSafe, time::Duration};
use tokio_util::sync::CancellationToken;

/// Jobs at once in this process.
const CONCURRENCY: usize = 4;

/// Works until told to stop; running jobs may finish. Comes back by itself when the database was away.
pub async fn run(platform: Platform, stop: CancellationToken) -> Result<()> {
    tokio::spawn(timers::run(platform.clone(), stop.clone()));
    let mut pause = Duration::from_secs(1);
    while !stop.is_cancelled() {
        // A panic in the queue's own code is an error like any other: nobody else would start the worker again.
        let outcome = AssertUnwindSafe(work(&platform, &stop)).catch_unwind().await;
        match outcome.unwrap_or_else(|_| Err(anyhow!("it panicked"))) {
            Ok(()) => pause = Duration::from_secs(1),
            Err(error) => {
                tracing::warn!("the worker stopped and starts again: {error:#}");
                tokio::select! { () = stop.cancelled() => {}, () = tokio::time::sleep(pause) => {} }
                pause = (pause * 2).min(Duration::from_secs(15));
            }
        }
    }
    Ok(())
}

async fn work(platform: &Platform, stop: &CancellationToken) -> Result<()> {
    // A worker that was killed leaves its jobs locked; the others notice within half a minute and free them.
    let recovery = WorkerRecoveryConfig::default()
        .heartbeat_interval(Duration::from_secs(5))
        .sweep_interval(Duration::from_secs(5))
        .sweep_threshold(Duration::from_secs(20))
        .recovery_delay(Duration::from_secs(1));
    let worker = WorkerOptions::default()
        .pg_pool(platform.db.owner().clone())
        .schema("graphile_worker")
        .concurrency(CONCURRENCY)
        .poll_interval(Duration::from_secs(2))
        .define_jobs(tasks::all())
        .add_extension(tasks::Desk(platform.clone()))
        .worker_recovery(recovery)
        .with_cron("0 3 * * * nightly ?fill=1d&id=nightly&max=3")
        .context("the crontab is not understood")?
        .listen_os_shutdown_signals(false)
        .shutdown_signal(stop.clone().cancelled_owned())
        .shutdown_grace_period(Duration::from_secs(15))
        .init()
        .await
        .context("could not start the worker")?;
    worker.run().await.context("the worker lost its queue")
}
