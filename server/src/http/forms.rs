//! Plain HTML forms that come back with a problem keep what was typed. A browser without WASM is redirected to the
//! page it came from; what it had sent (no passwords, no tokens) travels in a cookie that lives for one page.

use super::problem::accepts_html;
use api::kept::Kept;
use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};
use axum_extra::extract::CookieJar;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

const COOKIE: &str = "kept";
/// Browsers keep about 4 KB per cookie.
const MOST: usize = 2800;

pub async fn keep_input(request: Request, next: Next) -> Response {
    let plain_form = *request.method() == Method::POST
        && request.uri().path().starts_with("/api/")
        && accepts_html(request.headers())
        && request
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    if !plain_form {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    // The body is limited already; a broken one is the handler's to refuse.
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let mut response = next.run(Request::from_parts(parts, Body::from(bytes.clone()))).await;
    let back = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if back.contains("__err=")
        && let Some(cookie) = remember(&bytes)
        && let Ok(value) = HeaderValue::from_str(&cookie)
    {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

fn remember(body: &[u8]) -> Option<String> {
    let mut kept = Kept::default();
    for (name, value) in url::form_urlencoded::parse(body) {
        let secret = ["password", "token", "secret", "code", "key"].iter().any(|word| name.contains(word));
        if !secret {
            kept.0.push((name.into_owned(), value.into_owned()));
        }
    }
    let text = BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(&kept).ok()?);
    (text.len() <= MOST).then(|| format!("{COOKIE}={text}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"))
}

/// What the last plain form had sent; read by the one page it came back to.
pub fn kept(jar: &CookieJar) -> Kept {
    jar.get(COOKIE)
        .and_then(|cookie| BASE64_URL_SAFE_NO_PAD.decode(cookie.value()).ok())
        .and_then(|json| serde_json::from_slice(&json).ok())
        .unwrap_or_default()
}

/// Ends it.
pub fn forget() -> String {
    format!("{COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
}
