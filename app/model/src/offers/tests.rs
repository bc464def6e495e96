//! Reading the seller's form.

use super::*;
use crate::{Currency, Money, Problem};
use proptest::prelude::*;

fn step(title: &str, amount: &str, days: &str) -> StepDraft {
    StepDraft { title: title.into(), amount: amount.into(), days: days.into() }
}

fn single() -> OfferDraft {
    OfferDraft {
        key: "offer-key-1".into(),
        product: "0191d8a0-0000-7000-8000-000000000001".into(),
        title: "Logo and cards".into(),
        description: "A logo, and business cards for five.".into(),
        price: "450".into(),
        days: "10".into(),
        revisions: "2".into(),
        valid_days: "14".into(),
        ..OfferDraft::default()
    }
}

fn in_two() -> OfferDraft {
    OfferDraft {
        price: String::new(),
        days: String::new(),
        milestones: vec![step("Logo", "300.00", "6"), StepDraft::default(), step("Cards", "150,50", "4")],
        ..single()
    }
}

/// The fields that a form complains about.
fn wrong(draft: &OfferDraft) -> Vec<String> {
    match draft.read(Currency::Eur) {
        Err(Problem::Invalid(fields)) => fields.0.into_iter().map(|(field, _)| field).collect(),
        other => panic!("not refused at a field: {other:?}"),
    }
}

#[test]
fn one_delivery_is_one_step_with_the_whole_price() {
    let terms = single().read(Currency::Eur).unwrap();
    assert_eq!((terms.price.minor, terms.steps.len(), terms.steps[0].days), (450_00, 1, 10));
    assert_eq!(terms.steps[0].title, "Logo and cards");
}

#[test]
fn milestones_make_the_price_and_empty_rows_are_left_out() {
    let terms = in_two().read(Currency::Eur).unwrap();
    assert_eq!((terms.price.minor, terms.steps.len()), (450_50, 2));
    let said = OfferDraft { price: "450.50".into(), days: "10".into(), ..in_two() };
    assert_eq!(said.read(Currency::Eur).unwrap().price.minor, 450_50, "saying the sums again is no contradiction");
}

#[test]
fn what_does_not_fit_is_said_at_its_field() {
    let with = |change: fn(&mut OfferDraft)| {
        let mut draft = in_two();
        change(&mut draft);
        wrong(&draft)
    };
    assert_eq!(with(|d| d.price = "450".into()), ["draft.price"], "not what the milestones sum to");
    assert_eq!(with(|d| d.days = "9".into()), ["draft.days"]);
    assert_eq!(with(|d| d.milestones[0].amount = "0".into()), ["draft.milestones.0.amount"]);
    assert_eq!(with(|d| d.milestones[2].amount = "-5".into()), ["draft.milestones.2.amount"]);
    assert_eq!(with(|d| d.milestones[0].amount = "99999999999999999999".into()), ["draft.milestones.0.amount"]);
    assert_eq!(with(|d| d.milestones[0].amount = "1.005,001".into()), ["draft.milestones.0.amount"]);
    assert_eq!(with(|d| d.milestones[0].title = " ".into()), ["draft.milestones.0.title"]);
    assert_eq!(with(|d| d.milestones[0].days = "-1".into()), ["draft.milestones.0.days"]);
    assert_eq!(with(|d| d.milestones[0].days = "366".into()), ["draft.milestones.0.days"]);
    assert_eq!(with(|d| d.milestones[0].days = "364".into()), ["draft.days"], "together more than a year");
    assert_eq!(with(|d| d.milestones = vec![step("m", "1", "1"); 13]), ["draft.milestones"]);
    assert_eq!(with(|d| d.product = "none".into()), ["draft.product"]);
    assert_eq!(with(|d| d.title = String::new()), ["draft.title"]);
    assert_eq!(with(|d| d.description = "x".repeat(4_001)), ["draft.description"]);
    assert_eq!(with(|d| d.revisions = "51".into()), ["draft.revisions"]);
    assert_eq!(with(|d| d.valid_days = "0".into()), ["draft.valid_days"]);
    assert_eq!(with(|d| d.valid_days = "61".into()), ["draft.valid_days"]);
    let half = i64::MAX.to_string();
    let half = format!("{}.{}", &half[..half.len() - 2], &half[half.len() - 2..]);
    let overflowing = OfferDraft { milestones: vec![step("a", &half, "1"), step("b", &half, "1")], ..in_two() };
    assert_eq!(wrong(&overflowing), ["draft.price"], "the sum does not fit");
    assert_eq!(wrong(&OfferDraft { price: "0.99".into(), ..single() }), ["draft.price"]);
    assert_eq!(wrong(&OfferDraft { price: "1000000.01".into(), ..single() }), ["draft.price"]);
    assert_eq!(wrong(&OfferDraft { price: String::new(), days: String::new(), ..single() }).len(), 2);
    assert!(wrong(&OfferDraft::default()).len() >= 6);
}

proptest! {
    #[test]
    fn what_is_read_always_sums(amounts in prop::collection::vec(1_i64..5_000_000, 1..12), days in 0_i64..30) {
        let rows = amounts.iter().map(|&minor| step("m", &Money::new(minor, Currency::Eur).to_decimal(), &days.to_string()));
        let draft = OfferDraft { milestones: rows.collect(), ..in_two() };
        let sum: i64 = amounts.iter().sum();
        let (least, most) = price_limits(Currency::Eur);
        match draft.read(Currency::Eur) {
            Ok(terms) => {
                prop_assert_eq!(terms.price.minor, sum);
                prop_assert_eq!(terms.steps.iter().map(|s| s.amount.minor).sum::<i64>(), sum);
                prop_assert!((1..=365).contains(&terms.steps.iter().map(|s| i64::from(s.days)).sum::<i64>()));
            }
            Err(_) => {
                let all = days * amounts.len() as i64;
                prop_assert!(!(least.minor..=most.minor).contains(&sum) || !(1..=365).contains(&all));
            }
        }
    }
}
