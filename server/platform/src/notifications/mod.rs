//! Notifications: written in the transaction of what they tell of, shown by the bell, and mailed as the person chose.

mod mail;
mod queries;
#[cfg(test)]
mod tests;

use crate::{Platform, Result, Tx, clock::new_id, outbox};
use async_trait::async_trait;
use model::{
    Actor, NotificationId, Page, PageRequest, Permission, Problem, SellerId, UserId,
    events::{Subject, Topic},
    notifications::{Notice, NoticeKind, NoticeParams, NoticePreference, NoticeTopic, Notifications},
};

/// Tells one member: the bell at once, a mail if they want mails of this topic. `link` is a path of ours, as in
/// `/app/orders/…`. Somebody who left the project is not told, which is no error.
pub async fn notify_in(tx: &mut Tx, user: UserId, kind: NoticeKind, params: NoticeParams, link: &str) -> Result<()> {
    tell_in(tx, user, kind, &params, link, true).await
}

/// The bell alone, where a letter of its own goes out with the same news.
pub async fn ring_in(tx: &mut Tx, user: UserId, kind: NoticeKind, params: NoticeParams, link: &str) -> Result<()> {
    tell_in(tx, user, kind, &params, link, false).await
}

async fn tell_in(
    tx: &mut Tx,
    user: UserId,
    kind: NoticeKind,
    params: &NoticeParams,
    link: &str,
    mail: bool,
) -> Result<()> {
    let id: NotificationId = new_id();
    let Some(wants_mail) = queries::insert_notification(tx, id, user, kind, params, link).await? else { return Ok(()) };
    outbox::publish_in(tx, &[Topic::User(user)], Subject::Notification, Some(id.0)).await?;
    if mail && wants_mail {
        mail::queue_in(tx, id).await?;
    }
    Ok(())
}

/// Tells several; nobody twice.
pub async fn notify_all_in(
    tx: &mut Tx,
    users: &[UserId],
    kind: NoticeKind,
    params: &NoticeParams,
    link: &str,
) -> Result<()> {
    let mut users = users.to_vec();
    users.sort_unstable();
    users.dedup();
    for user in users {
        tell_in(tx, user, kind, params, link, true).await?;
    }
    Ok(())
}

/// Who has this notice with this link and has not read it: to ask nobody twice.
pub async fn still_asked_in(tx: &mut Tx, kind: NoticeKind, link: &str) -> Result<Vec<UserId>> {
    queries::unread_of(tx, kind, link).await
}

/// What these notices asked for is done: they are no news any more, and are not mailed.
pub async fn settle_in(tx: &mut Tx, kind: NoticeKind, link: &str) -> Result<()> {
    for user in queries::settle(tx, kind, link).await? {
        outbox::publish_in(tx, &[Topic::User(user)], Subject::Notification, None).await?;
    }
    Ok(())
}

/// Everybody who works for the seller.
pub async fn team_in(tx: &mut Tx, seller: SellerId) -> Result<Vec<UserId>> {
    queries::team(tx, seller).await
}

/// Tells everybody who works for the seller.
pub async fn notify_team_in(
    tx: &mut Tx,
    seller: SellerId,
    kind: NoticeKind,
    params: &NoticeParams,
    link: &str,
) -> Result<()> {
    let team = queries::team(tx, seller).await?;
    notify_all_in(tx, &team, kind, params, link).await
}

/// The staff who may do something about it; at most 100.
pub async fn notify_staff_in(
    tx: &mut Tx,
    permission: Permission,
    kind: NoticeKind,
    params: &NoticeParams,
    link: &str,
) -> Result<()> {
    let staff = queries::staff_with(tx, permission).await?;
    notify_all_in(tx, &staff, kind, params, link).await
}

/// Who of the staff may do something; at most 100. For notices that not all of them may read.
pub async fn staff_in(tx: &mut Tx, permission: Permission) -> Result<Vec<UserId>> {
    queries::staff_with(tx, permission).await
}

/// The project as the title of a notice: "Welcome to …".
pub async fn of_project_in(tx: &mut Tx) -> Result<NoticeParams> {
    Ok(NoticeParams::of(queries::project_name(tx).await?))
}

/// The person's unread ones, up to 100: for `whoami`.
pub async fn count_unread_in(tx: &mut Tx, user: UserId) -> Result<u32> {
    queries::count_unread(tx, user).await
}

impl Platform {
    /// Takes away what nobody needs any more, in all projects: read ones after 90 days, all after a year. Run every night.
    pub async fn sweep_notifications(&self) -> Result<i64> {
        // across projects: the timer serves them all
        let now = self.db.now();
        let mut tx = self.db.operator().await?;
        let swept = queries::delete_old(&mut tx, now).await?;
        tx.commit().await?;
        Ok(i64::try_from(swept).unwrap_or(i64::MAX))
    }
}

#[async_trait]
impl Notifications for Platform {
    async fn list_notifications(
        &self,
        actor: &Actor,
        unread: bool,
        page: PageRequest,
    ) -> Result<Page<Notice>, Problem> {
        let user = actor.user_id()?;
        let after = page.after.as_deref().map(str::parse).transpose().map_err(|_| Problem::NotFound)?;
        let mut tx = self.db.begin(actor).await?;
        let rows = queries::list_notifications(&mut tx, user, unread, after, page.limit()).await?;
        Ok(Page::cut(rows, page.limit(), |notice| notice.id.to_string()))
    }

    async fn count_unread(&self, actor: &Actor) -> Result<u32, Problem> {
        let user = actor.user_id()?;
        let mut tx = self.db.begin(actor).await?;
        Ok(count_unread_in(&mut tx, user).await?)
    }

    async fn read_notification(&self, actor: &Actor, id: NotificationId) -> Result<(), Problem> {
        let user = actor.user_id()?;
        let mut tx = self.db.begin(actor).await?;
        queries::read_notification(&mut tx, user, id).await?;
        outbox::publish_in(&mut tx, &[Topic::User(user)], Subject::Notification, Some(id.0)).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn read_all_notifications(&self, actor: &Actor) -> Result<u32, Problem> {
        let user = actor.user_id()?;
        let mut tx = self.db.begin(actor).await?;
        let count = queries::read_all_notifications(&mut tx, user).await?;
        if count > 0 {
            outbox::publish_in(&mut tx, &[Topic::User(user)], Subject::Notification, None).await?;
        }
        tx.commit().await?;
        Ok(count)
    }

    async fn notification_preferences(&self, actor: &Actor) -> Result<Vec<NoticePreference>, Problem> {
        let user = actor.user_id()?;
        let mut tx = self.db.begin(actor).await?;
        let chosen = queries::preferences(&mut tx, user).await?;
        let mail = |topic| chosen.iter().find(|p| p.topic == topic).map_or(NoticeTopic::MAILS_BY_DEFAULT, |p| p.mail);
        Ok(NoticeTopic::ALL.iter().map(|&topic| NoticePreference { topic, mail: mail(topic) }).collect())
    }

    async fn set_notification_preference(&self, actor: &Actor, preference: NoticePreference) -> Result<(), Problem> {
        let user = actor.user_id()?;
        let mut tx = self.db.begin(actor).await?;
        queries::set_preference(&mut tx, user, preference).await?;
        tx.commit().await?;
        Ok(())
    }
}
