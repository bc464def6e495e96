//! What the card and the page show.

use super::{
    core::status_at,
    party_of,
    queries::{self, Shown},
};
use crate::{Result, Tx, catalogue::products_in, checkout::Ways, wallets};
use model::{
    Actor, Money, OfferId, Party, Problem,
    offers::{OfferOrder, OfferPage, OfferStep, OfferTill, OfferVersion, OfferView, OfferedProduct},
    orders::SellerFace,
    problem::Text,
    text,
};

/// One delivery, which carries the offer's own title.
pub fn is_single(steps: &[OfferStep], title: &str) -> bool {
    matches!(steps, [only] if only.title == title)
}

pub async fn offer_in(tx: &mut Tx, actor: &Actor, offer: OfferId) -> Result<OfferView> {
    actor.signed_in()?;
    let row = queries::shown(tx, offer).await?.ok_or(Problem::NotFound)?;
    let viewer = party_of(actor, row.buyer, row.seller)?;
    let steps = queries::steps(tx, offer, row.currency).await?;
    Ok(view(row, viewer, steps, tx.now))
}

fn view(row: Shown, viewer: Party, steps: Vec<OfferStep>, now: model::Moment) -> OfferView {
    let order = match (row.order, row.order_number, row.order_status, row.group, row.group_status) {
        (Some(id), Some(number), Some(status), Some(group), Some(group_status)) => {
            Some(OfferOrder { id, number, status, group, group_status })
        }
        _ => None,
    };
    OfferView {
        id: row.id,
        chat: row.chat,
        version: row.version,
        status: status_at(row.status, row.expires_at, now),
        viewer,
        title: row.title,
        description: row.description,
        product: OfferedProduct { id: row.product, slug: row.product_slug, name: row.product_name },
        seller: SellerFace { id: row.seller, slug: row.seller_slug, name: row.seller_name },
        client: row.buyer_name,
        price: Money::new(row.price, row.currency),
        steps,
        revisions: row.revisions,
        asks: row.ask_intake,
        sent_at: row.created_at,
        expires_at: row.expires_at,
        decided_at: row.decided_at,
        reason: row.reason,
        replaced_by: row.replaced_by,
        order,
    }
}

pub async fn page_in(tx: &mut Tx, actor: &Actor, offer: OfferId, ways: Option<Ways>) -> Result<OfferPage> {
    let offer = offer_in(tx, actor, offer).await?;
    let now = tx.now;
    let versions = queries::versions(tx, offer.id)
        .await?
        .into_iter()
        .map(|(version, expires_at)| OfferVersion { status: status_at(version.status, expires_at, now), ..version })
        .collect();
    let till = match ways.filter(|_| offer.viewer == Party::Client && offer.status.is_open()) {
        Some(ways) => Some(OfferTill {
            wallet: wallets::balance_in(tx, actor.user_id()?, offer.price.currency).await?,
            gateways: ways.gateways,
            methods: ways.methods,
            obstacle: obstacle_in(tx, actor, &offer).await?,
        }),
        None => None,
    };
    Ok(OfferPage { offer, versions, till })
}

/// Why accepting would be refused just now.
async fn obstacle_in(tx: &mut Tx, actor: &Actor, offer: &OfferView) -> Result<Option<Text>> {
    if actor.sells_for(offer.seller.id) {
        return Ok(Some(text!(
            "You work for this seller; you cannot buy from yourself.",
            "Sie arbeiten für diesen Anbieter; bei sich selbst können Sie nicht kaufen."
        )));
    }
    let products = products_in(tx, &[offer.product.id]).await?;
    Ok(match products.first().map(|product| product.for_sale()) {
        Some(Err(Problem::Conflict(why))) => Some(why),
        _ => None,
    })
}
