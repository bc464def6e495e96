//! The till.

use crate::Fault;
use leptos::prelude::*;
#[cfg(not(target_arch = "wasm32"))]
use model::checkout::{CheckOut, Paying};
use model::{
    OrderGroupId,
    checkout::{CheckoutView, GroupView},
    orders::Applied,
};

/// The cart at today's prices, by seller.
#[server(name = GetCheckout, prefix = "/api", endpoint = "checkout")]
pub async fn checkout() -> Result<CheckoutView, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.checkout(&actor).await?)
}

/// `gateway` is a gateway's id, or `id/saved-method`. Places the cart and pays; then goes where the payer goes next: the gateway's page, or the placed checkout.
#[server(name = CheckOutCart, prefix = "/api", endpoint = "checkout/check_out")]
pub async fn check_out(
    key: String,
    #[server(default)] expected: Option<i64>,
    #[server(default)] use_wallet: bool,
    #[server(default)] gateway: String,
    #[server(default)] save_method: bool,
    #[server(default)] note: String,
) -> Result<GroupView, Fault> {
    let (desk, actor) = crate::caller()?;
    let (gateway, method) = crate::payments::chosen(&gateway);
    let paying = Paying { use_wallet, gateway: Some(gateway).filter(|g| !g.is_empty()), method, save_method };
    let group = desk.check_out(&actor, CheckOut { key, expected, paying, note }).await?;
    crate::plain::go_on(&group.destination());
    Ok(group)
}

/// Tries to pay a placed checkout again, or another way.
#[server(name = PayGroup, prefix = "/api", endpoint = "checkout/pay_group")]
pub async fn pay_group(
    group: OrderGroupId,
    #[server(default)] use_wallet: bool,
    #[server(default)] gateway: String,
    #[server(default)] save_method: bool,
) -> Result<GroupView, Fault> {
    let (desk, actor) = crate::caller()?;
    let (gateway, method) = crate::payments::chosen(&gateway);
    let paying = Paying { use_wallet, gateway: Some(gateway).filter(|g| !g.is_empty()), method, save_method };
    let group = desk.pay_group(&actor, group, paying).await?;
    crate::plain::go_on(&group.destination());
    Ok(group)
}

/// A placed checkout of the caller's own.
#[server(name = GetOrderGroup, prefix = "/api", endpoint = "checkout/order_group")]
pub async fn order_group(group: OrderGroupId) -> Result<GroupView, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.order_group(&actor, group).await?)
}

#[server(name = CancelGroup, prefix = "/api", endpoint = "checkout/cancel_group")]
pub async fn cancel_group(group: OrderGroupId) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.cancel_group(&actor, group).await?)
}
