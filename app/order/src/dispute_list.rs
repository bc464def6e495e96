//! The mediators' list of disputes, with its filters in the address.

use crate::dispute_on_order::dispute_href;
use api::disputes::list_disputes;
use leptos::prelude::*;
use leptos_router::{components::Form, hooks::use_query_map};
use model::{
    Party,
    disputes::{DisputeLine, DisputeStatus},
    events::Subject,
};
use ui::prelude::*;

const HERE: &str = "/admin/disputes";

#[component]
pub fn DisputeList() -> impl IntoView {
    let query = use_query_map();
    let ask = move |name: &'static str| Memo::new(move |_| query.with(|query| query.get(name).unwrap_or_default()));
    let (status, search) = (ask("status"), ask("q"));
    let after = Memo::new(move |_| query.with(|query| query.get("after")));
    let changed = live().version(Subject::Dispute, None);
    let page = Resource::new(
        move || (status.get(), search.get(), after.get()),
        |(status, search, after)| list_disputes(status, search, after),
    );
    view! {
        <PageHeader title=tr!("Disputes", "Streitfälle") />
        <div class="stack">
            <Filters status=status search=search />
            <Load from=page bones=Bones::Rows(6) view=move |page| {
                let (status, search) = (status.get_untracked(), search.get_untracked());
                let list = endless(page, after.get_untracked(), move |after| list_disputes(status.clone(), search.clone(), after)).follow(changed);
                view! { <Lines list=list /> }.into_any()
            } />
        </div>
    }
}

#[component]
fn Filters(status: Memo<String>, search: Memo<String>) -> impl IntoView {
    let tabs =
        move || {
            let (now, base) = (status.get(), with_query(HERE, "q", &search.get()));
            let mut tabs = vec![Tab::new(tr!("Open", "Offen"), base.clone(), now.is_empty())];
            tabs.extend(DisputeStatus::ALL.iter().filter(|one| !one.is_over()).map(|one| {
                Tab::new(one.label(lang()), with_query(&base, "status", one.as_str()), now == one.as_str())
            }));
            tabs.push(Tab::new(tr!("All", "Alle"), with_query(&base, "status", "all"), now == "all"));
            view! { <Tabs label=tr!("Which disputes", "Welche Streitfälle") tabs=tabs /> }
        };
    view! {
        {tabs}
        <Form method="GET" action=HERE attr:class="flex flex-wrap items-end gap-2">
            {move || { let status = status.get(); (!status.is_empty()).then(|| view! { <input type="hidden" name="status" value=status /> }) }}
            <TextInput name="q" kind="search" label=tr!("Number, title or name", "Nummer, Titel oder Name") placeholder=tr!("Number, title or name", "Nummer, Titel oder Name")
                value=search.get_untracked() optional=true bare=true class="w-72 max-w-full" />
            <Button kind="submit" icon=icondata::LuSearch>{tr!("Search", "Suchen")}</Button>
        </Form>
    }
}

#[component]
fn Lines(list: Endless<DisputeLine>) -> impl IntoView {
    let columns = vec![
        Column::new(tr!("Dispute", "Streitfall"), |d: &DisputeLine| {
            view! {
                <a class="link-quiet font-medium" href=dispute_href(Party::Staff, d.id)>{d.title.clone()}</a>
                <span class="block text-sm text-muted tabular-nums">{d.number.clone()}" · "{d.order_number.clone()}</span>
            }
        })
        .main(),
        Column::new(tr!("State", "Stand"), |d: &DisputeLine| view! {
            <StateChip state=d.status />
            {d.unanswered.then(|| view! { " "<Chip label=tr!("No answer", "Keine Antwort") tone=Tone::Attention icon=icondata::LuHourglass /> })}
        }),
        Column::new(tr!("About", "Worum"), |d: &DisputeLine| view! { <StateChip state=d.kind /> }),
        Column::new(tr!("Between", "Zwischen"), |d: &DisputeLine| {
            let (from, to) = if d.opened_by == Party::Client { (&d.client, &d.seller) } else { (&d.seller, &d.client) };
            format!("{from} → {to}")
        })
        .wide_only(),
        Column::new(tr!("Next date", "Nächster Termin"), |d: &DisputeLine| d.until.map(|at| view! { <Moment at=at /> })),
        Column::new(tr!("In escrow", "Im Treuhandkonto"), |d: &DisputeLine| {
            let money = d.amount;
            view! { <Amount money=money /> }
        })
        .right(),
        Column::new(tr!("Opened", "Eröffnet"), |d: &DisputeLine| view! { <Moment at=d.created_at /> }).wide_only(),
    ];
    let empty = || {
        view! {
            <EmptyState icon=icondata::LuScale title=tr!("No disputes here", "Hier sind keine Streitfälle")
                text=tr!("When client and seller do not agree, the order's money is frozen and the dispute stands here.", "Wenn Kunde und Anbieter sich nicht einig sind, wird das Geld des Auftrags eingefroren, und der Streitfall steht hier.") />
        }
    };
    view! { <EndlessTable caption=tr!("Disputes", "Streitfälle") columns=columns list=list empty=empty /> }
}
