//! No request is larger than its kind needs. Said at once where the length is announced, cut off where it is not.

use super::problem::Asker;
use axum::{
    body::Body,
    extract::Request,
    http::{StatusCode, header},
    middleware::Next,
    response::Response,
};
use http_body_util::Limited;
use model::{Problem, text};

/// Forms and JSON.
const SMALL: u64 = 1024 * 1024;
/// A gateway's webhook.
const WEBHOOK: u64 = 512 * 1024;
/// An upload: the most that any project may allow (`projects.max_upload_bytes`); the project's own limit is checked
/// while the file is read.
const UPLOAD: u64 = 1024 * 1024 * 1024 + SMALL;

pub async fn limit(request: Request, next: Next) -> Response {
    let limit = limit_for(request.uri().path());
    let announced =
        request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > limit) {
        let megabytes = limit / (1024 * 1024);
        let problem = Problem::invalid(
            "form",
            text!(
                "This is too large: at most {megabytes} MB fit here.",
                "Das ist zu groß: Hier passen höchstens {megabytes} MB hinein."
            ),
        );
        let mut response = Asker::of(&request).answer(&problem);
        *response.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
        return response;
    }
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    next.run(request.map(|body| Body::new(Limited::new(body, limit)))).await
}

fn limit_for(path: &str) -> u64 {
    if path.starts_with("/webhooks/") {
        WEBHOOK
    } else if path == "/files" {
        UPLOAD
    } else {
        SMALL
    }
}
