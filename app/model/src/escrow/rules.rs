//! No more leaves than is held, and every slice's parts sum to it.

use super::Released;
use crate::{Bps, Money, Problem, text};

/// Shares a slice: the fee is rounded once, the seller has all the rest.
pub fn share(gross: Money, commission: Bps) -> Result<Released, Problem> {
    if !gross.is_positive() || !(0..=10_000).contains(&commission.0) {
        return Err(Problem::invalid(
            "amount",
            text!("Only a positive amount can be released.", "Nur ein positiver Betrag kann freigegeben werden."),
        ));
    }
    let fee = gross.share(commission)?;
    Ok(Released { net: gross.checked_sub(fee)?, fee })
}

/// Refuses to take more out of escrow than it holds.
pub fn covered(held: Money, wanted: Money) -> Result<(), Problem> {
    if held.checked_sub(wanted)?.minor < 0 {
        return Err(Problem::Conflict(text!(
            "The escrow of this order holds less than that. Reload to see the current amounts.",
            "Im Treuhandkonto dieses Auftrags liegt weniger als das. Laden Sie die Seite neu, um die aktuellen Beträge zu sehen."
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_slice_is_shared_whole(minor in 1_i64..=i64::MAX / 2, bps in 0..=10_000) {
            let gross = Money::new(minor, Currency::Eur);
            let Released { net, fee } = share(gross, Bps(bps)).unwrap();
            prop_assert_eq!(net.checked_add(fee).unwrap(), gross);
            prop_assert!(net.minor >= 0 && fee.minor >= 0);
        }
    }

    #[test]
    fn nothing_more_than_held() {
        let eur = |minor| Money::new(minor, Currency::Eur);
        assert!(covered(eur(100), eur(100)).is_ok());
        assert!(covered(eur(100), eur(101)).is_err());
        assert!(share(eur(0), Bps(100)).is_err());
        assert!(share(eur(-1), Bps(100)).is_err());
        assert!(share(eur(1), Bps(10_001)).is_err());
    }
}
