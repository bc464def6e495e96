//! `/sell/orders/{id}/dispute` and `/sell/disputes/{id}`: the seller's side of the shared dispute pages.

use leptos::prelude::*;
use model::Party;

#[component]
pub fn OpenDisputePage() -> impl IntoView {
    view! { <order::DisputeForm side=Party::Seller /> }
}

#[component]
pub fn DisputePage() -> impl IntoView {
    view! { <order::DisputePage side=Party::Seller /> }
}
