//! What the card, the page and the form of an offer say alike.

use leptos::prelude::*;
use model::{
    ChatId, OfferId, OrderId, Party,
    offers::{OfferStatus, OfferStep, OfferView},
};
use ui::prelude::*;

/// "14 days".
pub fn days(days: i32) -> String {
    if days == 1 { tr!("1 day", "1 Tag") } else { tr!("{days} days", "{days} Tage") }
}

/// "Delivery in 14 days".
pub fn delivery(days: i32) -> String {
    if days == 1 {
        tr!("Delivery in 1 day", "Lieferung in 1 Tag")
    } else {
        tr!("Delivery in {days} days", "Lieferung in {days} Tagen")
    }
}

/// "2 revisions".
pub fn revisions(count: i32) -> String {
    match count {
        0 => tr!("no revisions", "keine Überarbeitungen"),
        1 => tr!("1 revision", "1 Überarbeitung"),
        _ => tr!("{count} revisions", "{count} Überarbeitungen"),
    }
}

/// Where a side's conversation is.
pub fn room(side: Party, chat: ChatId) -> String {
    match side {
        Party::Client => format!("/app/messages/{chat}"),
        Party::Seller => format!("/sell/messages/{chat}"),
        Party::Staff | Party::System => format!("/admin/messages/{chat}"),
    }
}

/// Where a side's order is.
pub fn order(side: Party, order: OrderId) -> String {
    format!("{}/{order}", crate::base(side))
}

/// The seller's form, empty or with the version that is changed.
pub fn form(chat: ChatId, replaces: Option<OfferId>) -> String {
    match replaces {
        Some(offer) => format!("/offers/new?chat={chat}&replaces={offer}"),
        None => format!("/offers/new?chat={chat}"),
    }
}

/// How it stands, in a sentence, where the chip alone does not say what to do.
pub fn outcome(offer: &OfferView) -> String {
    let (client, seller) = (&offer.client, &offer.seller.name);
    match (offer.status, offer.viewer) {
        (OfferStatus::Sent, Party::Client) => {
            tr!(
                "Accept it and pay into escrow, or say what does not fit.",
                "Nehmen Sie es an und zahlen Sie auf das Treuhandkonto, oder sagen Sie, was nicht passt."
            )
        }
        (OfferStatus::Sent, _) => tr!("{client} has not answered yet.", "{client} hat noch nicht geantwortet."),
        (OfferStatus::Accepted, _) => {
            tr!("{client} accepted; it is an order now.", "{client} hat angenommen; es ist jetzt ein Auftrag.")
        }
        (OfferStatus::Declined, _) => tr!("{client} declined.", "{client} hat abgelehnt."),
        (OfferStatus::Withdrawn, _) => tr!("{seller} took it back.", "{seller} hat es zurückgezogen."),
        (OfferStatus::Expired, _) => tr!("Nobody answered in time.", "Es kam keine Antwort in der Frist."),
        (OfferStatus::Superseded, _) => {
            tr!("A newer version took its place.", "Eine neuere Fassung ist an seine Stelle getreten.")
        }
    }
}

/// The parts with their amounts, as a list that sums to the price.
#[component]
pub fn Parts(steps: Vec<OfferStep>) -> impl IntoView {
    let lines = steps
        .into_iter()
        .map(|step| {
            let time = days(step.days);
            view! {
                <li class="flex justify-between gap-4 border-b border-line py-2">
                    <span class="min-w-0"><span class="block break-words">{step.title}</span><span class="block text-sm text-muted">{time}</span></span>
                    <Amount money=step.amount />
                </li>
            }
        })
        .collect_view();
    view! { <ol>{lines}</ol> }
}
