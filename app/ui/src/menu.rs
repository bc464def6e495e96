//! Dropdown menus on native `<details>`: open without WASM, close on Esc, on a click elsewhere and after a choice.

use crate::icon::{Glyph, Icon};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

/// A menu under its button. Children are [`MenuLink`]s, [`MenuRule`]s or small forms with `menu-item` buttons.
#[component]
pub fn Menu(
    /// Read out, and the tooltip.
    #[prop(into)]
    label: String,
    /// What the button shows.
    #[prop(into)]
    button: ViewFn,
    /// Opens to the left instead of to the right.
    #[prop(optional)]
    end: bool,
    /// Opens upwards.
    #[prop(optional)]
    up: bool,
    #[prop(into, optional)] class: String,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Details>::new();
    let close = move || {
        if let Some(details) = node.get_untracked() {
            details.set_open(false);
        }
    };
    let leaves = move |ev: leptos::ev::FocusEvent| {
        let (Some(details), to) = (node.get_untracked(), ev.related_target()) else { return };
        let inside =
            to.and_then(|to| to.dyn_into::<web_sys::Node>().ok()).is_some_and(|to| details.contains(Some(&to)));
        if !inside && ev.related_target().is_some() {
            details.set_open(false);
        }
    };
    Effect::new(move |_| {
        let handle = window_event_listener(leptos::ev::click, move |ev| {
            let Some(details) = node.try_get_untracked().flatten() else { return };
            let inside = ev
                .target()
                .and_then(|target| target.dyn_into::<web_sys::Node>().ok())
                .is_some_and(|target| details.contains(Some(&target)));
            if !inside {
                details.set_open(false);
            }
        });
        on_cleanup(move || handle.remove());
    });
    let place = format!("drop-panel {} {}", if end { "drop-end" } else { "" }, if up { "drop-up" } else { "" });
    view! {
        <details
            node_ref=node
            class=format!("drop {class}")
            on:focusout=leaves
            on:keydown=move |ev| {
                if ev.key() == "Escape" {
                    close();
                    if let Some(summary) = node.get_untracked().and_then(|d| d.query_selector("summary").ok().flatten()) {
                        let _ = summary.unchecked_into::<web_sys::HtmlElement>().focus();
                    }
                }
            }
        >
            <summary class="drop-button" aria-label=label.clone() title=label>{button.run()}</summary>
            <div class=place on:click=move |ev| {
                // A link inside navigates without a page load, so the menu must close by itself.
                let on_link = ev.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok()).and_then(|e| e.closest("a").ok().flatten());
                if on_link.is_some() {
                    close();
                }
            }>{children()}</div>
        </details>
    }
}

/// A line of a menu that goes somewhere.
#[component]
pub fn MenuLink(
    #[prop(into)] href: String,
    #[prop(into, optional)] icon: Option<Glyph>,
    children: Children,
) -> impl IntoView {
    view! {
        <a class="menu-item" href=href>
            {icon.map(|glyph| view! { <Icon glyph=glyph class="menu-glyph" /> })}
            <span class="min-w-0 flex-1 truncate">{children()}</span>
        </a>
    }
}

/// A line of a menu that does something at once; `kind="submit"` inside a form.
#[component]
pub fn MenuButton(
    #[prop(into, optional)] icon: Option<Glyph>,
    #[prop(default = "button")] kind: &'static str,
    #[prop(into, optional)] name: Option<String>,
    #[prop(into, optional)] value: Option<String>,
    /// Shows a tick: one of several that is in force.
    #[prop(optional)]
    current: bool,
    #[prop(into, optional)] on_press: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    view! {
        <button class="menu-item" type=kind name=name value=value aria-pressed=current.then_some("true")
            on:click=move |_| if let Some(press) = on_press { press.run(()) }
        >
            {icon.map(|glyph| view! { <Icon glyph=glyph class="menu-glyph" /> })}
            <span class="min-w-0 flex-1 truncate text-start">{children()}</span>
            {current.then(|| view! { <Icon glyph=icondata::LuCheck /> })}
        </button>
    }
}

/// A line between groups, with the group's name.
#[component]
pub fn MenuRule(#[prop(into, optional)] label: String) -> impl IntoView {
    if label.is_empty() {
        view! { <hr class="menu-rule" /> }.into_any()
    } else {
        view! { <p class="menu-group">{label}</p> }.into_any()
    }
}
