//! The orders that wait for the client, with the one next action of each.

use api::overview::list_waiting_orders;
use leptos::prelude::*;
use model::{Party, events::Subject, orders::OrderLine};
use ui::prelude::*;

/// At most five; nothing while none waits.
#[component]
pub fn Waiting() -> impl IntoView {
    let changed = live().version(Subject::Order, None);
    let orders = Resource::new(move || changed.get(), |_| list_waiting_orders(Party::Client));
    view! { <Load from=orders bones=Bones::Rows(2) view=|orders| view! { <Lines orders=orders /> }.into_any() /> }
}

#[component]
fn Lines(orders: Vec<OrderLine>) -> impl IntoView {
    let lines: Vec<_> = orders.into_iter().map(|order| view! { <Line order=order /> }).collect();
    (!lines.is_empty()).then(|| view! {
        <Card title=tr!("Needs you", "Wartet auf Sie") flush=true
            action=|| view! { <a class="link" href="/app/orders?needs_me=true">{tr!("All that need you", "Alle, die auf Sie warten")}</a> }
        ><ul class="divide-y divide-base-200">{lines}</ul></Card>
    })
}

#[component]
fn Line(order: OrderLine) -> impl IntoView {
    let until = order.next.until().map(|at| view! { <span class="block text-sm text-muted">{order.next.until_words(lang())}" "<Moment at=at /></span> });
    view! {
        <li>
            <a href=format!("/app/orders/{}", order.id) class="flex items-start gap-3 px-4 py-3 hover:bg-base-200 sm:items-center">
                <span class="event-dot tone-attention"><Icon glyph=icondata::LuHand /></span>
                <span class="min-w-0 grow">
                    <span class="block font-medium">{order.next.words(lang())}</span>
                    <span class="block text-sm text-muted">{order.title}" · "{order.seller}" · "{order.number}</span>
                </span>
                <span class="max-w-36 shrink-0 text-right sm:max-w-none"><Amount money=order.money.price />{until}</span>
            </a>
        </li>
    }
}
