//! The portal of the project's staff: how it stands, who belongs to it, what happened, what waits.
#![recursion_limit = "256"]

mod beat;
mod jobs;
mod log;
mod log_verify;
mod overview;

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
    NavEntry::new(icondata::LuLayoutDashboard, || tr!("Overview", "Übersicht"), "/admin").needs(P::ProjectOverview).phone(),
    NavEntry::new(icondata::LuListChecks, || tr!("Jobs", "Hintergrundaufgaben"), "/admin/jobs").needs(P::JobView).group(|| tr!("Operations", "Betrieb")),
    NavEntry::new(icondata::LuScrollText, || tr!("Log", "Protokoll"), "/admin/log").needs(P::LogView),
];

ui::lazy_page!(pub AdminOverview = overview::OverviewPage);
ui::lazy_page!(pub AdminJobs = jobs::JobsPage);
ui::lazy_page!(pub AdminLog = log::LogPage);

#[component]
fn Portal() -> impl IntoView {
    view! { <PortalShell name=tr!("Administration", "Verwaltung") entries=NAV><Outlet /></PortalShell> }
}

/// All pages under `/admin`.
#[component(transparent)]
pub fn AdminRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/admin") view=Portal ssr=SsrMode::PartiallyBlocked>
            <Route path=path!("") view={Lazy::<AdminOverview>::new()} />
            <Route path=path!("jobs") view={Lazy::<AdminJobs>::new()} />
            <Route path=path!("log") view={Lazy::<AdminLog>::new()} />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
