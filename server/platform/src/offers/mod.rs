//! Custom offers on PostgreSQL: sent into a room, changed by a new version, and ended once: accepted (an order is placed
//! through the same code as the cart's), declined, withdrawn, or expired.

mod accept;
mod core;
#[cfg(test)]
mod fixture;
mod queries;
#[cfg(test)]
mod race_tests;
#[cfg(test)]
mod refusal_tests;
mod send;
#[cfg(test)]
mod tests;
mod timers;
mod view;

use crate::{Platform, checkout, notifications, orders::core::at_most};
use async_trait::async_trait;
use model::{
    Actor, ChatId, OfferId, Party, Permission, Problem,
    chats::{Chats, NewMessage},
    checkout::GroupView,
    notifications::NoticeKind,
    offers::{AcceptOffer, OfferDraft, OfferEvent, OfferFormView, OfferPage, OfferRequest, OfferView, Offers},
    orders::Applied,
};
use serde_json::json;
use uuid::Uuid;

#[async_trait]
impl Offers for Platform {
    async fn offer_form(
        &self,
        actor: &Actor,
        chat: ChatId,
        replaces: Option<OfferId>,
    ) -> Result<OfferFormView, Problem> {
        let mut tx = self.db.begin(actor).await?;
        Ok(send::form_in(&mut tx, actor, chat, replaces).await?)
    }

    async fn send_offer(
        &self,
        actor: &Actor,
        chat: ChatId,
        replaces: Option<OfferId>,
        draft: OfferDraft,
    ) -> Result<OfferId, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let offer = send::send_in(&mut tx, actor, chat, replaces, &draft).await?;
        tx.commit().await?;
        Ok(offer)
    }

    async fn ask_for_offer(
        &self,
        actor: &Actor,
        chat: ChatId,
        request: OfferRequest,
        client_id: Uuid,
    ) -> Result<(), Problem> {
        let mut tx = self.db.begin(actor).await?;
        let content = send::request_in(&mut tx, actor, chat, &request).await?;
        tx.commit().await?;
        let message = NewMessage { chat, client_id, content, reply_to: None, files: Vec::new() };
        self.send_message(actor, message).await?;
        Ok(())
    }

    async fn offer(&self, actor: &Actor, offer: OfferId) -> Result<OfferView, Problem> {
        let mut tx = self.db.begin(actor).await?;
        Ok(view::offer_in(&mut tx, actor, offer).await?)
    }

    async fn offer_page(&self, actor: &Actor, offer: OfferId) -> Result<OfferPage, Problem> {
        actor.signed_in()?;
        // the gateways are asked before the transaction: never hold one over an outside call
        let ways =
            if actor.has(Permission::OrderPlace) { Some(checkout::ways_to_pay(self, actor).await?) } else { None };
        let mut tx = self.db.begin(actor).await?;
        Ok(view::page_in(&mut tx, actor, offer, ways).await?)
    }

    async fn accept_offer(&self, actor: &Actor, offer: OfferId, wanted: AcceptOffer) -> Result<GroupView, Problem> {
        actor.require(Permission::OrderPlace)?;
        checkout::check_gateway(self, actor, &wanted.paying).await?;
        let mut tx = self.db.begin(actor).await?;
        let group = accept::accept_in(&mut tx, actor, offer, &wanted).await?;
        checkout::pay_placed(self, actor, tx, group, &wanted.paying).await
    }

    async fn decline_offer(&self, actor: &Actor, offer: OfferId, reason: String) -> Result<Applied, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let reason = at_most("reason", &reason, 2_000)?;
        let (offer, party) = core::lock_in(&mut tx, actor, offer).await?;
        if !core::end_in(&mut tx, &offer, OfferEvent::Decline, party, &reason).await? {
            return Ok(Applied::Already);
        }
        let mut notice = offer.notice().by(actor.signed_in()?.name.clone());
        notice.reason = Some(reason).filter(|reason| !reason.is_empty());
        let kind = NoticeKind::OfferDeclined;
        notifications::notify_team_in(&mut tx, offer.seller, kind, &notice, &offer.link()).await?;
        tx.commit().await?;
        Ok(Applied::Done)
    }

    async fn withdraw_offer(&self, actor: &Actor, offer: OfferId) -> Result<Applied, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let (offer, party) = core::lock_in(&mut tx, actor, offer).await?;
        if party == Party::Seller {
            actor.require(Permission::ProductCreate)?;
        }
        if !core::end_in(&mut tx, &offer, OfferEvent::Withdraw, party, "").await? {
            return Ok(Applied::Already);
        }
        tx.commit().await?;
        Ok(Applied::Done)
    }
}

/// What the log says of an offer; no words of people.
fn figures(offer: &core::OfferRow) -> serde_json::Value {
    json!({"version": offer.version, "price": offer.price, "currency": offer.currency})
}

/// What the caller is to an offer or its room; as for orders, the client is closer than the seller, than staff.
fn party_of(actor: &Actor, buyer: model::UserId, seller: model::SellerId) -> Result<Party, Problem> {
    actor.signed_in()?;
    model::orders::party_of(actor, buyer, seller).ok_or(Problem::NotFound)
}
