//! The keyboard in a room: up and down go from message to message, Tab into a message's tools, Escape back to writing.

use super::room::Room;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// Keys on the log or on a message in it.
pub fn on_log(room: Room, ev: &KeyboardEvent) {
    let Some(target) = ev.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    // what stands inside a message has keys of its own
    let on_message = target.class_list().contains("msg");
    let on_log = target.class_list().contains("room-log");
    match ev.key().as_str() {
        "ArrowUp" if on_message || on_log => step(room, ev, -1),
        "ArrowDown" if on_message => step(room, ev, 1),
        "Escape" => {
            room.active.set(None);
            room.focus_text();
        }
        "r" if on_message && plain(ev) => with_active(room, ev, |seq| super::acts::reply(room, seq)),
        "e" if on_message && plain(ev) => with_active(room, ev, |seq| {
            if room.message(seq).is_some_and(|m| m.is_of(room.me) && super::acts::editable(&m)) {
                super::acts::begin_edit(room, seq);
            }
        }),
        _ => {}
    }
}

fn plain(ev: &KeyboardEvent) -> bool {
    !(ev.ctrl_key() || ev.meta_key() || ev.alt_key())
}

fn with_active(room: Room, ev: &KeyboardEvent, act: impl FnOnce(i64)) {
    if let Some(seq) = room.active.get_untracked() {
        ev.prevent_default();
        act(seq);
    }
}

/// To the next message of a person.
fn step(room: Room, ev: &KeyboardEvent, by: i64) {
    let Some(log) = room.log.get_untracked() else { return };
    let Ok(all) = log.query_selector_all("article.msg") else { return };
    let all: Vec<HtmlElement> =
        (0..all.length()).filter_map(|n| all.item(n).and_then(|node| node.dyn_into().ok())).collect();
    let now = document().active_element();
    let at = all.iter().position(|message| now.as_ref().is_some_and(|now| now == message.unchecked_ref::<Element>()));
    let next = match at {
        Some(at) => i64::try_from(at).ok().map(|at| at + by),
        None => i64::try_from(all.len()).ok().map(|len| len - 1),
    };
    if let Some(message) = next.and_then(|next| usize::try_from(next).ok()).and_then(|next| all.get(next)) {
        ev.prevent_default();
        let _ = message.focus();
    }
}

/// Somebody is in the tools of a message: they stay where they are.
pub fn tools_in_use(room: Room) -> bool {
    let log = room.log.get_untracked();
    log.is_some_and(|log| {
        log.query_selector(".msg-tools:focus-within, .msg-tools details[open]").ok().flatten().is_some()
    })
}

/// The focus goes to the message.
pub fn focus_message(seq: i64) {
    let found =
        document().get_element_by_id(&format!("a{seq}")).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(message) = found {
        let _ = message.focus();
    }
}
