//! The catalogue on PostgreSQL: reading pages, the seller's wizard, moderation, categories. `load_purchase_in` is the only
//! place that prices what is bought.

mod bulk;
mod categories;
pub mod cover;
mod lifecycle;
mod load;
mod outside;
mod pages;
mod purchase;
mod queries;
mod reviewed;
mod save;
#[cfg(test)]
pub(crate) mod tests;

pub use load::Loaded;
pub(crate) use load::{cards_in, products_in};
pub use outside::Sitemap;
pub use purchase::{
    Agreed, Commission, CommissionSource, PricedItem, load_agreed_in, load_purchase_in, load_purchases_in,
};
pub(crate) use reviewed::{lock_in, published_by_review_in, returned_by_review_in};

use crate::Platform;
use async_trait::async_trait;
use model::{
    Actor, CategoryId, Page, PageRequest, Permission, Problem, ProductId, SellerId,
    catalogue::{
        BulkDone, Catalogue, Category, CategoryDraft, EditProduct, Home, MyProducts, ProductDraft,
        ProductEvent as Event, ProductPage, ProductStatus, Review, SellerProfile,
    },
};

/// Begins, runs one inner function, commits.
macro_rules! act {
    ($self:ident, $actor:ident, $tx:ident => $work:expr) => {{
        let mut $tx = $self.db.begin($actor).await?;
        let done = $work.await?;
        $tx.commit().await?;
        Ok(done)
    }};
}

#[async_trait]
impl Catalogue for Platform {
    async fn categories(&self, actor: &Actor) -> Result<Vec<Category>, Problem> {
        act!(self, actor, tx => categories::tree_in(&mut tx))
    }

    async fn home(&self, actor: &Actor) -> Result<Home, Problem> {
        act!(self, actor, tx => pages::home_in(&mut tx))
    }

    async fn product(&self, actor: &Actor, slug: &str) -> Result<ProductPage, Problem> {
        act!(self, actor, tx => pages::product_in(&mut tx, actor, slug))
    }

    async fn reviews(&self, actor: &Actor, product: ProductId, page: &PageRequest) -> Result<Page<Review>, Problem> {
        act!(self, actor, tx => pages::reviews_in(&mut tx, product, page))
    }

    async fn seller_profile(&self, actor: &Actor, slug: &str) -> Result<SellerProfile, Problem> {
        act!(self, actor, tx => pages::seller_in(&mut tx, slug))
    }

    async fn create_category(&self, actor: &Actor, draft: &CategoryDraft) -> Result<CategoryId, Problem> {
        actor.require(Permission::CategoryManage)?;
        act!(self, actor, tx => categories::create_in(&mut tx, draft))
    }

    async fn save_category(&self, actor: &Actor, id: CategoryId, draft: &CategoryDraft) -> Result<(), Problem> {
        actor.require(Permission::CategoryManage)?;
        act!(self, actor, tx => categories::save_in(&mut tx, id, draft))
    }

    async fn remove_category(&self, actor: &Actor, id: CategoryId) -> Result<(), Problem> {
        actor.require(Permission::CategoryManage)?;
        act!(self, actor, tx => categories::remove_in(&mut tx, id))
    }

    async fn my_products(
        &self,
        actor: &Actor,
        status: Option<ProductStatus>,
        page: &PageRequest,
    ) -> Result<MyProducts, Problem> {
        let sellers = actor.signed_in()?.sellers.clone();
        act!(self, actor, tx => pages::list_in(&mut tx, Some(&sellers), status, page))
    }

    async fn edit_product(&self, actor: &Actor, id: ProductId) -> Result<EditProduct, Problem> {
        actor.signed_in()?;
        act!(self, actor, tx => save::edit_in(&mut tx, actor, id))
    }

    async fn create_product(
        &self,
        actor: &Actor,
        seller: Option<SellerId>,
        draft: &ProductDraft,
    ) -> Result<ProductId, Problem> {
        actor.require(Permission::ProductCreate)?;
        act!(self, actor, tx => save::create_in(&mut tx, actor, seller, draft))
    }

    async fn save_product(
        &self,
        actor: &Actor,
        id: ProductId,
        version: i32,
        draft: &ProductDraft,
    ) -> Result<i32, Problem> {
        actor.signed_in()?;
        act!(self, actor, tx => save::save_in(&mut tx, actor, id, version, draft))
    }

    async fn publish_product(&self, actor: &Actor, id: ProductId) -> Result<ProductStatus, Problem> {
        act!(self, actor, tx => lifecycle::publish_in(&mut tx, actor, id))
    }

    async fn withdraw_product(&self, actor: &Actor, id: ProductId) -> Result<(), Problem> {
        act!(self, actor, tx => lifecycle::withdraw_in(&mut tx, actor, id))
    }

    async fn pause_product(&self, actor: &Actor, id: ProductId) -> Result<(), Problem> {
        act!(self, actor, tx => lifecycle::move_in(&mut tx, actor, id, Event::Pause, ""))
    }

    async fn resume_product(&self, actor: &Actor, id: ProductId) -> Result<(), Problem> {
        act!(self, actor, tx => lifecycle::move_in(&mut tx, actor, id, Event::Resume, ""))
    }

    async fn archive_product(&self, actor: &Actor, id: ProductId) -> Result<(), Problem> {
        act!(self, actor, tx => lifecycle::move_in(&mut tx, actor, id, Event::Archive, ""))
    }

    async fn restore_product(&self, actor: &Actor, id: ProductId) -> Result<(), Problem> {
        act!(self, actor, tx => lifecycle::move_in(&mut tx, actor, id, Event::Restore, ""))
    }

    async fn moderation(
        &self,
        actor: &Actor,
        status: Option<ProductStatus>,
        page: &PageRequest,
    ) -> Result<MyProducts, Problem> {
        lifecycle::moderator(actor)?;
        act!(self, actor, tx => pages::list_in(&mut tx, None, status, page))
    }

    async fn change_products(&self, actor: &Actor, ids: &[ProductId], event: Event) -> Result<BulkDone, Problem> {
        Ok(bulk::change(self, actor, ids, event).await?)
    }

    async fn approve_product(&self, actor: &Actor, id: ProductId) -> Result<(), Problem> {
        lifecycle::moderator(actor)?;
        act!(self, actor, tx => lifecycle::approve_in(&mut tx, &self.settings, actor, id))
    }

    async fn return_product(&self, actor: &Actor, id: ProductId, reason: &str) -> Result<(), Problem> {
        lifecycle::moderator(actor)?;
        act!(self, actor, tx => lifecycle::return_in(&mut tx, &self.settings, actor, id, reason))
    }
}
