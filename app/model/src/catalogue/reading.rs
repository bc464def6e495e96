//! The one reading of the wizard's content into what is stored. Two severities: what is wrong is refused whenever it is
//! saved; what is missing is refused only where the product must be whole (published, or about to be).

use super::{
    AddonContent, PackageContent, PlannedMilestone, PricingKind, ProductContent, ProductDraft, ProductType, check_plan,
    typed::{Reading, read_percent},
};
use crate::{Bps, CategoryId, Currency, FieldErrors, Rate, intake::check_definition, money::MoneyError, text};

impl ProductDraft {
    /// Reads the draft. `whole`: as it must be to be published. Errors are named as the wizard's inputs are
    /// (`packages.0.price`, `milestone_plan.1.share`, `intake.2.label` …).
    pub fn read(&self, currency: Currency, whole: bool) -> Result<ProductContent, FieldErrors> {
        let mut r = Reading { currency, whole, errors: FieldErrors::new() };
        if !ProductType::CREATABLE.contains(&self.kind) {
            r.errors
                .add("kind", text!("This type cannot be created yet.", "Dieser Typ kann noch nicht angelegt werden."));
        }
        let fits = match self.kind {
            ProductType::Growth => self.pricing == PricingKind::PerUnit,
            _ => self.pricing != PricingKind::PerUnit,
        };
        if !fits {
            r.errors.add(
                "pricing",
                text!("This way of pricing does not fit the type.", "Diese Preisart passt nicht zum Typ."),
            );
        }
        if self.category.is_none() {
            r.errors.add("category", text!("Choose a category.", "Wählen Sie eine Kategorie."));
        }
        let name = r.line("name", &self.name, 1, 120);
        let content = ProductContent {
            kind: self.kind,
            category: self.category.unwrap_or(CategoryId(Default::default())),
            slug: r.slug(&self.slug, &name),
            name,
            summary: r.wanted("summary", &self.summary, 20, 300),
            description: r.wanted("description", &self.description, 80, 20_000),
            language: r.language(&self.language),
            location: r.line("location", &self.location, 0, 80),
            tags: r.list("tags", &self.tags, 12, 30),
            features: r.list("features", &self.features, 20, 160),
            pricing: self.pricing,
            price: self.read_price(&mut r),
            packages: self.read_packages(&mut r),
            addons: self.read_addons(&mut r),
            units: self.read_units(&mut r),
            unit: if self.pricing == PricingKind::PerUnit {
                r.wanted("unit", &self.unit, 2, 40)
            } else {
                r.line("unit", &self.unit, 0, 40)
            },
            delivery_days: r.whole_number("delivery_days", &self.delivery_days, 1, 365).unwrap_or(7) as i32,
            revisions: r.whole_number("revisions", &self.revisions, 0, 99).unwrap_or(1) as i32,
            auto_accept_days: match self.auto_accept_days.trim() {
                "" => None,
                days => r.whole_number("auto_accept_days", days, 1, 60).map(|days| days as i32),
            },
            milestone_plan: self.read_plan(&mut r),
            intake: self.intake.clone(),
            checklist: r.list("checklist", &self.checklist, 20, 200),
            cover: self.cover,
            media: self.media.iter().take(12).cloned().collect(),
            seo_title: r.line("seo_title", &self.seo_title, 0, 70),
            seo_description: r.line("seo_description", &self.seo_description, 0, 200),
        };
        check_definition(&content.intake, &mut r.errors);
        if content.media.iter().any(|picture| picture.alt.chars().count() > 200) {
            r.errors.add(
                "media",
                text!(
                    "Describe a picture in at most 200 characters.",
                    "Beschreiben Sie ein Bild mit höchstens 200 Zeichen."
                ),
            );
        }
        if r.errors.is_empty() { Ok(content) } else { Err(r.errors) }
    }

    fn read_price(&self, r: &mut Reading) -> i64 {
        if self.pricing != PricingKind::OneTime || (self.price.trim().is_empty() && !r.whole) {
            return 0;
        }
        r.money("price", &self.price)
    }

    fn read_packages(&self, r: &mut Reading) -> Vec<PackageContent> {
        if self.pricing != PricingKind::Packages {
            return Vec::new();
        }
        let mut packages: Vec<PackageContent> = Vec::new();
        for (index, package) in self.packages.iter().enumerate().filter(|(_, package)| package.offered) {
            let at = |part: &str| format!("packages.{index}.{part}");
            let untouched = package.name.trim().is_empty() && package.price.trim().is_empty();
            if untouched && !r.whole {
                continue;
            }
            if packages.iter().any(|other| other.tier == package.tier) {
                r.errors.add(
                    at("name"),
                    text!("There is a package of this size already.", "Ein Paket dieser Größe gibt es schon."),
                );
            }
            packages.push(PackageContent {
                id: package.id,
                tier: package.tier,
                name: r.line(&at("name"), &package.name, 1, 80),
                description: r.line(&at("description"), &package.description, 0, 500),
                price: r.money(&at("price"), &package.price),
                delivery_days: r.whole_number(&at("delivery_days"), &package.delivery_days, 1, 365).unwrap_or(1) as i32,
                revisions: r.whole_number(&at("revisions"), &package.revisions, 0, 99).unwrap_or(0) as i32,
                features: r.list(&at("features"), &package.features, 20, 160),
            });
        }
        if r.whole && !self.packages.iter().any(|package| package.offered) {
            r.errors.add("packages", text!("Offer at least one package.", "Bieten Sie mindestens ein Paket an."));
        }
        packages
    }

    fn read_addons(&self, r: &mut Reading) -> Vec<AddonContent> {
        if self.addons.len() > 20 {
            r.errors.add("addons", text!("At most 20 extras.", "Höchstens 20 Extras."));
        }
        let addons = self.addons.iter().take(20).enumerate();
        addons
            .map(|(index, addon)| AddonContent {
                id: addon.id,
                name: r.line(&format!("addons.{index}.name"), &addon.name, 1, 120),
                price: r.money(&format!("addons.{index}.price"), &addon.price),
                extra_days: match addon.extra_days.trim() {
                    "" => 0,
                    days => r.whole_number(&format!("addons.{index}.extra_days"), days, 0, 365).unwrap_or(0) as i32,
                },
            })
            .collect()
    }

    fn read_units(&self, r: &mut Reading) -> Option<(Rate, i64, i64, i64)> {
        if self.pricing != PricingKind::PerUnit {
            return None;
        }
        const MOST: i64 = 1_000_000_000;
        let rate = match Rate::parse(&self.rate) {
            // 100,000 per 1,000 units is the most that anybody could mean
            Ok(rate) if (1..=100_000 * Rate::SCALE).contains(&rate.0) => Some(rate),
            Err(MoneyError::TooManyDecimals) => {
                r.errors.add("rate", text!("At most five decimals.", "Höchstens fünf Nachkommastellen."));
                None
            }
            _ => {
                r.errors.add(
                    "rate",
                    text!(
                        "Enter the price of 1,000 units, like 0.90 or 2.50.",
                        "Geben Sie den Preis für 1.000 Einheiten ein, etwa 0,90 oder 2,50."
                    ),
                );
                None
            }
        };
        let min = r.whole_number("quantity_min", &self.quantity_min, 1, MOST);
        let max = r.whole_number("quantity_max", &self.quantity_max, 1, MOST);
        let step = r.whole_number("quantity_step", &self.quantity_step, 1, MOST);
        let (rate, min, max, step) = (rate?, min?, max?, step?);
        if max < min {
            r.errors.add("quantity_max", text!("Not less than the minimum.", "Nicht weniger als das Minimum."));
        } else if rate.cost(max, r.currency).is_err() {
            r.errors.add(
                "quantity_max",
                text!(
                    "So many would cost more than can be paid.",
                    "So viele würden mehr kosten, als bezahlt werden kann."
                ),
            );
        }
        Some((rate, min, max, step))
    }

    fn read_plan(&self, r: &mut Reading) -> Vec<PlannedMilestone> {
        let mut plan = Vec::new();
        for (index, step) in self.milestone_plan.iter().enumerate() {
            let share = read_percent(&step.share);
            if share.is_none() {
                r.errors.add(
                    format!("milestone_plan.{index}.share"),
                    text!("Enter per cent, like 30 or 33.34.", "Geben Sie Prozent ein, etwa 30 oder 33,34."),
                );
            }
            plan.push(PlannedMilestone {
                title: step.title.trim().to_owned(),
                description: step.description.trim().to_owned(),
                share_bps: share.unwrap_or(Bps(0)),
                days: r.whole_number(&format!("milestone_plan.{index}.days"), &step.days, 0, 365).unwrap_or(0) as i32,
            });
        }
        let mut found = FieldErrors::new();
        check_plan(&plan, &mut found);
        for (field, message) in found.0 {
            // one message per field: what was typed comes first
            if r.errors.get(&field).is_none() {
                r.errors.add(field, message);
            }
        }
        plan
    }
}
