//! The cart. Its writes are plain forms, so that somebody can buy before any script has loaded.

use crate::Fault;
use leptos::prelude::*;
use model::{AddonId, CartItemId, PackageId, ProductId, cart::Cart, intake::Answers};
#[cfg(not(target_arch = "wasm32"))]
use model::{Problem, cart::NewCartItem, catalogue::Selection, text};

/// The cart, priced now.
#[server(name = GetCart, prefix = "/api", endpoint = "cart")]
pub async fn cart() -> Result<Cart, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.cart(&actor).await?)
}

/// Puts something into the cart and goes there. Answers may be partial; wrong ones are refused at their fields.
#[server(name = AddToCart, prefix = "/api", endpoint = "cart/add_to_cart")]
pub async fn add_to_cart(
    product: ProductId,
    #[server(default)] package: Option<PackageId>,
    #[server(default)] addons: Vec<AddonId>,
    #[server(default)] quantity: String,
    #[server(default)] answers: Answers,
) -> Result<CartItemId, Fault> {
    let (desk, actor) = crate::caller()?;
    let item = NewCartItem { product, selection: Selection { package, addons, quantity: number(&quantity)? }, answers };
    let id = desk.add_to_cart(&actor, &item).await?;
    #[cfg(not(target_arch = "wasm32"))]
    leptos_axum::redirect("/cart");
    Ok(id)
}

/// How many; refused outside of the offer's bounds and steps.
#[server(name = ChangeQuantity, prefix = "/api", endpoint = "cart/change_quantity")]
pub async fn change_quantity(id: CartItemId, quantity: String) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.change_quantity(&actor, id, number(&quantity)?).await?)
}

/// Answers a line's questions before paying.
#[server(name = AnswerCartItem, prefix = "/api", endpoint = "cart/answer_cart_item")]
pub async fn answer_cart_item(id: CartItemId, #[server(default)] answers: Answers) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.answer_cart_item(&actor, id, &answers).await?)
}

/// Takes a line out.
#[server(name = RemoveFromCart, prefix = "/api", endpoint = "cart/remove_from_cart")]
pub async fn remove_from_cart(id: CartItemId) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.remove_from_cart(&actor, id).await?)
}

/// A quantity as typed; nothing typed is 0: the smallest that can be bought.
#[cfg(not(target_arch = "wasm32"))]
fn number(typed: &str) -> Result<i64, Problem> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.is_empty() {
        return Ok(0);
    }
    digits
        .parse()
        .map_err(|_| Problem::invalid("quantity", text!("Enter a whole number.", "Geben Sie eine ganze Zahl ein.")))
}
