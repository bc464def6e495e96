//! Mails: written in the transaction that has something to say, sent by a job, kept in the database.
//! In the demo they are not sent at all but shown at `/dev/mail`.

pub mod letter;
mod queries;
#[cfg(test)]
mod tests;

pub use letter::Letter;

use crate::{Platform, Result, Settings, Tx, clock::new_id, jobs};
use async_trait::async_trait;
use model::{
    Actor, MailId, Page, PageRequest, Problem, ProjectId,
    mails::{MailStatus, Mails, StoredMail},
};
use plugins::mail::{MailError, Mailer, Message, Smtp};

/// Stores a mail and the job that sends it; it leaves when this transaction commits. Subjects and bodies are final: use
/// [`Letter`] to make them.
pub async fn queue_in(tx: &mut Tx, to: &str, subject: &str, text: &str, html: &str) -> Result<MailId> {
    let id: MailId = new_id();
    queries::insert_mail(tx, id, to, subject, text, html).await?;
    let job = jobs::Job::SendMail { project: tx.project, mail: id };
    jobs::enqueue_in(tx, &job, None, Some(&format!("mail:{id}"))).await?;
    Ok(id)
}

impl Platform {
    /// Sends a stored mail, once. Without SMTP (the demo) it only counts as sent.
    pub async fn send_mail(&self, project: ProjectId, id: MailId) -> Result<()> {
        let Some(message) = self.load_unsent(project, id).await? else { return Ok(()) };
        let outcome = match (&self.settings.smtp_url, self.settings.demo) {
            (Some(url), false) => Smtp::new(url)?.send(&message).await,
            (None, false) => Err(MailError::Later("SMTP_URL is not set".to_owned())),
            (_, true) => Ok(()),
        };
        let mut tx = self.db.begin_system(project).await?;
        match outcome {
            Ok(()) => queries::mark_mail(&mut tx, id, MailStatus::Sent, None).await?,
            Err(MailError::Refused(why)) => {
                tracing::warn!(%id, why, "mail {id} was refused for good");
                queries::mark_mail(&mut tx, id, MailStatus::Failed, Some(&why)).await?;
            }
            Err(error @ MailError::Later(_)) => {
                queries::mark_mail(&mut tx, id, MailStatus::Queued, Some(&error.to_string())).await?;
                tx.commit().await?;
                return Err(anyhow::Error::new(error).into());
            }
        }
        tx.commit().await
    }

    /// The mail unless it has left already. Read in a transaction of its own: none is held over the call outside.
    async fn load_unsent(&self, project: ProjectId, id: MailId) -> Result<Option<Message>> {
        let mut tx = self.db.begin_system(project).await?;
        let row = queries::load_mail(&mut tx, id).await?;
        let from_name = queries::sender_name(&mut tx).await?;
        tx.commit().await?;
        Ok(row.filter(|mail| mail.status == MailStatus::Queued).map(|mail| Message {
            from_name,
            to: mail.recipient,
            subject: mail.subject,
            text: mail.text,
            html: mail.html,
            id: id.0.simple().to_string(),
        }))
    }
}

#[async_trait]
impl Mails for Platform {
    async fn list_demo_mails(
        &self,
        actor: &Actor,
        recipient: String,
        page: PageRequest,
    ) -> Result<Page<StoredMail>, Problem> {
        self.demo_only()?;
        let after = page.after.as_deref().map(|id| id.parse::<MailId>()).transpose().map_err(|_| Problem::NotFound)?;
        let mut tx = self.db.begin(actor).await?;
        let rows = queries::list_mails(&mut tx, recipient.trim(), after, i64::from(page.limit()) + 1).await?;
        Ok(Page::cut(rows, page.limit(), |mail| mail.id.to_string()))
    }

    async fn load_demo_mail(&self, actor: &Actor, id: MailId) -> Result<StoredMail, Problem> {
        self.demo_only()?;
        let mut tx = self.db.begin(actor).await?;
        Ok(queries::load_mail(&mut tx, id).await?.ok_or(Problem::NotFound)?)
    }
}

impl Platform {
    fn demo_only(&self) -> Result<(), Problem> {
        if self.settings.demo { Ok(()) } else { Err(Problem::NotFound) }
    }
}

/// Who the project's mails come from.
pub async fn sender_name_in(tx: &mut Tx) -> Result<String> {
    queries::sender_name(tx).await
}

/// An absolute address of a page in this project: on its own host if it has one; else on the installation's, where the
/// address must say which of the projects there is meant.
pub async fn link_in(tx: &mut Tx, settings: &Settings, path: &str) -> Result<String> {
    let place = queries::place(tx).await?;
    if let Some(domain) = place.domain {
        let scheme = if settings.https() { "https" } else { "http" };
        return Ok(format!("{scheme}://{domain}{path}"));
    }
    let url = settings.url(path);
    if place.slug == settings.default_project {
        return Ok(url);
    }
    let sign = if path.contains('?') { '&' } else { '?' };
    Ok(format!("{url}{sign}project={}", place.slug))
}
