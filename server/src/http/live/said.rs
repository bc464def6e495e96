//! What a page says: one half of its socket. Sending waits for its answer before the next frame is read, so that one
//! person's messages keep their order and nobody can have more under way than one.

use super::{
    hub::{Hub, Signal},
    rooms::text_of,
};
use axum::extract::ws::{Message, WebSocket};
use futures::{StreamExt, stream::SplitStream};
use model::{
    Actor, ChatId, Problem,
    chats::{Chats, ClientFrame, MOST_OPEN, NewMessage, ServerFrame},
};
use platform::Platform;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    sync::mpsc::{Sender, WeakSender},
    time::{Instant, MissedTickBehavior, interval},
};

/// Reading on is written down at most this often per socket.
const READ_EVERY: Duration = Duration::from_secs(1);
/// Frames a second; beyond, the socket is closed.
const MOST_FRAMES: u32 = 200;

/// What the writing half is asked to do.
#[derive(Debug)]
pub enum Command {
    Open { chat: ChatId, since: i64, version: i64 },
    Close { chat: ChatId },
}

/// The actor as last looked at; the writing half renews it.
#[derive(Clone, Debug)]
pub struct Present(Arc<Mutex<Arc<Actor>>>);

impl Present {
    pub fn new(actor: Actor) -> Self {
        Self(Arc::new(Mutex::new(Arc::new(actor))))
    }
    pub fn get(&self) -> Arc<Actor> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
    pub fn set(&self, actor: Actor) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(actor);
    }
}

/// The reading half.
pub struct Ear {
    pub platform: Platform,
    pub hub: Hub,
    pub present: Present,
    pub socket: u64,
    /// To this very socket; weak, because a socket that loses its places in the hub ends.
    pub answers: WeakSender<Signal>,
    pub commands: Sender<Command>,
}

impl Ear {
    /// Runs until the page goes, or says what no page of ours says. `false`: it was sent away.
    pub async fn hear(self, mut back: SplitStream<WebSocket>) -> bool {
        let mut read: HashMap<ChatId, i64> = HashMap::new();
        let mut flush = interval(READ_EVERY);
        flush.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut since, mut frames) = (Instant::now(), 0);
        let polite = loop {
            let message = tokio::select! {
                message = back.next() => message,
                _ = flush.tick(), if !read.is_empty() => {
                    self.write_read(&mut read).await;
                    continue;
                }
            };
            let message = match message {
                Some(Ok(Message::Close(_)) | Err(_)) | None => break true,
                Some(Ok(message)) => message,
            };
            if since.elapsed() > Duration::from_secs(1) {
                (since, frames) = (Instant::now(), 0);
            }
            frames += 1;
            if frames > MOST_FRAMES {
                break false;
            }
            // pings and bytes count, and say nothing
            let Message::Text(text) = message else { continue };
            // otherwise a page of another version, or somebody who tries things
            if let Ok(frame) = serde_json::from_str::<ClientFrame>(&text) {
                self.take(frame, &mut read).await;
            }
        };
        self.write_read(&mut read).await;
        polite
    }

    async fn take(&self, frame: ClientFrame, read: &mut HashMap<ChatId, i64>) {
        match frame {
            ClientFrame::Open { chat, since, version } => {
                let _ = self.commands.send(Command::Open { chat, since, version }).await;
            }
            ClientFrame::Close { chat } => {
                let _ = self.commands.send(Command::Close { chat }).await;
            }
            ClientFrame::Send(message) => self.send(message).await,
            ClientFrame::Typing { chat } => {
                let actor = self.present.get();
                if let Some(user) = &actor.user {
                    self.hub.types(self.socket, user.id, &user.name, actor.project, chat);
                }
            }
            ClientFrame::Read { chat, seq } => {
                if read.len() < MOST_OPEN || read.contains_key(&chat) {
                    let known = read.entry(chat).or_default();
                    *known = (*known).max(seq);
                }
            }
            ClientFrame::Ping => self.answer(&ServerFrame::Pong),
        }
    }

    async fn send(&self, message: NewMessage) {
        let (chat, client_id) = (message.chat, message.client_id);
        let actor = self.present.get();
        let answer = match self.platform.send_message(&actor, message).await {
            Ok(sent) => ServerFrame::Ack { chat, client_id, seq: sent.message.seq },
            Err(problem) => ServerFrame::Refused { chat, client_id, problem },
        };
        self.answer(&answer);
    }

    fn answer(&self, frame: &ServerFrame) {
        // full: the socket is slow and about to be closed; the page sends again when it is back
        if let Some(sender) = self.answers.upgrade() {
            let _ = sender.try_send(Signal::Frame(text_of(frame)));
        }
    }

    async fn write_read(&self, read: &mut HashMap<ChatId, i64>) {
        let actor = self.present.get();
        for (chat, seq) in read.drain() {
            match self.platform.mark_read(&actor, chat, seq).await {
                Ok(()) | Err(Problem::NotFound) => {}
                Err(problem) => tracing::debug!(%problem, "reading on is told again with the next message"),
            }
        }
    }
}
