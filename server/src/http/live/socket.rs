//! One open page's socket.

use super::hub::{Hub, Seat, Signal};
use crate::http::{AppState, csrf, problem::Asker, session::Visit};
use axum::{
    Extension,
    extract::{
        Query, Request, State,
        ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code},
    },
    http::{HeaderValue, header},
    response::Response,
};
use futures::{SinkExt, StreamExt, stream::SplitSink};
use model::{Actor, Problem, events::Topic};
use serde::Deserialize;
use std::{collections::HashSet, sync::Arc, time::Duration};
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};

/// A page pings nothing itself; a proxy that closes quiet connections after a minute must not.
const PING: Duration = Duration::from_secs(25);
/// A socket that takes longer than this for one message is as good as gone.
const SEND: Duration = Duration::from_secs(10);
/// A session may end while its socket is open: looked at again this often.
const STILL_SIGNED_IN: Duration = Duration::from_secs(60);

/// Open pages of one person in one process: nobody reads more, and each costs a file descriptor.
const MOST_OF_ONE: usize = 60;

#[derive(Deserialize)]
pub struct Resume {
    since: Option<i64>,
}

/// `/live?since=seq`: for signed-in people, from pages of ours.
pub async fn connect(
    State(state): State<AppState>,
    Extension(visit): Extension<Arc<Visit>>,
    Query(resume): Query<Resume>,
    upgrade: WebSocketUpgrade,
    request: Request,
) -> Response {
    let asker = Asker::of(&request);
    // A WebSocket is not held back by SameSite or CORS in every browser: the page it comes from must be ours.
    let text = |name| request.headers().get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let ours = text(header::ORIGIN).is_some_and(|origin| csrf::is_our_origin(&state, origin, text(header::HOST)));
    if !ours {
        return asker.answer(&Problem::NotAllowed);
    }
    let Ok(user) = visit.actor.signed_in() else { return asker.answer(&Problem::SignInNeeded) };
    let mut topics = vec![Topic::User(user.id).key()];
    if state.hub.listeners(visit.actor.project, &topics[0]) >= MOST_OF_ONE {
        return asker.answer(&Problem::TooMany(60));
    }
    if visit.actor.is_staff() {
        topics.push(Topic::Staff.key());
    }
    let actor = visit.actor.clone();
    upgrade
        .read_buffer_size(4 * 1024)
        .write_buffer_size(4 * 1024)
        .max_write_buffer_size(64 * 1024)
        .max_message_size(4 * 1024)
        .on_upgrade(move |socket| serve(socket, state, actor, topics, resume.since))
}

async fn serve(socket: WebSocket, state: AppState, actor: Actor, topics: Vec<String>, since: Option<i64>) {
    // Joined before the past is read, so that nothing falls between; what comes twice is the same number twice.
    let seat = state.hub.join(actor.project, &topics);
    let (mut out, mut back) = socket.split();
    let reason = tokio::select! {
        reason = send(&mut out, seat, &state, &actor, &topics, since) => reason,
        // Pages say nothing; reading is what notices that they are gone, and answers their pings.
        () = async { while let Some(Ok(message)) = back.next().await { if matches!(message, Message::Close(_)) { break; } } } => return,
    };
    let close = CloseFrame { code: reason, reason: "".into() };
    let _ = timeout(SEND, out.send(Message::Close(Some(close)))).await;
}

/// Runs until the socket should close; says why.
async fn send(
    out: &mut SplitSink<WebSocket, Message>,
    mut seat: Seat,
    state: &AppState,
    actor: &Actor,
    topics: &[String],
    since: Option<i64>,
) -> u16 {
    let hub: &Hub = &state.hub;
    // Sent from the table already; the hub may bring the same ones again. Others may be lower and still new: numbers are
    // given out before they are committed.
    let mut replayed = HashSet::new();
    if let Some(since) = since {
        match state.platform.live_events_since(actor.project, topics, since).await {
            Ok(Some(missed)) => {
                for changed in missed {
                    replayed.insert(changed.seq);
                    if !deliver(out, &Signal::Changed(changed)).await {
                        return close_code::AWAY;
                    }
                }
            }
            Ok(None) | Err(_) => {
                if !deliver(out, &Signal::Resync).await {
                    return close_code::AWAY;
                }
            }
        }
    }
    let mut ping = interval_at(Instant::now() + PING, PING);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut check = interval_at(Instant::now() + STILL_SIGNED_IN, STILL_SIGNED_IN);
    loop {
        tokio::select! {
            () = hub.stop.cancelled() => return close_code::RESTART,
            signal = seat.signals.recv() => match signal {
                Some(Signal::Changed(changed)) if replayed.contains(&changed.seq) => {}
                Some(signal) => if !deliver(out, &signal).await { return close_code::AWAY },
                // Too slow: come back and resume.
                None => return close_code::AGAIN,
            },
            _ = ping.tick() => match timeout(SEND, out.send(Message::Ping(Vec::new().into()))).await {
                Ok(Ok(())) => {}
                _ => return close_code::AWAY,
            },
            _ = check.tick() => if matches!(state.platform.is_signed_in(actor).await, Ok(false)) { return close_code::POLICY },
        }
    }
}

async fn deliver(out: &mut SplitSink<WebSocket, Message>, signal: &Signal) -> bool {
    let text = match signal {
        Signal::Changed(changed) => serde_json::to_string(changed).unwrap_or_default(),
        Signal::Resync => r#"{"resync":true}"#.to_owned(),
    };
    matches!(timeout(SEND, out.send(Message::Text(text.into()))).await, Ok(Ok(())))
}
