//! Inputs that choose: select, checkbox, switch, and a group of cards.

use crate::{
    context::first_value,
    form::{Field, wire},
};
use leptos::{html, prelude::*};

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// A second line, shown by [`ChoiceCards`].
    pub help: String,
    pub disabled: bool,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), help: String::new(), disabled: false }
    }
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: help.into(), ..self }
    }
    pub fn disabled(self, disabled: bool) -> Self {
        Self { disabled, ..self }
    }
}

/// A native select.
#[component]
pub fn Select(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    choices: Vec<Choice>,
    #[prop(into, optional)] value: Signal<String>,
    /// Shown first, with an empty value.
    #[prop(into, optional)]
    placeholder: Option<String>,
    #[prop(into, optional)] help: String,
    #[prop(into, optional)] error: Option<Signal<Option<String>>>,
    #[prop(optional)] optional: bool,
    #[prop(optional)] bare: bool,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(into, optional)] on_change: Option<Callback<String>>,
    #[prop(into, optional)] class: String,
) -> impl IntoView {
    let wiring = wire(&name, !help.is_empty(), error);
    let error = wiring.error;
    let first = first_value(&name, value.get_untracked());
    let node = NodeRef::<html::Select>::new();
    let woken = crate::browser::has_woken();
    Effect::new(move |before: Option<String>| {
        let now = value.get();
        if let Some(select) = node.get() {
            match before {
                // Chosen before WASM was there: what the person did wins.
                None if woken => select.set_value(&now),
                None if select.value() != now && !select.value().is_empty() => {
                    if let Some(tell) = on_change {
                        tell.run(select.value());
                    }
                }
                Some(before) if before != now => select.set_value(&now),
                _ => {}
            }
        }
        now
    });
    let options = choices
        .into_iter()
        .map(|choice| {
            let selected = choice.value == first;
            view! {
                <option value=choice.value disabled=choice.disabled selected=selected>
                    {choice.label}
                </option>
            }
        })
        .collect_view();
    view! {
        <Field id=wiring.id.clone() label=label help=help error=error optional=optional bare=bare class=class>
            <select
                node_ref=node
                class="select"
                id=wiring.id
                name=name
                required=!optional
                disabled=disabled
                aria-describedby=wiring.describedby
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:change=move |ev| {
                    if let Some(tell) = on_change {
                        tell.run(event_target_value(&ev));
                    }
                }
            >
                {placeholder.map(|text| view! { <option value="">{text}</option> })}
                {options}
            </select>
        </Field>
    }
}

/// A checkbox with its label at the right. Sends `true` when ticked, nothing else (`#[server(default)] x: bool`).
#[component]
pub fn Checkbox(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into, optional)] help: String,
    #[prop(into, optional)] checked: Signal<bool>,
    #[prop(default = "true".to_owned(), into)] value: String,
    /// Must be ticked.
    #[prop(optional)]
    required: bool,
    /// Looks like a switch: takes effect at once.
    #[prop(optional)]
    switch: bool,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(into, optional)] on_change: Option<Callback<bool>>,
    #[prop(into, optional)] class: String,
) -> impl IntoView {
    let wiring = wire(&name, !help.is_empty(), None);
    // Several boxes may share a name (a list); their value tells them apart.
    let id = if value == "true" { wiring.id.clone() } else { format!("{}-{value}", wiring.id) };
    let error = wiring.error;
    let describedby = if help.is_empty() { format!("{id}-error") } else { format!("{id}-error {id}-help") };
    let node = NodeRef::<html::Input>::new();
    follow(node, checked, move |ticked| {
        if let Some(tell) = on_change {
            tell.run(ticked);
        }
    });
    view! {
        <div class=format!("field {class}") class:field-bad=move || error.with(Option::is_some)>
            <label class="check" for=id.clone()>
                <input
                    node_ref=node
                    type="checkbox"
                    class=if switch { "toggle" } else { "checkbox" }
                    role=switch.then_some("switch")
                    id=id.clone()
                    name=name
                    value=value
                    checked=checked.get_untracked()
                    required=required
                    disabled=disabled
                    aria-describedby=describedby
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    on:change=move |ev| {
                        if let Some(tell) = on_change {
                            tell.run(event_target_checked(&ev));
                        }
                    }
                />
                <span>{label}</span>
            </label>
            <p class="field-error" id=format!("{id}-error")>{move || error.get()}</p>
            {(!help.is_empty()).then(|| view! { <p class="field-help" id=format!("{id}-help")>{help}</p> })}
        </div>
    }
}

/// A few choices side by side, each a card with a second line: packages, ways to pay.
#[component]
pub fn ChoiceCards(
    #[prop(into)] name: String,
    /// The question the cards answer.
    #[prop(into)]
    legend: String,
    choices: Vec<Choice>,
    #[prop(into, optional)] value: Signal<String>,
    #[prop(into, optional)] help: String,
    #[prop(into, optional)] on_change: Option<Callback<String>>,
    #[prop(into, optional)] class: String,
) -> impl IntoView {
    let wiring = wire(&name, !help.is_empty(), None);
    let error = wiring.error;
    let group = wiring.id.clone();
    let first = first_value(&name, value.get_untracked());
    let cards = choices
        .into_iter()
        .map(|choice| {
            let (own, told) = (choice.value.clone(), choice.value.clone());
            let id = format!("{group}-{}", choice.value);
            let checked = choice.value == first;
            let picked = Signal::derive(move || value.with(|value| *value == own));
            let node = NodeRef::<html::Input>::new();
            let early = choice.value.clone();
            follow(node, picked, move |ticked| {
                if let (true, Some(tell)) = (ticked, on_change) {
                    tell.run(early.clone());
                }
            });
            view! {
                <label class="choice-card" for=id.clone()>
                    <input
                        node_ref=node
                        type="radio"
                        class="radio"
                        id=id.clone()
                        name=name.clone()
                        value=choice.value
                        checked=checked
                        disabled=choice.disabled
                        on:change=move |_| {
                            if let Some(tell) = on_change {
                                tell.run(told.clone());
                            }
                        }
                    />
                    <span class="min-w-0">
                        <span class="block font-medium">{choice.label}</span>
                        {(!choice.help.is_empty()).then(|| view! { <span class="block text-sm text-muted">{choice.help}</span> })}
                    </span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class=format!("field {class}") id=wiring.id.clone() aria-describedby=wiring.describedby tabindex="-1">
            <legend class="field-label">{legend}</legend>
            <div class="choice-grid">{cards}</div>
            <p class="field-error" id=format!("{}-error", wiring.id)>{move || error.get()}</p>
            {(!help.is_empty()).then(|| view! { <p class="field-help" id=format!("{}-help", wiring.id)>{help}</p> })}
        </fieldset>
    }
}

/// Keeps a box in step with its signal. What was ticked before WASM was there is told instead of undone.
fn follow(node: NodeRef<html::Input>, wanted: Signal<bool>, tell: impl Fn(bool) + 'static) {
    let woken = crate::browser::has_woken();
    Effect::new(move |before: Option<bool>| {
        let now = wanted.get();
        if let Some(input) = node.get() {
            match before {
                None if woken => input.set_checked(now),
                None if input.checked() != now => tell(input.checked()),
                Some(before) if before != now => input.set_checked(now),
                _ => {}
            }
        }
        now
    });
}
