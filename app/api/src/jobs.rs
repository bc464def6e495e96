//! The job monitor.

use crate::Fault;
use leptos::prelude::*;
use model::{
    Page, PageRequest,
    jobs::{JobCounts, JobFilter, JobState, QueuedJob, Schedule},
};

/// Newest first. `everywhere`: all projects, superadmins only.
#[server(name = ListJobs, prefix = "/api", endpoint = "jobs/list_jobs")]
pub async fn list_jobs(
    state: Option<JobState>,
    #[server(default)] everywhere: bool,
    after: Option<String>,
) -> Result<Page<QueuedJob>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.list_jobs(&actor, JobFilter { state, everywhere }, PageRequest { after, limit: 50 }).await?)
}

#[server(name = CountJobs, prefix = "/api", endpoint = "jobs/count_jobs")]
pub async fn count_jobs(#[server(default)] everywhere: bool) -> Result<JobCounts, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.count_jobs(&actor, everywhere).await?)
}

#[server(name = ListSchedules, prefix = "/api", endpoint = "jobs/list_schedules")]
pub async fn list_schedules() -> Result<Vec<Schedule>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.list_schedules(&actor).await?)
}

/// Starts it now with a fresh count of tries.
#[server(name = RetryJob, prefix = "/api", endpoint = "jobs/retry_job")]
pub async fn retry_job(id: i64, #[server(default)] everywhere: bool) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.retry_job(&actor, id, everywhere).await?)
}

/// Takes it out of the queue for good.
#[server(name = DiscardJob, prefix = "/api", endpoint = "jobs/discard_job")]
pub async fn discard_job(id: i64, #[server(default)] everywhere: bool) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.discard_job(&actor, id, everywhere).await?)
}
