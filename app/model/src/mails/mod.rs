//! Mails that went out, as the demo's mailbox shows them.

use crate::{Actor, MailId, Moment, Page, PageRequest, Problem};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

crate::text_enum! {
    /// Where a mail stands.
    pub enum MailStatus {
        Queued = "queued",
        Sent = "sent",
        Failed = "failed",
    }
}

/// One mail of the demo's mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredMail {
    pub id: MailId,
    pub recipient: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub status: MailStatus,
    pub created_at: Moment,
}

/// The mailbox of the demo. On any other installation it does not exist.
#[async_trait]
pub trait Mails: Send + Sync {
    /// Newest first, to one receiver or to all. `NotFound` unless the server runs the demo.
    async fn list_demo_mails(
        &self,
        actor: &Actor,
        recipient: String,
        page: PageRequest,
    ) -> Result<Page<StoredMail>, Problem>;
    /// One mail. `NotFound` unless the server runs the demo.
    async fn load_demo_mail(&self, actor: &Actor, id: MailId) -> Result<StoredMail, Problem>;
}
