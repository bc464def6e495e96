//! What every act on an offer begins and ends with: lock it, find out who the caller is to it, end it by its machine, and
//! tell both sides' pages.

use super::{figures, party_of, queries};
use crate::{Result, Tx, orders, outbox};
use model::{
    Actor, ChatId, Currency, Machine, Moment, Money, OfferId, OrderGroupId, Party, Problem, ProductId, SellerId, Step,
    UserId,
    events::{Subject, Topic},
    notifications::NoticeParams,
    offers::{OfferEvent, OfferStatus},
};

/// An offer under lock.
#[derive(Clone, Debug)]
pub struct OfferRow {
    pub id: OfferId,
    pub chat: ChatId,
    pub seller: SellerId,
    pub buyer: UserId,
    pub product: ProductId,
    pub version: i32,
    pub status: OfferStatus,
    pub title: String,
    pub description: String,
    pub currency: Currency,
    pub price: i64,
    pub revisions: i32,
    pub ask_intake: bool,
    pub created_at: Moment,
    pub expires_at: Moment,
    pub group: Option<OrderGroupId>,
}

impl OfferRow {
    pub const fn money(&self) -> Money {
        Money::new(self.price, self.currency)
    }
    pub fn notice(&self) -> NoticeParams {
        NoticeParams::of(self.title.clone()).amount(self.money())
    }
    pub fn link(&self) -> String {
        format!("/offers/{}", self.id)
    }
}

/// Past its time it is over, whether or not the timer has come by.
pub fn status_at(status: OfferStatus, expires_at: Moment, now: Moment) -> OfferStatus {
    if status.is_open() && expires_at <= now { OfferStatus::Expired } else { status }
}

/// The offer, locked, and what the caller is to it. `NotFound` for whoever may not know of it.
pub async fn lock_in(tx: &mut Tx, actor: &Actor, offer: OfferId) -> Result<(OfferRow, Party)> {
    actor.signed_in()?;
    let row = queries::lock_offer(tx, offer).await?.ok_or(Problem::NotFound)?;
    let party = party_of(actor, row.buyer, row.seller)?;
    Ok((row, party))
}

/// The state after `event`, or in plain words why it is too late. `None`: it had already happened.
pub fn step(offer: &OfferRow, event: OfferEvent, by: Party, now: Moment) -> Result<Option<OfferStatus>, Problem> {
    let status = status_at(offer.status, offer.expires_at, now);
    match status.step(event, by) {
        Ok(Step::To(to)) => Ok(Some(to)),
        Ok(Step::AlreadyApplied) => Ok(None),
        // the wrong side is told so, whatever the state
        Err(_) if !OfferStatus::Sent.can(event, by) => Err(Problem::NotAllowed),
        Err(_) => Err(status.over()),
    }
}

/// Ends the offer without an order. `false`: it had already happened.
pub async fn end_in(tx: &mut Tx, offer: &OfferRow, event: OfferEvent, by: Party, reason: &str) -> Result<bool> {
    let Some(to) = step(offer, event, by, tx.now)? else { return Ok(false) };
    queries::decide(tx, offer.id, to, reason).await?;
    announce_in(tx, offer, event).await?;
    Ok(true)
}

/// The act's last step: both sides' cards read again, and the transaction log has a line.
pub async fn announce_in(tx: &mut Tx, offer: &OfferRow, event: OfferEvent) -> Result<()> {
    publish_in(tx, offer.id, offer.seller, offer.buyer).await?;
    let action = format!("{event}_offer");
    outbox::record_in(tx, &action, "offer", Some(offer.id.0), figures(offer)).await
}

pub async fn publish_in(tx: &mut Tx, offer: OfferId, seller: SellerId, buyer: UserId) -> Result<()> {
    let team = orders::queries::seller_people(tx, seller).await?;
    let topics: Vec<Topic> = team.into_iter().chain([buyer]).map(Topic::User).collect();
    outbox::publish_in(tx, &topics, Subject::Offer, Some(offer.0)).await
}
