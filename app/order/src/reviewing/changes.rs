//! The changes field by field, before and after in one text with the words that differ marked, and under each field what is
//! said about it.

use super::{new_thread::NewThreadForm, reviewing, threads::ThreadsOf};
use leptos::prelude::*;
use model::reviews::{FieldChange, Piece, compare};
use ui::prelude::*;

/// All of them.
#[component]
pub fn Changes() -> impl IntoView {
    let the = reviewing();
    let fields = Memo::new(move |_| {
        the.changes.with(|changes| changes.iter().map(|change| change.field.clone()).collect::<Vec<_>>())
    });
    view! {
        <Show when=move || !fields.with(Vec::is_empty) fallback=|| view! {
            <EmptyState icon=icondata::LuEqual title=tr!("No field changed", "Kein Feld geändert")
                text=tr!("It is as it was when it was last approved, or nothing was kept of the time before.", "Es ist, wie es zuletzt freigegeben war, oder über die Zeit davor ist nichts bekannt.") />
        }>
            <div class="stack">
                <For each=move || fields.get() key=Clone::clone let(field)><Change field=field /></For>
            </div>
        </Show>
    }
}

#[component]
fn Change(field: String) -> impl IntoView {
    let the = reviewing();
    let name = field.clone();
    let change =
        Memo::new(move |_| the.changes.with(|changes| changes.iter().find(|change| change.field == name).cloned()));
    let id = format!("field-{}", field.replace('.', "-"));
    let named = id.clone();
    let heading =
        change.with_untracked(|change| change.as_ref().map(|change| text_of(&change.label)).unwrap_or_default());
    view! {
        <article class="change" aria-labelledby=named>
            <h2 class="change-name" id=id>{heading}</h2>
            {move || change.get().map(|change| view! { <Compared change=change /> })}
            <div class="change-talk">
                <ThreadsOf field=Some(field.clone()) />
                <NewThreadForm field=Some(field) />
            </div>
        </article>
    }
}

/// Both texts in one: what went is struck out, what came is underlined, and each is named for those who hear the page.
#[component]
fn Compared(change: FieldChange) -> impl IntoView {
    let pieces = compare(&change.before, &change.after)
        .into_iter()
        .map(|piece| match piece {
            Piece::Same(text) => view! { <span>{text}</span> }.into_any(),
            Piece::Gone(text) => {
                view! { <del><span class="sr-only">{tr!("removed: ", "entfernt: ")}</span>{text}</del> }.into_any()
            }
            Piece::New(text) => {
                view! { <ins><span class="sr-only">{tr!("added: ", "neu: ")}</span>{text}</ins> }.into_any()
            }
        })
        .collect_view();
    view! { <p class="diff">{pieces}</p> }
}
