//! One line: what, how many, at which price, and its questions.

use super::Writes;
use crate::numbers::count;
use leptos::{form::ActionForm, prelude::*, server_fn::ServerFn};
use model::{Problem, cart::CartLine, catalogue::Quote, problem::Text};
use ui::{intake::mended, prelude::*};

#[component]
pub fn Line(line: CartLine, writes: Writes) -> impl IntoView {
    let name = line.name.clone();
    let href = format!("/services/{}", line.slug);
    let wrong = line.quote.as_ref().err().map(text_of);
    let price = line.quote.as_ref().ok().map(|quote| quote.total);
    let details = line.quote.as_ref().map(|quote| details(quote, &line.unit)).unwrap_or_default();
    let id = line.id;
    let remove_label = tr!("Remove {name}", "{name} entfernen");
    view! {
        <li class="cart-line">
            <img class="cart-picture" src=line.cover.clone() alt="" width="88" height="55" loading="lazy" />
            <div class="min-w-0">
                <div class="flex items-start justify-between gap-x-4">
                    <div class="min-w-0">
                        <p class="font-medium"><a class="link" href=href>{name.clone()}</a></p>
                        <p class="text-sm text-muted">{details}</p>
                    </div>
                    <ActionForm action=writes.remove>
                        <input type="hidden" name="id" value=id.to_string() />
                        <IconButton glyph=icondata::LuTrash2 label=remove_label kind="submit" />
                    </ActionForm>
                </div>
                {wrong.map(|text| view! { <p class="field-error mt-1" role="alert">{text}</p> })}
                <div class="mt-2 flex flex-wrap items-end justify-between gap-3">
                    <QuantityForm line=line.clone() writes=writes />
                    {price.map(|price| view! { <p class="price"><Amount money=price /></p> })}
                </div>
                <Questions line=line writes=writes />
            </div>
        </li>
    }
}

/// "Standard · Faster · 7 days"
fn details(quote: &Quote, unit: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    if let Some(package) = &quote.package {
        parts.push(package.name.clone());
    }
    if !unit.is_empty() && quote.package.is_none() {
        parts.push(format!("{} {unit}", count(quote.quantity)));
    }
    parts.extend(quote.addons.iter().map(|addon| addon.name.clone()));
    let days = quote.delivery_days;
    parts.push(if days == 1 { tr!("1 day", "1 Tag") } else { tr!("{days} days", "{days} Tage") });
    parts.join(" · ")
}

/// The problem of a shared action, if it was about this line.
fn own_problem<S>(action: ServerAction<S>, mine: impl Fn(&S) -> bool + Send + Sync + 'static) -> Signal<Option<Problem>>
where
    S: ServerFn<Error = api::Fault> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + Clone + 'static,
{
    let problem = api::problem_of(action);
    let last = RwSignal::new(false);
    let input = action.input();
    Effect::new(move |_| {
        input.with(|input| {
            if let Some(input) = input {
                last.set(mine(input))
            }
        })
    });
    // without WASM the input is not known; then the problem is said once, on top of the page
    Signal::derive(move || problem.get().filter(|_| last.get()))
}

#[component]
fn QuantityForm(line: CartLine, writes: Writes) -> impl IntoView {
    let id = line.id;
    let (min, max, step) = (line.min, line.max, line.step);
    let problem = own_problem(writes.change, move |sent| sent.id == id);
    let error = Signal::derive(move || match problem.get() {
        Some(Problem::Invalid(fields)) => fields.0.first().map(|(_, message)| text_of(message)),
        Some(other) => Some(other.message(lang())),
        None => None,
    });
    let label = if line.unit.is_empty() { tr!("How many", "Wie viele") } else { line.unit.clone() };
    let (least, most, steps) = (count(min), count(max), count(step));
    let help = if step > 1 {
        tr!("{least} to {most}, in steps of {steps}", "{least} bis {most}, in Schritten von {steps}")
    } else {
        String::new()
    };
    // the field shows the error itself; the scope only makes its id unique
    let none = Signal::derive(|| None::<Problem>);
    view! {
        <ActionForm action=writes.change attr:novalidate="novalidate">
          <FormScope problem=none id=format!("many-{id}")>
           <div class="flex items-start gap-2">
            <input type="hidden" name="id" value=id.to_string() />
            <TextInput name="quantity" label=label help=help value=line.selection.quantity.to_string() inputmode="numeric" autocomplete="off" maxlength=12 error=error class="max-w-44" />
            <div class="pt-6"><Button kind="submit" pending=writes.change.pending()>{tr!("Change", "Ändern")}</Button></div>
           </div>
          </FormScope>
        </ActionForm>
    }
}

/// The intake of this line: answered, or to be answered now or after paying.
#[component]
fn Questions(line: CartLine, writes: Writes) -> impl IntoView {
    if line.intake.is_empty() {
        return ().into_any();
    }
    let id = line.id;
    let answers = RwSignal::new(line.answers.clone());
    let problem = mended(own_problem(writes.answer, move |sent| sent.id == id), line.intake.clone(), answers);
    let (tone, label): (Tone, Text) = if line.answered {
        (Tone::Good, model::text!("All questions answered", "Alle Fragen beantwortet"))
    } else {
        (
            Tone::Attention,
            model::text!(
                "Questions open: answer now or after paying",
                "Fragen offen: jetzt oder nach dem Bezahlen beantworten"
            ),
        )
    };
    let fields = line.intake;
    let upload = untrack(|| me().signed_in());
    view! {
        <details class="mt-3">
            <summary class="cursor-pointer"><Chip tone=tone label=text_of(&label) icon=tone.icon() /></summary>
            <div class="mt-3">
                <ActionForm action=writes.answer attr:novalidate="novalidate">
                    <input type="hidden" name="id" value=id.to_string() />
                    <FormScope problem=problem id=format!("line-{id}")>
                        {if upload {
                            view! { <IntakeFields fields=fields answers=answers upload="/files?purpose=intake" /> }.into_any()
                        } else {
                            view! { <IntakeFields fields=fields answers=answers /> }.into_any()
                        }}
                        <div><Button kind="submit" look=Look::Primary pending=writes.answer.pending()>{tr!("Save the answers", "Antworten speichern")}</Button></div>
                    </FormScope>
                </ActionForm>
            </div>
        </details>
    }
    .into_any()
}
