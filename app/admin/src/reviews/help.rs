//! Asking people with another role for help, and their answers.

use super::page::the_review;
use api::{
    problem_of,
    reviews::{AnswerReviewHelp, AskForReviewHelp},
};
use leptos::{form::ActionForm, prelude::*};
use model::{
    ReviewHelpId, Role,
    reviews::{HelpRequest, counts_as},
};
use order::reviewing::act;
use ui::prelude::*;

#[component]
pub fn HelpPart() -> impl IntoView {
    let the = the_review();
    let requests = the.part(|review| review.help.clone());
    let ids = Memo::new(move |_| requests.with(|all| all.iter().map(|help| help.id).collect::<Vec<_>>()));
    let is_live = the.part(|review| review.head.status.is_live());
    view! {
        <Section title=tr!("Help", "Hilfe") id="help">
            <div class="stack">
                <For each=move || ids.get() key=|id| *id let(id)>
                    <Request id=id request=Memo::new(move |_| requests.with(|all| all.iter().find(|help| help.id == id).cloned())) />
                </For>
                <Show when=move || is_live.get()><Ask /></Show>
            </div>
        </Section>
    }
}

#[component]
fn Request(id: ReviewHelpId, request: Memo<Option<HelpRequest>>) -> impl IntoView {
    let the = the_review();
    let roles = the.0.with_untracked(|review| review.me.roles.clone());
    let open = Memo::new(move |_| {
        request.with(|help| {
            help.as_ref()
                .is_some_and(|help| help.answer.is_none() && roles.iter().any(|have| counts_as(*have, help.role)))
        })
    });
    view! {
        <article class="thread">
            {move || request.get().map(|help| {
                let role = help.role.label(lang());
                let name = help.asked_by.clone();
                view! {
                    <div class="flex gap-3">
                        <Avatar name=help.asked_by />
                        <div class="min-w-0 grow">
                            <p class="text-sm"><b>{tr!("{name} asks: {role}", "{name} fragt: {role}")}</b>" "<span class="text-muted"><Moment at=help.at /></span></p>
                            <p class="thread-words">{help.question}</p>
                        </div>
                    </div>
                    {match help.answer {
                        Some(answer) => view! {
                            <div class="flex gap-3">
                                <Avatar name=answer.by.clone() />
                                <div class="min-w-0 grow">
                                    <p class="text-sm"><b>{answer.by}</b>" "<span class="text-muted"><Moment at=answer.at /></span></p>
                                    <p class="thread-words">{answer.text}</p>
                                </div>
                            </div>
                        }.into_any(),
                        None => view! { <p class="text-sm text-muted">{tr!("Not answered yet.", "Noch nicht beantwortet.")}</p> }.into_any(),
                    }}
                }
            })}
            <Show when=move || open.get()><Answer id=id /></Show>
        </article>
    }
}

#[component]
fn Answer(id: ReviewHelpId) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let answer = act::<AnswerReviewHelp>(Some(typed), |()| tr!("Answered.", "Geantwortet."));
    view! {
        <ActionForm action=answer>
            <FormScope problem=problem_of(answer) id=format!("help-{id}")>
                <input type="hidden" name="help" value=id.to_string() />
                <TextArea name="answer" label=tr!("Your answer", "Ihre Antwort") bind=typed rows=3 maxlength=4000 />
                <div><Button kind="submit" size=Size::Small pending=answer.pending()>{tr!("Send the answer", "Antwort senden")}</Button></div>
            </FormScope>
        </ActionForm>
    }
}

#[component]
fn Ask() -> impl IntoView {
    let task = the_review().0.with_untracked(|review| review.head.id);
    let typed = RwSignal::new(String::new());
    let ask = act::<AskForReviewHelp>(Some(typed), |_| {
        tr!("Asked. They have been told.", "Gefragt. Wir haben Bescheid gesagt.")
    });
    let roles: Vec<Choice> = Role::ALL
        .iter()
        .filter(|role| role.is_staff())
        .map(|role| Choice::new(role.as_str(), role.label(lang())))
        .collect();
    view! {
        <details class="thread-more">
            <summary>{tr!("Ask another role for help", "Eine andere Rolle um Hilfe bitten")}</summary>
            <ActionForm action=ask>
                <FormScope problem=problem_of(ask) id="ask">
                    <input type="hidden" name="task" value=task.to_string() />
                    <Select name="role" label=tr!("Whom", "Wen") choices=roles value=Role::Finance.as_str().to_owned() />
                    <TextArea name="question" label=tr!("Your question", "Ihre Frage") bind=typed rows=3 maxlength=4000 />
                    <div><Button kind="submit" size=Size::Small icon=icondata::LuLifeBuoy pending=ask.pending()>{tr!("Ask", "Fragen")}</Button></div>
                </FormScope>
            </ActionForm>
        </details>
    }
}
