//! The seller's wizard: reading a product into a draft, making one, saving with a version.

use super::{
    categories::tree_in,
    load::{Loaded, products_in},
    queries::{parts, waiting, write as queries},
    reviewed,
};
use crate::{Error, Result, Tx, clock::new_id, outbox};
use model::{
    Actor, Money, Permission, Problem, ProductId, SellerId,
    catalogue::{
        AddonDraft, EditProduct, MilestoneDraft, PackageDraft, PricingKind, ProductContent, ProductDraft,
        ProductStatus, Tier, cover_url,
    },
    events::{Subject, Topic},
    text,
};
use serde_json::json;

/// The product if the actor may change it; `NotFound` for everybody else.
pub(super) async fn mine_in(tx: &mut Tx, actor: &Actor, id: ProductId) -> Result<Loaded> {
    let product = products_in(tx, &[id]).await?.pop().ok_or(Problem::NotFound)?;
    if actor.sells_for(product.row.seller_id) || actor.has(Permission::CatalogueManage) {
        Ok(product)
    } else {
        Err(Problem::NotFound.into())
    }
}

pub async fn edit_in(tx: &mut Tx, actor: &Actor, id: ProductId) -> Result<EditProduct> {
    let product = mine_in(tx, actor, id).await?;
    let pending = waiting::pending(tx, id).await?;
    let is_pending = pending.is_some();
    let draft = match pending {
        Some(draft) => draft,
        None => draft_of(tx, &product).await?,
    };
    let row = &product.row;
    Ok(EditProduct {
        own: actor.sells_for(row.seller_id),
        id,
        version: row.version,
        status: row.status,
        currency: row.currency,
        seller: row.seller_name.clone(),
        commission: product.commission().bps,
        reviewed: row.review_products,
        pending: is_pending,
        review_note: row.review_note.clone(),
        review: waiting::latest_review(tx, id).await?,
        missing: draft.read(row.currency, true).err().unwrap_or_default(),
        categories: tree_in(tx).await?,
        cover: cover_url(&row.slug, row.cover_file_id),
        draft,
    })
}

pub async fn create_in(
    tx: &mut Tx,
    actor: &Actor,
    seller: Option<SellerId>,
    draft: &ProductDraft,
) -> Result<ProductId> {
    let sellers = &actor.signed_in()?.sellers;
    let seller = match seller {
        Some(seller) if actor.sells_for(seller) => seller,
        Some(_) => return Err(Problem::NotAllowed.into()),
        None => *sellers.first().ok_or_else(|| {
            Problem::Conflict(text!(
                "Open a shop first: then you can sell.",
                "Eröffnen Sie zuerst einen Shop: Dann können Sie verkaufen."
            ))
        })?,
    };
    let currency = queries::project_currency(tx).await?;
    let mut content = draft.read(currency, false).map_err(Problem::Invalid)?;
    let id = new_id::<ProductId>();
    content.slug = free_slug(tx, id, &content.slug).await?;
    let lowest = lowest(&content, currency);
    queries::insert_product(tx, id, seller, &content, currency, lowest).await.map_err(at_its_field)?;
    parts::save_parts(tx, id, &content).await.map_err(at_its_field)?;
    outbox::record_in(tx, "create_product", "product", Some(id.0), json!({ "slug": content.slug })).await?;
    tell(tx, id).await?;
    Ok(id)
}

pub async fn save_in(tx: &mut Tx, actor: &Actor, id: ProductId, version: i32, draft: &ProductDraft) -> Result<i32> {
    let product = mine_in(tx, actor, id).await?;
    // staff change any product; the seller's people need their own right to
    if !actor.has(Permission::CatalogueManage) {
        actor.require(Permission::ProductCreate)?;
    }
    let row = &product.row;
    if row.version != version {
        return Err(changed_meanwhile().into());
    }
    if row.status == ProductStatus::Archived {
        return Err(Problem::Conflict(text!(
            "Take it back from the archive before you change it.",
            "Holen Sie es aus dem Archiv zurück, bevor Sie es ändern."
        ))
        .into());
    }
    let shown = matches!(row.status, ProductStatus::Published | ProductStatus::Paused);
    // what a seller changes in the shop waits for its review, where the project reviews products
    if shown && row.review_products && actor.sells_for(row.seller_id) {
        draft.read(row.currency, true).map_err(Problem::Invalid)?;
        same_kind(&product, draft)?;
        let next = reviewed::propose_in(tx, &product, draft).await?.ok_or_else(changed_meanwhile)?;
        tell(tx, id).await?;
        return Ok(next);
    }
    // no longer reviewed: what waited gives way to what is saved now
    if shown && actor.sells_for(row.seller_id) {
        reviewed::discard_in(tx, id).await?;
    }
    let next = write_in(tx, &product, draft).await?;
    outbox::record_in(tx, "save_product", "product", Some(id.0), json!({ "version": next })).await?;
    if shown || row.status == ProductStatus::InReview {
        reviewed::changed_in(tx, id).await?;
    }
    tell(tx, id).await?;
    Ok(next)
}

/// Once sold, a product stays what it is.
fn same_kind(product: &Loaded, draft: &ProductDraft) -> Result<()> {
    if draft.kind != product.row.kind && product.row.sales_count > 0 {
        return Err(Problem::invalid(
            "kind",
            text!("It was sold already: its type stays.", "Es wurde schon verkauft: Der Typ bleibt."),
        )
        .into());
    }
    Ok(())
}

/// Writes the content over the product's version; the new one.
pub(super) async fn write_in(tx: &mut Tx, product: &Loaded, draft: &ProductDraft) -> Result<i32> {
    let row = &product.row;
    let (id, version) = (row.id, row.version);
    // what is in the shop, or about to be, stays whole
    let reviewed = row.status == ProductStatus::InReview;
    let public = reviewed || matches!(row.status, ProductStatus::Published | ProductStatus::Paused);
    let mut content = draft.read(row.currency, public).map_err(Problem::Invalid)?;
    same_kind(product, draft)?;
    // a published address stays: links and search engines hold on to it
    if public && !reviewed {
        content.slug = row.slug.clone();
    } else if content.slug != row.slug {
        content.slug = free_slug(tx, id, &content.slug).await?;
    }
    let lowest = lowest(&content, row.currency);
    let next = queries::update_product(tx, id, version, &content, lowest)
        .await
        .map_err(at_its_field)?
        .ok_or_else(changed_meanwhile)?;
    parts::save_parts(tx, id, &content).await.map_err(at_its_field)?;
    Ok(next)
}

fn changed_meanwhile() -> Problem {
    Problem::Conflict(text!(
        "Somebody else saved this product in the meantime. Reload to see their version; yours is still in this window.",
        "Jemand anderes hat dieses Produkt inzwischen gespeichert. Laden Sie neu, um den Stand zu sehen; Ihrer ist noch in diesem Fenster."
    ))
}

/// The seller's other windows and the staff's lists read again.
pub(super) async fn tell(tx: &mut Tx, id: ProductId) -> Result<()> {
    let own = tx.user.map(Topic::User);
    let topics: Vec<Topic> = own.into_iter().chain([Topic::Staff]).collect();
    outbox::publish_in(tx, &topics, Subject::Product, Some(id.0)).await
}

/// The lowest price a buyer can pay; 0 while there is none.
pub(super) fn lowest(content: &ProductContent, currency: model::Currency) -> i64 {
    match content.pricing {
        PricingKind::OneTime => content.price,
        PricingKind::Packages => content.packages.iter().map(|package| package.price).min().unwrap_or(0),
        PricingKind::PerUnit => {
            content.units.and_then(|(rate, min, ..)| rate.cost(min, currency).ok()).map_or(0, |money| money.minor)
        }
    }
}

/// The wanted slug, or with a number behind it when another product has it.
async fn free_slug(tx: &mut Tx, id: ProductId, wanted: &str) -> Result<String> {
    let taken = queries::slugs_like(tx, id, wanted).await?;
    let numbered = (2..).map(|n| format!("{wanted}-{n}"));
    Ok(std::iter::once(wanted.to_owned())
        .chain(numbered)
        .find(|slug| !taken.contains(slug))
        .unwrap_or_else(|| wanted.to_owned()))
}

fn at_its_field(error: Error) -> Error {
    error
        .at(
            "products_project_id_slug_key",
            "slug",
            text!("Another product has this address.", "Ein anderes Produkt hat diese Adresse."),
        )
        .at(
            "products_project_id_category_id_fkey",
            "category",
            text!("Choose an existing category.", "Wählen Sie eine vorhandene Kategorie."),
        )
        .at(
            "products_project_id_cover_file_id_fkey",
            "cover",
            text!("The picture is gone. Upload it again.", "Das Bild ist weg. Laden Sie es erneut hoch."),
        )
        .at(
            "product_media_project_id_file_id_fkey",
            "media",
            text!("A picture is gone. Upload it again.", "Ein Bild ist weg. Laden Sie es erneut hoch."),
        )
}

/// What is stored, as the wizard types it.
pub(super) async fn draft_of(tx: &mut Tx, product: &Loaded) -> Result<ProductDraft> {
    let row = &product.row;
    let money = |minor: i64| Money::new(minor, row.currency).to_decimal();
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let package = |tier: Tier| match product.offer.packages.iter().find(|package| package.tier == tier) {
        None => PackageDraft { offered: false, ..PackageDraft::of(tier) },
        Some(package) => PackageDraft {
            id: Some(package.id),
            tier,
            offered: true,
            name: package.name.clone(),
            description: package.description.clone(),
            price: money(package.price),
            delivery_days: package.delivery_days.to_string(),
            revisions: package.revisions.to_string(),
            features: package.features.clone(),
        },
    };
    let mut packages: Vec<PackageDraft> = Tier::ALL.iter().map(|tier| package(*tier)).collect();
    if let Some(first) = packages.first_mut().filter(|_| product.offer.packages.is_empty()) {
        first.offered = true;
    }
    Ok(ProductDraft {
        kind: row.kind,
        category: Some(row.category_id),
        name: row.name.clone(),
        slug: row.slug.clone(),
        summary: row.summary.clone(),
        description: row.description.clone(),
        language: row.language.clone(),
        location: row.location.clone(),
        tags: row.tags.clone(),
        features: row.features.0.clone(),
        pricing: row.pricing,
        price: if row.pricing == PricingKind::OneTime && row.price > 0 { money(row.price) } else { String::new() },
        packages,
        addons: product
            .offer
            .addons
            .iter()
            .map(|addon| AddonDraft {
                id: Some(addon.id),
                name: addon.name.clone(),
                price: money(addon.price),
                extra_days: addon.extra_days.to_string(),
            })
            .collect(),
        rate: row.rate.map(|rate| rate.to_decimal()).unwrap_or_default(),
        quantity_min: number(row.quantity_min),
        quantity_max: number(row.quantity_max),
        quantity_step: number(row.quantity_step),
        unit: row.unit.clone(),
        delivery_days: row.delivery_days.to_string(),
        revisions: row.revisions.to_string(),
        auto_accept_days: row.auto_accept_days.map(|days| days.to_string()).unwrap_or_default(),
        milestone_plan: product
            .plan
            .iter()
            .map(|step| MilestoneDraft {
                title: step.title.clone(),
                description: step.description.clone(),
                share: step.share_bps.to_string().trim_end_matches('%').to_owned(),
                days: step.days.to_string(),
            })
            .collect(),
        intake: product.intake.clone(),
        checklist: row.checklist.0.clone(),
        cover: row.cover_file_id,
        media: parts::media(tx, row.id).await?,
        seo_title: row.seo_title.clone(),
        seo_description: row.seo_description.clone(),
    })
}
