//! What is bought, at its price of this moment. The cart, the checkout and the order all come here; nothing else prices.

use super::load::{Loaded, products_in};
use crate::{Result, Tx};
use model::{
    AddonId, Bps, Currency, Money, PackageId, Problem, ProductId, SellerId,
    catalogue::{Package, PlannedMilestone, PricedAddon, ProductStatus, ProductType, Selection, cover_url, plan_for},
    intake::IntakeField,
    text,
};

/// One thing as it is bought.
#[derive(Clone, Debug)]
pub struct PricedItem {
    pub product: ProductId,
    pub seller: SellerId,
    pub kind: ProductType,
    pub slug: String,
    pub name: String,
    pub cover: String,
    /// What is counted, of a price per unit.
    pub unit: String,
    pub package: Option<Package>,
    /// For all of the quantity, add-ons included.
    pub price: Money,
    pub currency: Currency,
    pub quantity: i64,
    pub addons: Vec<PricedAddon>,
    pub delivery_days: i32,
    pub revisions: i32,
    /// The product's own, else the project's.
    pub auto_accept_days: i32,
    pub intake: Vec<IntakeField>,
    /// Shares sum to 10,000, days to `delivery_days`, and each slice of `price` is more than zero.
    pub milestone_plan: Vec<PlannedMilestone>,
    pub checklist: Vec<String>,
    pub version: i32,
    pub commission: Commission,
}

/// What the platform keeps, and who set it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Commission {
    pub bps: Bps,
    pub source: CommissionSource,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommissionSource {
    Seller,
    Project,
}

/// Prices one choice. `Conflict` when it is not for sale, `Invalid` at `package`, `addons` or `quantity`.
pub async fn load_purchase_in(
    tx: &mut Tx,
    product: ProductId,
    package: Option<PackageId>,
    addons: &[AddonId],
    quantity: i64,
) -> Result<PricedItem> {
    let chosen = Selection { package, addons: addons.to_vec(), quantity };
    let mut priced = load_purchases_in(tx, &[(product, chosen)]).await?;
    Ok(priced.pop().unwrap_or(Err(Problem::NotFound))?)
}

/// Prices many choices in one round trip, each with its own outcome, in their order.
pub async fn load_purchases_in(
    tx: &mut Tx,
    choices: &[(ProductId, Selection)],
) -> Result<Vec<Result<PricedItem, Problem>>> {
    let ids: Vec<ProductId> = choices.iter().map(|(id, _)| *id).collect();
    let products = products_in(tx, &ids).await?;
    let find = |id: ProductId| products.iter().find(|product| product.row.id == id);
    Ok(choices
        .iter()
        .map(|(id, chosen)| find(*id).ok_or(Problem::NotFound).and_then(|product| product.purchase(chosen)))
        .collect())
}

/// Terms that a seller and a client agreed on beside the price list.
pub struct Agreed<'a> {
    pub title: &'a str,
    pub price: Money,
    /// Shares sum to 10,000; the amounts are agreed too and stand beside them.
    pub plan: Vec<PlannedMilestone>,
    pub revisions: i32,
    /// The product's questions are asked.
    pub ask_intake: bool,
}

/// A product on agreed terms. `Conflict` when it is not for sale, as at any other price.
pub async fn load_agreed_in(tx: &mut Tx, product: ProductId, agreed: Agreed<'_>) -> Result<PricedItem> {
    let products = products_in(tx, &[product]).await?;
    let product = products.first().ok_or(Problem::NotFound)?;
    product.for_sale()?;
    Ok(product.on_terms(agreed))
}

impl Loaded {
    fn on_terms(&self, agreed: Agreed<'_>) -> PricedItem {
        let days = agreed.plan.iter().fold(0_i32, |sum, step| sum.saturating_add(step.days));
        PricedItem {
            product: self.row.id,
            seller: self.row.seller_id,
            kind: self.row.kind,
            slug: self.row.slug.clone(),
            name: agreed.title.to_owned(),
            cover: cover_url(&self.row.slug, self.row.cover_file_id),
            unit: String::new(),
            package: None,
            price: agreed.price,
            currency: agreed.price.currency,
            quantity: 1,
            addons: Vec::new(),
            delivery_days: days,
            revisions: agreed.revisions,
            auto_accept_days: self.auto_accept_days(),
            intake: if agreed.ask_intake { self.intake.clone() } else { Vec::new() },
            milestone_plan: agreed.plan,
            checklist: self.row.checklist.0.clone(),
            version: self.row.version,
            commission: self.commission(),
        }
    }

    /// On sale: published, by an open seller.
    pub fn for_sale(&self) -> Result<(), Problem> {
        if self.row.status == ProductStatus::Published && self.row.seller_status == "open" {
            return Ok(());
        }
        let name = &self.row.name;
        Err(Problem::Conflict(text!(
            "“{name}” is not for sale at the moment.",
            "„{name}“ wird im Moment nicht verkauft."
        )))
    }

    pub fn commission(&self) -> Commission {
        match self.row.seller_commission {
            Some(bps) => Commission { bps: Bps(bps), source: CommissionSource::Seller },
            None => Commission { bps: Bps(self.row.project_commission), source: CommissionSource::Project },
        }
    }

    pub fn auto_accept_days(&self) -> i32 {
        self.row.auto_accept_days.unwrap_or(self.row.project_auto_accept)
    }

    /// The choice as it is bought now.
    pub fn purchase(&self, chosen: &Selection) -> Result<PricedItem, Problem> {
        self.for_sale()?;
        let quote = self.offer.price(chosen)?;
        Ok(PricedItem {
            product: self.row.id,
            seller: self.row.seller_id,
            kind: self.row.kind,
            slug: self.row.slug.clone(),
            name: self.row.name.clone(),
            cover: cover_url(&self.row.slug, self.row.cover_file_id),
            unit: self.row.unit.clone(),
            price: quote.total,
            currency: quote.total.currency,
            quantity: quote.quantity,
            package: quote.package,
            addons: quote.addons,
            delivery_days: quote.delivery_days,
            revisions: quote.revisions,
            auto_accept_days: self.auto_accept_days(),
            intake: self.intake.clone(),
            milestone_plan: plan_for(&self.plan, quote.total, quote.delivery_days),
            checklist: self.row.checklist.0.clone(),
            version: self.row.version,
            commission: self.commission(),
        })
    }
}
