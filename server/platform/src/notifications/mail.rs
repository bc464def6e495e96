//! The same words as a mail, in the reader's language. Written a minute after the notification, and not at all when the
//! person has read it by then: who is looking at the page needs no mail.

use super::queries::{self, Unmailed};
use crate::{
    Platform, Result, Tx,
    jobs::{Job, enqueue_in},
    mails::{self, Letter},
};
use model::{NotificationId, ProjectId, tr};
use time::Duration;

/// How long the bell has before the mail goes.
const DELAY: Duration = Duration::minutes(1);

/// Adds the job that will write the mail.
pub async fn queue_in(tx: &mut Tx, notification: NotificationId) -> Result<()> {
    let job = Job::MailNotification { project: tx.project, notification };
    let at = tx.now + DELAY;
    enqueue_in(tx, &job, Some(at), Some(&format!("notification:{notification}"))).await
}

impl Platform {
    /// Writes the mail of a notification that is still unread. Run by its job; twice writes one mail.
    pub async fn mail_notification(&self, project: ProjectId, id: NotificationId) -> Result<()> {
        let mut tx = self.db.begin_system(project).await?;
        if let Some(unmailed) = queries::take_unmailed(&mut tx, id).await? {
            let link = mails::link_in(&mut tx, &self.settings, &unmailed.link).await?;
            let preferences = mails::link_in(&mut tx, &self.settings, "/app/notifications").await? + "#mail";
            let letter = letter(&unmailed, link, preferences);
            mails::queue_in(&mut tx, &unmailed.email, &letter.subject, &letter.text(), &letter.html()).await?;
        }
        tx.commit().await
    }
}

fn letter(notice: &Unmailed, link: String, preferences: String) -> Letter {
    let lang = notice.lang;
    let name = &notice.name;
    let line = notice.kind.line(&notice.params, lang);
    let mut paragraphs =
        vec![tr!(lang; "Hello {name},", "Guten Tag {name},"), format!("{}.", notice.kind.title(&notice.params, lang))];
    paragraphs.extend((!line.is_empty()).then_some(line));
    let topic = notice.kind.topic().label(lang);
    Letter {
        lang,
        from: notice.project_name.clone(),
        subject: notice.kind.title(&notice.params, lang),
        paragraphs,
        action: Some((tr!(lang; "Open it", "Ansehen"), link)),
        reason: tr!(lang; "You get this because mails about “{topic}” are on. Change it here: {preferences}", "Sie bekommen das, weil Mails zu „{topic}“ eingeschaltet sind. Ändern: {preferences}"),
    }
}
