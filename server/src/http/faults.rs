//! A panic in a handler becomes a page that says so, with a reference; the server goes on.

use super::problem;
use axum::{extract::Request, middleware::Next, response::Response};
use futures::FutureExt;
use model::Problem;
use std::panic::AssertUnwindSafe;

pub async fn catch(request: Request, next: Next) -> Response {
    let asker = problem::Asker::of(&request);
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(payload) => {
            let what = payload
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| payload.downcast_ref::<&str>().copied())
                .unwrap_or("no message");
            tracing::error!(reference = asker.reference, "a handler panicked: {what}");
            asker.answer(&Problem::Unexpected(asker.reference.clone()))
        }
    }
}
