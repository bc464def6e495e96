//! Figures and small marks: amounts, stats, chips, avatars, ratings.

use crate::{
    icon::{Glyph, Icon},
    lang,
    tone::{Shown, Tone},
    tr,
};
use leptos::prelude::*;
use model::Money;

/// An amount as the reader's language writes it, with its currency and tabular figures.
#[component]
pub fn Amount(
    #[prop(into)] money: Signal<Money>,
    /// Shows "+" and the colour of gain; for statements.
    #[prop(optional)]
    signed: bool,
    #[prop(into, optional)] class: String,
) -> impl IntoView {
    let tone = move || match money.get().minor {
        minor if signed && minor > 0 => "amount-in",
        _ => "",
    };
    let text = move || {
        let money = money.get();
        let plus = if signed && money.is_positive() { "+" } else { "" };
        format!("{plus}{}", money.format(lang()))
    };
    view! { <span class=move || format!("amount {} {class}", tone())>{text}</span> }
}

/// A figure with its name; several stand in a [`StatRow`].
#[component]
pub fn Stat(
    #[prop(into)] label: String,
    /// Under the figure: what it is made of, or how it changed.
    #[prop(into, optional)]
    note: Option<ViewFn>,
    #[prop(into, optional)] href: Option<String>,
    #[prop(optional)] tone: Tone,
    /// The figure.
    children: Children,
) -> impl IntoView {
    let label = match href {
        Some(href) => view! { <a class="stat-link" href=href>{label}</a> }.into_any(),
        None => label.into_any(),
    };
    view! {
        <div class=format!("stat-box {}", tone.class())>
            <dt class="stat-label">{label}</dt>
            <dd class="stat-figure">{children()}</dd>
            {note.map(|note| view! { <dd class="stat-note">{note.run()}</dd> })}
        </div>
    }
}

/// Stats side by side; wraps on narrow screens.
#[component]
pub fn StatRow(children: Children) -> impl IntoView {
    view! { <dl class="stat-row">{children()}</dl> }
}

/// A small label with a meaning.
#[component]
pub fn Chip(
    #[prop(into)] label: String,
    #[prop(optional)] tone: Tone,
    #[prop(into, optional)] icon: Option<Glyph>,
) -> impl IntoView {
    view! {
        <span class=format!("chip {}", tone.class())>
            {icon.map(|glyph| view! { <Icon glyph=glyph /> })}
            {label}
        </span>
    }
}

/// The chip of a state: text, colour and icon come from the state's own table.
#[component]
pub fn StateChip<S: Shown>(state: S) -> impl IntoView {
    view! { <Chip label=state.label(lang()) tone=state.tone() icon=state.icon() /> }
}

/// A person's or a seller's picture, or their initials. Decoration: the name must stand beside it.
#[component]
pub fn Avatar(
    #[prop(into)] name: String,
    #[prop(into, optional)] picture: Option<String>,
    /// `size-8` (default), `size-6`, `size-12` …
    #[prop(default = "size-8")]
    size: &'static str,
) -> impl IntoView {
    let initials: String =
        name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect::<String>().to_uppercase();
    // The same name always gets the same of six hues.
    let hue = name.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 6;
    match picture {
        Some(src) => view! { <img class=format!("face {size}") src=src alt="" loading="lazy" /> }.into_any(),
        None => view! { <span class=format!("face face-{hue} {size}") aria-hidden="true">{initials}</span> }.into_any(),
    }
}

/// A rating as stars with its figure: tenths of a star (47 is 4.7), and how many gave it.
#[component]
pub fn Rating(
    /// 0 to 50.
    tenths: u32,
    #[prop(optional)] count: Option<u32>,
) -> impl IntoView {
    let (whole, rest) = (tenths / 10, tenths % 10);
    let figure = tr!("{whole}.{rest}", "{whole},{rest}");
    let spoken = tr!("{figure} out of 5 stars", "{figure} von 5 Sternen");
    if count == Some(0) {
        return view! { <span class="text-sm text-muted">{tr!("No reviews yet", "Noch keine Bewertungen")}</span> }
            .into_any();
    }
    view! {
        <span class="rating-line">
            <Icon glyph=icondata::LuStar class="rating-star" />
            <span class="sr-only">{spoken}</span>
            <span class="tabular-nums font-medium" aria-hidden="true">{figure}</span>
            {count.map(|count| view! { <span class="text-muted">"("{count}")"</span> })}
        </span>
    }
    .into_any()
}

/// Choosing one to five stars, as radio buttons: works by keyboard and without WASM.
#[component]
pub fn RatingInput(
    #[prop(into)] name: String,
    #[prop(into)] legend: String,
    #[prop(optional)] value: u32,
) -> impl IntoView {
    let wiring = crate::form::wire(&name, false, None);
    let error = wiring.error;
    let id = wiring.id;
    // Drawn from five to one and reversed by CSS, so that "all before the chosen one" is a sibling rule.
    let stars = (1..=5_u32)
        .rev()
        .map(|n| {
            let spoken = if n == 1 { tr!("1 star", "1 Stern") } else { tr!("{n} stars", "{n} Sterne") };
            view! {
                <input type="radio" class="sr-only" id=format!("{id}-{n}") name=name.clone() value=n checked=value == n required=true />
                <label for=format!("{id}-{n}") title=spoken.clone()>
                    <Icon glyph=icondata::LuStar class="size-7" />
                    <span class="sr-only">{spoken.clone()}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field" id=id.clone() tabindex="-1">
            <legend class="field-label">{legend}</legend>
            <div class="rating-input">{stars}</div>
            <p class="field-error" id=format!("{id}-error")>{move || error.get()}</p>
        </fieldset>
    }
}
