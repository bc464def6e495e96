//! What has happened, what happens now, what comes next: timelines, steps, progress bars, checklists.

use crate::{
    icon::{Glyph, Icon},
    moment::Moment,
    tone::Tone,
    tr,
};
use leptos::prelude::*;

/// One event of a [`Timeline`].
#[derive(Clone, Debug)]
pub struct TimelineEntry {
    pub at: model::Moment,
    /// A sentence: "Mara accepted milestone 1".
    pub text: String,
    /// A second line: a reason, a quote.
    pub detail: String,
    pub tone: Tone,
    pub icon: Glyph,
    pub href: Option<String>,
}

impl TimelineEntry {
    pub fn new(at: model::Moment, text: impl Into<String>, tone: Tone) -> Self {
        Self { at, text: text.into(), detail: String::new(), tone, icon: tone.icon(), href: None }
    }
    pub fn detail(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }
    pub fn icon(self, icon: Glyph) -> Self {
        Self { icon, ..self }
    }
    pub fn href(self, href: impl Into<String>) -> Self {
        Self { href: Some(href.into()), ..self }
    }
}

/// Events, in the order given (newest first by habit).
#[component]
pub fn Timeline(entries: Vec<TimelineEntry>) -> impl IntoView {
    let items = entries
        .into_iter()
        .map(|entry| {
            let text = match entry.href {
                Some(href) => view! { <a class="link-quiet" href=href>{entry.text}</a> }.into_any(),
                None => entry.text.into_any(),
            };
            view! {
                <li class=format!("event {}", entry.tone.class())>
                    <span class="event-dot"><Icon glyph=entry.icon /></span>
                    <div class="min-w-0">
                        <p class="event-text">{text}</p>
                        {(!entry.detail.is_empty()).then(|| view! { <p class="event-detail">{entry.detail}</p> })}
                        <p class="event-time"><Moment at=entry.at /></p>
                    </div>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="timeline-list">{items}</ol> }
}

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    Done,
    Current,
    Next,
}

/// The steps of a wizard or of an order's life: `[(label, state)]`; `href` where one may go back.
#[component]
pub fn Steps(steps: Vec<(String, StepState, Option<String>)>) -> impl IntoView {
    let items = steps
        .into_iter()
        .enumerate()
        .map(|(index, (label, state, href))| {
            let (class, spoken) = match state {
                StepState::Done => ("way-step way-done", tr!("done", "erledigt")),
                StepState::Current => ("way-step way-current", tr!("current", "aktuell")),
                StepState::Next => ("way-step", tr!("to come", "kommt noch")),
            };
            let mark = if state == StepState::Done {
                view! { <Icon glyph=icondata::LuCheck /> }.into_any()
            } else {
                (index + 1).into_any()
            };
            let label = match href {
                Some(href) => view! { <a href=href class="link-quiet">{label}</a> }.into_any(),
                None => label.into_any(),
            };
            view! {
                <li class=class aria-current=(state == StepState::Current).then_some("step")>
                    <span class="way-mark" aria-hidden="true">{mark}</span>
                    <span class="way-label">{label}<span class="sr-only">" ("{spoken}")"</span></span>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="way">{items}</ol> }
}

/// Work under way: percentage and what it is doing.
#[component]
pub fn Progress(
    /// 0 to 100; `None` while it is not known.
    #[prop(into)]
    percent: Signal<Option<u32>>,
    /// What is being done; also the bar's name for screen readers.
    #[prop(into)]
    label: String,
    /// Hides the text line (the label stays for screen readers).
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let spoken = label.clone();
    view! {
        <div class="progress-box">
            {(!bare).then(|| view! {
                <div class="progress-line">
                    <span>{label}</span>
                    <span class="tabular-nums text-muted">{move || percent.get().map(|p| format!("{p} %"))}</span>
                </div>
            })}
            <progress class="progress progress-primary" max="100" value=move || percent.get() aria-label=spoken></progress>
        </div>
    }
}

/// One step of a [`Checklist`].
#[derive(Clone, Debug)]
pub struct Task {
    pub label: String,
    pub help: String,
    pub done: bool,
    pub href: String,
}

/// First steps that tick themselves off; vanishes when all are done.
#[component]
pub fn Checklist(#[prop(into)] title: String, tasks: Vec<Task>) -> impl IntoView {
    let (done, all) = (tasks.iter().filter(|task| task.done).count(), tasks.len());
    (done < all).then(|| {
        let percent = u32::try_from(done * 100 / all.max(1)).unwrap_or(0);
        let items = tasks
            .into_iter()
            .map(|task| {
                let glyph = if task.done { icondata::LuCircleCheck } else { icondata::LuCircle };
                let said = if task.done { tr!("Done:", "Erledigt:") } else { tr!("To do:", "Offen:") };
                view! {
                    <li class=if task.done { "todo todo-done" } else { "todo" }>
                        <Icon glyph=glyph class="todo-glyph" />
                        <div class="min-w-0">
                            <span class="sr-only">{said}" "</span>
                            <a href=task.href class="link-quiet font-medium">{task.label}</a>
                            {(!task.done && !task.help.is_empty()).then(|| view! { <p class="text-sm text-muted">{task.help}</p> })}
                        </div>
                    </li>
                }
            })
            .collect_view();
        view! {
            <section class="panel">
                <div class="card-head"><h2 class="card-heading">{title}</h2><span class="text-sm text-muted tabular-nums">{done}"/"{all}</span></div>
                <div class="todo-bar">
                    <progress class="progress progress-primary h-1" max="100" value=percent aria-label=tr!("First steps", "Erste Schritte")></progress>
                </div>
                <ul class="todo-list">{items}</ul>
            </section>
        }
    })
}
