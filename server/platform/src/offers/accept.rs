//! The client's yes: one checkout with one order, placed by the till's own code. Its key is the offer's id, so that the
//! database itself holds that an offer becomes an order once.

use super::core::{self, OfferRow};
use super::queries;
use crate::{
    Result, Tx,
    catalogue::{Agreed, PricedItem, load_agreed_in},
    checkout::{NewOrder, Piece, open_group_in, place_order_in},
    notifications,
    orders::core::at_most,
};
use model::{
    Actor, Bps, Money, OfferId, OrderGroupId, Problem,
    catalogue::PlannedMilestone,
    intake::Answers,
    notifications::NoticeKind,
    offers::{AcceptOffer, OfferEvent, OfferStep},
    text,
};
use serde_json::json;

/// The checkout of this offer: a new one, or the one that accepting made before.
pub async fn accept_in(tx: &mut Tx, actor: &Actor, offer: OfferId, wanted: &AcceptOffer) -> Result<OrderGroupId> {
    let note = at_most("note", &wanted.note, 4_000)?;
    let (offer, party) = core::lock_in(tx, actor, offer).await?;
    if core::step(&offer, OfferEvent::Accept, party, tx.now)?.is_none() {
        return again_in(tx, &offer).await;
    }
    if actor.sells_for(offer.seller) {
        return Err(Problem::Conflict(text!(
            "You work for this seller; you cannot buy from yourself.",
            "Sie arbeiten für diesen Anbieter; bei sich selbst können Sie nicht kaufen."
        ))
        .into());
    }
    let price = offer.money();
    if wanted.expected.is_some_and(|expected| expected != price.minor) {
        return Err(Problem::Conflict(text!(
            "This is not the price of the offer. Look at it again.",
            "Das ist nicht der Preis des Angebots. Sehen Sie es sich noch einmal an."
        ))
        .into());
    }
    let steps = queries::steps(tx, offer.id, offer.currency).await?;
    let item = item_in(tx, &offer, &steps).await?;
    let buyer = actor.user_id()?;
    let (group, _) = open_group_in(tx, buyer, price, &format!("offer:{}", offer.id)).await?;
    let piece = Piece {
        item: &item,
        name: offer.title.clone(),
        answers: &Answers::default(),
        steps: item.milestone_plan.iter().cloned().zip(steps.iter().map(|step| step.amount)).collect(),
        agreed: json!({
            "offer": offer.id,
            "version": offer.version,
            "description": offer.description,
            "sent_at": offer.created_at.unix_timestamp(),
            "accepted_at": tx.now.unix_timestamp(),
        }),
    };
    let order =
        NewOrder { group, seller: offer.seller, title: &offer.title, total: price, note: &note, event: "accept_offer" };
    let order = place_order_in(tx, actor, &order, &[piece]).await?;
    queries::accept(tx, offer.id, group, order).await?;
    let notice = offer.notice().by(actor.signed_in()?.name.clone());
    let link = format!("/sell/orders/{order}");
    notifications::notify_team_in(tx, offer.seller, NoticeKind::OfferAccepted, &notice, &link).await?;
    core::announce_in(tx, &offer, OfferEvent::Accept).await?;
    Ok(group)
}

/// Accepted before: its checkout is paid or can be paid, unless it was left unpaid too long.
async fn again_in(tx: &mut Tx, offer: &OfferRow) -> Result<OrderGroupId> {
    let group = offer.group.ok_or(Problem::NotFound)?;
    if queries::is_cancelled(tx, group).await? {
        return Err(Problem::Conflict(text!(
            "The order of this offer was cancelled without a payment. Ask the seller for a new offer.",
            "Der Auftrag zu diesem Angebot wurde ohne Zahlung storniert. Bitten Sie den Anbieter um ein neues Angebot."
        ))
        .into());
    }
    Ok(group)
}

/// The product on the offer's terms; refused while it is not for sale.
async fn item_in(tx: &mut Tx, offer: &OfferRow, steps: &[OfferStep]) -> Result<PricedItem> {
    let agreed = Agreed {
        title: &offer.title,
        price: offer.money(),
        plan: plan(steps, offer.money()),
        revisions: offer.revisions,
        ask_intake: offer.ask_intake,
    };
    load_agreed_in(tx, offer.product, agreed).await
}

/// The milestones as a plan of shares, which sum to the whole; the amounts themselves are the offer's.
fn plan(steps: &[OfferStep], price: Money) -> Vec<PlannedMilestone> {
    let weights: Vec<i64> = steps.iter().map(|step| step.amount.minor).collect();
    let shares = Money::new(10_000, price.currency).split(&weights).unwrap_or_default();
    let share = |index: usize| shares.get(index).and_then(|share| i32::try_from(share.minor).ok()).unwrap_or(0);
    steps
        .iter()
        .enumerate()
        .map(|(index, step)| PlannedMilestone {
            title: step.title.clone(),
            description: String::new(),
            share_bps: Bps(share(index)),
            days: step.days,
        })
        .collect()
}
