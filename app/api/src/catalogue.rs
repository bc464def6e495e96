//! The catalogue: what the storefront reads, the seller's products, and the staff's categories and moderation.

use crate::Fault;
use leptos::{prelude::*, server_fn::codec::Json};
use model::{
    CategoryId, Page, PageRequest, ProductId, SellerId,
    catalogue::{
        BulkDone, Category, CategoryDraft, EditProduct, Home, MyProducts, ProductDraft, ProductEvent, ProductPage,
        ProductStatus, Review, SellerProfile,
    },
    problem::Text,
};

/// The tree of categories.
#[server(name = Categories, prefix = "/api", endpoint = "catalogue/categories")]
pub async fn categories() -> Result<Vec<Category>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.categories(&actor).await?)
}

/// The storefront's first page.
#[server(name = GetHome, prefix = "/api", endpoint = "catalogue/home")]
pub async fn home() -> Result<Home, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.home(&actor).await?)
}

/// A product's page.
#[server(name = GetProduct, prefix = "/api", endpoint = "catalogue/product")]
pub async fn product(slug: String) -> Result<ProductPage, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.product(&actor, &slug).await?)
}

/// More reviews of a product.
#[server(name = Reviews, prefix = "/api", endpoint = "catalogue/reviews")]
pub async fn reviews(product: ProductId, #[server(default)] after: Option<String>) -> Result<Page<Review>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.reviews(&actor, product, &PageRequest { after, limit: 10 }).await?)
}

/// A seller's public page.
#[server(name = GetSellerProfile, prefix = "/api", endpoint = "catalogue/seller_profile")]
pub async fn seller_profile(slug: String) -> Result<SellerProfile, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.seller_profile(&actor, &slug).await?)
}

/// The seller's own products.
#[server(name = GetMyProducts, prefix = "/api", endpoint = "catalogue/my_products")]
pub async fn my_products(
    #[server(default)] status: Option<ProductStatus>,
    #[server(default)] after: Option<String>,
) -> Result<MyProducts, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.my_products(&actor, status, &PageRequest { after, limit: 0 }).await?)
}

/// The wizard's beginning.
#[server(name = GetEditProduct, prefix = "/api", endpoint = "catalogue/edit_product")]
pub async fn edit_product(id: ProductId) -> Result<EditProduct, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.edit_product(&actor, id).await?)
}

/// Makes a draft.
#[server(name = CreateProduct, prefix = "/api", endpoint = "catalogue/create_product", input = Json)]
pub async fn create_product(seller: Option<SellerId>, draft: ProductDraft) -> Result<ProductId, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.create_product(&actor, seller, &draft).await?)
}

/// Saves the wizard; the new version.
#[server(name = SaveProduct, prefix = "/api", endpoint = "catalogue/save_product", input = Json)]
pub async fn save_product(id: ProductId, version: i32, draft: ProductDraft) -> Result<i32, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.save_product(&actor, id, version, &draft).await?)
}

/// Publishes, or hands in for review.
#[server(name = PublishProduct, prefix = "/api", endpoint = "catalogue/publish_product")]
pub async fn publish_product(id: ProductId) -> Result<ProductStatus, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.publish_product(&actor, id).await?)
}

/// Back from review.
#[server(name = WithdrawProduct, prefix = "/api", endpoint = "catalogue/withdraw_product")]
pub async fn withdraw_product(id: ProductId) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.withdraw_product(&actor, id).await?)
}

/// Takes it off the shelf for a while.
#[server(name = PauseProduct, prefix = "/api", endpoint = "catalogue/pause_product")]
pub async fn pause_product(id: ProductId) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.pause_product(&actor, id).await?)
}

/// Back on the shelf.
#[server(name = ResumeProduct, prefix = "/api", endpoint = "catalogue/resume_product")]
pub async fn resume_product(id: ProductId) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.resume_product(&actor, id).await?)
}

/// Into the archive.
#[server(name = ArchiveProduct, prefix = "/api", endpoint = "catalogue/archive_product")]
pub async fn archive_product(id: ProductId) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.archive_product(&actor, id).await?)
}

/// Out of the archive, as a draft.
#[server(name = RestoreProduct, prefix = "/api", endpoint = "catalogue/restore_product")]
pub async fn restore_product(id: ProductId) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.restore_product(&actor, id).await?)
}

/// The staff's list.
#[server(name = Moderation, prefix = "/api", endpoint = "catalogue/moderation")]
pub async fn moderation(
    #[server(default)] status: Option<ProductStatus>,
    #[server(default)] after: Option<String>,
) -> Result<MyProducts, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.moderation(&actor, status, &PageRequest { after, limit: 0 }).await?)
}

/// One change to many, from a list's checkboxes: `ids[]`.
#[server(name = ChangeProducts, prefix = "/api", endpoint = "catalogue/change_products")]
pub async fn change_products(#[server(default)] ids: Vec<ProductId>, event: ProductEvent) -> Result<BulkDone, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.change_products(&actor, &ids, event).await?)
}

/// Publishes what waits for review.
#[server(name = ApproveProduct, prefix = "/api", endpoint = "catalogue/approve_product")]
pub async fn approve_product(id: ProductId) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.approve_product(&actor, id).await?)
}

/// Sends it back with a reason.
#[server(name = ReturnProduct, prefix = "/api", endpoint = "catalogue/return_product")]
pub async fn return_product(id: ProductId, reason: String) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.return_product(&actor, id, &reason).await?)
}

/// A category as its plain form sends it: an empty `id` makes a new one.
#[server(name = SaveCategory, prefix = "/api", endpoint = "catalogue/save_category")]
pub async fn save_category(
    #[server(default)] id: String,
    #[server(default)] parent: String,
    name_en: String,
    name_de: String,
    #[server(default)] slug: String,
    icon: String,
    #[server(default)] position: i32,
) -> Result<CategoryId, Fault> {
    let (desk, actor) = crate::caller()?;
    let draft =
        CategoryDraft { parent: parent.parse().ok(), slug, name: Text { en: name_en, de: name_de }, icon, position };
    match id.parse::<CategoryId>() {
        Ok(id) => desk.save_category(&actor, id, &draft).await.map(|()| id),
        Err(_) => desk.create_category(&actor, &draft).await,
    }
    .map_err(Fault::from)
}

/// Refused while something hangs on it.
#[server(name = RemoveCategory, prefix = "/api", endpoint = "catalogue/remove_category")]
pub async fn remove_category(id: CategoryId) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.remove_category(&actor, id).await?)
}
