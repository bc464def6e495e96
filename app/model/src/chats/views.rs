//! Rooms and messages as pages show them. A message looks the same to everybody in its room: what is the reader's own is
//! told by comparing ids, so that one text can be sent to all of them.

use super::{ChatKind, ChatStatus, MessageType, ReportReason, ReportStatus};
use crate::{
    ChatId, ChatReportId, Lang, MessageId, Moment, OrderId, Party, ProductId, UserId,
    files::FileView,
    orders::{OrderStatus, TimelineEntry},
    tr,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Who sent a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    pub id: UserId,
    pub name: String,
    /// `Staff` is shown as "Project".
    pub side: Party,
}

/// What a reply quotes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    pub seq: i64,
    pub name: String,
    /// At most 140 characters; empty when the message is gone or has only files.
    pub excerpt: String,
    pub deleted: bool,
}

/// One kind of reaction to a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reaction {
    pub emoji: String,
    pub users: Vec<UserId>,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Message {
    pub id: MessageId,
    pub chat: ChatId,
    /// 1, 2, 3 … in its room, without gaps.
    pub seq: i64,
    /// As its sender's page made it; `None` for what the house itself wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<Uuid>,
    pub message_type: MessageType,
    /// `None` where a timer did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender: Option<Sender>,
    /// Empty when it was deleted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub content: String,
    /// Of a system message: what happened to the order; `sentence` says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<TimelineEntry>,
    /// Of a card: the offer or the milestone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<Quote>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileView>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<Reaction>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pinned: bool,
    /// Grows with the room's `version` at each edit, reaction, pin or deletion; 0 as sent.
    #[serde(default)]
    pub version: i64,
    pub created_at: Moment,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Moment>,
}

impl Message {
    pub fn is_of(&self, user: UserId) -> bool {
        self.sender.as_ref().is_some_and(|sender| sender.id == user)
    }
    /// Written by a person, and so counted as unread by the others.
    pub fn is_said(&self) -> bool {
        self.message_type != MessageType::System
    }
}

/// Consecutive messages, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Window {
    pub messages: Vec<Message>,
    pub more_before: bool,
    pub more_after: bool,
}

/// The order a room is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatOrder {
    pub id: OrderId,
    pub number: String,
    pub status: OrderStatus,
}

/// The product ("gig") a room is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatProduct {
    pub id: ProductId,
    pub slug: String,
    pub name: String,
}

/// The latest message, in a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LastMessage {
    pub seq: i64,
    pub message_type: MessageType,
    pub sender: Option<Sender>,
    /// At most 140 characters; empty for files without a text, cards, and what was deleted.
    pub excerpt: String,
    pub event: Option<TimelineEntry>,
    pub files: u32,
    pub deleted: bool,
    pub at: Moment,
}

/// A room in the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoomLine {
    pub id: ChatId,
    pub kind: ChatKind,
    pub status: ChatStatus,
    /// The order's title, the product's name, the staff room's title.
    pub title: String,
    pub order: Option<ChatOrder>,
    pub product: Option<ChatProduct>,
    pub buyer_name: Option<String>,
    pub seller_name: Option<String>,
    pub seller_slug: Option<String>,
    /// What the reader is in this room.
    pub side: Party,
    pub unread: u32,
    pub last: Option<LastMessage>,
    /// Of the latest message; a room without any: when it was made.
    pub at: Moment,
}

impl RoomLine {
    /// Who is on the other side.
    pub fn other_name(&self, lang: Lang) -> String {
        let (buyer, seller) = (self.buyer_name.clone(), self.seller_name.clone());
        match self.side {
            Party::Client => seller.unwrap_or_default(),
            Party::Seller => buyer.unwrap_or_default(),
            _ => match (buyer, seller) {
                (Some(buyer), Some(seller)) => tr!(lang; "{buyer} and {seller}", "{buyer} und {seller}"),
                _ => self.title.clone(),
            },
        }
    }
}

/// Somebody in a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatPerson {
    pub id: UserId,
    pub name: String,
    pub side: Party,
    /// Up to where they have read.
    pub read: i64,
}

/// Why nothing can be written, so that the page says it in place of the box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closed {
    Archived,
    /// The reader's side has blocked the other.
    BlockedByUs,
    BlockedByThem,
}

impl Closed {
    pub fn words(self, lang: Lang) -> String {
        match self {
            Self::Archived => {
                tr!(lang; "This conversation is archived. Reopen it to write.", "Diese Unterhaltung ist archiviert. Öffnen Sie sie wieder, um zu schreiben.")
            }
            Self::BlockedByUs => {
                tr!(lang; "You have blocked the other side. Unblock them to write.", "Sie haben die andere Seite blockiert. Heben Sie das auf, um zu schreiben.")
            }
            Self::BlockedByThem => {
                tr!(lang; "The other side does not take messages here.", "Die andere Seite nimmt hier keine Nachrichten an.")
            }
        }
    }
}

/// A room with the window it opens on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoomView {
    pub line: RoomLine,
    /// Everybody who is in it or has written in it.
    pub people: Vec<ChatPerson>,
    pub window: Window,
    /// The number of the latest message; 0 in an empty room.
    pub last_seq: i64,
    /// What `chat.open` says, to get the changes after it.
    pub version: i64,
    /// Up to where the reader has read.
    pub read: i64,
    pub pins: u32,
    pub closed: Option<Closed>,
    /// The button "Archive" is alive.
    pub may_archive: bool,
    /// The button "Block" is alive.
    pub may_block: bool,
}

/// A message that a search found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatHit {
    pub chat: ChatId,
    pub kind: ChatKind,
    /// The room's.
    pub title: String,
    pub seq: i64,
    pub sender: Option<Sender>,
    /// At most 200 characters of the message around the first hit, as plain text.
    pub excerpt: String,
    pub at: Moment,
}

/// A reported message, for the staff.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportLine {
    pub id: ChatReportId,
    pub reason: ReportReason,
    pub note: String,
    pub status: ReportStatus,
    pub reported_by: String,
    pub at: Moment,
    pub decided_by: Option<String>,
    pub room: String,
    pub message: Message,
}

impl ReportReason {
    pub fn words(self, lang: Lang) -> String {
        match self {
            Self::Spam => tr!(lang; "Advertising or spam", "Werbung oder Spam"),
            Self::Abuse => tr!(lang; "Insult or threat", "Beleidigung oder Drohung"),
            Self::Fraud => tr!(lang; "Attempted fraud", "Betrugsversuch"),
            Self::OffPlatform => {
                tr!(lang; "Wants to be paid outside the project", "Will außerhalb des Projekts bezahlt werden")
            }
            Self::Other => tr!(lang; "Something else", "Etwas anderes"),
        }
    }
}
