//! Who said what about which version, and what machines found.

use super::page::the_review;
use leptos::prelude::*;
use model::reviews::{Check, ReviewState, Vote};
use ui::prelude::*;

#[component]
pub fn Votes() -> impl IntoView {
    let votes = the_review().part(|review| review.state.clone());
    view! {
        <Card title=tr!("Reviewers", "Prüfende")>
            {move || {
                let state = votes.get();
                let needed: Vec<String> = state.rule.roles.iter().map(|needed| format!("{} × {}", needed.count, needed.role.label(lang()))).collect();
                let needed = needed.join(" · ");
                view! {
                    <p class="text-sm text-muted">{tr!("Needed: {needed}", "Nötig: {needed}")}</p>
                    {if state.votes.is_empty() {
                        view! { <p class="mt-2">{tr!("Nobody has voted yet.", "Noch hat niemand abgestimmt.")}</p> }.into_any()
                    } else {
                        view! { <ul class="mt-3 flex flex-col gap-3">{latest(&state).into_iter().map(|(vote, stale)| view! { <li><OneVote vote=vote stale=stale /></li> }).collect_view()}</ul> }.into_any()
                    }}
                }
            }}
        </Card>
    }
}

/// Each person's last vote, and whether it counts no more.
fn latest(state: &ReviewState) -> Vec<(Vote, bool)> {
    let mut last: Vec<&Vote> = Vec::new();
    for vote in &state.votes {
        last.retain(|earlier| earlier.by != vote.by);
        last.push(vote);
    }
    last.into_iter().map(|vote| (vote.clone(), state.is_stale(vote))).collect()
}

#[component]
fn OneVote(vote: Vote, stale: bool) -> impl IntoView {
    let version = vote.version;
    view! {
        <div class="flex gap-3">
            <Avatar name=vote.name.clone() />
            <div class="min-w-0 grow">
                <p class="flex flex-wrap items-center gap-2">
                    <b>{vote.name}</b>
                    {if stale {
                        view! { <Chip label=tr!("Of version {version}, no longer counts", "Zu Stand {version}, zählt nicht mehr") tone=Tone::Neutral icon=icondata::LuHistory /> }.into_any()
                    } else {
                        view! { <StateChip state=vote.kind /> }.into_any()
                    }}
                </p>
                <p class="text-sm text-muted">{vote.kind.words(lang())}", "<Moment at=vote.at /></p>
                {(!vote.note.is_empty()).then(|| view! { <p class="thread-words mt-1">{vote.note}</p> })}
            </div>
        </div>
    }
}

#[component]
pub fn Checks() -> impl IntoView {
    let checks = the_review().part(|review| review.state.checks.clone());
    move || {
        let checks = checks.get();
        (!checks.is_empty()).then(|| view! { <CheckList checks=checks /> })
    }
}

/// What passed and what did not; advice is named as such.
#[component]
fn CheckList(checks: Vec<Check>) -> impl IntoView {
    let lines = checks
        .into_iter()
        .map(|check| {
            let (icon, said) = match (check.passed, check.required) {
                (true, _) => (icondata::LuCircleCheck, tr!("passed", "bestanden")),
                (false, true) => (icondata::LuCircleX, tr!("fails, and blocks", "nicht bestanden, hält auf")),
                (false, false) => (icondata::LuTriangleAlert, tr!("worth a look", "einen Blick wert")),
            };
            view! {
                <li>
                    <Icon glyph=icon label=said />
                    <div class="min-w-0">
                        <p>{text_of(&check.name)}</p>
                        {(!text_of(&check.note).is_empty()).then(|| view! { <p class="text-sm text-muted">{text_of(&check.note)}</p> })}
                    </div>
                </li>
            }
        })
        .collect_view();
    view! { <Card title=tr!("Checks", "Automatische Prüfungen")><ul class="needs">{lines}</ul></Card> }
}
