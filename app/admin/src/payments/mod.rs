//! `/admin/payments`, `/admin/webhooks`, `/admin/gateways`, `/admin/integrations`: money coming in, and who brings it.

mod calls;
mod detail;
mod event;
mod gateway;
mod gateways;
mod inbox;
mod refund;

pub use calls::CallsPage;
pub use detail::PaymentPage;
pub use event::EventPage;
pub use gateways::GatewaysPage;
pub use inbox::InboxPage;

use api::payments::payments;
use leptos::prelude::*;
use leptos_router::{components::Form, hooks::use_query_map};
use model::{
    events::Subject,
    payments::{PaymentRow, PaymentStatus, Purpose},
};
use ui::prelude::*;

/// The list.
#[component]
pub fn PaymentsPage() -> impl IntoView {
    let query = use_query_map();
    let status = Memo::new(move |_| {
        query.with(|query| query.get("status").and_then(|status| status.parse::<PaymentStatus>().ok()))
    });
    let search = Memo::new(move |_| query.with(|query| query.get("q").filter(|text| !text.is_empty())));
    let after = Memo::new(move |_| query.with(|query| query.get("after")));
    let changed = live().version(Subject::Payment, None);
    let page = Resource::new(
        move || (status.get(), search.get(), after.get()),
        |(status, search, after)| payments(status, search, after),
    );
    view! {
        <PageHeader title=tr!("Payments", "Zahlungen")>
            <CsvLink path="/admin/payments.csv" />
            <LinkButton href="/admin/webhooks" icon=icondata::LuInbox>{tr!("Webhook inbox", "Webhook-Eingang")}</LinkButton>
            <LinkButton href="/admin/gateways" icon=icondata::LuSettings2>{tr!("Gateways", "Gateways")}</LinkButton>
        </PageHeader>
        <div class="stack">
            <Filters status=status search=search />
            <Load from=page bones=Bones::Rows(8) view=move |page| {
                let (status, search) = (status.get_untracked(), search.get_untracked());
                let list = endless(page, after.get_untracked(), move |after| payments(status, search.clone(), after)).follow(changed);
                view! { <List list=list /> }.into_any()
            } />
        </div>
    }
}

#[component]
fn Filters(status: Memo<Option<PaymentStatus>>, search: Memo<Option<String>>) -> impl IntoView {
    const SHOWN: [PaymentStatus; 4] =
        [PaymentStatus::Succeeded, PaymentStatus::Processing, PaymentStatus::Failed, PaymentStatus::Cancelled];
    let tabs = move || {
        let base =
            search.get().map_or_else(|| "/admin/payments".to_owned(), |text| with_query("/admin/payments", "q", &text));
        let mut tabs = vec![Tab::new(tr!("All", "Alle"), base.clone(), status.get().is_none())];
        tabs.extend(SHOWN.map(|one| {
            Tab::new(one.label(lang()), with_query(&base, "status", one.as_str()), status.get() == Some(one))
        }));
        view! { <Tabs label=tr!("Which payments", "Welche Zahlungen") tabs=tabs /> }
    };
    view! {
        {tabs}
        <Form method="GET" action="/admin/payments" attr:class="flex flex-wrap items-end gap-2">
            {move || status.get().map(|status| view! { <input type="hidden" name="status" value=status.as_str() /> })}
            <TextInput name="q" label=tr!("Payer, e-mail or reference", "Zahler, E-Mail oder Referenz") placeholder=tr!("Payer, e-mail or reference", "Zahler, E-Mail oder Referenz")
                kind="search" value=search.get_untracked().unwrap_or_default() optional=true bare=true class="w-72 max-w-full" />
            <Button kind="submit" icon=icondata::LuSearch>{tr!("Search", "Suchen")}</Button>
        </Form>
    }
}

#[component]
fn List(list: Endless<PaymentRow>) -> impl IntoView {
    let empty = || {
        view! {
            <EmptyState icon=icondata::LuCreditCard title=tr!("No payments here", "Keine Zahlungen hier")
                text=tr!("Top-ups and checkouts appear here as soon as somebody starts one.", "Aufladungen und Bestellungen erscheinen hier, sobald jemand eine beginnt.") />
        }
    };
    let columns = vec![
        Column::new(tr!("Payer", "Zahler"), |row: &PaymentRow| view! { <a class="link font-medium" href=format!("/admin/payments/{}", row.id)>{row.payer.clone()}</a> }).main(),
        Column::new(tr!("For", "Wofür"), |row: &PaymentRow| purpose(row.purpose)),
        Column::new(tr!("State", "Stand"), |row: &PaymentRow| view! { <StateChip state=row.status /> }),
        Column::new(tr!("Gateway", "Gateway"), |row: &PaymentRow| row.gateway.clone()).wide_only(),
        Column::new(tr!("Started", "Begonnen"), |row: &PaymentRow| view! { <Moment at=row.created_at /> }),
        Column::new(tr!("Amount", "Betrag"), |row: &PaymentRow| view! { <Amounts row=row.clone() /> }).right(),
    ];
    view! { <EndlessTable caption=tr!("Payments", "Zahlungen") columns=columns list=list empty=empty /> }
}

#[component]
fn Amounts(row: PaymentRow) -> impl IntoView {
    view! {
        <div>
            <Amount money=row.amount />
            {row.refunded.is_positive().then(|| view! { <span class="block text-xs text-muted">{tr!("refunded ", "erstattet ")}<Amount money=row.refunded /></span> })}
        </div>
    }
}

/// How often a write has gone through: what is read again after a success only, so that a refused form keeps what was
/// typed into it.
fn successes<T: Send + Sync + 'static>(value: Signal<Option<T>>) -> RwSignal<u32> {
    let times = RwSignal::new(0);
    Effect::new(move |_| {
        if value.with(Option::is_some) {
            times.update(|times| *times += 1);
        }
    });
    times
}

fn purpose(purpose: Purpose) -> String {
    match purpose {
        Purpose::TopUp => tr!("Top-up", "Aufladung"),
        Purpose::Checkout(_) => tr!("Order", "Bestellung"),
    }
}
