//! The bell.

use crate::Fault;
use leptos::prelude::*;
use model::{
    NotificationId, Page, PageRequest,
    notifications::{Notice, NoticePreference, NoticeTopic},
};

/// The caller's own, newest first.
#[server(name = ListNotifications, prefix = "/api", endpoint = "notifications/list_notifications")]
pub async fn list_notifications(#[server(default)] unread: bool, after: Option<String>) -> Result<Page<Notice>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.list_notifications(&actor, unread, PageRequest { after, limit: 20 }).await?)
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
