//! `/app/orders/{id}/dispute` and `/app/disputes/{id}`: the client's side of the shared dispute pages.

use leptos::prelude::*;
use model::Party;

#[component]
pub fn OpenDisputePage() -> impl IntoView {
    view! { <order::DisputeForm side=Party::Client /> }
}

#[component]
pub fn DisputePage() -> impl IntoView {
    view! { <order::DisputePage side=Party::Client /> }
}
