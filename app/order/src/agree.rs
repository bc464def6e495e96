//! Agreements: more time, or an early end. The open proposal with its answers, then the ways to propose.

use crate::context::{act, the_order};
use api::{
    orders::{AcceptProposal, DeclineProposal, ProposeCancellation, ProposeExtension, WithdrawProposal},
    problem_of,
};
use leptos::prelude::*;
use model::{
    Party,
    orders::{OrderStatus, ProposalKind, ProposalStatus, ProposalView},
};
use ui::prelude::*;

/// Everything that is or was proposed, and the forms to propose.
#[component]
pub fn Agreements() -> impl IntoView {
    let the = the_order();
    let proposals = the.part(|order| order.proposals.clone());
    let forms = the.part(|order| {
        let side = matches!(order.viewer, Party::Client | Party::Seller);
        let open = |kind| order.open_proposal(kind).is_some();
        let extend = side && order.status.is_open_for_work() && !open(ProposalKind::Extension);
        let cancel = side
            && (order.status.is_open_for_work() || order.status == OrderStatus::Pending)
            && !open(ProposalKind::Cancellation);
        (extend, cancel)
    });
    let shown = Memo::new(move |_| !proposals.with(Vec::is_empty) || forms.get() != (false, false));
    view! {
        <div id="agreements">
            {move || shown.get().then(|| view! {
                <Card title=tr!("Agreements", "Absprachen")>
                    {move || proposals.get().into_iter().map(|proposal| view! { <Proposal proposal=proposal /> }).collect_view()}
                    {move || forms.get().0.then(|| view! { <ExtensionForm /> })}
                    {move || forms.get().1.then(|| view! { <CancellationForm /> })}
                </Card>
            })}
        </div>
    }
}

#[component]
fn Proposal(proposal: ProposalView) -> impl IntoView {
    let viewer = the_order().viewer();
    let open = proposal.status == ProposalStatus::Open;
    let what = match (proposal.kind, proposal.extra_days, proposal.refund) {
        (ProposalKind::Extension, Some(days), _) => {
            tr!("{days} more days for everything that is open", "{days} Tage mehr für alles, was offen ist")
        }
        (ProposalKind::Cancellation, _, Some(refund)) => {
            let refund = refund.format(lang());
            tr!(
                "End the order; {refund} goes back to the client",
                "Auftrag beenden; {refund} gehen an den Kunden zurück"
            )
        }
        _ => proposal.kind.label(lang()),
    };
    let mine = proposal.proposer == viewer;
    let answers = match (open, viewer) {
        (true, Party::Client | Party::Seller) if mine => view! { <Withdraw proposal=proposal.clone() /> }.into_any(),
        (true, Party::Client | Party::Seller) => {
            view! { <Decide proposal=proposal.clone() what=what.clone() /> }.into_any()
        }
        _ => ().into_any(),
    };
    view! {
        <div class="border-b border-line pb-3 mb-3">
            <p class="flex flex-wrap items-center gap-2"><StateChip state=proposal.kind /><StateChip state=proposal.status /></p>
            <p class="mt-1 font-medium">{what}</p>
            <p class="text-sm whitespace-pre-line">{proposal.reason}</p>
            <p class="text-sm text-muted">{proposal.proposer_name}" · "<Moment at=proposal.created_at /></p>
            {answers}
        </div>
    }
}

#[component]
fn Decide(proposal: ProposalView, what: String) -> impl IntoView {
    let id = proposal.id.to_string();
    let accept = act::<AcceptProposal>(|_| tr!("Agreed.", "Zugestimmt."));
    let decline = act::<DeclineProposal>(|_| tr!("Declined.", "Abgelehnt."));
    let decline_id = id.clone();
    view! {
        <div class="mt-2 flex flex-wrap gap-2">
            <ConfirmButton label=tr!("Agree", "Zustimmen") look=Look::Primary size=Size::Small pending=accept.pending()
                title=tr!("Agree to this?", "Dem zustimmen?") text=what confirm=tr!("Agree", "Zustimmen")
            >
                <ActionForm action=accept>
                    <input type="hidden" name="proposal" value=id />
                    <Button kind="submit" look=Look::Primary pending=accept.pending()>{tr!("Agree", "Zustimmen")}</Button>
                </ActionForm>
            </ConfirmButton>
            <ActionForm action=decline>
                <input type="hidden" name="proposal" value=decline_id />
                <Button kind="submit" size=Size::Small pending=decline.pending()>{tr!("Decline", "Ablehnen")}</Button>
            </ActionForm>
        </div>
    }
}

#[component]
fn Withdraw(proposal: ProposalView) -> impl IntoView {
    let withdraw = act::<WithdrawProposal>(|_| tr!("Taken back.", "Zurückgezogen."));
    view! {
        <ActionForm action=withdraw attr:class="mt-2">
            <input type="hidden" name="proposal" value=proposal.id.to_string() />
            <Button kind="submit" size=Size::Small pending=withdraw.pending()>{tr!("Take it back", "Zurückziehen")}</Button>
        </ActionForm>
    }
}

#[component]
fn ExtensionForm() -> impl IntoView {
    let id = the_order().order.with_untracked(|order| order.id.to_string());
    let propose = act::<ProposeExtension>(|_| {
        tr!("Proposed. The other side decides.", "Vorgeschlagen. Die andere Seite entscheidet.")
    });
    view! {
        <details class="mb-2">
            <summary class="link text-sm">{tr!("Propose more time", "Mehr Zeit vorschlagen")}</summary>
            <ActionForm action=propose attr:class="mt-2">
                <FormScope problem=problem_of(propose) id="extend">
                    <input type="hidden" name="order" value=id />
                    <TextInput name="extra_days" kind="number" label=tr!("Days more", "Tage mehr") min="1" max="365" inputmode="numeric" />
                    <TextArea name="reason" label=tr!("Why?", "Warum?") rows=3 maxlength=4000 />
                    <Button kind="submit" size=Size::Small pending=propose.pending()>{tr!("Propose", "Vorschlagen")}</Button>
                </FormScope>
            </ActionForm>
        </details>
    }
}

#[component]
fn CancellationForm() -> impl IntoView {
    let the = the_order();
    let id = the.order.with_untracked(|order| order.id.to_string());
    let held = the.part(|order| order.money.held);
    let propose = act::<ProposeCancellation>(|_| {
        tr!("Proposed. The other side decides.", "Vorgeschlagen. Die andere Seite entscheidet.")
    });
    view! {
        <details>
            <summary class="link text-sm">{tr!("Propose to cancel", "Stornierung vorschlagen")}</summary>
            <ActionForm action=propose attr:class="mt-2">
                <FormScope problem=problem_of(propose) id="cancel">
                    <input type="hidden" name="order" value=id />
                    <p class="text-sm">{move || { let held = held.get().format(lang()); tr!("If the other side agrees, {held} goes back to the client: exactly what is not released.", "Stimmt die andere Seite zu, gehen {held} an den Kunden zurück: genau das, was nicht freigegeben ist.") }}</p>
                    <TextArea name="reason" label=tr!("Why?", "Warum?") rows=3 maxlength=4000 />
                    <Button kind="submit" size=Size::Small pending=propose.pending()>{tr!("Propose", "Vorschlagen")}</Button>
                </FormScope>
            </ActionForm>
        </details>
    }
}
