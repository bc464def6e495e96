//! What search engines ask for: `/robots.txt` and `/sitemap.xml`, of the project whose host was asked.

use super::{AppState, problem::Asker};
use axum::{
    Extension, Router,
    extract::{Request, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
    routing::get,
};
use model::Actor;
use std::fmt::Write;

pub fn routes() -> Router<AppState> {
    Router::new().route("/robots.txt", get(robots)).route("/sitemap.xml", get(sitemap))
}

fn origin(state: &AppState, headers: &HeaderMap) -> String {
    let scheme = if state.platform.settings.https() { "https" } else { "http" };
    // only what a host name is made of: the header is written into the answer
    let host: String = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or("localhost")
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']'))
        .collect();
    format!("{scheme}://{host}")
}

async fn robots(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let mut text = "User-agent: *\n".to_owned();
    for path in [
        "/app",
        "/sell",
        "/admin",
        "/api/",
        "/cart",
        "/checkout",
        "/sign-in",
        "/sign-up",
        "/dev/",
        "/files/",
        "/*?*after=",
    ] {
        let _ = writeln!(text, "Disallow: {path}");
    }
    let _ = writeln!(text, "\nSitemap: {}/sitemap.xml", origin(&state, &headers));
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")], text)
        .into_response()
}

async fn sitemap(State(state): State<AppState>, Extension(actor): Extension<Actor>, request: Request) -> Response {
    let asker = Asker::of(&request);
    let origin = origin(&state, request.headers());
    let map = match state.platform.sitemap(&actor).await {
        Ok(map) => map,
        Err(problem) => return asker.answer(&problem),
    };
    let mut xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
            .to_owned();
    for (path, changed) in map.pages {
        // slugs are small letters, digits and hyphens: nothing to escape
        let _ = write!(xml, "<url><loc>{origin}{path}</loc>");
        if let Some(at) = changed {
            let _ = write!(xml, "<lastmod>{:04}-{:02}-{:02}</lastmod>", at.year(), u8::from(at.month()), at.day());
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    ([(header::CONTENT_TYPE, "application/xml; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")], xml)
        .into_response()
}
