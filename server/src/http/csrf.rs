//! Nobody else's page may act for our people. Every request that can change something must come from a page of this
//! very host (`Sec-Fetch-Site`, or `Origin` where a browser is too old for it); cookies are `SameSite=Lax` besides.
//! Webhooks come from machines without cookies and carry signatures, so they are left out.

use super::{AppState, problem::Asker};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};
use model::Problem;

pub async fn refuse_foreign(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let machine = request.uri().path().starts_with("/webhooks/");
    if reads || machine || comes_from_us(&state, request.headers()) {
        return next.run(request).await;
    }
    tracing::warn!(path = request.uri().path(), "refused a write from a foreign page");
    Asker::of(&request).answer(&Problem::NotAllowed)
}

/// Whether the browser says that one of our own pages sent this.
pub fn comes_from_us(state: &AppState, headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    match text(header::HeaderName::from_static("sec-fetch-site")) {
        Some("same-origin") => true,
        // `none` is an address typed or a bookmark, which never posts; `same-site` is another host of the same domain.
        Some(_) => false,
        None => match text(header::ORIGIN) {
            Some(origin) => is_our_origin(state, origin, text(header::HOST)),
            None => false,
        },
    }
}

/// Compares host and port; the scheme may differ behind a proxy that ends TLS.
pub fn is_our_origin(state: &AppState, origin: &str, host: Option<&str>) -> bool {
    let Some((_, authority)) = origin.split_once("://") else { return false };
    let public = state.platform.settings.public_url.split_once("://").map(|(_, rest)| rest);
    Some(authority) == host || Some(authority) == public
}
