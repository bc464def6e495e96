//! The room's history: only a part of it is in the page, earlier and later parts come while the reader scrolls.

use super::{
    outgoing::OutgoingRow,
    room::{Item, Room},
    row::MessageRow,
    span::Span,
    words,
};
use leptos::prelude::*;
use model::chats::{Around, Message};
use ui::{browser, prelude::*};

/// This close to an edge the next part is fetched.
const NEAR: i32 = 400;
/// This close to the end the reader is at the end.
const END: i32 = 40;
/// Messages of one person that follow within so many seconds stand together.
const TOGETHER: i64 = 5 * 60;

/// A message and what stands above it.
#[derive(Clone)]
pub struct Row {
    pub item: Item,
    /// The first of its day.
    pub day: Option<String>,
    /// The first of several by the same person: with the face and the name.
    pub lead: bool,
    /// The first that the reader had not read.
    pub new: bool,
}

impl Row {
    fn key(&self) -> (uuid::Uuid, Option<String>, bool, bool) {
        (self.item.key, self.day.clone(), self.lead, self.new)
    }
}

/// What is shown, with days and names.
fn rows(room: Room) -> Vec<Row> {
    let (alive, new_from) = (room.alive.get(), room.new_from.get());
    room.span.with(|span| {
        let mut before: Option<Message> = None;
        span.rows()
            .iter()
            .map(|item| {
                let message = item.message.get_untracked();
                let day = words::day(message.created_at, alive);
                let new_day = before.as_ref().is_none_or(|before| words::day(before.created_at, alive) != day);
                let new = new_from == Some(item.seq);
                let lead = new_day || new || before.as_ref().is_none_or(|before| !together(before, &message));
                let label = new_day.then(|| words::day_label(message.created_at, alive));
                before = Some(message);
                Row { item: item.clone(), day: label, lead, new }
            })
            .collect()
    })
}

fn together(before: &Message, message: &Message) -> bool {
    before.is_said()
        && message.is_said()
        && before.sender == message.sender
        && message.created_at.unix_timestamp() - before.created_at.unix_timestamp() < TOGETHER
}

/// The messages, and the way to the newest.
#[component]
pub fn Log(room: Room) -> impl IntoView {
    let scrolled = move |_| {
        let Some(log) = room.log.get_untracked() else { return };
        let (start, end) = (browser::from_start(&log), browser::from_end(&log));
        let after = room.span.with_untracked(Span::more_after);
        let at_end = end < END && !after;
        if room.at_end.get_untracked() != at_end {
            room.at_end.set(at_end);
        }
        if at_end {
            room.mark_read();
        }
        if start < NEAR {
            room.load_before();
        } else if end < NEAR {
            room.load_after();
        }
    };
    let id = room.id;
    // Without a script an earlier part is a page of its own.
    let earlier = move || {
        let first = room.span.with(|span| span.first().filter(|_| span.more_before()))?;
        let here = browser::here();
        Some(view! {
            <p class="room-quiet">
                <a class="link" href=move || with_query(&here.get(), "at", &first.to_string())
                    on:click=move |ev| { ev.prevent_default(); room.load_before(); }
                >{tr!("Earlier messages", "Frühere Nachrichten")}</a>
            </p>
        })
    };
    let nothing = move || {
        (room.span.with(|span| span.rows().is_empty()) && room.waiting.with(Vec::is_empty)).then(|| view! {
            <p class="room-quiet">{tr!("Nothing has been written yet. Say hello, or ask what you want to know.", "Noch wurde nichts geschrieben. Sagen Sie Hallo oder fragen Sie, was Sie wissen möchten.")}</p>
        })
    };
    let below = move || {
        let (last, read) = (room.last_seq.get(), room.read.get());
        u32::try_from((last - read).max(0)).unwrap_or(u32::MAX)
    };
    let jump = move || {
        (!room.at_end.get()).then(|| {
            view! {
                <button type="button" class="btn btn-plain btn-sm room-jump" on:click=move |_| room.to_newest()>
                    <Icon glyph=icondata::LuArrowDown class="btn-glyph" />
                    {tr!("To the newest", "Zur neuesten")}
                    <Tally n=Signal::derive(below) />
                </button>
            }
        })
    };
    view! {
        <div class="room-body">
            <div class="room-log" node_ref=room.log tabindex="0" role="log" aria-live="off" data-room=id.to_string()
                aria-label=tr!("Messages", "Nachrichten") on:scroll=scrolled
                on:keydown=move |ev| super::keys::on_log(room, &ev)
            >
                <div class="room-rows">
                    {earlier}
                    {nothing}
                    <For each=move || rows(room) key=Row::key let(row)>
                        <MessageRow room=room row=row />
                    </For>
                    <For each=move || room.waiting.get() key=|out| (out.client_id, state_key(&out.state)) let(out)>
                        <OutgoingRow room=room out=out />
                    </For>
                </div>
            </div>
            {move || room.alive.get().then(|| view! { {jump} })}
        </div>
        // heard, not seen: what others write
        <p class="sr-only" role="status" aria-live="polite">{move || room.said.get()}</p>
    }
}

fn state_key(state: &super::outbox::SendState) -> u8 {
    use super::outbox::SendState as S;
    match state {
        S::Sending => 0,
        S::Sent => 1,
        S::Offline => 2,
        S::Refused(_) => 3,
    }
}

/// Where the reader begins: at a message a link leads to, at the first new one, or at the end.
pub fn begin(room: Room, around: Around) {
    let place = match around {
        Around::Message(seq) => Some(seq),
        _ => room.new_from.get_untracked(),
    };
    if let Some(seq) = place {
        request_animation_frame(move || {
            if room.bring(seq) {
                // a short room shows its end all the same
                if let Some(log) = room.log.get_untracked() {
                    room.at_end.set(browser::from_end(&log) < END && !room.span.with_untracked(Span::more_after));
                }
            }
            room.mark_read();
        });
    } else {
        room.mark_read();
    }
}
