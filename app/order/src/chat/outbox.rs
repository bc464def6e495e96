//! What was written and is not yet in the room: shown at once, sent one after the other, by the socket or by a call, and
//! kept in this browser until it has arrived. Each has an id made here, so that sending again is no second message.

use super::room::{About, Room};
use leptos::{prelude::*, task::spawn_local};
use model::{
    FileId, Problem,
    chats::{ClientFrame, Message, NewMessage, Quote},
    files::FileView,
};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use ui::{browser, uploads::Uploaded};
use uuid::Uuid;

/// How long an answer over the socket may take.
const ANSWER: Duration = Duration::from_secs(8);
/// How long until a call that found no network is tried again.
const AGAIN: Duration = Duration::from_secs(4);

/// One that has not arrived yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outgoing {
    pub client_id: Uuid,
    pub content: String,
    pub reply: Option<Quote>,
    pub files: Vec<FileView>,
    /// Seconds since 1970 by this browser's clock.
    pub at: i64,
    #[serde(default)]
    pub state: SendState,
}

/// How far it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum SendState {
    /// On its way, or behind one that is.
    #[default]
    Sending,
    /// The server has it; the message itself follows.
    Sent,
    /// No network: it goes by itself when that is back.
    Offline,
    /// Refused: it goes only when somebody says so.
    Refused(Problem),
}

/// The one that is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flight {
    id: Uuid,
    by_socket: bool,
    /// Tells apart two tries of the same.
    attempt: Uuid,
}

impl Room {
    /// Writes a message: it is seen at once.
    pub fn send(self, content: String, files: &[Uploaded]) {
        let reply = match self.about.get_untracked() {
            Some(About::Reply { seq, name, excerpt }) => Some(Quote { seq, name, excerpt, deleted: false }),
            _ => None,
        };
        let files = files.iter().filter_map(view_of).collect();
        let at = browser::now().unwrap_or_default();
        self.waiting.update(|waiting| {
            // behind one that waits for the network it waits too
            let offline = waiting.iter().any(|out| out.state == SendState::Offline);
            let state = if offline { SendState::Offline } else { SendState::Sending };
            waiting.push(Outgoing { client_id: browser::new_id(), content, reply, files, at, state });
        });
        self.about.set(None);
        self.new_from.set(None);
        self.keep_waiting();
        self.to_newest();
        self.pump();
    }

    /// What was kept here from an earlier visit goes now, except what was refused.
    pub fn resume(self) {
        let kept =
            browser::kept(&self.key("outbox")).and_then(|kept| serde_json::from_str::<Vec<Outgoing>>(&kept).ok());
        let here = self.span.with_untracked(|span| span.rows().iter().map(|item| item.key).collect::<Vec<_>>());
        let kept: Vec<_> = kept.unwrap_or_default().into_iter().filter(|out| !here.contains(&out.client_id)).collect();
        if !kept.is_empty() {
            let again = |mut out: Outgoing| {
                if !matches!(out.state, SendState::Refused(_)) {
                    out.state = SendState::Sending;
                }
                out
            };
            self.waiting.set(kept.into_iter().map(again).collect());
            self.keep_waiting();
            self.pump();
        }
    }

    /// Once more, after a refusal.
    pub fn retry(self, id: Uuid) {
        self.set_state(id, SendState::Sending);
        self.keep_waiting();
        self.pump();
    }

    /// Gives up on one; its words come back.
    pub fn discard(self, id: Uuid) -> Option<Outgoing> {
        let found = self.waiting.with_untracked(|waiting| waiting.iter().find(|out| out.client_id == id).cloned());
        self.waiting.update(|waiting| waiting.retain(|out| out.client_id != id));
        self.keep_waiting();
        found
    }

    /// Messages that are in the room now wait no longer.
    pub fn settle(self, messages: &[Message]) {
        let arrived: Vec<Uuid> = messages.iter().filter_map(|message| message.client_id).collect();
        let known = |out: &Outgoing| arrived.contains(&out.client_id);
        if self.waiting.try_with_untracked(|waiting| waiting.iter().any(known)) != Some(true) {
            return;
        }
        self.waiting.try_update(|waiting| waiting.retain(|out| !known(out)));
        self.keep_waiting();
        if self.flight().is_some_and(|flight| arrived.contains(&flight.id)) {
            self.flight.try_set_value(None);
            self.pump();
        }
    }

    /// The server has it.
    pub fn acknowledged(self, id: Uuid) {
        self.set_state(id, SendState::Sent);
        if self.flight().is_some_and(|flight| flight.id == id) {
            self.flight.try_set_value(None);
            self.pump();
        }
    }

    /// The server does not take it.
    pub fn refused(self, id: Uuid, problem: Problem) {
        if self.flight().is_none_or(|flight| flight.id != id) {
            return;
        }
        self.flight.try_set_value(None);
        match problem {
            // a little too fast: the same again, a moment later
            Problem::TooMany(seconds) if seconds <= 60 => {
                browser::after(Duration::from_secs(u64::from(seconds.max(1))), move || self.pump());
            }
            Problem::Unavailable => {
                self.set_state(id, SendState::Offline);
                self.waiting.try_update(|waiting| {
                    for out in waiting.iter_mut().filter(|out| out.state == SendState::Sending) {
                        out.state = SendState::Offline;
                    }
                });
                browser::after(AGAIN, move || self.pump());
            }
            problem => {
                self.set_state(id, SendState::Refused(problem));
                self.keep_waiting();
                self.pump();
            }
        }
    }

    /// The socket broke or stands anew: what was on its way over it is sent again.
    pub fn land(self) {
        if self.flight().is_some_and(|flight| flight.by_socket) {
            self.flight.try_set_value(None);
        }
        self.pump();
    }

    /// Sends the next one, unless one is on its way.
    pub fn pump(self) {
        if self.flight().is_some() {
            return;
        }
        let next = self.waiting.try_with_untracked(|waiting| {
            waiting.iter().find(|out| matches!(out.state, SendState::Sending | SendState::Offline)).cloned()
        });
        let Some(Some(next)) = next else { return };
        let id = next.client_id;
        let message = NewMessage {
            chat: self.id,
            client_id: id,
            content: next.content,
            reply_to: next.reply.map(|quote| quote.seq),
            files: next.files.iter().map(|file| file.id).collect(),
        };
        let by_socket = self.live.say(ClientFrame::Send(message.clone()));
        let flight = Flight { id, by_socket, attempt: browser::new_id() };
        self.flight.set_value(Some(flight));
        if by_socket {
            self.set_state(id, SendState::Sending);
            browser::after(ANSWER, move || {
                if self.flight() == Some(flight) {
                    // nobody answers there: a new connection, and this one by a call
                    self.live.renew();
                    self.call(flight, message);
                }
            });
        } else {
            self.call(flight, message);
        }
    }

    fn call(self, before: Flight, message: NewMessage) {
        let flight = Flight { by_socket: false, attempt: browser::new_id(), ..before };
        self.flight.set_value(Some(flight));
        spawn_local(async move {
            match api::chats::send_message(message).await {
                Ok(sent) => {
                    self.acknowledged(flight.id);
                    self.arrive(sent.message);
                }
                Err(fault) => {
                    if self.flight() == Some(flight) {
                        self.refused(flight.id, fault.0);
                    }
                }
            }
        });
    }

    fn flight(self) -> Option<Flight> {
        self.flight.try_get_value().flatten()
    }

    fn set_state(self, id: Uuid, state: SendState) {
        self.waiting.try_update(|waiting| {
            for out in waiting.iter_mut().filter(|out| out.client_id == id) {
                out.state = state.clone();
            }
        });
    }

    fn keep_waiting(self) {
        let Some(waiting) = self.waiting.try_get_untracked() else { return };
        let text = if waiting.is_empty() { String::new() } else { serde_json::to_string(&waiting).unwrap_or_default() };
        browser::keep(&self.key("outbox"), &text);
    }

    /// Where this browser keeps something of this room for this person.
    pub fn key(self, what: &str) -> String {
        format!("chat-{what}-{}-{}", self.me, self.id)
    }
}

fn view_of(file: &Uploaded) -> Option<FileView> {
    Some(FileView {
        id: file.id.parse::<FileId>().ok()?,
        name: file.name.clone(),
        content_type: file.media_type.clone(),
        size: i64::try_from(file.size).unwrap_or(i64::MAX),
    })
}
