//! Where an order's money is: one bar whose parts add up to what was paid, and the figures under it.

use crate::{lang, tone::Tone, tr};
use leptos::prelude::*;
use model::Money;

/// One part of the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyPart {
    pub label: String,
    pub money: Money,
    pub tone: Tone,
    /// Why it is here and what happens next: "until you accept", "free on 3 Dec".
    pub note: String,
}

impl MoneyPart {
    pub fn new(label: impl Into<String>, money: Money, tone: Tone) -> Self {
        Self { label: label.into(), money, tone, note: String::new() }
    }
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }
}

/// The strip of an order: paid = in escrow + released + refunded.
#[component]
pub fn MoneyStrip(
    paid: Money,
    escrow: Money,
    released: Money,
    refunded: Money,
    /// Says what the escrow waits for.
    #[prop(into, optional)]
    escrow_note: String,
    /// For those to whom the fee matters: the figures are named as what they are, before it.
    #[prop(optional)]
    gross: bool,
) -> impl IntoView {
    let (released_label, escrow_label) = if gross {
        (tr!("Released (gross)", "Freigegeben (brutto)"), tr!("In escrow (gross)", "Im Treuhandkonto (brutto)"))
    } else {
        (tr!("Released", "Freigegeben"), tr!("In escrow", "Im Treuhandkonto"))
    };
    let parts = vec![
        MoneyPart::new(released_label, released, Tone::Good),
        MoneyPart::new(escrow_label, escrow, Tone::Attention).note(escrow_note),
        MoneyPart::new(tr!("Refunded", "Erstattet"), refunded, Tone::Neutral),
    ];
    view! { <SplitStrip whole_label=tr!("Paid", "Bezahlt") whole=paid parts=parts /> }
}

/// Any amount that is the sum of parts: a balance (available, held, on its way), a fee's make-up.
#[component]
pub fn SplitStrip(#[prop(into)] whole_label: String, whole: Money, parts: Vec<MoneyPart>) -> impl IntoView {
    let lang = lang();
    let total = parts.iter().map(|part| i128::from(part.money.minor.max(0))).sum::<i128>().max(1);
    let mut start = 0_i128;
    let bars = parts
        .iter()
        .filter(|part| part.money.is_positive())
        .map(|part| {
            // Hundredths of a percent, as text: no floats near money, not even for drawing it.
            let width = i128::from(part.money.minor) * 10_000 / total;
            let rect = view! {
                <rect class=format!("strip-part {}", part.tone.class()) x=percent(start) y="0" width=percent(width) height="100%">
                    <title>{format!("{}: {}", part.label, part.money.format(lang))}</title>
                </rect>
            };
            start += width;
            rect
        })
        .collect_view();
    let figures = parts
        .into_iter()
        .map(|part| {
            let quiet = if part.money.is_zero() { "strip-zero" } else { "" };
            view! {
                <div class=format!("strip-figure {} {quiet}", part.tone.class())>
                    <dt><span class="strip-dot" aria-hidden="true"></span>{part.label}</dt>
                    <dd class="amount">{part.money.format(lang)}</dd>
                    {(!part.note.is_empty()).then(|| view! { <dd class="strip-note">{part.note}</dd> })}
                </div>
            }
        })
        .collect_view();
    view! {
        <div class="strip">
            <svg class="strip-bar" width="100%" height="10" aria-hidden="true" focusable="false">{bars}</svg>
            <dl class="strip-figures">
                <div class="strip-figure strip-whole"><dt>{whole_label}</dt><dd class="amount">{whole.format(lang)}</dd></div>
                {figures}
            </dl>
        </div>
    }
}

/// 1234 → "12.34%".
pub(crate) fn percent(hundredths: i128) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}
