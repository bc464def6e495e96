//! Lines: values over time.

use super::{Point, Series, WHOLE, across, frame, height, largest, round_top};
use crate::money_strip::percent;
use leptos::prelude::*;

/// Values over time. `format` writes the axis' top value (a money formatter, a plain count).
#[component]
pub fn LineChart(
    #[prop(into)] title: String,
    /// What it shows in a sentence, for screen readers: "Revenue of 30 days, highest 340 € on 12 Nov".
    #[prop(into)]
    summary: String,
    series: Vec<Series>,
    format: fn(i64) -> String,
) -> impl IntoView {
    let top = round_top(largest(&series));
    let lines = series
        .iter()
        .enumerate()
        .map(|(index, s)| {
            let line = path(&s.points, top);
            let area = (index == 0 && !s.points.is_empty()).then(|| {
                let (first, last) = (across(0, s.points.len()), across(s.points.len() - 1, s.points.len()));
                view! { <path class="chart-area" d=format!("{line} L{last} {WHOLE} L{first} {WHOLE} Z")></path> }
            });
            view! {
                <g class=format!("series-{index}")>{area}<path class="chart-line" d=line vector-effect="non-scaling-stroke"></path></g>
            }
        })
        .collect_view();
    let dots = series
        .iter()
        .enumerate()
        .map(|(index, s)| {
            let count = s.points.len();
            let dots = s
                .points
                .iter()
                .enumerate()
                .map(|(i, p)| dot(p, &s.name, across(i, count), height(p.value, top)))
                .collect_view();
            view! { <g class=format!("series-{index}")>{dots}</g> }
        })
        .collect_view();
    let plot = view! {
        <svg class="chart-svg" width="100%" height="200" role="group" aria-label=title.clone()>
            <desc>{summary.clone()}</desc>
            <line class="chart-grid" x1="0" x2="100%" y1="0.5" y2="0.5"></line>
            <line class="chart-grid" x1="0" x2="100%" y1="50%" y2="50%"></line>
            <line class="chart-base" x1="0" x2="100%" y1="100%" y2="100%"></line>
            <svg width="100%" height="100%" viewBox=format!("0 0 {WHOLE} {WHOLE}") preserveAspectRatio="none" aria-hidden="true">{lines}</svg>
            {dots}
        </svg>
    }
    .into_any();
    frame(&title, summary, format(top), &series, plot)
}

/// A point that can be pointed at and reached by keyboard; its value stands beside it then.
fn dot(point: &Point, name: &str, x: i128, y: i128) -> impl IntoView + use<> {
    let spoken = format!("{}, {name}: {}", point.label, point.text);
    let anchor = if x > WHOLE * 3 / 4 {
        "end"
    } else if x < WHOLE / 4 {
        "start"
    } else {
        "middle"
    };
    // Near the top the value is written under the point.
    let shift = if y < WHOLE / 5 { "24" } else { "-12" };
    view! {
        <g class="chart-point" tabindex="0" role="img" aria-label=spoken.clone()>
            <title>{spoken.clone()}</title>
            <circle class="chart-hit" cx=percent(x) cy=percent(y) r="12"></circle>
            <circle class="chart-dot" cx=percent(x) cy=percent(y) r="4"></circle>
            <text class="chart-tip" x=percent(x) y=percent(y) dy=shift text-anchor=anchor>{format!("{} · {}", point.label, point.text)}</text>
        </g>
    }
}

fn path(points: &[Point], top: i64) -> String {
    let count = points.len();
    points
        .iter()
        .enumerate()
        .map(|(i, p)| format!("{}{} {}", if i == 0 { "M" } else { "L" }, across(i, count), height(p.value, top)))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A line of the size of a word, beside a figure that says the same.
#[component]
pub fn Sparkline(
    values: Vec<i64>,
    /// What it shows: "the last 30 days, rising".
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let points: Vec<Point> = values.into_iter().map(|value| Point::new("", value, "")).collect();
    let top = points.iter().map(|p| p.value).max().unwrap_or(0).max(1);
    view! {
        <svg class="spark" width="96" height="24" viewBox=format!("0 -400 {WHOLE} 10800") preserveAspectRatio="none" role="img" aria-label=label>
            <path class="chart-line" d=path(&points, top) vector-effect="non-scaling-stroke"></path>
        </svg>
    }
}
