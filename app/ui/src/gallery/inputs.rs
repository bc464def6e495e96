//! Forms, with and without problems.

use crate::prelude::*;
use leptos::prelude::*;
use model::{Currency, FieldErrors, Problem, text};

#[component]
pub(super) fn Inputs() -> impl IntoView {
    let mut bad = FieldErrors::new();
    bad.add(
        "email",
        text!(
            "Enter an e-mail address, like mara@example.com.",
            "Geben Sie eine E-Mail-Adresse ein, etwa mara@example.com."
        ),
    );
    bad.add("budget", text!("Enter an amount, like 12.50.", "Geben Sie einen Betrag ein, etwa 12,50."));
    let fields = || {
        view! {
            <div class="form-row">
                <TextInput name="name" label=tr!("Name", "Name") autocomplete="name" value="Mara Lindqvist" />
                <TextInput name="email" kind="email" label=tr!("E-mail", "E-Mail") autocomplete="email" help=tr!("Only the seller sees it.", "Nur der Anbieter sieht sie.") />
            </div>
            <Select name="size" label=tr!("Package", "Paket") choices=vec![
                Choice::new("basic", "Basic"), Choice::new("standard", "Standard"), Choice::new("premium", "Premium"),
            ] value="standard".to_owned() />
            <MoneyInput name="budget" label=tr!("Budget", "Budget") currency=Currency::Eur />
            <TextArea name="brief" label=tr!("What do you need?", "Was brauchen Sie?") optional=true help=tr!("Two or three sentences are enough.", "Zwei, drei Sätze genügen.") />
            <ChoiceCards name="pay" legend=tr!("Pay with", "Bezahlen mit") value="wallet".to_owned() choices=vec![
                Choice::new("wallet", tr!("Wallet", "Guthaben")).help(tr!("€120.50 there", "120,50 € vorhanden")),
                Choice::new("card", tr!("Card", "Karte")).help(tr!("Visa, Mastercard", "Visa, Mastercard")),
                Choice::new("bank", tr!("Bank transfer", "Überweisung")).help(tr!("Not for this project", "Nicht in diesem Projekt")).disabled(true),
            ] />
            <FileDrop name="files[]" label=tr!("Files", "Dateien") multiple=true optional=true />
            <Checkbox name="terms" label=tr!("I accept the terms", "Ich nehme die AGB an") help=tr!("You can read them first.", "Sie können sie vorher lesen.") />
            <Checkbox name="mail" switch=true checked=true label=tr!("Mail me when work arrives", "Bei Lieferungen eine E-Mail senden") />
            <Button kind="submit" look=Look::Primary>{tr!("Send the brief", "Auftrag senden")}</Button>
        }
    };
    view! {
        <Section title=tr!("Forms", "Formulare")>
            <div class="grid gap-4 lg:grid-cols-2">
                <Card title=tr!("Fresh", "Frisch")><form><FormScope problem={None::<Problem>} id="fresh">{fields()}</FormScope></form></Card>
                <Card title=tr!("With problems", "Mit Problemen")>
                    <form><FormScope problem=Some(Problem::Invalid(bad)) id="bad"><BadFields /></FormScope></form>
                </Card>
            </div>
        </Section>
    }
}

#[component]
fn BadFields() -> impl IntoView {
    view! {
        <TextInput name="email" kind="email" label=tr!("E-mail", "E-Mail") value="mara@" />
        <MoneyInput name="budget" label=tr!("Budget", "Budget") currency=Currency::Eur />
        <TextInput name="site" kind="url" label=tr!("Website", "Website") prefix="https://" optional=true />
        <TextInput name="units" kind="number" label=tr!("Quantity", "Menge") min="100" max="10000" step="100" value="1000" suffix=tr!("pcs", "Stück") />
        <TextInput name="locked" label=tr!("Cannot be changed", "Nicht änderbar") value="ORD-2026-000123" readonly=true />
    }
}
