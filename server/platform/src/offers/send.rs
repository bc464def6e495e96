//! The seller's side: the form, and sending an offer or the next version of one into the room.

use super::{
    core::{self, OfferRow},
    party_of,
    queries::{self, NewOffer, Room},
    view,
};
use crate::{Result, Tx, catalogue::products_in, chats, clock::new_id, notifications};
use model::{
    Actor, ChatId, OfferId, Party, Permission, Problem,
    chats::ChatKind,
    notifications::{NoticeKind, NoticeParams},
    offers::{
        MAX_OPEN, MAX_VERSIONS, OfferDraft, OfferEvent, OfferFormView, OfferRequest, OfferStatus, OfferTerms, StepDraft,
    },
    payments::rules::check_key,
    text,
};

/// The room, for the seller's people only.
async fn room_in(tx: &mut Tx, actor: &Actor, chat: ChatId) -> Result<Room> {
    actor.signed_in()?;
    let room = queries::room(tx, chat).await?.ok_or(Problem::NotFound)?;
    match party_of(actor, room.buyer, room.seller)? {
        // an offer binds the seller to a price: for whoever may make their products
        Party::Seller => actor.require(Permission::ProductCreate).map(|_| room).map_err(Into::into),
        // staff see an order's room, and no question before buying
        Party::Staff if room.kind != ChatKind::Order => Err(Problem::NotFound.into()),
        _ => Err(Problem::NotAllowed.into()),
    }
}

pub async fn form_in(tx: &mut Tx, actor: &Actor, chat: ChatId, replaces: Option<OfferId>) -> Result<OfferFormView> {
    let room = room_in(tx, actor, chat).await?;
    let key = format!("offer-{}", uuid::Uuid::now_v7().simple());
    let (product, mut draft) = match replaces {
        None => (
            room.product,
            OfferDraft { revisions: "1".to_owned(), valid_days: "14".to_owned(), ..OfferDraft::default() },
        ),
        Some(id) => {
            let before = version_before_in(tx, actor, chat, id).await?;
            (Some(before.product), draft_of_in(tx, &before).await?)
        }
    };
    let currency = queries::currency(tx, room.seller, product).await?;
    let products = queries::products(tx, room.seller, currency).await?;
    if draft.product.is_empty() {
        let first = product.filter(|id| products.iter().any(|product| product.id == *id));
        draft.product =
            first.or(products.first().map(|product| product.id)).map(|id| id.to_string()).unwrap_or_default();
    }
    draft.key = key;
    Ok(OfferFormView { chat, client: room.buyer_name, products, currency, replaces, draft })
}

/// The client's wish as the message that it becomes.
pub async fn request_in(tx: &mut Tx, actor: &Actor, chat: ChatId, request: &OfferRequest) -> Result<String> {
    actor.signed_in()?;
    let room = queries::room(tx, chat).await?.ok_or(Problem::NotFound)?;
    match party_of(actor, room.buyer, room.seller)? {
        Party::Client => {}
        Party::Staff if room.kind != ChatKind::Order => return Err(Problem::NotFound.into()),
        _ => return Err(Problem::NotAllowed.into()),
    }
    let currency = queries::currency(tx, room.seller, room.product).await?;
    Ok(request.message(currency, tx.now.date(), actor.lang)?)
}

/// What a change begins with: everything as it was, open for as long again.
async fn draft_of_in(tx: &mut Tx, before: &OfferRow) -> Result<OfferDraft> {
    let steps = queries::steps(tx, before.id, before.currency).await?;
    let single = view::is_single(&steps, &before.title);
    let days: i32 = steps.iter().map(|step| step.days).sum();
    let milestones = if single { &[][..] } else { &steps[..] };
    Ok(OfferDraft {
        key: String::new(),
        product: before.product.to_string(),
        title: before.title.clone(),
        description: before.description.clone(),
        price: before.money().to_decimal(),
        days: days.to_string(),
        milestones: milestones
            .iter()
            .map(|step| StepDraft {
                title: step.title.clone(),
                amount: step.amount.to_decimal(),
                days: step.days.to_string(),
            })
            .collect(),
        revisions: before.revisions.to_string(),
        ask_intake: before.ask_intake,
        valid_days: (before.expires_at - before.created_at).whole_days().max(1).to_string(),
    })
}

/// The open offer of this room that is changed.
async fn version_before_in(tx: &mut Tx, actor: &Actor, chat: ChatId, id: OfferId) -> Result<OfferRow> {
    let (before, party) = core::lock_in(tx, actor, id).await?;
    if before.chat != chat {
        return Err(Problem::NotFound.into());
    }
    if core::step(&before, OfferEvent::Supersede, party, tx.now)?.is_none() {
        return Err(OfferStatus::Superseded.over().into());
    }
    if before.version >= MAX_VERSIONS {
        return Err(Problem::Conflict(text!(
            "This offer was changed {MAX_VERSIONS} times. Withdraw it and make a new one.",
            "Dieses Angebot wurde {MAX_VERSIONS}-mal geändert. Ziehen Sie es zurück und machen Sie ein neues."
        ))
        .into());
    }
    Ok(before)
}

pub async fn send_in(
    tx: &mut Tx,
    actor: &Actor,
    chat: ChatId,
    replaces: Option<OfferId>,
    draft: &OfferDraft,
) -> Result<OfferId> {
    check_key(&draft.key)?;
    let room = room_in(tx, actor, chat).await?;
    let user = actor.user_id()?;
    queries::hold_room(tx, chat).await?;
    if let Some((offer, there)) = queries::of_key(tx, user, &draft.key).await? {
        return if there == chat { Ok(offer) } else { Err(Problem::NotFound.into()) };
    }
    let before = match replaces {
        Some(id) => Some(version_before_in(tx, actor, chat, id).await?),
        None => None,
    };
    let terms = terms_in(tx, &room, draft).await?;
    if before.is_none() && queries::count_open(tx, chat).await? >= MAX_OPEN {
        return Err(Problem::Conflict(text!(
            "{MAX_OPEN} offers of this conversation wait for an answer. Withdraw or change one of them.",
            "{MAX_OPEN} Angebote dieser Unterhaltung warten auf Antwort. Ziehen Sie eines zurück oder ändern Sie es."
        ))
        .into());
    }
    let id: OfferId = new_id();
    if let Some(before) = &before {
        queries::decide(tx, before.id, OfferStatus::Superseded, "").await?;
        core::announce_in(tx, before, OfferEvent::Supersede).await?;
    }
    let new = NewOffer {
        id,
        chat,
        seller: room.seller,
        buyer: room.buyer,
        made_by: user,
        version: before.as_ref().map_or(1, |before| before.version + 1),
        replaces: before.as_ref().map(|before| before.id),
        key: &draft.key,
        terms: &terms,
    };
    queries::insert(tx, &new).await?;
    chats::post_card_in(tx, chat, user, chats::CardKind::Offer, id.0).await?;
    tell_in(tx, &room, &new).await?;
    Ok(id)
}

/// The draft read in the currency of its product, which must be one of this seller's that is for sale.
async fn terms_in(tx: &mut Tx, room: &Room, draft: &OfferDraft) -> Result<OfferTerms> {
    let mut found = match draft.product() {
        Ok(id) => products_in(tx, &[id]).await?,
        Err(_) => Vec::new(),
    };
    let product = found.pop().filter(|product| product.row.seller_id == room.seller);
    let currency = match &product {
        Some(product) => product.offer.currency,
        None => queries::currency(tx, room.seller, room.product).await?,
    };
    let mut terms = draft.read(currency)?;
    let product = product.ok_or_else(|| {
        Problem::invalid(
            "draft.product",
            text!("Choose one of your own services.", "Wählen Sie eine Ihrer eigenen Leistungen."),
        )
    })?;
    if let Err(Problem::Conflict(why)) = product.for_sale() {
        return Err(Problem::invalid("draft.product", why).into());
    }
    terms.ask_intake &= !product.intake.is_empty();
    Ok(terms)
}

async fn tell_in(tx: &mut Tx, room: &Room, new: &NewOffer<'_>) -> Result<()> {
    core::publish_in(tx, new.id, new.seller, new.buyer).await?;
    let terms = new.terms;
    let log = serde_json::json!({"version": new.version, "price": terms.price.minor, "currency": terms.price.currency});
    crate::outbox::record_in(tx, "send_offer", "offer", Some(new.id.0), log).await?;
    let notice =
        NoticeParams::of(terms.title.clone()).by(room.seller_name.clone()).amount(terms.price).days(terms.valid_days);
    let link = format!("/offers/{}", new.id);
    notifications::notify_in(tx, new.buyer, NoticeKind::OfferReceived, notice, &link).await
}
