//! The plan of delivery: milestones whose shares sum to the whole, in basis points and in days.

use crate::{Bps, FieldErrors, Money, text};
use serde::{Deserialize, Serialize};

/// Milestones a product may plan.
pub const MAX_MILESTONES: usize = 12;

/// One step of the delivery. `days` counts from the step before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedMilestone {
    pub title: String,
    #[serde(default)]
    pub description: String,
    pub share_bps: Bps,
    pub days: i32,
}

/// Adds what is wrong with a plan. Errors are named `milestone_plan.<index>.<part>`; the sum is at `milestone_plan`.
pub fn check_plan(plan: &[PlannedMilestone], errors: &mut FieldErrors) {
    if plan.is_empty() {
        return;
    }
    if plan.len() > MAX_MILESTONES {
        let most = MAX_MILESTONES;
        errors.add("milestone_plan", text!("At most {most} milestones.", "Höchstens {most} Meilensteine."));
    }
    for (index, step) in plan.iter().enumerate() {
        let at = |part: &str| format!("milestone_plan.{index}.{part}");
        if !(1..=160).contains(&step.title.trim().chars().count()) {
            errors.add(
                at("title"),
                text!(
                    "Name the milestone, in at most 160 characters.",
                    "Benennen Sie den Meilenstein, mit höchstens 160 Zeichen."
                ),
            );
        }
        if step.description.chars().count() > 1_000 {
            errors.add(at("description"), text!("At most 1,000 characters.", "Höchstens 1.000 Zeichen."));
        }
        if !(1..=10_000).contains(&step.share_bps.0) {
            errors.add(at("share"), text!("More than 0% and at most 100%.", "Mehr als 0 % und höchstens 100 %."));
        }
        if !(0..=365).contains(&step.days) {
            errors.add(at("days"), text!("Between 0 and 365 days.", "Zwischen 0 und 365 Tagen."));
        }
    }
    let sum: i64 = plan.iter().map(|step| i64::from(step.share_bps.0)).sum();
    if sum != 10_000 {
        let now = Bps(i32::try_from(sum).unwrap_or(i32::MAX));
        errors.add(
            "milestone_plan",
            text!(
                "The shares must sum to 100%; now they are {now}.",
                "Die Anteile müssen 100 % ergeben; jetzt sind es {now}."
            ),
        );
    }
}

/// The plan as it is bought: days stretched to the delivery time (they sum to it), and never a milestone that would be
/// worth nothing: a price too small for the plan, or no plan, is one delivery.
pub fn plan_for(plan: &[PlannedMilestone], price: Money, delivery_days: i32) -> Vec<PlannedMilestone> {
    let shares: Vec<i64> = plan.iter().map(|step| i64::from(step.share_bps.0)).collect();
    let all_worth_something = shares.iter().sum::<i64>() == 10_000
        && price.split(&shares).is_some_and(|parts| parts.iter().all(|part| part.is_positive()));
    if !all_worth_something {
        let (title, description) = match plan {
            [only] => (only.title.clone(), only.description.clone()),
            _ => ("Delivery".to_owned(), String::new()),
        };
        return vec![PlannedMilestone { title, description, share_bps: Bps(10_000), days: delivery_days }];
    }
    let weights: Vec<i64> = plan.iter().map(|step| i64::from(step.days.max(0))).collect();
    let weights = if weights.iter().all(|w| *w == 0) { vec![1; plan.len()] } else { weights };
    // days are split as money is: the parts sum to the whole
    let days = Money::new(i64::from(delivery_days), price.currency).split(&weights).unwrap_or_default();
    plan.iter()
        .zip(days)
        .map(|(step, days)| PlannedMilestone { days: i32::try_from(days.minor).unwrap_or(0), ..step.clone() })
        .collect()
}
