//! One message: who, when, what; what it answers, what others feel about it, and who has read it.

use super::{
    bubble::Bubble,
    log::Row,
    room::{Room, row_id},
    tools::Tools,
    words,
};
use leptos::prelude::*;
use model::chats::{Message, MessageType};
use ui::prelude::*;

/// A row of the log.
#[component]
pub fn MessageRow(room: Room, row: Row) -> impl IntoView {
    let Row { item, day, lead, new } = row;
    let (seq, message) = (item.seq, item.message.clone());
    let quiet = message.with_untracked(|message| message.message_type == MessageType::System);
    view! {
        <div data-row="" id=row_id(seq)>
            {day.map(|day| view! { <p class="room-rule">{day}</p> })}
            {new.then(|| view! { <p class="room-rule room-rule-new">{tr!("New", "Neu")}</p> })}
            {if quiet {
                view! { <Quiet room=room message=message.get_untracked() /> }.into_any()
            } else {
                view! { <Said room=room message=message seq=seq lead=lead /> }.into_any()
            }}
        </div>
    }
}

/// What happened, in a calm line.
#[component]
fn Quiet(room: Room, message: Message) -> impl IntoView {
    let at = message.created_at;
    let words = message.event.map(|event| event.sentence(lang())).unwrap_or(message.content);
    view! {
        <p class="room-quiet">{words}" · "<time datetime=machine(at)>{move || words::clock(at, room.alive.get())}</time></p>
    }
}

/// What somebody wrote.
#[component]
fn Said(room: Room, message: ArcRwSignal<Message>, seq: i64, lead: bool) -> impl IntoView {
    let first = message.get_untracked();
    let own = first.is_of(room.me);
    let name = room.name(&first);
    let at = first.created_at;
    let face = first.sender.as_ref().map(|sender| sender.name.clone()).unwrap_or_default();
    let class = match (own, lead) {
        (true, true) => "msg msg-own msg-lead",
        (true, false) => "msg msg-own",
        (false, true) => "msg msg-lead",
        (false, false) => "msg",
    };
    let label = {
        let name = name.clone();
        move || {
            let time = words::clock(at, room.alive.get());
            tr!("{name} at {time}", "{name} um {time}")
        }
    };
    let active = Memo::new(move |_| room.active.get() == Some(seq));
    let for_tools = message.clone();
    let activate = move || {
        if room.active.get_untracked() != Some(seq) && !super::keys::tools_in_use(room) {
            room.active.set(Some(seq));
        }
    };
    view! {
        <article class=class id=format!("a{seq}") tabindex="-1" aria-label=label
            on:mouseenter=move |_| activate() on:click=move |_| activate() on:focusin=move |_| room.active.set(Some(seq))
        >
            <span class="msg-side">{lead.then(|| view! { <Avatar name=face /> })}</span>
            <div class="min-w-0">
                {lead.then(|| view! {
                    <p class="msg-who">
                        <span class="msg-name">{name}</span>
                        <time class="msg-time" datetime=machine(at)>{move || words::clock(at, room.alive.get())}</time>
                    </p>
                })}
                <Bubble room=room message=message.clone() />
                <Foot room=room message=message seq=seq own=own />
            </div>
            {move || (active.get() && room.alive.get()).then(|| view! { <Tools room=room message=for_tools.clone() seq=seq own=own /> })}
        </article>
    }
}

/// Reactions, "edited", "pinned", and how far one's own has come.
#[component]
fn Foot(room: Room, message: ArcRwSignal<Message>, seq: i64, own: bool) -> impl IntoView {
    let of = message.clone();
    let marks = Memo::new(move |_| of.with(|m| (m.edited_at.is_some() && m.deleted_at.is_none(), m.pinned)));
    let marks = move || {
        let (edited, pinned) = marks.get();
        (edited || pinned).then(|| view! {
            <p class="msg-foot">
                {edited.then(|| tr!("edited", "bearbeitet"))}
                {pinned.then(|| view! { <span><Icon glyph=icondata::LuPin />" "{tr!("pinned", "angeheftet")}</span> })}
            </p>
        })
    };
    view! {
        <Feelings room=room message=message seq=seq />
        {marks}
        {own.then(|| view! { <Receipt room=room seq=seq /> })}
    }
}

/// The reactions so far, each a switch.
#[component]
fn Feelings(room: Room, message: ArcRwSignal<Message>, seq: i64) -> impl IntoView {
    let feelings = Memo::new(move |_| message.with(|message| message.reactions.clone()));
    move || {
        let feelings = feelings.get();
        if feelings.is_empty() {
            return ().into_any();
        }
        let chips = feelings
            .into_iter()
            .map(|reaction| {
                let mine = reaction.users.contains(&room.me);
                let (n, emoji) = (reaction.users.len(), reaction.emoji.clone());
                let names = room.people.with_untracked(|people| {
                    people
                        .iter()
                        .filter(|p| reaction.users.contains(&p.id))
                        .map(|p| p.name.clone())
                        .collect::<Vec<_>>()
                        .join(", ")
                });
                let label = if n == 1 {
                    tr!("{emoji}, once", "{emoji}, einmal")
                } else {
                    tr!("{emoji}, {n} times", "{emoji}, {n}-mal")
                };
                view! {
                    <button type="button" class="feel" aria-pressed=mine.to_string() aria-label=label title=names
                        on:click=move |_| super::acts::react(room, seq, emoji.clone(), !mine)
                    ><span aria-hidden="true">{reaction.emoji}" "{n}</span></button>
                }
            })
            .collect_view();
        view! { <div class="mt-1 flex flex-wrap gap-1" role="group" aria-label=tr!("Reactions", "Reaktionen")>{chips}</div> }.into_any()
    }
}

/// "Sent" or "Read", under the newest own message and under the newest that was read.
#[component]
fn Receipt(room: Room, seq: i64) -> impl IntoView {
    let read =
        Memo::new(move |_| room.receipts.with(|r| r.read.clone().filter(|(at, _)| *at == seq).map(|(_, by)| by)));
    let newest = Memo::new(move |_| room.receipts.with(|r| r.newest == Some(seq)));
    move || match (read.get(), newest.get()) {
        (Some(by), _) => {
            let by = words::read_by(&by);
            view! { <p class="msg-foot" title=by><Icon glyph=icondata::LuCheckCheck />{tr!("Read", "Gelesen")}</p> }
                .into_any()
        }
        (None, true) => {
            view! { <p class="msg-foot"><Icon glyph=icondata::LuCheck />{tr!("Sent", "Gesendet")}</p> }.into_any()
        }
        (None, false) => ().into_any(),
    }
}

/// For `<time datetime>`.
pub fn machine(at: model::Moment) -> String {
    let (date, time) = (at.date(), at.time());
    format!("{date}T{:02}:{:02}:{:02}Z", time.hour(), time.minute(), time.second())
}
