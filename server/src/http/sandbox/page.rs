//! The bank's HTML. Every text that did not come from this file is escaped.

use model::{FieldErrors, Lang, Problem, payments::rules, tr};
use plugins::payments::sandbox::{
    BankPayment, BankStatus,
    cards::{CARDS, Scenario},
};
use serde::Deserialize;

/// What was typed.
#[derive(Default, Deserialize)]
pub struct Card {
    #[serde(default)]
    pub number: String,
    #[serde(default)]
    pub expiry: String,
    #[serde(default)]
    pub cvc: String,
}

pub fn card_form(lang: Lang, payment: &BankPayment, card: &Card, errors: &FieldErrors) -> String {
    let amount = escape(&payment.amount.format(lang));
    let action = escape(&format!("/sandbox/pay/{}", payment.reference));
    let title = tr!(lang; "Pay {amount}", "{amount} bezahlen");
    let declined = if payment.status == BankStatus::Declined {
        let reason = rules::failure_text(&payment.failure);
        format!(r#"<p class="bad" role="alert">{}</p>"#, escape(reason.get(lang)))
    } else {
        String::new()
    };
    let fields = [
        field(lang, errors, "number", &tr!(lang; "Card number", "Kartennummer"), &card.number, "cc-number"),
        format!(
            r#"<div class="row">{}{}</div>"#,
            field(
                lang,
                errors,
                "expiry",
                &tr!(lang; "Valid until (MM/YY)", "Gültig bis (MM/JJ)"),
                &card.expiry,
                "cc-exp"
            ),
            field(lang, errors, "cvc", &tr!(lang; "Security code", "Prüfziffer"), &card.cvc, "cc-csc"),
        ),
    ]
    .concat();
    let (pay, back) =
        (tr!(lang; "Pay {amount}", "{amount} bezahlen"), tr!(lang; "Cancel and go back", "Abbrechen und zurück"));
    let body = format!(
        r#"<h1>{title}</h1>{declined}
<form method="post" action="{action}" novalidate>{fields}<button>{pay}</button></form>
<form method="post" action="{action}/cancel"><button class="quiet">{back}</button></form>{}"#,
        test_cards(lang, &action)
    );
    document(lang, &title, &payment.description, &body)
}

fn field(lang: Lang, errors: &FieldErrors, name: &str, label: &str, value: &str, autocomplete: &str) -> String {
    let (label, value) = (escape(label), escape(value));
    let error = errors.get(name).map(|message| escape(message.get(lang)));
    let (invalid, message) = match error {
        Some(message) => (r#" aria-invalid="true""#, format!(r#"<p class="error" id="{name}-error">{message}</p>"#)),
        None => ("", String::new()),
    };
    format!(
        r#"<div class="field"><label for="{name}">{label}</label>
<input id="{name}" name="{name}" value="{value}" inputmode="numeric" autocomplete="{autocomplete}" aria-describedby="{name}-error"{invalid}>{message}</div>"#
    )
}

fn test_cards(lang: Lang, action: &str) -> String {
    let (heading, fill) = (tr!(lang; "Test cards", "Testkarten"), tr!(lang; "fill in", "einsetzen"));
    let rows: String = CARDS
        .iter()
        .enumerate()
        .map(|(n, card)| {
            let (number, what) = (card.number, escape(&scenario(lang, card.scenario)));
            format!(r#"<li><code>{number}</code> <a href="{action}?card={n}" aria-label="{fill}: {number}">{fill}</a><br><small>{what}</small></li>"#)
        })
        .collect();
    format!("<section><h2>{heading}</h2><ul>{rows}</ul></section>")
}

fn scenario(lang: Lang, scenario: Scenario) -> String {
    match scenario {
        Scenario::Succeeds => tr!(lang; "pays at once", "zahlt sofort"),
        Scenario::Declined => tr!(lang; "is declined", "wird abgelehnt"),
        Scenario::NeedsChallenge => tr!(lang; "asks for 3-D Secure", "fragt nach 3-D Secure"),
        Scenario::LateWebhook => tr!(lang; "is confirmed ten seconds later", "wird zehn Sekunden später bestätigt"),
        Scenario::TripleWebhook => tr!(lang; "is confirmed three times", "wird dreimal bestätigt"),
        Scenario::InsufficientFunds => tr!(lang; "has too little money", "hat zu wenig Geld"),
    }
}

pub fn challenge(lang: Lang, payment: &BankPayment) -> String {
    let (amount, last4) = (escape(&payment.amount.format(lang)), escape(&payment.last4));
    let action = escape(&format!("/sandbox/pay/{}/challenge", payment.reference));
    let title = tr!(lang; "Is it you?", "Sind Sie es?");
    let question = tr!(lang;
        "Somebody wants to pay {amount} with the card ending in {last4}. Approve only if that is you (3-D Secure).",
        "Jemand möchte {amount} mit der Karte zahlen, die auf {last4} endet. Bestätigen Sie nur, wenn Sie das sind (3-D Secure).");
    let (yes, no) = (
        tr!(lang; "Approve the payment", "Zahlung bestätigen"),
        tr!(lang; "Fail the check", "Prüfung scheitern lassen"),
    );
    let body = format!(
        r#"<h1>{title}</h1><p>{question}</p>
<form method="post" action="{action}"><button name="answer" value="approve">{yes}</button><button class="quiet" name="answer" value="fail">{no}</button></form>"#
    );
    document(lang, &title, &payment.description, &body)
}

pub fn done(lang: Lang, payment: &BankPayment) -> String {
    let title = match payment.status {
        BankStatus::Succeeded => tr!(lang; "Paid", "Bezahlt"),
        BankStatus::Cancelled => tr!(lang; "Cancelled", "Abgebrochen"),
        _ => tr!(lang; "The bank is working on it", "Die Bank arbeitet daran"),
    };
    let back = tr!(lang; "Back to the shop", "Zurück zum Shop");
    let body =
        format!(r#"<h1>{title}</h1><p><a class="button" href="{}">{back}</a></p>"#, escape(&payment.return_path));
    document(lang, &title, &payment.description, &body)
}

pub fn refused(lang: Lang, problem: &Problem) -> String {
    let title = tr!(lang; "That did not work", "Das hat nicht geklappt");
    let body = format!("<h1>{title}</h1><p>{}</p>", escape(&problem.message(lang)));
    document(lang, &title, "", &body)
}

fn document(lang: Lang, title: &str, description: &str, body: &str) -> String {
    let note = tr!(lang; "Sandbox bank — no real money", "Sandbox-Bank — kein echtes Geld");
    let description = escape(description);
    let code = lang.code();
    format!(
        r#"<!doctype html>
<html lang="{code}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>{title} · {note}</title><link rel="stylesheet" href="/sandbox/style.css"><link rel="icon" href="data:,"></head>
<body><header><strong>{note}</strong></header><main><p class="what">{description}</p>{body}</main></body></html>"#
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Currency, Money};

    #[test]
    fn what_was_typed_comes_back_escaped() {
        let payment = BankPayment {
            reference: "sbx_1".into(),
            key: "k".into(),
            merchant: "demo".into(),
            amount: Money::new(5_000, Currency::Eur),
            description: "<b>Order</b>".into(),
            return_path: "/app/payments/1".into(),
            status: BankStatus::Declined,
            failure: "card_declined".into(),
            brand: String::new(),
            last4: String::new(),
        };
        let typed = Card { number: "\"><script>".into(), ..Card::default() };
        for lang in Lang::ALL {
            let page = card_form(lang, &payment, &typed, &FieldErrors::new());
            assert!(!page.contains("<script>") && !page.contains("<b>"), "{page}");
            assert!(page.contains("&quot;&gt;&lt;script&gt;"));
        }
        assert!(card_form(Lang::En, &payment, &typed, &FieldErrors::new()).contains("declined the payment"));
    }
}
