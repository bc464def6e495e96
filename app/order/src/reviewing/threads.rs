//! Threads: what was said about a field or about the whole, the place to answer, and whether it is resolved.

use super::{Reviewing, act, new_thread::NewThreadForm, reviewing};
use api::{
    problem_of,
    reviews::{AnswerReviewThread, EditReviewComment, ResolveReviewThread},
};
use leptos::{form::ActionForm, prelude::*};
use model::{
    ReviewThreadId,
    reviews::{Thread, ThreadComment, WORDS_MAX},
};
use ui::prelude::*;

pub(super) const MOST: u32 = WORDS_MAX as u32;

/// The whole conversation, and the place to begin another thread.
#[component]
pub fn Threads() -> impl IntoView {
    let the = reviewing();
    let ids = Memo::new(move |_| the.threads.with(|all| all.iter().map(|thread| thread.id).collect::<Vec<_>>()));
    view! {
        <Section title=tr!("Conversation", "Gespräch") id="conversation">
            <div class="stack">
                <Show when=move || ids.with(Vec::is_empty)>
                    <p class="text-muted">{tr!("Nobody has said anything yet.", "Noch hat niemand etwas gesagt.")}</p>
                </Show>
                <For each=move || ids.get() key=|id| *id let(id)><OneThread id=id with_field=true /></For>
                <NewThreadForm field=None />
            </div>
        </Section>
    }
}

/// The threads on one field.
#[component]
pub fn ThreadsOf(field: Option<String>) -> impl IntoView {
    let the = reviewing();
    let ids = Memo::new(move |_| {
        the.threads.with(|all| all.iter().filter(|t| t.field == field).map(|t| t.id).collect::<Vec<_>>())
    });
    view! { <For each=move || ids.get() key=|id| *id let(id)><OneThread id=id with_field=false /></For> }
}

fn part<T: PartialEq + Clone + Send + Sync + 'static>(
    the: Reviewing,
    id: ReviewThreadId,
    read: impl Fn(&Thread) -> T + Send + Sync + 'static,
) -> Memo<Option<T>> {
    Memo::new(move |_| the.threads.with(|all| all.iter().find(|thread| thread.id == id).map(&read)))
}

#[component]
fn OneThread(id: ReviewThreadId, with_field: bool) -> impl IntoView {
    let the = reviewing();
    let comments = part(the, id, |thread| thread.comments.clone());
    let head =
        part(the, id, |thread| (thread.field.clone(), thread.visibility, thread.resolved_by.clone(), thread.opened_by));
    let is_live = move || the.status.get().is_live();
    view! {
        <article class="thread" aria-label=tr!("Thread", "Thema")>
            {move || head.get().map(|(field, seen, resolved, _)| {
                let label = field.filter(|_| with_field).map(|field| label_of(the, &field));
                view! {
                    <header class="thread-head">
                        {label.map(|label| view! { <span class="font-medium">{label}</span> })}
                        {(the.two_sides && !the.outside).then(|| view! { <StateChip state=seen /> })}
                        {resolved.map(|name| view! { <Chip label=tr!("Resolved by {name}", "Geklärt von {name}") tone=Tone::Good icon=icondata::LuCheck /> })}
                    </header>
                }
            })}
            {move || comments.get().map(|comments| view! {
                <ul class="thread-said">{comments.into_iter().map(|comment| view! { <li><Said comment=comment /></li> }).collect_view()}</ul>
            })}
            <Show when=is_live><Answer id=id /></Show>
            {move || head.get().filter(|(.., by)| is_live() && (!the.outside || *by == the.me)).map(|(_, _, resolved, _)| view! { <Resolve id=id resolved=resolved.is_some() /> })}
        </article>
    }
}

fn label_of(the: Reviewing, field: &str) -> String {
    the.changes.with(|changes| {
        changes
            .iter()
            .find(|change| change.field == field)
            .map_or_else(|| field.to_owned(), |change| text_of(&change.label))
    })
}

/// One comment with its writer; a fresh own one can be mended.
#[component]
pub fn Said(comment: ThreadComment) -> impl IntoView {
    let the = reviewing();
    let mine = comment.is_editable(the.me, the.now.get_untracked()) && the.status.get_untracked().is_live();
    let (id, body) = (comment.id, comment.body.clone());
    view! {
        <div class="flex gap-3">
            <Avatar name=comment.name.clone() />
            <div class="min-w-0 grow">
                <p class="text-sm">
                    <b>{comment.name}</b>" "
                    <span class="text-muted"><Moment at=comment.at />{comment.edited.then(|| tr!(" · changed", " · geändert"))}</span>
                </p>
                <p class="thread-words">{comment.body}</p>
                {mine.then(|| {
                    let edit = act::<EditReviewComment>(None, |()| tr!("Changed.", "Geändert."));
                    view! {
                        <details class="thread-more">
                            <summary>{tr!("Change", "Ändern")}</summary>
                            <ActionForm action=edit>
                                <FormScope problem=problem_of(edit) id=format!("edit-{id}")>
                                    <input type="hidden" name="comment" value=id.to_string() />
                                    <TextArea name="body" label=tr!("Your comment", "Ihr Kommentar") value=body rows=3 maxlength=MOST />
                                    <div><Button kind="submit" size=Size::Small pending=edit.pending()>{tr!("Save", "Speichern")}</Button></div>
                                </FormScope>
                            </ActionForm>
                        </details>
                    }
                })}
            </div>
        </div>
    }
}

#[component]
fn Answer(id: ReviewThreadId) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let answer = act::<AnswerReviewThread>(Some(typed), |()| tr!("Answered.", "Geantwortet."));
    view! {
        <details class="thread-more">
            <summary>{tr!("Answer", "Antworten")}</summary>
            <ActionForm action=answer>
                <FormScope problem=problem_of(answer) id=format!("answer-{id}")>
                    <input type="hidden" name="thread" value=id.to_string() />
                    <TextArea name="body" label=tr!("Your answer", "Ihre Antwort") bind=typed rows=3 maxlength=MOST />
                    <div><Button kind="submit" size=Size::Small pending=answer.pending()>{tr!("Send the answer", "Antwort senden")}</Button></div>
                </FormScope>
            </ActionForm>
        </details>
    }
}

#[component]
fn Resolve(id: ReviewThreadId, resolved: bool) -> impl IntoView {
    let resolve = act::<ResolveReviewThread>(None, move |()| {
        if resolved { tr!("Open again.", "Wieder offen.") } else { tr!("Resolved.", "Geklärt.") }
    });
    let (words, icon) = if resolved {
        (tr!("Open again", "Wieder öffnen"), icondata::LuRotateCcw)
    } else {
        (tr!("Mark as resolved", "Als geklärt markieren"), icondata::LuCheck)
    };
    view! {
        <ActionForm action=resolve>
            <input type="hidden" name="thread" value=id.to_string() />
            {(!resolved).then(|| view! { <input type="hidden" name="resolved" value="true" /> })}
            <Button kind="submit" size=Size::Small look=Look::Quiet icon=icon pending=resolve.pending()>{words}</Button>
        </ActionForm>
    }
}
