//! A custom offer that waits for the client: made in the conversation about the brand guide, and changed once.

use super::{cast::Cast, clock::StoryClock, products};
use crate::Platform;
use anyhow::{Context, Result};
use model::{
    Moment, OfferId,
    catalogue::Catalogue,
    chats::Chats,
    offers::{OfferDraft, Offers, StepDraft},
};
use time::Duration;

/// Sends both versions into the room that is there already.
pub async fn make(p: &Platform, clock: &StoryClock, cast: &Cast, now: Moment) -> Result<()> {
    let item = products::all().find(|item| item.slug().starts_with("brand-guide")).context("the brand guide")?;
    let (client, seller) = (&cast.clients[0], cast.seller(item.by)?);
    let product = p.product(client, &item.slug()).await?.id;
    let Some(room) = p.question_about(client, product).await? else { return Ok(()) };
    clock.move_to(now - Duration::hours(19));
    let first = OfferDraft {
        key: "demo-offer-1".to_owned(),
        product: product.to_string(),
        title: "Brand guide with embroidery files".to_owned(),
        description: "The brand guide as on its page, and the sewing machine's files for one mark in two sizes.\nOne test patch on your own apron fabric is included."
            .to_owned(),
        price: "640".to_owned(),
        days: "12".to_owned(),
        revisions: "2".to_owned(),
        ask_intake: true,
        valid_days: "14".to_owned(),
        ..OfferDraft::default()
    };
    let sent = p.send_offer(seller, room, None, first.clone()).await?;
    clock.move_to(now - Duration::hours(18));
    change(p, cast, item.by, sent, first).await
}

/// The same in two parts, so that the guide can be used before the aprons are sewn.
async fn change(p: &Platform, cast: &Cast, by: products::Shop, sent: OfferId, first: OfferDraft) -> Result<()> {
    let seller = cast.seller(by)?;
    let room = p.offer(seller, sent).await?.chat;
    let step = |title: &str, amount: &str, days: &str| StepDraft {
        title: title.to_owned(),
        amount: amount.to_owned(),
        days: days.to_owned(),
    };
    let second = OfferDraft {
        key: "demo-offer-2".to_owned(),
        price: String::new(),
        days: String::new(),
        milestones: vec![step("Brand guide", "480", "8"), step("Embroidery files and test patch", "140", "5")],
        ..first
    };
    p.send_offer(seller, room, Some(sent), second).await?;
    Ok(())
}
