//! `/sell/orders` and `/sell/orders/{id}`: the seller's side of the shared order pages.

use leptos::prelude::*;
use model::Party;

#[component]
pub fn OrdersPage() -> impl IntoView {
    view! { <order::OrderList side=Party::Seller /> }
}

#[component]
pub fn OrderPage() -> impl IntoView {
    view! { <order::OrderPage side=Party::Seller /> }
}
