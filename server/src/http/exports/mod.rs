//! Lists as files: the same filters as the page, all of its rows. They are read page by page through the same calls as
//! the page's, so the rights are the same, and sent while they are read, so a long list takes no memory.

mod csv;
mod lists;

pub use lists::routes;

use super::problem::Asker;
use axum::{
    body::Body,
    http::header,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use csv::Line;
use futures::stream;
use model::{Page, Problem};
use std::future::Future;

/// How many rows one reading brings: the most that a page may have.
const AT_ONCE: u32 = 100;

/// A file's name, its headings, and how a row becomes a line.
struct Sheet<T> {
    name: String,
    headings: Vec<String>,
    line: Box<dyn Fn(&T) -> Line + Send + Sync>,
}

/// Sends all pages as one file. A problem with the first page is the answer; one with a later page breaks the download
/// off, so that half a list never passes for a whole one.
async fn send<T, F>(
    asker: &Asker,
    sheet: Sheet<T>,
    fetch: impl Fn(Option<String>) -> F + Send + Sync + 'static,
) -> Response
where
    T: Send + 'static,
    F: Future<Output = Result<Page<T>, Problem>> + Send + 'static,
{
    let first = match fetch(None).await {
        Ok(page) => page,
        Err(problem) => return asker.answer(&problem),
    };
    let Sheet { name, headings, line } = sheet;
    let top = format!("{}{}", csv::MARK, csv::headings(&headings));
    let pages = stream::try_unfold(Some((top, first)), move |state| {
        let state = state.map(|(top, page)| {
            let text = page.items.iter().fold(top, |text, row| text + &line(row).end());
            (Bytes::from(text), page.next.map(|cursor| fetch(Some(cursor))))
        });
        async move {
            let Some((text, next)) = state else { return Ok(None) };
            let next = match next {
                Some(page) => Some((String::new(), page.await.map_err(broken_off)?)),
                None => None,
            };
            Ok::<_, std::io::Error>(Some((text, next)))
        }
    });
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, Body::from_stream(pages)).into_response()
}

fn broken_off(problem: Problem) -> std::io::Error {
    tracing::warn!(?problem, "a download broke off");
    std::io::Error::other("the list could not be read to its end")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{body::to_bytes, extract::Request};
    use http::StatusCode;

    fn sheet() -> Sheet<u32> {
        Sheet {
            name: "numbers".to_owned(),
            headings: vec!["n".to_owned()],
            line: Box::new(|n| Line::default().text(&n.to_string())),
        }
    }

    async fn page(after: Option<String>, pages: u32, broken: Option<u32>) -> Result<Page<u32>, Problem> {
        let n: u32 = after.map_or(0, |after| after.parse().unwrap());
        match broken {
            Some(at) if at == n => Err(Problem::NotAllowed),
            _ => Ok(Page { items: vec![2 * n, 2 * n + 1], next: (n + 1 < pages).then(|| (n + 1).to_string()) }),
        }
    }

    fn asker() -> Asker {
        Asker::of(&Request::new(Body::empty()))
    }

    #[tokio::test]
    async fn all_pages_are_one_file() {
        let response = send(&asker(), sheet(), |after| page(after, 3, None)).await;
        assert_eq!(response.headers()[header::CONTENT_DISPOSITION], "attachment; filename=\"numbers.csv\"");
        let body = to_bytes(response.into_body(), 1_000).await.unwrap();
        assert_eq!(std::str::from_utf8(&body).unwrap(), "\u{feff}n\r\n0\r\n1\r\n2\r\n3\r\n4\r\n5\r\n");
    }

    #[tokio::test]
    async fn who_may_not_see_the_first_page_gets_no_file() {
        let response = send(&asker(), sheet(), |after| page(after, 3, Some(0))).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN);
        assert!(response.headers().get(header::CONTENT_DISPOSITION).is_none());
    }

    #[tokio::test]
    async fn a_list_that_breaks_off_is_no_file() {
        let response = send(&asker(), sheet(), |after| page(after, 3, Some(2))).await;
        assert!(to_bytes(response.into_body(), 1_000).await.is_err());
    }
}
