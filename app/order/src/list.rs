//! Lists of orders with their filters in the address.

use crate::{base, filters::Filters};
use api::orders::list_orders;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::{
    Party,
    events::Subject,
    orders::{OrderFilter, OrderLine},
};
use ui::prelude::*;

/// The orders of one side, newest first.
#[component]
pub fn OrderList(side: Party) -> impl IntoView {
    let query = use_query_map();
    let asked =
        Memo::new(move |_| query.with(|query| (OrderFilter::asked(side, |name| query.get(name)), query.get("after"))));
    let changed = live().version(Subject::Order, None);
    // what changes is read again by the list itself, in place
    let orders = Resource::new(move || asked.get(), |(filter, after)| list_orders(filter, after));
    let title = if side == Party::Client { tr!("Your orders", "Ihre Aufträge") } else { tr!("Orders", "Aufträge") };
    let action = (side == Party::Client).then(|| view! { <LinkButton look=Look::Primary href="/search" icon=icondata::LuSearch>{tr!("Find a service", "Leistung finden")}</LinkButton> });
    view! {
        <PageHeader title=title><CsvLink path=csv(side) />{action}</PageHeader>
        <div class="stack">
            <Filters side=side asked=Signal::derive(move || asked.get().0) />
            <Load from=orders bones=Bones::Rows(6) view=move |page| {
                let (filter, after) = asked.get_untracked();
                let again = filter.clone();
                let list = endless(page, after, move |after| list_orders(again.clone(), after)).follow(changed);
                view! { <Lines list=list side=side filtered={filter != OrderFilter::of(side)} /> }.into_any()
            } />
        </div>
    }
}

#[component]
fn Lines(list: Endless<OrderLine>, side: Party, filtered: bool) -> impl IntoView {
    let staff = side == Party::Staff;
    let mut columns = vec![
        Column::new(tr!("Order", "Auftrag"), move |o: &OrderLine| {
            view! {
                <a class="link-quiet font-medium" href=format!("{}/{}", base(side), o.id)>{o.title.clone()}</a>
                <span class="block text-sm text-muted tabular-nums">{o.number.clone()}</span>
            }
        })
        .main(),
    ];
    if side != Party::Client {
        columns.push(Column::new(tr!("Client", "Kunde"), |o: &OrderLine| o.buyer.clone()));
    }
    if side != Party::Seller {
        columns.push(Column::new(tr!("Seller", "Anbieter"), |o: &OrderLine| o.seller.clone()));
    }
    columns.push(Column::new(tr!("State", "Stand"), |o: &OrderLine| view! {
        <StateChip state=o.status />
        {o.late.then(|| view! { " "<Chip label=tr!("Late", "Überfällig") tone=Tone::Danger icon=icondata::LuClockAlert /> })}
    }));
    if !staff {
        columns.push(Column::new(tr!("Next", "Als Nächstes"), |o: &OrderLine| next(o)));
    }
    columns.push(
        Column::new(tr!("Price", "Preis"), |o: &OrderLine| {
            let money = o.money.price;
            view! { <Amount money=money /> }
        })
        .right(),
    );
    columns.push(
        Column::new(escrow_label(side), |o: &OrderLine| {
            let money = o.money.held;
            view! { <Amount money=money /> }
        })
        .right()
        .wide_only(),
    );
    columns
        .push(Column::new(tr!("Placed", "Erteilt"), |o: &OrderLine| view! { <Moment at=o.placed_at /> }).wide_only());
    view! { <EndlessTable caption=tr!("Orders", "Aufträge") columns=columns list=list empty=move || empty(side, filtered) /> }
}

const fn csv(side: Party) -> &'static str {
    match side {
        Party::Client => "/app/orders.csv",
        Party::Seller => "/sell/orders.csv",
        Party::Staff | Party::System => "/admin/orders.csv",
    }
}

/// Whoever pays or gets the fee reads that it is still in the figure.
fn escrow_label(side: Party) -> String {
    match side {
        Party::Client => tr!("In escrow", "Im Treuhandkonto"),
        _ => tr!("In escrow (gross)", "Im Treuhandkonto (brutto)"),
    }
}

fn next(order: &OrderLine) -> impl IntoView + use<> {
    let words = order.next.words(lang());
    let until = order.next.until().map(|at| {
        let meaning = order.next.until_words(lang());
        view! { <span class="block text-sm text-muted">{meaning}" "<Moment at=at /></span> }
    });
    let shown = if order.next.needs_viewer() {
        view! { <span class="font-medium">{words}</span> }.into_any()
    } else {
        view! { <span class="text-muted">{words}</span> }.into_any()
    };
    view! { {shown}{until} }
}

fn empty(side: Party, filtered: bool) -> AnyView {
    if filtered {
        return view! {
            <EmptyState icon=icondata::LuSearchX title=tr!("No order fits", "Kein Auftrag passt") text=tr!("Try another filter, or show all.", "Versuchen Sie einen anderen Filter oder zeigen Sie alle.")>
                <LinkButton href=base(side)>{tr!("Show all orders", "Alle Aufträge zeigen")}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let (title, text) = match side {
        Party::Client => (
            tr!("No orders yet", "Noch keine Aufträge"),
            tr!(
                "What you order stands here, with its state, its money and the next step.",
                "Was Sie bestellen, steht hier: mit Stand, Geld und dem nächsten Schritt."
            ),
        ),
        Party::Seller => (
            tr!("No orders yet", "Noch keine Aufträge"),
            tr!(
                "When somebody orders from you, it stands here with what to do next. Published products are found in the search.",
                "Wenn jemand bei Ihnen bestellt, steht es hier mit dem nächsten Schritt. Veröffentlichte Produkte findet die Suche."
            ),
        ),
        _ => (
            tr!("No orders in this project yet", "Noch keine Aufträge in diesem Projekt"),
            tr!("Every order of the project will stand here.", "Hier steht dann jeder Auftrag des Projekts."),
        ),
    };
    view! { <EmptyState icon=icondata::LuShoppingBag title=title text=text /> }.into_any()
}
