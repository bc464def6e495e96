//! How much may be topped up and given back, and what a gateway's form accepts. The browser asks the same functions.

use crate::{Currency, FieldErrors, Money, Problem, text};
use std::collections::BTreeMap;

use super::views::CredentialInput;

/// The least and the most of one top-up: 1 and 10,000 of the major unit, more zeros where the unit is small.
pub fn top_up_limits(currency: Currency) -> (Money, Money) {
    let scale = match currency {
        Currency::Jpy => 100,
        Currency::Vnd => 10_000,
        Currency::Ngn => 1_000,
        _ => 10_i64.pow(currency.exponent()),
    };
    (Money::new(scale, currency), Money::new(scale * 10_000, currency))
}

/// Reads the amount of a top-up as it was typed; the error belongs to the field `amount`.
pub fn read_top_up(typed: &str, currency: Currency) -> Result<Money, Problem> {
    let amount = Money::parse(typed, currency)?;
    let (least, most) = top_up_limits(currency);
    let (least_en, least_de) = (least.format(crate::Lang::En), least.format(crate::Lang::De));
    let (most_en, most_de) = (most.format(crate::Lang::En), most.format(crate::Lang::De));
    if amount.minor < least.minor {
        return Err(Problem::invalid(
            "amount",
            text!("Top up at least {least_en}.", "Laden Sie mindestens {least_de} auf."),
        ));
    }
    if amount.minor > most.minor {
        return Err(Problem::invalid(
            "amount",
            text!("Top up at most {most_en} at a time.", "Laden Sie höchstens {most_de} auf einmal auf."),
        ));
    }
    Ok(amount)
}

/// Reads the amount of a refund: positive, and no more than what is left of the payment and of the wallet.
pub fn read_refund(typed: &str, left: Money, wallet: Money) -> Result<Money, Problem> {
    let amount = Money::parse(typed, left.currency)?;
    if !amount.is_positive() {
        return Err(Problem::invalid(
            "amount",
            text!("Enter an amount above zero.", "Geben Sie einen Betrag über null ein."),
        ));
    }
    if amount.minor > left.minor {
        let (en, de) = (left.format(crate::Lang::En), left.format(crate::Lang::De));
        return Err(Problem::invalid(
            "amount",
            text!(
                "Only {en} of this payment can still be refunded.",
                "Von dieser Zahlung können nur noch {de} erstattet werden."
            ),
        ));
    }
    if amount.minor > wallet.minor {
        let (en, de) = (wallet.format(crate::Lang::En), wallet.format(crate::Lang::De));
        return Err(Problem::invalid(
            "amount",
            text!(
                "The client's wallet holds {en}. Money that is in escrow must come back to the wallet first.",
                "Im Guthaben des Kunden sind {de}. Geld, das im Treuhandkonto liegt, muss zuerst ins Guthaben zurück."
            ),
        ));
    }
    Ok(amount)
}

/// A reason that somebody else can understand later.
pub fn read_reason(typed: &str) -> Result<String, Problem> {
    let reason = typed.trim();
    match reason.chars().count() {
        0 => Err(Problem::invalid("reason", text!("Say why, in a few words.", "Sagen Sie in wenigen Worten, warum."))),
        1..=500 => Ok(reason.to_owned()),
        _ => Err(Problem::invalid("reason", text!("At most 500 characters.", "Höchstens 500 Zeichen."))),
    }
}

/// The key that makes a repeated act the same act.
pub fn check_key(key: &str) -> Result<(), Problem> {
    let fine = (8..=200).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
    if fine {
        Ok(())
    } else {
        Err(Problem::invalid(
            "form",
            text!(
                "The form is stale. Reload the page and send it again.",
                "Das Formular ist veraltet. Laden Sie die Seite neu und senden Sie es noch einmal."
            ),
        ))
    }
}

/// Checks what was entered against the gateway's own declaration. `stored` fields may stay empty: they keep their value.
pub fn check_credentials(
    fields: &[CredentialInput],
    entered: &BTreeMap<String, String>,
    enabled: bool,
) -> Result<(), Problem> {
    let mut errors = FieldErrors::new();
    for name in entered.keys() {
        if !fields.iter().any(|field| field.name == *name) {
            errors.add("form", text!("Unknown field {name}.", "Unbekanntes Feld {name}."));
        }
    }
    for field in fields {
        let value = entered.get(&field.name).map_or("", |value| value.trim());
        if value.is_empty() {
            if enabled && field.required && !field.stored {
                errors.add(
                    &field.name,
                    text!(
                        "Needed before the gateway can be switched on.",
                        "Nötig, bevor das Gateway eingeschaltet werden kann."
                    ),
                );
            }
            continue;
        }
        if value.len() > 2_000 {
            errors.add(&field.name, text!("At most 2,000 characters.", "Höchstens 2.000 Zeichen."));
        } else if !field.prefixes.is_empty()
            && !value
                .split([',', ' ', '\n'])
                .filter(|part| !part.is_empty())
                .all(|part| field.prefixes.iter().any(|p| part.starts_with(p)))
        {
            let prefixes = field.prefixes.join(", ");
            errors.add(&field.name, text!("This should start with {prefixes}.", "Das sollte mit {prefixes} beginnen."));
        }
    }
    errors.into_result()
}

/// Why a payment did not go through, in the payer's words, from the gateway's reason code.
pub fn failure_text(code: &str) -> crate::problem::Text {
    match code {
        "insufficient_funds" => text!(
            "The card does not cover this amount. Try another card.",
            "Die Karte deckt diesen Betrag nicht. Versuchen Sie eine andere Karte."
        ),
        "authentication_failed" | "payment_intent_authentication_failure" | "authentication_required" => text!(
            "Your bank could not confirm that it is you. Try again, or use another card.",
            "Ihre Bank konnte nicht bestätigen, dass Sie es sind. Versuchen Sie es erneut oder nehmen Sie eine andere Karte."
        ),
        "expired_card" => text!(
            "The card has expired. Try another card.",
            "Die Karte ist abgelaufen. Versuchen Sie eine andere Karte."
        ),
        "not_configured" => text!(
            "This way to pay is not set up correctly. Choose another one; the project has been told.",
            "Diese Zahlungsart ist nicht richtig eingerichtet. Wählen Sie eine andere; das Projekt weiß Bescheid."
        ),
        "not_reached" => text!(
            "The payment provider does not answer just now. Nothing was charged; try again in a moment.",
            "Der Zahlungsanbieter antwortet gerade nicht. Es wurde nichts abgebucht; versuchen Sie es gleich noch einmal."
        ),
        "unclear" => text!(
            "The payment provider never said how this ended. Should money have been taken, it comes into your wallet or back to your card; otherwise pay again.",
            "Der Zahlungsanbieter hat nie gesagt, wie es ausging. Wurde Geld abgebucht, kommt es in Ihr Guthaben oder auf Ihre Karte zurück; andernfalls zahlen Sie erneut."
        ),
        _ => text!(
            "The bank declined the payment. Nothing was charged; try another card.",
            "Die Bank hat die Zahlung abgelehnt. Es wurde nichts abgebucht; versuchen Sie eine andere Karte."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn top_ups_have_a_floor_and_a_ceiling() {
        assert_eq!(read_top_up("50", Currency::Eur).unwrap(), Money::new(5_000, Currency::Eur));
        for bad in ["", "abc", "0", "0.99", "-5", "10000.01", "1.234567", "99999999999999999999"] {
            let Err(Problem::Invalid(errors)) = read_top_up(bad, Currency::Eur) else { panic!("{bad} was accepted") };
            assert!(errors.get("amount").is_some(), "{bad}");
        }
        assert!(read_top_up("10000", Currency::Eur).is_ok());
        assert!(read_top_up("100", Currency::Jpy).is_ok());
    }

    #[test]
    fn refunds_are_limited_by_payment_and_wallet() {
        let eur = |minor| Money::new(minor, Currency::Eur);
        assert_eq!(read_refund("5", eur(1_000), eur(700)).unwrap(), eur(500));
        for bad in ["0", "-1", "10.01", "8"] {
            assert!(read_refund(bad, eur(1_000), eur(700)).is_err(), "{bad}");
        }
    }

    #[test]
    fn credentials_follow_the_declaration() {
        let field = |stored| CredentialInput {
            name: "secret_key".into(),
            label: text!("Secret key", "Geheimer Schlüssel"),
            help: text!("", ""),
            secret: true,
            required: true,
            prefixes: vec!["sk_".into()],
            stored,
            value: None,
        };
        let entered = |value: &str| BTreeMap::from([("secret_key".to_owned(), value.to_owned())]);
        assert!(check_credentials(&[field(false)], &entered("sk_test_1"), true).is_ok());
        assert!(check_credentials(&[field(true)], &entered(""), true).is_ok());
        assert!(check_credentials(&[field(false)], &entered(""), false).is_ok());
        assert!(check_credentials(&[field(false)], &entered(""), true).is_err());
        assert!(check_credentials(&[field(false)], &entered("pk_test_1"), true).is_err());
        assert!(check_credentials(&[field(false)], &BTreeMap::from([("other".into(), "x".into())]), false).is_err());
    }
}
