//! The card of a custom offer inside a conversation, and the seller's way to make one. Both follow the live state.

use crate::{
    offer_form::{OfferForm, to_form},
    offer_words::{self as words, Parts},
};
use api::offers::WithdrawOffer;
use leptos::prelude::*;
use model::{
    ChatId, OfferId, Party,
    checkout::GroupStatus,
    events::Subject,
    offers::{OfferStatus, OfferView},
};
use ui::prelude::*;

/// An offer in a conversation, read again by itself whenever it changes.
#[component]
pub fn OfferCard(id: OfferId) -> impl IntoView {
    let changed = live().version(Subject::Offer, Some(id.0));
    let orders = live().version(Subject::Order, None);
    let offer = Resource::new(move || (changed.get(), orders.get()), move |_| api::offers::offer(id));
    view! { <Load from=offer bones=Bones::Text view={move |offer| view! { <Card offer=offer /> }.into_any()} /> }
}

#[component]
fn Card(offer: OfferView) -> impl IntoView {
    let (id, href, heading) =
        (offer.id.to_string(), format!("/offers/{}", offer.id), format!("offer-card-{}", offer.id));
    let (version, named) = (offer.version, heading.clone());
    let kind = match version {
        1 => tr!("Offer", "Angebot"),
        _ => tr!("Offer, version {version}", "Angebot, Fassung {version}"),
    };
    let terms = format!("{} · {}", words::delivery(offer.days()), words::revisions(offer.revisions));
    let parts = (!offer.is_single()).then(|| view! { <Parts steps=offer.steps.clone() /> });
    let waits = offer.status.is_open();
    let expires = offer.expires_at;
    let sentence = words::outcome(&offer);
    let title = offer.title.clone();
    view! {
        <article aria-labelledby=named data-offer=id>
            <p class="flex flex-wrap items-center gap-2 text-sm text-muted">{kind}<StateChip state=offer.status /></p>
            <p class="mt-1 flex flex-wrap justify-between gap-x-4">
                <a id=heading class="link-quiet font-medium break-words" href=href>{title}</a>
                <span class="font-medium"><Amount money=offer.price /></span>
            </p>
            {parts}
            <p class="mt-1 text-sm text-muted">{terms}</p>
            <p class="mt-2 text-sm">{sentence}{waits.then(|| view! { " "{tr!("Open until ", "Gültig bis ")}<Moment at=expires absolute=true />"." })}</p>
            <div class="mt-3 flex flex-wrap gap-2"><Next offer=offer /></div>
        </article>
    }
}

/// The one or two things this side can do now.
#[component]
fn Next(offer: OfferView) -> impl IntoView {
    let href = format!("/offers/{}", offer.id);
    match (offer.status, offer.viewer) {
        (OfferStatus::Sent, Party::Client) => view! {
            <LinkButton look=Look::Primary size=Size::Small href=href icon=icondata::LuTag>{tr!("Look and answer", "Ansehen und antworten")}</LinkButton>
        }
        .into_any(),
        (OfferStatus::Sent, Party::Seller) => view! {
            <LinkButton size=Size::Small href=words::form(offer.chat, Some(offer.id)) icon=icondata::LuPencil>{tr!("Change", "Ändern")}</LinkButton>
            <Withdraw offer=offer.id title=offer.title />
        }
        .into_any(),
        (OfferStatus::Superseded, _) => match offer.replaced_by {
            Some(newer) => view! { <a class="link text-sm" href=format!("/offers/{newer}")>{tr!("To the newer version", "Zur neueren Fassung")}</a> }.into_any(),
            None => ().into_any(),
        },
        (OfferStatus::Accepted, side) => match offer.order {
            Some(order) if side == Party::Client && order.group_status == GroupStatus::PendingPayment => view! {
                <LinkButton look=Look::Primary size=Size::Small href=format!("/checkout/{}", order.group) icon=icondata::LuLock>{tr!("Pay into escrow", "Auf das Treuhandkonto zahlen")}</LinkButton>
            }
            .into_any(),
            Some(order) => {
                let number = order.number.clone();
                view! {
                    <LinkButton size=Size::Small href=words::order(side, order.id) icon=icondata::LuArrowRight>{tr!("To order {number}", "Zum Auftrag {number}")}</LinkButton>
                    <StateChip state=order.status />
                }
                .into_any()
            }
            None => ().into_any(),
        },
        _ => ().into_any(),
    }
}

/// The seller takes it back; asks first.
#[component]
pub fn Withdraw(offer: OfferId, title: String) -> impl IntoView {
    let withdraw = ServerAction::<WithdrawOffer>::new();
    toast_result(withdraw.value(), |_| tr!("The offer is withdrawn.", "Das Angebot ist zurückgezogen."));
    view! {
        <ConfirmButton label=tr!("Withdraw", "Zurückziehen") look=Look::Quiet size=Size::Small pending=withdraw.pending() key=offer.to_string()
            title=tr!("Withdraw “{title}”?", "„{title}“ zurückziehen?")
            text=tr!("The client can no longer accept it. You can make a new offer at any time.", "Der Kunde kann es dann nicht mehr annehmen. Ein neues Angebot ist jederzeit möglich.")
            confirm=tr!("Withdraw", "Zurückziehen")
        >
            <ActionForm action=withdraw>
                <input type="hidden" name="offer" value=offer.to_string() />
                <Button kind="submit" look=Look::Primary pending=withdraw.pending()>{tr!("Withdraw", "Zurückziehen")}</Button>
            </ActionForm>
        </ConfirmButton>
    }
}

/// "Make an offer", for the seller's people in a room: a dialog, and a page of its own where there is no WASM.
#[component]
pub fn OfferComposer(chat: ChatId) -> impl IntoView {
    let open = RwSignal::new(false);
    let sent = Callback::new(move |_: OfferId| {
        open.set(false);
        toasts().good(tr!("The offer is sent.", "Das Angebot ist gesendet."));
    });
    view! {
        <a class="btn btn-plain btn-sm" href=words::form(chat, None) on:click=move |ev| to_form(&ev, open)>
            <Icon glyph=icondata::LuTag />{tr!("Make an offer", "Angebot machen")}
        </a>
        <Dialog open=open wide=true title=tr!("Make an offer", "Angebot machen")>
            {move || open.get().then(|| view! { <InDialog chat=chat sent=sent /> })}
        </Dialog>
    }
}

#[component]
fn InDialog(chat: ChatId, sent: Callback<OfferId>) -> impl IntoView {
    let form = Resource::new(|| (), move |()| api::offers::offer_form(chat, None));
    view! { <Load from=form bones=Bones::Detail view={move |form| view! { <OfferForm form=form sent=sent /> }.into_any()} /> }
}
