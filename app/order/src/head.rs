//! The line under the title, and the one next action on top of everything.

use crate::{
    context::{act, the_order},
    review::ReleaseButton,
};
use api::orders::{CancelUnpaidOrder, Reorder};
use leptos::prelude::*;
use model::{
    Party,
    orders::{NextStep, OrderStatus, ProposalKind},
};
use ui::prelude::*;

/// Number, state, the other side.
#[component]
pub fn Head() -> impl IntoView {
    let the = the_order();
    let status = the.part(|order| order.status);
    let late = the.part(|order| {
        order.status.is_open_for_work()
            && order.milestones.iter().any(|m| m.status == model::deliveries::MilestoneStatus::Delayed)
    });
    let (number, buyer, seller, slug) = the
        .order
        .with_untracked(|o| (o.number.clone(), o.buyer.name.clone(), o.seller.name.clone(), o.seller.slug.clone()));
    let people = match the.viewer() {
        Party::Client => view! { <a class="link-quiet" href=format!("/sellers/{slug}")>{seller}</a> }.into_any(),
        Party::Seller => buyer.into_any(),
        _ => view! { {buyer}" → "<a class="link-quiet" href=format!("/sellers/{slug}")>{seller}</a> }.into_any(),
    };
    view! {
        <span class="inline-flex flex-wrap items-center gap-2">
            <span class="tabular-nums">{number}</span>
            {move || view! { <StateChip state=status.get() /> }}
            {move || late.get().then(|| view! { <Chip label=tr!("Late", "Überfällig") tone=Tone::Danger icon=icondata::LuClockAlert /> })}
            <span>{people}</span>
        </span>
    }
}

/// The next action in words, with its button where one press is enough.
#[component]
pub fn NextAction() -> impl IntoView {
    let the = the_order();
    let next = the.part(|order| order.next.clone());
    // what the viewer proposed and nobody answered yet
    let asked = the.part(|order| {
        let mine = |kind| order.open_proposal(kind).is_some_and(|p| p.proposer == order.viewer);
        (mine(ProposalKind::Cancellation), mine(ProposalKind::Extension))
    });
    let cancel = act::<CancelUnpaidOrder>(|_| tr!("The order is cancelled.", "Der Auftrag ist storniert."));
    let reorder = ServerAction::<Reorder>::new();
    toast_result(reorder.value(), |_| tr!("In your cart, at today's prices.", "Im Warenkorb, zu heutigen Preisen."));
    move || {
        let next = next.get();
        let tone = if next.needs_viewer() { Tone::Attention } else { tone_of(&next) };
        let until = next.until().map(|at| {
            let words = next.until_words(lang());
            view! { <p class="text-sm text-muted">{words}" "<Moment at=at /></p> }
        });
        let title = if next.needs_viewer() {
            tr!("Your next step", "Ihr nächster Schritt")
        } else {
            tr!("What happens next", "Wie es weitergeht")
        };
        let (to_cancel, more_time) = asked.get();
        let asked = [
            to_cancel.then(|| {
                tr!(
                    "You proposed to cancel; the other side has not answered yet.",
                    "Sie haben eine Stornierung vorgeschlagen; die andere Seite hat noch nicht geantwortet."
                )
            }),
            more_time.then(|| {
                tr!(
                    "You asked for more time; the other side has not answered yet.",
                    "Sie haben um mehr Zeit gebeten; die andere Seite hat noch nicht geantwortet."
                )
            }),
        ];
        let asked =
            asked.into_iter().flatten().map(|words| view! { <p class="text-sm text-muted">{words}</p> }).collect_view();
        let target = next.clone();
        view! {
            <section id="next" aria-live="polite">
                <Notice tone=tone title=title action=move || view! { <NextButton next=target.clone() cancel=cancel reorder=reorder /> }>
                    <p class="text-lg font-medium">{next.words(lang())}</p>
                    {until}
                    {asked}
                </Notice>
            </section>
        }
    }
}

fn tone_of(next: &NextStep) -> Tone {
    match next {
        NextStep::Over { status: OrderStatus::Completed } => Tone::Good,
        NextStep::OnHold => Tone::Attention,
        NextStep::Disputed => Tone::Danger,
        NextStep::Over { .. } => Tone::Neutral,
        _ => Tone::Info,
    }
}

#[component]
fn NextButton(
    next: NextStep,
    cancel: ServerAction<CancelUnpaidOrder>,
    reorder: ServerAction<Reorder>,
) -> impl IntoView {
    let the = the_order();
    let (id, group, number) = the.order.with_untracked(|order| (order.id, order.group, order.number.clone()));
    let client = the.viewer() == Party::Client;
    let again = the.order.with_untracked(|order| order.items.iter().any(|item| item.agreed.is_none()));
    let jump = |target: &str, label: String| {
        view! { <a class="btn btn-primary" href=format!("#{target}") rel="external">{label}</a> }.into_any()
    };
    match next {
        NextStep::Pay { amount, .. } => {
            let words = amount.format(lang());
            let question = tr!("Cancel {number} ({words})?", "{number} ({words}) stornieren?");
            view! {
                <div class="flex flex-wrap gap-2">
                <LinkButton look=Look::Primary href=format!("/checkout/{group}") icon=icondata::LuLock>{tr!("Pay {words}", "{words} zahlen")}</LinkButton>
                <ConfirmButton
                    label=tr!("Cancel the order", "Auftrag stornieren") look=Look::Quiet pending=cancel.pending()
                    title=question
                    text=tr!("Nothing was paid, so nothing is lost.", "Es wurde nichts bezahlt, also geht nichts verloren.")
                    confirm=tr!("Cancel the order", "Auftrag stornieren")
                >
                    <ActionForm action=cancel>
                        <input type="hidden" name="order" value=id.to_string() />
                        <Button kind="submit" look=Look::Danger pending=cancel.pending()>{tr!("Cancel the order", "Auftrag stornieren")}</Button>
                    </ActionForm>
                </ConfirmButton>
                </div>
            }
            .into_any()
        }
        NextStep::AnswerQuestions => jump("questions", tr!("Answer now", "Jetzt beantworten")),
        NextStep::AnswerProposal { .. } => jump("agreements", tr!("See the proposal", "Vorschlag ansehen")),
        NextStep::Submit { .. } | NextStep::Revise { .. } | NextStep::TryAgain { .. } => jump("work", tr!("To the work", "Zur Arbeit")),
        NextStep::Release { .. } => view! {
            <div class="flex flex-wrap gap-2">
                <a class="btn btn-plain" href="#work" rel="external">{tr!("Review it", "Prüfen")}</a>
                <ReleaseButton />
            </div>
        }
        .into_any(),
        NextStep::LeaveFeedback => jump("feedback", tr!("Leave feedback", "Bewertung abgeben")),
        // a custom offer was made once: ordering again is asking for a new one
        NextStep::Over { .. } if client && again => view! {
            <ActionForm action=reorder>
                <input type="hidden" name="order" value=id.to_string() />
                <Button kind="submit" icon=icondata::LuRotateCw pending=reorder.pending()>{tr!("Order again", "Erneut bestellen")}</Button>
            </ActionForm>
        }
        .into_any(),
        _ => ().into_any(),
    }
}
