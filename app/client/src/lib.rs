//! The client's portal: what waits, orders, money, notifications, settings.
#![recursion_limit = "256"]

mod disputes;
mod leave;
mod messages;
mod notifications;
mod orders;
mod overview;
mod payment;
mod settings;
mod wallet;

use leptos::prelude::*;
use leptos_router::{
    Lazy, SsrMode,
    any_nested_route::IntoAnyNestedRoute,
    components::{Outlet, ParentRoute, Route},
    path,
};
use model::Permission as P;
use ui::prelude::*;

/// The rail. Each page adds its line here together with its route.
pub const NAV: &[NavEntry] = &[
    NavEntry::new(icondata::LuHouse, || tr!("Overview", "Übersicht"), "/app").phone(),
    NavEntry::new(icondata::LuShoppingBag, || tr!("Orders", "Aufträge"), "/app/orders").phone(),
    NavEntry::new(icondata::LuMessagesSquare, || tr!("Messages", "Nachrichten"), "/app/messages")
        .count(|viewer| viewer.messages.client)
        .phone(),
    NavEntry::new(icondata::LuWallet, || tr!("Wallet", "Guthaben"), "/app/wallet").needs(P::WalletUse).phone(),
    NavEntry::new(icondata::LuBell, || tr!("Notifications", "Benachrichtigungen"), "/app/notifications"),
    NavEntry::new(icondata::LuSettings2, || tr!("Settings", "Einstellungen"), "/app/settings"),
];

ui::lazy_pages! { client_pages:
    pub ClientOverview = overview::OverviewPage,
    pub ClientOrders = orders::OrdersPage,
    pub ClientOrder = orders::OrderPage,
    pub ClientOpenDispute = disputes::OpenDisputePage,
    pub ClientDispute = disputes::DisputePage,
    pub ClientMessages = messages::MessagesPage,
    pub ClientWallet = wallet::WalletPage,
    pub ClientPayment = payment::PaymentPage,
    pub ClientNotifications = notifications::NotificationsPage,
    pub ClientSettings = settings::SettingsPage,
}

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
            <Route path=path!("orders") view={Lazy::<ClientOrders>::new()} ssr=SsrMode::Async />
            <Route path=path!("orders/:id") view={Lazy::<ClientOrder>::new()} ssr=SsrMode::Async />
            <Route path=path!("orders/:id/dispute") view={Lazy::<ClientOpenDispute>::new()} ssr=SsrMode::Async />
            <Route path=path!("disputes/:id") view={Lazy::<ClientDispute>::new()} ssr=SsrMode::Async />
            <Route path=path!("messages/:id?") view={Lazy::<ClientMessages>::new()} ssr=SsrMode::Async />
            <Route path=path!("wallet") view={Lazy::<ClientWallet>::new()} ssr=SsrMode::Async />
            <Route path=path!("payments/:id") view={Lazy::<ClientPayment>::new()} ssr=SsrMode::Async />
            <Route path=path!("notifications") view={Lazy::<ClientNotifications>::new()} ssr=SsrMode::Async />
            <Route path=path!("settings") view={Lazy::<ClientSettings>::new()} ssr=SsrMode::Async />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
