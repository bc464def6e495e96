//! The transaction log.

use crate::Fault;
use leptos::{prelude::*, server_fn::codec::Json};
use model::{
    Page, PageRequest,
    audit::{LogEntry, LogFilter, Verified},
};

/// Newest first.
#[server(name = ListLog, prefix = "/api", endpoint = "audit/list_log", input = Json)]
pub async fn list_log(filter: LogFilter, after: Option<String>) -> Result<Page<LogEntry>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.list_log(&actor, filter, PageRequest { after, limit: 50 }).await?)
}

/// The actions that occur, for the filter.
#[server(name = ListLogActions, prefix = "/api", endpoint = "audit/list_log_actions")]
pub async fn list_log_actions() -> Result<Vec<String>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.list_log_actions(&actor).await?)
}

/// Walks the whole chain; `anchor` as it was shown after an earlier check, or empty.
#[server(name = VerifyLog, prefix = "/api", endpoint = "audit/verify_log")]
pub async fn verify_log(#[server(default)] anchor: String) -> Result<Verified, Fault> {
    let (desk, actor) = crate::caller()?;
    let anchor = if anchor.trim().is_empty() { None } else { Some(anchor.parse()?) };
    Ok(desk.verify_log(&actor, anchor).await?)
}
