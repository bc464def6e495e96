//! `/app/messages` and `…/messages/{id}`: the client's side of the shared conversations.

use leptos::prelude::*;
use model::Party;

#[component]
pub fn MessagesPage() -> impl IntoView {
    view! { <order::chat::MessagesPage side=Party::Client /> }
}
