//! The one place that reads the time and makes random ids.

use model::Moment;
use std::{
    fmt,
    sync::atomic::{AtomicI64, Ordering},
};
use uuid::Uuid;

/// Tells the time. Tests move theirs by hand.
pub trait Clock: Send + Sync + fmt::Debug + 'static {
    fn now(&self) -> Moment;
}

/// The machine's clock, cut to PostgreSQL's microseconds so that what was written reads back equal.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the injected clock")]
    fn now(&self) -> Moment {
        let now = time::OffsetDateTime::now_utc();
        now.replace_nanosecond(now.microsecond() * 1_000).unwrap_or(now)
    }
}

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    pub fn at(moment: Moment) -> Self {
        Self(AtomicI64::new(moment.unix_timestamp()))
    }
    pub fn advance(&self, by: time::Duration) {
        self.0.fetch_add(by.whole_seconds(), Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Moment {
        Moment::from_unix_timestamp(self.0.load(Ordering::SeqCst)).unwrap_or(Moment::UNIX_EPOCH)
    }
}

/// A new UUIDv7 as any of the model's ids: `new_id::<OrderId>()`.
pub fn new_id<T: From<Uuid>>() -> T {
    T::from(Uuid::now_v7())
}
