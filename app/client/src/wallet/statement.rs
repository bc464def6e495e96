//! Every movement of the wallet, newest first; more comes while scrolling, the CSV has it all.

use api::wallets::wallet_statement;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::{Currency, ledger::StatementLine};
use ui::prelude::*;

#[component]
pub fn Statement(currency: Memo<Currency>, changed: Signal<u64>) -> impl IntoView {
    let query = use_query_map();
    let after = Memo::new(move |_| query.with(|query| query.get("after")));
    let page =
        Resource::new(move || (currency.get(), after.get()), |(currency, after)| wallet_statement(currency, after));
    let download = || view! { <CsvLink path="/app/wallet/statement.csv" /> };
    view! {
        <Section title=tr!("Statement", "Kontoauszug") action=download>
            <Load from=page bones=Bones::Rows(6) view=move |page| {
                let (currency, after) = (currency.get_untracked(), after.get_untracked());
                let first = after.is_none();
                let list = endless(page, after, move |after| wallet_statement(currency, after)).follow(changed);
                view! { <Lines list=list first=first /> }.into_any()
            } />
        </Section>
    }
}

#[component]
fn Lines(list: Endless<StatementLine>, first: bool) -> impl IntoView {
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
    let empty = || {
        view! {
            <EmptyState icon=icondata::LuReceipt title=tr!("No movements yet", "Noch keine Bewegungen")
                text=tr!("Top-ups, payments into escrow and refunds appear here with the balance after each.", "Aufladungen, Zahlungen ins Treuhandkonto und Erstattungen erscheinen hier, jeweils mit dem Stand danach.") />
        }
    };
    view! {
        {(!first).then(|| view! { <p class="mb-2"><a class="link" href="/app/wallet">{tr!("Back to the newest", "Zurück zu den neuesten")}</a></p> })}
        <EndlessTable caption=tr!("Statement", "Kontoauszug") columns=columns list=list empty=empty />
    }
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
