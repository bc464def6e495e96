//! The command palette (Ctrl/⌘-K) and the list of shortcuts (`?`). What can be found is given by the app.

use crate::{
    icon::{Glyph, Icon},
    tr,
};
use leptos::{ev, html, prelude::*};
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;

/// Something that can be gone to.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub label: String,
    /// What it is: "Order", "Page", "Service".
    pub kind: String,
    pub href: String,
    pub icon: Glyph,
}

/// Whether the palette is open; the shells' buttons set it.
#[derive(Clone, Copy)]
pub struct PaletteOpen(pub RwSignal<bool>);

/// Called once by `App`.
pub fn provide_palette() {
    provide_context(PaletteOpen(RwSignal::new(false)));
}

/// Opens the palette: for the shells.
#[component]
pub(crate) fn PaletteButton() -> impl IntoView {
    let open = use_context::<PaletteOpen>();
    let spoken = tr!("Find anything (Ctrl K)", "Alles finden (Strg K)");
    open.map(|PaletteOpen(open)| {
        view! {
            <button type="button" class="palette-button" aria-label=spoken.clone() title=spoken on:click=move |_| open.set(true)>
                <Icon glyph=icondata::LuSearch />
                <span class="palette-hint" aria-hidden="true">{tr!("Find…", "Finden …")}</span>
                <kbd class="key" aria-hidden="true">{tr!("Ctrl K", "Strg K")}</kbd>
            </button>
        }
    })
}

/// The palette and the shortcuts; placed once by `App`, inside the router.
/// `search` hears what is typed and fills `hits`; the app decides where it looks.
#[component]
pub fn Palette(search: Callback<String>, hits: RwSignal<Vec<Hit>>) -> impl IntoView {
    let open = use_context::<PaletteOpen>().map_or_else(|| RwSignal::new(false), |PaletteOpen(open)| open);
    let help = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let (dialog, input) = (NodeRef::<html::Dialog>::new(), NodeRef::<html::Input>::new());
    let navigate = StoredValue::new(use_navigate());
    let go = move |href: &str| {
        open.set(false);
        navigate.with_value(|navigate| navigate(href, Default::default()));
    };
    Effect::new(move |_| {
        let (wanted, Some(dialog)) = (open.get(), dialog.get()) else { return };
        if wanted && !dialog.open() {
            typed.set(String::new());
            search.run(String::new());
            let _ = dialog.show_modal();
            if let Some(input) = input.get_untracked() {
                input.set_value("");
            }
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
    Effect::new(move |_| {
        let handle = window_event_listener(ev::keydown, move |ev| {
            if (ev.ctrl_key() || ev.meta_key()) && ev.key().eq_ignore_ascii_case("k") {
                ev.prevent_default();
                open.update(|open| *open = !*open);
            } else if !types(&ev) && !ev.ctrl_key() && !ev.meta_key() && !ev.alt_key() {
                match ev.key().as_str() {
                    "?" => help.set(true),
                    "/" => {
                        if let Some(field) = document().get_element_by_id("shop-q") {
                            ev.prevent_default();
                            let _ = field.unchecked_into::<web_sys::HtmlElement>().focus();
                        } else {
                            ev.prevent_default();
                            open.set(true);
                        }
                    }
                    _ => {}
                }
            }
        });
        on_cleanup(move || handle.remove());
    });
    let steer = move |ev: ev::KeyboardEvent| {
        let count = hits.with(Vec::len);
        match ev.key().as_str() {
            "ArrowDown" if count > 0 => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" => {
                if let Some(hit) = hits.with(|hits| hits.get(at.get()).cloned()) {
                    go(&hit.href);
                }
            }
            _ => return,
        }
        ev.prevent_default();
    };
    let options = move || {
        hits.get()
            .into_iter()
            .enumerate()
            .map(|(index, hit)| {
                let href = hit.href.clone();
                view! {
                    <li id=format!("palette-{index}") class="palette-hit" role="option"
                        aria-selected=move || (at.get() == index).to_string()
                        on:click=move |_| go(&href)
                        on:mousemove=move |_| if at.get_untracked() != index { at.set(index) }
                    >
                        <Icon glyph=hit.icon class="menu-glyph" />
                        <span class="min-w-0 flex-1 truncate">{hit.label}</span>
                        <span class="text-sm text-muted">{hit.kind}</span>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <dialog node_ref=dialog class="sheet palette" aria-label=tr!("Find anything", "Alles finden") on:close=move |_| open.set(false)>
            <div class="palette-field">
                <Icon glyph=icondata::LuSearch class="size-5 text-muted" />
                <input node_ref=input type="text" role="combobox" aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list"
                    aria-label=tr!("Find a page, an order, a service", "Seite, Auftrag oder Leistung finden")
                    placeholder=tr!("Find a page, an order, a service…", "Seite, Auftrag oder Leistung finden …")
                    aria-activedescendant=move || format!("palette-{}", at.get())
                    autocomplete="off" spellcheck="false"
                    on:keydown=steer
                    on:input=move |ev| {
                        let text = event_target_value(&ev);
                        at.set(0);
                        typed.set(text.clone());
                        search.run(text);
                    }
                />
            </div>
            <ul id="palette-list" class="palette-list" role="listbox" aria-label=tr!("Found", "Gefunden")>{options}</ul>
            {move || (hits.with(Vec::is_empty) && !typed.with(String::is_empty)).then(|| view! {
                <p class="palette-none">{tr!("Nothing found. Try fewer letters.", "Nichts gefunden. Versuchen Sie weniger Buchstaben.")}</p>
            })}
        </dialog>
        <crate::dialog::Dialog open=help title=tr!("Shortcuts", "Tastenkürzel")>
            <dl>
                <div class="kbd-row"><dt>{tr!("Find anything", "Alles finden")}</dt><dd><kbd class="key">{tr!("Ctrl K", "Strg K")}</kbd>" "<kbd class="key">"⌘ K"</kbd></dd></div> // ⌘ K: same in every language
                <div class="kbd-row"><dt>{tr!("To the search", "Zur Suche")}</dt><dd><kbd class="key">"/"</kbd></dd></div>
                <div class="kbd-row"><dt>{tr!("Close", "Schließen")}</dt><dd><kbd class="key">"Esc"</kbd></dd></div> // same in every language
                <div class="kbd-row"><dt>{tr!("This list", "Diese Liste")}</dt><dd><kbd class="key">"?"</kbd></dd></div>
            </dl>
        </crate::dialog::Dialog>
    }
}

/// Whether the key goes into a field.
fn types(ev: &ev::KeyboardEvent) -> bool {
    ev.target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok()).is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT") || element.is_content_editable()
    })
}
