//! The seller's form, read and checked: the same in the browser and on the server. Errors are named as the form's inputs
//! are: `draft.<field>`, `draft.milestones.<row>.<part>`.

use super::OfferStep;
use crate::{
    Currency, FieldErrors, Money, Problem, ProductId, money::MoneyError, offers::MAX_VALID_DAYS, problem::Text, text,
};
use serde::{Deserialize, Serialize};

/// Milestones of one offer.
pub const MAX_STEPS: usize = 12;

/// An offer as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OfferDraft {
    /// Made by the page that shows the form: the same key is the same offer.
    pub key: String,
    pub product: String,
    pub title: String,
    /// What is included.
    pub description: String,
    /// May stay empty where milestones say it.
    pub price: String,
    /// Of one delivery; with milestones their sum, or empty.
    pub days: String,
    /// Empty rows are left out.
    pub milestones: Vec<StepDraft>,
    pub revisions: String,
    /// The product's questions must be answered before the work starts.
    pub ask_intake: bool,
    /// Days until it expires.
    pub valid_days: String,
}

/// One milestone as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepDraft {
    pub title: String,
    pub amount: String,
    pub days: String,
}

impl StepDraft {
    fn is_empty(&self) -> bool {
        [&self.title, &self.amount, &self.days].iter().all(|text| text.trim().is_empty())
    }
}

/// What is offered, checked: the amounts sum to the price, the days are between 1 and 365.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferTerms {
    pub product: ProductId,
    pub title: String,
    pub description: String,
    pub price: Money,
    /// At least one.
    pub steps: Vec<OfferStep>,
    pub revisions: i32,
    pub ask_intake: bool,
    pub valid_days: i64,
}

/// The least and the most an offer may cost: 1 and 1,000,000 of the major unit, more zeros where the unit is small.
pub fn price_limits(currency: Currency) -> (Money, Money) {
    let (least, most) = crate::payments::rules::top_up_limits(currency);
    (least, Money::new(most.minor.saturating_mul(100), currency))
}

impl OfferDraft {
    /// The product that was chosen.
    pub fn product(&self) -> Result<ProductId, Problem> {
        self.product.trim().parse().map_err(|_| {
            Problem::invalid(
                "draft.product",
                text!("Choose the service it is based on.", "Wählen Sie die Leistung, auf der es beruht."),
            )
        })
    }

    /// The terms in the currency of the product, or what is wrong at its field.
    pub fn read(&self, currency: Currency) -> Result<OfferTerms, Problem> {
        let mut errors = FieldErrors::new();
        let product = self.product().map_err(|_| ()).ok();
        if product.is_none() {
            errors.add(
                "draft.product",
                text!("Choose the service it is based on.", "Wählen Sie die Leistung, auf der es beruht."),
            );
        }
        let title = words(&mut errors, "draft.title", &self.title, 120);
        let description = words(&mut errors, "draft.description", &self.description, 4_000);
        let rows: Vec<(usize, &StepDraft)> =
            self.milestones.iter().enumerate().filter(|(_, row)| !row.is_empty()).collect();
        if rows.len() > MAX_STEPS {
            let most = MAX_STEPS;
            errors.add("draft.milestones", text!("At most {most} milestones.", "Höchstens {most} Meilensteine."));
        }
        let steps = if rows.is_empty() {
            let amount = amount(&mut errors, "draft.price", &self.price, currency);
            let days = whole(&mut errors, "draft.days", &self.days, 1, 365);
            vec![OfferStep { title: title.clone(), amount, days }]
        } else {
            rows.iter().map(|(index, row)| row.read(*index, &mut errors, currency)).collect()
        };
        // a sum of wrong parts says nothing new
        let price =
            if errors.is_empty() { self.price_of(&steps, !rows.is_empty(), currency, &mut errors) } else { None };
        let revisions = whole(&mut errors, "draft.revisions", &self.revisions, 0, 50);
        let valid_days = whole(&mut errors, "draft.valid_days", &self.valid_days, 1, MAX_VALID_DAYS);
        match (product, price, errors.is_empty()) {
            (Some(product), Some(price), true) => Ok(OfferTerms {
                product,
                title,
                description,
                price,
                steps,
                revisions,
                ask_intake: self.ask_intake,
                valid_days: i64::from(valid_days),
            }),
            _ => Err(Problem::Invalid(errors)),
        }
    }

    /// What the parts sum to, held against what was typed as the whole and against the limits.
    fn price_of(
        &self,
        steps: &[OfferStep],
        has_rows: bool,
        currency: Currency,
        errors: &mut FieldErrors,
    ) -> Option<Money> {
        let price = match Money::sum(steps.iter().map(|step| step.amount), currency) {
            Ok(price) => price,
            Err(error) => {
                errors.add("draft.price", amount_message(error));
                return None;
            }
        };
        let (en, de) = (price.format(crate::Lang::En), price.format(crate::Lang::De));
        if has_rows && !self.price.trim().is_empty() && Money::parse(&self.price, currency) != Ok(price) {
            errors.add(
                "draft.price",
                text!(
                    "The milestones sum to {en}. Enter that, or leave the price empty.",
                    "Die Meilensteine ergeben {de}. Geben Sie das ein oder lassen Sie den Preis leer."
                ),
            );
        }
        let (least, most) = price_limits(currency);
        if !(least.minor..=most.minor).contains(&price.minor) {
            let (least_en, least_de) = (least.format(crate::Lang::En), least.format(crate::Lang::De));
            let (most_en, most_de) = (most.format(crate::Lang::En), most.format(crate::Lang::De));
            errors.add("draft.price", text!("Between {least_en} and {most_en}.", "Zwischen {least_de} und {most_de}."));
        }
        let days: i64 = steps.iter().map(|step| i64::from(step.days)).sum();
        if !(1..=365).contains(&days) {
            errors.add(
                "draft.days",
                text!(
                    "All milestones together: between 1 and 365 days.",
                    "Alle Meilensteine zusammen: 1 bis 365 Tage."
                ),
            );
        } else if has_rows && !self.days.trim().is_empty() && self.days.trim().parse() != Ok(days) {
            errors.add(
                "draft.days",
                text!(
                    "The milestones take {days} days. Enter that, or leave it empty.",
                    "Die Meilensteine dauern {days} Tage. Geben Sie das ein oder lassen Sie es leer."
                ),
            );
        }
        Some(price)
    }
}

impl StepDraft {
    fn read(&self, index: usize, errors: &mut FieldErrors, currency: Currency) -> OfferStep {
        let at = |part: &str| format!("draft.milestones.{index}.{part}");
        OfferStep {
            title: words(errors, &at("title"), &self.title, 160),
            amount: amount(errors, &at("amount"), &self.amount, currency),
            days: whole(errors, &at("days"), &self.days, 0, 365),
        }
    }
}

pub(super) fn words(errors: &mut FieldErrors, at: &str, typed: &str, most: usize) -> String {
    let typed = typed.trim();
    if typed.is_empty() {
        errors.add(at, text!("Please fill this in.", "Bitte füllen Sie dies aus."));
    } else if typed.chars().count() > most {
        errors.add(at, text!("At most {most} characters.", "Höchstens {most} Zeichen."));
    }
    typed.to_owned()
}

fn whole(errors: &mut FieldErrors, at: &str, typed: &str, min: i64, max: i64) -> i32 {
    match typed.trim().parse::<i64>() {
        Ok(n) if (min..=max).contains(&n) => return i32::try_from(n).unwrap_or(i32::MAX),
        Ok(_) => errors.add(at, text!("Between {min} and {max}.", "Zwischen {min} und {max}.")),
        Err(_) => errors.add(at, text!("Enter a whole number.", "Geben Sie eine ganze Zahl ein.")),
    }
    0
}

pub(super) fn amount(errors: &mut FieldErrors, at: &str, typed: &str, currency: Currency) -> Money {
    let message = match Money::parse(typed, currency) {
        Ok(money) if money.is_positive() => return money,
        Ok(_) => text!("More than zero.", "Mehr als null."),
        Err(error) => amount_message(error),
    };
    errors.add(at, message);
    Money::zero(currency)
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
