//! Uploads that nobody used: rows first, then bytes.

use super::{queries, store};
use crate::{Platform, Result};
use time::Duration;

/// How long an upload may hang on nothing.
const KEEP: Duration = Duration::days(1);
const BATCH: i64 = 500;

impl Platform {
    /// Removes uploads that hung on nothing for a day. Returns how many.
    pub async fn sweep_files(&self) -> Result<i64> {
        // a timer serves all projects
        let mut operator = self.db.operator().await?;
        let swept = queries::delete_stale(&mut operator, self.db.now() - KEEP, BATCH).await?;
        operator.commit().await?;
        for file in &swept {
            store::remove(self, file.project, &file.storage_key).await;
        }
        Ok(i64::try_from(swept.len()).unwrap_or(i64::MAX))
    }
}
