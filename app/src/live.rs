//! The live socket: hears what changed, turns the counters that pages watch, carries conversations both ways, and comes
//! back by itself when it breaks.

use leptos::prelude::*;
use model::{chats::ServerFrame, events::Subject, viewer::UnreadMessages};
use std::time::Duration;
use ui::{
    context::Me,
    icon::Icon,
    live::{Live, live},
    tr,
};

/// Opens the socket for a signed-in person and keeps the shell's own numbers fresh. In the browser only.
pub fn connect(me: Me) {
    let live = ui::live::provide_live();
    for subject in [Subject::Notification, Subject::Cart, Subject::Member, Subject::Project] {
        let version = live.version(subject, None);
        Effect::new(move |before: Option<u64>| {
            let now = version.get();
            if before.is_some_and(|before| before != now) {
                me.refresh();
            }
            now
        });
    }
    follow_messages(me, live);
    #[cfg(target_arch = "wasm32")]
    {
        let signed_in = Memo::new(move |_| me.signed_in());
        Effect::new(move |_| {
            if signed_in.get() {
                // Where to begin; what the viewer says later is no reason to begin again.
                let socket = socket::start(live, untrack(|| me.with(|viewer| viewer.seq)));
                on_cleanup(move || socket.stop());
            }
        });
    }
}

/// Several new messages within this time are counted once.
const GATHER: Duration = Duration::from_millis(700);

/// Keeps the number of unread messages fresh: when something comes in a room that is not open here, when messages were
/// read, and when the socket was away.
fn follow_messages(me: Me, live: Live) {
    let waits = StoredValue::new(false);
    let count = move || {
        if waits.try_get_value() == Some(false) {
            waits.set_value(true);
            ui::browser::after(GATHER, move || {
                waits.try_set_value(false);
                if untrack(|| me.signed_in()) {
                    me.refresh();
                }
            });
        }
    };
    live.hear(move |frame| {
        // what somebody looks at is read at once, and then counted
        let unseen = matches!(frame, ServerFrame::New { .. }) && !ui::browser::is_looked_at();
        if unseen || matches!(frame, ServerFrame::Room { .. }) {
            count();
        }
    });
    let some = move || me.with(|viewer| viewer.messages != UnreadMessages::default());
    Effect::new(move |before: Option<(u64, u64)>| {
        let now = (live.messages_read.get(), live.stood.get());
        let Some((read, stood)) = before else { return now };
        // the page brought its first number along
        let again = stood != now.1 && now.1 > 1;
        if again || (read != now.0 && untrack(some)) {
            count();
        }
        now
    });
}

/// A calm line while the connection is away for more than three seconds.
#[component]
pub fn LiveBar() -> impl IntoView {
    let live = live();
    let late = RwSignal::new(false);
    Effect::new(move |_| {
        if live.online.get() {
            late.set(false);
        } else {
            ui::browser::after(Duration::from_secs(3), move || {
                late.try_set(!live.online.try_get_untracked().unwrap_or(true));
            });
        }
    });
    view! {
        <div role="status" aria-live="polite">
            {move || late.get().then(|| view! {
                <p class="live-bar">
                    <Icon glyph=icondata::LuWifiOff />
                    {tr!("Reconnecting… What you see may be a moment old.", "Verbindung wird wiederhergestellt … Die Anzeige kann kurz veraltet sein.")}
                </p>
            })}
        </div>
    }
}

#[cfg(target_arch = "wasm32")]
mod socket;
