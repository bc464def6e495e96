//! The socket itself: one connection after another for as long as somebody is signed in.

use futures::{
    SinkExt, StreamExt,
    channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded},
    future::Either,
};
use gloo_net::websocket::{Message, State, futures::WebSocket};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use model::{
    chats::{ClientFrame, ServerFrame},
    events::Changed,
};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use ui::live::{Live, Say};

/// How often a standing socket looks up.
const LOOK: u32 = 5_000;
/// After so many looks in silence the server is asked whether it is there; after the next ones it is taken for gone. A
/// network that went away says nothing by itself.
const SILENT: u32 = 4;
const GONE: u32 = 6;

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

/// What reaches the loop from outside the connection.
enum Wanted {
    Say(ClientFrame),
    Renew,
    /// The browser says that the network is back.
    Back,
}

/// Listens from the number `since` on.
pub fn start(live: Live, since: i64) -> Running {
    let running = Running(Arc::new(AtomicBool::new(true)));
    let watched = running.clone();
    let (sender, mut wanted) = unbounded();
    follow_the_network(&sender);
    leptos::task::spawn_local(async move {
        let mut last = since;
        let mut tries = 0_u32;
        while watched.lives() {
            let heard = listen(live, &mut last, &watched, &sender, &mut wanted).await;
            if !watched.lives() {
                break;
            }
            live.set_mouth(None);
            tries = if heard { 0 } else { tries + 1 };
            rest(pause(tries), &mut wanted).await;
        }
        live.set_mouth(None);
    });
    running
}

/// One connection, until it breaks; says whether it ever stood.
async fn listen(
    live: Live,
    last: &mut i64,
    running: &Running,
    sender: &UnboundedSender<Wanted>,
    wanted: &mut UnboundedReceiver<Wanted>,
) -> bool {
    let Ok(mut socket) = WebSocket::open(&address(*last)) else { return false };
    let (mut stood, mut silent) = (false, 0);
    loop {
        // Looks up now and then: whether it stands yet, and whether anybody is still signed in.
        let look = TimeoutFuture::new(if stood { LOOK } else { 250 });
        let outside = futures::future::select(wanted.next(), look);
        let message = match futures::future::select(socket.next(), outside).await {
            Either::Left((Some(Ok(Message::Text(text))), _)) => {
                silent = 0;
                Some(text)
            }
            Either::Left((Some(Ok(Message::Bytes(_))), _)) => None,
            Either::Left(_) => return stood,
            Either::Right(_) if !running.lives() => return stood,
            Either::Right((Either::Left((Some(Wanted::Say(frame)), _)), _)) => {
                if !say(&mut socket, &frame).await {
                    return stood;
                }
                None
            }
            Either::Right((Either::Left((Some(Wanted::Renew), _)), _)) => return stood,
            Either::Right((Either::Left(_), _)) => None,
            Either::Right((Either::Right(_), _)) => {
                silent += 1;
                if stood && silent >= GONE {
                    return stood;
                }
                if stood && silent == SILENT && !say(&mut socket, &ClientFrame::Ping).await {
                    return stood;
                }
                None
            }
        };
        if !stood && (message.is_some() || matches!(socket.state(), State::Open)) {
            (stood, silent) = (true, 0);
            let sender = sender.clone();
            live.set_mouth(Some(Arc::new(move |say| {
                let wanted = match say {
                    Say::Frame(frame) => Wanted::Say(frame),
                    Say::Renew => Wanted::Renew,
                };
                sender.unbounded_send(wanted).is_ok()
            })));
        }
        for line in message.iter().flat_map(|text| text.lines()) {
            match serde_json::from_str::<Heard>(line) {
                Ok(Heard::Changed(changed)) => {
                    *last = (*last).max(changed.seq);
                    live.changed(&changed);
                }
                Ok(Heard::Frame(frame)) => live.heard(&frame),
                Ok(Heard::Resync { resync: true }) => live.all_changed(),
                Ok(Heard::Resync { .. }) | Err(_) => {}
            }
        }
    }
}

async fn say(socket: &mut WebSocket, frame: &ClientFrame) -> bool {
    let Ok(text) = serde_json::to_string(frame) else { return true };
    matches!(socket.state(), State::Open) && socket.send(Message::Text(text)).await.is_ok()
}

/// What the server says: a thing changed, something of a conversation, or "you may have missed something".
#[derive(serde::Deserialize)]
#[serde(untagged)]
#[expect(clippy::large_enum_variant, reason = "read once and taken apart at once")]
enum Heard {
    Changed(Changed),
    Frame(ServerFrame),
    Resync { resync: bool },
}

/// Waits, but not longer than until the network is back. What was to be said meanwhile is dropped: whoever says
/// something asks first whether the socket stands, and says it again when it does.
async fn rest(milliseconds: u32, wanted: &mut UnboundedReceiver<Wanted>) {
    let mut time = TimeoutFuture::new(milliseconds);
    loop {
        match futures::future::select(wanted.next(), time).await {
            Either::Left((Some(Wanted::Say(_) | Wanted::Renew), left)) => time = left,
            Either::Left((Some(Wanted::Back) | None, _)) | Either::Right(_) => return,
        }
    }
}

/// The browser knows first when the network goes or comes.
fn follow_the_network(sender: &UnboundedSender<Wanted>) {
    let (gone, back) = (sender.clone(), sender.clone());
    let gone = window_event_listener_untyped("offline", move |_| {
        let _ = gone.unbounded_send(Wanted::Renew);
    });
    let back = window_event_listener_untyped("online", move |_| {
        let _ = back.unbounded_send(Wanted::Back);
    });
    on_cleanup(move || {
        gone.remove();
        back.remove();
    });
}

/// Half a second, doubled each time up to half a minute, and up to half of it again by chance, so that a restarted
/// server does not meet everybody at once.
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
