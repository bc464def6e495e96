//! Products out of the database, in one round trip for any number of them: columns, packages, add-ons, seller, project.

use super::queries::products::{self, ProductRow};
use crate::{Result, Tx};
use model::{
    Money, ProductId,
    catalogue::{Offer, PlannedMilestone, ProductCard, Rating, Units, cover_url},
    intake::IntakeField,
};
use uuid::Uuid;

/// A product with everything that decides its price.
pub struct Loaded {
    pub row: ProductRow,
    pub offer: Offer,
    pub intake: Vec<IntakeField>,
    pub plan: Vec<PlannedMilestone>,
}

/// The products with these ids, in no order; unknown ids are left out.
pub(crate) async fn products_in(tx: &mut Tx, ids: &[ProductId]) -> Result<Vec<Loaded>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    Ok(products::by_ids(tx, &ids).await?.into_iter().map(Loaded::from).collect())
}

/// The product with this slug.
pub(crate) async fn product_by_slug_in(tx: &mut Tx, slug: &str) -> Result<Option<Loaded>> {
    Ok(products::by_slug(tx, slug).await?.map(Loaded::from))
}

impl From<ProductRow> for Loaded {
    fn from(row: ProductRow) -> Self {
        let units = row
            .rate
            .zip(row.quantity_min)
            .zip(row.quantity_max)
            .zip(row.quantity_step)
            .map(|(((rate, min), max), step)| Units { rate, min, max, step, unit: row.unit.clone() });
        let offer = Offer {
            pricing: row.pricing,
            currency: row.currency,
            price: row.price,
            packages: row.packages.0.clone(),
            addons: row.addons.0.clone(),
            units: units.filter(|_| row.pricing == model::catalogue::PricingKind::PerUnit),
            delivery_days: row.delivery_days,
            revisions: row.revisions,
        };
        Self { intake: row.intake.0.clone(), plan: row.milestone_plan.0.clone(), offer, row }
    }
}

/// The cards of these products, in this order; what is not published is left out.
pub(crate) async fn cards_in(tx: &mut Tx, ids: &[ProductId]) -> Result<Vec<ProductCard>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = products::cards(tx, &ids).await?;
    Ok(rows
        .into_iter()
        .map(|row| ProductCard {
            cover: cover_url(&row.slug, row.cover_file_id),
            price: Money::new(row.price, row.currency),
            rating: Rating { sum: row.rating_sum, count: row.rating_count },
            id: row.id,
            slug: row.slug,
            name: row.name,
            summary: row.summary,
            kind: row.kind,
            pricing: row.pricing,
            unit: row.unit,
            delivery_days: row.delivery_days,
            sales: row.sales_count,
            seller: row.seller,
            seller_slug: row.seller_slug,
            verified: row.verified,
        })
        .collect())
}
