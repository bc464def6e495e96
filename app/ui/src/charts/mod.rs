//! Charts: SVG rendered on the server, readable without WASM, points reachable by keyboard, the table one click away.

mod axis;
mod bars;
mod line;

pub use axis::{day_label, money_axis};
pub use bars::BarChart;
pub use line::{LineChart, Sparkline};

use crate::tr;
use leptos::prelude::*;

/// One value: where it stands on the axis, its size, and how it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// On the axis and in the table: "12 Nov".
    pub label: String,
    /// Only for the drawing (minor units, counts).
    pub value: i64,
    /// As people read it: "€340.00".
    pub text: String,
}

impl Point {
    pub fn new(label: impl Into<String>, value: i64, text: impl Into<String>) -> Self {
        Self { label: label.into(), value, text: text.into() }
    }
}

/// A named row of values. All series of one chart have the same labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    pub name: String,
    pub points: Vec<Point>,
}

impl Series {
    pub fn new(name: impl Into<String>, points: Vec<Point>) -> Self {
        Self { name: name.into(), points }
    }
}

/// Positions are hundredths of a percent, so that no float takes part.
const WHOLE: i128 = 10_000;

/// Where a value lies between 0 and the top, from the top down, in hundredths of a percent.
fn height(value: i64, top: i64) -> i128 {
    WHOLE - i128::from(value.max(0)) * WHOLE / i128::from(top.max(1))
}

/// The x of point `index` of `count`, the first and last half a step from the edges.
fn across(index: usize, count: usize) -> i128 {
    let (index, count) = (index as i128, (count as i128).max(1));
    (2 * index + 1) * WHOLE / (2 * count)
}

/// A round number at or above the largest value: one to eight times a power of ten.
fn round_top(largest: i64) -> i64 {
    let mut power = 1_i64;
    loop {
        for step in [10_i64, 15, 20, 25, 30, 40, 50, 60, 80] {
            let Some(top) = power.checked_mul(step) else { return largest.max(1) };
            if top / 10 >= largest && top % 10 == 0 {
                return (top / 10).max(1);
            }
        }
        let Some(next) = power.checked_mul(10) else { return largest.max(1) };
        power = next;
    }
}

fn largest(series: &[Series]) -> i64 {
    series.iter().flat_map(|s| s.points.iter().map(|p| p.value)).max().unwrap_or(0)
}

/// The frame of a chart: axis, plot, labels, legend, and the same figures as a table.
fn frame(title: &str, summary: String, top_text: String, series: &[Series], plot: AnyView) -> AnyView {
    let labels: Vec<String> =
        series.first().map(|s| s.points.iter().map(|p| p.label.clone()).collect()).unwrap_or_default();
    // At most five labels, evenly spread, so that none runs into the next on a phone.
    let step = labels.len().div_ceil(5).max(1);
    let axis = labels
        .iter()
        .enumerate()
        .map(|(i, label)| view! { <span class:chart-tick-off=i % step != 0>{label.clone()}</span> })
        .collect_view();
    let legend = (series.len() > 1).then(|| {
        let items = series
            .iter()
            .enumerate()
            .map(|(i, s)| view! { <li class=format!("series-{i}")><span class="chart-key" aria-hidden="true"></span>{s.name.clone()}</li> })
            .collect_view();
        view! { <ul class="chart-legend">{items}</ul> }
    });
    let heads =
        series.iter().map(|s| view! { <th scope="col" class="cell-right">{s.name.clone()}</th> }).collect_view();
    let rows = labels
        .iter()
        .enumerate()
        .map(|(i, label)| {
            let cells = series
                .iter()
                .map(|s| view! { <td class="cell-right">{s.points.get(i).map(|p| p.text.clone())}</td> })
                .collect_view();
            view! { <tr><th scope="row">{label.clone()}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <figure class="chart">
            <figcaption class="chart-title">{title.to_owned()}<span class="sr-only">": "{summary}</span></figcaption>
            {legend}
            <div class="chart-plot">
                <span class="chart-top" aria-hidden="true">{top_text}</span>
                {plot}
            </div>
            <div class="chart-axis" aria-hidden="true">{axis}</div>
            <details class="chart-table">
                <summary>{tr!("Show as table", "Als Tabelle zeigen")}</summary>
                <div class="table-box">
                    <table class="plain-table">
                        <caption class="sr-only">{title.to_owned()}</caption>
                        <thead><tr><th scope="col"><span class="sr-only">{tr!("When", "Wann")}</span></th>{heads}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </details>
        </figure>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tops_are_round() {
        assert_eq!(round_top(0), 1);
        assert_eq!(round_top(7), 8);
        assert_eq!(round_top(11), 15);
        assert_eq!(round_top(240), 250);
        assert_eq!(round_top(4_321_00), 500_000);
    }
}
