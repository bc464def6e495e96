//! What a person is told: by the bell always, by mail as they chose. The text is made when it is read, in the
//! reader's language, from the kind and its parameters.

mod kinds;
mod words;

pub use kinds::{NoticeKind, NoticeTopic};

use crate::{Actor, Lang, Moment, Money, NotificationId, Page, PageRequest, Problem};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// What the sentences need. Give what the kind speaks of; a part that is missing is left out of the sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoticeParams {
    /// The order's number, as people see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// What it is about: the order's title, the milestone, the product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who did it, by their shown name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// A reason, in the words of the person who gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Days until, or days late.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<i64>,
}

impl NoticeParams {
    /// Of an order: its number and title.
    pub fn order(number: impl Into<String>, title: impl Into<String>) -> Self {
        Self { order: Some(number.into()), title: Some(title.into()), ..Self::default() }
    }
    /// Of a thing that is no order: a product, a project.
    pub fn of(title: impl Into<String>) -> Self {
        Self { title: Some(title.into()), ..Self::default() }
    }
    pub fn title(self, title: impl Into<String>) -> Self {
        Self { title: Some(title.into()), ..self }
    }
    pub fn by(self, name: impl Into<String>) -> Self {
        Self { by: Some(name.into()), ..self }
    }
    pub fn amount(self, amount: Money) -> Self {
        Self { amount: Some(amount), ..self }
    }
    pub fn reason(self, reason: impl Into<String>) -> Self {
        Self { reason: Some(reason.into()), ..self }
    }
    pub fn days(self, days: i64) -> Self {
        Self { days: Some(days), ..self }
    }
}

/// One notification as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub id: NotificationId,
    pub kind: NoticeKind,
    pub params: NoticeParams,
    /// A path of ours.
    pub link: String,
    pub created_at: Moment,
    pub read_at: Option<Moment>,
}

/// A line under the bell. Its words are made where it is read from the store, so that no shell carries all sentences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BellLine {
    pub id: NotificationId,
    pub title: String,
    pub line: String,
    /// A path of ours.
    pub link: String,
    pub created_at: Moment,
    pub is_new: bool,
    pub needs_you: bool,
}

impl Notice {
    /// In the reader's words.
    pub fn said(self, lang: Lang) -> BellLine {
        BellLine {
            id: self.id,
            title: self.kind.title(&self.params, lang),
            line: self.kind.line(&self.params, lang),
            link: self.link,
            created_at: self.created_at,
            is_new: self.read_at.is_none(),
            needs_you: self.kind.needs_you(),
        }
    }
}

/// Whether a topic also comes by mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticePreference {
    pub topic: NoticeTopic,
    pub mail: bool,
}

/// A person and their notifications.
#[async_trait]
pub trait Notifications: Send + Sync {
    /// The caller's own, newest first; `unread` leaves out what was read.
    async fn list_notifications(&self, actor: &Actor, unread: bool, page: PageRequest)
    -> Result<Page<Notice>, Problem>;
    /// How many the caller has not read; counted up to 100.
    async fn count_unread(&self, actor: &Actor) -> Result<u32, Problem>;
    /// Reading twice is no error. Somebody else's is `NotFound`.
    async fn read_notification(&self, actor: &Actor, id: NotificationId) -> Result<(), Problem>;
    /// Marks all of the caller's as read; says how many were not.
    async fn read_all_notifications(&self, actor: &Actor) -> Result<u32, Problem>;
    /// Every topic with the caller's choice, or its default.
    async fn notification_preferences(&self, actor: &Actor) -> Result<Vec<NoticePreference>, Problem>;
    async fn set_notification_preference(&self, actor: &Actor, preference: NoticePreference) -> Result<(), Problem>;
}
