//! What the demo's shops sell: forty products in six categories. Data in one file per category; here its shape and how
//! it becomes the wizard's draft.

mod brand;
mod forms;
mod marketing;
mod motion;
mod search;
mod web;
mod words;

pub use forms::{Asks, answers};

use model::{
    CategoryId,
    catalogue::{AddonDraft, MilestoneDraft, PackageDraft, PricingKind, ProductDraft, ProductType, Tier},
};

/// Who sells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shop {
    Harbour,
    Fjord,
    Plainword,
}

/// One product.
pub struct Item {
    /// The category's slug.
    pub category: &'static str,
    pub by: Shop,
    pub name: &'static str,
    pub summary: &'static str,
    pub about: &'static str,
    pub tags: &'static [&'static str],
    pub gets: &'static [&'static str],
    pub price: Price,
    /// Name, price, extra days.
    pub extras: &'static [(&'static str, &'static str, &'static str)],
    /// Title, share in per cent, days.
    pub plan: &'static [(&'static str, &'static str, &'static str)],
    pub asks: Asks,
    /// What is ticked before the last submission.
    pub checks: &'static [&'static str],
}

/// What it costs.
pub enum Price {
    /// Price, days, revisions.
    Once(&'static str, &'static str, &'static str),
    Packages(&'static [Pack]),
    /// Rate per 1,000, least, most, step, unit, days.
    Units(&'static str, &'static str, &'static str, &'static str, &'static str, &'static str),
}

/// A package: name, what it is, price, days, revisions, what is in it.
pub struct Pack(
    pub &'static str,
    pub &'static str,
    pub &'static str,
    pub &'static str,
    pub &'static str,
    pub &'static [&'static str],
);

/// Three steps for anything that is designed.
pub const DESIGN: &[(&str, &str, &str)] =
    &[("Concepts", "40", "4"), ("Refinement", "40", "4"), ("Final files", "20", "2")];
/// Three steps for anything that is built.
pub const BUILD: &[(&str, &str, &str)] = &[("Design", "30", "5"), ("Build", "50", "10"), ("Launch", "20", "3")];
/// Two steps for texts.
pub const TEXT: &[(&str, &str, &str)] = &[("Outline and first draft", "50", "4"), ("Final text", "50", "3")];
/// Three steps for films and sound.
pub const FILM: &[(&str, &str, &str)] =
    &[("Script and storyboard", "30", "4"), ("First cut", "50", "6"), ("Final cut", "20", "3")];
/// Two steps for advice.
pub const ADVICE: &[(&str, &str, &str)] = &[("Findings", "70", "5"), ("Plan and walkthrough", "30", "2")];
/// All at once.
pub const SINGLE: &[(&str, &str, &str)] = &[];

/// All products, in the order they came to the shop.
pub fn all() -> impl Iterator<Item = &'static Item> {
    [brand::ITEMS, web::ITEMS, words::ITEMS, search::ITEMS, motion::ITEMS, marketing::ITEMS].into_iter().flatten()
}

impl Item {
    /// The address it gets.
    pub fn slug(&self) -> String {
        model::catalogue::slugify(self.name)
    }

    /// As its seller would fill the wizard.
    pub fn draft(&self, category: CategoryId) -> ProductDraft {
        let owned = |list: &[&str]| list.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
        let kind = if matches!(self.price, Price::Units(..)) { ProductType::Growth } else { ProductType::Service };
        let mut draft = ProductDraft {
            category: Some(category),
            name: self.name.to_owned(),
            slug: self.slug(),
            summary: self.summary.to_owned(),
            description: self.about.to_owned(),
            tags: owned(self.tags),
            features: owned(self.gets),
            addons: self
                .extras
                .iter()
                .map(|&(name, price, days)| AddonDraft {
                    id: None,
                    name: name.into(),
                    price: price.into(),
                    extra_days: days.into(),
                })
                .collect(),
            milestone_plan: self
                .plan
                .iter()
                .map(|&(title, share, days)| MilestoneDraft {
                    title: title.into(),
                    description: String::new(),
                    share: share.into(),
                    days: days.into(),
                })
                .collect(),
            intake: self.asks.fields(),
            checklist: owned(self.checks),
            ..ProductDraft::of(kind)
        };
        match self.price {
            Price::Once(price, days, revisions) => {
                draft.pricing = PricingKind::OneTime;
                draft.price = price.to_owned();
                (draft.delivery_days, draft.revisions) = (days.to_owned(), revisions.to_owned());
                draft.packages = Vec::new();
            }
            Price::Packages(packs) => {
                draft.pricing = PricingKind::Packages;
                draft.packages = packs.iter().zip(Tier::ALL).map(|(pack, &tier)| pack.draft(tier)).collect();
            }
            Price::Units(rate, min, max, step, unit, days) => {
                draft.pricing = PricingKind::PerUnit;
                draft.packages = Vec::new();
                (draft.rate, draft.unit, draft.delivery_days) = (rate.to_owned(), unit.to_owned(), days.to_owned());
                (draft.quantity_min, draft.quantity_max, draft.quantity_step) =
                    (min.to_owned(), max.to_owned(), step.to_owned());
            }
        }
        draft
    }
}

impl Pack {
    fn draft(&self, tier: Tier) -> PackageDraft {
        let &Self(name, description, price, days, revisions, features) = self;
        PackageDraft {
            id: None,
            tier,
            offered: true,
            name: name.to_owned(),
            description: description.to_owned(),
            price: price.to_owned(),
            delivery_days: days.to_owned(),
            revisions: revisions.to_owned(),
            features: features.iter().map(|&feature| feature.to_owned()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_product_could_be_published() {
        let (mut slugs, mut names) = (std::collections::BTreeSet::new(), 0);
        for item in all() {
            let read = item.draft(CategoryId(uuid::Uuid::nil())).read(model::Currency::Eur, true);
            assert!(read.is_ok(), "{}: {:?}", item.name, read.err());
            slugs.insert(item.slug());
            names += 1;
        }
        assert_eq!((slugs.len(), names), (40, 40));
    }
}
