//! The transaction log as staff read it: who did what to which thing, and the proof that nobody changed it since.

mod anchor;

pub use anchor::Anchor;

use crate::{Actor, Moment, Page, PageRequest, Problem, UserId, text_enum};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One row of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogEntry {
    pub id: i64,
    pub at: Moment,
    /// `None`: a timer or a job.
    pub actor: Option<UserId>,
    /// The shown name, where the person is a member of the project.
    pub actor_name: Option<String>,
    /// The trait's method, as in `approve_milestone`.
    pub action: String,
    /// The kind of thing.
    pub subject: String,
    pub subject_id: Option<Uuid>,
    pub data: serde_json::Value,
    pub request: String,
    /// Its place in the chain; `None` for the few seconds until it is sealed.
    pub seq: Option<i64>,
}

/// Which rows are asked for; what is `None` does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogFilter {
    pub action: Option<String>,
    pub subject: Option<String>,
    pub subject_id: Option<Uuid>,
    pub actor: Option<UserId>,
    /// Inclusive.
    pub from: Option<Moment>,
    /// Exclusive.
    pub until: Option<Moment>,
}

text_enum! {
    /// What a verification found wrong.
    pub enum Damage {
        /// A chained row is gone from the log.
        Missing = "missing",
        /// A row says something else than when it was sealed.
        Edited = "edited",
        /// A link of the chain is gone or out of its place.
        Gap = "gap",
        /// A link does not continue the one before it.
        Broken = "broken",
        /// A row stands in the log that never went through the sealer.
        Smuggled = "smuggled",
        /// The chain is shorter than the anchor says.
        Truncated = "truncated",
        /// The chain at the anchor's place has another hash: it was made anew.
        Rewritten = "rewritten",
    }
}

/// Where the proof first fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Broken {
    pub damage: Damage,
    /// Place in the chain; 0 for a smuggled row.
    pub seq: i64,
    pub log_id: Option<i64>,
}

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// Links that were checked.
    pub rows: i64,
    /// Rows that still wait for the sealer: normal for some seconds.
    pub unsealed: i64,
    pub first_broken: Option<Broken>,
    /// The last link: keep it elsewhere, and a later verification proves that nothing was cut off or made anew.
    pub head: Option<Anchor>,
    pub at: Moment,
}

impl Verified {
    pub const fn is_whole(&self) -> bool {
        self.first_broken.is_none()
    }
}

/// Reading and proving the log.
#[async_trait]
pub trait Audit: Send + Sync {
    /// Newest first. Needs `log.view`.
    async fn list_log(&self, actor: &Actor, filter: LogFilter, page: PageRequest) -> Result<Page<LogEntry>, Problem>;
    /// The actions that occur, for the filter. Needs `log.view`.
    async fn list_log_actions(&self, actor: &Actor) -> Result<Vec<String>, Problem>;
    /// Walks the whole chain; with an anchor that was kept elsewhere, also against that. Needs `log.verify`.
    async fn verify_log(&self, actor: &Actor, anchor: Option<Anchor>) -> Result<Verified, Problem>;
}
