//! The small acts on a message: seen at once, taken back when the server refuses.

use super::room::{About, Room};
use api::Fault;
use leptos::{prelude::*, task::spawn_local};
use model::chats::{Message, Reaction, excerpt, may_change};
use ui::{browser, prelude::*};

/// Sets or takes back a reaction.
pub fn react(room: Room, seq: i64, emoji: String, on: bool) {
    let me = room.me;
    let shown = emoji.clone();
    at_once(
        room,
        seq,
        move |message| feel(&mut message.reactions, me, &shown, on),
        api::chats::react(room.id, seq, emoji, on),
    );
}

fn feel(reactions: &mut Vec<Reaction>, me: model::UserId, emoji: &str, on: bool) {
    match reactions.iter_mut().find(|reaction| reaction.emoji == emoji) {
        Some(reaction) => {
            reaction.users.retain(|user| *user != me);
            if on {
                reaction.users.push(me);
            }
        }
        None if on => reactions.push(Reaction { emoji: emoji.to_owned(), users: vec![me] }),
        None => {}
    }
    reactions.retain(|reaction| !reaction.users.is_empty());
}

/// Pins or unpins.
pub fn pin(room: Room, seq: i64, on: bool) {
    // the number of pins moves with the answer
    run(room, api::chats::pin_message(room.id, seq, on), |_| {});
}

/// Takes one's own message back.
pub fn delete(room: Room, seq: i64) {
    run(room, api::chats::delete_message(room.id, seq), move |_| room.focus_text());
}

/// Changes one's own message; `done` when it is changed.
pub fn edit(room: Room, seq: i64, content: String, done: impl FnOnce() + 'static) {
    run(room, api::chats::edit_message(room.id, seq, content), move |_| done());
}

/// The composer answers this message.
pub fn reply(room: Room, seq: i64) {
    let Some(message) = room.message(seq) else { return };
    let (name, excerpt) = (room.name(&message), excerpt(&message.content, 140));
    room.about.set(Some(About::Reply { seq, name, excerpt }));
    room.focus_text();
}

/// The composer changes this message.
pub fn begin_edit(room: Room, seq: i64) {
    room.about.set(Some(About::Edit { seq }));
    room.focus_text();
}

/// The newest own message that can still be changed.
pub fn newest_editable(room: Room) -> Option<i64> {
    room.span
        .with_untracked(|span| {
            span.rows()
                .iter()
                .rev()
                .map(|item| item.message.get_untracked())
                .find(|m| m.is_of(room.me))
                .filter(editable)
        })
        .map(|message| message.seq)
}

/// Whether its time to be changed has not passed, by the browser's clock; the server decides.
pub fn editable(message: &Message) -> bool {
    use model::chats::MessageType as T;
    matches!(message.message_type, T::Text | T::File)
        && message.deleted_at.is_none()
        && Room::now().is_some_and(|now| may_change(message.created_at, now))
}

/// Its words on the clipboard.
pub fn copy(room: Room, seq: i64) {
    if let Some(message) = room.message(seq) {
        browser::copy(&message.content);
        room.toasts.info(tr!("Copied.", "Kopiert."));
    }
}

/// Shows it before it is done.
fn at_once(
    room: Room,
    seq: i64,
    shown: impl FnOnce(&mut Message),
    act: impl Future<Output = Result<Message, Fault>> + 'static,
) {
    let item = room.span.with_untracked(|span| span.find(seq).cloned());
    let Some(item) = item else { return };
    let before = item.message.get_untracked();
    item.message.update(shown);
    spawn_local(async move {
        match act.await {
            Ok(message) => room.replace(message),
            Err(fault) => {
                item.message.set(before);
                room.toasts.problem(&fault.0);
            }
        }
    });
}

fn run(room: Room, act: impl Future<Output = Result<Message, Fault>> + 'static, done: impl FnOnce(&Message) + 'static) {
    spawn_local(async move {
        match act.await {
            Ok(message) => {
                done(&message);
                room.replace(message);
            }
            Err(fault) => room.toasts.problem(&fault.0),
        }
    });
}
