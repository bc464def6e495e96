//! The rooms that some socket of this process has open. A message becomes text once and the bytes are shared; it is told
//! in the order of its number, and a number that is missing is read from the database once for the room, not once for
//! each socket. Nothing here asks the database: that is an [`Errand`].

use super::hub::{Errand, Hub, Line, Seat, Signal};
use axum::extract::ws::Utf8Bytes;
use model::{ChatId, ProjectId, UserId, chats::ServerFrame};
use platform::chats::Heard;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// Presence in another process is believed for so long; each process says it again twice within that time.
pub(super) const BELIEVED: Duration = Duration::from_secs(70);
/// "Somebody writes" goes to the sockets here, and to the other processes, at most once in so long per person.
const TYPING_HERE: Duration = Duration::from_millis(900);
pub(super) const TYPING_OUT: Duration = Duration::from_secs(3);

pub(super) type Key = (ProjectId, ChatId);

/// All of them, and whom to tell that something happened in a room they have not open (`true`: in one they have, too).
#[derive(Debug, Default)]
pub struct Rooms {
    pub(super) open: HashMap<Key, Room>,
    pub(super) news: HashMap<Key, HashMap<UserId, bool>>,
}

#[derive(Debug, Default)]
pub(super) struct Room {
    pub(super) sockets: HashMap<u64, Place>,
    /// The number that is told next; `None` until the first socket has read how far the room is.
    pub(super) next: Option<i64>,
    pub(super) version: i64,
    /// Came before their turn.
    pub(super) waiting: BTreeMap<i64, Utf8Bytes>,
    /// Being read, and asked for once more in the meantime.
    pub(super) filling: bool,
    pub(super) again: bool,
    /// In other processes, until when.
    pub(super) elsewhere: HashMap<UserId, Instant>,
    pub(super) typing: HashMap<UserId, (Instant, Option<Instant>)>,
}

#[derive(Debug)]
pub(super) struct Place {
    line: Line,
    user: UserId,
}

/// A frame as text. All of ours can be written.
pub fn text_of(frame: &ServerFrame) -> Utf8Bytes {
    serde_json::to_string(frame).unwrap_or_default().into()
}

impl Room {
    pub(super) fn is_here(&self, user: UserId) -> bool {
        self.sockets.values().any(|place| place.user == user)
    }

    pub(super) fn knows(&self, user: UserId) -> bool {
        self.elsewhere.contains_key(&user) || self.is_here(user)
    }

    pub(super) fn tell(&mut self, signal: &Signal) {
        self.sockets.retain(|_, place| place.line.tell(signal.clone()));
    }

    pub(super) fn tell_others(&mut self, user: UserId, frame: &ServerFrame) {
        let text = text_of(frame);
        self.sockets.retain(|_, place| place.user == user || place.line.tell(Signal::Frame(text.clone())));
    }

    /// A message in its turn; `true`: one before it is missing.
    pub(super) fn say(&mut self, chat: ChatId, seq: i64, text: Utf8Bytes) -> bool {
        if self.next.is_some_and(|next| seq < next) {
            return false;
        }
        self.waiting.insert(seq, text);
        self.go_on(chat);
        self.next.is_some() && !self.waiting.is_empty()
    }

    fn go_on(&mut self, chat: ChatId) {
        let Some(mut next) = self.next else { return };
        while let Some(entry) = self.waiting.first_entry() {
            if *entry.key() > next {
                break;
            }
            let (seq, text) = entry.remove_entry();
            if seq == next {
                self.tell(&Signal::Said { chat, seq, text });
                next += 1;
            }
        }
        self.next = Some(next);
    }
}

impl Hub {
    pub(super) fn rooms(&self) -> MutexGuard<'_, Rooms> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// This socket hears the room; who else has it open. Its rights were looked at before.
    pub fn join_room(&self, seat: &Seat, user: UserId, project: ProjectId, chat: ChatId) -> Vec<UserId> {
        let Some(line) = seat.line() else { return vec![] };
        let mut rooms = self.rooms();
        let room = rooms.open.entry((project, chat)).or_default();
        let (first, new) = (room.sockets.is_empty(), !room.knows(user));
        let was_here = room.is_here(user);
        room.sockets.insert(seat.id, Place { line, user });
        if new {
            room.tell_others(user, &ServerFrame::Status { chat, user, here: true });
        }
        let mut here: Vec<UserId> = room.sockets.values().map(|place| place.user).collect();
        here.extend(room.elsewhere.keys());
        here.sort_unstable();
        here.dedup();
        drop(rooms);
        if first {
            self.want(Errand::Tell(Heard::Ask { project, chat }));
        }
        if !was_here {
            self.want(Errand::Tell(Heard::Here { project, chat, user, here: true }));
        }
        here
    }

    /// How far the room was when the first socket read it: from here on it is told.
    pub fn room_is_read(&self, project: ProjectId, chat: ChatId, last_seq: i64, version: i64) {
        let mut rooms = self.rooms();
        if let Some(room) = rooms.open.get_mut(&(project, chat))
            && room.next.is_none()
        {
            room.next = Some(last_seq + 1);
            room.version = version;
            room.go_on(chat);
        }
    }

    pub fn leave_room(&self, socket: u64, project: ProjectId, chat: ChatId) {
        let mut rooms = self.rooms();
        let left = leave(&mut rooms, socket, (project, chat));
        drop(rooms);
        self.want_left(left);
    }

    pub(super) fn leave_all_rooms(&self, socket: u64) {
        let mut rooms = self.rooms();
        let keys: Vec<Key> =
            rooms.open.iter().filter(|(_, room)| room.sockets.contains_key(&socket)).map(|(key, _)| *key).collect();
        let left: Vec<Heard> = keys.into_iter().filter_map(|key| leave(&mut rooms, socket, key)).collect();
        drop(rooms);
        left.into_iter().for_each(|left| self.want_left(Some(left)));
    }

    fn want_left(&self, left: Option<Heard>) {
        if let Some(left) = left {
            self.want(Errand::Tell(left));
        }
    }

    /// Somebody writes; only from a socket that has the room open.
    pub fn types(&self, socket: u64, user: UserId, name: &str, project: ProjectId, chat: ChatId) {
        let mut rooms = self.rooms();
        let Some(room) = rooms.open.get_mut(&(project, chat)) else { return };
        if !room.sockets.contains_key(&socket) {
            return;
        }
        let now = Instant::now();
        let last = room.typing.get(&user).copied();
        if last.is_some_and(|(here, _)| now - here < TYPING_HERE) {
            return;
        }
        let out = last.and_then(|(_, out)| out).is_none_or(|out| now - out >= TYPING_OUT);
        let said_out = if out { Some(now) } else { last.and_then(|(_, out)| out) };
        room.typing.insert(user, (now, said_out));
        room.tell_others(user, &ServerFrame::Typing { chat, user, name: name.to_owned() });
        drop(rooms);
        if out {
            self.want(Errand::Tell(Heard::Typing { project, chat, user, name: name.to_owned() }));
        }
    }
}

impl Rooms {
    pub(super) fn note(&mut self, project: ProjectId, chat: ChatId, people: &[UserId], all: bool) {
        if people.is_empty() {
            return;
        }
        let news = self.news.entry((project, chat)).or_default();
        for user in people {
            *news.entry(*user).or_default() |= all;
        }
    }
}

pub(super) fn users_of(room: &Room) -> HashSet<UserId> {
    room.sockets.values().map(|place| place.user).collect()
}

/// What the other processes are told when that was the person's last socket here.
fn leave(rooms: &mut Rooms, socket: u64, key: Key) -> Option<Heard> {
    let (project, chat) = key;
    let room = rooms.open.get_mut(&key)?;
    let user = room.sockets.remove(&socket)?.user;
    let left = !room.is_here(user);
    if left && !room.elsewhere.contains_key(&user) {
        room.tell_others(user, &ServerFrame::Status { chat, user, here: false });
    }
    if room.sockets.is_empty() {
        rooms.open.remove(&key);
    }
    left.then_some(Heard::Here { project, chat, user, here: false })
}
