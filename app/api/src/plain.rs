//! Where a plain form goes on after what it did.

/// A form that was posted without WASM is sent on to this path. With it the page itself moves: a gateway's page, for one,
/// is none of the router's.
pub fn go_on(path: &str) {
    use leptos::prelude::use_context;
    let html = use_context::<http::request::Parts>().and_then(|parts| {
        parts.headers.get(http::header::ACCEPT)?.to_str().ok().map(|accept| accept.contains("text/html"))
    });
    if html == Some(true) {
        leptos_axum::redirect(path);
    }
}
