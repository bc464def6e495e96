//! All routes. Each portal brings its own as one component; its pages are lazily loaded pieces.

use crate::{not_found::NotFound, palette::AppPalette};
use leptos::prelude::*;
use leptos_router::{
    Lazy, SsrMode,
    components::{Route, Router, Routes, RoutingProgress},
    path,
};
use std::time::Duration;

/// The router and its routes.
#[component]
pub fn AppRoutes() -> impl IntoView {
    let (busy, set_busy) = signal(false);
    view! {
        <Router set_is_routing=set_busy>
            <div class="routing" aria-hidden="true"><RoutingProgress is_routing=busy max_time=Duration::from_millis(400) /></div>
            <Routes fallback=NotFound>
                <Route path=path!("/gallery") view={Lazy::<admin::AdminGallery>::new()} ssr=SsrMode::Async />
                <client::ClientRoutes />
                <seller::SellerRoutes />
                <admin::AdminRoutes />
                <storefront::StorefrontRoutes />
            </Routes>
            <AppPalette />
        </Router>
    }
}
