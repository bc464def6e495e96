//! The live socket: hears what changed, turns the counters that pages watch, comes back by itself when it breaks.

use leptos::prelude::*;
use model::events::Subject;
use std::time::Duration;
use ui::{context::Me, icon::Icon, live::live, tr};

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
mod socket {
    use futures::{StreamExt, future::Either};
    use gloo_net::websocket::{Message, State, futures::WebSocket};
    use gloo_timers::future::TimeoutFuture;
    use leptos::prelude::*;
    use model::events::Changed;
    use std::sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    };
    use ui::live::Live;

    /// A running socket.
    #[derive(Clone)]
    pub struct Running(Arc<AtomicBool>);

    impl Running {
        pub fn stop(&self) {
            self.0.store(false, Ordering::Relaxed);
        }
        fn lives(&self) -> bool {
            self.0.load(Ordering::Relaxed)
        }
    }

    /// Listens from the number `since` on.
    pub fn start(live: Live, since: i64) -> Running {
        let running = Running(Arc::new(AtomicBool::new(true)));
        let watched = running.clone();
        leptos::task::spawn_local(async move {
            let mut last = since;
            let mut tries = 0_u32;
            while watched.lives() {
                let heard = listen(live, &mut last, &watched).await;
                if !watched.lives() {
                    break;
                }
                live.online.try_set(false);
                tries = if heard { 0 } else { tries + 1 };
                TimeoutFuture::new(pause(tries)).await;
            }
        });
        running
    }

    /// One connection, until it breaks; says whether it ever stood.
    async fn listen(live: Live, last: &mut i64, running: &Running) -> bool {
        let Ok(mut socket) = WebSocket::open(&address(*last)) else { return false };
        let mut stood = false;
        loop {
            // Looks up now and then: whether it stands yet, and whether anybody is still signed in.
            let look = TimeoutFuture::new(if stood { 5_000 } else { 250 });
            let message = match futures::future::select(socket.next(), look).await {
                Either::Left((Some(Ok(Message::Text(text))), _)) => Some(text),
                Either::Left((Some(Ok(Message::Bytes(_))), _)) => None,
                Either::Left(_) => return stood,
                Either::Right(_) if !running.lives() => return stood,
                Either::Right(_) => None,
            };
            if !stood && (message.is_some() || matches!(socket.state(), State::Open)) {
                stood = true;
                live.online.try_set(true);
            }
            for line in message.iter().flat_map(|text| text.lines()) {
                match serde_json::from_str::<Heard>(line) {
                    Ok(Heard::Changed(changed)) => {
                        *last = (*last).max(changed.seq);
                        live.changed(&changed);
                    }
                    Ok(Heard::Resync { resync: true }) => live.all_changed(),
                    Ok(Heard::Resync { .. }) | Err(_) => {}
                }
            }
        }
    }

    /// What the server says: a thing changed, or "you may have missed something".
    #[derive(serde::Deserialize)]
    #[serde(untagged)]
    enum Heard {
        Changed(Changed),
        Resync { resync: bool },
    }

    /// Half a second, doubled each time up to half a minute, and up to half of it again by chance, so that a
    /// restarted server does not meet everybody at once.
    fn pause(tries: u32) -> u32 {
        let base = 500_u32.saturating_mul(1 << tries.min(6)).min(30_000);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a small number")]
        let jitter = (js_sys::Math::random() * f64::from(base) / 2.0) as u32;
        base + jitter
    }

    fn address(since: i64) -> String {
        let location = window().location();
        let scheme = if location.protocol().is_ok_and(|protocol| protocol == "https:") { "wss" } else { "ws" };
        let host = location.host().unwrap_or_default();
        format!("{scheme}://{host}/live?since={since}")
    }
}
