//! A product under review: what is handed in, and what its review does to it. The door between the catalogue and the reviews.

use super::{
    categories::tree_in,
    lifecycle,
    load::{Loaded, products_in},
    queries::write as queries,
    save::draft_of,
};
use crate::{
    Result, Tx,
    reviews::{self, OpenReview},
};
use model::{
    Problem, ProductId,
    catalogue::{ProductDraft, ProductEvent as Event},
    reviews::{Check, FieldChange, ProductFacts, ReviewSubject, product_changes, product_checks},
};

/// The product by itself: before its review is locked.
pub(crate) async fn lock_in(tx: &mut Tx, id: ProductId) -> Result<()> {
    queries::lock(tx, id).await
}

/// Opens the review of what was handed in just now.
pub(super) async fn hand_in(tx: &mut Tx, product: &Loaded) -> Result<()> {
    let (changes, checks) = compare_in(tx, product).await?;
    let author = tx.user.ok_or(Problem::SignInNeeded)?;
    let rule = reviews::rule_in(tx, ReviewSubject::Product).await?;
    let open = OpenReview {
        subject: ReviewSubject::Product,
        subject_id: product.row.id.0,
        version: product.row.version,
        title: product.row.name.clone(),
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
    let product = products_in(tx, &[id]).await?.pop().ok_or(Problem::NotFound)?;
    let (changes, checks) = compare_in(tx, &product).await?;
    reviews::subject_changed_in(tx, ReviewSubject::Product, id.0, product.row.version, changes, checks).await
}

/// Keeps what the shop showed, as it leaves the shop.
pub(super) async fn keep_published_in(tx: &mut Tx, product: &Loaded) -> Result<()> {
    let draft = draft_of(tx, product).await?;
    queries::set_last_published(tx, product.row.id, &draft).await
}

async fn compare_in(tx: &mut Tx, product: &Loaded) -> Result<(Vec<FieldChange>, Vec<Check>)> {
    let row = &product.row;
    let draft = draft_of(tx, product).await?;
    let before: Option<ProductDraft> = queries::last_published(tx, row.id).await?;
    let tree = tree_in(tx).await?;
    let named = |id| {
        let name = tree.iter().find(|category| category.id == id).map(|category| &category.name);
        name.map(|name| if name.en == name.de { name.en.clone() } else { format!("{} / {}", name.en, name.de) })
            .unwrap_or_default()
    };
    let changes = product_changes(before.as_ref(), &draft, row.currency, named);
    let facts = ProductFacts {
        missing: draft.read(row.currency, true).err().map_or(0, |errors| errors.0.len()),
        price: row.price,
        usual_price: queries::usual_price(tx, row.id, row.category_id, row.pricing).await?,
    };
    Ok((changes, product_checks(&draft, &facts, row.currency)))
}

/// Its review was merged.
pub(crate) async fn published_by_review_in(tx: &mut Tx, id: ProductId) -> Result<()> {
    lifecycle::judged_in(tx, id, Event::Approve, "").await
}

/// Its review was rejected.
pub(crate) async fn returned_by_review_in(tx: &mut Tx, id: ProductId, reason: &str) -> Result<()> {
    lifecycle::judged_in(tx, id, Event::Return, reason).await
}
