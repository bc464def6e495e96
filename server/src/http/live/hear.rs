//! What happens in rooms, here and in other processes, as the hub takes it in and hands it on.

use super::{
    hub::{Errand, Hub, Signal},
    rooms::{BELIEVED, Key, Room, TYPING_OUT, text_of, users_of},
};
use axum::extract::ws::Utf8Bytes;
use model::{
    ChatId, ProjectId, UserId,
    chats::{Message, ServerFrame},
    events::Topic,
};
use platform::chats::{
    Heard,
    live::{Ahead, Missed},
};
use std::collections::HashSet;
use tokio::time::Instant;

impl Hub {
    /// What the platform of this process says, at once and on the caller's own task; the others hear it too.
    pub fn say(&self, heard: Heard) {
        self.want(Errand::Tell(heard.clone()));
        self.hear(heard);
    }

    /// What happened in a room, here or in another process.
    pub fn hear(&self, heard: Heard) {
        match heard {
            Heard::Said { project, message, people } => self.hear_said(project, *message, &people),
            Heard::Moved { project, chat, last_seq, version, people } => {
                let mut rooms = self.rooms();
                rooms.note(project, chat, &people, false);
                let Some(room) = rooms.open.get_mut(&(project, chat)) else { return };
                if room.next.is_some_and(|next| last_seq >= next) || version > room.version {
                    self.want_fill(room, project, chat, true);
                }
            }
            Heard::Read { project, chat, user, seq, at } => {
                let mut rooms = self.rooms();
                rooms.note(project, chat, &[user], true);
                if let Some(room) = rooms.open.get_mut(&(project, chat)) {
                    room.tell(&Signal::Frame(text_of(&ServerFrame::Read { chat, user, seq, at })));
                }
            }
            Heard::Typing { project, chat, user, name } => {
                if let Some(room) = self.rooms().open.get_mut(&(project, chat)) {
                    room.tell_others(user, &ServerFrame::Typing { chat, user, name });
                }
            }
            Heard::Here { project, chat, user, here } => {
                if let Some(room) = self.rooms().open.get_mut(&(project, chat)) {
                    let before = room.knows(user);
                    if here {
                        room.elsewhere.insert(user, Instant::now() + BELIEVED);
                    } else {
                        room.elsewhere.remove(&user);
                    }
                    if before != room.knows(user) {
                        room.tell_others(user, &ServerFrame::Status { chat, user, here });
                    }
                }
            }
            Heard::Ask { project, chat } => {
                let users = self.rooms().open.get(&(project, chat)).map(users_of).unwrap_or_default();
                for user in users {
                    self.want(Errand::Tell(Heard::Here { project, chat, user, here: true }));
                }
            }
            Heard::Room { project, chat, people } => self.rooms().note(project, chat, &people, true),
        }
    }

    fn hear_said(&self, project: ProjectId, message: Message, people: &[UserId]) {
        let (chat, seq) = (message.chat, message.seq);
        let mut rooms = self.rooms();
        rooms.note(project, chat, people, false);
        if !rooms.open.contains_key(&(project, chat)) {
            return;
        }
        // the text is made outside of the lock
        drop(rooms);
        let text = text_of(&ServerFrame::New { message });
        let mut rooms = self.rooms();
        if let Some(room) = rooms.open.get_mut(&(project, chat))
            && room.say(chat, seq, text)
        {
            self.want_fill(room, project, chat, false);
        }
    }

    fn want_fill(&self, room: &mut Room, project: ProjectId, chat: ChatId, at_once: bool) {
        if room.filling {
            room.again |= at_once;
        } else {
            room.filling = true;
            self.want(Errand::Fill { project, chat, at_once });
        }
    }

    /// Rooms that went on without this process.
    pub fn catch_up(&self, ahead: &[Ahead]) {
        let mut rooms = self.rooms();
        for found in ahead {
            if let Some(room) = rooms.open.get_mut(&(found.project, found.chat)) {
                self.want_fill(room, found.project, found.chat, true);
            }
        }
    }

    /// From where a room is read anew; `None`: nobody hears it any more, or nothing is missing.
    pub fn fill_from(&self, project: ProjectId, chat: ChatId, sure: bool) -> Option<(i64, i64)> {
        let mut rooms = self.rooms();
        let room = rooms.open.get_mut(&(project, chat))?;
        match room.next {
            Some(next) if sure || room.again || !room.waiting.is_empty() => Some((next - 1, room.version)),
            _ => {
                room.filling = false;
                None
            }
        }
    }

    /// What was read, or `None` where the database did not answer: the next look at the tips asks again.
    pub fn fill(&self, project: ProjectId, chat: ChatId, missed: Option<Missed>) {
        let new: Vec<(i64, Utf8Bytes)> = missed
            .iter()
            .flat_map(|missed| &missed.new)
            .map(|message| (message.seq, text_of(&ServerFrame::New { message: message.clone() })))
            .collect();
        let changed: Vec<Utf8Bytes> = missed
            .iter()
            .flat_map(|missed| &missed.changed)
            .map(|message| text_of(&ServerFrame::Changed { message: message.clone() }))
            .collect();
        let mut rooms = self.rooms();
        let Some(room) = rooms.open.get_mut(&(project, chat)) else { return };
        room.filling = false;
        let Some(missed) = missed else { return };
        if missed.too_much {
            room.next = Some(missed.last_seq + 1);
            room.waiting.clear();
            room.tell(&Signal::Frame(text_of(&ServerFrame::Behind { chat })));
        }
        for (seq, text) in new {
            room.say(chat, seq, text);
        }
        for text in changed {
            room.tell(&Signal::Frame(text));
        }
        room.version = room.version.max(missed.version);
        if std::mem::take(&mut room.again) {
            self.want_fill(room, project, chat, true);
        }
    }

    /// How far each room is here.
    pub fn known_rooms(&self) -> Vec<Ahead> {
        let rooms = self.rooms();
        let known = |(key, room): (&Key, &Room)| {
            room.next.map(|next| Ahead { project: key.0, chat: key.1, last_seq: next - 1, version: room.version })
        };
        rooms.open.iter().filter_map(known).collect()
    }

    /// Everybody here is said to be here once more; who has not been heard of for long is gone.
    pub fn renew_presence(&self) {
        let mut rooms = self.rooms();
        let now = Instant::now();
        let mut here = vec![];
        for ((project, chat), room) in &mut rooms.open {
            let gone: Vec<UserId> =
                room.elsewhere.iter().filter(|(_, until)| **until < now).map(|(user, _)| *user).collect();
            for user in gone {
                room.elsewhere.remove(&user);
                if !room.is_here(user) {
                    room.tell_others(user, &ServerFrame::Status { chat: *chat, user, here: false });
                }
            }
            room.typing.retain(|_, (last, _)| now - *last < TYPING_OUT);
            let (project, chat) = (*project, *chat);
            here.extend(users_of(room).into_iter().map(|user| Heard::Here { project, chat, user, here: true }));
        }
        drop(rooms);
        here.into_iter().for_each(|heard| self.want(Errand::Tell(heard)));
    }

    /// Tells lists and counters, in bundles: whoever has the room open sees for themselves.
    pub fn tell_news(&self) {
        let mut rooms = self.rooms();
        let news = std::mem::take(&mut rooms.news);
        let mut told = vec![];
        for ((project, chat), people) in news {
            let open: HashSet<u64> =
                rooms.open.get(&(project, chat)).map(|room| room.sockets.keys().copied().collect()).unwrap_or_default();
            told.push((project, chat, people, open));
        }
        drop(rooms);
        for (project, chat, people, open) in told {
            let text = text_of(&ServerFrame::Room { chat });
            for (user, all) in people {
                self.tell_some(project, &Topic::User(user).key(), &text, |socket| all || !open.contains(&socket));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{MessageId, Moment, Party, chats::MessageType, chats::Sender};
    use tokio_util::sync::CancellationToken;
    use uuid::Uuid;

    fn message(seq: i64) -> Message {
        let id = Uuid::from_u128(u128::try_from(seq).unwrap());
        Message {
            id: MessageId(id),
            chat: ChatId(Uuid::from_u128(1)),
            seq,
            client_id: Some(id),
            message_type: MessageType::Text,
            sender: Some(Sender { id: UserId(id), name: "Ada".into(), side: Party::Client }),
            content: format!("number {seq}"),
            event: None,
            card: None,
            reply: None,
            files: vec![],
            reactions: vec![],
            pinned: false,
            version: 0,
            created_at: Moment::UNIX_EPOCH,
            edited_at: None,
            deleted_at: None,
        }
    }

    fn said(seq: i64) -> Heard {
        Heard::Said { project: ProjectId(Uuid::nil()), message: Box::new(message(seq)), people: vec![] }
    }

    #[tokio::test]
    async fn a_room_is_told_in_order_once_and_asks_for_what_is_missing() {
        let (project, chat, ada) = (ProjectId(Uuid::nil()), ChatId(Uuid::from_u128(1)), UserId(Uuid::from_u128(9)));
        let (hub, mut errands) = Hub::new(CancellationToken::new());
        let mut seat = hub.join(project, &["user:ada".into()]);
        assert_eq!(hub.join_room(&seat, ada, project, chat), [ada]);
        hub.hear(said(6));
        assert!(seat.signals.try_recv().is_err(), "nobody knows yet how far the room is");
        hub.room_is_read(project, chat, 5, 0);
        for seq in [8, 7, 7, 6, 10] {
            hub.hear(said(seq));
        }
        let mut told = || {
            let mut seqs = vec![];
            while let Ok(Signal::Said { seq, .. }) = seat.signals.try_recv() {
                seqs.push(seq);
            }
            seqs
        };
        assert_eq!(told(), [6, 7, 8]);
        let mut asked = 0;
        while let Ok(errand) = errands.try_recv() {
            asked += usize::from(matches!(errand, Errand::Fill { .. }));
        }
        assert_eq!(asked, 1, "once for the room, however many are missing");
        assert_eq!(hub.fill_from(project, chat, false), Some((8, 0)));
        let missed = Missed { new: vec![message(9), message(10)], last_seq: 10, ..Missed::default() };
        hub.fill(project, chat, Some(missed));
        assert_eq!(told(), [9, 10]);
        hub.hear(said(9));
        hub.hear(said(11));
        assert_eq!(told(), [11]);
        assert_eq!(hub.fill_from(project, chat, false), None, "nothing is missing");
        hub.leave_room(seat.id, project, chat);
        assert!(hub.known_rooms().is_empty());
    }
}
