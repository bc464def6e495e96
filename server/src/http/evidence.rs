//! `GET /disputes/{id}/evidence.zip`: everything about a dispute that the asker may see, as one archive, sent while it is
//! written.

use super::{AppState, problem::Asker};
use axum::{
    Extension, Router,
    body::Body,
    extract::{Path, Request, State},
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use futures::stream;
use model::{Actor, DisputeId, Problem};

pub fn routes() -> Router<AppState> {
    Router::new().route("/disputes/{id}/evidence.zip", get(pack))
}

async fn pack(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let asker = Asker::of(&request);
    let found = match id.parse::<DisputeId>() {
        Ok(id) => state.platform.evidence_pack(&actor, id).await,
        Err(_) => Err(Problem::NotFound),
    };
    let pack = match found {
        Ok(pack) => pack,
        Err(problem) => return asker.answer(&problem),
    };
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", pack.name)),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    let chunks =
        stream::unfold(pack.content, |mut content| async move { content.recv().await.map(|chunk| (chunk, content)) });
    (headers, Body::from_stream(chunks)).into_response()
}
