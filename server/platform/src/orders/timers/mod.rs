//! What orders do by themselves.

mod queries;

pub use queries::stopped_since;

use super::{core::lock_for_system_in, ending, queries as orders};
use crate::{Platform, Result, batch};
use model::{
    Party,
    orders::{OrderStatus, UNPAID_HOURS},
};
use time::Duration;

/// Rows that one run of a timer takes; the rest follows a minute later.
pub const BATCH: i64 = 200;

impl Platform {
    /// Cancels orders that nobody paid within [`UNPAID_HOURS`]. Returns how many.
    pub async fn cancel_unpaid_due(&self) -> Result<i64> {
        let before = self.db.now() - Duration::hours(UNPAID_HOURS);
        // a timer serves all projects
        let mut operator = self.db.operator().await?;
        let due = queries::unpaid_before(&mut operator, before, BATCH).await?;
        operator.commit().await?;
        let mut done = 0;
        for row in due {
            done += batch::one("cancel_unpaid_due", self.cancel_unpaid(row)).await?;
        }
        Ok(done)
    }

    async fn cancel_unpaid(&self, row: queries::DueOrder) -> Result<bool> {
        let mut tx = self.db.begin_system(row.project).await?;
        orders::lock_group_of(&mut tx, row.order).await?;
        let mut order = lock_for_system_in(&mut tx, row.order).await?;
        let done = order.status == OrderStatus::PendingPayment
            && ending::cancel_in(&mut tx, &mut order, Party::System).await?;
        tx.commit().await?;
        Ok(done)
    }
}
