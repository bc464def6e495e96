//! The dispute page for client, seller and mediators: state and next step on top, then overview, conversation, evidence and
//! settlement, each at its own address.

use crate::{
    dispute_context::{provide_dispute, the_dispute},
    dispute_decide::DecisionEditor,
    dispute_evidence::EvidencePart,
    dispute_next::NextAction,
    dispute_on_order::dispute_href,
    dispute_overview::Overview,
    dispute_settle::SettlementPart,
    dispute_talk::Conversation,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use model::{
    DisputeId, Party, Problem,
    disputes::{DisputeView, OfferStatus},
};
use ui::prelude::*;

/// The page, as seen from one side; the address names the dispute.
#[component]
pub fn DisputePage(side: Party) -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse::<DisputeId>().ok())));
    let dispute = Resource::new_blocking(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => api::disputes::dispute(id).await,
                None => Err(Problem::NotFound.into()),
            }
        },
    );
    view! { <Load from=dispute bones=Bones::Detail main=true view=move |dispute| view! { <Whole dispute=dispute side=side /> }.into_any() /> }
}

/// What a tab is called in the address.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Overview,
    Conversation,
    Evidence,
    Settlement,
    Decision,
}

impl Part {
    fn asked(name: Option<String>) -> Self {
        match name.as_deref() {
            Some("conversation") => Self::Conversation,
            Some("evidence") => Self::Evidence,
            Some("settlement") => Self::Settlement,
            Some("decision") => Self::Decision,
            _ => Self::Overview,
        }
    }
}

#[component]
fn Whole(dispute: DisputeView, side: Party) -> impl IntoView {
    let the = provide_dispute(dispute);
    let (number, title, order, order_number) =
        the.dispute.with_untracked(|d| (d.number.clone(), d.title.clone(), d.order, d.order_number.clone()));
    let mut crumbs = vec![];
    if side == Party::Staff {
        crumbs.push(Crumb::new(tr!("Disputes", "Streitfälle"), "/admin/disputes"));
    } else {
        crumbs.push(Crumb::new(order_number, format!("{}/{order}", crate::base(side))));
    }
    crumbs.push(Crumb::here(number.clone()));
    let query = use_query_map();
    let staff = the.viewer() == Party::Staff;
    let part = Memo::new(move |_| match Part::asked(query.with(|query| query.get("tab"))) {
        Part::Decision if !staff => Part::Overview,
        part => part,
    });
    let pack = the.dispute.with_untracked(|d| format!("/disputes/{}/evidence.zip", d.id));
    view! {
        <PageHeader title=title crumbs=crumbs lead=move || view! { <Head /> }>
            <a class="btn btn-plain" href=pack download="" rel="external"><Icon glyph=icondata::LuFileArchive />{tr!("Evidence pack (ZIP)", "Beweispaket (ZIP)")}</a>
        </PageHeader>
        <div class="stack">
            <NextAction />
            <PartTabs part=part side=side />
            {move || match part.get() {
                Part::Overview => view! { <Overview /> }.into_any(),
                Part::Conversation => view! { <Conversation /> }.into_any(),
                Part::Evidence => view! { <EvidencePart /> }.into_any(),
                Part::Settlement => view! { <SettlementPart /> }.into_any(),
                Part::Decision => view! { <DecisionEditor /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Head() -> impl IntoView {
    let the = the_dispute();
    let status = the.part(|d| d.status);
    let unanswered = the.part(|d| d.unanswered);
    let (number, kind, client, seller, order, viewer) = the
        .dispute
        .with_untracked(|d| (d.number.clone(), d.kind, d.client.clone(), d.seller.clone(), d.order, d.viewer));
    let order_href = format!("{}/{order}", crate::base(viewer));
    view! {
        <span class="inline-flex flex-wrap items-center gap-2">
            <span class="tabular-nums">{number}</span>
            {move || view! { <StateChip state=status.get() /> }}
            {move || unanswered.get().then(|| view! { <Chip label=tr!("No answer in time", "Keine Antwort in der Frist") tone=Tone::Attention icon=icondata::LuHourglass /> })}
            <StateChip state=kind />
            <span>{client}" · "{seller}</span>
            <a class="link" href=order_href>{tr!("To the order", "Zum Auftrag")}</a>
        </span>
    }
}

#[component]
fn PartTabs(part: Memo<Part>, side: Party) -> impl IntoView {
    let the = the_dispute();
    let here = the.dispute.with_untracked(|d| dispute_href(side, d.id));
    let counts = the.part(|d| {
        (d.messages.len(), d.evidence.len(), d.offers.iter().filter(|offer| offer.status == OfferStatus::Open).count())
    });
    let staff = the.viewer() == Party::Staff;
    move || {
        let (now, (messages, evidence, offers)) = (part.get(), counts.get());
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        let tab =
            |name: &str, label: String, which: Part| Tab::new(label, with_query(&here, "tab", name), now == which);
        let mut tabs = vec![
            tab("", tr!("Overview", "Übersicht"), Part::Overview),
            tab("conversation", tr!("Conversation", "Gespräch"), Part::Conversation).count(count(messages)),
            tab("evidence", tr!("Evidence", "Belege"), Part::Evidence).count(count(evidence)),
            tab("settlement", tr!("Settlement", "Einigung"), Part::Settlement).count(count(offers)),
        ];
        if staff {
            tabs.push(tab("decision", tr!("Decision", "Entscheidung"), Part::Decision));
        }
        view! { <Tabs label=tr!("Parts of this dispute", "Teile dieses Streitfalls") tabs=tabs /> }
    }
}
