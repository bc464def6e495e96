//! `/admin/jobs`: what waits, what runs, what failed and why; start again or discard.

use api::jobs::{DiscardJob, RetryJob, count_jobs, list_jobs, list_schedules};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::{
    Page, Permission,
    events::Subject,
    jobs::{JobCounts, JobState, QueuedJob, Schedule},
};
use ui::prelude::*;

#[derive(Clone, Copy)]
struct Acts {
    retry: ServerAction<RetryJob>,
    discard: ServerAction<DiscardJob>,
    everywhere: bool,
}

/// The page.
#[component]
pub fn JobsPage() -> impl IntoView {
    let query = use_query_map();
    let state =
        Memo::new(move |_| query.with(|query| query.get("state").and_then(|state| state.parse::<JobState>().ok())));
    let everywhere = Memo::new(move |_| query.with(|query| query.get("all").is_some()));
    let after = Memo::new(move |_| query.with(|query| query.get("after")));
    let (retry, discard) = (ServerAction::<RetryJob>::new(), ServerAction::<DiscardJob>::new());
    toast_result(retry.value(), |()| tr!("Started again.", "Neu gestartet."));
    toast_result(discard.value(), |()| tr!("Discarded.", "Verworfen."));
    let beat = crate::beat::beat(std::time::Duration::from_secs(10));
    let changed = live().version(Subject::Job, None);
    let version = move || (retry.version().get(), discard.version().get(), changed.get(), beat.get());
    let counts = Resource::new(move || (everywhere.get(), version()), |(everywhere, _)| count_jobs(everywhere));
    let jobs = Resource::new(
        move || (state.get(), everywhere.get(), after.get(), version()),
        |(state, everywhere, after, _)| list_jobs(state, everywhere, after),
    );
    let schedules = Resource::new(|| (), |()| list_schedules());
    let superadmin = move || me().with(|viewer| viewer.person.as_ref().is_some_and(|person| person.superadmin));
    view! {
        <PageHeader title=tr!("Jobs", "Hintergrundaufgaben")>
            {move || superadmin().then(|| match everywhere.get() {
                true => view! { <LinkButton href="/admin/jobs">{tr!("Only this project", "Nur dieses Projekt")}</LinkButton> },
                false => view! { <LinkButton href="/admin/jobs?all=1">{tr!("All projects", "Alle Projekte")}</LinkButton> },
            })}
        </PageHeader>
        <div class="stack">
            <Load from=counts bones=Bones::Rows(1) view=move |counts| view! { <Filters counts=counts state=state everywhere=everywhere /> }.into_any() />
            <Load from=jobs bones=Bones::Rows(8) view=move |page| {
                view! { <List page=page acts=Acts { retry, discard, everywhere: everywhere.get_untracked() } /> }.into_any()
            } />
            <Section title=tr!("By the clock", "Nach der Uhr") help=tr!("Work that starts by itself, for all projects at once.", "Arbeit, die von selbst beginnt, für alle Projekte zugleich.")>
                <Load from=schedules bones=Bones::Rows(3) view=|list| view! { <Schedules list=list /> }.into_any() />
            </Section>
        </div>
    }
}

#[component]
fn Filters(counts: JobCounts, state: Memo<Option<JobState>>, everywhere: Memo<bool>) -> impl IntoView {
    let count = move |state| match state {
        JobState::Waiting => counts.waiting,
        JobState::Running => counts.running,
        JobState::Retrying => counts.retrying,
        JobState::Failed => counts.failed,
    };
    move || {
        let base = if everywhere.get() { "/admin/jobs?all=1" } else { "/admin/jobs" };
        let mut tabs = vec![Tab::new(tr!("All", "Alle"), base, state.get().is_none())];
        tabs.extend(JobState::ALL.iter().map(|&one| {
            Tab::new(one.label(lang()), with_query(base, "state", one.as_str()), state.get() == Some(one))
                .count(count(one).unsigned_abs())
        }));
        view! { <Tabs label=tr!("Which jobs", "Welche Aufgaben") tabs=tabs /> }
    }
}

#[component]
fn List(page: Page<QueuedJob>, acts: Acts) -> impl IntoView {
    if page.items.is_empty() {
        return view! {
            <EmptyState
                icon=icondata::LuListChecks
                title=tr!("Nothing here", "Nichts hier")
                text=tr!("Finished jobs leave the queue. What waits, runs or failed stands here.", "Fertige Aufgaben verlassen die Warteschlange. Was wartet, läuft oder scheiterte, steht hier.")
            />
        }
        .into_any();
    }
    let columns = vec![
        Column::new(tr!("Job", "Aufgabe"), |job: &QueuedJob| view! { <Name job=job.clone() /> }).main(),
        Column::new(tr!("State", "Stand"), |job: &QueuedJob| view! { <StateChip state=job.state /> }),
        Column::new(tr!("Tries", "Versuche"), |job: &QueuedJob| format!("{} / {}", job.attempts, job.max_attempts))
            .right(),
        Column::new(
            tr!("Starts", "Beginn"),
            |job: &QueuedJob| view! { <Moment at=job.locked_at.unwrap_or(job.run_at) /> },
        ),
        Column::new("", move |job: &QueuedJob| view! { <Actions job=job.clone() acts=acts /> }).actions(),
    ];
    let next = page.next.clone();
    view! {
        <Card flush=true><DataTable caption=tr!("Jobs", "Hintergrundaufgaben") columns=columns rows=page.items /></Card>
        <NextPage next=next />
    }
    .into_any()
}

#[component]
fn Name(job: QueuedJob) -> impl IntoView {
    let on: Vec<String> = job.on.iter().map(|(what, id)| format!("{what} {id}")).collect();
    view! {
        <span class="block font-medium"><code>{job.task}</code></span>
        <span class="block break-all text-xs text-muted">"#"{job.id}" "{on.join(", ")}</span>
        {job.last_error.map(|error| view! {
            <details class="mt-1 text-sm">
                <summary>{tr!("Last error", "Letzter Fehler")}</summary>
                <pre class="mt-1 max-h-48 overflow-auto whitespace-pre-wrap break-all text-xs" tabindex="0">{error}</pre>
            </details>
        })}
    }
}

#[component]
fn Actions(job: QueuedJob, acts: Acts) -> impl IntoView {
    let (id, everywhere) = (job.id, acts.everywhere);
    let task = job.task.clone();
    let allowed = untrack(|| me().may(Permission::JobManage)) && job.state != JobState::Running;
    allowed.then(|| view! {
        <div class="flex flex-wrap justify-end gap-2">
            <Button size=Size::Small icon=icondata::LuRotateCcw pending=acts.retry.pending()
                on_press=Callback::new(move |()| { acts.retry.dispatch(RetryJob { id, everywhere }); })
            >{tr!("Retry", "Neu starten")}</Button>
            <ConfirmButton
                size=Size::Small look=Look::Quiet icon=icondata::LuTrash2
                label=tr!("Discard", "Verwerfen")
                title=tr!("Discard {task} #{id}?", "{task} #{id} verwerfen?")
                text=tr!("It leaves the queue for good and its work is never done. This is written to the transaction log.", "Sie verlässt die Warteschlange endgültig, ihre Arbeit wird nie getan. Das steht dann im Protokoll.")
                confirm=tr!("Discard the job", "Aufgabe verwerfen")
                pending=acts.discard.pending()
                on_confirm=Callback::new(move |()| { acts.discard.dispatch(DiscardJob { id, everywhere }); })
            />
        </div>
    })
}

#[component]
fn Schedules(list: Vec<Schedule>) -> impl IntoView {
    if list.is_empty() {
        return view! { <p class="text-muted">{tr!("No worker has run here yet.", "Hier lief noch kein Worker.")}</p> }
            .into_any();
    }
    let columns = vec![
        Column::new(tr!("Task", "Aufgabe"), |row: &Schedule| view! { <code>{row.task.clone()}</code> }).main(),
        Column::new(tr!("Last started", "Zuletzt gestartet"), |row: &Schedule| match row.last_run {
            Some(at) => view! { <Moment at=at /> }.into_any(),
            None => tr!("not yet", "noch nicht").into_any(),
        }),
    ];
    view! { <Card flush=true><DataTable caption=tr!("By the clock", "Nach der Uhr") columns=columns rows=list /></Card> }.into_any()
}
