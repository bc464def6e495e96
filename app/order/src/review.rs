//! What the client does with submitted work: release, ask for a revision, or reject.

use crate::context::{act, the_order};
use api::{
    deliveries::{ApproveMilestone, RejectDeliverable, RequestRevision, StartReview},
    problem_of,
};
use leptos::prelude::*;
use model::{MilestoneId, deliveries::RevisionAllowance};
use ui::prelude::*;

/// "Release €450.00 to Nordlicht Studio": of the first milestone that waits for the client.
#[component]
pub fn ReleaseButton() -> impl IntoView {
    let first = the_order().part(|order| order.milestones.iter().find(|m| m.work.awaits_client()).map(|m| m.id));
    move || first.get().map(|id| view! { <Release milestone=id place="next" /> })
}

/// Accepts one milestone; asks first, naming the amount and who gets it.
#[component]
pub fn Release(
    milestone: MilestoneId,
    /// Where in the page: there is one on top and one at the milestone.
    place: &'static str,
) -> impl IntoView {
    let the = the_order();
    let (amount, title) = the
        .order
        .with_untracked(|order| {
            order.milestones.iter().find(|m| m.id == milestone).map(|m| (m.amount, m.title.clone()))
        })
        .unwrap_or((model::Money::zero(model::Currency::Eur), String::new()));
    let seller = the.order.with_untracked(|order| order.seller.name.clone());
    let words = amount.format(lang());
    let (told, to) = (words.clone(), seller.clone());
    let approve = act::<ApproveMilestone>(move |_| tr!("{told} released to {to}.", "{told} an {to} freigegeben."));
    view! {
        <ConfirmButton
            label=tr!("Release {words} to the seller", "{words} an den Anbieter freigeben") look=Look::Primary icon=icondata::LuHandCoins pending=approve.pending()
            title=tr!("Release {words} to {seller}?", "{words} an {seller} freigeben?")
            text=tr!("You accept “{title}” as it is. The money leaves the escrow at once; this cannot be taken back.", "Sie nehmen „{title}“ so an. Das Geld verlässt das Treuhandkonto sofort; das lässt sich nicht zurücknehmen.")
            confirm=tr!("Release {words}", "{words} freigeben")
            key=format!("{place}-{milestone}")
        >
            <ActionForm action=approve>
                <input type="hidden" name="milestone" value=milestone.to_string() />
                <Button kind="submit" look=Look::Primary pending=approve.pending()>{tr!("Release {words}", "{words} freigeben")}</Button>
            </ActionForm>
        </ConfirmButton>
    }
}

/// The client's three answers to a submission, under it.
#[component]
pub fn Review(milestone: MilestoneId, opened: bool) -> impl IntoView {
    let the = the_order();
    let Some((deliverable, item)) = the
        .order
        .with_untracked(|order| order.milestones.iter().find(|m| m.id == milestone).map(|m| (m.deliverable, m.item)))
    else {
        return ().into_any();
    };
    let start = act::<StartReview>(|_| {
        tr!("The seller sees that you are looking at it.", "Der Anbieter sieht, dass Sie prüfen.")
    });
    let revise = act::<RequestRevision>(|_| {
        tr!("The seller was asked for a revision.", "Der Anbieter wurde um eine Überarbeitung gebeten.")
    });
    let reject = act::<RejectDeliverable>(|_| {
        tr!("Rejected. The money stays in escrow.", "Abgelehnt. Das Geld bleibt auf dem Treuhandkonto.")
    });
    let allowance = the.part(move |order| {
        order.items.iter().find(|i| i.id == item).map_or(RevisionAllowance { allowed: 0, used: 0 }, |i| i.revisions)
    });
    let left = move || {
        let (left, allowed) = (allowance.get().left(), allowance.get().allowed);
        match left {
            0 if allowed == 0 => tr!("No revisions are included.", "Es sind keine Überarbeitungen enthalten."),
            0 if allowed == 1 => {
                tr!("The one included revision is used.", "Die eine enthaltene Überarbeitung ist verbraucht.")
            }
            0 => tr!(
                "All {allowed} included revisions are used.",
                "Alle {allowed} enthaltenen Überarbeitungen sind verbraucht."
            ),
            1 if allowed == 1 => {
                tr!("1 included revision left.", "Noch eine enthaltene Überarbeitung.")
            }
            n => {
                tr!("{n} of {allowed} included revisions left.", "Noch {n} von {allowed} enthaltenen Überarbeitungen.")
            }
        }
    };
    let open_first = (!opened).then(|| {
        view! {
            <ActionForm action=start>
                <input type="hidden" name="deliverable" value=deliverable.to_string() />
                <Button kind="submit" icon=icondata::LuEye pending=start.pending()>{tr!("Start the review", "Prüfung beginnen")}</Button>
            </ActionForm>
        }
    });
    let some_left = Memo::new(move |_| allowance.get().left() > 0);
    let revision = move || {
        if !some_left.get() {
            return view! { <p class="mt-4 text-sm text-muted">{left}</p> }.into_any();
        }
        view! {
            <details class="mt-4">
                <summary class="link">{tr!("Ask for a revision", "Überarbeitung verlangen")}<span class="text-sm text-muted">" · "{left}</span></summary>
                <ActionForm action=revise attr:class="mt-3">
                    <FormScope problem=problem_of(revise) id=format!("revise-{milestone}")>
                        <input type="hidden" name="deliverable" value=deliverable.to_string() />
                        <TextArea name="notes" label=tr!("What should change?", "Was soll sich ändern?") maxlength=10000
                            help=tr!("Be concrete: the seller works from these words.", "Bitte konkret: Der Anbieter arbeitet nach diesen Worten.") />
                        <Button kind="submit" icon=icondata::LuRotateCcw pending=revise.pending()>{tr!("Ask for a revision", "Überarbeitung verlangen")}</Button>
                    </FormScope>
                </ActionForm>
            </details>
        }
        .into_any()
    };
    view! {
        <div class="mt-4 flex flex-wrap items-center gap-2"><Release milestone=milestone place="work" />{open_first}</div>
        {revision}
        <details class="mt-2">
            <summary class="link">{tr!("Reject the work", "Arbeit ablehnen")}</summary>
            <ActionForm action=reject attr:class="mt-3">
                <FormScope problem=problem_of(reject) id=format!("reject-{milestone}")>
                    <input type="hidden" name="deliverable" value=deliverable.to_string() />
                    <TextArea name="reason" label=tr!("Why is this not what was agreed?", "Warum ist das nicht das Vereinbarte?") maxlength=4000
                        help=tr!("The money stays in escrow. The seller can try again, or you both agree to end the order.", "Das Geld bleibt auf dem Treuhandkonto. Der Anbieter kann es erneut versuchen, oder Sie beenden den Auftrag gemeinsam.") />
                    <Button kind="submit" look=Look::Danger pending=reject.pending()>{tr!("Reject the work", "Arbeit ablehnen")}</Button>
                </FormScope>
            </ActionForm>
        </details>
    }
    .into_any()
}
