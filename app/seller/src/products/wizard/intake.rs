//! The form builder: questions at the left, exactly what buyers will see at the right, with the validator that they meet.

mod question;

use super::state::Wizard;
use leptos::prelude::*;
use model::{
    Problem,
    intake::{self, Answers, FieldKind, IntakeField, MAX_FIELDS},
    problem::Text,
};
use question::Question;
use ui::prelude::*;

#[component]
pub fn IntakeBuilder(wizard: Wizard) -> impl IntoView {
    let kind = RwSignal::new(FieldKind::Text.to_string());
    let add = Callback::new(move |()| {
        let kind = kind.get_untracked().parse().unwrap_or(FieldKind::Text);
        wizard.change_rows(|draft| {
            let key = free_key(&draft.intake);
            let mut field = IntakeField::new(key, kind, Text { en: String::new(), de: String::new() });
            if kind.has_options() {
                field.options = ["A", "B"]
                    .map(|name| intake::Choice {
                        value: name.to_owned(),
                        label: Text { en: name.to_owned(), de: name.to_owned() },
                    })
                    .into();
            }
            draft.intake.push(field);
        });
    });
    let kinds: Vec<Choice> = FieldKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), kind.label(lang()))).collect();
    let rows = move || {
        wizard.rows.track();
        let count = wizard.draft.with_untracked(|draft| draft.intake.len());
        (0..count).map(|index| view! { <Question wizard=wizard index=index count=count /> }).collect_view()
    };
    let full = Signal::derive(move || wizard.draft.with(|draft| draft.intake.len() >= MAX_FIELDS));
    view! {
        <p class="text-sm text-muted">{tr!("What you must know before you can begin. The delivery time starts when all required questions are answered.", "Was Sie wissen müssen, bevor Sie anfangen können. Die Lieferzeit beginnt, wenn alle Pflichtfragen beantwortet sind.")}</p>
        <div class="grid items-start gap-6 xl:grid-cols-2">
            <div class="flex min-w-0 flex-col gap-3" id="w-intake" tabindex="-1">
                {rows}
                <div class="flex flex-wrap items-end gap-2">
                    <Select name="new_kind" label=tr!("Kind of the next question", "Art der nächsten Frage") choices=kinds value=kind on_change=Callback::new(move |chosen| kind.set(chosen)) />
                    <Button icon=icondata::LuPlus on_press=add disabled=full>{tr!("Add a question", "Frage hinzufügen")}</Button>
                </div>
            </div>
            <Preview wizard=wizard />
        </div>
    }
}

/// `q1`, `q2` … whichever is free.
fn free_key(fields: &[IntakeField]) -> String {
    (1..).map(|n| format!("q{n}")).find(|key| !fields.iter().any(|field| field.key == *key)).unwrap_or_default()
}

/// The form as buyers see it, alive.
#[component]
fn Preview(wizard: Wizard) -> impl IntoView {
    let fields = Memo::new(move |_| wizard.draft.with(|draft| draft.intake.clone()));
    let answers = RwSignal::new(Answers::default());
    let tried = RwSignal::new(None::<Problem>);
    let check = Callback::new(move |()| {
        let result =
            answers.with_untracked(|answers| fields.with_untracked(|fields| intake::validate(fields, answers)));
        match result {
            Ok(_) => {
                tried.set(None);
                toasts().good(tr!("These answers would be accepted.", "Diese Antworten würden angenommen."));
            }
            Err(errors) => tried.set(Some(Problem::Invalid(errors))),
        }
    });
    view! {
        <section class="row-card bg-base-200 xl:sticky xl:top-20" aria-label=tr!("Preview", "Vorschau")>
            <p class="text-sm font-medium">{tr!("As buyers see it", "So sehen es Käufer")}</p>
            {move || {
                let fields = fields.get();
                if fields.is_empty() {
                    return view! { <p class="text-sm text-muted">{tr!("No questions yet: the order starts at once.", "Noch keine Fragen: Der Auftrag beginnt sofort.")}</p> }.into_any();
                }
                view! {
                    <FormScope problem=tried id="preview">
                        <IntakeFields fields=fields answers=answers />
                        <div><Button on_press=check>{tr!("Try the answers", "Antworten ausprobieren")}</Button></div>
                    </FormScope>
                }.into_any()
            }}
        </section>
    }
}
