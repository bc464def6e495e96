//! The wizard's content as it is typed, and its one reading into what is stored. Two severities: what is wrong is refused
//! whenever it is saved; what is missing is refused only where the product must be whole (published, or about to be).

use super::{PlannedMilestone, PricingKind, ProductType, Tier, check_plan, slugify};
use crate::{
    AddonId, Bps, CategoryId, Currency, FieldErrors, FileId, Money, PackageId, Rate,
    intake::{IntakeField, check_definition},
    money::MoneyError,
    problem::Text,
    text,
};
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

/// Collects errors; `whole` decides whether missing things count.
struct Reading {
    currency: Currency,
    whole: bool,
    errors: FieldErrors,
}

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

/// "33.34" or "33,3 %" in basis points.
fn read_percent(text: &str) -> Option<Bps> {
    let text = text.trim().trim_end_matches('%').trim().replace(',', ".");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || fraction.len() > 2 || !digits(whole) || !digits(fraction) {
        return None;
    }
    format!("{whole}{fraction:0<2}").parse().ok().map(Bps)
}

impl Reading {
    fn length(&mut self, at: &str, text: &str, min: usize, max: usize) {
        let length = text.chars().count();
        if length == 0 && min > 0 {
            self.errors.add(at, text!("Please fill this in.", "Bitte füllen Sie dies aus."));
        } else if length < min {
            self.errors.add(
                at,
                text!("At least {min} characters; these are {length}.", "Mindestens {min} Zeichen; es sind {length}."),
            );
        } else if length > max {
            self.errors.add(
                at,
                text!("At most {max} characters; these are {length}.", "Höchstens {max} Zeichen; es sind {length}."),
            );
        }
    }

    /// Needed always (`min` 0: never).
    fn line(&mut self, at: &str, text: &str, min: usize, max: usize) -> String {
        let text = text.trim();
        self.length(at, text, min, max);
        text.to_owned()
    }

    /// Needed to be published.
    fn wanted(&mut self, at: &str, text: &str, min: usize, max: usize) -> String {
        let text = text.trim();
        self.length(at, text, if self.whole { min } else { 0 }, max);
        text.to_owned()
    }

    /// Lines without the empty ones.
    fn list(&mut self, at: &str, items: &[String], most: usize, max: usize) -> Vec<String> {
        let items: Vec<String> =
            items.iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect();
        if items.len() > most {
            self.errors.add(at, text!("At most {most} entries.", "Höchstens {most} Einträge."));
        } else if items.iter().any(|item| item.chars().count() > max) {
            self.errors
                .add(at, text!("Each entry at most {max} characters.", "Jeder Eintrag höchstens {max} Zeichen."));
        }
        items
    }

    fn whole_number(&mut self, at: &str, text: &str, min: i64, max: i64) -> Option<i64> {
        let digits: String = text.trim().chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\'')).collect();
        match digits.parse::<i64>() {
            Ok(n) if (min..=max).contains(&n) => Some(n),
            Ok(_) => {
                self.errors.add(at, text!("Between {min} and {max}.", "Zwischen {min} und {max}."));
                None
            }
            Err(_) => {
                self.errors.add(at, text!("Enter a whole number.", "Geben Sie eine ganze Zahl ein."));
                None
            }
        }
    }

    fn money(&mut self, at: &str, typed: &str) -> i64 {
        const MOST: i64 = 100_000_000_00;
        let message = match Money::parse(typed, self.currency) {
            Ok(money) if (1..=MOST).contains(&money.minor) => return money.minor,
            Ok(_) => text!(
                "More than zero, and not more than can be paid.",
                "Mehr als null und nicht mehr, als bezahlt werden kann."
            ),
            Err(error) => amount_message(error),
        };
        self.errors.add(at, message);
        0
    }

    fn slug(&mut self, typed: &str, name: &str) -> String {
        let typed = typed.trim();
        let slug = slugify(if typed.is_empty() { name } else { typed });
        if !typed.is_empty() && slug.len() < 2 {
            self.errors
                .add("slug", text!("Small letters, digits and hyphens.", "Kleinbuchstaben, Ziffern und Bindestriche."));
        }
        if slug.len() < 2 { format!("item-{slug}") } else { slug }
    }

    fn language(&mut self, code: &str) -> String {
        let code = code.trim().to_ascii_lowercase();
        if !(2..=3).contains(&code.len()) || !code.chars().all(|c| c.is_ascii_lowercase()) {
            self.errors.add("language", text!("Choose a language.", "Wählen Sie eine Sprache."));
        }
        code
    }
}

fn amount_message(error: MoneyError) -> Text {
    match error {
        MoneyError::Overflow => text!("This amount is too large.", "Dieser Betrag ist zu groß."),
        MoneyError::TooManyDecimals => {
            text!("Too many decimals for this currency.", "Zu viele Nachkommastellen für diese Währung.")
        }
        _ => text!("Enter an amount, like 12.50.", "Geben Sie einen Betrag ein, etwa 12,50."),
    }
}
