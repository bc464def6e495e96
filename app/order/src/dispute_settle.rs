//! The fourth tab: offers of settlement between the two sides; an accepted one takes effect at once.

use crate::{
    dispute_context::{act, the_dispute},
    dispute_terms::{TermsFields, TermsShown},
};
use api::{
    disputes::{AcceptSettlement, DeclineSettlement, OfferSettlement, WithdrawSettlement},
    problem_of,
};
use leptos::prelude::*;
use model::{
    Party,
    disputes::{OfferStatus, OfferView, OpenSlice},
};
use ui::prelude::*;

#[component]
pub fn SettlementPart() -> impl IntoView {
    let the = the_dispute();
    let offers = the.part(|d| (d.offers.clone(), d.slices.clone()));
    let may = the.part(|d| d.may.offer);
    view! {
        <Card title=tr!("Settlement", "Einigung")>
            <p class="text-sm text-muted">{tr!("One side offers how to end it; when the other accepts, it takes effect at once, without the project.", "Eine Seite bietet an, wie es endet; nimmt die andere an, wird es sofort wirksam, ohne das Projekt.")}</p>
            {move || {
                let (offers, slices) = offers.get();
                if offers.is_empty() {
                    return view! { <p class="mt-2">{tr!("No offer yet.", "Noch kein Angebot.")}</p> }.into_any();
                }
                let lines = offers.into_iter().map(|offer| view! { <Offer offer=offer slices=slices.clone() /> }).collect_view();
                view! { <ol class="stack mt-3">{lines}</ol> }.into_any()
            }}
            {move || may.get().then(|| view! { <Form /> })}
        </Card>
    }
}

#[component]
fn Offer(offer: OfferView, slices: Vec<OpenSlice>) -> impl IntoView {
    let the = the_dispute();
    let viewer = the.viewer();
    let open = offer.status == OfferStatus::Open && the.dispute.with_untracked(|d| d.may.offer);
    let id = offer.id.to_string();
    let answers = match (open, viewer) {
        (true, Party::Client | Party::Seller) if offer.by == viewer => view! { <TakeBack id=id /> }.into_any(),
        (true, Party::Client | Party::Seller) => view! { <Decide id=id /> }.into_any(),
        _ => ().into_any(),
    };
    let words =
        (!offer.words.is_empty()).then(|| view! { <p class="mt-2 whitespace-pre-line break-words">{offer.words}</p> });
    view! {
        <li class="border-b border-line pb-4">
            <p class="flex flex-wrap items-center gap-2 text-sm">
                <StateChip state=offer.status /><span class="font-medium">{offer.by_name}</span><span class="text-muted"><Moment at=offer.created_at /></span>
            </p>
            <div class="mt-2"><TermsShown terms=offer.terms sums=offer.sums titles=slices /></div>
            {words}
            {answers}
        </li>
    }
}

#[component]
fn Decide(id: String) -> impl IntoView {
    let accept = act::<AcceptSettlement>(|_| tr!("Agreed. It takes effect now.", "Angenommen. Es ist jetzt wirksam."));
    let decline = act::<DeclineSettlement>(|_| tr!("Declined.", "Abgelehnt."));
    let declined = id.clone();
    view! {
        <div class="mt-3 flex flex-wrap gap-2">
            <ConfirmButton label=tr!("Accept the offer", "Angebot annehmen") look=Look::Primary pending=accept.pending()
                title=tr!("Accept this offer?", "Dieses Angebot annehmen?")
                text=tr!("It takes effect at once and ends the dispute. This cannot be taken back.", "Es wird sofort wirksam und beendet den Streitfall. Das lässt sich nicht zurücknehmen.")
                confirm=tr!("Accept the offer", "Angebot annehmen")
            >
                <ActionForm action=accept>
                    <input type="hidden" name="offer" value=id />
                    <Button kind="submit" look=Look::Primary pending=accept.pending()>{tr!("Accept the offer", "Angebot annehmen")}</Button>
                </ActionForm>
            </ConfirmButton>
            <ActionForm action=decline>
                <input type="hidden" name="offer" value=declined />
                <Button kind="submit" pending=decline.pending()>{tr!("Decline", "Ablehnen")}</Button>
            </ActionForm>
        </div>
    }
}

#[component]
fn TakeBack(id: String) -> impl IntoView {
    let withdraw = act::<WithdrawSettlement>(|_| tr!("Taken back.", "Zurückgezogen."));
    view! {
        <ActionForm action=withdraw attr:class="mt-3">
            <input type="hidden" name="offer" value=id />
            <Button kind="submit" size=Size::Small pending=withdraw.pending()>{tr!("Take it back", "Zurückziehen")}</Button>
        </ActionForm>
    }
}

#[component]
fn Form() -> impl IntoView {
    let the = the_dispute();
    let id = the.id();
    let (slices, commission) = the.dispute.with_untracked(|d| (d.slices.clone(), d.commission));
    let offer =
        act::<OfferSettlement>(|_| tr!("Offered. The other side decides.", "Angeboten. Die andere Seite entscheidet."));
    view! {
        <details class="mt-4">
            <summary class="link">{tr!("Make an offer", "Ein Angebot machen")}</summary>
            <ActionForm action=offer attr:class="mt-3 max-w-2xl">
                <FormScope problem=problem_of(offer) id="offer">
                    <input type="hidden" name="dispute" value=id />
                    <TermsFields label=tr!("How should it end?", "Wie soll es enden?") slices=slices commission=commission />
                    <TextArea name="words" label=tr!("A word with it", "Ein Wort dazu") rows=3 maxlength=10000 optional=true />
                    <div><Button kind="submit" look=Look::Primary icon=icondata::LuHandshake pending=offer.pending()>{tr!("Offer this", "Das anbieten")}</Button></div>
                </FormScope>
            </ActionForm>
        </details>
    }
}
