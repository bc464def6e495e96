//! What comes over the socket, and how a page that was away catches up: it says the last number it has, hears exactly
//! what it missed, and asks again whenever a number is missing.

use super::{
    room::{Item, Room, Writer, items},
    span::{Span, Took},
};
use leptos::{prelude::*, task::spawn_local};
use model::{
    UserId,
    chats::{Around, ClientFrame, Message, ServerFrame, excerpt},
};
use std::time::Duration;
use ui::{browser, prelude::*};

/// How long a message that overtook another one may wait for it before the page asks.
const PATIENCE: Duration = Duration::from_millis(400);
/// Seconds that somebody counts as writing after the last sign of it.
const WRITING: i64 = 6;

impl Room {
    /// Joins the room for as long as the caller's owner lives. In the browser only.
    pub fn connect(self) {
        let live = self.live;
        live.hear(move |frame| self.hear(frame));
        live.enter(self.id);
        on_cleanup(move || live.leave(self.id));
        Effect::new(move |_| {
            if live.stood.get() > 0 {
                untrack(|| self.open_wire());
            }
        });
        // The socket went: whatever was on its way may be lost, and goes the other way.
        Effect::new(move |_| {
            if !live.online.get() {
                self.here.set(Default::default());
                self.land();
            }
        });
        Effect::new(move |_| {
            let clock = set_interval_with_handle(move || self.prune_writers(), Duration::from_secs(2));
            // coming back to the page, or scrolling to the room in it, is reading
            let back = window_event_listener(leptos::ev::focus, move |_| self.mark_read());
            let moved = window_event_listener(leptos::ev::scroll, move |_| self.mark_read());
            on_cleanup(move || {
                if let Ok(clock) = clock {
                    clock.clear();
                }
                back.remove();
                moved.remove();
            });
        });
    }

    /// Hears the room from what the page has on.
    pub fn open_wire(self) {
        let Some((last, after)) = self.span.try_with_untracked(|span| (span.last(), span.more_after())) else { return };
        let since = if after { self.last_seq.get_untracked() } else { last };
        let version = self.version.try_get_value().unwrap_or_default();
        self.live.say(ClientFrame::Open { chat: self.id, since, version });
    }

    fn hear(self, frame: &ServerFrame) {
        match frame {
            ServerFrame::New { message } if message.chat == self.id => self.arrive(message.clone()),
            ServerFrame::Changed { message } if message.chat == self.id => self.replace(message.clone()),
            ServerFrame::Opened { chat, last_seq, version, here } if *chat == self.id => {
                self.grow(*last_seq);
                self.version.try_update_value(|known| *known = (*known).max(*version));
                self.here.try_set(here.iter().copied().collect());
                self.fill();
                self.land();
            }
            ServerFrame::Behind { chat } if *chat == self.id => self.catch_up(),
            // the page's own calls say what is wrong in their place; here it is only not live any more
            ServerFrame::Closed { problem: model::Problem::TooMany(_) | model::Problem::Unavailable, .. } => {}
            ServerFrame::Closed { chat, problem } if *chat == self.id => self.toasts.problem(problem),
            ServerFrame::Ack { chat, client_id, seq } if *chat == self.id => {
                self.grow(*seq);
                self.acknowledged(*client_id);
                self.fill_soon();
            }
            ServerFrame::Refused { chat, client_id, problem } if *chat == self.id => {
                self.refused(*client_id, problem.clone());
            }
            ServerFrame::Read { chat, user, seq, .. } if *chat == self.id => self.has_read(*user, *seq),
            ServerFrame::Typing { chat, user, name } if *chat == self.id && *user != self.me => {
                let until = browser::now().unwrap_or_default() + WRITING;
                self.writers.try_update(|writers| {
                    writers.retain(|writer| writer.user != *user);
                    writers.push(Writer { user: *user, name: name.clone(), until });
                });
            }
            ServerFrame::Status { chat, user, here } if *chat == self.id => {
                self.here.try_update(|now| if *here { now.insert(*user) } else { now.remove(user) });
            }
            _ => {}
        }
    }

    /// A message, by whatever way, for the first time or again.
    pub fn arrive(self, message: Message) {
        let (seq, own) = (message.seq, message.is_of(self.me));
        self.grow(seq);
        self.settle(std::slice::from_ref(&message));
        if let Some(sender) = &message.sender {
            self.writers.try_update(|writers| writers.retain(|writer| writer.user != sender.id));
            self.has_read(sender.id, seq);
        }
        let shown = self.is_read_now();
        let said = (message.is_said() && !own).then(|| (self.name(&message), excerpt(&message.content, 120)));
        let mut took = Took::Known;
        let item = Item::from(message);
        self.change(|span| took = span.take(item));
        match took {
            Took::Known => return,
            Took::Gap => self.fill_soon(),
            Took::Added | Took::Elsewhere => {}
        }
        if let Some((name, words)) = said {
            let what = if words.is_empty() { tr!("new message", "neue Nachricht") } else { words };
            self.said.try_set(format!("{name}: {what}"));
            let read = self.read.try_get_untracked().unwrap_or_default();
            if !shown && self.new_from.try_get_untracked().flatten().is_none_or(|from| from <= read) {
                self.new_from.try_set(Some(seq));
            }
        }
        if own {
            self.new_from.try_set(None);
        }
        self.mark_read();
    }

    /// A message as it is now.
    pub fn replace(self, message: Message) {
        self.version.try_update_value(|version| *version = (*version).max(message.version));
        let pinned = message.pinned;
        let mut was = None;
        self.change(|span: &mut Span<Item>| {
            if let Some(item) = span.find(message.seq) {
                let old = item.message.get_untracked();
                was = Some(old.pinned);
                if old.version <= message.version {
                    item.message.set(message);
                }
            }
        });
        match was {
            Some(was) if was == pinned => {}
            Some(_) => {
                self.pins.try_update(|pins| *pins = if pinned { *pins + 1 } else { pins.saturating_sub(1) });
            }
            None => self.count_pins(),
        }
    }

    /// A message that the page does not hold changed: whether it was pinned before only the server knows. Several such
    /// changes are counted once.
    fn count_pins(self) {
        if self.counting.try_get_value() != Some(false) {
            return;
        }
        self.counting.set_value(true);
        browser::after(PATIENCE, move || {
            self.counting.try_set_value(false);
            spawn_local(async move {
                if let Ok(pinned) = api::chats::pinned_messages(self.id).await {
                    self.pins.try_set(u32::try_from(pinned.len()).unwrap_or(u32::MAX));
                }
            });
        });
    }

    fn has_read(self, user: UserId, seq: i64) {
        self.people.try_update(|people| {
            for person in people.iter_mut().filter(|person| person.id == user) {
                person.read = person.read.max(seq);
            }
        });
        // in another page of one's own
        if user == self.me && self.read.try_get_untracked().is_some_and(|read| read < seq) {
            self.read.try_set(seq);
        }
    }

    /// Everything up to the last message is read, if somebody looks at it.
    pub fn mark_read(self) {
        let Some((last, after)) = self.span.try_with_untracked(|span| (span.last(), span.more_after())) else { return };
        if after || last <= self.read.get_untracked() || !self.is_read_now() {
            return;
        }
        self.read.set(last);
        let (live, chat) = (self.live, self.id);
        if live.say(ClientFrame::Read { chat, seq: last }) {
            live.messages_read.update(|n| *n += 1);
        } else {
            spawn_local(async move {
                // what could not be marked stays unread: nothing is lost
                if api::chats::mark_read(chat, last).await.is_ok() {
                    live.messages_read.try_update(|n| *n += 1);
                }
            });
        }
    }

    /// Somebody looks at the end of the room.
    fn is_read_now(self) -> bool {
        let log = self.log.try_get_untracked().flatten();
        let end = self.at_end.try_get_untracked().unwrap_or_default();
        end && browser::is_looked_at() && log.is_some_and(|log| browser::is_in_sight(&log))
    }

    /// A number is missing: a moment later it is asked for, unless it came meanwhile.
    fn fill_soon(self) {
        browser::after(PATIENCE, move || self.fill());
    }

    /// Asks for what is missing at the end, if the end is shown.
    pub fn fill(self) {
        let Some((last, after)) = self.span.try_with_untracked(|span| (span.last(), span.more_after())) else { return };
        if after || last >= self.last_seq.try_get_untracked().unwrap_or_default() {
            return;
        }
        spawn_local(async move {
            // when it cannot be asked now, it is when the socket stands again
            let Ok(window) = api::chats::messages_after(self.id, last).await else { return };
            self.settle(&window.messages);
            let more = window.more_after;
            self.change(|span| {
                for item in items(window.messages) {
                    span.take(item);
                }
            });
            if more {
                self.fill();
            } else {
                self.mark_read();
            }
        });
    }

    /// Too much was missed for the socket: the shown part is read again.
    fn catch_up(self) {
        let around = self.span.with_untracked(|span| match span.rows() {
            rows if span.more_after() && !rows.is_empty() => Around::Message(rows[rows.len() / 2].seq),
            _ => Around::End,
        });
        self.reopen(around);
    }

    fn prune_writers(self) {
        let now = browser::now().unwrap_or_default();
        if self.writers.try_with_untracked(|writers| writers.iter().any(|writer| writer.until <= now)) == Some(true) {
            self.writers.try_update(|writers| writers.retain(|writer| writer.until > now));
        }
    }
}
