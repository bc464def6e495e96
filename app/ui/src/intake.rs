//! A form made of intake fields, for buyers before and after paying and for the builder's preview. Checked in the browser
//! by the same validator that the server asks; works as a plain form before WASM is there (then conditional questions
//! are all shown).

use crate::{
    choices::{Checkbox, Choice, ChoiceCards, Select},
    file_drop::FileDrop,
    form::FormContext,
    inputs::{TextArea, TextInput},
    lang, tr,
};
use leptos::prelude::*;
use model::{
    FieldErrors, Problem,
    intake::{self, Answers, FieldKind, IntakeField, said},
};
use std::collections::BTreeSet;

/// The questions. Inputs are named `answers[key]`; put it inside a `FormScope`, whose errors reach their fields.
#[component]
pub fn IntakeFields(
    fields: Vec<IntakeField>,
    /// What is answered so far; kept current while typing.
    answers: RwSignal<Answers>,
    /// Where files are sent; none: files are asked for later, in words.
    #[prop(into, optional)]
    upload: Option<String>,
) -> impl IntoView {
    let hydrated = RwSignal::new(false);
    Effect::new(move |_| hydrated.set(true));
    let touched = RwSignal::new(BTreeSet::<String>::new());
    let all = StoredValue::new(fields.clone());
    fields
        .into_iter()
        .map(|field| {
            let (shown, blurred, key) = (field.clone(), field.key.clone(), field.key.clone());
            let hidden = move || {
                hydrated.get() && answers.with(|answers| all.with_value(|all| !intake::visible(all, &shown, answers)))
            };
            let error = Signal::derive(move || {
                if !touched.with(|touched| touched.contains(&key)) {
                    return None;
                }
                let wrong = answers.with(|answers| all.with_value(|all| intake::validate_given(all, answers))).err()?;
                wrong.get(&format!("answers.{key}")).map(crate::text_of)
            });
            view! {
                <div class:hidden=hidden on:focusout=move |_| { touched.update(|touched| { touched.insert(blurred.clone()); }); }>
                    {question(field, answers, error, upload.clone())}
                </div>
            }
        })
        .collect_view()
}

/// The form's problem without the errors at questions that have been mended since. Before anything was changed in the
/// browser it is the problem as it came: what a plain form sent is not known here.
pub fn mended(
    problem: Signal<Option<Problem>>,
    fields: Vec<IntakeField>,
    answers: RwSignal<Answers>,
) -> Signal<Option<Problem>> {
    let fields = StoredValue::new(fields);
    let changed = RwSignal::new(false);
    Effect::new(move |before: Option<Answers>| {
        let now = answers.get();
        if before.is_some_and(|before| before != now) {
            changed.set(true);
        }
        now
    });
    Signal::derive(move || match problem.get()? {
        Problem::Invalid(FieldErrors(errors)) if changed.get() => {
            let now = answers.with(|answers| fields.with_value(|fields| intake::validate(fields, answers))).err();
            let now = now.unwrap_or_default();
            let open: Vec<_> =
                errors.into_iter().filter(|(at, _)| !at.starts_with("answers.") || now.get(at).is_some()).collect();
            (!open.is_empty()).then_some(Problem::Invalid(FieldErrors(open)))
        }
        other => Some(other),
    })
}

fn question(
    field: IntakeField,
    answers: RwSignal<Answers>,
    error: Signal<Option<String>>,
    upload: Option<String>,
) -> AnyView {
    let name = format!("answers[{}]", field.key);
    let label = said(&field.label, lang()).to_owned();
    let help = help_of(&field);
    let optional = !field.required;
    let key = field.key.clone();
    match field.kind {
        FieldKind::Choice if field.options.len() <= 4 => {
            let value = text_signal(answers, &key);
            let set = Callback::new(move |chosen: String| answers.update(|answers| answers.set(key.clone(), chosen)));
            view! { <ChoiceCards name=name legend=label choices=choices(&field) value=value on_change=set help=help /> }
                .into_any()
        }
        FieldKind::Choice => {
            let value = text_signal(answers, &key);
            let set = Callback::new(move |chosen: String| answers.update(|answers| answers.set(key.clone(), chosen)));
            view! {
                <Select name=name label=label choices=choices(&field) value=value on_change=set help=help optional=optional error=error
                    placeholder=tr!("Choose …", "Wählen …") />
            }
            .into_any()
        }
        FieldKind::MultiChoice => many(&field, &name, label, help, answers, error),
        FieldKind::File => files(&field, &name, label, help, answers, upload),
        FieldKind::LongText => {
            let bind = bound(answers, key);
            view! { <TextArea name=name label=label help=help bind=bind error=error optional=optional rows=5 /> }
                .into_any()
        }
        kind => {
            let bind = bound(answers, key);
            let (kind, mode, hint) = manner(kind, &field);
            view! {
                <TextInput name=name label=label help=help kind=kind bind=bind error=error optional=optional inputmode=mode placeholder=hint autocomplete="off" />
            }
            .into_any()
        }
    }
}

/// Input type, keyboard and example of a one-line field.
fn manner(kind: FieldKind, field: &IntakeField) -> (&'static str, &'static str, String) {
    match kind {
        FieldKind::Number => ("text", "decimal", String::new()),
        FieldKind::Url => ("text", "url", "https://".to_owned()),
        FieldKind::Email => ("email", "email", String::new()),
        FieldKind::Date => ("date", "numeric", String::new()),
        FieldKind::Colour => ("text", "text", "#1d6b4f".to_owned()),
        FieldKind::Handle => {
            ("text", "text", field.network.map(|network| network.example().to_owned()).unwrap_or_default())
        }
        _ => ("text", "text", String::new()),
    }
}

/// The seller's help, and what the bounds ask for.
fn help_of(field: &IntakeField) -> String {
    let own = said(&field.help, lang()).trim().to_owned();
    let bounds = match (field.kind.bounds(), field.min, field.max) {
        (Some(intake::Bounds::Value), Some(min), Some(max)) => {
            tr!("Between {min} and {max}.", "Zwischen {min} und {max}.")
        }
        (Some(intake::Bounds::Value), Some(min), None) => tr!("At least {min}.", "Mindestens {min}."),
        (Some(intake::Bounds::Value), None, Some(max)) => tr!("At most {max}.", "Höchstens {max}."),
        (Some(intake::Bounds::Characters), Some(min), _) if min > 1 => {
            tr!("At least {min} characters.", "Mindestens {min} Zeichen.")
        }
        (Some(intake::Bounds::Count), _, Some(max)) => tr!("At most {max}.", "Höchstens {max}."),
        _ => String::new(),
    };
    match (own.is_empty(), bounds.is_empty()) {
        (false, false) => format!("{own} {bounds}"),
        (true, false) => bounds,
        _ => own,
    }
}

fn choices(field: &IntakeField) -> Vec<Choice> {
    field.options.iter().map(|option| Choice::new(option.value.clone(), said(&option.label, lang()))).collect()
}

fn text_signal(answers: RwSignal<Answers>, key: &str) -> Signal<String> {
    let key = key.to_owned();
    Signal::derive(move || answers.with(|answers| answers.texts(&key).into_iter().next().unwrap_or_default()))
}

/// A text that writes itself into the answers.
fn bound(answers: RwSignal<Answers>, key: String) -> RwSignal<String> {
    let text = RwSignal::new(answers.with_untracked(|answers| answers.text(&key)));
    Effect::new(move |_| {
        let now = text.get();
        if answers.with_untracked(|answers| answers.text(&key)) != now {
            answers.update(|answers| answers.set(key.clone(), now));
        }
    });
    text
}

fn many(
    field: &IntakeField,
    name: &str,
    label: String,
    help: String,
    answers: RwSignal<Answers>,
    error: Signal<Option<String>>,
) -> AnyView {
    let form = FormContext::current();
    let (id, from_form) = (form.id(name), form.error(name));
    let boxes = choices(field)
        .into_iter()
        .map(|choice| {
            let (own, told, key) = (choice.value.clone(), choice.value.clone(), field.key.clone());
            let shown = field.key.clone();
            let checked = Signal::derive(move || answers.with(|answers| answers.texts(&shown).contains(&own)));
            let set = Callback::new(move |on: bool| {
                answers.update(|answers| {
                    let mut now = answers.texts(&key);
                    now.retain(|value| *value != told);
                    if on {
                        now.push(told.clone());
                    }
                    answers.set_many(key.clone(), now);
                });
            });
            view! { <Checkbox name=format!("{name}[]") value=choice.value label=choice.label checked=checked on_change=set /> }
        })
        .collect_view();
    view! {
        <fieldset class="field" id=id.clone() tabindex="-1" aria-describedby=format!("{id}-error")>
            <legend class="field-label">{label}</legend>
            <div class="flex flex-col gap-1">{boxes}</div>
            <p class="field-error" id=format!("{id}-error")>{move || error.get().or_else(|| from_form.get())}</p>
            {(!help.is_empty()).then(|| view! { <p class="field-help">{help}</p> })}
        </fieldset>
    }
    .into_any()
}

fn files(
    field: &IntakeField,
    name: &str,
    label: String,
    help: String,
    answers: RwSignal<Answers>,
    upload: Option<String>,
) -> AnyView {
    let Some(to) = upload else {
        let form = FormContext::current();
        return view! {
            <div class="field" id=form.id(name) tabindex="-1">
                <p class="field-label">{label}</p>
                <p class="field-help">{tr!("You add these files after paying, on your order's page.", "Diese Dateien fügen Sie nach dem Bezahlen auf der Auftragsseite hinzu.")}</p>
            </div>
        }
        .into_any();
    };
    let key = field.key.clone();
    let set = Callback::new(move |files: Vec<crate::file_drop::Uploaded>| {
        answers.update(|answers| answers.set_many(key.clone(), files.into_iter().map(|file| file.id).collect()));
    });
    let multiple = field.max != Some(1);
    view! { <FileDrop name=format!("{name}[]") label=label help=help to=to multiple=multiple optional=!field.required on_change=set /> }.into_any()
}
