//! The address that this page was asked at, for canonical links and link previews.

/// `https://shop.example`, without a slash. From the request on the server, from the window in the browser.
#[cfg(not(target_arch = "wasm32"))]
pub fn origin() -> String {
    let Some(parts) = leptos::prelude::use_context::<http::request::Parts>() else { return String::new() };
    let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let host = header("host").or_else(|| parts.uri.host()).unwrap_or("localhost");
    let secure = leptos::prelude::use_context::<crate::cookies::CookieRules>().is_some_and(|rules| rules.secure);
    format!("{}://{host}", if secure { "https" } else { "http" })
}

/// `https://shop.example`, without a slash. From the request on the server, from the window in the browser.
#[cfg(target_arch = "wasm32")]
pub fn origin() -> String {
    leptos::prelude::window().location().origin().unwrap_or_default()
}
