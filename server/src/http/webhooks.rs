//! `POST /webhooks/{project}/{gateway}`: what gateways tell us. Verified, stored raw once, answered; the work is a job's.

use super::{AppState, problem::Asker};
use axum::{
    Router,
    body::to_bytes,
    extract::{Path, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use model::{Problem, text};
use platform::payments::{Receipt, receive_webhook};

/// No gateway sends larger events.
const MOST_BYTES: usize = 512 * 1024;

pub fn routes() -> Router<AppState> {
    Router::new().route("/webhooks/{project}/{gateway}", post(receive))
}

/// 200 when it is stored or known, 400 when the signature does not fit (nothing was stored), 404 for an address of nobody,
/// 503 when the database is away: the gateway then sends it again.
async fn receive(
    State(state): State<AppState>,
    Path((project, gateway)): Path<(String, String)>,
    request: Request,
) -> Response {
    let asker = Asker::of(&request);
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MOST_BYTES).await else {
        let problem = Problem::invalid("body", text!("This event is too large.", "Dieses Ereignis ist zu groß."));
        return with_status(asker.answer(&problem), StatusCode::PAYLOAD_TOO_LARGE);
    };
    match receive_webhook(&state.platform, &project, &gateway, &parts.headers, &body).await {
        Ok(Receipt::Accepted(_) | Receipt::Known) => {
            ([(header::CONTENT_TYPE, "application/json")], r#"{"received":true}"#).into_response()
        }
        Ok(Receipt::BadSignature) => {
            let problem =
                Problem::invalid("signature", text!("The signature does not fit.", "Die Signatur passt nicht."));
            with_status(asker.answer(&problem), StatusCode::BAD_REQUEST)
        }
        Ok(Receipt::NotFound) => asker.answer(&Problem::NotFound),
        Err(problem) => asker.answer(&problem),
    }
}

fn with_status(mut response: Response, status: StatusCode) -> Response {
    *response.status_mut() = status;
    response
}
