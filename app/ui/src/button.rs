//! Buttons and links that look like buttons. One primary action per view.

use crate::icon::{Glyph, Icon};
use leptos::prelude::*;

/// How loud a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// The one next action.
    Primary,
    #[default]
    Secondary,
    /// No border until pointed at: toolbars, table rows.
    Quiet,
    /// Loses something.
    Danger,
}

/// How large a button is. All keep a touch target of 44 px on touch screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    Small,
    #[default]
    Normal,
    Large,
}

pub(crate) fn classes(look: Look, size: Size, wide: bool, more: &str) -> String {
    let look = match look {
        Look::Primary => "btn-primary",
        Look::Secondary => "btn-plain",
        Look::Quiet => "btn-ghost",
        Look::Danger => "btn-error",
    };
    let size = match size {
        Size::Small => "btn-sm",
        Size::Normal => "",
        Size::Large => "btn-lg",
    };
    let wide = if wide { "btn-block" } else { "" };
    format!("btn {look} {size} {wide} {more}")
}

/// A button. `kind="submit"` in forms; `pending` shows work under way and refuses a second press.
#[component]
pub fn Button(
    children: Children,
    #[prop(optional)] look: Look,
    #[prop(optional)] size: Size,
    #[prop(into, optional)] icon: Option<Glyph>,
    /// `button`, `submit` or `reset`.
    #[prop(default = "button")]
    kind: &'static str,
    #[prop(into, optional)] pending: Signal<bool>,
    #[prop(into, optional)] disabled: Signal<bool>,
    /// As wide as its place.
    #[prop(optional)]
    wide: bool,
    /// For submit buttons that say which of several was pressed.
    #[prop(into, optional)]
    name: Option<String>,
    #[prop(into, optional)] value: Option<String>,
    #[prop(into, optional)] on_press: Option<Callback<()>>,
    #[prop(into, optional)] class: String,
) -> impl IntoView {
    view! {
        <button
            type=kind
            class=classes(look, size, wide, &class)
            name=name
            value=value
            disabled=move || disabled.get() || pending.get()
            aria-busy=move || pending.get().then_some("true")
            on:click=move |_| {
                if let Some(press) = on_press {
                    press.run(());
                }
            }
        >
            {move || pending.get().then(|| view! { <span class="loading loading-spinner loading-xs" aria-hidden="true"></span> })}
            {icon.map(|glyph| view! { <Icon glyph=glyph class="btn-glyph" /> })}
            {children()}
        </button>
    }
}

/// A link that looks like a button: goes somewhere, changes nothing.
#[component]
pub fn LinkButton(
    #[prop(into)] href: String,
    children: Children,
    #[prop(optional)] look: Look,
    #[prop(optional)] size: Size,
    #[prop(into, optional)] icon: Option<Glyph>,
    #[prop(optional)] wide: bool,
    /// Makes the browser save the target under this name instead of going there.
    #[prop(into, optional)]
    download: Option<String>,
    #[prop(into, optional)] class: String,
) -> impl IntoView {
    view! {
        <a href=href class=classes(look, size, wide, &class) download=download>
            {icon.map(|glyph| view! { <Icon glyph=glyph /> })}
            {children()}
        </a>
    }
}

/// A square button with an icon; `label` is read out and shown as a tooltip.
#[component]
pub fn IconButton(
    glyph: Glyph,
    #[prop(into)] label: String,
    #[prop(optional)] look: Option<Look>,
    #[prop(default = "button")] kind: &'static str,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(into, optional)] on_press: Option<Callback<()>>,
    #[prop(into, optional)] class: String,
) -> impl IntoView {
    view! {
        <button
            type=kind
            class=classes(look.unwrap_or(Look::Quiet), Size::Normal, false, &format!("btn-square {class}"))
            aria-label=label.clone()
            title=label
            disabled=disabled
            on:click=move |_| {
                if let Some(press) = on_press {
                    press.run(());
                }
            }
        >
            <Icon glyph=glyph class="size-5" />
        </button>
    }
}
