//! A product under review: what is handed in, and what its review does to it. The door between the catalogue and the reviews.

use super::{
    categories::tree_in,
    lifecycle,
    load::{Loaded, products_in},
    queries::{parts, waiting as queries, write},
    save::{draft_of, lowest, write_in},
};
use crate::{
    Result, Tx, notifications, outbox,
    reviews::{self, OpenReview},
};
use model::{
    Problem, ProductId,
    catalogue::{ProductDraft, ProductEvent as Event},
    notifications::{NoticeKind, NoticeParams},
    reviews::{Check, FieldChange, ProductFacts, ReviewSubject, product_changes, product_checks},
};
use serde_json::json;

/// The product by itself: before its review is locked.
pub(crate) async fn lock_in(tx: &mut Tx, id: ProductId) -> Result<()> {
    write::lock(tx, id).await
}

/// Opens the review of what was handed in just now, or goes on with the one that there is.
pub(super) async fn hand_in(tx: &mut Tx, product: &Loaded) -> Result<()> {
    let Compared { title, changes, checks } = compare_in(tx, product).await?;
    let author = tx.user.ok_or(Problem::SignInNeeded)?;
    let rule = reviews::rule_in(tx, ReviewSubject::Product).await?;
    let open = OpenReview {
        subject: ReviewSubject::Product,
        subject_id: product.row.id.0,
        version: product.row.version,
        title,
        author,
        parties: queries::team(tx, product.row.seller_id).await?,
        changes,
        checks,
        rule,
    };
    reviews::open_in(tx, open).await?;
    Ok(())
}

/// It was saved while it is under review: who looked at it looks again.
pub(super) async fn changed_in(tx: &mut Tx, id: ProductId) -> Result<()> {
    if reviews::version_in(tx, ReviewSubject::Product, id.0).await?.is_none() {
        return Ok(());
    }
    let product = products_in(tx, &[id]).await?.pop().ok_or(Problem::NotFound)?;
    let Compared { changes, checks, .. } = compare_in(tx, &product).await?;
    reviews::subject_changed_in(tx, ReviewSubject::Product, id.0, product.row.version, changes, checks).await
}

/// A seller's change to what the shop shows: kept, and handed in for review. The new version; `None` when somebody else
/// saved in between.
pub(super) async fn propose_in(tx: &mut Tx, product: &Loaded, draft: &ProductDraft) -> Result<Option<i32>> {
    let id = product.row.id;
    let Some(next) = queries::set_pending(tx, id, product.row.version, draft).await? else { return Ok(None) };
    let files: Vec<_> = draft.media.iter().map(|picture| picture.file).chain(draft.cover).collect();
    parts::attach(tx, &files).await?;
    outbox::record_in(tx, "propose_product", "product", Some(id.0), json!({ "version": next })).await?;
    let product = products_in(tx, &[id]).await?.pop().ok_or(Problem::NotFound)?;
    hand_in(tx, &product).await?;
    Ok(Some(next))
}

/// Its seller takes back what waits; the shop shows what it showed. False when nothing waits.
pub(super) async fn discard_in(tx: &mut Tx, id: ProductId) -> Result<bool> {
    if queries::pending(tx, id).await?.is_none() {
        return Ok(false);
    }
    queries::clear_pending(tx, id).await?;
    reviews::withdraw_in(tx, ReviewSubject::Product, id.0).await?;
    outbox::record_in(tx, "discard_product_changes", "product", Some(id.0), json!({})).await?;
    Ok(true)
}

/// It leaves the shop: what the shop showed is kept to compare with, and what waited is what its seller goes on with.
pub(super) async fn leave_shop_in(tx: &mut Tx, product: &Loaded) -> Result<()> {
    let id = product.row.id;
    let draft = draft_of(tx, product).await?;
    queries::set_last_published(tx, id, &draft).await?;
    if let Some(draft) = queries::pending(tx, id).await? {
        write_in(tx, product, &draft).await?;
        queries::drop_pending(tx, id).await?;
        reviews::withdraw_in(tx, ReviewSubject::Product, id.0).await?;
    }
    Ok(())
}

struct Compared {
    title: String,
    changes: Vec<FieldChange>,
    checks: Vec<Check>,
}

/// What waits beside what the shop shows; or what is handed in beside what it showed last.
async fn compare_in(tx: &mut Tx, product: &Loaded) -> Result<Compared> {
    let row = &product.row;
    let now = draft_of(tx, product).await?;
    let (before, after) = match queries::pending(tx, row.id).await? {
        Some(pending) => (Some(now), pending),
        None => (queries::last_published(tx, row.id).await?, now),
    };
    let tree = tree_in(tx).await?;
    let named = |id| {
        let name = tree.iter().find(|category| category.id == id).map(|category| &category.name);
        name.map(|name| if name.en == name.de { name.en.clone() } else { format!("{} / {}", name.en, name.de) })
            .unwrap_or_default()
    };
    let changes = product_changes(before.as_ref(), &after, row.currency, named);
    let read = after.read(row.currency, true);
    let facts = ProductFacts {
        missing: read.as_ref().err().map_or(0, |errors| errors.0.len()),
        price: read.as_ref().map_or(row.price, |content| lowest(content, row.currency)),
        usual_price: queries::usual_price(tx, row.id, row.category_id, row.pricing).await?,
    };
    let checks = product_checks(&after, &facts, row.currency);
    Ok(Compared { title: after.name, changes, checks })
}

/// Its review was merged: into the shop, or what waited in place of what the shop shows.
pub(crate) async fn published_by_review_in(tx: &mut Tx, id: ProductId) -> Result<()> {
    let Some(draft) = queries::pending(tx, id).await? else {
        return lifecycle::judged_in(tx, id, Event::Approve, "").await;
    };
    let product = products_in(tx, &[id]).await?.pop().ok_or(Problem::NotFound)?;
    let version = write_in(tx, &product, &draft).await?;
    queries::clear_pending(tx, id).await?;
    outbox::record_in(tx, "publish_product_changes", "product", Some(id.0), json!({ "version": version })).await?;
    told_in(tx, &product, NoticeKind::ProductPublished, "").await
}

/// Its review was rejected. What the shop shows stays there; what waited stays with its seller.
pub(crate) async fn returned_by_review_in(tx: &mut Tx, id: ProductId, reason: &str) -> Result<()> {
    if queries::pending(tx, id).await?.is_none() {
        return lifecycle::judged_in(tx, id, Event::Return, reason).await;
    }
    let product = products_in(tx, &[id]).await?.pop().ok_or(Problem::NotFound)?;
    queries::note_pending(tx, id, reason).await?;
    told_in(tx, &product, NoticeKind::ProductReturned, reason).await
}

async fn told_in(tx: &mut Tx, product: &Loaded, kind: NoticeKind, reason: &str) -> Result<()> {
    let mut about = NoticeParams::of(product.row.name.clone());
    if !reason.is_empty() {
        about = about.reason(reason);
    }
    let link = format!("/sell/products/{}", product.row.id);
    super::save::tell(tx, product.row.id).await?;
    notifications::notify_team_in(tx, product.row.seller_id, kind, &about, &link).await
}
