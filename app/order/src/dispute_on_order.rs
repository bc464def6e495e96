//! What the order page says of disputes: that the money is frozen, and how to open one.

use crate::{base, context::the_order};
use api::disputes::disputes_of_order;
use leptos::prelude::*;
use model::{
    Party,
    deliveries::{DeliverableStatus, MilestoneStatus},
    disputes::{DisputeLine, may_open, suggested},
    events::Subject,
    orders::OrderView,
};
use ui::prelude::*;

/// Where a side sees a dispute.
pub fn dispute_href(side: Party, id: model::DisputeId) -> String {
    let portal = match side {
        Party::Client => "/app",
        Party::Seller => "/sell",
        Party::Staff | Party::System => "/admin",
    };
    format!("{portal}/disputes/{id}")
}

/// Under the next step: the dispute that freezes the money, and those that are over.
#[component]
pub fn DisputeBanner() -> impl IntoView {
    let the = the_order();
    let (id, number) = the.order.with_untracked(|order| (order.id, order.id.0));
    let status = the.part(|order| order.status);
    let changed = live().version(Subject::Order, Some(number));
    let lines = Resource::new(move || (status.get(), changed.get()), move |_| disputes_of_order(id));
    view! { <Load from=lines bones=Bones::Blank view=move |lines| view! { <Lines lines=lines /> }.into_any() /> }
}

#[component]
fn Lines(lines: Vec<DisputeLine>) -> impl IntoView {
    let side = the_order().viewer();
    lines
        .into_iter()
        .map(|line| {
            let (href, number) = (dispute_href(side, line.id), line.number.clone());
            if line.status.is_over() {
                return view! {
                    <p class="text-sm"><a class="link" href=href>{tr!("Dispute {number}", "Streitfall {number}")}</a>" "<StateChip state=line.status /></p>
                }
                .into_any();
            }
            let money = line.amount.format(lang());
            let action = move || view! { <LinkButton href=href.clone() look=Look::Primary icon=icondata::LuScale>{tr!("To the dispute", "Zum Streitfall")}</LinkButton> };
            let until = line.until.map(|at| view! { " "{tr!("Next date:", "Nächster Termin:")}" "<Moment at=at /> });
            view! {
                <Notice tone=Tone::Danger icon=icondata::LuScale title=tr!("Disputed: the money is frozen", "Strittig: Das Geld ist eingefroren") action=action>
                    <p>{tr!("{money} stays in escrow until {number} is over. Nothing of this order moves meanwhile, and no date runs.", "{money} bleiben auf dem Treuhandkonto, bis {number} beendet ist. Solange bewegt sich an diesem Auftrag nichts, und keine Frist läuft.")}</p>
                    <p class="mt-1"><StateChip state=line.status />{until}</p>
                </Notice>
            }
            .into_any()
        })
        .collect_view()
}

/// "Open a dispute", with what it is probably about.
#[component]
pub fn OpenDisputeLink() -> impl IntoView {
    let the = the_order();
    let offered = the.part(|order| may_open(order.viewer, order.status).is_ok().then(|| hint(order)));
    let href = the.order.with_untracked(|order| format!("{}/{}/dispute", base(order.viewer), order.id));
    move || {
        let hint = offered.get()?;
        let (href, words) = match hint {
            Some(kind) => (format!("{href}?kind={kind}"), Some(kind.label(lang()))),
            None => (href.clone(), None),
        };
        Some(view! {
            <Card title=tr!("Something is wrong?", "Stimmt etwas nicht?")>
                {words.map(|words| view! { <p class="mb-2"><Chip label=words tone=Tone::Attention icon=icondata::LuTriangleAlert /></p> })}
                <p class="text-sm">{tr!("Write to each other first. If that does not help, open a dispute: the money is frozen at once, and the project mediates.", "Schreiben Sie sich zuerst. Hilft das nicht, eröffnen Sie einen Streitfall: Das Geld wird sofort eingefroren, und das Projekt vermittelt.")}</p>
                <p class="mt-2"><LinkButton href=href icon=icondata::LuScale size=Size::Small>{tr!("Open a dispute", "Streitfall eröffnen")}</LinkButton></p>
            </Card>
        })
    }
}

/// From how the work stands.
fn hint(order: &OrderView) -> Option<model::disputes::DisputeType> {
    let late = order.milestones.iter().any(|m| m.status == MilestoneStatus::Delayed);
    let rejected = order.milestones.iter().any(|m| m.work == DeliverableStatus::Rejected);
    let used_up = order.milestones.iter().any(|m| {
        m.work.awaits_client()
            && order.items.iter().any(|i| i.id == m.item && i.revisions.allowed > 0 && i.revisions.left() == 0)
    });
    suggested(late, rejected, used_up)
}
