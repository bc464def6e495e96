//! `/app/orders` and `/app/orders/{id}`: the client's side of the shared order pages.

use leptos::prelude::*;
use model::Party;

#[component]
pub fn OrdersPage() -> impl IntoView {
    view! { <order::OrderList side=Party::Client /> }
}

#[component]
pub fn OrderPage() -> impl IntoView {
    view! { <order::OrderPage side=Party::Client /> }
}
