//! The pages and server functions of `app`, each with its context: the desk, who asks, in which language and theme.

use super::{AppState, csp, session::Visit};
use app::Around;
use axum::{
    Router,
    extract::Request,
    http::request::Parts,
    middleware::{Next, from_fn},
    response::Response,
};
use leptos::{
    prelude::*,
    reactive::{computed::ScopedFuture, owner::Owner},
};
use leptos_axum::{AxumRouteListing, LeptosRoutes, file_and_error_handler_with_context, generate_route_list};
use std::sync::{Arc, OnceLock};

/// Every page and every server function.
pub fn routes(state: &AppState) -> Router<AppState> {
    let options = state.leptos.clone();
    Router::new()
        .leptos_routes_with_context(state, pages().clone(), context, move || app::shell(options.clone()))
        .fallback(file_and_error_handler_with_context::<AppState, _>(context, app::shell))
        .layer(from_fn(apart))
}

/// The routes of the app. Found once in a process: while leptos looks for them, it keeps every resource of the process
/// from loading, for good if it began just then, and a page rendered meanwhile would never end.
pub fn pages() -> &'static Vec<AxumRouteListing> {
    static PAGES: OnceLock<Vec<AxumRouteListing>> = OnceLock::new();
    PAGES.get_or_init(|| generate_route_list(app::App))
}

/// Runs each request in an owner of its own, so that nothing of one page gets into another; see [`Around`].
async fn apart(mut request: Request, next: Next) -> Response {
    let owner = Owner::new_root(None);
    request.extensions_mut().insert(Around(owner.clone()));
    owner.with(|| ScopedFuture::new(next.run(request))).await
}

/// What `api::caller` and `ui` read. Runs once per page and per server function, before either starts.
fn context() {
    let (Some(state), Some(parts)) = (use_context::<AppState>(), use_context::<Parts>()) else { return };
    let Some(visit) = parts.extensions.get::<Arc<Visit>>().cloned() else { return };
    if let Some(around) = parts.extensions.get::<Around>().cloned() {
        provide_context(around);
    }
    provide_context(state.desk.clone());
    provide_context(visit.actor.clone());
    provide_context(visit.actor.lang);
    provide_context(visit.theme);
    provide_context(ui::context::PageStatus(api::fault::set_page_status));
    provide_context(api::cookies::CookieRules { secure: state.platform.settings.https() });
    provide_context(visit.kept.clone());
    if let Some(viewer) = &visit.viewer {
        provide_context(viewer.clone());
        csp::mark_page(&state, &visit.foreign);
    }
}
