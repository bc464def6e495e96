//! The client's portal: what waits, orders, money, notifications, settings.
#![recursion_limit = "256"]

mod notifications;
mod overview;
mod waiting;

use leptos::prelude::*;
use leptos_router::{
    Lazy, SsrMode,
    any_nested_route::IntoAnyNestedRoute,
    components::{Outlet, ParentRoute, Route},
    path,
};
use ui::prelude::*;

/// The rail. Each page adds its line here together with its route.
pub const NAV: &[NavEntry] = &[
    NavEntry::new(icondata::LuHouse, || tr!("Overview", "Übersicht"), "/app").phone(),
    NavEntry::new(icondata::LuBell, || tr!("Notifications", "Benachrichtigungen"), "/app/notifications"),
];

ui::lazy_page!(pub ClientOverview = overview::OverviewPage);
ui::lazy_page!(pub ClientNotifications = notifications::NotificationsPage);

#[component]
fn Portal() -> impl IntoView {
    view! { <PortalShell name=tr!("Purchases", "Einkäufe") entries=NAV><Outlet /></PortalShell> }
}

/// All pages under `/app`.
#[component(transparent)]
pub fn ClientRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/app") view=Portal ssr=SsrMode::PartiallyBlocked>
            <Route path=path!("") view={Lazy::<ClientOverview>::new()} />
            <Route path=path!("notifications") view={Lazy::<ClientNotifications>::new()} />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
