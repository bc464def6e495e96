//! The seller's portal: what waits, orders, products, earnings.
#![recursion_limit = "256"]

mod disputes;
mod earnings;
mod messages;
mod orders;
mod overview;
mod products;
mod reviews;

use leptos::prelude::*;
use leptos_router::{
    Lazy, SsrMode,
    any_nested_route::IntoAnyNestedRoute,
    components::{Outlet, ParentRoute, Route},
    hooks::use_location,
    path,
};
use ui::prelude::*;

/// The rail. Each page adds its line here together with its route.
pub const NAV: &[NavEntry] = &[
    NavEntry::new(icondata::LuLayoutDashboard, || tr!("Overview", "Übersicht"), "/sell").phone(),
    NavEntry::new(icondata::LuShoppingBag, || tr!("Orders", "Aufträge"), "/sell/orders").phone(),
    NavEntry::new(icondata::LuMessagesSquare, || tr!("Messages", "Nachrichten"), "/sell/messages")
        .count(|viewer| viewer.messages.seller)
        .phone(),
    NavEntry::new(icondata::LuHandCoins, || tr!("Earnings", "Einnahmen"), "/sell/earnings").phone(),
    NavEntry::new(icondata::LuPackage, || tr!("Products", "Produkte"), "/sell/products"),
];

ui::lazy_pages! { seller_pages:
    pub SellerOverview = overview::OverviewPage,
    pub SellerOrders = orders::OrdersPage,
    pub SellerOrder = orders::OrderPage,
    pub SellerOpenDispute = disputes::OpenDisputePage,
    pub SellerDispute = disputes::DisputePage,
    pub SellerMessages = messages::MessagesPage,
    pub SellerEarnings = earnings::EarningsPage,
    pub SellerProducts = products::ProductsPage,
    pub SellerNewProduct = products::NewProductPage,
    pub SellerEditProduct = products::EditProductPage,
    pub SellerReview = reviews::ReviewPage,
}

#[component]
fn Portal() -> impl IntoView {
    view! { <PortalShell name=tr!("Sales", "Verkauf") entries=NAV><Sellers><Outlet /></Sellers></PortalShell> }
}

/// The pages for those who sell; others learn how to begin. Staff may open a seller's product, and
/// applicants the review of their application.
#[component]
fn Sellers(children: ChildrenFn) -> impl IntoView {
    let me = me();
    let path = use_location().pathname;
    let open = Memo::new(move |_| {
        let product = path.with(|path| {
            path.strip_prefix("/sell/products/").is_some_and(|rest| rest != "new") || path.starts_with("/sell/reviews/")
        });
        me.with(|viewer| viewer.person.as_ref().is_some_and(|person| person.sells)) || product
    });
    move || {
        if open.get() {
            return children().into_any();
        }
        view! {
            <PageHeader title=tr!("Sell here", "Hier verkaufen") />
            <EmptyState icon=icondata::LuHandCoins title=tr!("You do not sell here yet", "Sie verkaufen hier noch nicht")
                text=tr!("Tell the team who you are and what you do. Once approved, you publish services and earn milestone by milestone.", "Sagen Sie dem Team, wer Sie sind und was Sie tun. Nach der Freigabe veröffentlichen Sie Leistungen und verdienen Meilenstein für Meilenstein.")>
                <LinkButton href="/app/settings#sell" look=Look::Primary>{tr!("Apply as a seller", "Als Anbieter bewerben")}</LinkButton>
            </EmptyState>
        }
        .into_any()
    }
}

/// All pages under `/sell`.
#[component(transparent)]
pub fn SellerRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/sell") view=Portal ssr=SsrMode::PartiallyBlocked>
            <Route path=path!("") view={Lazy::<SellerOverview>::new()} />
            <Route path=path!("orders") view={Lazy::<SellerOrders>::new()} ssr=SsrMode::Async />
            <Route path=path!("orders/:id") view={Lazy::<SellerOrder>::new()} ssr=SsrMode::Async />
            <Route path=path!("orders/:id/dispute") view={Lazy::<SellerOpenDispute>::new()} ssr=SsrMode::Async />
            <Route path=path!("disputes/:id") view={Lazy::<SellerDispute>::new()} ssr=SsrMode::Async />
            <Route path=path!("messages/:id?") view={Lazy::<SellerMessages>::new()} ssr=SsrMode::Async />
            <Route path=path!("earnings") view={Lazy::<SellerEarnings>::new()} ssr=SsrMode::Async />
            <Route path=path!("products") view={Lazy::<SellerProducts>::new()} ssr=SsrMode::Async />
            <Route path=path!("products/new") view={Lazy::<SellerNewProduct>::new()} />
            <Route path=path!("products/:id") view={Lazy::<SellerEditProduct>::new()} ssr=SsrMode::Async />
            <Route path=path!("reviews/:id") view={Lazy::<SellerReview>::new()} ssr=SsrMode::Async />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
