//! What a message holds: words with links, what it answers, files, or a card with its live state.

use super::{cards::Card, room::Room, words};
use leptos::prelude::*;
use model::{
    chats::{Message, MessageType, Quote},
    files::{FileView, Preview},
};
use ui::prelude::*;

/// The inside of a message.
#[component]
pub fn Bubble(room: Room, message: ArcRwSignal<Message>) -> impl IntoView {
    let kind = message.with_untracked(|message| (message.message_type, message.card));
    if let (MessageType::Offer | MessageType::Milestone, Some(card)) = kind {
        // an offer brings a frame of its own
        let class = if kind.0 == MessageType::Offer { "msg-offer" } else { "msg-card" };
        return view! { <div class=class><Card room=room kind=kind.0 id=card /></div> }.into_any();
    }
    let part = Memo::new(move |_| {
        message.with(|m| (m.deleted_at.is_some(), m.content.clone(), m.reply.clone(), m.files.clone()))
    });
    (move || {
        let (deleted, content, reply, files) = part.get();
        if deleted {
            return view! { <p class="msg-gone">{tr!("This message was deleted.", "Diese Nachricht wurde gelöscht.")}</p> }
                .into_any();
        }
        view! {
            {reply.map(|quote| view! { <Quoted room=room quote=quote /> })}
            {(!content.is_empty()).then(|| view! { <div class="msg-bubble"><p class="msg-text">{words::linked(&content)}</p></div> })}
            {(!files.is_empty()).then(|| view! { <Files files=files /> })}
        }
        .into_any()
    })
    .into_any()
}

/// What is answered; a press leads there.
#[component]
pub fn Quoted(room: Room, quote: Quote) -> impl IntoView {
    let Quote { seq, name, excerpt, deleted } = quote;
    let words = match (deleted, excerpt.is_empty()) {
        (true, _) => tr!("message deleted", "Nachricht gelöscht"),
        (false, true) => tr!("a file", "eine Datei"),
        (false, false) => excerpt,
    };
    let label = {
        let name = name.clone();
        tr!("In reply to {name}: go there", "Antwort an {name}: dorthin")
    };
    view! {
        <button type="button" class="msg-quote" title=label on:click=move |_| room.show(seq)>
            <span class="font-medium">{name}</span>" "{words}
        </button>
    }
}

/// Pictures to look at, everything else to save.
#[component]
pub fn Files(files: Vec<FileView>) -> impl IntoView {
    files
        .into_iter()
        .map(|file| {
            let name = file.name.clone();
            if file.preview() == Some(Preview::Image) {
                return view! {
                    <a class="msg-picture" href=file.preview_href() target="_blank" rel="noopener external">
                        <img src=file.preview_href() alt=tr!("Picture {name}", "Bild {name}") loading="lazy" />
                    </a>
                }
                .into_any();
            }
            let shown = file.preview() == Some(Preview::Pdf);
            let (href, open) = if shown { (file.preview_href(), Some("_blank")) } else { (file.href(), None) };
            let save = (!shown).then(|| file.name.clone());
            let size = file.size_words();
            view! {
                <a class="msg-file" href=href target=open download=save rel="noopener external">
                    <Icon glyph=icondata::LuFile class="text-muted" />
                    <span>{name}</span>
                    <small class="text-muted tabular-nums whitespace-nowrap">{size}</small>
                </a>
            }
            .into_any()
        })
        .collect_view()
}
