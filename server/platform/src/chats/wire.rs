//! How a room's news leave the platform. In this process they go to whoever listens (the live hub), at once; to the other
//! processes as NOTIFY on `guildhall_chat`, one JSON object per line. The hub sends those in bundles, apart from the
//! transaction that stored the message: PostgreSQL lets one notifying transaction commit after the other, and a message
//! must not wait for that. What is lost between a commit and its NOTIFY is found by its number (`live::chat_tips`).

use super::queries::live;
use crate::{Db, Result};
use model::{ChatId, Moment, ProjectId, UserId, chats::Message};
use serde::{Deserialize, Serialize};
use std::{
    fmt,
    sync::{Arc, OnceLock},
};

/// The channel of PostgreSQL's.
pub const CHANNEL: &str = "guildhall_chat";
/// A payload must stay below 8,000 bytes; longer messages are told by number only.
pub const MOST_BYTES: usize = 7_800;

/// What happened in a room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Heard {
    /// A message, whole.
    Said {
        project: ProjectId,
        message: Box<Message>,
        people: Vec<UserId>,
    },
    /// The numbers moved: who has the room open reads what is new.
    Moved {
        project: ProjectId,
        chat: ChatId,
        last_seq: i64,
        version: i64,
        people: Vec<UserId>,
    },
    Read {
        project: ProjectId,
        chat: ChatId,
        user: UserId,
        seq: i64,
        at: Moment,
    },
    Typing {
        project: ProjectId,
        chat: ChatId,
        user: UserId,
        name: String,
    },
    /// Somebody has the room open in some process, or not any more.
    Here {
        project: ProjectId,
        chat: ChatId,
        user: UserId,
        here: bool,
    },
    /// A process begins to hear a room: the others say who is there.
    Ask {
        project: ProjectId,
        chat: ChatId,
    },
    /// Something else of the room changed: lists read again.
    Room {
        project: ProjectId,
        chat: ChatId,
        people: Vec<UserId>,
    },
}

type Listener = Box<dyn Fn(Heard) + Send + Sync>;

/// Where news leave. Cloned with the platform.
#[derive(Clone, Default)]
pub struct Wire(Arc<OnceLock<Listener>>);

impl fmt::Debug for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wire")
    }
}

impl Wire {
    /// From now on this process's news go here; the listener also tells the other processes. Once.
    pub fn listen(&self, listener: impl Fn(Heard) + Send + Sync + 'static) {
        if self.0.set(Box::new(listener)).is_err() {
            tracing::error!("the wire has a listener already");
        }
    }

    /// Tells. Without a listener (a worker, a command) straight to the other processes.
    pub(super) fn tell(&self, db: &Db, heard: Heard) {
        match self.0.get() {
            Some(listener) => listener(heard),
            None => {
                let db = db.clone();
                tokio::spawn(async move {
                    let Some(line) = line_of(&heard) else { return };
                    if let Err(error) = live::notify(&db, &[line]).await {
                        tracing::debug!(?error, "the other processes will find it by its number");
                    }
                });
            }
        }
    }
}

/// As it goes to the other processes; a message that is too long for a payload as its numbers.
pub fn line_of(heard: &Heard) -> Option<String> {
    let line = serde_json::to_string(heard).ok()?;
    if line.len() <= MOST_BYTES {
        return Some(line);
    }
    match heard {
        Heard::Said { project, message, people } => {
            let few = if people.len() > 100 { vec![] } else { people.clone() };
            let moved =
                Heard::Moved { project: *project, chat: message.chat, last_seq: message.seq, version: 0, people: few };
            serde_json::to_string(&moved).ok()
        }
        _ => None,
    }
}

impl crate::Platform {
    /// Sends lines of [`line_of`] to the other processes: each entry is one payload of whole lines.
    pub async fn notify_chats(&self, payloads: &[String]) -> Result<()> {
        live::notify(&self.db, payloads).await
    }
}
