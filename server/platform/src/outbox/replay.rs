//! What a socket missed while it was away.

use super::queries;
use crate::{Platform, Result};
use model::{ProjectId, events::Changed};

/// More than this, and reading everything anew is cheaper.
const MOST: i64 = 200;

impl Platform {
    /// The topics' events after `since`, oldest first. `None`: too much or too long ago, read everything anew.
    pub async fn live_events_since(
        &self,
        project: ProjectId,
        topics: &[String],
        since: i64,
    ) -> Result<Option<Vec<Changed>>> {
        let mut tx = self.db.begin_system(project).await?;
        // Numbers are given out before they are committed, so one below `since` may have come later: a little overlap.
        let oldest_kept = queries::oldest_live_event(&mut tx).await?;
        let forgotten = since > 0 && oldest_kept.is_none_or(|oldest| since + 1 < oldest);
        let events = queries::list_live_events(&mut tx, topics, since - OVERLAP, MOST + 1).await?;
        tx.commit().await?;
        let too_many = events.len() as i64 > MOST;
        Ok(if forgotten || too_many { None } else { Some(events) })
    }
}

/// How far two concurrent transactions' numbers may be apart.
const OVERLAP: i64 = 20;
