//! Icons: Lucide, as inline SVG. Hidden from screen readers unless given a label.

use leptos::prelude::*;

/// A picture from `icondata::Lu…`.
pub type Glyph = icondata::Icon;

/// An icon of the text's size (`class="size-5"` makes it larger). Decoration unless `label` is given.
#[component]
pub fn Icon(
    glyph: Glyph,
    #[prop(into, optional)] label: Option<String>,
    #[prop(into, optional)] class: String,
) -> impl IntoView {
    let role = label.is_some().then_some("img");
    let hidden = label.is_none().then_some("true");
    view! {
        <svg
            class=format!("icon {class}")
            // For as long as the style sheet is not there.
            width="16"
            height="16"
            viewBox=glyph.view_box.unwrap_or("0 0 24 24")
            fill=glyph.fill.unwrap_or("none")
            stroke=glyph.stroke.unwrap_or("currentColor")
            stroke-width="1.75"
            stroke-linecap="round"
            stroke-linejoin="round"
            role=role
            aria-label=label
            aria-hidden=hidden
            focusable="false"
            inner_html=glyph.data
        ></svg>
    }
}

/// Our mark: a gabled hall whose doorway is a keyhole.
#[component]
pub fn Mark(#[prop(into, optional)] class: String) -> impl IntoView {
    view! {
        <svg class=format!("mark {class}") width="32" height="32" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <path class="mark-house" d="M16 2.5 29 11v16.5a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V11z"></path>
            <path class="mark-door" d="M16 12.5a4 4 0 0 1 2.2 7.34L19.5 25.5h-7l1.3-5.66A4 4 0 0 1 16 12.5z"></path>
        </svg>
    }
}
