//! A product's states: publishing, review, pausing, the archive. Each change leaves a row in `product_events`.

use super::{
    load::{Loaded, products_in},
    queries::write as queries,
    reviewed,
    save::tell,
};
use crate::{Result, Settings, Tx, notifications, outbox, reviews};
use model::{
    Actor, Machine, Party, Permission, Problem, ProductId, Step,
    catalogue::{ProductEvent as Event, ProductStatus},
    notifications::{NoticeKind, NoticeParams},
    reviews::ReviewSubject,
    text,
};
use serde_json::json;

/// Staff who may publish or return what others made.
pub fn moderator(actor: &Actor) -> Result<(), Problem> {
    let user = actor.signed_in()?;
    let staff = user.superadmin
        || actor.is_staff() && (actor.has(Permission::CatalogueManage) || actor.has(Permission::ProductPublish));
    if staff { Ok(()) } else { Err(Problem::NotAllowed) }
}

/// Publishes, or hands in for review where the project reviews products. Names what is missing.
pub async fn publish_in(tx: &mut Tx, actor: &Actor, id: ProductId) -> Result<ProductStatus> {
    let product = load_for(tx, actor, id, Event::Publish).await?;
    if matches!(product.row.status, ProductStatus::Published | ProductStatus::InReview) {
        return Ok(product.row.status);
    }
    let draft = super::save::edit_in(tx, actor, id).await?;
    if !draft.missing.is_empty() {
        return Err(Problem::Invalid(draft.missing).into());
    }
    if product.row.seller_status != "open" {
        return Err(Problem::Conflict(text!(
            "Your shop is not open yet. An admin of the project approves it; then you can publish.",
            "Ihr Shop ist noch nicht offen. Ein Admin des Projekts gibt ihn frei; dann können Sie veröffentlichen."
        ))
        .into());
    }
    let event = if product.row.review_products { Event::Submit } else { Event::Publish };
    step_in(tx, actor, &product, event, "").await
}

/// The staff's one button: their approval and the publishing, where the project's rule asks for no more than that.
pub async fn approve_in(tx: &mut Tx, settings: &Settings, actor: &Actor, id: ProductId) -> Result<()> {
    let product = load_for(tx, actor, id, Event::Approve).await?;
    match product.row.status {
        ProductStatus::Published => Ok(()),
        ProductStatus::InReview => {
            may_judge(actor, &product, Event::Approve)?;
            reviews::approve_in(tx, settings, actor, ReviewSubject::Product, id.0).await
        }
        // not handed in: the machine says so
        _ => step_in(tx, actor, &product, Event::Approve, "").await.map(|_| ()),
    }
}

/// Sends back to its seller, who reads the reason. What is under review, by its review's rule.
pub async fn return_in(tx: &mut Tx, settings: &Settings, actor: &Actor, id: ProductId, reason: &str) -> Result<()> {
    let reason = reason.trim();
    if !(5..=2_000).contains(&reason.chars().count()) {
        return Err(Problem::invalid(
            "reason",
            text!(
                "Say what must change, in 5 to 2,000 characters.",
                "Sagen Sie, was sich ändern muss, mit 5 bis 2.000 Zeichen."
            ),
        )
        .into());
    }
    let product = load_for(tx, actor, id, Event::Return).await?;
    if product.row.status == ProductStatus::InReview {
        may_judge(actor, &product, Event::Return)?;
        return reviews::reject_in(tx, settings, actor, ReviewSubject::Product, id.0, reason).await;
    }
    step_in(tx, actor, &product, Event::Return, reason).await.map(|_| ())
}

/// The machine's own word on who judges: nobody whose seller it is.
fn may_judge(actor: &Actor, product: &Loaded, event: Event) -> Result<()> {
    let party = party(actor, product, event).ok_or(Problem::NotFound)?;
    product.row.status.step(event, party)?;
    Ok(())
}

/// What its review decided. Who may decide was asked there.
pub async fn judged_in(tx: &mut Tx, id: ProductId, event: Event, reason: &str) -> Result<()> {
    let product = products_in(tx, &[id]).await?.pop().ok_or(Problem::NotFound)?;
    moved_in(tx, &product, event, Party::Staff, reason).await.map(|_| ())
}

/// Back from review: what was handed in, or the changes that wait.
pub async fn withdraw_in(tx: &mut Tx, actor: &Actor, id: ProductId) -> Result<()> {
    let product = load_for(tx, actor, id, Event::Withdraw).await?;
    if is_shown(product.row.status) && party(actor, &product, Event::Withdraw) == Some(Party::Seller) {
        if reviewed::discard_in(tx, id).await? {
            tell(tx, id).await?;
        }
        return Ok(());
    }
    step_in(tx, actor, &product, Event::Withdraw, "").await.map(|_| ())
}

/// Any other event.
pub async fn move_in(tx: &mut Tx, actor: &Actor, id: ProductId, event: Event, reason: &str) -> Result<()> {
    let product = load_for(tx, actor, id, event).await?;
    step_in(tx, actor, &product, event, reason).await?;
    Ok(())
}

/// The product, if the actor may do this to it; a stranger does not learn that it exists.
async fn load_for(tx: &mut Tx, actor: &Actor, id: ProductId, event: Event) -> Result<Loaded> {
    actor.signed_in()?;
    queries::lock(tx, id).await?;
    let product = products_in(tx, &[id]).await?.pop().ok_or(Problem::NotFound)?;
    let party = party(actor, &product, event).ok_or(Problem::NotFound)?;
    if party == Party::Seller && !actor.has(Permission::ProductPublish) {
        return Err(Problem::NotAllowed.into());
    }
    Ok(product)
}

/// As whom the actor acts. Judging one's own work is nobody's.
fn party(actor: &Actor, product: &Loaded, event: Event) -> Option<Party> {
    let own = actor.sells_for(product.row.seller_id);
    let judges = matches!(event, Event::Approve | Event::Return);
    match (own, moderator(actor).is_ok()) {
        (true, _) if !judges => Some(Party::Seller),
        (false, true) => Some(Party::Staff),
        // known to them, but not theirs to judge: the machine refuses sellers
        (true, _) => Some(Party::Seller),
        _ => None,
    }
}

async fn step_in(tx: &mut Tx, actor: &Actor, product: &Loaded, event: Event, reason: &str) -> Result<ProductStatus> {
    let party = party(actor, product, event).ok_or(Problem::NotFound)?;
    moved_in(tx, product, event, party, reason).await
}

async fn moved_in(tx: &mut Tx, product: &Loaded, event: Event, party: Party, reason: &str) -> Result<ProductStatus> {
    let (id, from) = (product.row.id, product.row.status);
    let to = match from.step(event, party)? {
        Step::AlreadyApplied => return Ok(from),
        Step::To(to) => to,
    };
    queries::set_status(tx, id, from, to, event, reason).await?;
    outbox::record_in(tx, &format!("{event}_product"), "product", Some(id.0), json!({ "from": from, "to": to }))
        .await?;
    if is_shown(from) && !is_shown(to) {
        reviewed::leave_shop_in(tx, product).await?;
    }
    match event {
        Event::Submit => reviewed::hand_in(tx, product).await?,
        Event::Withdraw => reviews::withdraw_in(tx, ReviewSubject::Product, id.0).await?,
        _ => {}
    }
    tell(tx, id).await?;
    notify_in(tx, product, event, reason).await?;
    Ok(to)
}

/// In the shop, even where it cannot be ordered just now.
const fn is_shown(status: ProductStatus) -> bool {
    matches!(status, ProductStatus::Published | ProductStatus::Paused)
}

/// The seller hears what became of it. Reviewers hear of what was handed in by its review.
async fn notify_in(tx: &mut Tx, product: &Loaded, event: Event, reason: &str) -> Result<()> {
    let about = NoticeParams::of(product.row.name.clone());
    let link = format!("/sell/products/{}", product.row.id);
    match event {
        Event::Approve => {
            notifications::notify_team_in(tx, product.row.seller_id, NoticeKind::ProductPublished, &about, &link).await
        }
        Event::Return => {
            notifications::notify_team_in(
                tx,
                product.row.seller_id,
                NoticeKind::ProductReturned,
                &about.reason(reason),
                &link,
            )
            .await
        }
        _ => Ok(()),
    }
}
