//! Figures per day. A day is closed an hour after it ended, when nothing that carries its time can still be on its way
//! to commit; from then on it is read, never summed again.

use super::queries;
use crate::{Result, Tx};
use model::{Currency, overview::DayFigures};

/// Sums and keeps the days that ended since the last time. Twice at once is harmless: both write the same.
pub async fn close_in(tx: &mut Tx) -> Result<()> {
    let state = queries::closing(tx).await?;
    if state.through.is_none_or(|through| through < state.closable) {
        queries::close_days(tx, &state).await?;
    }
    Ok(())
}

/// The last `days` days up to today, oldest first, those without sales too.
pub async fn read_in(tx: &mut Tx, currency: Currency, days: i32) -> Result<Vec<DayFigures>> {
    close_in(tx).await?;
    queries::days(tx, currency, days).await
}
