//! Where messages are written. Enter sends, Shift and Enter begin a new line; what is being written is kept in this
//! browser. Without a script it is a plain form.

use super::{
    acts,
    room::{About, Room},
};
use crate::{offer_card::OfferComposer, offer_wish::OfferWish};
use api::{chats::WriteMessage, problem_of};
use leptos::{prelude::*, server_fn::ServerFn};
use model::{
    Party, Problem,
    chats::{ClientFrame, MOST_CHARACTERS, check_content},
    files::ALLOWED,
};
use ui::{browser, prelude::*};
use uuid::Uuid;

/// Seconds between two signs of writing.
const SIGN: i64 = 3;
/// What the project's own limit may lower.
const MOST_MB: u64 = 50;

/// The box, or why nothing can be written.
#[component]
pub fn Composer(room: Room) -> impl IntoView {
    let lang = lang();
    move || match room.closed.get() {
        Some(closed) => view! {
            <div class="composer"><p class="text-sm text-muted" role="status">{closed.words(lang)}</p></div>
        }
        .into_any(),
        None => view! { <Writing room=room /> }.into_any(),
    }
}

#[component]
fn Writing(room: Room) -> impl IntoView {
    // without a script the form's refusal comes back with the page
    let plain = problem_of(ServerAction::<WriteMessage>::new());
    let uploads = Uploads::new("/files?purpose=chat", MOST_MB, true, None, false);
    let (wrong, over) = (RwSignal::new(None::<Problem>), RwSignal::new(false));
    let signed = StoredValue::new(0_i64);
    let draft = room.key("draft");
    Effect::new({
        let draft = draft.clone();
        move |_| {
            if let Some(text) = room.text.get()
                && text.value().is_empty()
            {
                text.set_value(&browser::kept(&draft).unwrap_or_default());
            }
        }
    });
    // a change begins with the words as they are, and ends with the draft that was there
    Effect::new({
        let draft = draft.clone();
        move |before: Option<bool>| {
            let about = room.about.get();
            let Some(text) = room.text.get_untracked() else { return false };
            match about {
                Some(About::Edit { seq }) => {
                    text.set_value(&room.message(seq).map(|message| message.content).unwrap_or_default());
                    true
                }
                _ => {
                    if before == Some(true) {
                        text.set_value(&browser::kept(&draft).unwrap_or_default());
                    }
                    false
                }
            }
        }
    });
    let typed = {
        let draft = draft.clone();
        move |_| {
            let Some(text) = room.text.get_untracked() else { return };
            wrong.set(None);
            if !matches!(room.about.get_untracked(), Some(About::Edit { .. })) {
                browser::keep(&draft, &text.value());
            }
            let now = browser::now().unwrap_or_default();
            if !text.value().is_empty() && now - signed.get_value() >= SIGN {
                signed.set_value(now);
                room.live.say(ClientFrame::Typing { chat: room.id });
            }
        }
    };
    let send = {
        let draft = draft.clone();
        move || {
            let Some(text) = room.text.get_untracked() else { return };
            if untrack(|| uploads.under_way()) {
                return;
            }
            let files = uploads.done();
            let content = match check_content(&text.value(), files.len()) {
                Ok(content) => content,
                Err(problem) => return wrong.set(Some(problem)),
            };
            if let Some(About::Edit { seq }) = room.about.get_untracked() {
                acts::edit(room, seq, content, move || room.about.set(None));
                return;
            }
            text.set_value("");
            browser::keep(&draft, "");
            signed.set_value(0);
            wrong.set(None);
            room.send(content, &files);
            uploads.clear();
        }
    };
    let send = StoredValue::new(send);
    let keyed = move |ev: leptos::ev::KeyboardEvent| match ev.key().as_str() {
        "Enter" if !ev.shift_key() && !ev.is_composing() => {
            ev.prevent_default();
            send.with_value(|send| send());
        }
        "Escape" if room.about.with_untracked(Option::is_some) => room.about.set(None),
        "ArrowUp" if room.text.get_untracked().is_some_and(|text| text.value().is_empty()) => {
            if let Some(seq) = acts::newest_editable(room) {
                ev.prevent_default();
                acts::begin_edit(room, seq);
            }
        }
        _ => {}
    };
    let problem = Signal::derive(move || wrong.get().or_else(|| plain.get()));
    let label = move || match room.about.get() {
        Some(About::Edit { .. }) => tr!("Change the message", "Nachricht ändern"),
        _ => tr!("Message", "Nachricht"),
    };
    let last = move || room.last_seq.get();
    view! {
        <form class="composer" class:composer-over=over method="post" action=WriteMessage::url()
            on:submit=move |ev| { ev.prevent_default(); send.with_value(|send| send()); }
            on:dragover=move |ev| { ev.prevent_default(); over.set(true); }
            on:dragleave=move |_| over.set(false)
            on:drop=move |ev| { ev.prevent_default(); over.set(false); uploads.dropped(&ev); }
        >
            <input type="hidden" name="chat" value=room.id.to_string() />
            <input type="hidden" name="seq" value=last />
            <AboutLine room=room />
            {move || (!uploads.is_empty()).then(|| view! { <UploadLines uploads=uploads /> })}
            <div class="composer-line">
                {move || room.alive.get().then(|| view! { <Attach uploads=uploads /> })}
                <label class="sr-only" for="room-text">{label}</label>
                <textarea node_ref=room.text id="room-text" class="textarea composer-text" name="content" rows="1" maxlength=MOST_CHARACTERS
                    placeholder=tr!("Write a message", "Nachricht schreiben") aria-describedby="room-text-error room-text-hint"
                    aria-invalid=move || problem.with(Option::is_some).then_some("true")
                    on:input=typed on:keydown=keyed
                    on:paste=move |ev| if uploads.pasted(&ev) { ev.prevent_default(); }
                >{api::kept("content")}</textarea>
                <button type="submit" class="btn btn-primary btn-square" aria-label=tr!("Send", "Senden") title=tr!("Send", "Senden") disabled=move || uploads.under_way()>
                    <Icon glyph=icondata::LuSendHorizontal class="size-5" />
                </button>
            </div>
            <p class="field-error" id="room-text-error">{move || problem.get().map(|problem| problem.message(lang()))}</p>
            <p class="composer-hint" id="room-text-hint">{tr!("Enter sends, Shift and Enter begin a new line.", "Eingabe sendet, Umschalt und Eingabe beginnen eine neue Zeile.")}</p>
        </form>
        {offers(room)}
    }
}

/// The seller's way to an offer, the client's to ask for one. Beside the form: each brings one of its own.
fn offers(room: Room) -> Option<AnyView> {
    let (kind, side) = room.line.with_value(|line| (line.kind, line.side));
    if !matches!(kind, model::chats::ChatKind::Presale | model::chats::ChatKind::Order) {
        return None;
    }
    let way = match side {
        Party::Seller => view! { <OfferComposer chat=room.id /> }.into_any(),
        Party::Client => view! { <OfferWish chat=room.id seq=room.last_seq.into() /> }.into_any(),
        _ => return None,
    };
    Some(view! { <div class="px-3 pb-2">{way}</div> }.into_any())
}

/// Choosing files, as a button.
#[component]
fn Attach(uploads: Uploads) -> impl IntoView {
    let input = NodeRef::<leptos::html::Input>::new();
    let accept =
        ALLOWED.iter().flat_map(|(_, ends)| ends.iter().map(|end| format!(".{end}"))).collect::<Vec<_>>().join(",");
    view! {
        <label class="btn btn-ghost btn-square" title=tr!("Attach files", "Dateien anhängen")>
            <Icon glyph=icondata::LuPaperclip class="size-5" />
            <span class="sr-only">{tr!("Attach files", "Dateien anhängen")}</span>
            <input node_ref=input type="file" class="sr-only" multiple=true accept=accept
                on:change=move |_| if let Some(input) = input.get_untracked() { uploads.picked(&input); } />
        </label>
    }
}

/// What the message is about besides itself.
#[component]
fn AboutLine(room: Room) -> impl IntoView {
    move || {
        room.about.get().map(|about| {
            let words = match about {
                About::Reply { name, excerpt, .. } => tr!("Reply to {name}: {excerpt}", "Antwort an {name}: {excerpt}"),
                About::Edit { .. } => tr!("You are changing your message.", "Sie ändern Ihre Nachricht."),
            };
            view! {
                <p class="composer-context">
                    <span class="min-w-0 flex-1 truncate">{words}</span>
                    <button type="button" class="btn btn-ghost btn-sm btn-square" aria-label=tr!("Cancel", "Abbrechen") on:click=move |_| { room.about.set(None); room.focus_text(); }>
                        <Icon glyph=icondata::LuX />
                    </button>
                </p>
            }
        })
    }
}

/// A refused message goes back to where it was written; what stands there stays.
pub fn take_back(room: Room, id: Uuid) {
    let (Some(out), Some(text)) = (room.discard(id), room.text.get_untracked()) else { return };
    let now = text.value();
    let words = if now.trim().is_empty() { out.content } else { format!("{}\n{now}", out.content) };
    text.set_value(&words);
    browser::keep(&room.key("draft"), &words);
    room.focus_text();
}
