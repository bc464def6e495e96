//! Forms: the scope that knows the last problem, the summary on top, and the frame around every field.
//! Everything here works as a plain HTML form before WASM has loaded.

use crate::{icon::Icon, lang, tr};
use leptos::{html, prelude::*};
use model::{FieldErrors, Problem};

/// What the fields of one form share.
#[derive(Clone)]
pub struct FormContext {
    prefix: String,
    problem: Signal<Option<Problem>>,
}

impl FormContext {
    /// The form around this field; a field without one has no errors.
    pub fn current() -> Self {
        use_context().unwrap_or_else(|| Self { prefix: "f".to_owned(), problem: Signal::from(None) })
    }

    /// The id of a field's control: unique in the page as long as forms have different ids.
    pub fn id(&self, name: &str) -> String {
        format!("{}-{}", self.prefix, key(name))
    }

    /// The message for a field, in the reader's language.
    pub fn error(&self, name: &str) -> Signal<Option<String>> {
        let (problem, key) = (self.problem, key(name));
        Signal::derive(move || {
            // Gone when the form is: what it did may have taken it from the page before this is asked once more.
            let known = problem.try_with(|problem| match problem {
                Some(Problem::Invalid(fields)) => fields.get(&key).map(crate::text_of),
                _ => None,
            });
            known.flatten()
        })
    }
}

/// `address[city]` is `address.city` in the field errors, so that forms may nest as `serde_qs` does.
fn key(name: &str) -> String {
    name.replace("][", ".").replace('[', ".").replace(']', "")
}

/// Put it inside `<ActionForm>`: shows the problem on top and hands each field its own error.
/// `<FormScope problem=problem_of(action)> …fields… </FormScope>`
#[component]
pub fn FormScope(
    #[prop(into)] problem: Signal<Option<Problem>>,
    /// Distinguishes several forms in one page.
    #[prop(default = "f".to_owned(), into)]
    id: String,
    children: Children,
) -> impl IntoView {
    provide_context(FormContext { prefix: id.clone(), problem });
    view! {
        <div class="form-stack">
            <FormSummary problem=problem id=id />
            {children()}
        </div>
    }
}

/// What is wrong with the form, linking to its fields. Takes the focus when it appears, so that it is read out.
#[component]
pub fn FormSummary(
    #[prop(into)] problem: Signal<Option<Problem>>,
    #[prop(default = "f".to_owned(), into)] id: String,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if problem.try_with(Option::is_some).unwrap_or_default()
            && let Some(element) = node.get()
        {
            let _ = element.focus();
        }
    });
    move || {
        problem.try_get().flatten().map(|problem| {
            view! {
                <div class="notice tone-danger" role="alert" tabindex="-1" node_ref=node>
                    <Icon glyph=icondata::LuTriangleAlert class="notice-glyph" />
                    <div class="notice-body">{summary_body(&problem, &id)}</div>
                </div>
            }
        })
    }
}

fn summary_body(problem: &Problem, id: &str) -> AnyView {
    match problem {
        Problem::Invalid(FieldErrors(fields)) => {
            let links = fields
                .iter()
                .map(|(field, message)| {
                    let text = crate::text_of(message);
                    if field == "form" {
                        view! { <li>{text}</li> }.into_any()
                    } else {
                        let href = format!("#{id}-{}", key(field));
                        // The router would treat a fragment as a page; the browser moves the focus by itself.
                        view! { <li><a href=href rel="external" class="link">{text}</a></li> }.into_any()
                    }
                })
                .collect_view();
            view! {
                <p class="font-medium">{tr!("Nothing was saved yet. Please check:", "Noch nichts gespeichert. Bitte prüfen Sie:")}</p>
                <ul class="notice-list">{links}</ul>
            }
            .into_any()
        }
        Problem::SignInNeeded => view! {
            <p>{problem.message(lang())}" "<a class="link" href="/sign-in">{tr!("Sign in", "Anmelden")}</a></p>
        }
        .into_any(),
        other => view! { <p>{other.message(lang())}</p> }.into_any(),
    }
}

/// What a control needs to know of its frame.
pub(crate) struct Wiring {
    pub id: String,
    pub describedby: String,
    pub error: Signal<Option<String>>,
}

/// Wires a control by its name; an error given by hand wins over the form's.
pub(crate) fn wire(name: &str, help: bool, error: Option<Signal<Option<String>>>) -> Wiring {
    let form = FormContext::current();
    let id = form.id(name);
    let describedby = if help { format!("{id}-error {id}-help") } else { format!("{id}-error") };
    let from_form = form.error(name);
    let error = match error {
        Some(own) => Signal::derive(move || own.get().or_else(|| from_form.get())),
        None => from_form,
    };
    Wiring { id, describedby, error }
}

/// The frame of a field: label above, control, error and help below. For controls of your own; all inputs use it.
#[component]
pub fn Field(
    /// The control's id.
    #[prop(into)]
    id: String,
    #[prop(into)] label: String,
    #[prop(into, optional)] help: String,
    #[prop(into, optional)] error: Signal<Option<String>>,
    /// Fields are needed unless they say otherwise.
    #[prop(optional)]
    optional: bool,
    /// Keeps the label for screen readers only (a search field beside its button).
    #[prop(optional)]
    bare: bool,
    #[prop(into, optional)] class: String,
    children: Children,
) -> impl IntoView {
    view! {
        <div class=format!("field {class}") class:field-bad=move || error.with(Option::is_some)>
            <label for=id.clone() class=if bare { "sr-only" } else { "field-label" }>
                {label}
                {optional.then(|| view! { <span class="field-optional">{tr!("optional", "optional")}</span> })}
            </label>
            {children()}
            <p class="field-error" id=format!("{id}-error")>{move || error.get()}</p>
            {(!help.is_empty()).then(|| view! { <p class="field-help" id=format!("{id}-help")>{help}</p> })}
        </div>
    }
}
