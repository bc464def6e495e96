//! `/app`: what waits for you, where your money is, and what others are working on.

use api::overview::client_overview;
use leptos::prelude::*;
use model::{Party, events::Subject, overview::ClientOverview};
use ui::prelude::*;

/// The page.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let (orders, wallet) = (live().version(Subject::Order, None), live().version(Subject::Wallet, None));
    let overview = Resource::new(move || (orders.get(), wallet.get()), |_| client_overview());
    view! {
        <PageHeader title=tr!("Overview", "Übersicht")>
            <LinkButton href="/search" look=Look::Primary icon=icondata::LuSearch>{tr!("Find a service", "Leistung finden")}</LinkButton>
        </PageHeader>
        <div class="stack">
            <order::Waiting side=Party::Client />
            <Load from=overview bones=Bones::Detail view=|overview| view! { <Page overview=overview /> }.into_any() />
        </div>
    }
}

#[component]
fn Page(overview: ClientOverview) -> impl IntoView {
    let ClientOverview { wallet, in_escrow, spent, orders, has_ordered, has_topped_up } = overview;
    let verified = untrack(|| me().with(|viewer| viewer.person.as_ref().is_some_and(|person| person.email_verified)));
    let tasks = vec![
        Task {
            label: tr!("Confirm your e-mail address", "Bestätigen Sie Ihre E-Mail-Adresse"),
            help: tr!("So that sellers and receipts reach you.", "Damit Anbieter und Belege Sie erreichen."),
            done: verified,
            href: "/app/settings".to_owned(),
        },
        Task {
            label: tr!("Order your first service", "Bestellen Sie Ihre erste Leistung"),
            help: tr!(
                "Your money stays in escrow until you approve the work.",
                "Ihr Geld bleibt im Treuhandkonto, bis Sie die Arbeit freigeben."
            ),
            done: has_ordered,
            href: "/search".to_owned(),
        },
        Task {
            label: tr!("Put money into your wallet", "Laden Sie Ihr Guthaben auf"),
            help: tr!("Optional: it makes paying one click.", "Freiwillig: Damit zahlen Sie mit einem Klick."),
            done: has_topped_up,
            href: "/app/wallet".to_owned(),
        },
        Task {
            label: tr!("Approve a delivery", "Geben Sie eine Lieferung frei"),
            help: tr!(
                "You see the work first; then the money goes to the seller.",
                "Sie sehen zuerst die Arbeit; dann geht das Geld an den Anbieter."
            ),
            done: orders.completed > 0,
            href: "/app/orders".to_owned(),
        },
    ];
    let mut wallets = wallet.into_iter();
    let first = wallets.next();
    let others: Vec<String> = wallets.map(|money| money.format(lang())).collect();
    let in_other = move || {
        if others.is_empty() { tr!("ready to spend", "sofort verfügbar") } else { format!("+ {}", others.join(" + ")) }
    };
    let open = orders.waiting + orders.active + orders.delivered + orders.stuck;
    let late = orders.late;
    let in_time =
        move || if late > 0 { tr!("{late} late", "{late} verspätet") } else { tr!("all in time", "alle im Zeitplan") };
    let held_for = move || match open {
        1 => tr!("held for 1 open order until you approve", "für einen offenen Auftrag, bis Sie freigeben"),
        _ => tr!("held for {open} open orders until you approve", "für {open} offene Aufträge, bis Sie freigeben"),
    };
    view! {
        <div class="stack">
            <Checklist title=tr!("First steps", "Erste Schritte") tasks=tasks />
            <StatRow>
                <Stat label=tr!("Wallet", "Guthaben") href="/app/wallet" note=in_other>{first.map(|money| view! { <Amount money=money /> })}</Stat>
                <Stat label=tr!("In escrow", "Im Treuhandkonto") note=held_for><Amount money=in_escrow /></Stat>
                <Stat label=tr!("Spent in 30 days", "Ausgegeben in 30 Tagen") note=|| tr!("orders you paid, less what came back", "bezahlte Aufträge ohne Erstattetes")><Amount money=spent /></Stat>
            </StatRow>
            <Section title=tr!("Your orders", "Ihre Aufträge") action=|| view! { <a class="link" href="/app/orders">{tr!("All orders", "Alle Aufträge")}</a> }>
                <StatRow>
                    <Stat label=tr!("To pay", "Zu bezahlen") href="/app/orders?status=pending_payment">{orders.unpaid}</Stat>
                    <Stat label=tr!("Waiting for your answers", "Warten auf Ihre Angaben") href="/app/orders?status=pending">{orders.waiting}</Stat>
                    <Stat label=tr!("In work", "In Arbeit") href="/app/orders?status=active"
                        note=in_time
                    >{orders.active}</Stat>
                    <Stat label=tr!("To approve", "Freizugeben") href="/app/orders?status=delivered">{orders.delivered}</Stat>
                    <Stat label=tr!("Completed in 30 days", "Abgeschlossen in 30 Tagen") href="/app/orders?status=completed">{orders.completed}</Stat>
                </StatRow>
            </Section>
        </div>
    }
}
