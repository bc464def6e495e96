//! `/admin/reviews/{id}`: conversation and changes as tabs, the merge box beside them.

use super::{
    help::HelpPart,
    history::HistoryPart,
    merge_box::MergeBox,
    votes::{Checks, Votes},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use model::{
    Problem, ReviewTaskId,
    reviews::{ReviewHead, ReviewPage as Whole},
};
use order::reviewing::{Changes, Reviewing, Threads, keep_current};
use ui::prelude::*;

/// The review that the page shows.
#[derive(Clone, Copy)]
pub struct TheReview(pub RwSignal<Whole>);

impl TheReview {
    /// A part of it that is drawn anew only when it differs.
    pub fn part<T: PartialEq + Clone + Send + Sync + 'static>(
        self,
        part: impl Fn(&Whole) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let whole = self.0;
        Memo::new(move |_| whole.with(&part))
    }
}

/// The review of this page.
pub fn the_review() -> TheReview {
    expect_context::<TheReview>()
}

#[component]
pub fn ReviewPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse::<ReviewTaskId>().ok())));
    let review = Resource::new_blocking(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => api::reviews::load_review(id).await,
                None => Err(Problem::NotFound.into()),
            }
        },
    );
    view! { <Load from=review bones=Bones::Detail main=true view=move |review| view! { <Page review=review /> }.into_any() /> }
}

#[component]
fn Page(review: Whole) -> impl IntoView {
    let query = use_query_map();
    let on_changes = Memo::new(move |_| query.with(|query| query.get("tab").as_deref() == Some("changes")));
    let (task, me) = (review.head.id, review.me.id);
    let two_sides = review.head.subject.author_is_outside();
    let head = review.head.clone();
    let shown = keep_current(review, task, api::reviews::load_review);
    let the = TheReview(shown);
    provide_context(the);
    provide_context(Reviewing {
        task,
        me,
        outside: false,
        two_sides,
        status: the.part(|review| review.head.status),
        threads: the.part(|review| review.threads.clone()),
        changes: the.part(|review| review.changes.clone()),
        now: the.part(|review| review.now),
    });
    let counts = the.part(|review| (review.threads.len() as u64, review.changes.len() as u64));
    let base = format!("/admin/reviews/{task}");
    let tabs = move || {
        let (threads, changes) = counts.get();
        let tabs = vec![
            Tab::new(tr!("Conversation", "Gespräch"), base.clone(), !on_changes.get()).count(threads),
            Tab::new(tr!("Changes", "Änderungen"), with_query(&base, "tab", "changes"), on_changes.get())
                .count(changes),
        ];
        view! { <Tabs label=tr!("What to see", "Was Sie sehen") tabs=tabs /> }
    };
    let crumbs = vec![Crumb::new(tr!("Reviews", "Prüfungen"), "/admin/reviews"), Crumb::here(head.number.clone())];
    let (title, link, subject) = (head.title.clone(), head.link.clone(), head.subject);
    view! {
        <PageHeader title=title crumbs=crumbs lead=move || view! { <Lead /> }>
            {(!link.is_empty()).then(|| view! { <LinkButton href=link icon=icondata::LuExternalLink>{match subject {
                model::reviews::ReviewSubject::Product => tr!("See the product", "Produkt ansehen"),
                model::reviews::ReviewSubject::SellerVerification => tr!("See the sellers", "Anbieter ansehen"),
                _ => tr!("See the matter", "Vorgang ansehen"),
            }}</LinkButton> })}
        </PageHeader>
        <div class="two-cols">
            <div class="stack">
                {tabs}
                {move || if on_changes.get() {
                    view! { <Changes /> }.into_any()
                } else {
                    view! { <Threads /><HelpPart /><HistoryPart /> }.into_any()
                }}
            </div>
            <div class="stack">
                <MergeBox />
                <Votes />
                <Checks />
            </div>
        </div>
    }
}

#[component]
fn Lead() -> impl IntoView {
    let head = the_review().part(|review| (review.head.clone(), review.state.version));
    move || {
        let (ReviewHead { number, subject, status, author_name, opened_at, reason, .. }, version) = head.get();
        let kind = subject.label(lang());
        view! {
            <div class="flex flex-wrap items-center gap-2">
                <StateChip state=status />
                <span class="text-muted">{tr!("{kind} · {number} · version {version} · by {author_name},", "{kind} · {number} · Stand {version} · von {author_name},")}" "<Moment at=opened_at /></span>
            </div>
            {(!reason.is_empty()).then(|| view! { <p class="mt-1">{tr!("Reason:", "Grund:")}" "{reason}</p> })}
        }
    }
}
