//! Lists that grow while they are read: the first page comes with the page, the next ones are appended when their link is
//! seen or pressed. The link is a real one, so without WASM the list goes on as pages. When something changes, what is
//! shown is read again in place: nobody is thrown back to the top.

use crate::{
    icon::Icon,
    tabs::{NextPage, with_query},
    tr,
};
use leptos::{prelude::*, task::spawn_local};
use model::{Page, Problem};
use std::{future::Future, pin::Pin, sync::Arc};

type Answer<T> = Pin<Box<dyn Future<Output = Result<Page<T>, Problem>>>>;
type Fetch<T> = Arc<dyn Fn(Option<String>) -> Answer<T> + Send + Sync>;

/// One page's rows. The key changes with the rows, so that only what differs is drawn anew.
pub struct Batch<T> {
    pub key: u64,
    pub rows: Arc<Vec<T>>,
}

impl<T> Clone for Batch<T> {
    fn clone(&self) -> Self {
        Self { key: self.key, rows: self.rows.clone() }
    }
}

/// The list's state; cheap to hand around.
pub struct Endless<T: 'static> {
    batches: RwSignal<Vec<Batch<T>>>,
    next: RwSignal<Option<String>>,
    pending: RwSignal<bool>,
    inner: StoredValue<Inner<T>>,
}

struct Inner<T> {
    fetch: Fetch<T>,
    /// Where the address begins: `None` on the first page.
    start: Option<String>,
    keys: u64,
    /// One request at a time; what changed meanwhile is read afterwards.
    busy: bool,
    stale: bool,
}

impl<T> Clone for Endless<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Endless<T> {}

/// A list that begins with `first`, which was asked for with the cursor `start`; `fetch` brings the page after a cursor.
pub fn endless<T, E, F>(
    first: Page<T>,
    start: Option<String>,
    fetch: impl Fn(Option<String>) -> F + Send + Sync + 'static,
) -> Endless<T>
where
    T: PartialEq + Send + Sync + 'static,
    E: Into<Problem>,
    F: Future<Output = Result<Page<T>, E>> + 'static,
{
    let fetch: Fetch<T> = Arc::new(move |cursor| {
        let answer = fetch(cursor);
        Box::pin(async move { answer.await.map_err(Into::into) })
    });
    Endless {
        batches: RwSignal::new(vec![Batch { key: 0, rows: Arc::new(first.items) }]),
        next: RwSignal::new(first.next),
        pending: RwSignal::new(false),
        inner: StoredValue::new(Inner { fetch, start, keys: 1, busy: false, stale: false }),
    }
}

impl<T: PartialEq + Send + Sync + 'static> Endless<T> {
    /// The pages so far; for a `<For>` keyed by [`Batch::key`].
    pub fn batches(self) -> Vec<Batch<T>> {
        self.batches.get()
    }

    /// Nothing at all.
    pub fn is_empty(self) -> Memo<bool> {
        Memo::new(move |_| self.batches.with(|batches| batches.iter().all(|batch| batch.rows.is_empty())))
    }

    /// Reads what is shown again whenever the signal moves.
    pub fn follow(self, changed: Signal<u64>) -> Self {
        Effect::new(move |before: Option<u64>| {
            let now = changed.get();
            if before.is_some_and(|before| before != now) {
                self.refresh();
            }
            now
        });
        self
    }

    fn more(self, cursor: String) {
        let Some(fetch) = self.begin(false) else { return };
        self.pending.set(true);
        spawn_local(async move {
            let answer = fetch(Some(cursor)).await;
            self.pending.try_set(false);
            match answer {
                Ok(page) => {
                    let batch = self.batch(page.items);
                    self.batches.try_update(|batches| batches.extend(batch));
                    self.next.try_set(page.next);
                }
                Err(problem) => crate::toast::toasts().problem(&problem),
            }
            self.end();
        });
    }

    fn refresh(self) {
        let Some(fetch) = self.begin(true) else { return };
        spawn_local(async move {
            let mut cursor = self.inner.try_with_value(|inner| inner.start.clone()).flatten();
            let count = self.batches.try_with_untracked(Vec::len).unwrap_or(1);
            let mut fresh = Vec::new();
            for _ in 0..count.max(1) {
                // what is shown stays when the server cannot be asked
                let Ok(page) = fetch(cursor).await else { return self.end() };
                cursor = page.next;
                fresh.push(page.items);
                if cursor.is_none() {
                    break;
                }
            }
            let old = self.batches.try_get_untracked().unwrap_or_default();
            let new = fresh
                .into_iter()
                .enumerate()
                .filter_map(|(index, rows)| match old.get(index) {
                    Some(batch) if *batch.rows == rows => Some(batch.clone()),
                    _ => self.batch(rows),
                })
                .collect();
            self.batches.try_set(new);
            self.next.try_set(cursor);
            self.end();
        });
    }

    /// What to ask with, unless a request is under way; `again` asks once more after that one.
    fn begin(self, again: bool) -> Option<Fetch<T>> {
        self.inner
            .try_update_value(|inner| {
                if inner.busy {
                    inner.stale |= again;
                    return None;
                }
                inner.busy = true;
                Some(inner.fetch.clone())
            })
            .flatten()
    }

    fn end(self) {
        let stale = self.inner.try_update_value(|inner| {
            inner.busy = false;
            std::mem::take(&mut inner.stale)
        });
        if stale == Some(true) {
            self.refresh();
        }
    }

    fn batch(self, rows: Vec<T>) -> Option<Batch<T>> {
        let key = self.inner.try_update_value(|inner| {
            inner.keys += 1;
            inner.keys
        })?;
        Some(Batch { key, rows: Arc::new(rows) })
    }
}

/// The end of such a list: the link to more, and how many there are by now for those who do not see them come.
#[component]
pub fn MoreOf<T: PartialEq + Send + Sync + 'static>(list: Endless<T>) -> impl IntoView {
    let said = move || {
        let (pages, n) =
            list.batches.with(|batches| (batches.len(), batches.iter().map(|batch| batch.rows.len()).sum::<usize>()));
        if pages > 1 { tr!("{n} shown", "{n} gezeigt") } else { String::new() }
    };
    view! {
        <p class="sr-only" role="status">{said}</p>
        <NextPage next=list.next on_more=Callback::new(move |cursor| list.more(cursor)) pending=list.pending />
    }
}

/// The whole list as a file: what the page shows by its filters, all pages of it.
#[component]
pub fn CsvLink(
    /// The download's address; the page's filters go with it.
    path: &'static str,
) -> impl IntoView {
    let here = crate::browser::here();
    let href = move || {
        let filters = with_query(&here.get(), "after", "");
        filters.split_once('?').map_or_else(|| path.to_owned(), |(_, query)| format!("{path}?{query}"))
    };
    view! {
        <a class="btn btn-plain" rel="external" download="" href=href>
            <Icon glyph=icondata::LuDownload class="btn-glyph" />{tr!("As CSV", "Als CSV")}
        </a>
    }
}
