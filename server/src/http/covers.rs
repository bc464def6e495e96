//! The drawn pictures of products that have none: `GET /covers/{slug}.svg`.

use super::{AppState, problem::Asker};
use axum::{
    Extension, Router,
    extract::{Path, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use model::{Actor, Problem};
use std::hash::{DefaultHasher, Hash, Hasher};

pub fn routes() -> Router<AppState> {
    Router::new().route("/covers/{file}", get(cover))
}

/// The same product always has the same picture, so browsers and proxies may keep it for a day.
async fn cover(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Path(file): Path<String>,
    request: Request,
) -> Response {
    let asker = Asker::of(&request);
    let drawn = match file.strip_suffix(".svg") {
        Some(slug) => state.platform.draw_cover(&actor, slug).await,
        None => Err(Problem::NotFound),
    };
    let svg = match drawn {
        Ok(svg) => svg,
        Err(problem) => return asker.answer(&problem),
    };
    let mut hasher = DefaultHasher::new();
    svg.hash(&mut hasher);
    let etag = format!("\"{:016x}\"", hasher.finish());
    let keep = [
        (header::CONTENT_TYPE, "image/svg+xml".to_owned()),
        (header::CACHE_CONTROL, "public, max-age=86400, stale-while-revalidate=604800".to_owned()),
        (header::ETAG, etag.clone()),
    ];
    let unchanged = request.headers().get(header::IF_NONE_MATCH).is_some_and(|tag| tag.as_bytes() == etag.as_bytes());
    if unchanged { (StatusCode::NOT_MODIFIED, keep).into_response() } else { (keep, svg).into_response() }
}
