//! Cursor pages: every list is cut by key, never by offset, so page 1,000 costs what page 1 costs.

use serde::{Deserialize, Serialize};

/// One page of a list and the cursor of the next one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Opaque; `None` on the last page.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// Cuts rows that were read with `LIMIT limit + 1`: the extra row only proves that there is a next page.
    pub fn cut(mut rows: Vec<T>, limit: u32, cursor: impl Fn(&T) -> String) -> Self {
        let more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        let next = if more { rows.last().map(cursor) } else { None };
        Self { items: rows, next }
    }

    pub fn map<U>(self, each: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(each).collect(), next: self.next }
    }
}

/// What a list is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageRequest {
    pub after: Option<String>,
    /// At most 100; 0 means the default of 20.
    #[serde(default)]
    pub limit: u32,
}

impl PageRequest {
    pub fn limit(&self) -> u32 {
        match self.limit {
            0 => 20,
            n => n.min(100),
        }
    }
}
