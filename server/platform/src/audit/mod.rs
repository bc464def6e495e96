//! The transaction log: read by staff, chained by hash a moment after it was written, and proven whole on request.
//! Writing is `outbox::record_in`, in the transaction of the act.

mod canonical;
mod queries;
mod seal;
#[cfg(test)]
mod tests;
mod verify;

use crate::{Platform, Result, Tx, outbox};
use async_trait::async_trait;
use model::{
    Actor, Page, PageRequest, Permission, Problem, ProjectId,
    audit::{Anchor, Audit, LogEntry, LogFilter, Verified},
};
use serde_json::json;

impl Platform {
    /// Chains every row of the log that waits, in all projects; says how many. Run by a timer every few seconds.
    pub async fn seal_due(&self) -> Result<u64> {
        let projects = {
            // across projects: the timer serves them all
            let mut tx = self.db.operator().await?;
            queries::projects_to_seal(&mut tx).await?
        };
        let mut sealed = 0;
        for project in projects {
            sealed += self.seal_project(project).await?;
        }
        Ok(sealed)
    }

    /// The same for one project, batch by batch, so that no transaction grows with the backlog.
    pub async fn seal_project(&self, project: ProjectId) -> Result<u64> {
        let mut sealed = 0;
        loop {
            let mut tx = self.db.begin_system(project).await?;
            let batch = seal::seal_batch_in(&mut tx).await?;
            tx.commit().await?;
            sealed += batch;
            if batch < seal::BATCH {
                return Ok(sealed);
            }
        }
    }

    /// The proof without an actor, for the command line.
    pub async fn verify_chain(&self, project: ProjectId, anchor: Option<&Anchor>) -> Result<Verified> {
        let mut tx = self.db.begin_system(project).await?;
        verify::verify_in(&mut tx, anchor).await
    }
}

#[async_trait]
impl Audit for Platform {
    async fn list_log(&self, actor: &Actor, filter: LogFilter, page: PageRequest) -> Result<Page<LogEntry>, Problem> {
        actor.require(Permission::LogView)?;
        let after = page.after.as_deref().map(read_cursor).transpose()?;
        let mut tx = self.db.begin(actor).await?;
        let rows = queries::list_log(&mut tx, &filter, after, page.limit()).await?;
        Ok(Page::cut(rows, page.limit(), |entry| format!("{}.{}", entry.at.unix_timestamp_nanos() / 1_000, entry.id)))
    }

    async fn list_log_actions(&self, actor: &Actor) -> Result<Vec<String>, Problem> {
        actor.require(Permission::LogView)?;
        let mut tx = self.db.begin(actor).await?;
        Ok(queries::list_log_actions(&mut tx).await?)
    }

    async fn verify_log(&self, actor: &Actor, anchor: Option<Anchor>) -> Result<Verified, Problem> {
        actor.require(Permission::LogVerify)?;
        let mut tx = self.db.begin(actor).await?;
        if anchor.as_ref().is_some_and(|anchor| anchor.project != actor.project) {
            return Err(wrong_project());
        }
        let found = verify::verify_in(&mut tx, anchor.as_ref()).await?;
        record_verification_in(&mut tx, &found).await?;
        tx.commit().await?;
        Ok(found)
    }
}

/// That somebody looked, and what they saw, is itself worth a row.
async fn record_verification_in(tx: &mut Tx, found: &Verified) -> Result<()> {
    let damage =
        found.first_broken.map(|broken| json!({ "damage": broken.damage, "seq": broken.seq, "log_id": broken.log_id }));
    outbox::record_in(tx, "verify_log", "transaction_log", None, json!({ "rows": found.rows, "broken": damage })).await
}

fn wrong_project() -> Problem {
    Problem::invalid(
        "anchor",
        model::text!("This anchor belongs to another project.", "Dieser Anker gehört zu einem anderen Projekt."),
    )
}

/// "micros.id" of the last row seen.
fn read_cursor(text: &str) -> Result<(model::Moment, i64), Problem> {
    let read = || {
        let (micros, id) = text.split_once('.')?;
        let at = model::Moment::from_unix_timestamp_nanos(micros.parse::<i128>().ok()?.checked_mul(1_000)?).ok()?;
        Some((at, id.parse().ok()?))
    };
    read().ok_or(Problem::NotFound)
}
