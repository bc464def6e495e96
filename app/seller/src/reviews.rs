//! `/sell/reviews/{id}`: a review as its author sees it: what is wished for, the conversation that concerns them, the changes.

use api::{problem_of, reviews::ResubmitReview};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::{use_params_map, use_query_map};
use model::{
    Problem, ReviewTaskId,
    reviews::{OwnReview, ReviewStatus, ReviewSubject},
};
use order::reviewing::{Changes, Reviewing, Threads, act, keep_current};
use ui::prelude::*;

#[component]
pub fn ReviewPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse::<ReviewTaskId>().ok())));
    let review = Resource::new_blocking(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => api::reviews::load_own_review(id).await,
                None => Err(Problem::NotFound.into()),
            }
        },
    );
    view! { <Load from=review bones=Bones::Detail main=true view=move |review| view! { <Page review=review /> }.into_any() /> }
}

#[component]
fn Page(review: OwnReview) -> impl IntoView {
    let query = use_query_map();
    let on_changes = Memo::new(move |_| query.with(|query| query.get("tab").as_deref() == Some("changes")));
    let (task, me, head) = (review.head.id, review.me, review.head.clone());
    let shown = keep_current(review, task, api::reviews::load_own_review);
    provide_context(Reviewing {
        task,
        me,
        outside: true,
        two_sides: true,
        status: Memo::new(move |_| shown.with(|review| review.head.status)),
        threads: Memo::new(move |_| shown.with(|review| review.threads.clone())),
        changes: Memo::new(move |_| shown.with(|review| review.changes.clone())),
        now: Memo::new(move |_| shown.with(|review| review.now)),
    });
    let stand = Memo::new(move |_| shown.with(|review| (review.head.clone(), review.wishes.clone())));
    let base = format!("/sell/reviews/{task}");
    let tabs = move || {
        let (threads, changes) = shown.with(|review| (review.threads.len() as u64, review.changes.len() as u64));
        let tabs = vec![
            Tab::new(tr!("Conversation", "Gespräch"), base.clone(), !on_changes.get()).count(threads),
            Tab::new(tr!("Changes", "Änderungen"), with_query(&base, "tab", "changes"), on_changes.get())
                .count(changes),
        ];
        view! { <Tabs label=tr!("What to see", "Was Sie sehen") tabs=tabs /> }
    };
    let crumbs = match head.subject {
        ReviewSubject::Product => {
            vec![Crumb::new(tr!("Products", "Produkte"), "/sell/products"), Crumb::here(head.number.clone())]
        }
        _ => vec![Crumb::here(head.number.clone())],
    };
    let (title, link, subject) = (head.title.clone(), head.link.clone(), head.subject);
    view! {
        <PageHeader title=title crumbs=crumbs lead=move || {
            let (status, opened) = stand.with(|(head, _)| (head.status, head.opened_at));
            view! { <div class="flex flex-wrap items-center gap-2"><StateChip state=status /><span class="text-muted">{tr!("handed in", "eingereicht")}" "<Moment at=opened /></span></div> }
        }>
            {(!link.is_empty()).then(|| view! {
                <LinkButton href=link icon=icondata::LuPencil>{if subject == ReviewSubject::Product { tr!("Change the product", "Produkt ändern") } else { tr!("See your application", "Ihre Bewerbung ansehen") }}</LinkButton>
            })}
        </PageHeader>
        <div class="stack">
            {move || { let (head, wishes) = stand.get(); view! { <Standing status=head.status reason=head.reason wishes=wishes /> } }}
            <Resubmit task=task status=Memo::new(move |_| shown.with(|review| review.head.status)) />
            {tabs}
            {move || if on_changes.get() { view! { <Changes /> }.into_any() } else { view! { <Threads /> }.into_any() }}
        </div>
    }
}

/// Where it stands, and what the author does next.
#[component]
fn Standing(status: ReviewStatus, reason: String, wishes: Vec<String>) -> impl IntoView {
    let (tone, title) = match status {
        ReviewStatus::Open => (Tone::Info, tr!("It is being looked at", "Es wird gerade angesehen")),
        ReviewStatus::ChangesRequested => (Tone::Attention, tr!("Please change something", "Bitte ändern Sie etwas")),
        ReviewStatus::Merged => (Tone::Good, tr!("Approved", "Freigegeben")),
        ReviewStatus::Rejected => (Tone::Attention, tr!("Not accepted", "Nicht angenommen")),
        ReviewStatus::Withdrawn => (Tone::Neutral, tr!("You took it back", "Sie haben es zurückgezogen")),
    };
    let words = match status {
        ReviewStatus::Open => tr!(
            "You hear as soon as it is decided. You may change it meanwhile; who has looked at it then looks again.",
            "Sie hören, sobald entschieden ist. Sie können es solange ändern; wer es schon angesehen hat, sieht es dann erneut an."
        ),
        ReviewStatus::ChangesRequested => tr!(
            "Change it and save: that hands it in again. Or answer, if it should stay as it is.",
            "Ändern und speichern Sie es: Damit reichen Sie es erneut ein. Oder antworten Sie, wenn es so bleiben soll."
        ),
        _ => reason,
    };
    view! {
        <Notice tone=tone title=title>
            <p>{words}</p>
            {(!wishes.is_empty()).then(|| view! { <ul class="notice-list mt-2">{wishes.into_iter().map(|wish| view! { <li>{wish}</li> }).collect_view()}</ul> })}
        </Notice>
    }
}

/// Handing in again without a change, with the answer that explains it.
#[component]
fn Resubmit(task: ReviewTaskId, status: Memo<ReviewStatus>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let resubmit = act::<ResubmitReview>(Some(typed), |()| {
        tr!("Sent. They look again.", "Gesendet. Es wird noch einmal angesehen.")
    });
    view! {
        <Show when=move || status.get() == ReviewStatus::ChangesRequested>
            <Card>
                <ActionForm action=resubmit attr:novalidate="novalidate">
                    <FormScope problem=problem_of(resubmit) id="resubmit">
                        <input type="hidden" name="task" value=task.to_string() />
                        <TextArea name="note" label=tr!("Your answer", "Ihre Antwort") bind=typed rows=3 maxlength=2000
                            help=tr!("Why it should stay as it is, or what you have changed elsewhere.", "Warum es so bleiben soll, oder was Sie anderswo geändert haben.") />
                        <div><Button kind="submit" look=Look::Primary pending=resubmit.pending()>{tr!("Answer and hand in again", "Antworten und erneut einreichen")}</Button></div>
                    </FormScope>
                </ActionForm>
            </Card>
        </Show>
    }
}
