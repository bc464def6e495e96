//! Slows down guessing: tries are counted per account and per network address, in the database so that all servers count
//! together. An address nobody has is counted like one that somebody has.

use super::queries::throttle as queries;
use crate::{Error, Platform, Result};
use model::{Problem, identity::rules};
use std::net::IpAddr;
use time::Duration;

/// What is counted, and how many tries are free.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    key: String,
    free: i64,
}

impl Gate {
    /// Tries for one account, whoever makes them. The key is a hash: the table is no list of addresses.
    pub fn account(purpose: &str, email: &str) -> Self {
        Self { key: format!("{purpose}:account:{}", digest(email)), free: rules::FREE_TRIES_PER_ACCOUNT }
    }

    /// Tries from one network address, for whatever account.
    pub fn address(purpose: &str, address: &str) -> Self {
        Self { key: format!("{purpose}:address:{}", digest(&network(address))), free: rules::FREE_TRIES_PER_ADDRESS }
    }
}

/// Whoever has one IPv6 address has a whole /64 of them, so that counts as one; IPv4 in IPv6's clothes is IPv4.
fn network(address: &str) -> String {
    match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => address.to_owned(),
    }
}

fn digest(text: &str) -> String {
    hex::encode(&super::secrets::hash(text)[..16])
}

impl Platform {
    /// Counts a try against all gates, or says how long to wait. Counted before it is known whether it succeeds, so that
    /// a hundred tries at once are a hundred tries.
    pub(super) async fn pass(&self, gates: &[Gate]) -> Result<()> {
        let now = self.db.now();
        let since = now - Duration::minutes(rules::WINDOW_MINUTES);
        // as operator: nobody is signed in yet, and accounts are of all projects
        let mut tx = self.db.operator().await?;
        for gate in gates {
            queries::lock_gate(&mut tx, &gate.key).await?;
            let tries = queries::count_tries(&mut tx, &gate.key, since).await?;
            let wait = rules::back_off(tries.count, gate.free);
            // A free try waits for nothing, not even when another one, begun a moment later, was counted before it.
            if let Some(last) = tries.last.filter(|_| wait > 0) {
                let free_again = last + Duration::seconds(wait);
                if free_again > now {
                    let seconds = (free_again - now).whole_seconds().max(1);
                    return Err(Error::Problem(Problem::TooMany(u32::try_from(seconds).unwrap_or(u32::MAX))));
                }
            }
            queries::insert_try(&mut tx, &gate.key, now).await?;
        }
        Ok(tx.commit().await?)
    }

    /// The try succeeded: the account starts anew.
    pub(super) async fn open_gate(&self, gate: &Gate) -> Result<()> {
        queries::forget_tries(self.db.operator_pool(), &gate.key).await
    }

    /// The try succeeded: it does not count against its network address, behind which a whole office may sit. The failed
    /// ones of before do, or one own account would let somebody guess at all others.
    pub(super) async fn forgive_try(&self, gate: &Gate) -> Result<()> {
        queries::forget_newest_try(self.db.operator_pool(), &gate.key).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_network_is_one() {
        let same = |one: &str, other: &str| Gate::address("x", one) == Gate::address("x", other);
        assert!(same("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assert!(!same("2001:db8:1:2::1", "2001:db8:1:3::1"));
        assert!(same("203.0.113.7", "::ffff:203.0.113.7"));
        assert!(!same("203.0.113.7", "203.0.113.8"));
    }
}
