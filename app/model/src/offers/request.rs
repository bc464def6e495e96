//! The client's wish for an offer: a small form that becomes a message of theirs.

use super::draft::{amount, words};
use crate::{Currency, FieldErrors, Lang, Problem, text, tr};
use serde::{Deserialize, Serialize};
use time::{Date, Month};

/// As it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferRequest {
    /// What is needed.
    pub what: String,
    /// An amount; may stay empty.
    pub budget: String,
    /// By when, as a date field sends it (2026-12-24); may stay empty.
    pub until: String,
}

impl OfferRequest {
    /// The message that it becomes, in the client's language.
    pub fn message(&self, currency: Currency, today: Date, lang: Lang) -> Result<String, Problem> {
        let mut errors = FieldErrors::new();
        let what = words(&mut errors, "what", &self.what, 4_000);
        let budget = self.budget.trim();
        let budget = (!budget.is_empty()).then(|| amount(&mut errors, "budget", budget, currency));
        let typed = self.until.trim();
        let until = date(typed).filter(|date| *date >= today);
        if !typed.is_empty() && until.is_none() {
            errors.add("until", text!("Choose a date from today on.", "Wählen Sie ein Datum ab heute."));
        }
        errors.into_result()?;
        let mut lines =
            vec![tr!(lang; "Please make me an offer.", "Bitte machen Sie mir ein Angebot."), String::new(), what];
        if budget.is_some() || until.is_some() {
            lines.push(String::new());
        }
        if let Some(budget) = budget {
            let budget = budget.format(lang);
            lines.push(tr!(lang; "Budget: {budget}", "Budget: {budget}"));
        }
        if let Some(until) = until {
            let (day, month, year) = (until.day(), until.month(), until.year());
            let number = u8::from(month);
            lines.push(tr!(lang; "Needed by: {day} {month} {year}", "Gebraucht bis: {day}.{number}.{year}"));
        }
        Ok(lines.join("\n"))
    }
}

/// "2026-12-24".
fn date(typed: &str) -> Option<Date> {
    let mut parts = typed.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok().filter(|_| parts.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn asked(what: &str, budget: &str, until: &str) -> Result<String, Problem> {
        let request = OfferRequest { what: what.into(), budget: budget.into(), until: until.into() };
        request.message(Currency::Eur, date!(2026 - 06 - 01), Lang::En)
    }

    #[test]
    fn a_wish_becomes_a_message() {
        assert_eq!(asked("Three boards.", "", ""), Ok("Please make me an offer.\n\nThree boards.".into()));
        let whole = asked("Three boards.", "500", "2026-06-01").unwrap();
        assert!(whole.ends_with("Three boards.\n\nBudget: €500.00\nNeeded by: 1 June 2026"), "{whole}");
    }

    #[test]
    fn what_does_not_fit_is_said_at_its_field() {
        for (what, budget, until, field) in [
            (" ", "", "", "what"),
            ("x", "nothing", "", "budget"),
            ("x", "0", "", "budget"),
            ("x", "-5", "", "budget"),
            ("x", "", "2026-05-31", "until"),
            ("x", "", "tomorrow", "until"),
            ("x", "", "2026-02-30", "until"),
            ("x", "", "2026-06-01-02", "until"),
        ] {
            match asked(what, budget, until) {
                Err(Problem::Invalid(fields)) => assert_eq!(fields.0[0].0, field, "{what} {budget} {until}"),
                other => panic!("{other:?}"),
            }
        }
        assert!(asked(&"x".repeat(4_001), "", "").is_err());
    }
}
