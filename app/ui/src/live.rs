//! What changed, as signals: a page puts `live().version(…)` into its resource's source and so reads again by itself.
//! The socket lives in `app::live`; here is only the counter that it turns.

use leptos::{prelude::*, reactive::owner::WeakOwner};
use model::events::{Changed, Subject};
use std::collections::HashMap;
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
    };
    provide_context(live);
    live
}
