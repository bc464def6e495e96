//! Cards in a conversation: an offer, a milestone. Each shows how the thing stands now, not how it stood.

use super::room::Room;
use crate::{base, context::TheOrder, offer_card::OfferCard};
use leptos::prelude::*;
use model::{MilestoneId, OfferId, OrderId, chats::MessageType, deliveries::MilestoneView, events::Subject};
use ui::prelude::*;
use uuid::Uuid;

/// The card of that thing.
#[component]
pub fn Card(room: Room, kind: MessageType, id: Uuid) -> impl IntoView {
    match kind {
        MessageType::Offer => view! { <OfferCard id=OfferId(id) /> }.into_any(),
        _ => view! { <MilestoneCard room=room id=MilestoneId(id) /> }.into_any(),
    }
}

/// A milestone of the room's order. On the order's own page its order is known already.
#[component]
fn MilestoneCard(room: Room, id: MilestoneId) -> impl IntoView {
    let Some(order) = room.line.with_value(|line| line.order.as_ref().map(|order| order.id)) else {
        return ().into_any();
    };
    let href = format!("{}/{order}#work", base(room.side()));
    if let Some(the) = use_context::<TheOrder>() {
        let milestone = the.of(id, Clone::clone);
        return (move || {
            milestone.get().map(|milestone| view! { <Shown milestone=milestone href="#work".to_owned() /> })
        })
        .into_any();
    }
    let changed = live().version(Subject::Order, Some(order.0));
    let milestone = Resource::new(move || changed.get(), move |_| find(order, id));
    view! {
        <Load from=milestone bones=Bones::Text view={move |milestone: Option<MilestoneView>| {
            let href = href.clone();
            milestone.map(|milestone| view! { <Shown milestone=milestone href=href /> }).into_any()
        }} />
    }
    .into_any()
}

async fn find(order: OrderId, id: MilestoneId) -> Result<Option<MilestoneView>, api::Fault> {
    let order = api::orders::order(order).await?;
    Ok(order.milestones.into_iter().find(|milestone| milestone.id == id))
}

#[component]
fn Shown(milestone: MilestoneView, href: String) -> impl IntoView {
    let MilestoneView { title, amount, status, work, progress, due, .. } = milestone;
    let due = due.filter(|_| !work.is_accepted());
    view! {
        <p class="flex flex-wrap items-center gap-2 text-sm text-muted">{tr!("Milestone", "Meilenstein")}<StateChip state=status /><StateChip state=work /></p>
        <p class="mt-1 flex flex-wrap justify-between gap-x-4">
            <a class="link-quiet font-medium" href=href rel="external">{title}</a>
            <span class="font-medium"><Amount money=amount /></span>
        </p>
        {(progress > 0 && !work.is_accepted()).then(|| view! {
            <Progress percent=u32::try_from(progress).ok() label=tr!("Progress", "Fortschritt") />
        })}
        {due.map(|due| view! { <p class="mt-1 text-sm text-muted">{tr!("Due ", "Fällig ")}<Moment at=due /></p> })}
    }
}
