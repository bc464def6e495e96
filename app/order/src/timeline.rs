//! Who did what, when and why: newest first.

use crate::context::the_order;
use leptos::prelude::*;
use model::orders::TimelineEntry as Event;
use ui::prelude::*;

#[component]
pub fn TimelinePart() -> impl IntoView {
    let events = the_order().part(|order| order.timeline.clone());
    view! {
        <Card title=tr!("Timeline", "Verlauf")>
            {move || {
                let entries = events.get().into_iter().rev().map(entry).collect::<Vec<_>>();
                view! { <Timeline entries=entries /> }
            }}
        </Card>
    }
}

pub fn entry(event: Event) -> TimelineEntry {
    let (tone, icon) = look(&event.event);
    TimelineEntry::new(event.at, event.sentence(lang()), tone).icon(icon).detail(event.reason)
}

fn look(event: &str) -> (Tone, Glyph) {
    match event {
        "pay" => (Tone::Info, icondata::LuLock),
        "accept" | "auto_accept" => (Tone::Good, icondata::LuHandCoins),
        "complete" => (Tone::Good, icondata::LuCheckCheck),
        "submit" | "deliver" => (Tone::Info, icondata::LuPackageCheck),
        "request_revision" | "reopen" => (Tone::Attention, icondata::LuRotateCcw),
        "dispute" => (Tone::Danger, icondata::LuScale),
        "dispute_decide" | "dispute_close" => (Tone::Attention, icondata::LuGavel),
        "dispute_settle" => (Tone::Good, icondata::LuHandshake),
        "dispute_answer" | "dispute_unanswered" | "dispute_evidence" | "dispute_offer" | "dispute_accept"
        | "dispute_appeal" | "dispute_split" | "dispute_withdraw" => (Tone::Neutral, icondata::LuScale),
        "return_pending" | "return_active" | "return_delivered" | "return_on_hold" => {
            (Tone::Info, icondata::LuCirclePlay)
        }
        "reject" => (Tone::Danger, icondata::LuCircleX),
        "mark_late" => (Tone::Danger, icondata::LuClockAlert),
        "refund" | "settle" => (Tone::Neutral, icondata::LuUndo2),
        "cancel" => (Tone::Neutral, icondata::LuBan),
        "hold" => (Tone::Attention, icondata::LuCirclePause),
        "start" | "resume_pending" | "resume_active" | "resume_delivered" => (Tone::Info, icondata::LuCirclePlay),
        "start_review" => (Tone::Neutral, icondata::LuEye),
        "propose_extension" | "propose_cancellation" | "accept_proposal" | "decline_proposal" | "withdraw_proposal" => {
            (Tone::Neutral, icondata::LuHandshake)
        }
        "extend" => (Tone::Info, icondata::LuCalendarPlus),
        "feedback" => (Tone::Good, icondata::LuStar),
        "answer_intake" => (Tone::Info, icondata::LuClipboardList),
        _ => (Tone::Neutral, icondata::LuCircle),
    }
}
