//! The one next step on top of the dispute page.

use crate::{dispute_context::the_dispute, dispute_on_order::dispute_href};
use leptos::prelude::*;
use model::disputes::DisputeStep;
use ui::prelude::*;

/// The next step in words, with where to do it.
#[component]
pub fn NextAction() -> impl IntoView {
    let the = the_dispute();
    let next = the.part(|d| d.next);
    let here = the.dispute.with_untracked(|d| dispute_href(d.viewer, d.id));
    let held = the.part(|d| (d.held, d.status.is_over()));
    move || {
        let next = next.get();
        let tone = match next {
            DisputeStep::Over { .. } => Tone::Neutral,
            _ if next.needs_viewer() => Tone::Attention,
            _ => Tone::Info,
        };
        let title = if next.needs_viewer() {
            tr!("Your next step", "Ihr nächster Schritt")
        } else {
            tr!("What happens next", "Wie es weitergeht")
        };
        let until = next.until().map(|at| {
            let words = next.until_words(lang());
            view! { <p class="text-sm text-muted"><Moment at=at />": "{words}</p> }
        });
        let (held, over) = held.get();
        let held = held.format(lang());
        let frozen = (!over).then(|| {
            view! { <p class="text-sm text-muted">{tr!("{held} is frozen in escrow until this is over.", "{held} sind bis zum Ende auf dem Treuhandkonto eingefroren.")}</p> }
        });
        let target = match next {
            DisputeStep::Answer { .. } => Some((String::from("#answer"), tr!("Answer", "Antworten"))),
            DisputeStep::AcceptDecision { .. } => {
                Some((String::from("#decision"), tr!("To the decision", "Zur Entscheidung")))
            }
            DisputeStep::AnswerOffer => {
                Some((with_query(&here, "tab", "settlement"), tr!("To the offer", "Zum Angebot")))
            }
            DisputeStep::Draft { .. } => {
                Some((with_query(&here, "tab", "decision"), tr!("Draft a decision", "Entscheidung entwerfen")))
            }
            DisputeStep::Approve => Some((String::from("/admin/reviews"), tr!("To the reviews", "Zu den Prüfungen"))),
            _ => None,
        };
        let here = here.clone();
        let action = move || {
            let here = here.clone();
            target.clone().map(move |(href, words)| {
                // parts of the first tab are reached from every tab
                let href = if href.starts_with('#') { format!("{here}{href}") } else { href };
                view! { <a class="btn btn-primary" href=href rel="external">{words}</a> }
            })
        };
        view! {
            <section id="next" aria-live="polite">
                <Notice tone=tone title=title action=action>
                    <p class="text-lg font-medium">{next.words(lang())}</p>
                    {until}
                    {frozen}
                </Notice>
            </section>
        }
    }
}
