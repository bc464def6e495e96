//! Custom offers. Writes are plain forms.

use crate::Fault;
use leptos::prelude::*;
use model::{
    ChatId, OfferId,
    checkout::GroupView,
    offers::{OfferDraft, OfferFormView, OfferPage, OfferView},
    orders::Applied,
};
#[cfg(not(target_arch = "wasm32"))]
use model::{
    checkout::Paying,
    offers::{AcceptOffer as Accepting, OfferRequest},
};

/// What the seller's form needs: for a new offer in a room, or for the next version of one.
#[server(name = GetOfferForm, prefix = "/api", endpoint = "offers/offer_form")]
pub async fn offer_form(chat: ChatId, #[server(default)] replaces: Option<OfferId>) -> Result<OfferFormView, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.offer_form(&actor, chat, replaces).await?)
}

/// Sends an offer into the room. A plain form goes on to the offer's page.
#[server(name = SendOffer, prefix = "/api", endpoint = "offers/send_offer")]
pub async fn send_offer(
    chat: ChatId,
    #[server(default)] replaces: Option<OfferId>,
    draft: OfferDraft,
) -> Result<OfferId, Fault> {
    let (desk, actor) = crate::caller()?;
    let offer = desk.send_offer(&actor, chat, replaces, draft).await?;
    crate::plain::go_on(&format!("/offers/{offer}"));
    Ok(offer)
}

/// The client asks for an offer: a message of theirs in the room. `seq` is the last number that the page shows, as in
/// `write_message`: the same words sent twice from the same page are one message, a week later they are another.
#[server(name = AskForOffer, prefix = "/api", endpoint = "offers/ask_for_offer")]
pub async fn ask_for_offer(
    chat: ChatId,
    #[server(default)] seq: i64,
    #[server(default)] what: String,
    #[server(default)] budget: String,
    #[server(default)] until: String,
) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    let client_id = crate::chats::same_words(&format!("{}/{chat}/{seq}/{what}/{budget}/{until}", actor.user_id()?));
    Ok(desk.ask_for_offer(&actor, chat, OfferRequest { what, budget, until }, client_id).await?)
}

/// The offer, as its card shows it.
#[server(name = GetOffer, prefix = "/api", endpoint = "offers/offer")]
pub async fn offer(id: OfferId) -> Result<OfferView, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.offer(&actor, id).await?)
}

/// The offer's page, with the till for the client.
#[server(name = GetOfferPage, prefix = "/api", endpoint = "offers/offer_page")]
pub async fn offer_page(id: OfferId) -> Result<OfferPage, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.offer_page(&actor, id).await?)
}

/// `gateway` is a gateway's id, or `id/saved-method`. Accepts and pays; then goes where the payer goes next, as at the till.
#[server(name = AcceptOffer, prefix = "/api", endpoint = "offers/accept_offer")]
pub async fn accept_offer(
    offer: OfferId,
    #[server(default)] expected: Option<i64>,
    #[server(default)] use_wallet: bool,
    #[server(default)] gateway: String,
    #[server(default)] save_method: bool,
    #[server(default)] note: String,
) -> Result<GroupView, Fault> {
    let (desk, actor) = crate::caller()?;
    let (gateway, method) = crate::payments::chosen(&gateway);
    let paying = Paying { use_wallet, gateway: Some(gateway).filter(|g| !g.is_empty()), method, save_method };
    let group = desk.accept_offer(&actor, offer, Accepting { expected, paying, note }).await?;
    crate::plain::go_on(&group.destination());
    Ok(group)
}

#[server(name = DeclineOffer, prefix = "/api", endpoint = "offers/decline_offer")]
pub async fn decline_offer(offer: OfferId, #[server(default)] reason: String) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.decline_offer(&actor, offer, reason).await?)
}

#[server(name = WithdrawOffer, prefix = "/api", endpoint = "offers/withdraw_offer")]
pub async fn withdraw_offer(offer: OfferId) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.withdraw_offer(&actor, offer).await?)
}
