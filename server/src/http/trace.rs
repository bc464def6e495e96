//! The request id, one log line per request, and its place in the metrics.

use super::AppState;
use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method},
    middleware::Next,
    response::Response,
};
use std::time::Instant;
use tracing::Instrument;

/// The id that stands in every log line of a request and in its answer.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The outermost layer.
pub async fn follow(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let id = given_id(&state, &request).unwrap_or_else(platform::identity::secrets::short_id);
    request.extensions_mut().insert(RequestId(id.clone()));
    let method = request.method().clone();
    // The pattern, not the path: paths carry ids and would make the metrics grow without end.
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let path = request.uri().path().to_owned();
    let span = tracing::info_span!("request", id);
    let started = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let took = started.elapsed();
    state.metrics.observe(known(&method), &route, response.status().as_u16(), took);
    let status = response.status().as_u16();
    let ms = took.as_millis() as u64;
    span.in_scope(|| {
        if status >= 500 {
            tracing::warn!(%method, path, status, ms, "{method} {path} → {status} in {ms} ms");
        } else if path.starts_with("/pkg/") || path == "/healthz" {
            tracing::debug!(%method, path, status, ms, "{method} {path} → {status} in {ms} ms");
        } else {
            tracing::info!(%method, path, status, ms, "{method} {path} → {status} in {ms} ms");
        }
    });
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

fn given_id(state: &AppState, request: &Request) -> Option<String> {
    let id = state.edge.trust_proxy.then(|| request.headers().get(REQUEST_ID))??.to_str().ok()?;
    let plain = (8..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    plain.then(|| id.to_owned())
}

/// A method somebody invented must not become a series of its own.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        _ => "OTHER",
    }
}
