//! Custom offers: what a seller offers one client in a chat room, at a price of its own. Accepted and paid it is an order
//! like any other. A changed offer is a new version; the old one stays as it was sent.

mod draft;
mod request;
mod rules;
#[cfg(test)]
mod tests;
mod views;

pub use draft::{MAX_STEPS, OfferDraft, OfferTerms, StepDraft, price_limits};
pub use request::OfferRequest;
pub use rules::{MAX_OPEN, MAX_VALID_DAYS, MAX_VERSIONS, OfferEvent, OfferStatus};
pub use views::*;

use crate::{Actor, ChatId, OfferId, Problem, checkout::GroupView, orders::Applied};
use async_trait::async_trait;
use uuid::Uuid;

/// What may be done with offers. `NotFound` for whoever is neither side nor staff; `NotAllowed` for the wrong side;
/// `Conflict` once it is decided or has expired.
#[async_trait]
pub trait Offers: Send + Sync {
    /// What the seller's form needs: their products, the limits, and of a change the version before.
    async fn offer_form(
        &self,
        actor: &Actor,
        chat: ChatId,
        replaces: Option<OfferId>,
    ) -> Result<OfferFormView, Problem>;
    /// A member of the seller sends an offer into the room; with `replaces` as the next version of one that is open. The
    /// same key of the same person is the same offer.
    async fn send_offer(
        &self,
        actor: &Actor,
        chat: ChatId,
        replaces: Option<OfferId>,
        draft: OfferDraft,
    ) -> Result<OfferId, Problem>;
    /// The client asks for one: a message of theirs in the room. The same `client_id` is the same message.
    async fn ask_for_offer(
        &self,
        actor: &Actor,
        chat: ChatId,
        request: OfferRequest,
        client_id: Uuid,
    ) -> Result<(), Problem>;
    /// The offer, as its card shows it.
    async fn offer(&self, actor: &Actor, offer: OfferId) -> Result<OfferView, Problem>;
    /// The same with all its versions and, for the client while it is open, the till.
    async fn offer_page(&self, actor: &Actor, offer: OfferId) -> Result<OfferPage, Problem>;
    /// The client accepts and pays: one order in one checkout. Repeating it returns the same checkout and tries to pay it
    /// if it is not paid yet.
    async fn accept_offer(&self, actor: &Actor, offer: OfferId, wanted: AcceptOffer) -> Result<GroupView, Problem>;
    /// The client says no; why is for the seller to read.
    async fn decline_offer(&self, actor: &Actor, offer: OfferId, reason: String) -> Result<Applied, Problem>;
    /// The seller's side takes it back.
    async fn withdraw_offer(&self, actor: &Actor, offer: OfferId) -> Result<Applied, Problem>;
}
