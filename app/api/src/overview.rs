//! The portals' first pages.

use crate::Fault;
use leptos::prelude::*;
use model::overview::{AdminOverview, ClientOverview, SellerOverview};

#[server(name = GetClientOverview, prefix = "/api", endpoint = "overview/client_overview")]
pub async fn client_overview() -> Result<ClientOverview, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.client_overview(&actor).await?)
}

#[server(name = GetSellerOverview, prefix = "/api", endpoint = "overview/seller_overview")]
pub async fn seller_overview() -> Result<SellerOverview, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.seller_overview(&actor).await?)
}

#[server(name = GetAdminOverview, prefix = "/api", endpoint = "overview/admin_overview")]
pub async fn admin_overview() -> Result<AdminOverview, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.admin_overview(&actor).await?)
}
