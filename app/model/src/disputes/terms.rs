//! Who gets what: each slice that is still in escrow is divided between client and seller. Only the client's figure is
//! ever given; the seller's is the rest, so that a division can neither create nor lose a cent.

use super::Resolution;
use crate::{Bps, Currency, FieldErrors, MilestoneId, Money, Problem, escrow::rules::share, text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A milestone whose money is still in escrow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSlice {
    pub milestone: MilestoneId,
    pub title: String,
    pub amount: Money,
}

impl OpenSlice {
    /// Its key in [`TypedParts`], and so in a form: `to_client[slice-…]`. An id alone may begin with a digit, and a
    /// bracket that begins with a digit is read as a place in a list.
    pub fn field(&self) -> String {
        slice_field(self.milestone)
    }
}

/// [`OpenSlice::field`] of a milestone.
pub fn slice_field(milestone: MilestoneId) -> String {
    format!("slice-{milestone}")
}

/// One slice, divided: `to_client + to_seller` is the slice. The seller's part is before the platform's fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub milestone: MilestoneId,
    pub to_client: Money,
    pub to_seller: Money,
}

/// How a dispute is, or would be, resolved: the way, and for a way that moves money each open slice's division.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    pub resolution: Resolution,
    pub parts: Vec<Part>,
}

/// Where the money would go: the three sum to what is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    pub to_client: Money,
    /// After the fee.
    pub to_seller: Money,
    /// The platform's, from the seller's part alone.
    pub fee: Money,
}

/// Amounts for the client as they were typed, by [`OpenSlice::field`].
pub type TypedParts = BTreeMap<String, String>;

impl Terms {
    /// Reads a form: `typed` says what of each slice goes to the client, and is asked for where the resolution divides.
    /// Problems at `to_client.{field}`, see [`OpenSlice::field`].
    pub fn read(resolution: Resolution, slices: &[OpenSlice], typed: &TypedParts) -> Result<Self, Problem> {
        if resolution != Resolution::Compensation {
            return Self::whole(resolution, slices);
        }
        let mut errors = FieldErrors::new();
        let mut parts = Vec::with_capacity(slices.len());
        for slice in slices {
            match read_part(slice, typed.get(&slice.field()).map_or("", String::as_str)) {
                Ok(part) => parts.push(part),
                Err(message) => errors.add(format!("to_client.{}", slice.field()), message),
            }
        }
        errors.into_result()?;
        let terms = Self { resolution, parts };
        terms.check(slices)?;
        Ok(terms)
    }

    /// The resolutions that need no figures: all back, or nothing moves.
    pub fn whole(resolution: Resolution, slices: &[OpenSlice]) -> Result<Self, Problem> {
        let parts = match resolution {
            Resolution::Refund => slices.iter().map(|slice| divide(slice, slice.amount)).collect::<Result<_, _>>()?,
            _ => vec![],
        };
        let terms = Self { resolution, parts };
        terms.check(slices)?;
        Ok(terms)
    }

    /// These terms divide exactly these slices, each whole; or move nothing. Asked again before they take effect.
    pub fn check(&self, slices: &[OpenSlice]) -> Result<(), Problem> {
        let whole = if self.resolution.ends_order() {
            self.parts.len() == slices.len()
                && slices.iter().all(|slice| {
                    let mut of = self.parts.iter().filter(|part| part.milestone == slice.milestone);
                    of.next().is_some_and(|part| part.is_whole(slice)) && of.next().is_none()
                })
        } else {
            self.parts.is_empty()
        };
        let refunds_all = self.resolution != Resolution::Refund || self.parts.iter().all(|p| p.to_seller.is_zero());
        if whole && refunds_all && !(self.resolution.ends_order() && slices.is_empty()) {
            return Ok(());
        }
        Err(Problem::Conflict(text!(
            "These figures do not divide what is in escrow now. Reload the page and enter them again.",
            "Diese Beträge teilen nicht auf, was jetzt auf dem Treuhandkonto liegt. Laden Sie die Seite neu und geben Sie sie erneut ein."
        )))
    }

    /// What all of it comes to; each slice's fee is rounded by itself, as it is booked.
    pub fn sums(&self, commission: Bps, currency: Currency) -> Result<Sums, Problem> {
        let zero = Money::zero(currency);
        let mut sums = Sums { to_client: zero, to_seller: zero, fee: zero };
        for part in &self.parts {
            sums.to_client = sums.to_client.checked_add(part.to_client)?;
            if part.to_seller.is_positive() {
                let shares = share(part.to_seller, commission)?;
                sums.to_seller = sums.to_seller.checked_add(shares.net)?;
                sums.fee = sums.fee.checked_add(shares.fee)?;
            }
        }
        Ok(sums)
    }

    /// What of all slices would go to the client.
    pub fn back(&self, currency: Currency) -> Result<Money, Problem> {
        Ok(Money::sum(self.parts.iter().map(|part| part.to_client), currency)?)
    }
}

impl Part {
    fn is_whole(&self, slice: &OpenSlice) -> bool {
        self.to_client.minor >= 0
            && self.to_seller.minor >= 0
            && self.to_client.checked_add(self.to_seller) == Ok(slice.amount)
    }
}

/// The client's figure, and the rest for the seller.
pub fn divide(slice: &OpenSlice, to_client: Money) -> Result<Part, Problem> {
    Ok(Part { milestone: slice.milestone, to_client, to_seller: slice.amount.checked_sub(to_client)? })
}

fn read_part(slice: &OpenSlice, typed: &str) -> Result<Part, crate::problem::Text> {
    let amount = slice.amount;
    if typed.trim().is_empty() {
        return Err(text!(
            "How much of it goes to the client? 0 if nothing does.",
            "Wie viel davon geht an den Kunden? 0, falls nichts."
        ));
    }
    let Ok(to_client) = Money::parse(typed, amount.currency) else {
        return Err(text!("Enter an amount, like 12.50.", "Geben Sie einen Betrag ein, etwa 12,50."));
    };
    if to_client.minor < 0 || to_client.minor > amount.minor {
        let (en, de) = (amount.format(crate::Lang::En), amount.format(crate::Lang::De));
        return Err(text!("Between 0 and {en}.", "Zwischen 0 und {de}."));
    }
    divide(slice, to_client).map_err(|_| text!("This amount is too large.", "Dieser Betrag ist zu groß."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency::Eur;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn slices(amounts: &[i64]) -> Vec<OpenSlice> {
        let of = |(n, &minor): (usize, &i64)| OpenSlice {
            milestone: MilestoneId(Uuid::from_u128(n as u128 + 1)),
            title: format!("m{n}"),
            amount: Money::new(minor, Eur),
        };
        amounts.iter().enumerate().map(of).collect()
    }

    fn typed(slices: &[OpenSlice], minors: &[i64]) -> TypedParts {
        let typed = |(slice, &minor): (&OpenSlice, &i64)| (slice.field(), Money::new(minor, Eur).to_decimal());
        slices.iter().zip(minors).map(typed).collect()
    }

    proptest! {
        #[test]
        fn nothing_is_created_or_lost(
            cuts in prop::collection::vec((1_i64..=1_000_000_000, 0_i64..=10_000), 1..12),
            bps in 0..=10_000,
        ) {
            let amounts: Vec<i64> = cuts.iter().map(|c| c.0).collect();
            let slices = slices(&amounts);
            let back: Vec<i64> = cuts.iter().map(|(amount, part)| amount * part / 10_000).collect();
            let terms = Terms::read(Resolution::Compensation, &slices, &typed(&slices, &back)).unwrap();
            for (slice, part) in slices.iter().zip(&terms.parts) {
                prop_assert_eq!(part.to_client.checked_add(part.to_seller).unwrap(), slice.amount);
                prop_assert!(part.to_client.minor >= 0 && part.to_seller.minor >= 0);
            }
            let sums = terms.sums(Bps(bps), Eur).unwrap();
            let held = Money::sum(slices.iter().map(|s| s.amount), Eur).unwrap();
            let all = sums.to_client.checked_add(sums.to_seller).unwrap().checked_add(sums.fee).unwrap();
            prop_assert_eq!(all, held);
            prop_assert_eq!(sums.to_client.minor, back.iter().sum::<i64>());
            prop_assert!(sums.fee.minor <= held.minor - sums.to_client.minor, "the fee is the seller's alone");
        }

        #[test]
        fn a_division_fits_its_own_slices_only(amounts in prop::collection::vec(1_i64..100_000, 1..6), other in 1_i64..100_000) {
            let mine = slices(&amounts);
            let terms = Terms::whole(Resolution::Refund, &mine).unwrap();
            prop_assert!(terms.check(&mine).is_ok());
            let mut changed = amounts.clone();
            changed.push(other);
            prop_assert!(terms.check(&slices(&changed)).is_err(), "a slice more");
            changed.pop();
            changed[0] += other;
            prop_assert!(terms.check(&slices(&changed)).is_err(), "a slice grew");
            changed.remove(0);
            prop_assert!(terms.check(&slices(&changed)).is_err(), "a slice less");
        }
    }

    #[test]
    fn what_is_typed_is_judged_at_its_field() {
        let slices = slices(&[100_00, 50_00]);
        let first = slices[0].field();
        for (text, fits) in [("", false), ("x", false), ("-1", false), ("100.01", false), ("0", true), ("100", true)] {
            let mut form = typed(&slices, &[0, 50_00]);
            form.insert(first.clone(), text.to_owned());
            match Terms::read(Resolution::Compensation, &slices, &form) {
                Ok(_) => assert!(fits, "{text}"),
                Err(Problem::Invalid(fields)) => {
                    assert!(!fits && fields.get(&format!("to_client.{first}")).is_some(), "{text}");
                }
                Err(other) => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn going_on_moves_nothing_and_a_refund_keeps_nothing() {
        let slices = slices(&[10, 20]);
        assert!(Terms::whole(Resolution::Revision, &slices).unwrap().parts.is_empty());
        let mut refund = Terms::whole(Resolution::Refund, &slices).unwrap();
        assert_eq!(refund.back(Eur).unwrap().minor, 30);
        refund.parts[0] = divide(&slices[0], Money::new(9, Eur)).unwrap();
        assert!(refund.check(&slices).is_err());
        assert!(Terms::whole(Resolution::Refund, &[]).is_err(), "there is nothing to give back");
    }
}
