//! What can be done with a message: beside it while the pointer or the focus is there.

use super::{
    acts, keys,
    room::{Asked, Room},
};
use leptos::prelude::*;
use model::chats::{Message, REACTIONS};
use ui::prelude::*;

/// The bar of the message's tools.
#[component]
pub fn Tools(room: Room, message: ArcRwSignal<Message>, seq: i64, own: bool) -> impl IntoView {
    let of = message.clone();
    let facts = Memo::new(move |_| {
        of.with(|m| (m.deleted_at.is_some(), m.pinned, own && acts::editable(m), !m.content.is_empty()))
    });
    // opens to where there is more room
    let up = lower_half(room, seq);
    move || {
        let (deleted, pinned, editable, words) = facts.get();
        // in a closed room nothing is changed: what is left is to copy and to report
        let writable = room.closed.with(Option::is_none);
        let editable = editable && writable;
        if deleted {
            return ().into_any();
        }
        let message = message.clone();
        view! {
            <div class="msg-tools" role="toolbar" aria-label=tr!("Actions of this message", "Aktionen dieser Nachricht")>
                {writable.then(|| view! {
                    <Menu label=tr!("React", "Reagieren") end=true up=up class="msg-menu" button=|| view! { <Icon glyph=icondata::LuSmilePlus /> }>
                        <Faces room=room seq=seq message=message />
                    </Menu>
                    <button type="button" class="btn btn-ghost btn-sm btn-square" aria-label=tr!("Reply", "Antworten") title=tr!("Reply", "Antworten")
                        on:click=move |_| acts::reply(room, seq)
                    ><Icon glyph=icondata::LuReply /></button>
                })}
                <Menu label=tr!("More actions", "Weitere Aktionen") end=true up=up class="msg-menu" button=|| view! { <Icon glyph=icondata::LuEllipsis /> }>
                    {editable.then(|| view! {
                        <MenuButton icon=icondata::LuPencil on_press=Callback::new(move |()| acts::begin_edit(room, seq))>{tr!("Change", "Ändern")}</MenuButton>
                    })}
                    {words.then(|| view! {
                        <MenuButton icon=icondata::LuCopy on_press=Callback::new(move |()| leave(seq, || acts::copy(room, seq)))>{tr!("Copy the text", "Text kopieren")}</MenuButton>
                    })}
                    {writable.then(|| view! {
                        <MenuButton icon=icondata::LuPin on_press=Callback::new(move |()| leave(seq, || acts::pin(room, seq, !pinned)))>
                            {if pinned { tr!("Unpin", "Lösen") } else { tr!("Pin", "Anheften") }}
                        </MenuButton>
                    })}
                    {editable.then(|| view! {
                        <MenuButton icon=icondata::LuTrash2 on_press=Callback::new(move |()| room.asked.set(Some(Asked::Delete(seq))))>{tr!("Delete …", "Löschen …")}</MenuButton>
                    })}
                    {(!own).then(|| view! {
                        <MenuButton icon=icondata::LuFlag on_press=Callback::new(move |()| room.asked.set(Some(Asked::Report(seq))))>{tr!("Report …", "Melden …")}</MenuButton>
                    })}
                </Menu>
            </div>
        }
        .into_any()
    }
}

/// The few reactions there are.
#[component]
fn Faces(room: Room, seq: i64, message: ArcRwSignal<Message>) -> impl IntoView {
    let mine = Memo::new(move |_| {
        message.with(|message| {
            let own = message.reactions.iter().filter(|reaction| reaction.users.contains(&room.me));
            own.map(|reaction| reaction.emoji.clone()).collect::<Vec<_>>()
        })
    });
    let faces = REACTIONS
        .iter()
        .map(|emoji| {
            let on = move || mine.with(|mine| mine.iter().any(|one| one == emoji));
            view! {
                <button type="button" class="feel" aria-pressed=move || on().to_string() aria-label=name(emoji) title=name(emoji)
                    on:click=move |_| leave(seq, || acts::react(room, seq, (*emoji).to_owned(), !untrack(on)))
                ><span aria-hidden="true">{*emoji}</span></button>
            }
        })
        .collect_view();
    view! { <div class="faces">{faces}</div> }
}

/// What a reaction is called.
fn name(emoji: &str) -> String {
    match emoji {
        "👍" => tr!("Agreed", "Einverstanden"),
        "❤️" => tr!("Love it", "Gefällt mir sehr"),
        "😄" => tr!("Funny", "Lustig"),
        "🎉" => tr!("Hooray", "Hurra"),
        "🙏" => tr!("Thank you", "Danke"),
        "👀" => tr!("I am looking at it", "Ich sehe es mir an"),
        "✅" => tr!("Done", "Erledigt"),
        "❓" => tr!("Not clear", "Unklar"),
        other => other.to_owned(),
    }
}

/// The menu closes with the focus going back to its message.
fn leave(seq: i64, act: impl FnOnce()) {
    act();
    keys::focus_message(seq);
    if let Ok(Some(open)) = document().query_selector(".msg-tools details[open]") {
        let _ = open.remove_attribute("open");
    }
}

fn lower_half(room: Room, seq: i64) -> bool {
    let (Some(log), Some(message)) = (room.log.get_untracked(), document().get_element_by_id(&format!("a{seq}")))
    else {
        return false;
    };
    let (log, message) = (log.get_bounding_client_rect(), message.get_bounding_client_rect());
    message.top() > log.top() + log.height() / 2.0
}
