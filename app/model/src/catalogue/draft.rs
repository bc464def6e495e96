//! The wizard's content: as it is typed, and as it is stored.

use super::{PlannedMilestone, PricingKind, ProductType, Tier};
use crate::{AddonId, CategoryId, FileId, PackageId, Rate, intake::IntakeField};
use serde::{Deserialize, Serialize};

/// Everything the seller's wizard holds; figures are kept as typed until they are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProductDraft {
    pub kind: ProductType,
    pub category: Option<CategoryId>,
    pub name: String,
    /// Empty: made from the name.
    pub slug: String,
    pub summary: String,
    pub description: String,
    pub language: String,
    pub location: String,
    pub tags: Vec<String>,
    pub features: Vec<String>,
    pub pricing: PricingKind,
    pub price: String,
    pub packages: Vec<PackageDraft>,
    pub addons: Vec<AddonDraft>,
    pub rate: String,
    pub quantity_min: String,
    pub quantity_max: String,
    pub quantity_step: String,
    pub unit: String,
    pub delivery_days: String,
    pub revisions: String,
    /// Empty: the project's own.
    pub auto_accept_days: String,
    pub milestone_plan: Vec<MilestoneDraft>,
    pub intake: Vec<IntakeField>,
    pub checklist: Vec<String>,
    /// The file of the main picture; none: it is drawn.
    pub cover: Option<FileId>,
    pub media: Vec<MediaDraft>,
    pub seo_title: String,
    pub seo_description: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageDraft {
    pub id: Option<PackageId>,
    pub tier: Tier,
    /// Left out of the offer while false.
    pub offered: bool,
    pub name: String,
    pub description: String,
    pub price: String,
    pub delivery_days: String,
    pub revisions: String,
    pub features: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddonDraft {
    pub id: Option<AddonId>,
    pub name: String,
    pub price: String,
    pub extra_days: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MilestoneDraft {
    pub title: String,
    pub description: String,
    /// Per cent, with up to two decimals.
    pub share: String,
    pub days: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaDraft {
    pub file: FileId,
    pub alt: String,
}

impl Default for ProductDraft {
    fn default() -> Self {
        Self::of(ProductType::Service)
    }
}

impl ProductDraft {
    /// A beginning that can be published after few changes.
    pub fn of(kind: ProductType) -> Self {
        let growth = kind == ProductType::Growth;
        let text = |text: &str| text.to_owned();
        Self {
            kind,
            category: None,
            name: String::new(),
            slug: String::new(),
            summary: String::new(),
            description: String::new(),
            language: text("en"),
            location: String::new(),
            tags: Vec::new(),
            features: Vec::new(),
            pricing: if growth { PricingKind::PerUnit } else { PricingKind::Packages },
            price: String::new(),
            packages: Tier::ALL.iter().map(|tier| PackageDraft::of(*tier)).collect(),
            addons: Vec::new(),
            rate: if growth { text("1.00") } else { String::new() },
            quantity_min: if growth { text("1000") } else { String::new() },
            quantity_max: if growth { text("100000") } else { String::new() },
            quantity_step: if growth { text("1000") } else { String::new() },
            unit: String::new(),
            delivery_days: text("7"),
            revisions: text(if growth { "0" } else { "1" }),
            auto_accept_days: String::new(),
            milestone_plan: Vec::new(),
            intake: Vec::new(),
            checklist: Vec::new(),
            cover: None,
            media: Vec::new(),
            seo_title: String::new(),
            seo_description: String::new(),
        }
    }
}

impl PackageDraft {
    pub fn of(tier: Tier) -> Self {
        let days = match tier {
            Tier::Basic => "3",
            Tier::Standard => "7",
            Tier::Premium => "14",
        };
        Self {
            id: None,
            tier,
            offered: tier == Tier::Basic,
            name: String::new(),
            description: String::new(),
            price: String::new(),
            delivery_days: days.to_owned(),
            revisions: "1".to_owned(),
            features: Vec::new(),
        }
    }
}

/// The content as it is stored: typed, trimmed, in bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductContent {
    pub kind: ProductType,
    pub category: CategoryId,
    pub name: String,
    pub slug: String,
    pub summary: String,
    pub description: String,
    pub language: String,
    pub location: String,
    pub tags: Vec<String>,
    pub features: Vec<String>,
    pub pricing: PricingKind,
    pub price: i64,
    pub packages: Vec<PackageContent>,
    pub addons: Vec<AddonContent>,
    pub units: Option<(Rate, i64, i64, i64)>,
    pub unit: String,
    pub delivery_days: i32,
    pub revisions: i32,
    pub auto_accept_days: Option<i32>,
    pub milestone_plan: Vec<PlannedMilestone>,
    pub intake: Vec<IntakeField>,
    pub checklist: Vec<String>,
    pub cover: Option<FileId>,
    pub media: Vec<MediaDraft>,
    pub seo_title: String,
    pub seo_description: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageContent {
    pub id: Option<PackageId>,
    pub tier: Tier,
    pub name: String,
    pub description: String,
    pub price: i64,
    pub delivery_days: i32,
    pub revisions: i32,
    pub features: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddonContent {
    pub id: Option<AddonId>,
    pub name: String,
    pub price: i64,
    pub extra_days: i32,
}
