//! `/admin/disputes` and `/admin/disputes/{id}`: the mediators' side of the shared dispute pages.

use leptos::prelude::*;
use model::Party;

#[component]
pub fn DisputesPage() -> impl IntoView {
    view! { <order::DisputeList /> }
}

#[component]
pub fn DisputePage() -> impl IntoView {
    view! { <order::DisputePage side=Party::Staff /> }
}
