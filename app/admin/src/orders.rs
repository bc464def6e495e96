//! `/admin/orders` and `/admin/orders/{id}`: the staff's side of the shared order pages.

use leptos::prelude::*;
use model::Party;

#[component]
pub fn OrdersPage() -> impl IntoView {
    view! { <order::OrderList side=Party::Staff /> }
}

#[component]
pub fn OrderPage() -> impl IntoView {
    view! { <order::OrderPage side=Party::Staff /> }
}
