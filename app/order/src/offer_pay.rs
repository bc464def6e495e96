//! The client's answer to an offer: accept and pay as at the till, or decline with a reason.

use crate::checkout::PayChoice;
use api::{
    offers::{AcceptOffer, DeclineOffer},
    problem_of,
};
use leptos::prelude::*;
use model::offers::{OfferTill, OfferView};
use ui::prelude::*;

/// The box at the side.
#[component]
pub fn Answer(
    offer: OfferView,
    till: OfferTill,
    accept: ServerAction<AcceptOffer>,
    decline: ServerAction<DeclineOffer>,
) -> impl IntoView {
    let (id, total) = (offer.id.to_string(), offer.price);
    let words = total.format(lang());
    let blocked = till.obstacle.is_some();
    let obstacle = till
        .obstacle
        .as_ref()
        .map(text_of)
        .map(|why| view! { <Notice tone=Tone::Attention class="mb-4">{why}</Notice> });
    let declined = id.clone();
    let refused = problem_of(decline);
    view! {
        <Card title=tr!("Accept and pay", "Annehmen und zahlen")>
            {obstacle}
            <ActionForm action=accept>
                <FormScope problem=problem_of(accept) id="accept">
                    <input type="hidden" name="offer" value=id />
                    <input type="hidden" name="expected" value=total.minor />
                    <p class="flex items-baseline justify-between gap-4"><span>{tr!("Total", "Summe")}</span><span class="price"><Amount money=total /></span></p>
                    <PayChoice total=total wallet=till.wallet gateways=till.gateways methods=till.methods />
                    <details>
                        <summary class="link text-sm">{tr!("Add a note for the seller", "Notiz für den Anbieter")}</summary>
                        <TextArea name="note" label=tr!("Note for the seller", "Notiz für den Anbieter") bare=true optional=true rows=3 maxlength=4000 />
                    </details>
                    <Button kind="submit" look=Look::Primary size=Size::Large wide=true icon=icondata::LuLock pending=accept.pending() disabled=blocked>
                        {tr!("Accept and pay {words} into escrow", "Annehmen und {words} auf das Treuhandkonto zahlen")}
                    </Button>
                    <p class="text-sm text-muted">{tr!("The seller gets nothing yet: you release each milestone when you accept it.", "Der Anbieter erhält noch nichts: Sie geben jeden Meilenstein frei, wenn Sie ihn annehmen.")}</p>
                </FormScope>
            </ActionForm>
            <details class="mt-4" open=move || refused.with(Option::is_some)>
                <summary class="link text-sm">{tr!("Decline", "Ablehnen")}</summary>
                <ActionForm action=decline attr:class="mt-2">
                    <FormScope problem=refused id="decline">
                        <input type="hidden" name="offer" value=declined />
                        <TextArea name="reason" label=tr!("What does not fit?", "Was passt nicht?") optional=true rows=3 maxlength=2000 help=tr!("The seller reads it and can make another offer.", "Der Anbieter liest es und kann ein anderes Angebot machen.") />
                        <Button kind="submit" pending=decline.pending()>{tr!("Decline the offer", "Angebot ablehnen")}</Button>
                    </FormScope>
                </ActionForm>
            </details>
        </Card>
    }
}
