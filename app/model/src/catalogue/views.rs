//! What the pages read.

use super::{Offer, Picture, PlannedMilestone, PricingKind, ProductDraft, ProductStatus, ProductType};
use crate::{
    Bps, CategoryId, Currency, FieldErrors, Moment, Money, Page, Problem, ProductId, ReviewTaskId, SellerId,
    intake::IntakeField, problem::Text,
};
use serde::{Deserialize, Serialize};
use time::serde::rfc3339;

/// One node of the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    pub id: CategoryId,
    pub parent: Option<CategoryId>,
    pub slug: String,
    pub name: Text,
    pub icon: String,
    pub position: i32,
    /// 0 at the top.
    pub depth: i32,
    /// Published products, those of its children included.
    pub products: i64,
}

/// Stars from completed orders: a sum and a count, so that no float is ever needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    pub sum: i64,
    pub count: i64,
}

impl Rating {
    /// Tenths of a star (47 is 4.7), rounded half up; `None` without a rating.
    pub fn tenths(self) -> Option<i64> {
        (self.count > 0).then(|| (self.sum * 20 + self.count) / (2 * self.count))
    }

    /// "4.7", or "4,7" in German.
    pub fn shown(self, lang: crate::Lang) -> Option<String> {
        let point = if lang == crate::Lang::De { ',' } else { '.' };
        self.tenths().map(|tenths| format!("{}{point}{}", tenths / 10, tenths % 10))
    }
}

/// A product in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductCard {
    pub id: ProductId,
    pub slug: String,
    pub name: String,
    pub summary: String,
    pub kind: ProductType,
    pub pricing: PricingKind,
    /// The lowest price.
    pub price: Money,
    /// What is counted, of a price per unit.
    pub unit: String,
    pub delivery_days: i32,
    pub rating: Rating,
    pub sales: i64,
    pub seller: String,
    pub seller_slug: String,
    pub verified: bool,
    pub cover: String,
}

/// The storefront's first page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    pub tagline: String,
    pub categories: Vec<Category>,
    pub popular: Vec<ProductCard>,
    pub newest: Vec<ProductCard>,
    /// Published products, open sellers, completed orders.
    pub products: i64,
    pub sellers: i64,
    pub completed: i64,
}

/// A product's page, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductPage {
    pub id: ProductId,
    pub slug: String,
    pub status: ProductStatus,
    pub kind: ProductType,
    pub name: String,
    pub summary: String,
    pub description: String,
    pub language: String,
    pub location: String,
    pub tags: Vec<String>,
    /// What you get.
    pub features: Vec<String>,
    pub offer: Offer,
    pub intake: Vec<IntakeField>,
    pub plan: Vec<PlannedMilestone>,
    pub checklist: Vec<String>,
    /// Days until an unanswered delivery is accepted.
    pub auto_accept_days: i32,
    /// The cover first.
    pub pictures: Vec<Picture>,
    pub rating: Rating,
    pub sales: i64,
    /// The path from the top to its category.
    pub path: Vec<Crumb>,
    pub seller: SellerFace,
    pub reviews: Page<Review>,
    /// Reviews with 1, 2, 3, 4, 5 stars.
    pub stars: [i64; 5],
    pub related: Vec<ProductCard>,
    pub seo_title: String,
    pub seo_description: String,
    /// Its seller or staff looks at it.
    pub own: bool,
}

/// One step of the path to a category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crumb {
    pub slug: String,
    pub name: Text,
}

/// A seller beside their product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SellerFace {
    pub id: SellerId,
    pub slug: String,
    pub name: String,
    pub bio: String,
    pub verified: bool,
    pub country: String,
    pub languages: Vec<String>,
    pub rating: Rating,
    pub completed: i64,
    #[serde(with = "rfc3339")]
    pub since: Moment,
}

/// A seller's public page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SellerProfile {
    pub seller: SellerFace,
    pub products: Vec<ProductCard>,
    pub reviews: Vec<Review>,
}

/// What a buyer said after a completed order: their ratings of it as one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The first name and an initial.
    pub author: String,
    /// 1 to 5.
    pub stars: i64,
    pub comment: String,
    pub reply: String,
    /// What was bought.
    pub product: String,
    #[serde(with = "rfc3339")]
    pub at: Moment,
}

/// The seller's list, or the staff's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyProducts {
    pub products: Page<MyProduct>,
    /// How many there are in each status.
    pub counts: Vec<(ProductStatus, i64)>,
}

/// A line of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyProduct {
    pub id: ProductId,
    pub slug: String,
    pub name: String,
    pub kind: ProductType,
    pub status: ProductStatus,
    pub pricing: PricingKind,
    pub price: Money,
    pub sales: i64,
    pub rating: Rating,
    pub seller: String,
    pub category: Text,
    pub cover: String,
    /// Why it was sent back, while it is a draft again.
    pub review_note: String,
    /// Its live review.
    pub review: Option<ReviewTaskId>,
    #[serde(with = "rfc3339")]
    pub updated_at: Moment,
}

/// What became of a change to many products.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkDone {
    pub done: u32,
    pub refused: u32,
    /// Why the first of them was refused.
    pub why: Option<Problem>,
}

/// The wizard's beginning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditProduct {
    /// The caller works for its seller; else they are staff.
    pub own: bool,
    pub id: ProductId,
    pub version: i32,
    pub status: ProductStatus,
    pub currency: Currency,
    pub seller: String,
    /// The seller's share is the price less this.
    pub commission: Bps,
    /// Publishing goes through a review in this project.
    pub reviewed: bool,
    /// The shop shows an older state: what stands here waits for its review, or was sent back.
    pub pending: bool,
    pub review_note: String,
    /// Its latest review, live or not.
    pub review: Option<ReviewTaskId>,
    pub draft: ProductDraft,
    /// What is missing before it can be published.
    pub missing: FieldErrors,
    pub categories: Vec<Category>,
    pub cover: String,
}
