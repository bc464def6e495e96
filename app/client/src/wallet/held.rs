//! Every held cent with its reason, its date and the next action.

use leptos::prelude::*;
use model::wallets::{HeldMoney, HoldReason};
use ui::prelude::*;

/// The list; says so when nothing is held.
#[component]
pub fn Held(held: Vec<HeldMoney>) -> impl IntoView {
    view! {
        <Section title=tr!("Held for your orders", "Für Ihre Aufträge zurückgelegt")>
            {if held.is_empty() {
                view! { <p class="text-muted">{tr!("Nothing is held just now. When you order, the price waits here until you approve the work.", "Gerade ist nichts zurückgelegt. Wenn Sie bestellen, wartet der Preis hier, bis Sie die Arbeit freigeben.")}</p> }.into_any()
            } else {
                let columns = vec![
                    Column::new(tr!("Order", "Auftrag"), |row: &HeldMoney| view! { <Order row=row.clone() /> }).main(),
                    Column::new(tr!("Why it is held", "Warum es zurückliegt"), |row: &HeldMoney| view! { <Reason row=row.clone() /> }),
                    Column::new(tr!("Amount", "Betrag"), |row: &HeldMoney| view! { <Amount money=row.amount /> }).right(),
                ];
                view! { <Card flush=true><DataTable caption=tr!("Held for your orders", "Für Ihre Aufträge zurückgelegt") columns=columns rows=held /></Card> }.into_any()
            }}
        </Section>
    }
}

#[component]
fn Order(row: HeldMoney) -> impl IntoView {
    view! {
        <div class="min-w-0">
            <a class="link font-medium" href=format!("/app/orders/{}", row.order)>{row.title}</a>
            <span class="block text-xs text-muted">{row.order_number}</span>
        </div>
    }
}

#[component]
fn Reason(row: HeldMoney) -> impl IntoView {
    let next = match row.reason {
        HoldReason::RequirementsNeeded => tr!(
            "Answer the seller's questions, then the work begins.",
            "Beantworten Sie die Fragen des Anbieters, dann beginnt die Arbeit."
        ),
        HoldReason::WorkInProgress => tr!("The seller delivers next.", "Als Nächstes liefert der Anbieter."),
        HoldReason::AwaitingApproval => tr!(
            "Look at the delivery: accept it or ask for a change.",
            "Sehen Sie die Lieferung an: annehmen oder eine Änderung verlangen."
        ),
        HoldReason::OnHold => tr!(
            "Nothing moves until it is settled on the order's page.",
            "Nichts bewegt sich, bis es auf der Auftragsseite geklärt ist."
        ),
        HoldReason::InDispute => tr!(
            "Nothing moves until the dispute over this order is over.",
            "Nichts bewegt sich, bis der Streitfall zu diesem Auftrag beendet ist."
        ),
    };
    let until = row.until.map(|at| match row.reason {
        HoldReason::AwaitingApproval => {
            view! { <span>{tr!("Released by itself ", "Wird von selbst freigegeben ")}<Moment at=at /></span> }
                .into_any()
        }
        HoldReason::InDispute => {
            view! { <span>{tr!("Next date ", "Nächster Termin ")}<Moment at=at /></span> }.into_any()
        }
        _ => view! { <span>{tr!("Due ", "Fällig ")}<Moment at=at /></span> }.into_any(),
    });
    view! {
        <div class="min-w-0">
            <StateChip state=row.reason />
            <span class="mt-1 block text-sm">{next}</span>
            <span class="block text-sm text-muted">{tr!("Held since ", "Zurückgelegt seit ")}<Moment at=row.since date_only=true />{until.map(|until| view! { " · "{until} })}</span>
        </div>
    }
}
