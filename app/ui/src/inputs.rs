//! The text-like inputs. Each brings its frame: `<TextInput name="email" label=tr!("E-mail", "E-Mail")/>`.

use crate::{
    context::first_value,
    form::{Field, wire},
};
use leptos::{html, prelude::*};
use model::{Currency, Money};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};

/// One line of text. `bind` ties it to a signal; `value` only fills it once.
#[component]
pub fn TextInput(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into, optional)] help: String,
    /// `text`, `email`, `password`, `url`, `tel`, `number`, `date`, `search`, `color` …
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(into, optional)] value: String,
    #[prop(into, optional)] bind: Option<RwSignal<String>>,
    #[prop(into, optional)] on_input: Option<Callback<String>>,
    #[prop(into, optional)] error: Option<Signal<Option<String>>>,
    /// Fields are needed unless they say otherwise.
    #[prop(optional)]
    optional: bool,
    /// Hides the label from sight, not from screen readers.
    #[prop(optional)]
    bare: bool,
    #[prop(into, optional)] placeholder: Option<String>,
    #[prop(into, optional)] autocomplete: Option<String>,
    #[prop(into, optional)] inputmode: Option<String>,
    #[prop(optional)] maxlength: Option<u32>,
    #[prop(into, optional)] min: Option<String>,
    #[prop(into, optional)] max: Option<String>,
    #[prop(into, optional)] step: Option<String>,
    #[prop(into, optional)] pattern: Option<String>,
    /// Shown inside, before the text.
    #[prop(into, optional)]
    prefix: Option<String>,
    /// Shown inside, after the text.
    #[prop(into, optional)]
    suffix: Option<String>,
    #[prop(optional)] readonly: bool,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(into, optional)] class: String,
) -> impl IntoView {
    let wiring = wire(&name, !help.is_empty(), error);
    let node = NodeRef::<html::Input>::new();
    let first = first_value(&name, bind.map_or(value, |bind| bind.get_untracked()));
    if let Some(bind) = bind {
        two_way(bind, move || node.get(), HtmlInputElement::value, HtmlInputElement::set_value);
    }
    let error = wiring.error;
    view! {
        <Field id=wiring.id.clone() label=label help=help error=error optional=optional bare=bare class=class>
            <span class="input">
                {prefix.map(|text| view! { <span class="input-affix" aria-hidden="true">{text}</span> })}
                <input
                    node_ref=node
                    id=wiring.id
                    name=name
                    type=kind
                    value=first
                    placeholder=placeholder
                    autocomplete=autocomplete
                    inputmode=inputmode
                    maxlength=maxlength
                    min=min
                    max=max
                    step=step
                    pattern=pattern
                    readonly=readonly
                    required=!optional
                    disabled=disabled
                    aria-describedby=wiring.describedby
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    on:input=move |ev| {
                        let text = event_target_value(&ev);
                        if let Some(bind) = bind {
                            bind.set(text.clone());
                        }
                        if let Some(tell) = on_input {
                            tell.run(text);
                        }
                    }
                />
                {suffix.map(|text| view! { <span class="input-affix" aria-hidden="true">{text}</span> })}
            </span>
        </Field>
    }
}

/// Keeps a signal and a control at the same text. Typed before WASM was there, or restored by the browser: what the
/// person wrote wins.
fn two_way<E: 'static>(
    bind: RwSignal<String>,
    control: impl Fn() -> Option<E> + 'static,
    shown: fn(&E) -> String,
    show: fn(&E, &str),
) {
    let woken = crate::browser::has_woken();
    Effect::new(move |before: Option<()>| {
        let wanted = bind.get();
        let Some(control) = control() else { return };
        let typed = shown(&control);
        if before.is_none() && typed != wanted && !woken {
            bind.set(typed);
        } else if typed != wanted {
            show(&control, &wanted);
        }
    });
}

/// Several lines of text.
#[component]
pub fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into, optional)] help: String,
    #[prop(into, optional)] value: String,
    #[prop(into, optional)] bind: Option<RwSignal<String>>,
    #[prop(into, optional)] error: Option<Signal<Option<String>>>,
    #[prop(optional)] optional: bool,
    #[prop(optional)] bare: bool,
    #[prop(into, optional)] placeholder: Option<String>,
    #[prop(default = 4)] rows: u32,
    #[prop(optional)] maxlength: Option<u32>,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(into, optional)] class: String,
) -> impl IntoView {
    let wiring = wire(&name, !help.is_empty(), error);
    let node = NodeRef::<html::Textarea>::new();
    let first = first_value(&name, bind.map_or(value, |bind| bind.get_untracked()));
    if let Some(bind) = bind {
        two_way(bind, move || node.get(), HtmlTextAreaElement::value, HtmlTextAreaElement::set_value);
    }
    let error = wiring.error;
    view! {
        <Field id=wiring.id.clone() label=label help=help error=error optional=optional bare=bare class=class>
            <textarea
                node_ref=node
                class="textarea"
                id=wiring.id
                name=name
                rows=rows
                placeholder=placeholder
                maxlength=maxlength
                required=!optional
                disabled=disabled
                aria-describedby=wiring.describedby
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:input=move |ev| {
                    if let Some(bind) = bind {
                        bind.set(event_target_value(&ev));
                    }
                }
            >
                {first}
            </textarea>
        </Field>
    }
}

/// An amount in one currency. Sends a decimal ("12.50" or "12,50"); the server reads it with `Money::parse`.
#[component]
pub fn MoneyInput(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    currency: Currency,
    #[prop(into, optional)] help: String,
    #[prop(optional)] value: Option<Money>,
    #[prop(into, optional)] bind: Option<RwSignal<String>>,
    #[prop(into, optional)] on_input: Option<Callback<String>>,
    #[prop(into, optional)] error: Option<Signal<Option<String>>>,
    #[prop(optional)] optional: bool,
    #[prop(into, optional)] class: String,
) -> impl IntoView {
    let first = value.map(Money::to_decimal).unwrap_or_default();
    let empty = Money::zero(currency).to_decimal();
    let bind = bind.unwrap_or_else(|| RwSignal::new(first));
    let error = error.unwrap_or_else(|| Signal::from(None));
    let on_input = on_input.unwrap_or_else(|| Callback::new(|_: String| {}));
    view! {
        <TextInput
            name=name
            label=label
            help=help
            bind=bind
            on_input=on_input
            error=error
            optional=optional
            inputmode="decimal"
            autocomplete="off"
            placeholder=empty
            suffix=currency.code()
            class=format!("field-money {class}")
        />
    }
}
