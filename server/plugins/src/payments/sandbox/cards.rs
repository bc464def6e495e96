//! The test cards, and what the bank's card form checks before it asks the card. Card numbers are read and forgotten:
//! brand and last four digits are all that leaves this file.

use model::{FieldErrors, Problem, text};
use time::OffsetDateTime;

/// What a card does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scenario {
    Succeeds,
    Declined,
    NeedsChallenge,
    /// The payer comes back first; the webhook follows ten seconds later.
    LateWebhook,
    /// The webhook comes three times.
    TripleWebhook,
    InsufficientFunds,
}

/// A card that the form's help lists.
pub struct TestCard {
    pub number: &'static str,
    pub scenario: Scenario,
}

/// All test cards; the numbers are the field's usual ones.
pub const CARDS: &[TestCard] = &[
    TestCard { number: "4242 4242 4242 4242", scenario: Scenario::Succeeds },
    TestCard { number: "4000 0000 0000 3220", scenario: Scenario::NeedsChallenge },
    TestCard { number: "4000 0000 0000 0002", scenario: Scenario::Declined },
    TestCard { number: "4000 0000 0000 9995", scenario: Scenario::InsufficientFunds },
    TestCard { number: "4000 0000 0000 0077", scenario: Scenario::LateWebhook },
    TestCard { number: "4000 0000 0000 0093", scenario: Scenario::TripleWebhook },
];

/// What was typed into the card form.
#[derive(Clone, Default)]
pub struct CardForm {
    pub number: String,
    /// "MM/YY"
    pub expiry: String,
    pub cvc: String,
}

/// What is kept of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    pub scenario: Scenario,
    pub brand: &'static str,
    pub last4: String,
}

/// Reads the form; errors stand at `number`, `expiry` and `cvc`.
pub fn read(form: &CardForm, now: OffsetDateTime) -> Result<Card, Problem> {
    let mut errors = FieldErrors::new();
    let digits: String = form.number.chars().filter(char::is_ascii_digit).collect();
    let known = CARDS.iter().find(|card| card.number.replace(' ', "") == digits);
    if digits.is_empty() {
        errors.add("number", text!("Enter a card number.", "Geben Sie eine Kartennummer ein."));
    } else if known.is_none() {
        errors.add(
            "number",
            text!(
                "This bank knows only the test cards listed here.",
                "Diese Bank kennt nur die Testkarten, die hier stehen."
            ),
        );
    }
    match expiry(&form.expiry) {
        None => errors
            .add("expiry", text!("Enter month and year, like 08/29.", "Geben Sie Monat und Jahr ein, etwa 08/29.")),
        Some((month, year)) if (year, month) < (now.year(), u8::from(now.month())) => {
            errors.add("expiry", text!("This card has expired.", "Diese Karte ist abgelaufen."));
        }
        Some(_) => {}
    }
    if !((3..=4).contains(&form.cvc.trim().len()) && form.cvc.trim().bytes().all(|b| b.is_ascii_digit())) {
        errors
            .add("cvc", text!("Three digits, on the back of the card.", "Drei Ziffern, auf der Rückseite der Karte."));
    }
    errors.into_result()?;
    match known {
        Some(card) => Ok(Card { scenario: card.scenario, brand: "visa", last4: digits[digits.len() - 4..].to_owned() }),
        None => Err(Problem::NotFound),
    }
}

fn expiry(text: &str) -> Option<(u8, i32)> {
    let (month, year) = text.trim().split_once('/')?;
    let (month, year): (u8, i32) = (month.trim().parse().ok()?, year.trim().parse().ok()?);
    let year = if year < 100 { 2_000 + year } else { year };
    ((1..=12).contains(&month) && (2_000..2_100).contains(&year)).then_some((month, year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn form(number: &str, expiry: &str, cvc: &str) -> CardForm {
        CardForm { number: number.into(), expiry: expiry.into(), cvc: cvc.into() }
    }

    #[test]
    fn cards_are_checked_field_by_field() {
        let now = datetime!(2026-11-21 12:00 UTC);
        let card = read(&form("4000 0000 0000 3220", "11/26", "123"), now).unwrap();
        assert_eq!((card.scenario, card.last4.as_str()), (Scenario::NeedsChallenge, "3220"));
        for (number, expiry, cvc, field) in [
            ("", "12/30", "123", "number"),
            ("4111111111111111", "12/30", "123", "number"),
            ("4242424242424242", "10/26", "123", "expiry"),
            ("4242424242424242", "13/30", "123", "expiry"),
            ("4242424242424242", "soon", "123", "expiry"),
            ("4242424242424242", "12/30", "12", "cvc"),
            ("4242424242424242", "12/30", "12a", "cvc"),
        ] {
            let Err(Problem::Invalid(errors)) = read(&form(number, expiry, cvc), now) else {
                panic!("{field} was accepted")
            };
            assert!(errors.get(field).is_some() && errors.0.len() == 1, "{field}: {errors:?}");
        }
    }
}
