//! What changed, as signals: a page puts `live().version(…)` into its resource's source and so reads again by itself.
//! And the conversation over the same socket: what a page says and what it hears. The socket lives in `app::live`; here
//! are only the counters that it turns, and its mouth and ears.

use leptos::{prelude::*, reactive::owner::WeakOwner};
use model::{
    ChatId,
    chats::{ClientFrame, ServerFrame},
    events::{Changed, Subject},
};
use std::{collections::HashMap, sync::Arc};
use uuid::Uuid;

type Key = (Subject, Option<Uuid>);
/// What the socket turns, and what pages read.
type Counter = (RwSignal<u64>, Signal<u64>);

/// The counters of everything that some page watches.
#[derive(Clone, Copy)]
pub struct Live {
    versions: StoredValue<HashMap<Key, Counter>>,
    /// The app's own: a counter outlives the page that asked for it first, whose resources may still be loading when it
    /// is left.
    owner: StoredValue<Option<WeakOwner>>,
    /// `false` while the socket is away; the bar shows it after a while.
    pub online: RwSignal<bool>,
    /// How often the socket has come to stand: whoever was listening says so again each time. 0 until the first.
    pub stood: RwSignal<u64>,
    /// How often somebody has read messages here: the number of unread ones is asked again.
    pub messages_read: RwSignal<u64>,
    wire: StoredValue<Wire>,
}

type Mouth = Arc<dyn Fn(Say) -> bool + Send + Sync>;
type Ear = Arc<dyn Fn(&ServerFrame) + Send + Sync>;

#[derive(Default)]
struct Wire {
    mouth: Option<Mouth>,
    ears: Vec<(u64, Ear)>,
    made: u64,
    /// How many parts of the page show a room: the next page is there before the last one is gone.
    rooms: HashMap<ChatId, u32>,
}

/// What a page asks of the socket.
#[derive(Clone, Debug)]
pub enum Say {
    Frame(ClientFrame),
    /// Nothing was heard where something should have been: make a new connection.
    Renew,
}

fn counter() -> Counter {
    let signal = RwSignal::new(0);
    (signal, signal.into())
}

impl Live {
    /// Grows whenever this thing (or, without an id, anything of its kind) changed.
    pub fn version(self, subject: Subject, id: Option<Uuid>) -> Signal<u64> {
        let owner = self.owner.try_get_value().flatten().and_then(|owner| owner.upgrade());
        let make = || owner.map_or_else(counter, |owner| owner.with(counter));
        let found = self.versions.try_update_value(|versions| *versions.entry((subject, id)).or_insert_with(make));
        found.unwrap_or_else(counter).1
    }

    /// Called by the socket.
    pub fn changed(self, what: &Changed) {
        self.bump(|(subject, id)| *subject == what.subject && (id.is_none() || what.id.is_none() || *id == what.id));
    }

    /// Called by the socket when it may have missed something: everything is read again.
    pub fn all_changed(self) {
        self.bump(|_| true);
    }

    /// Says something over the socket; `false` while it is away.
    pub fn say(self, frame: ClientFrame) -> bool {
        self.speak(Say::Frame(frame))
    }

    /// The socket does not answer: it should be made anew.
    pub fn renew(self) {
        self.speak(Say::Renew);
    }

    fn speak(self, say: Say) -> bool {
        let mouth = self.wire.try_with_value(|wire| wire.mouth.clone()).flatten();
        mouth.is_some_and(|mouth| mouth(say))
    }

    /// Hears every frame for as long as the caller's owner lives.
    pub fn hear(self, ear: impl Fn(&ServerFrame) + Send + Sync + 'static) {
        let made = self.wire.try_update_value(|wire| {
            wire.made += 1;
            wire.ears.push((wire.made, Arc::new(ear)));
            wire.made
        });
        on_cleanup(move || {
            self.wire.try_update_value(|wire| wire.ears.retain(|(id, _)| Some(*id) != made));
        });
    }

    /// A part of the page shows this room from now on.
    pub fn enter(self, room: ChatId) {
        self.wire.try_update_value(|wire| *wire.rooms.entry(room).or_default() += 1);
    }

    /// It does no longer; the last one to leave says so to the server.
    pub fn leave(self, room: ChatId) {
        let last = self.wire.try_update_value(|wire| {
            let left = wire.rooms.get(&room).map_or(0, |n| n.saturating_sub(1));
            if left == 0 {
                wire.rooms.remove(&room);
            } else {
                wire.rooms.insert(room, left);
            }
            left == 0
        });
        if last == Some(true) {
            self.say(ClientFrame::Close { chat: room });
        }
    }

    /// Called by the socket: how to speak over it, or that it is away.
    pub fn set_mouth(self, mouth: Option<Mouth>) {
        let stands = mouth.is_some();
        self.wire.try_update_value(|wire| wire.mouth = mouth);
        self.online.try_set(stands);
        if stands {
            self.stood.try_update(|n| *n += 1);
        }
    }

    /// Called by the socket.
    pub fn heard(self, frame: &ServerFrame) {
        let ears = self.wire.try_with_value(|wire| wire.ears.clone()).unwrap_or_default();
        for (_, ear) in ears {
            ear(frame);
        }
    }

    fn bump(self, affected: impl Fn(&Key) -> bool) {
        let hit: Vec<_> = self.versions.with_value(|versions| {
            versions.iter().filter(|(key, _)| affected(key)).map(|(_, (signal, _))| *signal).collect()
        });
        for signal in hit {
            signal.update(|version| *version += 1);
        }
    }
}

/// The page's live counters, from anywhere under `App`.
pub fn live() -> Live {
    use_context::<Live>().unwrap_or_else(provide_live)
}

/// Called once by `App`.
pub fn provide_live() -> Live {
    let live = Live {
        versions: StoredValue::new(HashMap::new()),
        owner: StoredValue::new(Owner::current().map(|owner| owner.downgrade())),
        online: RwSignal::new(true),
        stood: RwSignal::new(0),
        messages_read: RwSignal::new(0),
        wire: StoredValue::new(Wire::default()),
    };
    provide_context(live);
    live
}
