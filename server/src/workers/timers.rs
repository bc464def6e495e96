//! What runs by the minute and by the second. Every worker process ticks; the platform's timers take locks or rows, so
//! that two of them do the work once.

use futures::FutureExt;
use platform::Platform;
use std::{panic::AssertUnwindSafe, time::Duration};
use tokio::time::{Instant, MissedTickBehavior, interval_at};
use tokio_util::sync::CancellationToken;

const SEAL: Duration = Duration::from_secs(3);
const MINUTE: Duration = Duration::from_secs(60);

pub async fn run(platform: Platform, stop: CancellationToken) {
    let start = Instant::now();
    let mut seal = interval_at(start + SEAL, SEAL);
    // Soon after the start: deadlines may have passed while nothing ran.
    let mut minute = interval_at(start + Duration::from_secs(5), MINUTE);
    seal.set_missed_tick_behavior(MissedTickBehavior::Delay);
    minute.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = seal.tick() => {
                let sealing = async {
                    if let Err(error) = platform.seal_due().await {
                        tracing::debug!(?error, "sealing waits for the database");
                    }
                };
                outlive(sealing).await;
            }
            _ = minute.tick() => outlive(platform.run_timers()).await,
        }
    }
}

/// A panic in one round must not end the clock for good: the next round is tried as if nothing had happened.
async fn outlive(work: impl Future<Output = ()>) {
    if AssertUnwindSafe(work).catch_unwind().await.is_err() {
        tracing::error!("a timer panicked; it runs again");
    }
}

#[cfg(test)]
mod tests {
    #[tokio::test]
    async fn a_panic_does_not_stop_the_clock() {
        super::outlive(async { panic!("on purpose") }).await;
    }
}
