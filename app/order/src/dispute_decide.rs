//! The mediators' tab: draft a decision with its sums while they are typed; what was drafted waits for others' approval.

use crate::{
    dispute_context::{act, the_dispute},
    dispute_terms::{TermsFields, TermsShown},
};
use api::{disputes::DraftDecision, problem_of};
use leptos::prelude::*;
use model::disputes::{DecisionStatus, DecisionView, OpenSlice};
use ui::prelude::*;

#[component]
pub fn DecisionEditor() -> impl IntoView {
    let the = the_dispute();
    let may = the.part(|d| d.may.draft);
    let drafted = the.part(|d| d.decision.clone().map(|decision| (decision, d.slices.clone())));
    let draft = act::<DraftDecision>(|_| tr!("Drafted. Others approve it.", "Entworfen. Andere geben es frei."));
    view! {
        <div class="stack">
            {move || drafted.get().map(|(decision, slices)| view! { <Drafted decision=decision slices=slices /> })}
            {move || if may.get() {
                view! { <Form draft=draft /> }.into_any()
            } else {
                view! { <p class="text-muted">{tr!("A decision can be drafted during mediation and after an appeal.", "Eine Entscheidung lässt sich während der Vermittlung und nach einem Widerspruch entwerfen.")}</p> }.into_any()
            }}
        </div>
    }
}

#[component]
fn Drafted(decision: DecisionView, slices: Vec<OpenSlice>) -> impl IntoView {
    let waits = decision.status == DecisionStatus::InReview;
    let needed = decision.approvals_needed;
    let by = decision.drafted_by.unwrap_or_default();
    let need = if needed == 1 {
        tr!(
            "It needs one approval, by somebody else than {by}.",
            "Er braucht eine Freigabe, von jemand anderem als {by}."
        )
    } else {
        tr!("It needs {needed} approvals, by others than {by}.", "Er braucht {needed} Freigaben, von anderen als {by}.")
    };
    view! {
        <Card title=tr!("Drafted decision", "Entscheidungsentwurf")
            action=move || waits.then(|| view! { <a class="link" href="/admin/reviews">{tr!("To the reviews", "Zu den Prüfungen")}</a> })
        >
            <p class="mb-2 flex flex-wrap items-center gap-2"><StateChip state=decision.status />{waits.then_some(need)}</p>
            <TermsShown terms=decision.terms sums=decision.sums titles=slices />
            <h3 class="mt-4 mb-1 text-sm font-medium">{tr!("Reasons", "Begründung")}</h3>
            <p class="whitespace-pre-line break-words">{decision.reasons}</p>
        </Card>
    }
}

#[component]
fn Form(draft: ServerAction<DraftDecision>) -> impl IntoView {
    let the = the_dispute();
    let id = the.id();
    let (slices, commission) = the.dispute.with_untracked(|d| (d.slices.clone(), d.commission));
    view! {
        <Card title=tr!("Draft a decision", "Entscheidung entwerfen")>
            <p class="mb-3 text-sm text-muted">{tr!("Others of the staff approve it before it stands; never a party, never whoever drafted it. Drafting again replaces the draft.", "Andere im Projekt geben sie frei, bevor sie gilt; nie ein Beteiligter, nie wer sie entworfen hat. Ein neuer Entwurf ersetzt den alten.")}</p>
            <ActionForm action=draft attr:class="max-w-2xl">
                <FormScope problem=problem_of(draft) id="draft">
                    <input type="hidden" name="dispute" value=id />
                    <TermsFields label=tr!("Resolution", "Lösung") slices=slices commission=commission />
                    <TextArea name="words" label=tr!("Reasons, for both sides", "Begründung, für beide Seiten") rows=7 maxlength=10000 />
                    <div><Button kind="submit" look=Look::Primary icon=icondata::LuGavel pending=draft.pending()>{tr!("Hand it in for approval", "Zur Freigabe einreichen")}</Button></div>
                </FormScope>
            </ActionForm>
        </Card>
    }
}
