//! What runs by the minute and by the second. Every worker process ticks; the platform's timers take locks or rows, so
//! that two of them do the work once.

use platform::Platform;
use std::time::Duration;
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
                if let Err(error) = platform.seal_due().await {
                    tracing::debug!(?error, "sealing waits for the database");
                }
            }
            _ = minute.tick() => platform.run_timers().await,
        }
    }
}
