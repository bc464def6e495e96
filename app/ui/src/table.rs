//! Tables for figures and lists: a semantic `<table>` that turns into cards on a phone.

use crate::{
    endless::{Batch, Endless, MoreOf},
    icon::Icon,
    tr,
};
use leptos::prelude::*;
use std::sync::Arc;

type CellFn<T> = Arc<dyn Fn(&T) -> AnyView + Send + Sync>;

/// A column: its heading and how a row fills it.
#[derive(Clone)]
pub struct Column<T> {
    label: String,
    cell: CellFn<T>,
    /// Several may hold: figures that only a wide screen shows.
    class: String,
    sort: Option<(String, Option<bool>)>,
}

impl<T> Column<T> {
    /// `Column::new(tr!("Order", "Auftrag"), |o: &Row| view! { … })`
    pub fn new<V: IntoView + 'static>(
        label: impl Into<String>,
        cell: impl Fn(&T) -> V + Send + Sync + 'static,
    ) -> Self {
        Self { label: label.into(), cell: Arc::new(move |row| cell(row).into_any()), class: String::new(), sort: None }
    }
    /// Figures: at the right, tabular.
    pub fn right(self) -> Self {
        self.with("cell-right")
    }
    /// The row's name: the card's title on a phone.
    pub fn main(self) -> Self {
        self.with("cell-main")
    }
    /// Not on a phone.
    pub fn wide_only(self) -> Self {
        self.with("cell-wide")
    }
    /// A checkbox: no heading, at the start.
    pub fn pick(self) -> Self {
        self.with("cell-pick")
    }
    /// Buttons: no heading, at the end.
    pub fn actions(self) -> Self {
        self.with("cell-actions")
    }
    fn with(mut self, class: &str) -> Self {
        if !self.class.is_empty() {
            self.class.push(' ');
        }
        self.class.push_str(class);
        self
    }
    /// Makes the heading a link that sorts; `Some(true)` while sorted ascending, `Some(false)` descending.
    pub fn sort(self, href: impl Into<String>, sorted: Option<bool>) -> Self {
        Self { sort: Some((href.into(), sorted)), ..self }
    }
}

/// A table of rows. Show an `EmptyState` instead when there are none.
#[component]
pub fn DataTable<T: 'static>(
    /// What the table lists; read out, not shown.
    #[prop(into)]
    caption: String,
    columns: Vec<Column<T>>,
    rows: Vec<T>,
) -> impl IntoView {
    let heads = heads(&columns);
    let body = lines(&columns, &rows);
    view! {
        <div class="table-box">
            <table class="data-table">
                <caption class="sr-only">{caption}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
}

/// A table that grows while it is read, with the link to more under it.
#[component]
pub fn EndlessTable<T: PartialEq + Send + Sync + 'static>(
    /// What the table lists; read out, not shown.
    #[prop(into)]
    caption: String,
    columns: Vec<Column<T>>,
    list: Endless<T>,
    /// Stands here while there is nothing: an `EmptyState`.
    #[prop(into)]
    empty: ViewFn,
) -> impl IntoView {
    let nothing = list.is_empty();
    let columns = StoredValue::new(columns);
    move || {
        if nothing.get() {
            return empty.run();
        }
        let caption = caption.clone();
        let body = move |batch: Batch<T>| {
            let lines = columns.with_value(|columns| lines(columns, &batch.rows));
            view! { <tbody>{lines}</tbody> }
        };
        view! {
            <div class="table-box">
                <table class="data-table">
                    <caption class="sr-only">{caption}</caption>
                    <thead><tr>{columns.with_value(|columns| heads(columns))}</tr></thead>
                    <For each=move || list.batches() key=|batch| batch.key children=body />
                </table>
            </div>
            <MoreOf list=list />
        }
        .into_any()
    }
}

fn heads<T>(columns: &[Column<T>]) -> Vec<AnyView> {
    columns
        .iter()
        .map(|column| {
            let label = column.label.clone();
            match &column.sort {
                Some((href, sorted)) => {
                    let (order, glyph) = match sorted {
                        Some(true) => ("ascending", icondata::LuArrowUp),
                        Some(false) => ("descending", icondata::LuArrowDown),
                        None => ("none", icondata::LuArrowUpDown),
                    };
                    view! {
                        <th scope="col" class=column.class.clone() aria-sort=order>
                            <a class="sort-link" href=href.clone()>{label}<Icon glyph=glyph /></a>
                        </th>
                    }
                    .into_any()
                }
                None if column.class.contains("cell-actions") || column.class.contains("cell-pick") => {
                    let label = if label.is_empty() { tr!("Actions", "Aktionen") } else { label };
                    view! { <th scope="col" class=column.class.clone()><span class="sr-only">{label}</span></th> }
                        .into_any()
                }
                None => view! { <th scope="col" class=column.class.clone()>{label}</th> }.into_any(),
            }
        })
        .collect()
}

fn lines<T>(columns: &[Column<T>], rows: &[T]) -> Vec<AnyView> {
    rows.iter()
        .map(|row| {
            let cells = columns
                .iter()
                .map(|column| view! { <td class=column.class.clone() data-label=column.label.clone()><div class="cell">{(column.cell)(row)}</div></td> })
                .collect_view();
            view! { <tr>{cells}</tr> }.into_any()
        })
        .collect()
}
