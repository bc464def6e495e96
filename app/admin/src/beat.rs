//! A slow pulse for pages whose figures change without an event: the job queue. Stops with the page.

use leptos::prelude::*;
use std::time::Duration;

/// Grows every `period` while the page is shown; stands still on the server.
pub fn beat(period: Duration) -> ReadSignal<u32> {
    let (count, set_count) = signal(0);
    Effect::new(move |_| tick(period, set_count));
    count
}

fn tick(period: Duration, set_count: WriteSignal<u32>) {
    ui::browser::after(period, move || {
        // the signal is gone once the page is left
        if set_count.try_update(|count| *count = count.wrapping_add(1)).is_some() {
            tick(period, set_count);
        }
    });
}
