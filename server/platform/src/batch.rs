//! Timers work through due rows one by one, each in its own transaction: a row that fails holds up nobody else's.

use crate::Result;

/// One due row: 1 when it was done. A row that fails is logged and comes again with the next run; only a database that
/// is away ends the run, since every other row would wait for it too.
pub async fn one(timer: &'static str, row: impl Future<Output = Result<bool>>) -> Result<i64> {
    match row.await {
        Ok(done) => Ok(i64::from(done)),
        Err(error) if error.is_outage() => Err(error),
        // two acts met: the next run finds out who was first
        Err(error) if error.is_transient() => Ok(0),
        Err(error) => {
            tracing::error!(timer, ?error, "timer {timer}: a row failed; the others go on");
            Ok(0)
        }
    }
}
