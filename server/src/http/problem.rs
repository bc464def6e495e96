//! A problem as an answer: a page for people (which needs neither the database nor the style sheet), RFC 9457
//! `application/problem+json` for programs.

use super::trace::RequestId;
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use leptos::nonce::Nonce;
use model::{Lang, Problem, tr};

/// What must be known of the asker to answer with a problem; taken before the request is handed on.
#[derive(Clone, Debug)]
pub struct Asker {
    pub lang: Lang,
    html: bool,
    /// The request's id, which finds the log lines.
    pub reference: String,
    path: String,
    /// Asked for by GET: may be asked for again by itself.
    reads: bool,
}

impl Asker {
    pub fn of(request: &Request) -> Self {
        let headers = request.headers();
        Self {
            lang: lang_of(headers).unwrap_or_default(),
            html: accepts_html(headers),
            reference: request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
            path: request.uri().path().to_owned(),
            reads: *request.method() == Method::GET,
        }
    }

    /// For a handler that has given its request away already.
    pub fn for_headers(headers: &HeaderMap, lang: Lang, reference: &str) -> Self {
        Self { lang, html: accepts_html(headers), reference: reference.to_owned(), path: String::new(), reads: false }
    }

    pub fn answer(&self, problem: &Problem) -> Response {
        let mut response = if self.html { self.page(problem) } else { self.json(problem) };
        let seconds = match problem {
            Problem::TooMany(seconds) => Some(*seconds),
            Problem::Unavailable => Some(3),
            _ => None,
        };
        if let Some(seconds) = seconds {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }

    /// Server functions' own shape (`{"type": …, "detail": …}`, what `Fault` reads back) is part of the same document.
    fn json(&self, problem: &Problem) -> Response {
        let mut document = serde_json::to_value(problem).unwrap_or_default();
        if let Some(fields) = document.as_object_mut() {
            fields.insert("title".to_owned(), problem.message(self.lang).into());
            fields.insert("status".to_owned(), problem.status().into());
            fields.insert("instance".to_owned(), self.path.clone().into());
            fields.insert("request_id".to_owned(), self.reference.clone().into());
        }
        (status(problem), [(header::CONTENT_TYPE, "application/problem+json")], document.to_string()).into_response()
    }

    fn page(&self, problem: &Problem) -> Response {
        let nonce = Nonce::new();
        let (lang, message) = (self.lang, problem.message(self.lang));
        let heading = match problem {
            Problem::NotFound => tr!(lang; "Nothing here", "Hier ist nichts"),
            Problem::NotAllowed => tr!(lang; "Not for your role", "Nicht für Ihre Rolle"),
            Problem::SignInNeeded => tr!(lang; "Sign in first", "Bitte zuerst anmelden"),
            Problem::TooMany(_) => tr!(lang; "A moment, please", "Einen Moment bitte"),
            Problem::Unavailable => tr!(lang; "Back in a moment", "Gleich wieder da"),
            Problem::Unexpected(_) => tr!(lang; "That is our fault", "Das liegt an uns"),
            Problem::Conflict(_) | Problem::Invalid(_) => tr!(lang; "That did not work", "Das hat nicht geklappt"),
        };
        // What was posted cannot be asked for again by a link.
        let again = if self.reads {
            format!("<a href=\"\">{}</a> ", tr!(lang; "Try again", "Noch einmal versuchen"))
        } else {
            String::new()
        };
        let home = tr!(lang; "To the start page", "Zur Startseite");
        let hint = match problem {
            Problem::Unavailable if self.reads => {
                tr!(lang; "This page tries again by itself.", "Diese Seite versucht es von selbst noch einmal.")
            }
            _ => String::new(),
        };
        // Only a page that was asked for by GET may be asked for again by itself.
        let refresh = if self.reads && matches!(problem, Problem::Unavailable) {
            "<meta http-equiv=\"refresh\" content=\"5\">"
        } else {
            ""
        };
        let (code, reference) = (lang.code(), escape(&self.reference));
        let (heading, message) = (escape(&heading), escape(&message));
        let body = format!(
            "<!doctype html><html lang=\"{code}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">{refresh}\
<title>{heading} · Guildhall</title><style nonce=\"{nonce}\">{STYLE}</style></head><body><main><h1>{heading}</h1><p>{message}</p><p>{hint}</p>\
<p>{again}<a href=\"/\">{home}</a></p><p><small>{reference}</small></p></main></body></html>"
        );
        let policy = format!(
            "default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        );
        let mut response =
            (status(problem), [(header::CONTENT_TYPE, "text/html; charset=utf-8")], Body::from(body)).into_response();
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        response
    }
}

/// System colours: light and dark without a palette of its own.
const STYLE: &str = "html{color-scheme:light dark;font:1rem/1.6 ui-sans-serif,system-ui,sans-serif}body{margin:0;min-height:100vh;display:grid;place-items:center}\
main{max-width:34rem;padding:2rem}h1{font-size:1.75rem;line-height:1.2}a{margin-right:1.25rem}small{opacity:.75}";

fn status(problem: &Problem) -> StatusCode {
    StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

pub fn accepts_html(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains("text/html"))
}

/// The reader's language as far as the request says it: the switch's cookie, then the browser's wish.
pub fn lang_of(headers: &HeaderMap) -> Option<Lang> {
    let chosen = CookieJar::from_headers(headers).get("lang").and_then(|cookie| cookie.value().parse().ok());
    chosen.or_else(|| Some(Lang::negotiate(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?)))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
