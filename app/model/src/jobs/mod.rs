//! The job queue as staff see it: what waits, what runs, what failed and why.

use crate::{Actor, Moment, Page, PageRequest, Problem, text_enum};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

text_enum! {
    /// Where a job stands. Finished jobs leave the queue.
    pub enum JobState {
        /// Not tried yet; perhaps for later.
        Waiting = "waiting",
        Running = "running",
        /// Failed at least once and will be tried again by itself.
        Retrying = "retrying",
        /// Failed as often as it may: only a person starts it again.
        Failed = "failed",
    }
}

/// One job of the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueuedJob {
    pub id: i64,
    /// The queue's name for the kind of work, as in `send_mail`.
    pub task: String,
    pub state: JobState,
    /// What it works on, by the payload's own names: (`mail`, id).
    pub on: Vec<(String, Uuid)>,
    pub run_at: Moment,
    pub attempts: i32,
    pub max_attempts: i32,
    pub last_error: Option<String>,
    pub created_at: Moment,
    pub locked_at: Option<Moment>,
}

/// How many jobs stand where; counted up to 10,000 in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobCounts {
    pub waiting: i64,
    pub running: i64,
    pub retrying: i64,
    pub failed: i64,
}

/// A task that starts by the clock, for all projects at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    pub task: String,
    pub known_since: Moment,
    pub last_run: Option<Moment>,
}

/// Which jobs are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct JobFilter {
    pub state: Option<JobState>,
    /// All projects' jobs and those of none: superadmins only.
    pub everywhere: bool,
}

/// The job monitor.
#[async_trait]
pub trait Jobs: Send + Sync {
    /// Newest first. Needs `job.view`.
    async fn list_jobs(&self, actor: &Actor, filter: JobFilter, page: PageRequest) -> Result<Page<QueuedJob>, Problem>;
    /// Needs `job.view`.
    async fn count_jobs(&self, actor: &Actor, everywhere: bool) -> Result<JobCounts, Problem>;
    /// Needs `job.view`.
    async fn list_schedules(&self, actor: &Actor) -> Result<Vec<Schedule>, Problem>;
    /// Starts it now with a fresh count of tries. A running job is a `Conflict`. Needs `job.manage`.
    async fn retry_job(&self, actor: &Actor, id: i64, everywhere: bool) -> Result<(), Problem>;
    /// Takes it out of the queue for good. A running job is a `Conflict`. Needs `job.manage`.
    async fn discard_job(&self, actor: &Actor, id: i64, everywhere: bool) -> Result<(), Problem>;
}
