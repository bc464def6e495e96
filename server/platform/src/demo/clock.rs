//! The clock of the story: stands where the story is, never ahead of the real one.

use crate::Clock;
use model::Moment;
use std::sync::atomic::{AtomicI64, Ordering};

/// Seconds since 1970.
#[derive(Debug)]
pub struct StoryClock(AtomicI64);

impl StoryClock {
    pub fn at(moment: Moment) -> Self {
        Self(AtomicI64::new(moment.unix_timestamp()))
    }
    pub fn move_to(&self, moment: Moment) {
        self.0.store(moment.unix_timestamp(), Ordering::SeqCst);
    }
}

impl Clock for StoryClock {
    fn now(&self) -> Moment {
        Moment::from_unix_timestamp(self.0.load(Ordering::SeqCst)).unwrap_or(Moment::UNIX_EPOCH)
    }
}
