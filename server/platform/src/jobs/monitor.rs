//! The job monitor: what staff see of the queue and may do with it. Runs as the operator, because the queue belongs to
//! no project; which project's jobs are meant is decided here.

use super::monitor_queries as queries;
use crate::{Error, Platform, Result};
use async_trait::async_trait;
use model::{
    Actor, Page, PageRequest, Permission, Problem, ProjectId,
    jobs::{JobCounts, JobFilter, Jobs, QueuedJob, Schedule},
    text,
};

#[async_trait]
impl Jobs for Platform {
    async fn list_jobs(&self, actor: &Actor, filter: JobFilter, page: PageRequest) -> Result<Page<QueuedJob>, Problem> {
        let scope = scope(actor, Permission::JobView, filter.everywhere)?;
        let before: Option<i64> = page.after.as_deref().map(str::parse).transpose().map_err(|_| Problem::NotFound)?;
        let mut tx = self.db.operator().await?;
        let rows = queries::list_jobs(&mut tx, scope, filter.state, before, page.limit()).await?;
        Ok(Page::cut(rows, page.limit(), |job| job.id.to_string()))
    }

    async fn count_jobs(&self, actor: &Actor, everywhere: bool) -> Result<JobCounts, Problem> {
        let scope = scope(actor, Permission::JobView, everywhere)?;
        let mut tx = self.db.operator().await?;
        Ok(queries::count_jobs(&mut tx, scope).await?)
    }

    async fn list_schedules(&self, actor: &Actor) -> Result<Vec<Schedule>, Problem> {
        actor.require(Permission::JobView)?;
        let mut tx = self.db.operator().await?;
        Ok(queries::list_schedules(&mut tx).await?)
    }

    async fn retry_job(&self, actor: &Actor, id: i64, everywhere: bool) -> Result<(), Problem> {
        let scope = scope(actor, Permission::JobManage, everywhere)?;
        let mut tx = self.db.operator().await?;
        match queries::retry_job(&mut tx, scope, id).await? {
            0 => return Err(busy_or_gone(&mut tx, scope, id).await?),
            _ => queries::record(&mut tx, actor, self.db.now(), "retry_job", id).await?,
        }
        tx.commit().await.map_err(Error::from)?;
        Ok(())
    }

    async fn discard_job(&self, actor: &Actor, id: i64, everywhere: bool) -> Result<(), Problem> {
        let scope = scope(actor, Permission::JobManage, everywhere)?;
        let mut tx = self.db.operator().await?;
        match queries::discard_job(&mut tx, scope, id).await? {
            0 => return Err(busy_or_gone(&mut tx, scope, id).await?),
            _ => queries::record(&mut tx, actor, self.db.now(), "discard_job", id).await?,
        }
        tx.commit().await.map_err(Error::from)?;
        Ok(())
    }
}

/// The project whose jobs are meant; `None` is all of them, for superadmins.
fn scope(actor: &Actor, permission: Permission, everywhere: bool) -> Result<Option<ProjectId>, Problem> {
    let user = actor.require(permission)?;
    match everywhere {
        true if !user.superadmin => Err(Problem::NotAllowed),
        true => Ok(None),
        false => Ok(Some(actor.project)),
    }
}

/// Nothing was changed: because it runs just now, or because it is not there any more.
async fn busy_or_gone(tx: &mut queries::OperatorTx, scope: Option<ProjectId>, id: i64) -> Result<Problem> {
    Ok(if queries::exists(tx, scope, id).await? {
        Problem::Conflict(text!(
            "This job is running just now. Wait until it has finished.",
            "Dieser Auftrag läuft gerade. Warten Sie, bis er fertig ist."
        ))
    } else {
        Problem::NotFound
    })
}
