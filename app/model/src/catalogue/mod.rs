//! The catalogue: what is sold, in which states, at which price. Types, rules and the one trait. The price of anything
//! is computed by [`Offer::price`] alone: the browser's live total and the platform's bill are the same function.

mod draft;
mod plan;
mod pricing;
mod reading;
mod rules;
#[cfg(test)]
mod tests;
mod texts;
mod typed;
mod views;

pub use draft::{
    AddonContent, AddonDraft, MediaDraft, MilestoneDraft, PackageContent, PackageDraft, ProductContent, ProductDraft,
};
pub use plan::{MAX_MILESTONES, PlannedMilestone, check_plan, plan_for};
pub use pricing::{Addon, MAX_QUANTITY, Offer, Package, PricedAddon, Quote, Selection, Units};
pub use rules::{ProductEvent, slugify};
pub use views::*;

use crate::{Actor, CategoryId, FileId, Page, PageRequest, Problem, ProductId, SellerId, problem::Text, text_enum};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

text_enum! {
    /// What kind of thing a product is; decides how it is fulfilled.
    pub enum ProductType {
        Service = "service",
        Growth = "growth",
        Consultation = "consultation",
        Digital = "digital",
        Course = "course",
        Software = "software",
    }
}

impl ProductType {
    /// What a seller can create today; the other types come with their fulfilment.
    pub const CREATABLE: [Self; 2] = [Self::Service, Self::Growth];
}

text_enum! {
    /// Where a product stands between idea and past.
    pub enum ProductStatus {
        Draft = "draft",
        InReview = "in_review",
        Published = "published",
        Paused = "paused",
        Archived = "archived",
    }
}

text_enum! {
    /// How a price is made.
    pub enum PricingKind {
        OneTime = "one_time",
        Packages = "packages",
        PerUnit = "per_unit",
    }
}

text_enum! {
    /// The size of a package.
    pub enum Tier {
        Basic = "basic",
        Standard = "standard",
        Premium = "premium",
    }
}

/// A picture of a product: a file of ours, or the cover that is drawn for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    pub url: String,
    pub alt: String,
}

/// A category as its form sends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryDraft {
    pub parent: Option<CategoryId>,
    pub slug: String,
    pub name: Text,
    /// The Lucide icon's name, one of [`CATEGORY_ICONS`].
    pub icon: String,
    pub position: i32,
}

/// The icons a category can have.
pub const CATEGORY_ICONS: [&str; 12] = [
    "palette",
    "code",
    "trending-up",
    "search",
    "video",
    "pen",
    "megaphone",
    "briefcase",
    "camera",
    "music",
    "globe",
    "folder",
];

/// What may be done with the catalogue.
#[async_trait]
pub trait Catalogue: Send + Sync {
    /// The whole tree, parents before children, with counts of published products (children included).
    async fn categories(&self, actor: &Actor) -> Result<Vec<Category>, Problem>;
    /// The storefront's first page.
    async fn home(&self, actor: &Actor) -> Result<Home, Problem>;
    /// A product's page. Unpublished: only for its seller and staff; else `NotFound`.
    async fn product(&self, actor: &Actor, slug: &str) -> Result<ProductPage, Problem>;
    /// Reviews of a published product, newest first.
    async fn reviews(&self, actor: &Actor, product: ProductId, page: &PageRequest) -> Result<Page<Review>, Problem>;
    /// A seller's public profile with what they sell.
    async fn seller_profile(&self, actor: &Actor, slug: &str) -> Result<SellerProfile, Problem>;

    /// Staff with `category.manage`.
    async fn create_category(&self, actor: &Actor, draft: &CategoryDraft) -> Result<CategoryId, Problem>;
    async fn save_category(&self, actor: &Actor, id: CategoryId, draft: &CategoryDraft) -> Result<(), Problem>;
    /// Refused while products or other categories hang on it.
    async fn remove_category(&self, actor: &Actor, id: CategoryId) -> Result<(), Problem>;

    /// The products of the actor's sellers, newest change first.
    async fn my_products(
        &self,
        actor: &Actor,
        status: Option<ProductStatus>,
        page: &PageRequest,
    ) -> Result<MyProducts, Problem>;
    /// Everything the wizard shows.
    async fn edit_product(&self, actor: &Actor, id: ProductId) -> Result<EditProduct, Problem>;
    /// Makes a draft; `seller` may be left out by somebody who works for one seller only.
    async fn create_product(
        &self,
        actor: &Actor,
        seller: Option<SellerId>,
        draft: &ProductDraft,
    ) -> Result<ProductId, Problem>;
    /// Saves the wizard's content and gives the new version. `Conflict` when somebody saved in between.
    /// A published product must stay whole.
    async fn save_product(
        &self,
        actor: &Actor,
        id: ProductId,
        version: i32,
        draft: &ProductDraft,
    ) -> Result<i32, Problem>;
    /// Publishes at once, or sends into review where the project says so. `Invalid` names what is missing.
    async fn publish_product(&self, actor: &Actor, id: ProductId) -> Result<ProductStatus, Problem>;
    /// Takes it back from review.
    async fn withdraw_product(&self, actor: &Actor, id: ProductId) -> Result<(), Problem>;
    async fn pause_product(&self, actor: &Actor, id: ProductId) -> Result<(), Problem>;
    async fn resume_product(&self, actor: &Actor, id: ProductId) -> Result<(), Problem>;
    async fn archive_product(&self, actor: &Actor, id: ProductId) -> Result<(), Problem>;
    /// Back from the archive, as a draft.
    async fn restore_product(&self, actor: &Actor, id: ProductId) -> Result<(), Problem>;

    /// Publishes, approves, pauses or resumes many, each by itself: what is refused leaves the others alone.
    async fn change_products(&self, actor: &Actor, ids: &[ProductId], event: ProductEvent)
    -> Result<BulkDone, Problem>;

    /// For staff: products by status, those that wait for review first; `catalogue.manage` or `product.publish`.
    async fn moderation(
        &self,
        actor: &Actor,
        status: Option<ProductStatus>,
        page: &PageRequest,
    ) -> Result<MyProducts, Problem>;
    /// Staff: publishes what waits for review. Nobody approves what their own seller made.
    async fn approve_product(&self, actor: &Actor, id: ProductId) -> Result<(), Problem>;
    /// Staff: sends it back to its seller with a reason.
    async fn return_product(&self, actor: &Actor, id: ProductId, reason: &str) -> Result<(), Problem>;
}

/// The address of a product's main picture: its file, or the cover drawn by `/covers`.
pub fn cover_url(slug: &str, file: Option<FileId>) -> String {
    match file {
        Some(id) => format!("/files/{id}?preview=1"),
        None => format!("/covers/{slug}.svg"),
    }
}
