//! The order's conversation beside the order. The page is there before it: the room is read once the page lives, and
//! without a script a link leads to it.

use super::{base, conversation::Conversation};
use crate::context::the_order;
use api::chats::open_chat_of_order;
use leptos::prelude::*;
use model::{
    OrderId, Party,
    chats::{Around, RoomView},
};
use ui::prelude::*;

/// Docked at the right of the order page, under it on a phone.
#[component]
pub fn OrderRoom(side: Party) -> impl IntoView {
    let order = the_order().order.with_untracked(|order| order.id);
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    let (heading, unread) = ("messages-heading", RwSignal::new(0_u32));
    view! {
        <section id="messages" class="panel overflow-hidden" aria-labelledby=heading>
            <div class="card-head">
                <h2 id=heading class="card-heading">{tr!("Messages", "Nachrichten")}" "<Tally n=unread.into() /></h2>
                <a class="link text-sm" href=format!("{}?order={order}", base(side))>{tr!("Whole conversation", "Ganze Unterhaltung")}</a>
            </div>
            {move || alive.get().then(|| view! { <Docked order=order side=side unread=unread /> })}
        </section>
    }
}

#[component]
fn Docked(order: OrderId, side: Party, unread: RwSignal<u32>) -> impl IntoView {
    let again = RwSignal::new(0_u64);
    let room = Resource::new(move || again.get(), move |_| open_chat_of_order(order));
    let changed = Callback::new(move |()| again.update(|n| *n += 1));
    view! {
        <Load from=room bones=Bones::Rows(5) view={move |view: RoomView| {
            view! { <Conversation view=view side=side around=Around::Unread docked=true unread=unread on_change=changed /> }.into_any()
        }} />
    }
}
