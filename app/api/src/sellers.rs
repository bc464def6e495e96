//! Becoming a seller, and the staff's say in it.

use crate::Fault;
use leptos::{prelude::*, server_fn::codec::Json};
use model::{
    Bps, Page, PageRequest, SellerId,
    identity::{BusinessType, SellerApplication, SellerFilter, SellerView},
};

#[server(name = ApplyAsSeller, prefix = "/api", endpoint = "sellers/apply_as_seller")]
pub async fn apply_as_seller(
    business_name: String,
    business_type: BusinessType,
    country: String,
    #[server(default)] bio: String,
) -> Result<SellerId, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.apply_as_seller(&actor, SellerApplication { business_name, business_type, country, bio }).await?)
}

/// The caller's own seller or application.
#[server(name = LoadMySeller, prefix = "/api", endpoint = "sellers/load_my_seller")]
pub async fn load_my_seller() -> Result<Option<SellerView>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.load_my_seller(&actor).await?)
}

#[server(name = SaveSellerProfile, prefix = "/api", endpoint = "sellers/save_seller_profile")]
pub async fn save_seller_profile(
    seller: SellerId,
    business_name: String,
    business_type: BusinessType,
    country: String,
    #[server(default)] bio: String,
) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk
        .save_seller_profile(&actor, seller, SellerApplication { business_name, business_type, country, bio })
        .await?)
}

#[server(name = ListSellers, prefix = "/api", endpoint = "sellers/list_sellers", input = Json)]
pub async fn list_sellers(filter: SellerFilter, after: Option<String>) -> Result<Page<SellerView>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.list_sellers(&actor, filter, PageRequest { after, limit: 50 }).await?)
}

#[server(name = ApproveSeller, prefix = "/api", endpoint = "sellers/approve_seller")]
pub async fn approve_seller(seller: SellerId) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.approve_seller(&actor, seller).await?)
}

#[server(name = SuspendSeller, prefix = "/api", endpoint = "sellers/suspend_seller")]
pub async fn suspend_seller(seller: SellerId, #[server(default)] reason: String) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.suspend_seller(&actor, seller, reason).await?)
}

/// `None`: the project's rate.
#[server(name = SetSellerCommission, prefix = "/api", endpoint = "sellers/set_seller_commission", input = Json)]
pub async fn set_seller_commission(seller: SellerId, commission: Option<Bps>) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.set_seller_commission(&actor, seller, commission).await?)
}
