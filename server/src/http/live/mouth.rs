//! What a page is told: the other half of its socket. It alone knows how far the page is in each room.

use super::{
    hub::{Seat, Signal},
    rooms::text_of,
    said::{Command, Present},
};
use crate::http::AppState;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, close_code};
use futures::{SinkExt, stream::SplitSink};
use model::{
    ChatId, Problem,
    chats::{MOST_OPEN, ServerFrame},
    events::Subject,
};
use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};
use tokio::{
    sync::mpsc::Receiver,
    time::{Instant, MissedTickBehavior, interval_at, timeout},
};

/// A page pings nothing itself; a proxy that closes quiet connections after a minute must not.
const PING: Duration = Duration::from_secs(25);
/// A socket that takes longer than this for one message is as good as gone.
const SEND: Duration = Duration::from_secs(10);
/// A session may end, or a right go, while its socket is open: looked at again this often.
const STILL_SIGNED_IN: Duration = Duration::from_secs(60);
/// The writing half.
pub struct Mouth {
    out: SplitSink<WebSocket, Message>,
    state: AppState,
    present: Present,
    /// The rooms this page has open, and the last number it was told of each.
    open: HashMap<ChatId, i64>,
}

/// The other end is gone, or takes nothing.
pub struct Away;

impl Mouth {
    pub fn new(out: SplitSink<WebSocket, Message>, state: AppState, present: Present) -> Self {
        Self { out, state, present, open: HashMap::new() }
    }

    /// Says why, and no more.
    pub async fn close(&mut self, why: CloseFrame) {
        let _ = self.now(Message::Close(Some(why))).await;
    }

    /// Runs until the socket should close; says why.
    pub async fn speak(
        &mut self,
        mut seat: Seat,
        mut wanted: Receiver<Command>,
        topics: &[String],
        since: Option<i64>,
    ) -> u16 {
        let stop = self.state.hub.stop.clone();
        // Sent from the table already; the hub may bring the same ones again. Others may be lower and still new: numbers
        // are given out before they are committed.
        let Ok(replayed) = self.replay(topics, since).await else { return close_code::AWAY };
        let mut ping = interval_at(Instant::now() + PING, PING);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut check = interval_at(Instant::now() + STILL_SIGNED_IN, STILL_SIGNED_IN);
        check.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let done = tokio::select! {
                () = stop.cancelled() => return close_code::RESTART,
                // Too slow: come back and resume.
                () = seat.slow.cancelled() => return close_code::AGAIN,
                signal = seat.signals.recv() => match signal {
                    Some(signal) => self.pass_on(signal, &mut seat, &replayed).await,
                    None => return close_code::AGAIN,
                },
                Some(command) = wanted.recv() => self.obey(command, &seat).await,
                _ = ping.tick() => self.now(Message::Ping(Vec::new().into())).await,
                _ = check.tick() => match self.check(&seat).await {
                    Ok(true) => Ok(()),
                    Ok(false) => return close_code::POLICY,
                    Err(away) => Err(away),
                },
            };
            if done.is_err() {
                return close_code::AWAY;
            }
        }
    }

    async fn replay(&mut self, topics: &[String], since: Option<i64>) -> Result<HashSet<i64>, Away> {
        let mut replayed = HashSet::new();
        let Some(since) = since else { return Ok(replayed) };
        let project = self.present.get().project;
        match self.state.platform.live_events_since(project, topics, since).await {
            Ok(Some(missed)) => {
                for changed in missed {
                    replayed.insert(changed.seq);
                    self.queue(text_of_changed(&Signal::Changed(changed))).await?;
                }
            }
            Ok(None) | Err(_) => self.queue(text_of_changed(&Signal::Resync)).await?,
        }
        self.flush().await?;
        Ok(replayed)
    }

    /// This signal and those that wait behind it, in one go.
    async fn pass_on(&mut self, first: Signal, seat: &mut Seat, replayed: &HashSet<i64>) -> Result<(), Away> {
        let mut next = Some(first);
        let mut rights = false;
        while let Some(signal) = next {
            match signal {
                Signal::Changed(changed) if replayed.contains(&changed.seq) => {}
                Signal::Changed(changed) => {
                    rights |= changed.subject == Subject::Member && !self.open.is_empty();
                    self.queue(text_of_changed(&Signal::Changed(changed))).await?;
                }
                Signal::Resync => self.queue(text_of_changed(&Signal::Resync)).await?,
                Signal::Frame(text) => self.queue(text).await?,
                Signal::Said { chat, seq, text } => match self.open.get_mut(&chat) {
                    Some(told) if seq == *told + 1 => {
                        *told = seq;
                        self.queue(text).await?;
                    }
                    Some(told) if seq > *told + 1 => {
                        let told = *told;
                        self.read_on(chat, told, i64::MAX, seat).await?;
                    }
                    _ => {}
                },
            }
            next = seat.signals.try_recv().ok();
        }
        self.flush().await?;
        if rights && !self.check(seat).await? {
            return Err(Away);
        }
        Ok(())
    }

    async fn obey(&mut self, command: Command, seat: &Seat) -> Result<(), Away> {
        let project = self.present.get().project;
        match command {
            Command::Open { chat, since, version } => {
                if self.open.len() >= MOST_OPEN && !self.open.contains_key(&chat) {
                    let problem = Problem::TooMany(1);
                    self.queue(text_of(&ServerFrame::Closed { chat, problem })).await?;
                } else {
                    self.read_on(chat, since.max(0), version.max(0), seat).await?;
                }
                self.flush().await
            }
            Command::Close { chat } => {
                self.open.remove(&chat);
                self.state.hub.leave_room(seat.id, project, chat);
                Ok(())
            }
        }
    }

    /// Tells what the page missed of a room and lets it hear what comes. Joined before the past is read, so that nothing
    /// falls between; what comes twice has the same number. A `version` of `MAX`: only what is new.
    async fn read_on(&mut self, chat: ChatId, since: i64, version: i64, seat: &Seat) -> Result<(), Away> {
        let actor = self.present.get();
        let (project, hub) = (actor.project, self.state.hub.clone());
        let known = self.open.contains_key(&chat);
        if !known && let Err(problem) = self.state.platform.chat_missed(&actor, chat, i64::MAX, i64::MAX).await {
            return self.shut(chat, problem).await;
        }
        let Ok(user) = actor.user_id() else { return Err(Away) };
        let here = hub.join_room(seat, user, project, chat);
        let missed = match self.state.platform.chat_missed(&actor, chat, since, version).await {
            Ok(missed) => missed,
            Err(problem) => {
                self.open.remove(&chat);
                hub.leave_room(seat.id, project, chat);
                return self.shut(chat, problem).await;
            }
        };
        hub.room_is_read(project, chat, missed.last_seq, missed.version);
        self.open.insert(chat, missed.last_seq);
        if missed.too_much {
            self.queue(text_of(&ServerFrame::Behind { chat })).await?;
        }
        for message in missed.new {
            self.queue(text_of(&ServerFrame::New { message })).await?;
        }
        for message in missed.changed {
            self.queue(text_of(&ServerFrame::Changed { message })).await?;
        }
        let (last_seq, version) = (missed.last_seq, missed.version);
        self.queue(text_of(&ServerFrame::Opened { chat, last_seq, version, here })).await
    }

    /// The room is not theirs. Where only the database does not answer, the socket ends instead: the page comes back, and
    /// opens its rooms again.
    async fn shut(&mut self, chat: ChatId, problem: Problem) -> Result<(), Away> {
        match problem {
            Problem::Unavailable | Problem::Unexpected(_) => Err(Away),
            problem => self.queue(text_of(&ServerFrame::Closed { chat, problem })).await,
        }
    }

    /// Whether they are still signed in; rooms that are not theirs any more close.
    async fn check(&mut self, seat: &Seat) -> Result<bool, Away> {
        let before = self.present.get();
        match self.state.platform.renewed(&before).await {
            // what the socket hears was chosen by this: the page comes back, and hears what is theirs now
            Ok(Some(actor)) if actor.is_staff() != before.is_staff() => return Ok(false),
            Ok(Some(actor)) => self.present.set(actor),
            Ok(None) => return Ok(false),
            // the database is away: asked again with the next tick
            Err(_) => return Ok(true),
        }
        if self.open.is_empty() {
            return Ok(true);
        }
        let (actor, rooms) = (self.present.get(), self.open.keys().copied().collect::<Vec<_>>());
        let Ok(still) = self.state.platform.chats_still_heard(&actor, &rooms).await else { return Ok(true) };
        for chat in rooms.into_iter().filter(|chat| !still.contains(chat)) {
            self.open.remove(&chat);
            self.state.hub.leave_room(seat.id, actor.project, chat);
            self.queue(text_of(&ServerFrame::Closed { chat, problem: Problem::NotFound })).await?;
        }
        self.flush().await?;
        Ok(true)
    }

    async fn queue(&mut self, text: Utf8Bytes) -> Result<(), Away> {
        match timeout(SEND, self.out.feed(Message::Text(text))).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(Away),
        }
    }

    async fn flush(&mut self) -> Result<(), Away> {
        match timeout(SEND, self.out.flush()).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(Away),
        }
    }

    async fn now(&mut self, message: Message) -> Result<(), Away> {
        match timeout(SEND, self.out.send(message)).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(Away),
        }
    }
}

fn text_of_changed(signal: &Signal) -> Utf8Bytes {
    match signal {
        Signal::Changed(changed) => serde_json::to_string(changed).unwrap_or_default().into(),
        _ => Utf8Bytes::from_static(r#"{"resync":true}"#),
    }
}
