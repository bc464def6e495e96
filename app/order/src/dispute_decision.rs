//! The decision as its readers see it, with the two answers a party has: accept it, or appeal.

use crate::{
    dispute_context::{act, the_dispute},
    dispute_terms::TermsShown,
};
use api::{
    disputes::{AcceptDecision, AppealDecision},
    problem_of,
};
use leptos::prelude::*;
use model::disputes::{DecisionStatus, DecisionView, OpenSlice};
use ui::prelude::*;

/// The decision with what can be done about it.
#[component]
pub fn Decision() -> impl IntoView {
    let the = the_dispute();
    let decision =
        the.part(|d| d.decision.clone().filter(|_| d.outcome.is_none()).map(|decision| (decision, d.slices.clone())));
    view! { <div id="decision">{move || decision.get().map(|(decision, slices)| view! { <Decided decision=decision slices=slices /> })}</div> }
}

#[component]
fn Decided(decision: DecisionView, slices: Vec<OpenSlice>) -> impl IntoView {
    let made = decision.status == DecisionStatus::Made;
    let title = if decision.round == 2 {
        tr!("Decision on the appeal", "Entscheidung über den Widerspruch")
    } else {
        tr!("Decision", "Entscheidung")
    };
    let by = decision
        .drafted_by
        .clone()
        .map(|name| view! { <p class="text-sm text-muted">{tr!("Drafted by {name}", "Entwurf von {name}")}</p> });
    let status = decision.status;
    view! {
        <Card title=title>
            <p class="mb-2"><StateChip state=status /></p>
            <TermsShown terms=decision.terms sums=decision.sums titles=slices />
            <h3 class="mt-4 mb-1 text-sm font-medium">{tr!("Reasons", "Begründung")}</h3>
            <p class="whitespace-pre-line break-words">{decision.reasons}</p>
            {by}
            {made.then(|| view! { <Answers /> })}
        </Card>
    }
}

#[component]
fn Answers() -> impl IntoView {
    let the = the_dispute();
    let may = the.part(|d| (d.may.accept, d.may.appeal));
    let accepted = the.part(|d| {
        let who = |at: Option<model::Moment>, name: &str| at.map(|at| (name.to_owned(), at));
        [who(d.accepted_by_client, &d.client), who(d.accepted_by_seller, &d.seller)]
    });
    let accept = act::<AcceptDecision>(|_| tr!("Accepted.", "Angenommen."));
    let appeal = act::<AppealDecision>(|_| {
        tr!("Appealed. Somebody else decides.", "Widerspruch eingelegt. Jemand anderes entscheidet.")
    });
    view! {
        {move || {
            let lines: Vec<_> = accepted.get().into_iter().flatten().map(|(name, at)| view! { <li>{tr!("Accepted by {name}", "Angenommen von {name}")}" · "<Moment at=at /></li> }).collect();
            (!lines.is_empty()).then(|| view! { <ul class="mt-3 text-sm">{lines}</ul> })
        }}
        {move || may.get().0.then(|| {
            let id = the.id();
            view! {
                <ConfirmButton label=tr!("Accept the decision", "Entscheidung annehmen") look=Look::Primary pending=accept.pending()
                    title=tr!("Accept this decision?", "Diese Entscheidung annehmen?")
                    text=tr!("When both sides have accepted, it takes effect at once: the money moves, and there is no appeal any more.", "Sobald beide Seiten angenommen haben, wird sie sofort wirksam: Das Geld bewegt sich, ein Widerspruch ist dann nicht mehr möglich.")
                    confirm=tr!("Accept", "Annehmen")
                >
                    <ActionForm action=accept>
                        <input type="hidden" name="dispute" value=id />
                        <Button kind="submit" look=Look::Primary pending=accept.pending()>{tr!("Accept", "Annehmen")}</Button>
                    </ActionForm>
                </ConfirmButton>
            }
        })}
        {move || may.get().1.then(|| {
            let id = the.id();
            view! {
                <details class="mt-3">
                    <summary class="link">{tr!("Appeal", "Widerspruch einlegen")}</summary>
                    <ActionForm action=appeal attr:class="mt-2">
                        <FormScope problem=problem_of(appeal) id="appeal">
                            <input type="hidden" name="dispute" value=id />
                            <TextArea name="reasons" label=tr!("What is wrong with the decision?", "Was ist an der Entscheidung falsch?") rows=4 maxlength=10000
                                help=tr!("Once in a dispute. Somebody else decides again, and that decision is final.", "Einmal je Streitfall. Jemand anderes entscheidet neu, und diese Entscheidung ist endgültig.") />
                            <Button kind="submit" pending=appeal.pending()>{tr!("Appeal", "Widerspruch einlegen")}</Button>
                        </FormScope>
                    </ActionForm>
                </details>
            }
        })}
    }
}
