//! One open page's socket.

use super::{
    mouth::Mouth,
    said::{Ear, Present},
};
use crate::http::{AppState, csrf, problem::Asker, session::Visit};
use axum::{
    Extension,
    extract::{
        Query, Request, State,
        ws::{CloseFrame, WebSocket, WebSocketUpgrade, close_code},
    },
    http::{HeaderValue, header},
    response::Response,
};
use futures::StreamExt;
use model::{Actor, Problem, events::Topic};
use serde::Deserialize;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Of a page: a message of 8,000 characters, escaped.
const MOST_SAID: usize = 64 * 1024;
/// Rooms that wait to be opened.
const COMMANDS: usize = 8;

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
        .max_write_buffer_size(256 * 1024)
        // a frame is read whole before it is a message, and may be 16 MB otherwise
        .max_frame_size(MOST_SAID)
        .max_message_size(MOST_SAID)
        .on_upgrade(move |socket| serve(socket, state, actor, topics, resume.since))
}

async fn serve(socket: WebSocket, state: AppState, actor: Actor, topics: Vec<String>, since: Option<i64>) {
    // Joined before the past is read, so that nothing falls between; what comes twice is the same number twice.
    let seat = state.hub.join(actor.project, &topics);
    let (out, back) = socket.split();
    let (commands, wanted) = mpsc::channel(COMMANDS);
    let present = Present::new(actor);
    let ear = Ear {
        platform: state.platform.clone(),
        hub: state.hub.clone(),
        present: present.clone(),
        socket: seat.id,
        answers: seat.own.clone(),
        commands,
    };
    let mut mouth = Mouth::new(out, state, present);
    let reason = tokio::select! {
        reason = mouth.speak(seat, wanted, &topics, since) => reason,
        polite = ear.hear(back) => if polite { return } else { close_code::POLICY },
    };
    let close = CloseFrame { code: reason, reason: "".into() };
    mouth.close(close).await;
}
