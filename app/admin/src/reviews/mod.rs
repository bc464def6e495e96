//! `/admin/reviews`: what waits for whom, one review with its conversation and its merge box, and the project's rules.

mod help;
mod history;
mod inbox;
mod merge_box;
mod page;
mod rules;
mod votes;

pub use inbox::InboxPage;
pub use page::ReviewPage;
pub use rules::RulesPage;

use leptos::prelude::*;
use model::events::Subject;
use ui::prelude::*;

/// Keeps the number beside "Reviews" in the rail current.
pub fn watch_count() {
    let changed = live().version(Subject::Review, None);
    Effect::new(move |before: Option<u64>| {
        let now = changed.get();
        if before.is_some_and(|before| before != now) {
            leptos::task::spawn_local(async move {
                if let Ok(count) = api::reviews::count_reviews().await {
                    me().set_reviews(count);
                }
            });
        }
        now
    });
}
