//! `/offers/{id}`: all that is offered, its versions, and what this side can do: accept and pay, decline, change, withdraw.

use crate::{
    checkout::go,
    offer_card::Withdraw,
    offer_pay::Answer,
    offer_words::{self as words, Parts},
};
use api::{
    offers::{AcceptOffer, DeclineOffer},
    value_of,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use model::{
    OfferId, Party, Problem,
    checkout::GroupStatus,
    events::Subject,
    offers::{OfferOrder, OfferPage as Page, OfferStatus, OfferVersion, OfferView},
};
use ui::prelude::*;

#[component]
pub fn OfferPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse::<OfferId>().ok())));
    let accept = ServerAction::<AcceptOffer>::new();
    let decline = ServerAction::<DeclineOffer>::new();
    toast_result(decline.value(), |_| tr!("Declined. The seller was told.", "Abgelehnt. Der Anbieter weiß Bescheid."));
    let (changed, orders) = (live().version(Subject::Offer, None), live().version(Subject::Order, None));
    // while it is being accepted its state changes under us: what is shown stays until we leave
    let source = Memo::new(move |before: Option<&(Option<OfferId>, u64, u64, usize)>| match before {
        Some(before) if accept.pending().get() || accept.value().with(|v| matches!(v, Some(Ok(_)))) => *before,
        _ => (id.get(), changed.get(), orders.get(), accept.version().get() + decline.version().get()),
    });
    let page = Resource::new_blocking(
        move || source.get(),
        |(id, ..)| async move {
            match id {
                Some(id) => api::offers::offer_page(id).await,
                None => Err(Problem::NotFound.into()),
            }
        },
    );
    let placed = value_of(accept);
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(group) = placed.get() {
            go(&group.destination(), &navigate);
        }
    });
    view! {
        <Load from=page bones=Bones::Detail main=true view={move |page| view! { <Whole page=page accept=accept decline=decline /> }.into_any()} />
    }
}

#[component]
fn Whole(page: Page, accept: ServerAction<AcceptOffer>, decline: ServerAction<DeclineOffer>) -> impl IntoView {
    let Page { offer, versions, till } = page;
    let (status, version) = (offer.status, offer.version);
    let other = if offer.viewer == Party::Client { offer.seller.name.clone() } else { offer.client.clone() };
    let crumbs = match offer.viewer {
        Party::Client | Party::Seller => vec![Crumb::new(
            tr!("Conversation with {other}", "Unterhaltung mit {other}"),
            words::room(offer.viewer, offer.chat),
        )],
        // what two people say to each other before buying is theirs
        Party::Staff | Party::System => Vec::new(),
    };
    let lead = match (offer.viewer, version) {
        (Party::Client, 1) => tr!("An offer from {other}", "Ein Angebot von {other}"),
        (Party::Client, _) => {
            tr!("An offer from {other}, version {version}", "Ein Angebot von {other}, Fassung {version}")
        }
        (_, 1) => tr!("An offer to {other}", "Ein Angebot an {other}"),
        _ => tr!("An offer to {other}, version {version}", "Ein Angebot an {other}, Fassung {version}"),
    };
    let history = (versions.len() > 1).then(|| view! { <History versions=versions shown=offer.id /> });
    let aside = match till {
        Some(till) => view! { <Answer offer=offer.clone() till=till accept=accept decline=decline /> }.into_any(),
        None => view! { <Standing offer=offer.clone() /> }.into_any(),
    };
    let title = offer.title.clone();
    view! {
        <PageHeader title=title crumbs=crumbs lead=move || view! { <span class="mr-2">{lead.clone()}</span><StateChip state=status /> } />
        <div class="two-cols">
            <div class="stack">
                <Terms offer=offer />
                {history}
            </div>
            <aside class="sticky-box">{aside}</aside>
        </div>
    }
}

/// What is offered.
#[component]
fn Terms(offer: OfferView) -> impl IntoView {
    let service = format!("/services/{}", offer.product.slug);
    let (delivery, revisions) = (words::days(offer.days()), words::revisions(offer.revisions));
    let parts = (!offer.is_single())
        .then(|| view! { <Card title=tr!("Milestones", "Meilensteine")><Parts steps=offer.steps.clone() /></Card> });
    view! {
        <Card title=tr!("What is included", "Was enthalten ist")>
            <p class="whitespace-pre-line break-words">{offer.description}</p>
            <Facts class="mt-4">
                <Fact label=tr!("Price", "Preis")><Amount money=offer.price /></Fact>
                <Fact label=tr!("Delivery time", "Lieferzeit")>{delivery}</Fact>
                <Fact label=tr!("Revisions", "Überarbeitungen")>{revisions}</Fact>
                <Fact label=tr!("Based on", "Grundlage")><a class="link" href=service>{offer.product.name}</a></Fact>
                <Fact label=tr!("Sent", "Gesendet")><Moment at=offer.sent_at /></Fact>
                <Fact label=tr!("Open until", "Gültig bis")><Moment at=offer.expires_at absolute=true /></Fact>
            </Facts>
            {offer.asks.then(|| view! { <p class="mt-3 text-sm text-muted">{tr!("The seller's questions are answered after paying; the delivery time runs from then.", "Die Fragen des Anbieters werden nach dem Zahlen beantwortet; die Lieferzeit läuft ab dann.")}</p> })}
        </Card>
        {parts}
    }
}

/// Every version, each at its own address.
#[component]
fn History(versions: Vec<OfferVersion>, shown: OfferId) -> impl IntoView {
    let lines = versions
        .into_iter()
        .map(|version| {
            let n = version.version;
            let label = tr!("Version {n}", "Fassung {n}");
            let name = if version.id == shown {
                view! { <span class="font-medium" aria-current="page">{label}</span> }.into_any()
            } else {
                view! { <a class="link" href=format!("/offers/{}", version.id)>{label}</a> }.into_any()
            };
            view! {
                <li class="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-2">
                    <span>{name}" "<StateChip state=version.status /></span>
                    <span class="text-sm text-muted"><Amount money=version.price />" · "<Moment at=version.sent_at /></span>
                </li>
            }
        })
        .collect_view();
    view! { <Card title=tr!("Versions", "Fassungen")><ol>{lines}</ol></Card> }
}

/// How it stands, for everybody who has nothing to answer.
#[component]
fn Standing(offer: OfferView) -> impl IntoView {
    let sentence = words::outcome(&offer);
    let reason = (!offer.reason.is_empty())
        .then(|| view! { <p class="mt-2 whitespace-pre-line break-words">{offer.reason.clone()}</p> });
    let decided = offer.decided_at.map(|at| view! { <p class="mt-2 text-sm text-muted"><Moment at=at /></p> });
    let acts = match (offer.status, offer.viewer) {
        (OfferStatus::Sent, Party::Seller) => view! {
            <div class="mt-4 flex flex-wrap gap-2">
                <LinkButton href=words::form(offer.chat, Some(offer.id)) icon=icondata::LuPencil>{tr!("Change", "Ändern")}</LinkButton>
                <Withdraw offer=offer.id title=offer.title.clone() />
            </div>
        }
        .into_any(),
        _ => ().into_any(),
    };
    let newer = offer.replaced_by.map(|newer| {
        view! { <p class="mt-4"><LinkButton look=Look::Primary href=format!("/offers/{newer}")>{tr!("To the newer version", "Zur neueren Fassung")}</LinkButton></p> }
    });
    let order = offer.order.map(|order| view! { <Ordered order=order side=offer.viewer /> });
    view! { <Card title=tr!("Where it stands", "Wie es steht")><p>{sentence}</p>{reason}{decided}{newer}{order}{acts}</Card> }
}

/// The order that accepting made.
#[component]
fn Ordered(order: OfferOrder, side: Party) -> impl IntoView {
    let (number, href) = (order.number.clone(), words::order(side, order.id));
    let pay = (side == Party::Client && order.group_status == GroupStatus::PendingPayment).then(|| {
        view! { <LinkButton look=Look::Primary href=format!("/checkout/{}", order.group) icon=icondata::LuLock>{tr!("Pay into escrow", "Auf das Treuhandkonto zahlen")}</LinkButton> }
    });
    view! {
        <p class="mt-3"><StateChip state=order.status /></p>
        <div class="mt-3 flex flex-wrap gap-2">
            {pay}
            <LinkButton href=href icon=icondata::LuArrowRight>{tr!("To order {number}", "Zum Auftrag {number}")}</LinkButton>
        </div>
    }
}
