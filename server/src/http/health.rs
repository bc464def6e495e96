//! For machines that watch: `/healthz` (the process lives), `/readyz` (it can serve), `/metrics` (Prometheus).

use super::{AppState, trace::RequestId};
use axum::{
    Extension, Json, Router,
    extract::{ConnectInfo, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use std::net::SocketAddr;

pub fn routes() -> Router<AppState> {
    Router::new().route("/healthz", get(healthz)).route("/readyz", get(readyz)).route("/metrics", get(metrics))
}

pub async fn healthz() -> &'static str {
    "ok\n"
}

/// 503 while the database does not answer: a balancer then sends people elsewhere.
async fn readyz(State(state): State<AppState>, Extension(id): Extension<RequestId>) -> Response {
    match state.platform.db.ping().await {
        Ok(()) => Json(serde_json::json!({ "status": "ready", "database": "ok" })).into_response(),
        Err(_) => {
            let body =
                serde_json::json!({ "status": "unavailable", "database": "does not answer", "request_id": id.0 });
            (StatusCode::SERVICE_UNAVAILABLE, Json(body)).into_response()
        }
    }
}

/// To this machine, or to whoever knows the token. A request that came through a proxy is not "this machine".
async fn metrics(
    State(state): State<AppState>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
) -> Response {
    let allowed = match &state.edge.metrics_token {
        Some(token) => headers.get(header::AUTHORIZATION).is_some_and(|given| {
            platform::identity::secrets::same(given.as_bytes(), format!("Bearer {token}").as_bytes())
        }),
        None => {
            let local = peer.is_some_and(|Extension(ConnectInfo(peer))| peer.ip().is_loopback());
            local && !headers.contains_key("x-forwarded-for") && !headers.contains_key(header::FORWARDED)
        }
    };
    if !allowed {
        return StatusCode::NOT_FOUND.into_response();
    }
    let text = state.metrics.render(&state).await;
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}
