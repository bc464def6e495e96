//! What page and server say to each other over the socket `/live`, one JSON object per frame, its kind under `event`.
//! Frames without `event` are those of `events::Changed` and go on as they were.

use super::{Message, NewMessage};
use crate::{ChatId, Moment, Problem, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a page says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
pub enum ClientFrame {
    /// Hears this room from now on; what came after `since` (and changed after `version`) is sent at once, in order.
    /// Said again after a reconnect, or when a number is missing.
    #[serde(rename = "chat.open")]
    Open { chat: ChatId, since: i64, version: i64 },
    #[serde(rename = "chat.close")]
    Close { chat: ChatId },
    /// Answered by `chat.ack` or `chat.refused` with the same `client_id`.
    #[serde(rename = "chat.send")]
    Send(NewMessage),
    /// While somebody writes, at most once in three seconds.
    #[serde(rename = "chat.typing")]
    Typing { chat: ChatId },
    #[serde(rename = "chat.read")]
    Read { chat: ChatId, seq: i64 },
    /// "Do you hear me?": a page cannot see the socket's own pings, and a network that went away says nothing. Answered at
    /// once by `pong`, without asking the database.
    #[serde(rename = "ping")]
    Ping,
}

/// What the server says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event")]
pub enum ServerFrame {
    /// The room is heard; what was missed has been sent before this. `here`: who has it open now.
    #[serde(rename = "chat.opened")]
    Opened { chat: ChatId, last_seq: i64, version: i64, here: Vec<UserId> },
    /// The room is not (or no longer) the reader's, or the socket has too many open.
    #[serde(rename = "chat.closed")]
    Closed { chat: ChatId, problem: Problem },
    /// More was missed than is sent over a socket: read the room again with `open_chat`, then open it here again.
    #[serde(rename = "chat.behind")]
    Behind { chat: ChatId },
    #[serde(rename = "chat.ack")]
    Ack { chat: ChatId, client_id: Uuid, seq: i64 },
    #[serde(rename = "chat.refused")]
    Refused { chat: ChatId, client_id: Uuid, problem: Problem },
    /// Also to its sender, in all their pages.
    #[serde(rename = "chat.message.new")]
    New { message: Message },
    /// Edited, deleted, reacted to, pinned.
    #[serde(rename = "chat.message.changed")]
    Changed { message: Message },
    #[serde(rename = "chat.message.read")]
    Read { chat: ChatId, user: UserId, seq: i64, at: Moment },
    /// Good for six seconds.
    #[serde(rename = "chat.typing")]
    Typing { chat: ChatId, user: UserId, name: String },
    /// Somebody opened or left the room.
    #[serde(rename = "chat.status.change")]
    Status { chat: ChatId, user: UserId, here: bool },
    /// Something new in a room that this socket has not open (or its status changed): lists and counters read again.
    #[serde(rename = "chat.room.changed")]
    Room { chat: ChatId },
    /// The answer to `ping`.
    #[serde(rename = "pong")]
    Pong,
}
