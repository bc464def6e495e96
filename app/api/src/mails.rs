//! The demo's mailbox. On any other installation it does not exist.

use crate::Fault;
use leptos::prelude::*;
use model::{MailId, Page, PageRequest, mails::StoredMail};

/// Newest first; `recipient` empty: all.
#[server(name = ListDemoMails, prefix = "/api", endpoint = "mails/list_demo_mails")]
pub async fn list_demo_mails(
    #[server(default)] recipient: String,
    after: Option<String>,
) -> Result<Page<StoredMail>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.list_demo_mails(&actor, recipient, PageRequest { after, limit: 30 }).await?)
}

#[server(name = LoadDemoMail, prefix = "/api", endpoint = "mails/load_demo_mail")]
pub async fn load_demo_mail(id: MailId) -> Result<StoredMail, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.load_demo_mail(&actor, id).await?)
}
