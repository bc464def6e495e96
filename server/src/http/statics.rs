//! Files that are the same for everybody: the built pages below `/pkg` (named by their hash, so kept for a year) and
//! what lies in `public/`. Served before anybody asks who is asking.

use super::AppState;
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use leptos::config::LeptosOptions;
use std::{env, path::PathBuf};
use tower::ServiceExt;
use tower_http::services::ServeDir;

/// Where the build put its output. `cargo leptos` and `cargo xtask run` say it in the environment; a shipped binary
/// has its `site` folder and `hash.txt` beside it.
pub fn leptos_options() -> LeptosOptions {
    let beside = env::current_exe().ok().and_then(|exe| exe.parent().map(PathBuf::from)).unwrap_or_default();
    let site_root = env::var("LEPTOS_SITE_ROOT").unwrap_or_else(|_| {
        let shipped = beside.join("site");
        if shipped.is_dir() { shipped.to_string_lossy().into_owned() } else { "target/site".to_owned() }
    });
    // With hashed names switched on and no hash file there, rendering would panic; better no style than no page.
    let hash_files = beside.join("hash.txt").is_file();
    let watch = env::var("LEPTOS_WATCH").is_ok();
    LeptosOptions::builder()
        .output_name("guildhall")
        .site_root(site_root)
        .site_pkg_dir("pkg")
        .hash_files(hash_files)
        .env(if watch { leptos::config::Env::DEV } else { leptos::config::Env::PROD })
        .build()
}

/// Serves the path as a file if there is one; the only layer that touches the file system.
pub async fn serve(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if !is_file || !matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let built = path.starts_with("/pkg/");
    let cache =
        if built && state.leptos.hash_files { "public, max-age=31536000, immutable" } else { "public, max-age=600" };
    let mut lookup =
        Request::builder().method(request.method()).uri(request.uri()).body(Body::empty()).unwrap_or_default();
    *lookup.headers_mut() = request.headers().clone();
    let folder = ServeDir::new(state.leptos.site_root.as_ref())
        .precompressed_br()
        .precompressed_gzip()
        .append_index_html_on_directories(false);
    match folder.oneshot(lookup).await {
        // a name that no file can have (too long, say) is no file either
        Ok(found) if found.status() != StatusCode::NOT_FOUND && !found.status().is_server_error() => {
            let mut response = found.into_response();
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
            // A file opened by itself (an SVG, say) may style itself and nothing more.
            let policy = HeaderValue::from_static(
                "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'",
            );
            if !built {
                response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
            }
            response
        }
        _ if built => StatusCode::NOT_FOUND.into_response(),
        _ => next.run(request).await,
    }
}
