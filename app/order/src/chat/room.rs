//! A room as the page shows it: its messages, its people, what is being written and what has not been sent yet. The
//! parts of the view read its signals; what comes and goes is in `wire` and `outbox`.

use super::{
    outbox::{Flight, Outgoing},
    span::{Numbered, Span},
    words,
};
use leptos::{html, prelude::*};
use model::{
    ChatId, Moment, Party, UserId,
    chats::{ChatKind, ChatPerson, Closed, Message, RoomLine, RoomView, Window},
};
use std::collections::BTreeSet;
use ui::{browser, live::Live, prelude::*};
use uuid::Uuid;

/// A message's place: only what differs in it is drawn anew.
#[derive(Clone)]
pub struct Item {
    pub seq: i64,
    /// As the sender's page made it, so that the row of a message that was just sent stays the same row.
    pub key: Uuid,
    pub message: ArcRwSignal<Message>,
}

impl Numbered for Item {
    fn seq(&self) -> i64 {
        self.seq
    }
}

impl From<Message> for Item {
    fn from(message: Message) -> Self {
        Self { seq: message.seq, key: Self::key_of(&message), message: ArcRwSignal::new(message) }
    }
}

impl Item {
    pub fn key_of(message: &Message) -> Uuid {
        message.client_id.unwrap_or(message.id.0)
    }
}

/// Somebody who is writing, until this second of the browser's clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writer {
    pub user: UserId,
    pub name: String,
    pub until: i64,
}

/// What the composer is about besides a new message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    Reply { seq: i64, name: String, excerpt: String },
    Edit { seq: i64 },
}

/// What a dialog of the room asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    Delete(i64),
    Report(i64),
}

/// The room of this page.
#[derive(Clone, Copy)]
pub struct Room {
    pub id: ChatId,
    pub me: UserId,
    pub line: StoredValue<RoomLine>,
    pub span: RwSignal<Span<Item>>,
    pub people: RwSignal<Vec<ChatPerson>>,
    /// Who has it open now.
    pub here: RwSignal<BTreeSet<UserId>>,
    pub writers: RwSignal<Vec<Writer>>,
    pub closed: RwSignal<Option<Closed>>,
    pub pins: RwSignal<u32>,
    /// The pins are about to be counted.
    pub counting: StoredValue<bool>,
    /// Up to where the reader has read.
    pub read: RwSignal<i64>,
    /// The line "New" stands above this message.
    pub new_from: RwSignal<Option<i64>>,
    /// The number of the latest message, shown or not.
    pub last_seq: RwSignal<i64>,
    pub version: StoredValue<i64>,
    /// Written here and not yet in the room.
    pub waiting: RwSignal<Vec<Outgoing>>,
    pub flight: StoredValue<Option<Flight>>,
    pub about: RwSignal<Option<About>>,
    pub asked: RwSignal<Option<Asked>>,
    /// The message whose tools are shown.
    pub active: RwSignal<Option<i64>>,
    /// The reader is at the end, where new messages appear.
    pub at_end: RwSignal<bool>,
    /// Said to those who hear the page.
    pub said: RwSignal<String>,
    /// The page's own code has taken over: the clock is the reader's.
    pub alive: RwSignal<bool>,
    /// A window is on its way.
    pub loading: RwSignal<bool>,
    pub log: NodeRef<html::Div>,
    pub text: NodeRef<html::Textarea>,
    /// How far one's own messages have come.
    pub receipts: Memo<Receipts>,
    pub live: Live,
    pub toasts: Toasts,
}

/// The newest own message, and the newest own one that the other side has read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipts {
    pub newest: Option<i64>,
    pub read: Option<(i64, Vec<String>)>,
}

impl Room {
    /// The room as it was opened; `me` is who reads.
    pub fn new(view: RoomView, me: UserId) -> Self {
        let new_from =
            view.window.messages.iter().find(|m| m.seq > view.read && m.is_said() && !m.is_of(me)).map(|m| m.seq);
        let at_end = !view.window.more_after;
        let (kind, side) = (view.line.kind, view.line.side);
        let (span, people) = (RwSignal::new(span_of(view.window)), RwSignal::new(view.people));
        Self {
            id: view.line.id,
            me,
            span,
            line: StoredValue::new(view.line),
            people,
            here: RwSignal::new(BTreeSet::new()),
            writers: RwSignal::new(Vec::new()),
            closed: RwSignal::new(view.closed),
            pins: RwSignal::new(view.pins),
            counting: StoredValue::new(false),
            read: RwSignal::new(view.read),
            new_from: RwSignal::new(new_from),
            last_seq: RwSignal::new(view.last_seq),
            version: StoredValue::new(view.version),
            waiting: RwSignal::new(Vec::new()),
            flight: StoredValue::new(None),
            about: RwSignal::new(None),
            asked: RwSignal::new(None),
            active: RwSignal::new(None),
            at_end: RwSignal::new(at_end),
            said: RwSignal::new(String::new()),
            alive: RwSignal::new(false),
            loading: RwSignal::new(false),
            log: NodeRef::new(),
            text: NodeRef::new(),
            receipts: Memo::new(move |_| {
                let across = |people: &Vec<ChatPerson>| -> Vec<ChatPerson> {
                    people
                        .iter()
                        .filter(|person| person.id != me && is_across(kind, side, person.side))
                        .cloned()
                        .collect()
                };
                span.with(|span| receipts(span, &people.with(across), me))
            }),
            live: live(),
            toasts: toasts(),
        }
    }

    /// What the reader is in this room.
    pub fn side(self) -> Party {
        self.line.with_value(|line| line.side)
    }

    /// The message of that number, if the page holds it.
    pub fn message(self, seq: i64) -> Option<Message> {
        self.span.try_with_untracked(|span| span.find(seq).map(|item| item.message.get_untracked())).flatten()
    }

    /// The name to show for whoever sent something.
    pub fn name(self, message: &Message) -> String {
        words::name_of(message.sender.as_ref(), self.me)
    }

    /// Changes the rows without moving what the reader looks at; at the end they stay at the end.
    pub fn change(self, work: impl FnOnce(&mut Span<Item>)) {
        let log = self.log.try_get_untracked().flatten();
        let end = self.at_end.try_get_untracked().unwrap_or(true);
        let held = log.as_ref().filter(|_| !end).and_then(|log| browser::hold(log));
        if self.span.try_update(work).is_none() {
            return;
        }
        if let Some(log) = log {
            request_animation_frame(move || match held {
                Some(held) => browser::put_back(&log, &held),
                None if end => browser::to_end(&log),
                None => {}
            });
        }
    }

    /// What others wrote and the reader has not read, of what the page holds.
    pub fn unread(self) -> u32 {
        let read = self.read.get();
        let new = |item: &&Item| item.seq > read && item.message.with_untracked(|m| m.is_said() && !m.is_of(self.me));
        let n = self.span.with(|span| span.rows().iter().rev().take_while(|item| item.seq > read).filter(new).count());
        u32::try_from(n).unwrap_or(u32::MAX)
    }

    /// Somebody of the other side has the room open: not a colleague, and not staff who look in.
    pub fn others_here(self) -> bool {
        let (kind, side) = self.line.with_value(|line| (line.kind, line.side));
        let across = |person: &ChatPerson| person.id != self.me && is_across(kind, side, person.side);
        self.here.with(|here| {
            self.people.with(|people| people.iter().any(|person| here.contains(&person.id) && across(person)))
        })
    }

    /// The moment by the browser's clock; `None` on the server.
    pub fn now() -> Option<Moment> {
        browser::now().and_then(|now| Moment::from_unix_timestamp(now).ok())
    }

    /// Back to writing.
    pub fn focus_text(self) {
        if let Some(text) = self.text.get_untracked() {
            let _ = text.focus();
        }
    }
}

/// Whom the reader writes to. Among staff that is everybody.
fn is_across(kind: ChatKind, mine: Party, theirs: Party) -> bool {
    match mine {
        Party::Client => theirs == Party::Seller,
        Party::Seller => theirs == Party::Client,
        Party::Staff | Party::System => kind == ChatKind::Staff || theirs != Party::Staff,
    }
}

fn receipts(span: &Span<Item>, across: &[ChatPerson], me: UserId) -> Receipts {
    let furthest = across.iter().map(|person| person.read).max().unwrap_or_default();
    let mut own = span
        .rows()
        .iter()
        .rev()
        .filter(|item| item.message.with_untracked(|message| message.is_of(me) && message.is_said()))
        .map(|item| item.seq)
        .peekable();
    let newest = own.peek().copied();
    let read = own.find(|seq| *seq <= furthest);
    let names = |seq| across.iter().filter(|person| person.read >= seq).map(|person| person.name.clone()).collect();
    Receipts { newest, read: read.map(|seq| (seq, names(seq))) }
}

/// The element of a message.
pub fn row_id(seq: i64) -> String {
    format!("m{seq}")
}

pub fn items(messages: Vec<Message>) -> Vec<Item> {
    messages.into_iter().map(Item::from).collect()
}

fn span_of(window: Window) -> Span<Item> {
    Span::new(items(window.messages), window.more_before, window.more_after)
}
