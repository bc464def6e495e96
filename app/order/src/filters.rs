//! What a list of orders is narrowed by: all of it stands in the address.

use crate::base;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use model::{
    Party,
    orders::{OrderFilter, OrderStatus},
};
use ui::prelude::*;

/// Tabs and the search field.
#[component]
pub fn Filters(side: Party, asked: Signal<OrderFilter>) -> impl IntoView {
    let location = use_location();
    let here = move || {
        let query = location.search.get();
        let path = location.pathname.get();
        if query.is_empty() { path } else { format!("{path}?{}", query.trim_start_matches('?')) }
    };
    let tabs = move || {
        let (here, filter) = (here(), asked.get());
        let bare = with_query(&with_query(&with_query(&here, "status", ""), "needs_me", ""), "late", "");
        let mut tabs = vec![Tab::new(
            tr!("All", "Alle"),
            bare.clone(),
            filter.statuses.is_empty() && !filter.needs_me && !filter.late,
        )];
        if side != Party::Staff {
            tabs.push(Tab::new(
                tr!("Needs you", "Wartet auf Sie"),
                with_query(&bare, "needs_me", "true"),
                filter.needs_me,
            ));
        }
        tabs.push(Tab::new(tr!("Late", "Überfällig"), with_query(&bare, "late", "true"), filter.late));
        for status in [
            OrderStatus::PendingPayment,
            OrderStatus::Pending,
            OrderStatus::Active,
            OrderStatus::Delivered,
            OrderStatus::Disputed,
            OrderStatus::Completed,
        ] {
            tabs.push(Tab::new(
                status.label(lang()),
                with_query(&bare, "status", status.as_str()),
                filter.statuses == [status],
            ));
        }
        tabs
    };
    // a search keeps the chosen tab
    let kept = move || {
        let filter = asked.get();
        let hidden = |name: &'static str, value: &'static str| view! { <input type="hidden" name=name value=value /> };
        (
            filter.statuses.first().map(|status| hidden("status", status.as_str())),
            filter.needs_me.then(|| hidden("needs_me", "true")),
            filter.late.then(|| hidden("late", "true")),
        )
    };
    view! {
        {move || view! { <Tabs label=tr!("Which orders", "Welche Aufträge") tabs=tabs() /> }}
        <form method="get" action=base(side) role="search" class="flex items-end gap-2">
            {kept}
            <TextInput name="q" kind="search" label=tr!("Search orders", "Aufträge suchen") bare=true optional=true value=asked.get_untracked().search
                placeholder=tr!("Number, title or name", "Nummer, Titel oder Name") />
            <Button kind="submit" icon=icondata::LuSearch>{tr!("Search", "Suchen")}</Button>
        </form>
    }
}
