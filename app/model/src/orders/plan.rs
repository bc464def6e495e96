//! From a bought plan to amounts and dates: amounts by largest remainder, so that they always sum to the price.

use crate::{Moment, Money, Problem, catalogue::PlannedMilestone, text};

/// What each milestone of a plan is worth. The plan is one that [`crate::catalogue::plan_for`] made for this price, so
/// every part is positive; the parts sum to the price.
pub fn milestone_amounts(plan: &[PlannedMilestone], price: Money) -> Result<Vec<Money>, Problem> {
    let shares: Vec<i64> = plan.iter().map(|step| i64::from(step.share_bps.0)).collect();
    price.split(&shares).filter(|parts| parts.iter().all(|part| part.is_positive())).ok_or_else(|| {
        Problem::Conflict(text!(
            "The delivery plan of this service does not fit its price. Ask the seller to correct it.",
            "Der Lieferplan dieser Leistung passt nicht zum Preis. Bitten Sie den Anbieter, ihn zu berichtigen."
        ))
    })
}

/// When each milestone is due: the clock starts when the intake is whole, and each one's days follow the one before.
pub fn due_dates(started: Moment, days: &[i32]) -> Vec<Moment> {
    let mut due = started;
    days.iter()
        .map(|&d| {
            due += time::Duration::days(i64::from(d));
            due
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Bps, Currency, catalogue::plan_for};
    use proptest::prelude::*;

    fn plan(parts: &[(i32, i32)]) -> Vec<PlannedMilestone> {
        parts
            .iter()
            .map(|&(share, days)| PlannedMilestone {
                title: "m".to_owned(),
                description: String::new(),
                share_bps: Bps(share),
                days,
            })
            .collect()
    }

    #[test]
    fn thirds_sum_to_the_price() {
        let parts =
            milestone_amounts(&plan(&[(3333, 1), (3333, 1), (3334, 1)]), Money::new(100_00, Currency::Eur)).unwrap();
        assert_eq!(parts.iter().map(|m| m.minor).sum::<i64>(), 100_00);
    }

    #[test]
    fn dates_cascade_from_the_start() {
        let start = Moment::UNIX_EPOCH;
        let due = due_dates(start, &[2, 0, 5]);
        assert_eq!(
            due,
            [start + time::Duration::days(2), start + time::Duration::days(2), start + time::Duration::days(7)]
        );
    }

    proptest! {
        #[test]
        fn what_is_bought_always_sums(price in 1..10_000_000_i64, delivery in 1..365_i32, cuts in prop::collection::vec((1..2_000_i32, 0..30_i32), 0..5)) {
            let mut parts = cuts.clone();
            let used: i32 = parts.iter().map(|p| p.0).sum();
            parts.push((10_000 - used, 3));
            let price = Money::new(price, Currency::Eur);
            let bought = plan_for(&plan(&parts), price, delivery);
            let amounts = milestone_amounts(&bought, price).unwrap();
            prop_assert_eq!(amounts.iter().map(|m| m.minor).sum::<i64>(), price.minor);
            prop_assert!(amounts.iter().all(|m| m.is_positive()));
            prop_assert_eq!(bought.iter().map(|m| m.days).sum::<i32>(), delivery);
        }
    }
}
