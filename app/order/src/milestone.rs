//! The milestones: each with its amount, date, progress, submissions, and what the viewer can do with it now.

use crate::{context::the_order, files::FileList, review::Review, work::WorkPart};
use leptos::prelude::*;
use model::{
    MilestoneId, Party,
    deliveries::{DeliverableStatus, MilestoneView, RevisionStatus, RevisionView, SubmissionView},
};
use ui::prelude::*;

/// All of them, in order.
#[component]
pub fn Milestones() -> impl IntoView {
    let the = the_order();
    let ids = the.part(|order| order.milestones.iter().map(|m| m.id).collect::<Vec<_>>());
    view! {
        <section id="work" class="stack" aria-label=tr!("Milestones", "Meilensteine")>
            <For each=move || ids.get() key=|id| *id let(id)>
                <MilestoneCard id=id />
            </For>
        </section>
    }
}

#[component]
fn MilestoneCard(id: MilestoneId) -> impl IntoView {
    let the = the_order();
    let Some((title, position)) = the
        .order
        .with_untracked(|o| o.milestones.iter().find(|m| m.id == id).map(|m| (m.title.clone(), m.position + 1)))
    else {
        return ().into_any();
    };
    let several = the.order.with_untracked(|o| o.milestones.len() > 1);
    let heading = if several { format!("{position}. {title}") } else { title };
    let item_name = the.order.with_untracked(|o| {
        let item = o.milestones.iter().find(|m| m.id == id).map(|m| m.item);
        o.items.iter().find(|i| o.items.len() > 1 && Some(i.id) == item).map(|i| i.name.clone())
    });
    let facts = the.of(id, |m| (m.status, m.work, m.amount, m.due, m.progress));
    // the order ended before this was accepted: nothing is due any more
    let dropped =
        the.part(move |o| o.status.is_over() && o.milestones.iter().any(|m| m.id == id && !m.work.is_accepted()));
    let handed_in =
        the.of(id, |m| m.submissions.iter().filter(|s| s.submitted_at.is_some()).cloned().collect::<Vec<_>>());
    let revisions = the.of(id, |m| m.revisions.clone());
    // forms are drawn anew only when what can be done changes
    let stage = the.part(move |o| {
        let work = o.milestones.iter().find(|m| m.id == id).map(|m| m.work);
        (o.status.is_open_for_work(), work)
    });
    let first = the.part(|o| o.milestones.iter().find(|m| m.work.awaits_seller()).map(|m| m.id));
    let actions = move || {
        match (the.viewer(), stage.get()) {
        (Party::Client, (true, Some(work))) if work.awaits_client() => {
            view! { <Review milestone=id opened={work == DeliverableStatus::InReview} /> }.into_any()
        }
        (Party::Seller, (true, Some(work))) if work.awaits_seller() => view! {
            // the one to work on now is open; later ones can be opened
            <details class="mt-4" open=move || first.get() == Some(id)>
                <summary class="link">{tr!("Your work on this milestone", "Ihre Arbeit an diesem Meilenstein")}</summary>
                <WorkPart milestone=id />
            </details>
        }
        .into_any(),
        _ => ().into_any(),
    }
    };
    view! {
        <Card>
            <div class="flex flex-wrap items-start justify-between gap-2">
                <div class="min-w-0">
                    <h2 class="card-heading">{heading}</h2>
                    {item_name.map(|name| view! { <p class="text-sm text-muted">{name}</p> })}
                </div>
                {move || facts.get().map(|(status, work, amount, ..)| view! {
                    <div class="flex flex-wrap items-center gap-2">
                        <MilestoneChip status=status work=work dropped=dropped.get() />
                        <span class="font-medium"><Amount money=amount /></span>
                    </div>
                })}
            </div>
            {move || facts.get().filter(|_| !dropped.get()).map(|(_, work, _, due, progress)| view! { <Standing work=work due=due progress=progress /> })}
            {move || revisions.get().map(|list| view! { <Revisions list=list dropped=dropped.get() /> })}
            {move || handed_in.get().map(|list| view! { <Submissions list=list /> })}
            {actions}
        </Card>
    }
    .into_any()
}

/// One chip for a milestone and its work: the one that tells more.
#[component]
fn MilestoneChip(status: model::deliveries::MilestoneStatus, work: DeliverableStatus, dropped: bool) -> impl IntoView {
    use model::deliveries::MilestoneStatus as M;
    if dropped {
        return view! { <Chip label=tr!("Cancelled", "Storniert") tone=Tone::Neutral icon=icondata::LuCircleX /> }
            .into_any();
    }
    match (status, work) {
        (M::Delayed, DeliverableStatus::Draft) => view! { <StateChip state=status /> }.into_any(),
        (M::Pending | M::InProgress, DeliverableStatus::Draft) => view! { <StateChip state=status /> }.into_any(),
        _ => view! { <StateChip state=work /> }.into_any(),
    }
}

#[component]
fn Standing(work: DeliverableStatus, due: Option<model::Moment>, progress: i32) -> impl IntoView {
    let done = !work.awaits_seller();
    let percent = u32::try_from(progress).ok();
    view! {
        <div class="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
            {due.filter(|_| !done).map(|due| view! { <span class="text-sm text-muted">{tr!("due ", "fällig ")}<Moment at=due /></span> })}
            {(progress > 0 && !done).then(|| view! { <div class="min-w-40 grow"><Progress percent=percent label=tr!("Progress", "Fortschritt") /></div> })}
        </div>
    }
}

/// What the client asked to change; open ones stand out.
#[component]
fn Revisions(list: Vec<RevisionView>, dropped: bool) -> impl IntoView {
    list.into_iter()
        .map(|revision| {
            let (number, by) = (revision.number, revision.by);
            let closed = dropped || revision.status == RevisionStatus::Completed;
            let tone = if closed { Tone::Neutral } else { Tone::Attention };
            let deadline = revision.deadline.filter(|_| !closed);
            view! {
                <Notice tone=tone class="mt-3" icon=icondata::LuRotateCcw title=tr!("Revision {number}, asked for by {by}", "Überarbeitung {number}, verlangt von {by}")>
                    <p class="whitespace-pre-line">{revision.notes}</p>
                    <p class="mt-1 flex flex-wrap gap-2 text-sm text-muted">
                        {(!dropped || revision.status == RevisionStatus::Completed).then(|| view! { <StateChip state=revision.status /> })}
                        <Moment at=revision.created_at />
                        {deadline.map(|at| view! { <span>{tr!("due ", "fällig ")}<Moment at=at /></span> })}
                    </p>
                </Notice>
            }
        })
        .collect_view()
}

/// What was handed in: the newest open, older ones folded.
#[component]
fn Submissions(list: Vec<SubmissionView>) -> impl IntoView {
    let mut list = list.into_iter();
    let newest = list.next().map(|submission| view! { <Submission submission=submission /> });
    let older: Vec<_> = list.map(|submission| view! { <Submission submission=submission /> }).collect();
    let count = older.len();
    view! {
        {newest}
        {(count > 0).then(|| view! {
            <details class="mt-3">
                <summary class="link text-sm">{tr!("Earlier submissions ({count})", "Frühere Abgaben ({count})")}</summary>
                {older}
            </details>
        })}
    }
}

#[component]
fn Submission(submission: SubmissionView) -> impl IntoView {
    let (number, by) = (submission.number, submission.by);
    let preview = (!submission.preview_url.is_empty()).then(|| {
        let shown = submission.preview_url.trim_start_matches("https://").to_owned();
        view! {
            <p class="mt-2"><a class="link" href=submission.preview_url target="_blank" rel="noopener noreferrer nofollow">
                {shown}<span class="sr-only">{tr!(" (opens a new window)", " (öffnet ein neues Fenster)")}</span>
            </a></p>
        }
    });
    let notes = (!submission.notes.is_empty()).then(|| view! { <p class="mt-2 text-sm text-muted whitespace-pre-line">{tr!("Your note: ", "Ihre Notiz: ")}{submission.notes}</p> });
    view! {
        <article class="mt-3 border-t border-line pt-3">
            <p class="flex flex-wrap items-center gap-2 text-sm text-muted">
                <StateChip state=submission.kind />
                <span>{tr!("No. {number} by {by}", "Nr. {number} von {by}")}</span>
                {submission.submitted_at.map(|at| view! { <Moment at=at /> })}
            </p>
            <p class="mt-2 whitespace-pre-line">{submission.description}</p>
            {preview}
            <FileList files=submission.files />
            {notes}
        </article>
    }
}

/// Which stored milestone a seller's form is about.
pub fn find(id: MilestoneId) -> Option<MilestoneView> {
    the_order().order.with_untracked(|order| order.milestones.iter().find(|m| m.id == id).cloned())
}
