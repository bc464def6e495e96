//! `/admin/webhooks`: everything gateways told us, as it arrived, and what became of it.

use api::payments::payment_events;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::{
    events::Subject,
    payments::{EventRow, EventStatus},
};
use ui::prelude::*;

#[component]
pub fn InboxPage() -> impl IntoView {
    let query = use_query_map();
    let status = Memo::new(move |_| {
        query.with(|query| query.get("status").and_then(|status| status.parse::<EventStatus>().ok()))
    });
    let after = Memo::new(move |_| query.with(|query| query.get("after")));
    let changed = live().version(Subject::Payment, None);
    let page = Resource::new(move || (status.get(), after.get()), |(status, after)| payment_events(status, after));
    let tabs = move || {
        let base = "/admin/webhooks";
        let mut tabs = vec![Tab::new(tr!("All", "Alle"), base, status.get().is_none())];
        tabs.extend(EventStatus::ALL.iter().map(|&one| {
            Tab::new(one.label(lang()), with_query(base, "status", one.as_str()), status.get() == Some(one))
        }));
        view! { <Tabs label=tr!("Which events", "Welche Ereignisse") tabs=tabs /> }
    };
    view! {
        <PageHeader title=tr!("Webhook inbox", "Webhook-Eingang") crumbs=vec![Crumb::new(tr!("Payments", "Zahlungen"), "/admin/payments")] />
        <div class="stack">
            {tabs}
            <Load from=page bones=Bones::Rows(8) view=move |page| {
                let status = status.get_untracked();
                let list = endless(page, after.get_untracked(), move |after| payment_events(status, after)).follow(changed);
                view! { <List list=list /> }.into_any()
            } />
        </div>
    }
}

#[component]
fn List(list: Endless<EventRow>) -> impl IntoView {
    let empty = || {
        view! {
            <EmptyState icon=icondata::LuInbox title=tr!("Nothing has arrived", "Nichts ist angekommen")
                text=tr!("Gateways post here what happened to payments. Each event is checked, kept as it came, and applied once.", "Gateways melden hier, was mit Zahlungen geschah. Jedes Ereignis wird geprüft, so aufbewahrt, wie es kam, und einmal verarbeitet.") />
        }
    };
    view! { <EndlessTable caption=tr!("Events", "Ereignisse") columns=columns() list=list empty=empty /> }
}

/// Events as rows; also on a payment's own page.
#[component]
pub fn EventTable(events: Vec<EventRow>) -> impl IntoView {
    view! { <Card flush=true><DataTable caption=tr!("Events", "Ereignisse") columns=columns() rows=events /></Card> }
}

fn columns() -> Vec<Column<EventRow>> {
    vec![
        Column::new(tr!("Event", "Ereignis"), |row: &EventRow| {
            view! {
                <div class="min-w-0">
                    <a class="link font-medium" href=format!("/admin/webhooks/{}", row.id)>{row.kind.clone()}</a>
                    <span class="block break-all text-xs text-muted">{row.gateway.clone()}" · "{row.provider_event_id.clone()}</span>
                </div>
            }
        })
        .main(),
        Column::new(tr!("State", "Stand"), |row: &EventRow| view! { <StateChip state=row.status /> }),
        Column::new(tr!("Outcome", "Ergebnis"), |row: &EventRow| if row.error.is_empty() { row.outcome.clone() } else { row.error.clone() }),
        Column::new(tr!("Tries", "Versuche"), |row: &EventRow| row.attempts).right().wide_only(),
        Column::new(tr!("Arrived", "Angekommen"), |row: &EventRow| view! { <Moment at=row.received_at /> }),
    ]
}
