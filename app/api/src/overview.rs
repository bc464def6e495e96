//! The portals' first pages.

use crate::Fault;
use leptos::prelude::*;
use model::{
    PageRequest, Party,
    orders::{OrderFilter, OrderLine},
    overview::{AdminOverview, ClientOverview, SellerOverview},
};

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

/// The orders in which the caller must act, as client or as seller: of the newest fifty the five that end first, those
/// without a date last.
#[server(name = ListWaitingOrders, prefix = "/api", endpoint = "overview/list_waiting_orders")]
pub async fn list_waiting_orders(side: Party) -> Result<Vec<OrderLine>, Fault> {
    let (desk, actor) = crate::caller()?;
    let filter = OrderFilter { needs_me: true, ..OrderFilter::of(side) };
    let mut lines = desk.list_orders(&actor, filter, PageRequest { after: None, limit: 50 }).await?.items;
    lines.sort_by_key(|line| (line.next.until().is_none(), line.next.until()));
    lines.truncate(5);
    Ok(lines)
}
