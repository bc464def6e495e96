//! The order's conversation beside the order.

use super::conversation::Conversation;
use crate::context::the_order;
use api::chats::open_chat_of_order;
use leptos::prelude::*;
use model::{
    Party,
    chats::{Around, RoomView},
};
use ui::prelude::*;

/// Docked at the right of the order page, under it on a phone.
#[component]
pub fn OrderRoom(side: Party) -> impl IntoView {
    let order = the_order().order.with_untracked(|order| order.id);
    let again = RwSignal::new(0_u64);
    let room = Resource::new(move || again.get(), move |_| open_chat_of_order(order));
    let changed = Callback::new(move |()| again.update(|n| *n += 1));
    let heading = "messages-heading";
    view! {
        <section id="messages" class="panel overflow-hidden" aria-labelledby=heading>
            <div class="card-head">
                <h2 id=heading class="card-heading">{tr!("Messages", "Nachrichten")}</h2>
            </div>
            <Load from=room bones=Bones::Rows(5) view={move |view: RoomView| {
                view! { <Conversation view=view side=side around=Around::Unread docked=true on_change=changed /> }.into_any()
            }} />
        </section>
    }
}
