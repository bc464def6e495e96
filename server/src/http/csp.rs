//! The content security policy of our pages: our own scripts by nonce, nothing inline, nobody else's frames.
//! A payment gateway that needs its script in the page says so, and gets in only where a project has enabled it.

use super::AppState;
use axum::http::{HeaderValue, header};
use leptos::{context::use_context, nonce::use_nonce};
use leptos_axum::ResponseOptions;

/// Foreign hosts that a project's enabled gateways need in the browser. Empty for most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForeignHosts {
    /// May run scripts, be connected to, and be framed, like `https://js.stripe.com`.
    pub hosts: Vec<String>,
}

/// Called while a page is rendered, once its nonce is known.
pub fn mark_page(state: &AppState, foreign: &ForeignHosts) {
    let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>()) else { return };
    let watching = matches!(state.leptos.env, leptos::config::Env::DEV);
    if let Ok(value) = HeaderValue::from_str(&policy(&nonce.to_string(), foreign, watching)) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, value);
    }
}

fn policy(nonce: &str, foreign: &ForeignHosts, watching: bool) -> String {
    let hosts: String = foreign.hosts.iter().map(|host| format!(" {host}")).collect();
    // `cargo leptos watch` reloads the page over a socket of its own.
    let reload = if watching { " ws://localhost:3001 ws://127.0.0.1:3001" } else { "" };
    // `blob:` is what a page made itself: the preview of a picture that is not sent yet. The browser's console reports
    // some reads of one as connections, not as pictures.
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'{hosts}; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self' data: blob:; font-src 'self'; media-src 'self' blob:; connect-src 'self' blob:{hosts}{reload}; \
         frame-src 'self'{hosts}; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_inline_and_nobody_else() {
        let policy = policy("abc", &ForeignHosts::default(), false);
        assert!(!policy.contains("unsafe-inline"));
        assert!(!policy.contains("https:"));
        assert!(policy.contains("script-src 'self' 'nonce-abc' 'wasm-unsafe-eval';"));
    }

    #[test]
    fn an_enabled_gateway_gets_in() {
        let hosts = ForeignHosts { hosts: vec!["https://js.stripe.com".to_owned()] };
        assert!(policy("abc", &hosts, false).contains("frame-src 'self' https://js.stripe.com;"));
    }
}
