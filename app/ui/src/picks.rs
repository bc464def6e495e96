//! Doing one thing to many rows: checkboxes that belong to a form which stands elsewhere on the page, so that rows may
//! have forms of their own. Works without WASM; with it, all can be chosen at once and the number is said.

use crate::{lang, table::Column, toast::toasts, tr};
use leptos::prelude::*;
use model::{Problem, catalogue::BulkDone};
use std::collections::BTreeSet;

/// Which rows are chosen.
#[derive(Clone, Copy)]
pub struct Picks {
    form: &'static str,
    chosen: RwSignal<BTreeSet<String>>,
}

impl Picks {
    /// `form` is the id of the bar's form.
    pub fn new(form: &'static str) -> Self {
        Self { form, chosen: RwSignal::new(BTreeSet::new()) }
    }

    /// Chooses nothing.
    pub fn clear(self) {
        self.chosen.set(BTreeSet::new());
    }

    /// The first column: a checkbox per row, named after it. It sends `ids[]`.
    pub fn column<T: 'static>(
        self,
        id: impl Fn(&T) -> String + Send + Sync + 'static,
        name: impl Fn(&T) -> String + Send + Sync + 'static,
    ) -> Column<T> {
        Column::new(tr!("Choose", "Auswählen"), move |row: &T| {
            let (id, name) = (id(row), name(row));
            let key = id.clone();
            let on = move || self.chosen.with(|chosen| chosen.contains(&key));
            let (value, label) = (id.clone(), tr!("Choose {name}", "{name} auswählen"));
            view! {
                <input type="checkbox" class="checkbox" name="ids[]" form=self.form value=value aria-label=label prop:checked=on
                    on:change=move |ev| {
                        let on = event_target_checked(&ev);
                        self.chosen.update(|chosen| if on { chosen.insert(id.clone()); } else { chosen.remove(&id); });
                    }
                />
            }
        })
        .pick()
    }
}

/// The bar over such a table: how many are chosen, and what can be done to them. Children are the form with its buttons
/// (`<ActionForm attr:id=… >`).
#[component]
pub fn BulkBar(
    picks: Picks,
    /// The ids of all rows on this page.
    all: Vec<String>,
    children: Children,
) -> impl IntoView {
    let count = all.len();
    let all: BTreeSet<String> = all.into_iter().collect();
    // without the script there is nobody to choose all or to count
    let lives = RwSignal::new(false);
    Effect::new(move |_| lives.set(true));
    let chosen = picks.chosen;
    let n = move || chosen.with(BTreeSet::len);
    let words = move || match n() {
        _ if !lives.get() => tr!("With the chosen ones:", "Mit den ausgewählten:"),
        0 => tr!("None chosen", "Keines ausgewählt"),
        n => tr!("{n} of {count} chosen", "{n} von {count} ausgewählt"),
    };
    let every = move |ev| chosen.set(if event_target_checked(&ev) { all.clone() } else { BTreeSet::new() });
    view! {
        <div class="bulk-bar" role="group" aria-label=tr!("Several at once", "Mehrere auf einmal")>
            {move || {
                let every = every.clone();
                lives.get().then(|| view! {
                    <input type="checkbox" class="checkbox" aria-label=tr!("Choose all on this page", "Alle auf dieser Seite auswählen")
                        prop:checked={move || n() == count}
                        prop:indeterminate={move || n() > 0 && n() < count}
                        on:change=every
                    />
                })
            }}
            <span class="text-sm tabular-nums" role="status">{words}</span>
            {children()}
        </div>
    }
}

/// Says what became of it: `say_many(action.value())`.
pub fn say_many<E, S>(value: S)
where
    E: Into<Problem> + Clone + 'static,
    S: Get<Value = Option<Result<BulkDone, E>>> + Clone + 'static,
{
    let toasts = toasts();
    Effect::new(move |_| match value.get() {
        Some(Ok(BulkDone { done, refused: 0, .. })) => {
            toasts.good(tr!("Done for {done}.", "Für {done} erledigt."));
        }
        Some(Ok(BulkDone { done, refused, why })) => {
            let why = why.map(|why| why.message(lang())).unwrap_or_default();
            toasts.info(tr!(
                "Done for {done}; {refused} stayed as they were: {why}",
                "Für {done} erledigt; {refused} blieben, wie sie waren: {why}"
            ));
        }
        Some(Err(error)) => {
            let problem: Problem = error.into();
            match &problem {
                // there is no field to say it at
                Problem::Invalid(errors) => {
                    let words: Vec<_> = errors.0.iter().map(|(_, words)| words.get(lang()).to_owned()).collect();
                    toasts.info(words.join(" "));
                }
                other => toasts.problem(other),
            }
        }
        None => {}
    });
}
