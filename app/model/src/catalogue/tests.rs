//! Prices, plans, slugs, drafts.

use super::*;
use crate::{AddonId, Bps, Currency, FieldErrors, Machine, Money, PackageId, Party, Problem, Rate};
use proptest::prelude::*;
use uuid::Uuid;

fn id<T: From<Uuid>>(n: u128) -> T {
    T::from(Uuid::from_u128(n))
}

fn packages() -> Offer {
    let package = |n: u128, tier, price| Package {
        id: id(n),
        tier,
        name: format!("P{n}"),
        description: String::new(),
        price,
        delivery_days: n as i32,
        revisions: n as i32,
        features: Vec::new(),
    };
    Offer {
        pricing: PricingKind::Packages,
        currency: Currency::Eur,
        price: 0,
        packages: vec![package(1, Tier::Basic, 5_000), package(2, Tier::Premium, 20_000)],
        addons: vec![Addon { id: id(7), name: "Fast".into(), price: 1_500, extra_days: 2 }],
        units: None,
        delivery_days: 5,
        revisions: 0,
    }
}

fn units() -> Offer {
    Offer {
        pricing: PricingKind::PerUnit,
        units: Some(Units {
            rate: Rate::parse("0.90125").unwrap(),
            min: 100,
            max: 10_000,
            step: 50,
            unit: "views".into(),
        }),
        packages: Vec::new(),
        ..packages()
    }
}

#[test]
fn a_package_with_extras() {
    let offer = packages();
    let quote = offer.price(&Selection { package: Some(id(2)), addons: vec![id(7)], quantity: 2 }).unwrap();
    assert_eq!(quote.total, Money::new(43_000, Currency::Eur));
    assert_eq!((quote.delivery_days, quote.revisions), (4, 2));
    assert_eq!(offer.lowest().minor, 5_000);
    assert!(offer.price(&Selection { package: Some(id(9)), ..Selection::default() }).is_err());
    assert!(offer.price(&Selection { addons: vec![id::<AddonId>(9)], ..Selection::default() }).is_err());
    assert!(offer.price(&Selection { quantity: -1, ..Selection::default() }).is_err());
}

#[test]
fn units_keep_to_their_steps() {
    let offer = units();
    let at = |quantity| offer.price(&Selection { quantity, ..Selection::default() }).map(|quote| quote.total.minor);
    assert_eq!(at(0), Ok(10));
    assert_eq!(at(1_000), Ok(91));
    assert_eq!(at(10_000), Ok(902));
    for bad in [99, 110, 10_050, i64::MIN, i64::MAX] {
        assert!(matches!(at(bad), Err(Problem::Invalid(_))), "{bad}");
    }
    let with_package = Selection { package: Some(id::<PackageId>(1)), ..Selection::default() };
    assert!(offer.price(&with_package).is_err());
}

#[test]
fn a_plan_is_stretched_to_the_delivery_time() {
    let step = |share, days| PlannedMilestone {
        title: "Step".into(),
        description: String::new(),
        share_bps: Bps(share),
        days,
    };
    let plan = [step(3_000, 1), step(4_000, 2), step(3_000, 4)];
    let mut errors = FieldErrors::new();
    check_plan(&plan, &mut errors);
    assert!(errors.is_empty());
    let bought = plan_for(&plan, Money::new(10_000, Currency::Eur), 14);
    assert_eq!(bought.iter().map(|step| step.days).collect::<Vec<_>>(), [2, 4, 8]);
    assert_eq!(plan_for(&plan, Money::new(2, Currency::Eur), 14).len(), 1, "two cents are no three milestones");
    assert_eq!(plan_for(&[], Money::new(2, Currency::Eur), 3)[0].days, 3);
    check_plan(&plan[..2], &mut errors);
    assert_eq!(errors.0[0].0, "milestone_plan");
}

#[test]
fn slugs_are_addresses() {
    assert_eq!(slugify("Größe & Maß: 3 Logos!"), "groesse-and-mass-3-logos");
    assert_eq!(slugify("  --  "), "");
    assert!(slugify(&"long word ".repeat(40)).len() <= 80);
}

#[test]
fn a_draft_may_be_incomplete_but_not_wrong() {
    let mut draft = ProductDraft { name: "Logo".into(), category: Some(id(1)), ..ProductDraft::default() };
    draft.read(Currency::Eur, false).unwrap();
    let missing = draft.read(Currency::Eur, true).unwrap_err();
    for field in ["summary", "description", "packages.0.name", "packages.0.price"] {
        assert!(missing.get(field).is_some(), "{field} in {missing:?}");
    }
    draft.packages[0].price = "abc".into();
    draft.milestone_plan.push(MilestoneDraft {
        title: "All".into(),
        share: "99,5".into(),
        days: "x".into(),
        ..Default::default()
    });
    let wrong = draft.read(Currency::Eur, false).unwrap_err();
    for field in ["packages.0.price", "milestone_plan.0.days", "milestone_plan"] {
        assert!(wrong.get(field).is_some(), "{field} in {wrong:?}");
    }
}

#[test]
fn a_whole_draft_reads() {
    let mut draft = ProductDraft {
        name: "Logo".into(),
        category: Some(id(1)),
        summary: "A logo that people remember.".into(),
        description: "Three concepts, two rounds of changes, all files in every format you need for print and web."
            .into(),
        ..ProductDraft::default()
    };
    draft.packages[0] = PackageDraft { name: "Start".into(), price: "1.250,50".into(), ..draft.packages[0].clone() };
    draft.milestone_plan = ["30", "70"]
        .map(|share| MilestoneDraft {
            title: "Step".into(),
            share: share.into(),
            days: "3".into(),
            ..Default::default()
        })
        .into();
    let content = draft.read(Currency::Eur, true).unwrap();
    assert_eq!((content.packages[0].price, content.slug.as_str()), (125_050, "logo"));
    assert_eq!(content.milestone_plan[1].share_bps, Bps(7_000));
}

#[test]
fn who_may_move_a_product() {
    use ProductEvent as E;
    use ProductStatus as S;
    assert!(S::InReview.can(E::Approve, Party::Staff));
    assert!(!S::InReview.can(E::Approve, Party::Seller));
    assert!(S::Archived.step(E::Publish, Party::Seller).is_err());
}

proptest! {
    #[test]
    fn pricing_never_panics_and_never_gives_away(package in prop::option::of(0_u128..4), addons in prop::collection::vec(6_u128..9, 0..3), quantity in any::<i64>(), per_unit in any::<bool>()) {
        let offer = if per_unit { units() } else { packages() };
        let chosen = Selection { package: package.map(id), addons: addons.into_iter().map(id).collect(), quantity };
        if let Ok(quote) = offer.price(&chosen) {
            prop_assert!(quote.total.is_positive() && quote.total.minor >= quote.base.minor);
            prop_assert!((1..=365).contains(&quote.delivery_days));
        }
    }

    #[test]
    fn a_bought_plan_is_whole(shares in prop::collection::vec(1_i32..5_000, 1..8), days in 1_i32..365, minor in 1_i64..1_000_000) {
        let mut plan: Vec<PlannedMilestone> = shares.iter().map(|share| PlannedMilestone { title: "S".into(), description: String::new(), share_bps: Bps(*share), days: share % 9 }).collect();
        let rest = 10_000 - plan[1..].iter().map(|step| step.share_bps.0).sum::<i32>();
        plan[0].share_bps = Bps(rest);
        let price = Money::new(minor, Currency::Eur);
        let bought = plan_for(&plan, price, days);
        prop_assert_eq!(bought.iter().map(|step| step.days).sum::<i32>(), days);
        let shares: Vec<i64> = bought.iter().map(|step| i64::from(step.share_bps.0)).collect();
        prop_assert!(price.split(&shares).unwrap().iter().all(|part| part.is_positive()) || bought.len() == 1);
    }
}
