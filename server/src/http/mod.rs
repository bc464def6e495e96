//! The web frame: who asks, in which project, whether they may, and what is logged of it. Pages and server functions
//! come from `app`; what is stored and done from `platform`.
//!
//! From the outside in: request id and log → panics → security headers → compression → static files → CSRF and size →
//! who asks ([`session`]) → the route.

pub mod access;
mod body;
mod covers;
mod csp;
mod csrf;
mod evidence;
mod exports;
mod faults;
mod files;
mod forms;
mod headers;
mod health;
pub mod live;
mod metrics;
mod pages;
mod plain;
mod problem;
mod sandbox;
mod seo;
mod session;
mod statics;
#[cfg(test)]
mod tests;
mod trace;
mod webhooks;

use crate::config::Config;
use axum::{
    Router,
    extract::{FromRef, Request},
    middleware,
    routing::get,
};
use leptos::config::LeptosOptions;
use model::{Desk, Problem};
use platform::Platform;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use tower_http::compression::CompressionLayer;

/// What every handler may ask for.
#[derive(Clone, FromRef)]
pub struct AppState {
    pub platform: Platform,
    pub desk: Arc<dyn Desk>,
    pub leptos: LeptosOptions,
    pub hub: live::Hub,
    pub metrics: Arc<metrics::Metrics>,
    pub edge: Arc<Edge>,
}

/// What the frame itself is configured with.
#[derive(Clone, Debug)]
pub struct Edge {
    pub trust_proxy: bool,
    pub metrics_token: Option<String>,
}

/// Everything that is served. `stop` ends the live sockets, which would otherwise hold up the shutdown.
pub fn router(config: &Config, platform: Platform, stop: CancellationToken) -> Router {
    let state = AppState {
        desk: Arc::new(platform.clone()),
        leptos: statics::leptos_options(),
        hub: live::start(platform.clone(), stop),
        metrics: Arc::default(),
        edge: Arc::new(Edge { trust_proxy: config.trust_proxy, metrics_token: config.metrics_token.clone() }),
        platform,
    };
    router_with(state, true)
}

/// What is served while there is no database to ask: the same page for everything. The process lives, which is all that
/// `/healthz` says.
pub fn waiting_room() -> Router {
    let away = async |request: Request| problem::Asker::of(&request).answer(&Problem::Unavailable);
    Router::new().route("/healthz", get(health::healthz)).fallback(away)
}

/// `door: false` leaves out the outer door, so that a test can see whether the inner one holds by itself.
fn router_with(state: AppState, door: bool) -> Router {
    let with = |state: &AppState| state.clone();
    let pages = Router::new()
        .merge(pages::routes(&state))
        .merge(files::routes())
        .merge(evidence::routes())
        .merge(exports::routes())
        .merge(covers::routes())
        .merge(seo::routes())
        .merge(plain::routes())
        .route("/live", get(live::connect));
    let pages = if door { pages.layer(middleware::from_fn(access::admit)) } else { pages };
    pages
        .layer(middleware::from_fn_with_state(with(&state), session::identify))
        .layer(middleware::from_fn_with_state(with(&state), forms::keep_input))
        // machines and an outside party: no session of ours, and nothing typed there is kept
        .merge(webhooks::routes())
        .merge(sandbox::routes())
        .layer(middleware::from_fn_with_state(with(&state), csrf::refuse_foreign))
        .layer(middleware::from_fn(body::limit))
        .layer(middleware::from_fn_with_state(with(&state), statics::serve))
        .merge(health::routes())
        .layer(CompressionLayer::new().compress_when(headers::worth_compressing()))
        .layer(middleware::from_fn_with_state(with(&state), headers::secure))
        .layer(middleware::from_fn(faults::catch))
        .layer(middleware::from_fn_with_state(with(&state), trace::follow))
        .with_state(state)
}
