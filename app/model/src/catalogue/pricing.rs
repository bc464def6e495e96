//! The one function that prices: for the live total in the browser, the cart, and the bill.

use super::{PricingKind, Tier};
use crate::{AddonId, Currency, Money, PackageId, Problem, Rate, money::MoneyError, text};
use serde::{Deserialize, Serialize};

/// How many of a package or a one-time service can be ordered at once.
pub const MAX_QUANTITY: i64 = 100;

/// All that decides a price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub pricing: PricingKind,
    pub currency: Currency,
    /// Of a one-time price, in minor units.
    pub price: i64,
    /// Basic first.
    pub packages: Vec<Package>,
    pub addons: Vec<Addon>,
    pub units: Option<Units>,
    /// Of a product without packages.
    pub delivery_days: i32,
    pub revisions: i32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Package {
    pub id: PackageId,
    pub tier: Tier,
    pub name: String,
    pub description: String,
    pub price: i64,
    pub delivery_days: i32,
    pub revisions: i32,
    pub features: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addon {
    pub id: AddonId,
    pub name: String,
    pub price: i64,
    pub extra_days: i32,
}

/// A price per 1,000 units, and how many can be bought: `min`, `min + step`, … up to `max`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Units {
    pub rate: Rate,
    pub min: i64,
    pub max: i64,
    pub step: i64,
    /// What is counted: "followers".
    pub unit: String,
}

/// What a buyer chose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    #[serde(default)]
    pub package: Option<PackageId>,
    #[serde(default)]
    pub addons: Vec<AddonId>,
    /// Units, or how many of a package. 0 is read as the smallest that can be bought.
    #[serde(default)]
    pub quantity: i64,
}

/// What the choice costs and brings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Everything, for all of the quantity.
    pub total: Money,
    /// Without add-ons.
    pub base: Money,
    pub package: Option<Package>,
    pub addons: Vec<PricedAddon>,
    pub quantity: i64,
    pub delivery_days: i32,
    pub revisions: i32,
}

/// An add-on as it was bought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedAddon {
    pub id: AddonId,
    pub name: String,
    /// For all of the quantity.
    pub price: Money,
    pub extra_days: i32,
}

impl Offer {
    /// The smallest quantity that can be bought.
    pub fn smallest(&self) -> i64 {
        self.units.as_ref().map_or(1, |units| units.min)
    }

    /// Prices a choice, or says at `package`, `addons` or `quantity` why not.
    pub fn price(&self, chosen: &Selection) -> Result<Quote, Problem> {
        let quantity = if chosen.quantity == 0 { self.smallest() } else { chosen.quantity };
        let package = self.package(chosen.package)?;
        let base = match (self.pricing, &self.units, &package) {
            (PricingKind::PerUnit, Some(units), _) => {
                units.check(quantity)?;
                units.rate.cost(quantity, self.currency)?
            }
            (PricingKind::Packages, _, Some(package)) => self.times(package.price, quantity)?,
            _ => self.times(self.price, quantity)?,
        };
        if !base.is_positive() {
            return Err(Problem::invalid(
                "product",
                text!(
                    "This cannot be bought yet: it has no price.",
                    "Das kann noch nicht gekauft werden: Es hat keinen Preis."
                ),
            ));
        }
        let addons = self.addons(&chosen.addons, quantity)?;
        let total = Money::sum(std::iter::once(base).chain(addons.iter().map(|addon| addon.price)), self.currency)?;
        let (days, revisions) =
            package.as_ref().map_or((self.delivery_days, self.revisions), |p| (p.delivery_days, p.revisions));
        let days = addons.iter().fold(days, |days, addon| days.saturating_add(addon.extra_days));
        Ok(Quote { total, base, package, addons, quantity, delivery_days: days.clamp(1, 365), revisions })
    }

    fn package(&self, wanted: Option<PackageId>) -> Result<Option<Package>, Problem> {
        if self.pricing != PricingKind::Packages {
            return match wanted {
                None => Ok(None),
                Some(_) => Err(Problem::invalid(
                    "package",
                    text!("This service has no packages.", "Diese Leistung hat keine Pakete."),
                )),
            };
        }
        // nothing chosen: the first, as the page shows it
        let found = match wanted {
            Some(id) => self.packages.iter().find(|package| package.id == id),
            None => self.packages.first(),
        };
        found.cloned().map(Some).ok_or_else(|| {
            Problem::invalid(
                "package",
                text!(
                    "This package is no longer offered. Choose another one.",
                    "Dieses Paket wird nicht mehr angeboten. Wählen Sie ein anderes."
                ),
            )
        })
    }

    fn times(&self, price: i64, quantity: i64) -> Result<Money, Problem> {
        if !(1..=MAX_QUANTITY).contains(&quantity) {
            let most = MAX_QUANTITY;
            return Err(Problem::invalid("quantity", text!("Between 1 and {most}.", "Zwischen 1 und {most}.")));
        }
        Ok(Money::new(price, self.currency).checked_mul(quantity)?)
    }

    fn addons(&self, wanted: &[AddonId], quantity: i64) -> Result<Vec<PricedAddon>, Problem> {
        if wanted.iter().any(|id| !self.addons.iter().any(|addon| addon.id == *id)) {
            return Err(Problem::invalid(
                "addons",
                text!("One of the extras is no longer offered.", "Eines der Extras wird nicht mehr angeboten."),
            ));
        }
        // an extra on units is bought once, an extra on a package with each of them
        let times = if self.pricing == PricingKind::PerUnit { 1 } else { quantity };
        self.addons
            .iter()
            .filter(|addon| wanted.contains(&addon.id))
            .map(|addon| {
                let price = Money::new(addon.price, self.currency).checked_mul(times)?;
                Ok(PricedAddon { id: addon.id, name: addon.name.clone(), price, extra_days: addon.extra_days })
            })
            .collect::<Result<_, MoneyError>>()
            .map_err(Into::into)
    }

    /// The lowest price somebody can pay; zero while there is none.
    pub fn lowest(&self) -> Money {
        let cheapest = self.packages.iter().min_by_key(|package| package.price).map(|package| package.id);
        let chosen = Selection { package: cheapest, ..Selection::default() };
        self.price(&chosen).map_or(Money::zero(self.currency), |quote| quote.total)
    }
}

impl Units {
    fn check(&self, quantity: i64) -> Result<(), Problem> {
        let (min, max, step) = (self.min, self.max, self.step.max(1));
        if !(min..=max).contains(&quantity) {
            return Err(Problem::invalid("quantity", text!("Between {min} and {max}.", "Zwischen {min} und {max}.")));
        }
        let over = quantity.saturating_sub(min) % step;
        if over != 0 {
            let below = quantity - over;
            let above = below.saturating_add(step).min(max);
            return Err(Problem::invalid(
                "quantity",
                text!("In steps of {step}: {below} or {above}.", "In Schritten von {step}: {below} oder {above}."),
            ));
        }
        Ok(())
    }
}
