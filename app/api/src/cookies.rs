//! The cookies of ours, and how a server function sets them. `theme` and `lang` are the switches' and set by the browser.

/// Whether people come by https: then cookies are `Secure` and bound to the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CookieRules {
    pub secure: bool,
}

/// Keeps a visitor's cart until they sign in.
pub const VISITOR: &str = "visitor";

/// `__Host-` makes the browser refuse the cookie from a sister host or over http.
pub const fn session_name(secure: bool) -> &'static str {
    if secure { "__Host-session" } else { "session" }
}

fn cookie(name: &str, value: &str, days: u32, secure: bool) -> String {
    let seconds = days * 86_400;
    let secure = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

/// A signed-in browser; the token is the only copy.
pub fn session(token: &str, days: u32, secure: bool) -> String {
    cookie(session_name(secure), token, days, secure)
}

pub fn end_session(secure: bool) -> String {
    cookie(session_name(secure), "", 0, secure)
}

pub fn visitor(id: &str, secure: bool) -> String {
    cookie(VISITOR, id, 90, secure)
}

/// The project chosen in the switcher, on hosts that serve several.
pub fn project(slug: &str, secure: bool) -> String {
    cookie("project", slug, 365, secure)
}

/// The language chosen in the settings; readable by the page, like the switch's own.
pub fn lang(lang: model::Lang) -> String {
    format!("lang={lang}; Path=/; Max-Age=31536000; SameSite=Lax")
}

/// Adds a cookie to the answer of this server function.
#[cfg(not(target_arch = "wasm32"))]
pub fn set(make: impl FnOnce(bool) -> String) {
    use leptos::prelude::use_context;
    let secure = use_context::<CookieRules>().is_some_and(|rules| rules.secure);
    if let (Some(response), Ok(value)) =
        (use_context::<leptos_axum::ResponseOptions>(), http::HeaderValue::from_str(&make(secure)))
    {
        response.append_header(http::header::SET_COOKIE, value);
    }
}
