//! The portal of the project's staff: how it stands, who belongs to it, what happened, what waits.
#![recursion_limit = "256"]

mod beat;
mod catalogue;
mod disputes;
mod domains;
mod jobs;
mod log;
mod log_verify;
mod messages;
mod orders;
mod overview;
mod payments;
mod people;
mod person;
mod reports;
mod reviews;
mod roles;
mod sellers;
mod settings;

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
    NavEntry::new(icondata::LuLayoutDashboard, || tr!("Overview", "Übersicht"), "/admin")
        .needs(P::ProjectOverview)
        .phone(),
    NavEntry::new(icondata::LuShoppingBag, || tr!("Orders", "Aufträge"), "/admin/orders")
        .needs(P::OrderViewAny)
        .phone(),
    NavEntry::new(icondata::LuScale, || tr!("Disputes", "Streitfälle"), "/admin/disputes").needs(P::DisputeMediate),
    NavEntry::new(icondata::LuMessagesSquare, || tr!("Messages", "Nachrichten"), "/admin/messages")
        .count(|viewer| viewer.messages.staff)
        .phone(),
    NavEntry::new(icondata::LuGitPullRequest, || tr!("Reviews", "Prüfungen"), "/admin/reviews")
        .needs(P::ReviewView)
        .count(|viewer| viewer.reviews)
        .phone(),
    NavEntry::new(icondata::LuPackageCheck, || tr!("Products", "Produkte"), "/admin/products")
        .needs(P::ProductPublish)
        .group(|| tr!("Catalogue", "Katalog")),
    NavEntry::new(icondata::LuFolderTree, || tr!("Categories", "Kategorien"), "/admin/categories")
        .needs(P::CategoryManage),
    NavEntry::new(icondata::LuCreditCard, || tr!("Payments", "Zahlungen"), "/admin/payments")
        .needs(P::PaymentView)
        .group(|| tr!("Money", "Geld")),
    NavEntry::new(icondata::LuInbox, || tr!("Webhooks", "Webhooks"), "/admin/webhooks").needs(P::PaymentView),
    NavEntry::new(icondata::LuPlugZap, || tr!("Gateways", "Gateways"), "/admin/gateways").needs(P::GatewayConfigure),
    NavEntry::new(icondata::LuUsers, || tr!("People", "Personen"), "/admin/people")
        .needs(P::MemberView)
        .group(|| tr!("Project", "Projekt")),
    NavEntry::new(icondata::LuStore, || tr!("Sellers", "Anbieter"), "/admin/sellers").needs(P::SellerManage),
    NavEntry::new(icondata::LuShieldCheck, || tr!("Roles", "Rollen"), "/admin/roles").needs(P::RoleManage),
    NavEntry::new(icondata::LuSettings, || tr!("Settings", "Einstellungen"), "/admin/settings")
        .needs(P::ProjectConfigure),
    NavEntry::new(icondata::LuListChecks, || tr!("Jobs", "Hintergrundaufgaben"), "/admin/jobs")
        .needs(P::JobView)
        .group(|| tr!("Operations", "Betrieb")),
    NavEntry::new(icondata::LuScrollText, || tr!("Log", "Protokoll"), "/admin/log").needs(P::LogView),
];

ui::lazy_pages! { admin_pages:
    pub AdminGallery = ui::gallery::Gallery,
    pub AdminOverview = overview::OverviewPage,
    pub AdminOrders = orders::OrdersPage,
    pub AdminOrder = orders::OrderPage,
    pub AdminDisputes = disputes::DisputesPage,
    pub AdminDispute = disputes::DisputePage,
    pub AdminMessages = messages::MessagesPage,
    pub AdminReports = reports::ReportsPage,
    pub AdminPayments = payments::PaymentsPage,
    pub AdminPayment = payments::PaymentPage,
    pub AdminWebhooks = payments::InboxPage,
    pub AdminWebhook = payments::EventPage,
    pub AdminGateways = payments::GatewaysPage,
    pub AdminIntegrations = payments::CallsPage,
    pub AdminProducts = catalogue::ModerationPage,
    pub AdminCategories = catalogue::CategoriesPage,
    pub AdminPeople = people::PeoplePage,
    pub AdminPerson = person::PersonPage,
    pub AdminReviews = reviews::InboxPage,
    pub AdminReview = reviews::ReviewPage,
    pub AdminReviewRules = reviews::RulesPage,
    pub AdminSellers = sellers::SellersPage,
    pub AdminRoles = roles::RolesPage,
    pub AdminSettings = settings::SettingsPage,
    pub AdminJobs = jobs::JobsPage,
    pub AdminLog = log::LogPage,
}

#[component]
fn Portal() -> impl IntoView {
    reviews::watch_count();
    view! { <PortalShell name=tr!("Administration", "Verwaltung") entries=NAV><Outlet /></PortalShell> }
}

/// All pages under `/admin`.
#[component(transparent)]
pub fn AdminRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/admin") view=Portal ssr=SsrMode::PartiallyBlocked>
            <Route path=path!("") view={Lazy::<AdminOverview>::new()} />
            <Route path=path!("orders") view={Lazy::<AdminOrders>::new()} ssr=SsrMode::Async />
            <Route path=path!("orders/:id") view={Lazy::<AdminOrder>::new()} ssr=SsrMode::Async />
            <Route path=path!("disputes") view={Lazy::<AdminDisputes>::new()} ssr=SsrMode::Async />
            <Route path=path!("disputes/:id") view={Lazy::<AdminDispute>::new()} ssr=SsrMode::Async />
            <Route path=path!("messages/reports") view={Lazy::<AdminReports>::new()} ssr=SsrMode::Async />
            <Route path=path!("messages/:id?") view={Lazy::<AdminMessages>::new()} ssr=SsrMode::Async />
            <Route path=path!("payments") view={Lazy::<AdminPayments>::new()} ssr=SsrMode::Async />
            <Route path=path!("payments/:id") view={Lazy::<AdminPayment>::new()} ssr=SsrMode::Async />
            <Route path=path!("webhooks") view={Lazy::<AdminWebhooks>::new()} ssr=SsrMode::Async />
            <Route path=path!("webhooks/:id") view={Lazy::<AdminWebhook>::new()} ssr=SsrMode::Async />
            <Route path=path!("gateways") view={Lazy::<AdminGateways>::new()} ssr=SsrMode::Async />
            <Route path=path!("integrations") view={Lazy::<AdminIntegrations>::new()} ssr=SsrMode::Async />
            <Route path=path!("products") view={Lazy::<AdminProducts>::new()} ssr=SsrMode::Async />
            <Route path=path!("categories") view={Lazy::<AdminCategories>::new()} />
            <Route path=path!("people") view={Lazy::<AdminPeople>::new()} ssr=SsrMode::Async />
            <Route path=path!("people/:id") view={Lazy::<AdminPerson>::new()} ssr=SsrMode::Async />
            <Route path=path!("reviews") view={Lazy::<AdminReviews>::new()} ssr=SsrMode::Async />
            <Route path=path!("reviews/rules") view={Lazy::<AdminReviewRules>::new()} ssr=SsrMode::Async />
            <Route path=path!("reviews/:id") view={Lazy::<AdminReview>::new()} ssr=SsrMode::Async />
            <Route path=path!("sellers") view={Lazy::<AdminSellers>::new()} ssr=SsrMode::Async />
            <Route path=path!("roles") view={Lazy::<AdminRoles>::new()} ssr=SsrMode::Async />
            <Route path=path!("settings") view={Lazy::<AdminSettings>::new()} />
            <Route path=path!("jobs") view={Lazy::<AdminJobs>::new()} />
            <Route path=path!("log") view={Lazy::<AdminLog>::new()} ssr=SsrMode::Async />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
