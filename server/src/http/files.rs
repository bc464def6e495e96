//! Files over HTTP: `POST /files?purpose=…` (multipart, one part named `file`) stores an upload that hangs on nothing
//! yet; `GET /files/{id}` and `/files/{id}/{name}` send one to whoever may read it. Streaming both ways, ranges too.

use super::{AppState, problem::Asker};
use axum::{
    Extension, Json, Router,
    body::Body,
    extract::{DefaultBodyLimit, FromRequest, Multipart, Path, Query, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use model::{
    Actor, FileId, Problem,
    files::{FilePurpose, FileView, Preview},
    text,
};
use platform::files::{NewFile, OpenFile};
use serde::{Deserialize, Serialize};
use std::io::SeekFrom;
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;

pub fn routes() -> Router<AppState> {
    Router::new()
        // the frame's own limit and the project's hold instead
        .route("/files", post(upload).layer(DefaultBodyLimit::disable()))
        .route("/files/{id}", get(download_unnamed))
        .route("/files/{id}/{name}", get(download))
}

#[derive(Deserialize)]
struct UploadQuery {
    purpose: String,
}

/// What `ui::FileDrop` reads.
#[derive(Serialize)]
struct Uploaded {
    id: FileId,
    name: String,
    size: i64,
    #[serde(rename = "type")]
    content_type: String,
}

impl From<FileView> for Uploaded {
    fn from(file: FileView) -> Self {
        Self { id: file.id, name: file.name, size: file.size, content_type: file.content_type }
    }
}

async fn upload(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Query(query): Query<UploadQuery>,
    request: Request,
) -> Response {
    let asker = Asker::of(&request);
    match receive(&state, &actor, &query.purpose, request).await {
        Ok(file) => (StatusCode::CREATED, Json(Uploaded::from(file))).into_response(),
        Err(problem) => asker.answer(&problem),
    }
}

async fn receive(state: &AppState, actor: &Actor, purpose: &str, request: Request) -> Result<FileView, Problem> {
    actor.signed_in()?;
    let purpose: FilePurpose = purpose.parse().map_err(|_| no_file())?;
    let mut form = Multipart::from_request(request, state).await.map_err(|_| no_file())?;
    while let Some(field) = form.next_field().await.map_err(|_| no_file())? {
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or_default().to_owned();
            return state.platform.upload_file(actor, NewFile { purpose, name }, field).await;
        }
    }
    Err(no_file())
}

fn no_file() -> Problem {
    Problem::invalid(
        "file",
        text!(
            "No file arrived. Choose one and try again.",
            "Es kam keine Datei an. Wählen Sie eine und versuchen Sie es erneut."
        ),
    )
}

#[derive(Deserialize)]
struct DownloadQuery {
    /// Shown in place instead of saved, where its type allows.
    preview: Option<String>,
}

async fn download_unnamed(
    state: State<AppState>,
    actor: Extension<Actor>,
    Path(id): Path<String>,
    query: Query<DownloadQuery>,
    request: Request,
) -> Response {
    download(state, actor, Path((id, String::new())), query, request).await
}

async fn download(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Path((id, _)): Path<(String, String)>,
    Query(query): Query<DownloadQuery>,
    request: Request,
) -> Response {
    let asker = Asker::of(&request);
    let opened = match id.parse::<FileId>() {
        Ok(id) => state.platform.open_file(&actor, id).await,
        Err(_) => Err(Problem::NotFound),
    };
    match opened {
        Ok(file) => match send(&file, request.headers(), query.preview.is_some()).await {
            Ok(response) => response,
            Err(error) => {
                tracing::error!(file = %file.view.id, %error, "file {} cannot be read", file.view.id);
                asker.answer(&Problem::NotFound)
            }
        },
        Err(problem) => asker.answer(&problem),
    }
}

async fn send(file: &OpenFile, asked: &HeaderMap, preview: bool) -> std::io::Result<Response> {
    let size = u64::try_from(file.view.size).unwrap_or_default();
    let etag = format!("\"{}\"", file.sha256);
    let unchanged = asked.get(header::IF_NONE_MATCH).is_some_and(|tag| tag.as_bytes() == etag.as_bytes());
    let range = asked.get(header::RANGE).and_then(|value| value.to_str().ok()).map(|range| parse_range(range, size));
    let (status, body, length, range) = match range {
        _ if unchanged => (StatusCode::NOT_MODIFIED, Body::empty(), None, None),
        Some(Asked::Part(from, to)) => {
            let mut content = tokio::fs::File::open(&file.path).await?;
            content.seek(SeekFrom::Start(from)).await?;
            let length = to - from + 1;
            let body = Body::from_stream(ReaderStream::new(content.take(length)));
            (StatusCode::PARTIAL_CONTENT, body, Some(length), Some(format!("bytes {from}-{to}/{size}")))
        }
        Some(Asked::Nowhere) => {
            (StatusCode::RANGE_NOT_SATISFIABLE, Body::empty(), Some(0), Some(format!("bytes */{size}")))
        }
        Some(Asked::All) | None => {
            let content = tokio::fs::File::open(&file.path).await?;
            (StatusCode::OK, Body::from_stream(ReaderStream::new(content)), Some(size), None)
        }
    };
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    let mut set = |name: header::HeaderName, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, content_type(&file.view.content_type));
    set(header::CONTENT_DISPOSITION, disposition(file, preview));
    set(header::CONTENT_SECURITY_POLICY, policy(file, preview).to_owned());
    set(header::ETAG, etag);
    set(header::ACCEPT_RANGES, "bytes".to_owned());
    set(header::CACHE_CONTROL, if file.public { "public, max-age=86400" } else { "private, no-cache" }.to_owned());
    if shown_in_place(file, preview) {
        set(header::X_FRAME_OPTIONS, "SAMEORIGIN".to_owned());
    }
    if let Some(length) = length {
        set(header::CONTENT_LENGTH, length.to_string());
    }
    if let Some(range) = range {
        set(header::CONTENT_RANGE, range);
    }
    Ok(response)
}

/// Text is UTF-8: nothing else was accepted.
fn content_type(stored: &str) -> String {
    if stored.starts_with("text/") { format!("{stored}; charset=utf-8") } else { stored.to_owned() }
}

fn shown_in_place(file: &OpenFile, preview: bool) -> bool {
    (preview || file.public) && Preview::of(&file.view.content_type).is_some()
}

/// Nothing in a file may run. A PDF viewer does not work inside a sandbox, so PDFs get the strict policy without it.
fn policy(file: &OpenFile, preview: bool) -> &'static str {
    if shown_in_place(file, preview) && Preview::of(&file.view.content_type) == Some(Preview::Pdf) {
        "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
    } else {
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
    }
}

fn disposition(file: &OpenFile, preview: bool) -> String {
    let kind = if shown_in_place(file, preview) { "inline" } else { "attachment" };
    // RFC 6266: a plain name for old clients, the real one in UTF-8 beside it
    let plain: String = file
        .view
        .name
        .chars()
        .map(|c| if c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%') || c == ' ' { c } else { '_' })
        .collect();
    let href = file.view.href();
    let encoded = href.rsplit('/').next().unwrap_or_default();
    format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[derive(Debug, PartialEq, Eq)]
enum Asked {
    /// Several ranges, or something unreadable: the whole file is a right answer (RFC 9110).
    All,
    /// First and last byte.
    Part(u64, u64),
    Nowhere,
}

fn parse_range(value: &str, size: u64) -> Asked {
    let Some((from, to)) =
        value.strip_prefix("bytes=").filter(|range| !range.contains(',')).and_then(|range| range.split_once('-'))
    else {
        return Asked::All;
    };
    let last = size.saturating_sub(1);
    match (from.trim().parse::<u64>(), to.trim().parse::<u64>()) {
        (Ok(from), _) if from >= size => Asked::Nowhere,
        (Ok(from), Ok(to)) if from <= to => Asked::Part(from, to.min(last)),
        (Ok(from), Err(_)) if to.trim().is_empty() => Asked::Part(from, last),
        (Err(_), Ok(0)) if from.trim().is_empty() => Asked::Nowhere,
        (Err(_), Ok(tail)) if from.trim().is_empty() && size > 0 => Asked::Part(size.saturating_sub(tail), last),
        _ => Asked::All,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_as_rfc_9110_reads_them() {
        assert_eq!(parse_range("bytes=0-4", 10), Asked::Part(0, 4));
        assert_eq!(parse_range("bytes=5-", 10), Asked::Part(5, 9));
        assert_eq!(parse_range("bytes=-3", 10), Asked::Part(7, 9));
        assert_eq!(parse_range("bytes=-30", 10), Asked::Part(0, 9));
        assert_eq!(parse_range("bytes=8-99", 10), Asked::Part(8, 9));
        assert_eq!(parse_range("bytes=10-", 10), Asked::Nowhere);
        assert_eq!(parse_range("bytes=-0", 10), Asked::Nowhere);
        assert_eq!(parse_range("bytes=4-2", 10), Asked::All);
        assert_eq!(parse_range("bytes=0-1,3-4", 10), Asked::All);
        assert_eq!(parse_range("lines=1-2", 10), Asked::All);
    }
}
