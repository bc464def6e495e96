//! What happened, newest first.

use super::page::the_review;
use leptos::prelude::*;
use model::reviews::{HistoryEntry, HistoryEvent as E};
use ui::prelude::*;

#[component]
pub fn HistoryPart() -> impl IntoView {
    let history = the_review().part(|review| review.history.clone());
    view! {
        <Card title=tr!("History", "Verlauf")>
            {move || {
                let entries = history.get().into_iter().rev().map(entry).collect::<Vec<_>>();
                view! { <Timeline entries=entries /> }
            }}
        </Card>
    }
}

fn entry(entry: HistoryEntry) -> TimelineEntry {
    let (tone, icon) = match entry.event {
        E::Opened => (Tone::Info, icondata::LuEye),
        E::Changed => (Tone::Info, icondata::LuPencil),
        E::Approved => (Tone::Good, icondata::LuCheck),
        E::ChangesRequested => (Tone::Attention, icondata::LuPencil),
        E::Resubmitted => (Tone::Info, icondata::LuRotateCcw),
        E::ThreadOpened => (Tone::Neutral, icondata::LuMessageSquare),
        E::ThreadResolved => (Tone::Good, icondata::LuMessageSquare),
        E::ThreadReopened => (Tone::Neutral, icondata::LuMessageSquare),
        E::HelpAsked | E::HelpAnswered => (Tone::Neutral, icondata::LuLifeBuoy),
        E::Merged => (Tone::Good, icondata::LuGitMerge),
        E::Rejected => (Tone::Danger, icondata::LuCircleX),
        E::Withdrawn => (Tone::Neutral, icondata::LuUndo2),
    };
    let name = if entry.by.is_empty() { tr!("The system", "Das System") } else { entry.by };
    let words = entry.event.words(entry.version, lang());
    TimelineEntry::new(entry.at, format!("{name} {words}"), tone).icon(icon).detail(entry.note)
}
