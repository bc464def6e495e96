//! The order that the page shows, as a signal: what changed is read again by itself, and only the parts that differ are
//! drawn anew, so that nobody loses what they are typing because the other side did something.

use api::{Fault, orders};
use leptos::{prelude::*, server_fn::ServerFn, task::spawn_local};
use model::{MilestoneId, Party, deliveries::MilestoneView, events::Subject, orders::OrderView};
use ui::prelude::*;

/// The page's order, from anywhere in the page.
#[derive(Clone, Copy)]
pub struct TheOrder {
    pub order: RwSignal<OrderView>,
    refresh: RwSignal<u64>,
}

/// The order of this page.
pub fn the_order() -> TheOrder {
    expect_context::<TheOrder>()
}

/// Called once by the page: keeps the order current by the live socket and after each own act.
pub fn provide_order(first: OrderView) -> TheOrder {
    let id = first.id;
    let (order, refresh) = (RwSignal::new(first), RwSignal::new(0_u64));
    let changed = live().version(Subject::Order, Some(id.0));
    Effect::new(move |before: Option<(u64, u64)>| {
        let now = (refresh.get(), changed.get());
        if before.is_some_and(|before| before != now) {
            spawn_local(async move {
                if let Ok(fresh) = orders::order(id).await {
                    order.try_set(fresh);
                }
            });
        }
        now
    });
    let the = TheOrder { order, refresh };
    provide_context(the);
    the
}

impl TheOrder {
    /// What the viewer is to the order.
    pub fn viewer(self) -> Party {
        self.order.with_untracked(|order| order.viewer)
    }

    /// A part of the order that is drawn anew only when it differs.
    pub fn part<T: PartialEq + Clone + Send + Sync + 'static>(
        self,
        part: impl Fn(&OrderView) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let order = self.order;
        Memo::new(move |_| order.with(&part))
    }

    /// A part of one milestone.
    pub fn of<T: PartialEq + Clone + Send + Sync + 'static>(
        self,
        id: MilestoneId,
        part: impl Fn(&MilestoneView) -> T + Send + Sync + 'static,
    ) -> Memo<Option<T>> {
        self.part(move |order| order.milestones.iter().find(|m| m.id == id).map(&part))
    }
}

/// An act of this page: says its outcome, and the order is read again.
pub fn act<S>(said: impl Fn(&S::Output) -> String + 'static) -> ServerAction<S>
where
    S: ServerFn<Error = Fault> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + Clone + 'static,
{
    let action = ServerAction::<S>::new();
    toast_result(action.value(), said);
    let refresh = the_order().refresh;
    Effect::new(move |_| {
        // also after a refusal: the page may be behind
        if action.value().with(Option::is_some) {
            refresh.update(|n| *n += 1);
        }
    });
    action
}
