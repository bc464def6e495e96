//! Uploads that nobody used: rows first, then bytes.

use super::{queries, store};
use crate::{Platform, Result};
use anyhow::Context;
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

    /// Removes halves of uploads that a killed server left behind. Returns how many.
    pub async fn sweep_incoming(&self) -> Result<i64> {
        let mut removed = 0;
        let Ok(mut folder) = tokio::fs::read_dir(self.incoming_dir()).await else { return Ok(0) };
        while let Some(entry) = folder.next_entry().await.context("read the folder of incoming files")? {
            // by the disk's own clock: these files have no row
            let age =
                entry.metadata().await.and_then(|about| about.modified()).map(|at| at.elapsed().unwrap_or_default());
            if age.is_ok_and(|age| age > KEEP.unsigned_abs()) && tokio::fs::remove_file(entry.path()).await.is_ok() {
                removed += 1;
            }
        }
        Ok(removed)
    }
}
