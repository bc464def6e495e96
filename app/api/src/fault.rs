//! `Fault`: a [`Problem`] on its way through a server function. Sets the HTTP status, travels as JSON, and comes back
//! readable both to WASM and to a plain HTML form (which is redirected with it and shows it in the same place).

use leptos::prelude::*;
use leptos::server_fn::{
    ServerFn,
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use model::{Problem, text};
use serde::{Deserialize, Serialize};

/// The one error type of all server functions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fault(pub Problem);

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        set_status(problem.status());
        Self(problem)
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        fault.0
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Fault {}

impl FromServerFnError for Fault {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        use ServerFnErrorErr as E;
        match error {
            // The arguments did not fit the function: a stale page or a hand-made request, not a person's typing.
            E::Args(_) | E::MissingArg(_) | E::Serialization(_) => incomplete(),
            // On the server it is the arguments that could not be read.
            #[cfg(not(target_arch = "wasm32"))]
            E::Deserialization(_) => incomplete(),
            // The network, or an answer that is not ours (a proxy's error page).
            #[cfg(target_arch = "wasm32")]
            E::Deserialization(_) => Problem::Unavailable,
            E::Request(_) | E::Response(_) => Problem::Unavailable,
            other => Problem::Unexpected(reference(&other)),
        }
        .into()
    }
}

fn incomplete() -> Problem {
    Problem::invalid(
        "form",
        text!(
            "The form arrived incomplete. Reload the page and send it again.",
            "Das Formular kam unvollständig an. Laden Sie die Seite neu und senden Sie es noch einmal."
        ),
    )
}

/// What stands in for a reference when the failure happened outside every handler that could log one.
fn reference(error: &ServerFnErrorErr) -> String {
    match error {
        ServerFnErrorErr::Registration(_) => "registration",
        ServerFnErrorErr::UnsupportedRequestMethod(_) => "method",
        ServerFnErrorErr::MiddlewareError(_) => "middleware",
        _ => "server",
    }
    .to_owned()
}

/// The problem of a write, for `ui::FormScope` and friends; `None` while it has not failed.
pub fn problem_of<S>(action: ServerAction<S>) -> Signal<Option<Problem>>
where
    S: ServerFn<Error = Fault> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + Clone + 'static,
{
    let value = action.value();
    Signal::derive(move || {
        value.with(|value| value.as_ref().and_then(|v| v.as_ref().err().map(|fault| fault.0.clone())))
    })
}

/// The result of a write once it has succeeded.
pub fn value_of<S>(action: ServerAction<S>) -> Signal<Option<S::Output>>
where
    S: ServerFn<Error = Fault> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + Clone + 'static,
{
    let value = action.value();
    Signal::derive(move || value.with(|value| value.as_ref().and_then(|v| v.as_ref().ok().cloned())))
}

/// Sets the status of the answer. A browser that posts a plain form must stay redirected, and a read that fails while
/// a page is rendered must not decide the page's status: both ask for HTML, so both are left alone here.
#[cfg(not(target_arch = "wasm32"))]
pub fn set_status(status: u16) {
    let Some(parts) = use_context::<http::request::Parts>() else { return };
    let html = parts
        .headers
        .get(http::header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("text/html"));
    if !html {
        set_page_status(status);
    }
}

/// In the browser there is no answer to mark.
#[cfg(target_arch = "wasm32")]
pub fn set_status(_status: u16) {}

/// Sets the status of the page that is being rendered; must happen before its first byte (a blocking read).
#[cfg(not(target_arch = "wasm32"))]
pub fn set_page_status(status: u16) {
    let Some(response) = use_context::<leptos_axum::ResponseOptions>() else { return };
    if let Ok(status) = http::StatusCode::from_u16(status) {
        response.set_status(status);
    }
}

/// In the browser there is no answer to mark.
#[cfg(target_arch = "wasm32")]
pub fn set_page_status(_status: u16) {}
