//! Plain HTML forms that come back with a problem keep what was typed. A browser without WASM is redirected to the
//! page it came from; what it had sent (no passwords, no tokens) travels in a cookie that lives for one page.

use super::{AppState, problem::accepts_html};
use api::kept::Kept;
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};
use axum_extra::extract::CookieJar;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

const COOKIE: &str = "kept";
/// Browsers keep about 4 KB per cookie.
const MOST: usize = 2800;

pub async fn keep_input(State(state): State<AppState>, request: Request, next: Next) -> Response {
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
        && let Some(cookie) = remember(&bytes, state.platform.settings.https())
        && let Ok(value) = HeaderValue::from_str(&cookie)
    {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// Parts of the names of fields that must not lie about in a cookie. `current` is the present password.
const SECRET: [&str; 8] = ["password", "current", "token", "secret", "code", "key", "credential", "cvc"];

fn remember(body: &[u8], secure: bool) -> Option<String> {
    let mut kept = Kept::default();
    for (name, value) in url::form_urlencoded::parse(body) {
        if !SECRET.iter().any(|word| name.contains(word)) {
            kept.0.push((name.into_owned(), value.into_owned()));
        }
    }
    let text = BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(&kept).ok()?);
    let secure = if secure { "; Secure" } else { "" };
    (text.len() <= MOST).then(|| format!("{COOKIE}={text}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax{secure}"))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_kept() {
        let body = b"name=Ada&current=my+present+password&password=x&credentials%5Bsecret_key%5D=sk&email=a%40x.org";
        let cookie = remember(body, true).expect("a cookie");
        assert!(cookie.ends_with("; Secure"), "{cookie}");
        let value = cookie.strip_prefix("kept=").and_then(|rest| rest.split(';').next()).expect("a value");
        let jar = CookieJar::new().add(axum_extra::extract::cookie::Cookie::new(COOKIE, value.to_owned()));
        let names: Vec<String> = kept(&jar).0.into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["name", "email"]);
        assert!(remember(&vec![b'a'; 5_000], false).is_none(), "too large for a cookie");
    }
}
