//! What reviewers and authors share: the threads of a review and its changes, read again by themselves without taking from
//! anybody what they are typing.

mod changes;
mod new_thread;
mod threads;

pub use changes::Changes;
pub use threads::{Said, Threads};

use api::Fault;
use leptos::{prelude::*, server_fn::ServerFn, task::spawn_local};
use model::{
    Moment, ReviewTaskId, UserId,
    events::Subject,
    reviews::{FieldChange, ReviewStatus, Thread},
};
use std::future::Future;
use ui::prelude::*;

/// The review that the page shows, as far as both sides see it.
#[derive(Clone, Copy)]
pub struct Reviewing {
    pub task: ReviewTaskId,
    pub me: UserId,
    /// The reader is the author, from outside the staff.
    pub outside: bool,
    /// There are readers from outside: a thread says for whom it is.
    pub two_sides: bool,
    pub status: Memo<ReviewStatus>,
    pub threads: Memo<Vec<Thread>>,
    pub changes: Memo<Vec<FieldChange>>,
    pub now: Memo<Moment>,
}

/// The review of this page.
pub fn reviewing() -> Reviewing {
    expect_context::<Reviewing>()
}

#[derive(Clone, Copy)]
struct Refresh(RwSignal<u64>);

/// Keeps what the page shows current: by the live socket and after each own act. Called once by the page.
pub fn keep_current<T, F>(
    first: T,
    task: ReviewTaskId,
    load: impl Fn(ReviewTaskId) -> F + Send + Sync + 'static,
) -> RwSignal<T>
where
    T: Send + Sync + 'static,
    F: Future<Output = Result<T, Fault>> + 'static,
{
    let (shown, refresh) = (RwSignal::new(first), RwSignal::new(0_u64));
    let changed = live().version(Subject::Review, Some(task.0));
    Effect::new(move |before: Option<(u64, u64)>| {
        let now = (refresh.get(), changed.get());
        if before.is_some_and(|before| before != now) {
            let fresh = load(task);
            spawn_local(async move {
                if let Ok(fresh) = fresh.await {
                    shown.try_set(fresh);
                }
            });
        }
        now
    });
    provide_context(Refresh(refresh));
    shown
}

/// An act of this page: says its outcome, empties what was typed for it, and the review is read again.
pub fn act<S>(typed: Option<RwSignal<String>>, said: impl Fn(&S::Output) -> String + 'static) -> ServerAction<S>
where
    S: ServerFn<Error = Fault> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + Clone + 'static,
{
    let action = ServerAction::<S>::new();
    toast_result(action.value(), said);
    let Refresh(refresh) = expect_context::<Refresh>();
    Effect::new(move |_| {
        // also after a refusal: the page may be behind
        if action.value().with(Option::is_some) {
            refresh.update(|n| *n += 1);
        }
        if let (Some(typed), true) = (typed, action.value().with(|value| matches!(value, Some(Ok(_))))) {
            typed.set(String::new());
        }
    });
    action
}
