//! The inbox: by whose turn it is, and by subject.

use api::reviews::list_reviews;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::{
    Permission,
    events::Subject,
    reviews::{ReviewFilter, ReviewLine, ReviewList, ReviewSubject, ReviewTab},
};
use ui::prelude::*;

const BASE: &str = "/admin/reviews";

/// Subjects that have reviews today.
const SUBJECTS: [ReviewSubject; 3] =
    [ReviewSubject::Product, ReviewSubject::SellerVerification, ReviewSubject::DisputeDecision];

#[component]
pub fn InboxPage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| {
        query.with(|query| ReviewFilter {
            tab: query.get("tab").and_then(|tab| tab.parse().ok()).unwrap_or(ReviewTab::NeedsYou),
            subject: query.get("subject").and_then(|subject| subject.parse().ok()),
        })
    });
    let after = Memo::new(move |_| query.with(|query| query.get("after")));
    let list = Resource::new(move || (filter.get(), after.get()), |(filter, after)| list_reviews(filter, after));
    view! {
        <PageHeader title=tr!("Reviews", "Prüfungen")>
            {me().may(Permission::ProjectConfigure).then(|| view! { <LinkButton href="/admin/reviews/rules" icon=icondata::LuSlidersHorizontal>{tr!("Rules", "Regeln")}</LinkButton> })}
        </PageHeader>
        <Load from=list bones=Bones::Rows(6) view=move |list| {
            let (filter, after) = (filter.get_untracked(), after.get_untracked());
            view! { <List list=list filter=filter after=after /> }.into_any()
        } />
    }
}

fn address(tab: ReviewTab, subject: Option<ReviewSubject>) -> String {
    let tab = with_query(BASE, "tab", tab.as_str());
    subject.map_or_else(|| tab.clone(), |subject| with_query(&tab, "subject", subject.as_str()))
}

fn tab_label(tab: ReviewTab) -> String {
    match tab {
        ReviewTab::NeedsYou => tr!("Needs you", "Sie sind dran"),
        ReviewTab::Open => tr!("All open", "Alle offenen"),
        ReviewTab::Yours => tr!("Yours", "Ihre"),
        ReviewTab::Done => tr!("Done", "Erledigt"),
    }
}

#[component]
fn List(list: ReviewList, filter: ReviewFilter, after: Option<String>) -> impl IntoView {
    let ReviewList { tasks, counts } = list;
    let counts = RwSignal::new(counts);
    let (tab, subject) = (filter.tab, filter.subject);
    let tabs = move || {
        let tabs = counts.get().into_iter().map(|(one, count)| {
            Tab::new(tab_label(one), address(one, subject), one == tab).count(u64::try_from(count).unwrap_or(0))
        });
        view! { <Tabs label=tr!("Which reviews", "Welche Prüfungen") tabs=tabs.collect() /> }
    };
    let mut subjects = vec![Tab::new(tr!("Everything", "Alles"), address(filter.tab, None), filter.subject.is_none())];
    subjects.extend(
        SUBJECTS
            .iter()
            .map(|&one| Tab::new(one.label(lang()), address(filter.tab, Some(one)), filter.subject == Some(one))),
    );
    let empty = move || {
        let (title, text) = match tab {
            ReviewTab::NeedsYou => (
                tr!("Nothing waits for you", "Nichts wartet auf Sie"),
                tr!(
                    "What needs your approval or your answer appears here by itself.",
                    "Was Ihre Freigabe oder Ihre Antwort braucht, erscheint hier von selbst."
                ),
            ),
            ReviewTab::Open => (
                tr!("Nothing is open", "Nichts ist offen"),
                tr!(
                    "Products and applications that are handed in come here.",
                    "Eingereichte Produkte und Bewerbungen kommen hierher."
                ),
            ),
            ReviewTab::Yours => (
                tr!("You have handed in nothing", "Sie haben nichts eingereicht"),
                tr!(
                    "What you hand in for review stands here with its state.",
                    "Was Sie zur Prüfung einreichen, steht hier mit seinem Stand."
                ),
            ),
            ReviewTab::Done => (
                tr!("Nothing is done yet", "Noch ist nichts erledigt"),
                tr!(
                    "Decided reviews stay here with their whole conversation.",
                    "Entschiedene Prüfungen bleiben hier mit dem ganzen Gespräch."
                ),
            ),
        };
        view! { <EmptyState icon=icondata::LuInbox title=title text=text /> }
    };
    let asked = StoredValue::new(filter);
    let rows = endless(tasks, after, move |after| {
        let filter = asked.get_value();
        async move {
            let list = list_reviews(filter, after).await?;
            counts.try_set(list.counts);
            Ok::<_, api::Fault>(list.tasks)
        }
    })
    .follow(live().version(Subject::Review, None));
    view! {
        <div class="stack">
            {tabs}
            <Tabs label=tr!("Of what", "Wovon") tabs=subjects />
            <EndlessTable caption=tr!("Reviews", "Prüfungen") columns=columns() list=rows empty=empty />
        </div>
    }
}

fn columns() -> Vec<Column<ReviewLine>> {
    vec![
        Column::new(tr!("Review", "Prüfung"), |row: &ReviewLine| {
            let href = if row.outside { format!("/sell/reviews/{}", row.id) } else { format!("{BASE}/{}", row.id) };
            view! {
                <div class="min-w-0">
                    <a class="link font-medium" href=href>{row.title.clone()}</a>
                    <span class="block text-sm text-muted">{format!("{} · {} · {}", row.subject.label(lang()), row.number, row.author)}</span>
                </div>
            }
        })
        .main(),
        Column::new(tr!("State", "Stand"), |row: &ReviewLine| view! { <StateChip state=row.status /> }),
        Column::new(tr!("Waits for", "Wartet auf"), |row: &ReviewLine| turn(row)),
        Column::new(tr!("Comments", "Kommentare"), |row: &ReviewLine| row.comments).right().wide_only(),
        Column::new(tr!("Changed", "Geändert"), |row: &ReviewLine| view! { <Moment at=row.updated_at /> }).wide_only(),
    ]
}

/// Whose turn it is, in a word: the lowest role that can do it.
fn turn(row: &ReviewLine) -> String {
    match (row.status.is_live(), row.ready, row.waits_for.first()) {
        (false, ..) => "–".to_owned(),
        (true, true, _) => tr!("the last press", "den letzten Klick"),
        (true, false, Some(role)) => role.label(lang()),
        (true, false, None) => tr!("the author", "die einreichende Seite"),
    }
}
