//! What nobody needs any more goes: short-lived rows have a retention, and this is where it is kept.

use super::{queries, run::timer};
use crate::Platform;
use time::Duration;

/// A socket that was away longer reads everything anew.
const LIVE_EVENTS: Duration = Duration::hours(24);
/// Long enough for every back-off, short enough to be no log of people's addresses.
const SIGN_IN_ATTEMPTS: Duration = Duration::hours(24);
/// The list of sessions shows ended ones for a while.
const ENDED_SESSIONS: Duration = Duration::days(30);

impl Platform {
    pub(super) async fn sweep(&self) {
        let (db, now) = (&self.db, self.db.now());
        timer("sweep_live_events", queries::sweep_live_events(db, now - LIVE_EVENTS)).await;
        timer("sweep_sign_in_attempts", queries::sweep_sign_in_attempts(db, now - SIGN_IN_ATTEMPTS)).await;
        timer("sweep_sessions", queries::sweep_sessions(db, now - ENDED_SESSIONS)).await;
        timer("sweep_tokens", queries::sweep_tokens(db, now - ENDED_SESSIONS)).await;
    }
}
