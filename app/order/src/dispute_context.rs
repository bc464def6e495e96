//! The dispute that the page shows, as a signal: what changed is read again by itself, and only the parts that differ are
//! drawn anew, so that nobody loses what they are typing.

use api::{Fault, disputes};
use leptos::{prelude::*, server_fn::ServerFn, task::spawn_local};
use model::{Party, disputes::DisputeView, events::Subject};
use ui::prelude::*;

/// The page's dispute, from anywhere in the page.
#[derive(Clone, Copy)]
pub struct TheDispute {
    pub dispute: RwSignal<DisputeView>,
    refresh: RwSignal<u64>,
}

/// The dispute of this page.
pub fn the_dispute() -> TheDispute {
    expect_context::<TheDispute>()
}

/// Called once by the page: keeps the dispute current by the live socket and after each own act.
pub fn provide_dispute(first: DisputeView) -> TheDispute {
    let id = first.id;
    let (dispute, refresh) = (RwSignal::new(first), RwSignal::new(0_u64));
    let changed = live().version(Subject::Dispute, Some(id.0));
    Effect::new(move |before: Option<(u64, u64)>| {
        let now = (refresh.get(), changed.get());
        if before.is_some_and(|before| before != now) {
            spawn_local(async move {
                if let Ok(fresh) = disputes::dispute(id).await {
                    dispute.try_set(fresh);
                }
            });
        }
        now
    });
    let the = TheDispute { dispute, refresh };
    provide_context(the);
    the
}

impl TheDispute {
    /// What the viewer is to it.
    pub fn viewer(self) -> Party {
        self.dispute.with_untracked(|dispute| dispute.viewer)
    }

    /// Its id, for hidden fields.
    pub fn id(self) -> String {
        self.dispute.with_untracked(|dispute| dispute.id.to_string())
    }

    /// A part that is drawn anew only when it differs.
    pub fn part<T: PartialEq + Clone + Send + Sync + 'static>(
        self,
        part: impl Fn(&DisputeView) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let dispute = self.dispute;
        Memo::new(move |_| dispute.with(&part))
    }
}

/// An act of this page: says its outcome, and the dispute is read again.
pub fn act<S>(said: impl Fn(&S::Output) -> String + 'static) -> ServerAction<S>
where
    S: ServerFn<Error = Fault> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + Clone + 'static,
{
    let action = ServerAction::<S>::new();
    toast_result(action.value(), said);
    let refresh = the_dispute().refresh;
    Effect::new(move |_| {
        // also after a refusal: the page may be behind
        if action.value().with(Option::is_some) {
            refresh.update(|n| *n += 1);
        }
    });
    action
}
