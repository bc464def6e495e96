//! Reading single typed values, each with its message at its field.

use super::slugify;
use crate::{Bps, Currency, FieldErrors, Money, money::MoneyError, problem::Text, text};

/// Collects errors; `whole` decides whether missing things count.
pub(super) struct Reading {
    pub currency: Currency,
    pub whole: bool,
    pub errors: FieldErrors,
}

/// "33.34" or "33,3 %" in basis points.
pub(super) fn read_percent(text: &str) -> Option<Bps> {
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
    pub fn line(&mut self, at: &str, text: &str, min: usize, max: usize) -> String {
        let text = text.trim();
        self.length(at, text, min, max);
        text.to_owned()
    }

    /// Needed to be published.
    pub fn wanted(&mut self, at: &str, text: &str, min: usize, max: usize) -> String {
        let text = text.trim();
        self.length(at, text, if self.whole { min } else { 0 }, max);
        text.to_owned()
    }

    /// Lines without the empty ones.
    pub fn list(&mut self, at: &str, items: &[String], most: usize, max: usize) -> Vec<String> {
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

    pub fn whole_number(&mut self, at: &str, text: &str, min: i64, max: i64) -> Option<i64> {
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

    pub fn money(&mut self, at: &str, typed: &str) -> i64 {
        const MOST: i64 = 10_000_000_000;
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

    pub fn slug(&mut self, typed: &str, name: &str) -> String {
        let typed = typed.trim();
        let slug = slugify(if typed.is_empty() { name } else { typed });
        if !typed.is_empty() && slug.len() < 2 {
            self.errors
                .add("slug", text!("Small letters, digits and hyphens.", "Kleinbuchstaben, Ziffern und Bindestriche."));
        }
        if slug.len() < 2 { format!("item-{slug}") } else { slug }
    }

    pub fn language(&mut self, code: &str) -> String {
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
