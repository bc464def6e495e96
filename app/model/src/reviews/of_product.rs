//! A product field by field, as a review compares it; and what can be checked of it without asking anybody.

use super::{Check, FieldChange};
use crate::{
    CategoryId, Currency,
    catalogue::{PricingKind, ProductDraft, Tier},
    problem::Text,
    text,
};

/// What changed from the last published state (`None`: never published) to what is handed in. `category` names a category.
pub fn product_changes(
    before: Option<&ProductDraft>,
    after: &ProductDraft,
    currency: Currency,
    category: impl Fn(CategoryId) -> String,
) -> Vec<FieldChange> {
    let old = before.map(|draft| fields(draft, currency, &category)).unwrap_or_default();
    let new = fields(after, currency, &category);
    let value = |list: &[Field], name: &str| {
        list.iter().find(|field| field.name == name).map(|field| field.value.clone()).unwrap_or_default()
    };
    let gone: Vec<&Field> = old.iter().filter(|field| new.iter().all(|other| other.name != field.name)).collect();
    new.iter()
        .chain(gone)
        .map(|field| FieldChange {
            field: field.name.clone(),
            label: field.label.clone(),
            before: value(&old, &field.name),
            after: value(&new, &field.name),
        })
        .filter(|change| change.before != change.after)
        .collect()
}

struct Field {
    name: String,
    label: Text,
    value: String,
}

/// Every field that has something in it.
fn fields(draft: &ProductDraft, currency: Currency, category: &impl Fn(CategoryId) -> String) -> Vec<Field> {
    let mut list = Vec::new();
    let mut add = |name: String, label: Text, value: String| {
        if !value.trim().is_empty() {
            list.push(Field { name, label, value });
        }
    };
    let money =
        |typed: &str| if typed.trim().is_empty() { String::new() } else { format!("{typed} {}", currency.code()) };
    let one = |name: &str| name.to_owned();
    add(one("name"), text!("Name", "Name"), draft.name.clone());
    add(one("summary"), text!("Summary", "Zusammenfassung"), draft.summary.clone());
    add(one("description"), text!("Description", "Beschreibung"), draft.description.clone());
    add(one("category"), text!("Category", "Kategorie"), draft.category.map(category).unwrap_or_default());
    add(one("features"), text!("What you get", "Was enthalten ist"), draft.features.join("\n"));
    add(one("tags"), text!("Tags", "Schlagwörter"), draft.tags.join(", "));
    match draft.pricing {
        PricingKind::OneTime => {
            add(one("price"), text!("Price", "Preis"), money(&draft.price));
            add(one("delivery_days"), text!("Delivery in days", "Lieferzeit in Tagen"), draft.delivery_days.clone());
            add(one("revisions"), text!("Revisions", "Korrekturen"), draft.revisions.clone());
        }
        PricingKind::PerUnit => {
            add(one("rate"), text!("Price of 1,000", "Preis für 1.000"), money(&draft.rate));
            add(one("unit"), text!("What is counted", "Was gezählt wird"), draft.unit.clone());
            let amounts = format!("{} – {} ({})", draft.quantity_min, draft.quantity_max, draft.quantity_step);
            add(
                one("quantity"),
                text!("Quantity: least, most, step", "Menge: mindestens, höchstens, Schritt"),
                amounts,
            );
            add(one("delivery_days"), text!("Delivery in days", "Lieferzeit in Tagen"), draft.delivery_days.clone());
        }
        PricingKind::Packages => {}
    }
    let packages = draft.packages.iter().filter(|p| draft.pricing == PricingKind::Packages && p.offered);
    for package in packages {
        let (tier, size) = (package.tier, size(package.tier));
        let (en, de) = (&size.en, &size.de);
        add(format!("packages.{tier}.name"), text!("{en}: name", "{de}: Name"), package.name.clone());
        add(format!("packages.{tier}.price"), text!("{en}: price", "{de}: Preis"), money(&package.price));
        let days = package.delivery_days.clone();
        add(format!("packages.{tier}.days"), text!("{en}: delivery in days", "{de}: Lieferzeit in Tagen"), days);
        add(
            format!("packages.{tier}.revisions"),
            text!("{en}: revisions", "{de}: Korrekturen"),
            package.revisions.clone(),
        );
        let description = package.description.clone();
        add(format!("packages.{tier}.description"), text!("{en}: description", "{de}: Beschreibung"), description);
        let features = package.features.join("\n");
        add(format!("packages.{tier}.features"), text!("{en}: what you get", "{de}: was enthalten ist"), features);
    }
    for (index, addon) in draft.addons.iter().enumerate() {
        let n = index + 1;
        let value = format!("{}\n{}\n+ {}", addon.name, money(&addon.price), addon.extra_days);
        add(format!("addons.{n}"), text!("Extra {n}: name, price, days", "Extra {n}: Name, Preis, Tage"), value);
    }
    for (index, step) in draft.milestone_plan.iter().enumerate() {
        let n = index + 1;
        let value = format!("{}\n{}\n{} %\n{}", step.title, step.description, step.share, step.days);
        let label = text!("Milestone {n}: title, content, share, days", "Meilenstein {n}: Titel, Inhalt, Anteil, Tage");
        add(format!("milestone_plan.{n}"), label, value);
    }
    for question in &draft.intake {
        let required = if question.required { " *" } else { "" };
        let options: Vec<String> = question.options.iter().map(|option| both(&option.label)).collect();
        let lines = [format!("{}{required}", both(&question.label)), both(&question.help), options.join(" · ")];
        let value: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        let key = &question.key;
        add(format!("intake.{key}"), text!("Question “{key}”", "Frage „{key}“"), value.join("\n"));
    }
    add(one("checklist"), text!("Checklist", "Checkliste"), draft.checklist.join("\n"));
    let days = draft.auto_accept_days.clone();
    add(one("auto_accept_days"), text!("Days until accepted by itself", "Tage bis zur Annahme von selbst"), days);
    add(
        one("cover"),
        text!("Cover picture", "Titelbild"),
        draft.cover.map(|file| file.to_string()).unwrap_or_default(),
    );
    let media: Vec<String> = draft.media.iter().map(|picture| format!("{} ({})", picture.alt, picture.file)).collect();
    add(one("media"), text!("Pictures", "Bilder"), media.join("\n"));
    add(one("language"), text!("Language", "Sprache"), draft.language.clone());
    add(one("location"), text!("Place", "Ort"), draft.location.clone());
    add(one("seo_title"), text!("Title for search engines", "Titel für Suchmaschinen"), draft.seo_title.clone());
    let seo = draft.seo_description.clone();
    add(one("seo_description"), text!("Text for search engines", "Text für Suchmaschinen"), seo);
    list
}

fn size(tier: Tier) -> Text {
    match tier {
        Tier::Basic => text!("Basic", "Basis"),
        Tier::Standard => text!("Standard", "Standard"),
        Tier::Premium => text!("Premium", "Premium"),
    }
}

/// Both languages of a text that the seller wrote.
fn both(text: &Text) -> String {
    if text.en == text.de { text.en.clone() } else { format!("{} / {}", text.en, text.de) }
}

/// What the checks need to know beside the product.
pub struct ProductFacts {
    /// What is missing before it could be published, if anything.
    pub missing: usize,
    /// The lowest price a buyer can pay, and the one in the middle of its category's published products; minor units.
    pub price: i64,
    pub usual_price: Option<i64>,
}

/// The checks of a product. What blocks is what would not be fit for the shop; the rest is for the reviewer to weigh.
pub fn product_checks(draft: &ProductDraft, facts: &ProductFacts, currency: Currency) -> Vec<Check> {
    let nothing = || text!("", "");
    let missing = facts.missing;
    let whole = Check::new(
        text!("It is complete", "Es ist vollständig"),
        missing == 0,
        if missing == 0 { nothing() } else { text!("{missing} fields are missing.", "{missing} Angaben fehlen.") },
    );
    let empty = draft.intake.iter().filter(|question| both(&question.label).trim().is_empty()).count();
    let intake = Check::new(
        text!("No question to the client is empty", "Keine Frage an den Kunden ist leer"),
        empty == 0,
        if empty == 0 { nothing() } else { text!("{empty} without words.", "{empty} ohne Text.") },
    );
    let pictures = draft.media.len() + usize::from(draft.cover.is_some());
    let picture = Check::new(
        text!("It has a picture", "Es hat ein Bild"),
        pictures > 0,
        if pictures > 0 { nothing() } else { text!("Its cover is drawn.", "Das Titelbild wird gezeichnet.") },
    )
    .advice();
    let low = facts.usual_price.filter(|usual| facts.price.saturating_mul(3) < *usual);
    let price = Check::new(
        text!("The price is not far below its category", "Der Preis liegt nicht weit unter dem der Kategorie"),
        low.is_none(),
        low.map_or_else(nothing, |usual| {
            let usual = crate::Money::new(usual, currency).to_decimal();
            let code = currency.code();
            text!(
                "Half of the others cost {usual} {code} or more.",
                "Die Hälfte der anderen kostet {usual} {code} oder mehr."
            )
        }),
    )
    .advice();
    let all = [&draft.name, &draft.summary, &draft.description];
    let contact = all.iter().any(|text| names_a_contact(text));
    let contact = Check::new(
        text!(
            "No e-mail address or telephone number in the texts",
            "Keine E-Mail-Adresse oder Telefonnummer in den Texten"
        ),
        !contact,
        if contact {
            text!(
                "Clients should order here, where their money is safe.",
                "Kunden sollen hier bestellen, wo ihr Geld sicher ist."
            )
        } else {
            nothing()
        },
    )
    .advice();
    vec![whole, intake, picture, price, contact]
}

/// Something like an address or a number to call: a word with an @ and a dot behind it, or nine digits in a row of signs
/// that numbers are written with.
fn names_a_contact(text: &str) -> bool {
    let address = text.split_whitespace().any(|word| {
        word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.trim_end_matches('.').contains('.'))
    });
    let mut digits = 0;
    let number = text.chars().any(|c| {
        match c {
            '0'..='9' => digits += 1,
            ' ' | '-' | '/' | '(' | ')' | '+' => {}
            _ => digits = 0,
        }
        digits >= 9
    });
    address || number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_a_change() {
        let before = ProductDraft { name: "Logo".into(), tags: vec!["logo".into()], ..ProductDraft::default() };
        let after = ProductDraft { name: "Logo, fast".into(), tags: Vec::new(), ..before.clone() };
        let found = product_changes(Some(&before), &after, Currency::Eur, |id| id.to_string());
        let fields: Vec<(&str, &str, &str)> =
            found.iter().map(|c| (c.field.as_str(), c.before.as_str(), c.after.as_str())).collect();
        assert_eq!(fields, [("name", "Logo", "Logo, fast"), ("tags", "logo", "")]);
        assert!(product_changes(Some(&before), &before, Currency::Eur, |id| id.to_string()).is_empty());
        let new = product_changes(None, &before, Currency::Eur, |id| id.to_string());
        assert!(new.iter().all(|change| change.before.is_empty()) && new.iter().any(|change| change.field == "name"));
    }

    #[test]
    fn contacts_are_found_and_prices_are_none() {
        assert!(names_a_contact("Write to me@example.org."));
        assert!(names_a_contact("call +49 (30) 123-4567"));
        assert!(!names_a_contact("1,000 to 20,000 followers @home, 48 hours"));
    }

    #[test]
    fn checks_tell_what_blocks_from_what_is_advice() {
        let facts = ProductFacts { missing: 1, price: 100, usual_price: Some(1_000) };
        let checks = product_checks(&ProductDraft::default(), &facts, Currency::Eur);
        let failed: Vec<bool> = checks.iter().filter(|check| !check.passed).map(|check| check.required).collect();
        assert_eq!(failed, [true, false, false], "complete; picture and price are advice");
    }
}
