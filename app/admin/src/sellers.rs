//! `/admin/sellers`: who sells here; letting in, stopping, and a rate of one's own.

use api::sellers::{ApproveSeller, SetSellerCommission, SuspendSeller, list_sellers};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::{
    Bps, Page,
    events::Subject,
    identity::{SellerFilter, SellerStatus, SellerView},
};
use ui::prelude::*;

#[derive(Clone, Copy)]
struct Acts {
    approve: ServerAction<ApproveSeller>,
    suspend: ServerAction<SuspendSeller>,
    commission: ServerAction<SetSellerCommission>,
}

/// The page.
#[component]
pub fn SellersPage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| {
        query.with(|query| SellerFilter {
            status: query.get("status").and_then(|status| status.parse().ok()),
            search: query.get("q").unwrap_or_default(),
        })
    });
    let after = Memo::new(move |_| query.with(|query| query.get("after")));
    let acts = Acts { approve: ServerAction::new(), suspend: ServerAction::new(), commission: ServerAction::new() };
    toast_result(acts.approve.value(), |()| {
        tr!("Open for business. They have been told.", "Eröffnet. Wir haben Bescheid gesagt.")
    });
    toast_result(acts.suspend.value(), |()| {
        tr!("Suspended. They have been told why.", "Gesperrt. Der Grund wurde mitgeteilt.")
    });
    toast_result(acts.commission.value(), |()| tr!("The rate is saved.", "Der Satz ist gespeichert."));
    let changed = live().version(Subject::Member, None);
    let sellers = Resource::new(
        move || {
            (
                filter.get(),
                after.get(),
                acts.approve.version().get(),
                acts.suspend.version().get(),
                acts.commission.version().get(),
                changed.get(),
            )
        },
        |(filter, after, ..)| list_sellers(filter, after),
    );
    view! {
        <PageHeader title=tr!("Sellers", "Anbieter") />
        <div class="stack">
            {move || {
                let status = filter.with(|filter| filter.status);
                let mut tabs = vec![Tab::new(tr!("All", "Alle"), "/admin/sellers", status.is_none())];
                tabs.extend(SellerStatus::ALL.iter().map(|&one| Tab::new(one.label(lang()), format!("/admin/sellers?status={one}"), status == Some(one))));
                view! { <Tabs label=tr!("Which sellers", "Welche Anbieter") tabs=tabs /> }
            }}
            <Load from=sellers bones=Bones::Rows(5) view=move |page| view! { <List page=page acts=acts /> }.into_any() />
        </div>
    }
}

#[component]
fn List(page: Page<SellerView>, acts: Acts) -> impl IntoView {
    if page.items.is_empty() {
        return view! {
            <EmptyState icon=icondata::LuStore title=tr!("No sellers here", "Hier sind keine Anbieter")
                text=tr!("Who wants to sell applies from their account; the application then waits here for you.", "Wer verkaufen will, bewirbt sich aus dem Konto heraus; die Bewerbung wartet dann hier auf Sie.") />
        }
        .into_any();
    }
    let next = page.next.clone();
    let cards = page.items.into_iter().map(|seller| view! { <Seller seller=seller acts=acts /> }).collect_view();
    view! { <div class="stack">{cards}</div><NextPage next=next /> }.into_any()
}

#[component]
fn Seller(seller: SellerView, acts: Acts) -> impl IntoView {
    let (id, status, name) = (seller.id, seller.status, seller.business_name.clone());
    let open = status == SellerStatus::Open;
    let rate = seller.commission.map_or_else(|| tr!("the project’s", "der des Projekts"), |bps| bps.format(lang()));
    view! {
        <Card>
            <div class="flex flex-wrap items-start justify-between gap-4">
                <div class="min-w-0 grow">
                    <p class="flex flex-wrap items-center gap-2">
                        // Only an open seller has a page in the shop.
                        {if open {
                            view! { <a class="link-quiet text-lg font-medium" href=format!("/sellers/{}", seller.slug)>{name.clone()}</a> }.into_any()
                        } else {
                            view! { <span class="text-lg font-medium">{name.clone()}</span> }.into_any()
                        }}
                        <StateChip state=status />
                    </p>
                    <p class="text-sm text-muted">
                        <a class="link" href=format!("/admin/people/{}", seller.owner)>{seller.owner_name}</a>" · "{seller.owner_email}" · "{seller.country}" · "<Moment at=seller.created_at date_only=true />
                    </p>
                    {(!seller.bio.is_empty()).then(|| view! { <p class="mt-2 max-w-prose">{seller.bio}</p> })}
                    {(!seller.status_reason.is_empty()).then(|| view! { <p class="mt-2 text-sm"><b>{tr!("Reason:", "Grund:")}</b>" "{seller.status_reason}</p> })}
                    <p class="mt-2 text-sm text-muted">{tr!("Commission: {rate}", "Provision: {rate}")}</p>
                </div>
                <div class="flex flex-wrap gap-2">
                    {seller.review.filter(|_| status == SellerStatus::PendingApproval).map(|task| view! {
                        <LinkButton href=format!("/admin/reviews/{task}") icon=icondata::LuGitPullRequest>{tr!("Review", "Prüfen")}</LinkButton>
                    })}
                    {(!open && status != SellerStatus::Terminated).then(|| view! {
                        <Button look=Look::Primary pending=acts.approve.pending() on_press=Callback::new(move |()| { acts.approve.dispatch(ApproveSeller { seller: id }); })>
                            {if status == SellerStatus::PendingApproval { tr!("Let them sell", "Zulassen") } else { tr!("Open again", "Wieder öffnen") }}
                        </Button>
                    })}
                    <Rate seller=id current=seller.commission name=name.clone() acts=acts />
                    {(status != SellerStatus::Terminated && status != SellerStatus::Suspended).then(|| view! { <Suspend seller=id name=name acts=acts /> })}
                </div>
            </div>
        </Card>
    }
}

/// Asks for the reason, which the seller reads.
#[component]
fn Suspend(seller: model::SellerId, name: String, acts: Acts) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if api::value_of(acts.suspend).get().is_some() {
            open.set(false);
        }
    });
    view! {
        <Button look=Look::Quiet on_press=Callback::new(move |()| open.set(true))>{tr!("Suspend…", "Sperren …")}</Button>
        <Dialog open=open title=tr!("Suspend {name}?", "{name} sperren?")>
            <ActionForm action=acts.suspend>
                <FormScope problem=api::problem_of(acts.suspend) id=format!("suspend-{seller}")>
                    <div class="stack">
                        <p>{tr!("Their products are hidden at once. Open orders go on.", "Die Produkte sind sofort unsichtbar. Laufende Aufträge gehen weiter.")}</p>
                        <input type="hidden" name="seller" value=seller.to_string() />
                        <TextArea name="reason" label=tr!("Why? They will read it.", "Warum? Der Anbieter liest das.") maxlength=500 />
                        <Button kind="submit" look=Look::Danger pending=acts.suspend.pending()>{tr!("Suspend them", "Sperren")}</Button>
                    </div>
                </FormScope>
            </ActionForm>
        </Dialog>
    }
}

/// A rate of their own, in per cent; empty is the project's.
#[component]
fn Rate(seller: model::SellerId, current: Option<Bps>, name: String, acts: Acts) -> impl IntoView {
    let open = RwSignal::new(false);
    let typed = RwSignal::new(current.map(crate::settings::percent).unwrap_or_default());
    let wrong = RwSignal::new(None::<String>);
    let save = move || {
        let text = typed.get();
        let rate = if text.trim().is_empty() { Some(None) } else { crate::settings::read_percent(&text).map(Some) };
        match rate {
            Some(commission) => {
                wrong.set(None);
                acts.commission.dispatch(SetSellerCommission { seller, commission });
                open.set(false);
            }
            None => {
                wrong.set(Some(tr!("A number between 0 and 100, like 7.5.", "Eine Zahl zwischen 0 und 100, etwa 7,5.")))
            }
        }
    };
    view! {
        <Button on_press=Callback::new(move |()| open.set(true))>{tr!("Commission…", "Provision …")}</Button>
        <Dialog open=open title=tr!("Commission of {name}", "Provision von {name}")>
            <div class="stack">
                <TextInput name="commission" label=tr!("Per cent of what is released", "Prozent des Freigegebenen") bind=typed inputmode="decimal" suffix="%" optional=true
                    error=Signal::derive(move || wrong.get()) help=tr!("Empty: the project’s rate. Paid orders keep theirs.", "Leer: der Satz des Projekts. Bezahlte Aufträge behalten ihren.") />
                <Button look=Look::Primary pending=acts.commission.pending() on_press=Callback::new(move |()| save())>{tr!("Save", "Speichern")}</Button>
            </div>
        </Dialog>
    }
}
