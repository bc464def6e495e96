//! Bars: amounts side by side.

use super::{Series, WHOLE, frame, height, largest, round_top};
use crate::money_strip::percent;
use leptos::prelude::*;

/// Amounts per label; several series stand beside each other.
#[component]
pub fn BarChart(
    #[prop(into)] title: String,
    /// What it shows in a sentence, for screen readers.
    #[prop(into)]
    summary: String,
    series: Vec<Series>,
    format: fn(i64) -> String,
) -> impl IntoView {
    let top = round_top(largest(&series));
    let count = series.first().map_or(0, |s| s.points.len()).max(1) as i128;
    let rows = series.len().max(1) as i128;
    let slot = WHOLE / count;
    // 70 % of a slot is bars, shared by the series.
    let width = slot * 7 / 10 / rows;
    let bars = series
        .iter()
        .enumerate()
        .map(|(row, s)| {
            let bars = s
                .points
                .iter()
                .enumerate()
                .map(|(i, p)| {
                    let x = slot * i as i128 + slot * 15 / 100 + width * row as i128;
                    let y = height(p.value, top);
                    let spoken = format!("{}, {}: {}", p.label, s.name, p.text);
                    let anchor = if x > WHOLE * 3 / 4 { "end" } else if x < WHOLE / 4 { "start" } else { "middle" };
                    let shift = if y < WHOLE / 5 { "18" } else { "-8" };
                    view! {
                        <g class="chart-point" tabindex="0" role="img" aria-label=spoken.clone()>
                            <title>{spoken.clone()}</title>
                            <rect class="chart-bar" x=percent(x) y=percent(y) width=percent(width) height=percent(WHOLE - y) rx="2"></rect>
                            <text class="chart-tip" x=percent(x + width / 2) y=percent(y) dy=shift text-anchor=anchor>
                                {format!("{} · {}", p.label, p.text)}
                            </text>
                        </g>
                    }
                })
                .collect_view();
            view! { <g class=format!("series-{row}")>{bars}</g> }
        })
        .collect_view();
    let plot = view! {
        <svg class="chart-svg" width="100%" height="200" role="group" aria-label=title.clone()>
            <desc>{summary.clone()}</desc>
            <line class="chart-grid" x1="0" x2="100%" y1="0.5" y2="0.5"></line>
            <line class="chart-grid" x1="0" x2="100%" y1="50%" y2="50%"></line>
            <line class="chart-base" x1="0" x2="100%" y1="100%" y2="100%"></line>
            {bars}
        </svg>
    }
    .into_any();
    frame(&title, summary, format(top), &series, plot)
}
