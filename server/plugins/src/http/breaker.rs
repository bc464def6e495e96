//! One circuit breaker per service: after a row of failures, calls are refused at once for a while; then one is let
//! through, and its outcome decides.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// So many failures in a row open the breaker.
const THRESHOLD: u32 = 5;
/// So long it stays open before one call may try.
const COOL_DOWN: Duration = Duration::from_secs(30);

/// How a service stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakerState {
    Closed,
    /// Some calls in a row failed.
    Shaky(u32),
    /// Calls are refused for so many seconds more.
    Open(u32),
}

/// A service that was called since the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    pub name: &'static str,
    pub state: BreakerState,
}

#[derive(Debug, Default)]
struct Breaker {
    failures: u32,
    /// When the next try may go through; moved on by whoever takes it.
    open_until: Option<Instant>,
}

/// All breakers of the process.
#[derive(Debug, Default)]
pub struct Breakers(Mutex<BTreeMap<&'static str, Breaker>>);

impl Breakers {
    /// `Err` with the seconds to wait while the breaker is open. Whoever passes after the cool-down is the one trial:
    /// the others keep waiting until it has reported.
    pub fn ask(&self, service: &'static str) -> Result<(), u32> {
        self.with(service, |breaker| match breaker.open_until {
            Some(until) if Instant::now() < until => Err(seconds(until)),
            Some(_) => {
                breaker.open_until = Some(Instant::now() + COOL_DOWN);
                Ok(())
            }
            None => Ok(()),
        })
    }

    pub fn succeeded(&self, service: &'static str) {
        self.with(service, |breaker| *breaker = Breaker::default());
    }

    pub fn failed(&self, service: &'static str) {
        self.with(service, |breaker| {
            breaker.failures += 1;
            if breaker.failures >= THRESHOLD {
                breaker.open_until = Some(Instant::now() + COOL_DOWN);
            }
        });
    }

    pub fn services(&self) -> Vec<Service> {
        let breakers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        breakers.iter().map(|(name, breaker)| Service { name, state: breaker.state() }).collect()
    }

    fn with<T>(&self, service: &'static str, act: impl FnOnce(&mut Breaker) -> T) -> T {
        let mut breakers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        act(breakers.entry(service).or_default())
    }
}

impl Breaker {
    fn state(&self) -> BreakerState {
        match self.open_until {
            Some(until) if Instant::now() < until => BreakerState::Open(seconds(until)),
            _ if self.failures > 0 => BreakerState::Shaky(self.failures),
            _ => BreakerState::Closed,
        }
    }
}

fn seconds(until: Instant) -> u32 {
    let left = until.saturating_duration_since(Instant::now()).as_secs() + 1;
    u32::try_from(left).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_after_a_row_of_failures_and_closes_on_success() {
        let breakers = Breakers::default();
        for n in 1..THRESHOLD {
            breakers.failed("bank");
            assert_eq!(breakers.services()[0].state, BreakerState::Shaky(n));
            assert!(breakers.ask("bank").is_ok());
        }
        breakers.failed("bank");
        assert!(breakers.ask("bank").is_err());
        assert!(breakers.ask("other").is_ok(), "one service's trouble is its own");
        breakers.succeeded("bank");
        assert!(breakers.ask("bank").is_ok());
    }
}
