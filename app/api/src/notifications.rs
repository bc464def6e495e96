//! The bell.

use crate::Fault;
use leptos::prelude::*;
use model::{
    NotificationId, Page, PageRequest,
    notifications::{BellLine, Notice, NoticePreference, NoticeTopic},
};

/// The caller's own, newest first.
#[server(name = ListNotifications, prefix = "/api", endpoint = "notifications/list_notifications")]
pub async fn list_notifications(#[server(default)] unread: bool, after: Option<String>) -> Result<Page<Notice>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.list_notifications(&actor, unread, PageRequest { after, limit: 20 }).await?)
}

/// The newest, in the reader's words: what stands under the bell.
#[server(name = Bell, prefix = "/api", endpoint = "notifications/bell")]
pub async fn bell() -> Result<Vec<BellLine>, Fault> {
    let (desk, actor) = crate::caller()?;
    let newest = desk.list_notifications(&actor, false, PageRequest { after: None, limit: 8 }).await?;
    Ok(newest.items.into_iter().map(|notice| notice.said(actor.lang)).collect())
}

/// How many are unread, up to 100.
#[server(name = CountUnread, prefix = "/api", endpoint = "notifications/count_unread")]
pub async fn count_unread() -> Result<u32, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.count_unread(&actor).await?)
}

#[server(name = ReadNotification, prefix = "/api", endpoint = "notifications/read_notification")]
pub async fn read_notification(id: NotificationId) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.read_notification(&actor, id).await?)
}

/// Says how many were unread.
#[server(name = ReadAllNotifications, prefix = "/api", endpoint = "notifications/read_all_notifications")]
pub async fn read_all_notifications() -> Result<u32, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.read_all_notifications(&actor).await?)
}

#[server(name = NotificationPreferences, prefix = "/api", endpoint = "notifications/notification_preferences")]
pub async fn notification_preferences() -> Result<Vec<NoticePreference>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.notification_preferences(&actor).await?)
}

#[server(name = SetNotificationPreference, prefix = "/api", endpoint = "notifications/set_notification_preference")]
pub async fn set_notification_preference(topic: NoticeTopic, #[server(default)] mail: bool) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.set_notification_preference(&actor, NoticePreference { topic, mail }).await?)
}
