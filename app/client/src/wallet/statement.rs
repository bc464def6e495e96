//! Every movement of the wallet, newest first; more comes while scrolling, the CSV has it all.

use api::wallets::wallet_statement;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::{Currency, Page, ledger::StatementLine};
use ui::prelude::*;

#[component]
pub fn Statement(currency: Memo<Currency>, changed: Signal<u64>) -> impl IntoView {
    let query = use_query_map();
    let after = Memo::new(move |_| query.with(|query| query.get("after")));
    let page = Resource::new(
        move || (currency.get(), after.get(), changed.get()),
        |(currency, after, _)| wallet_statement(currency, after),
    );
    let download = move || {
        view! {
            <a class="link inline-flex items-center gap-1" rel="external"
                href=move || format!("/app/wallet/statement.csv?currency={}", currency.get()) download=move || format!("statement-{}.csv", currency.get())
            >
                <Icon glyph=icondata::LuDownload />{tr!("All as CSV", "Alles als CSV")}
            </a>
        }
    };
    view! {
        <Section title=tr!("Statement", "Kontoauszug") action=download>
            <Load from=page bones=Bones::Rows(6) view=move |page| view! { <Lines page=page first=after.get_untracked().is_none() /> }.into_any() />
        </Section>
    }
}

#[component]
fn Lines(page: Page<StatementLine>, first: bool) -> impl IntoView {
    if page.items.is_empty() {
        return view! {
            <EmptyState icon=icondata::LuReceipt title=tr!("No movements yet", "Noch keine Bewegungen")
                text=tr!("Top-ups, payments into escrow and refunds appear here with the balance after each.", "Aufladungen, Zahlungen ins Treuhandkonto und Erstattungen erscheinen hier, jeweils mit dem Stand danach.") />
        }
        .into_any();
    }
    let columns = vec![
        Column::new(tr!("What", "Was"), |line: &StatementLine| view! { <What line=line.clone() /> }).main(),
        Column::new(tr!("When", "Wann"), |line: &StatementLine| view! { <Moment at=line.at /> }),
        Column::new(tr!("Amount", "Betrag"), |line: &StatementLine| view! { <Amount money=line.amount signed=true /> })
            .right(),
        Column::new(tr!("Balance after", "Stand danach"), |line: &StatementLine| {
            line.balance_after.map(|money| view! { <Amount money=money /> })
        })
        .right(),
    ];
    let rows = RwSignal::new(page.items);
    let next = RwSignal::new(page.next);
    let currency = rows.with_untracked(|rows| rows.first().map(|line| line.amount.currency));
    let loading = RwSignal::new(false);
    let more = Callback::new(move |cursor: String| {
        let Some(currency) = currency.filter(|_| !loading.get_untracked()) else { return };
        loading.set(true);
        leptos::task::spawn_local(async move {
            let fetched = wallet_statement(currency, Some(cursor)).await;
            loading.try_set(false);
            if let Ok(page) = fetched {
                rows.try_update(|rows| rows.extend(page.items));
                next.try_set(page.next);
            }
        });
    });
    view! {
        {(!first).then(|| view! { <p class="mb-2"><a class="link" href="/app/wallet">{tr!("Back to the newest", "Zurück zu den neuesten")}</a></p> })}
        <Card flush=true>{move || view! { <DataTable caption=tr!("Statement", "Kontoauszug") columns=columns.clone() rows=rows.get() /> }}</Card>
        {move || view! { <NextPage next=next.get() on_more=more pending=loading /> }}
    }
    .into_any()
}

#[component]
fn What(line: StatementLine) -> impl IntoView {
    let order = line
        .order
        .zip(line.order_number)
        .map(|(order, number)| view! { <a class="link text-sm" href=format!("/app/orders/{order}")>{number}</a> });
    view! {
        <div class="min-w-0">
            <span class="block">{line.kind.label(lang())}</span>
            {order}
            {(!line.memo.is_empty()).then(|| view! { <span class="block text-sm text-muted">{line.memo}</span> })}
        </div>
    }
}
