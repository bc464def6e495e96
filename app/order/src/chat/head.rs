//! The room's head: with whom, about what, who is there, and what can be done with the room.

use super::{base, room::Room, words};
use api::chats::{ArchiveChat, BlockOtherSide, ReopenChat, UnblockOtherSide, pinned_messages};
use leptos::{prelude::*, task::spawn_local};
use model::{
    Party,
    chats::{ChatStatus, Closed, Message, excerpt},
};
use ui::prelude::*;

/// What the reader may do with the room, as it was opened.
#[derive(Clone, Copy)]
pub struct May {
    pub archive: bool,
    pub block: bool,
}

/// Names, subject, presence, and the room's menu.
#[component]
pub fn Head(
    room: Room,
    may: May,
    side: Party,
    /// Inside another page: no way back, no menu.
    docked: bool,
    on_change: Callback<()>,
) -> impl IntoView {
    let line = room.line.get_value();
    let name = line.other_name(lang());
    let face = name.clone();
    let about = match (&line.order, &line.product) {
        (Some(order), _) => Some((order_href(side, order.id), format!("{} · {}", order.number, line.title))),
        (None, Some(product)) => Some((format!("/services/{}", product.slug), product.name.clone())),
        (None, None) => None,
    };
    let about = about.map(|(href, words)| {
        if docked {
            view! { {words} }.into_any()
        } else {
            view! { <a class="link-quiet" href=href>{words}</a> }.into_any()
        }
    });
    let here = move || {
        let here = room.others_here();
        here.then(|| view! { <span class="presence" title=tr!("Here now", "Gerade hier")><span class="sr-only">{tr!("Here now", "Gerade hier")}</span></span> })
    };
    let title = if docked {
        view! { <p class="room-title">{name}</p> }.into_any()
    } else {
        view! { <h2 class="room-title">{name}</h2> }.into_any()
    };
    view! {
        <header class="room-head">
            {(!docked).then(|| view! {
                <a class="btn btn-ghost btn-square room-back" href=base(side) aria-label=tr!("All conversations", "Alle Unterhaltungen")><Icon glyph=icondata::LuArrowLeft class="size-5" /></a>
            })}
            <span class="room-face"><Avatar name=face />{here}</span>
            <div class="room-names">
                {title}
                {about.map(|about| view! { <p class="room-sub">{about}</p> })}
            </div>
            {(!docked && (may.archive || may.block || line.status == ChatStatus::Archived)).then(|| view! { <RoomMenu room=room may=may on_change=on_change /> })}
        </header>
        <Pins room=room />
    }
}

fn order_href(side: Party, order: model::OrderId) -> String {
    format!("{}/{order}", crate::base(side))
}

/// Archive and block, each a plain form.
#[component]
fn RoomMenu(room: Room, may: May, on_change: Callback<()>) -> impl IntoView {
    let (archive, reopen) = (ServerAction::<ArchiveChat>::new(), ServerAction::<ReopenChat>::new());
    let (block, unblock) = (ServerAction::<BlockOtherSide>::new(), ServerAction::<UnblockOtherSide>::new());
    toast_result(archive.value(), |()| {
        tr!("Archived. It opens again at any time.", "Archiviert. Sie lässt sich jederzeit wieder öffnen.")
    });
    toast_result(reopen.value(), |()| tr!("Open again.", "Wieder geöffnet."));
    toast_result(block.value(), |()| {
        tr!(
            "Blocked. They can no longer write to you here.",
            "Blockiert. Hier kann Ihnen niemand mehr von dort schreiben."
        )
    });
    toast_result(unblock.value(), |()| tr!("Unblocked.", "Blockierung aufgehoben."));
    for done in [archive.version(), reopen.version(), block.version(), unblock.version()] {
        Effect::new(move |before: Option<usize>| {
            let now = done.get();
            if before.is_some_and(|before| before != now) {
                on_change.run(());
            }
            now
        });
    }
    let (archived, name) = room.line.with_value(|line| (line.status == ChatStatus::Archived, line.other_name(lang())));
    let blocked = room.closed.get_untracked() == Some(Closed::BlockedByUs);
    let id = StoredValue::new(room.id.to_string());
    let hidden = move || view! { <input type="hidden" name="chat" value=id.get_value() /> };
    view! {
        <Menu label=tr!("More", "Mehr") end=true button=|| view! { <Icon glyph=icondata::LuEllipsisVertical class="size-5" /> }>
            {(may.archive && !archived).then(|| view! {
                <ActionForm action=archive>{hidden()}<MenuButton kind="submit" icon=icondata::LuArchive>{tr!("Archive", "Archivieren")}</MenuButton></ActionForm>
            })}
            {archived.then(|| view! {
                <ActionForm action=reopen>{hidden()}<MenuButton kind="submit" icon=icondata::LuArchiveRestore>{tr!("Open again", "Wieder öffnen")}</MenuButton></ActionForm>
            })}
            {(may.block && !blocked).then(|| view! {
                <ActionForm action=block>{hidden()}<MenuButton kind="submit" icon=icondata::LuBan>{tr!("Block {name}", "{name} blockieren")}</MenuButton></ActionForm>
            })}
            {blocked.then(|| view! {
                <ActionForm action=unblock>{hidden()}<MenuButton kind="submit" icon=icondata::LuUndo2>{tr!("Unblock", "Blockierung aufheben")}</MenuButton></ActionForm>
            })}
        </Menu>
    }
}

/// The pinned messages, folded; read when somebody looks.
#[component]
fn Pins(room: Room) -> impl IntoView {
    let (open, list) = (RwSignal::new(false), RwSignal::new(None::<Vec<Message>>));
    Effect::new(move |_| {
        room.pins.track();
        if open.get() {
            spawn_local(async move {
                match pinned_messages(room.id).await {
                    Ok(pinned) => {
                        list.try_set(Some(pinned));
                    }
                    Err(fault) => room.toasts.problem(&fault.0),
                }
            });
        }
    });
    let lines = move || {
        let lines = list.get()?.into_iter().map(move |message| {
            let (seq, name) = (message.seq, words::name_of(message.sender.as_ref(), room.me));
            let words = if message.content.is_empty() { tr!("a file", "eine Datei") } else { excerpt(&message.content, 90) };
            view! {
                <li class="flex items-center gap-2">
                    <button type="button" class="link-quiet min-w-0 flex-1 truncate text-start" on:click=move |_| room.show(seq)><span class="font-medium">{name}</span>" "{words}</button>
                    <button type="button" class="btn btn-ghost btn-sm btn-square" aria-label=tr!("Unpin", "Lösen") title=tr!("Unpin", "Lösen") on:click=move |_| super::acts::pin(room, seq, false)><Icon glyph=icondata::LuPinOff /></button>
                </li>
            }
        });
        Some(lines.collect_view())
    };
    let some = Memo::new(move |_| room.pins.get() > 0);
    let count = move || match room.pins.get() {
        1 => tr!("1 pinned message", "1 angeheftete Nachricht"),
        n => tr!("{n} pinned messages", "{n} angeheftete Nachrichten"),
    };
    move || {
        some.get().then(|| {
            view! {
                <details class="room-pins" on:toggle=move |_| open.set(true)>
                    <summary><Icon glyph=icondata::LuPin class="text-muted" />{count}</summary>
                    <ul>{lines}</ul>
                </details>
            }
        })
    }
}
