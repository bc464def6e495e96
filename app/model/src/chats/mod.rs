//! Conversations: a room per order (made with the order), per question before buying, per ticket, and rooms of the staff.
//! A room's messages are numbered from 1 without gaps, so that a page that was away says its last number and gets exactly
//! what it missed; a message carries an id made by its sender's page, so that sending it again is no second message.

mod rules;
#[cfg(test)]
mod tests;
mod views;
mod wire;

pub use rules::*;
pub use views::*;
pub use wire::*;

use crate::{
    Actor, ChatId, ChatReportId, FileId, OrderId, Page, PageRequest, Party, Problem, ProductId, UserId, text_enum,
};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

text_enum! {
    /// What a room is about.
    pub enum ChatKind {
        /// Client and seller of one order; made with the order.
        Order = "order",
        /// A question before buying, about one product.
        Presale = "presale",
        /// A support ticket.
        Ticket = "ticket",
        /// Among the project's staff.
        Staff = "staff",
    }
}

text_enum! {
    /// Whether a room can be written in.
    pub enum ChatStatus {
        Active = "active",
        Archived = "archived",
    }
}

text_enum! {
    /// What a message is.
    pub enum MessageType {
        Text = "text",
        /// Files, with or without a text.
        File = "file",
        /// An event of the order; its words are made when it is read.
        System = "system",
        /// A card: a custom offer, with its live state.
        Offer = "offer",
        /// A card: a milestone or delivery of the order.
        Milestone = "milestone",
    }
}

text_enum! {
    /// Why somebody reports a message.
    pub enum ReportReason {
        Spam = "spam",
        Abuse = "abuse",
        Fraud = "fraud",
        /// Wants to be paid outside the project.
        OffPlatform = "off_platform",
        Other = "other",
    }
}

text_enum! {
    /// What became of a report.
    pub enum ReportStatus {
        Open = "open",
        /// The message was taken away.
        Upheld = "upheld",
        /// The message stays.
        Dismissed = "dismissed",
    }
}

/// Which rooms a list shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatFilter {
    /// As whom: the client's own, the seller's, or (staff) the staff's rooms and those of orders they have looked into.
    pub side: Party,
    #[serde(default)]
    pub unread: bool,
    #[serde(default)]
    pub archived: bool,
}

impl ChatFilter {
    pub const fn of(side: Party) -> Self {
        Self { side, unread: false, archived: false }
    }
}

/// Which part of a room is read: 50 messages, always oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Around {
    /// The latest.
    End,
    /// This message in the middle, as a link or a search hit leads to.
    Message(i64),
    /// The first unread one in the middle; the latest when nothing is unread.
    Unread,
}

/// What is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMessage {
    pub chat: ChatId,
    /// Made by the page (UUID), once per message: sent again, it is the same message.
    pub client_id: Uuid,
    #[serde(default)]
    pub content: String,
    /// The `seq` of the message that is answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<i64>,
    /// Uploads with the purpose `chat`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileId>,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sent {
    pub message: Message,
    /// `false`: it had arrived before.
    pub fresh: bool,
}

/// What may be done in rooms. A room is `NotFound` for whoever is not in it: client, the seller's team, the staff's
/// members; staff who may see any order may also enter an order's room, where they are called "Project".
#[async_trait]
pub trait Chats: Send + Sync {
    /// A page of rooms, the one with the latest message first.
    async fn list_chats(&self, actor: &Actor, filter: ChatFilter, page: PageRequest)
    -> Result<Page<RoomLine>, Problem>;
    /// The room with the window it opens on.
    async fn open_chat(&self, actor: &Actor, chat: ChatId, around: Around) -> Result<RoomView, Problem>;
    /// The room of an order; staff who open it do not become members by it.
    async fn chat_of_order(&self, actor: &Actor, order: OrderId) -> Result<ChatId, Problem>;
    /// Up to 50 messages before this number, oldest first.
    async fn messages_before(&self, actor: &Actor, chat: ChatId, seq: i64) -> Result<Window, Problem>;
    /// Up to 50 messages after this number, oldest first.
    async fn messages_after(&self, actor: &Actor, chat: ChatId, seq: i64) -> Result<Window, Problem>;
    /// Sends. `TooMany` past the limits; `Conflict` in an archived room or where one side has blocked the other.
    async fn send_message(&self, actor: &Actor, message: NewMessage) -> Result<Sent, Problem>;
    /// One's own, within [`EDIT_MINUTES`].
    async fn edit_message(&self, actor: &Actor, chat: ChatId, seq: i64, content: String) -> Result<Message, Problem>;
    /// One's own, within [`EDIT_MINUTES`]. Its number stays; its words and files go.
    async fn delete_message(&self, actor: &Actor, chat: ChatId, seq: i64) -> Result<Message, Problem>;
    /// Sets or takes back one of [`REACTIONS`].
    async fn react(&self, actor: &Actor, chat: ChatId, seq: i64, emoji: String, on: bool) -> Result<Message, Problem>;
    /// At most [`MOST_PINS`] in a room.
    async fn pin_message(&self, actor: &Actor, chat: ChatId, seq: i64, on: bool) -> Result<Message, Problem>;
    /// The room's pinned messages, the latest pin first.
    async fn pinned_messages(&self, actor: &Actor, chat: ChatId) -> Result<Vec<Message>, Problem>;
    /// Everything up to this number is read. Going back is no error and changes nothing.
    async fn mark_read(&self, actor: &Actor, chat: ChatId, seq: i64) -> Result<(), Problem>;
    /// Words in the caller's rooms, or in one of them; the newest first.
    async fn search_messages(
        &self,
        actor: &Actor,
        query: String,
        chat: Option<ChatId>,
        page: PageRequest,
    ) -> Result<Page<ChatHit>, Problem>;
    /// The caller's room about this product: made with the first message, found again afterwards.
    async fn ask_about(&self, actor: &Actor, product: ProductId, message: FirstMessage) -> Result<ChatId, Problem>;
    /// The caller's room about this product, if there is one.
    async fn question_about(&self, actor: &Actor, product: ProductId) -> Result<Option<ChatId>, Problem>;
    /// A room among staff; the caller is in it.
    async fn open_staff_chat(&self, actor: &Actor, title: String, people: Vec<UserId>) -> Result<ChatId, Problem>;
    /// Whom a staff room can be opened with: the project's staff without the caller.
    async fn list_staff_people(&self, actor: &Actor) -> Result<Vec<ChatPerson>, Problem>;
    /// Nothing more is written; the room of a running order stays open.
    async fn archive_chat(&self, actor: &Actor, chat: ChatId) -> Result<(), Problem>;
    async fn reopen_chat(&self, actor: &Actor, chat: ChatId) -> Result<(), Problem>;
    /// The other side can no longer write to the caller's, except about an order that runs.
    async fn block_other_side(&self, actor: &Actor, chat: ChatId) -> Result<(), Problem>;
    async fn unblock_other_side(&self, actor: &Actor, chat: ChatId) -> Result<(), Problem>;
    /// Tells the staff of a message; once per person and message.
    async fn report_message(
        &self,
        actor: &Actor,
        chat: ChatId,
        seq: i64,
        reason: ReportReason,
        note: String,
    ) -> Result<ChatReportId, Problem>;
    /// For staff who manage orders: what was reported, the open ones first.
    async fn list_reports(
        &self,
        actor: &Actor,
        status: ReportStatus,
        page: PageRequest,
    ) -> Result<Page<ReportLine>, Problem>;
    /// Staff decide: `upheld` takes the message away. Nobody decides about their own message or report.
    async fn decide_report(&self, actor: &Actor, report: ChatReportId, upheld: bool) -> Result<(), Problem>;
    /// Unread messages in all of the caller's rooms, counted up to 1,000.
    async fn count_unread_messages(&self, actor: &Actor) -> Result<u32, Problem>;
}

/// The first question to a seller, with the id its page made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstMessage {
    pub client_id: Uuid,
    pub content: String,
}
