//! The orders that wait for the viewer, with the one next action of each: on top of a portal's first page.

use crate::base;
use api::overview::list_waiting_orders;
use leptos::prelude::*;
use model::{Party, events::Subject, orders::OrderLine};
use ui::prelude::*;

/// At most five; nothing while none waits.
#[component]
pub fn Waiting(side: Party) -> impl IntoView {
    let changed = live().version(Subject::Order, None);
    let orders = Resource::new(move || changed.get(), move |_| list_waiting_orders(side));
    view! { <Load from=orders bones=Bones::Blank view=move |orders| view! { <Lines orders=orders side=side /> }.into_any() /> }
}

#[component]
fn Lines(orders: Vec<OrderLine>, side: Party) -> impl IntoView {
    let all = format!("{}?needs_me=true", base(side));
    let lines: Vec<_> = orders.into_iter().map(|order| view! { <Line order=order side=side /> }).collect();
    (!lines.is_empty()).then(|| view! {
        <Card title=tr!("Needs you", "Wartet auf Sie") flush=true
            action=move || view! { <a class="link" href=all.clone()>{tr!("All that need you", "Alle, die auf Sie warten")}</a> }
        ><ul class="divide-y divide-base-200">{lines}</ul></Card>
    })
}

/// The amount is what this step moves: one milestone's, not the whole order's.
#[component]
fn Line(order: OrderLine, side: Party) -> impl IntoView {
    let until = order.next.until().map(|at| view! { <span class="block text-sm text-muted">{order.next.until_words(lang())}" "<Moment at=at /></span> });
    let other = if side == Party::Client { order.seller } else { order.buyer };
    let gross =
        (side != Party::Client).then(|| view! { <span class="text-sm text-muted">" "{tr!("gross", "brutto")}</span> });
    let amount = order.next.amount().map(|money| view! { <Amount money=money />{gross} });
    view! {
        <li>
            <a href=format!("{}/{}", base(side), order.id) class="flex items-start gap-3 px-4 py-3 hover:bg-base-200 sm:items-center">
                <span class="event-dot tone-attention"><Icon glyph=icondata::LuHand /></span>
                <span class="min-w-0 grow">
                    <span class="block font-medium">{order.next.words(lang())}</span>
                    <span class="block text-sm text-muted">{order.title}" · "{other}" · "{order.number}</span>
                </span>
                <span class="max-w-36 shrink-0 text-right sm:max-w-none">{amount}{until}</span>
            </a>
        </li>
    }
}
