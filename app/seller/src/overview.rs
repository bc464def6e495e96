//! `/sell`: what is yours, what is on its way, and what waits for you.

use api::overview::seller_overview;
use leptos::prelude::*;
use model::{
    Money, Party,
    events::Subject,
    overview::{EarnedDay, SellerOverview},
};
use ui::{
    charts::{day_label, money_axis},
    prelude::*,
};

/// The page.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let (orders, earnings) = (live().version(Subject::Order, None), live().version(Subject::Earnings, None));
    let overview = Resource::new(move || (orders.get(), earnings.get()), |_| seller_overview());
    view! {
        <PageHeader title=tr!("Overview", "Übersicht")>
            <LinkButton href="/sell/products/new" look=Look::Primary icon=icondata::LuPlus>{tr!("New product", "Neues Produkt")}</LinkButton>
        </PageHeader>
        <div class="stack">
            <order::Waiting side=Party::Seller />
            <Load from=overview bones=Bones::Detail view=|overview| view! { <Page overview=overview /> }.into_any() />
        </div>
    }
}

#[component]
fn Page(overview: SellerOverview) -> impl IntoView {
    let SellerOverview { available, clearing, next_clearing, in_escrow, orders, days, products, rating } = overview;
    let clears = move || match next_clearing {
        Some(at) => view! { {tr!("next part clears", "nächster Teil wird frei")}" "<Moment at=at /> }.into_any(),
        None => tr!("nothing is waiting", "nichts in der Klärungsfrist").into_any(),
    };
    let (sum, count) = rating;
    let tenths = u32::try_from(if count > 0 { (sum * 10 + count / 2) / count } else { 0 }).unwrap_or(0);
    let late = orders.late;
    let net = in_escrow.net.format(lang());
    let after_fees = move || tr!("{net} yours after fees", "{net} nach Gebühren Ihres");
    let tasks = vec![
        Task {
            label: tr!("Describe your first service", "Beschreiben Sie Ihre erste Leistung"),
            help: tr!(
                "What you do, for how much, in how many days.",
                "Was Sie tun, für wie viel, in wie vielen Tagen."
            ),
            done: products.draft + products.in_review + products.published + products.paused > 0,
            href: "/sell/products/new".to_owned(),
        },
        Task {
            label: tr!("Publish it", "Veröffentlichen Sie sie"),
            help: tr!("Then clients can find and order it.", "Dann können Kunden sie finden und bestellen."),
            done: products.published > 0,
            href: "/sell/products".to_owned(),
        },
        Task {
            label: tr!("Earn for the first time", "Zum ersten Mal verdienen"),
            help: tr!(
                "Deliver a milestone; its money is released when the client approves.",
                "Liefern Sie einen Meilenstein; das Geld wird frei, wenn der Kunde ihn freigibt."
            ),
            done: available.is_positive()
                || clearing.is_positive()
                || count > 0
                || days.iter().any(|day| day.net.is_positive()),
            href: "/sell/orders".to_owned(),
        },
    ];
    view! {
        <div class="stack">
            <Checklist title=tr!("First steps", "Erste Schritte") tasks=tasks />
            {(late > 0).then(|| view! {
                <Notice tone=Tone::Attention title=if late == 1 { tr!("One of your orders is late", "Einer Ihrer Aufträge ist verspätet") } else { tr!("{late} of your orders are late", "{late} Ihrer Aufträge sind verspätet") }
                    action=|| view! { <LinkButton size=Size::Small href="/sell/orders?late=true">{tr!("Show them", "Ansehen")}</LinkButton> }
                >{tr!("Deliver, or agree with the client on more time.", "Liefern Sie, oder vereinbaren Sie mit dem Kunden mehr Zeit.")}</Notice>
            })}
            <StatRow>
                <Stat label=tr!("Available", "Verfügbar") href="/sell/earnings" note=|| tr!("yours to pay out", "gehört Ihnen, auszahlbar") tone=Tone::Good><Amount money=available /></Stat>
                <Stat label=tr!("Clearing", "In der Klärungsfrist") href="/sell/earnings" note=clears><Amount money=clearing /></Stat>
                <Stat label=tr!("In escrow (gross)", "Im Treuhandkonto (brutto)") href="/sell/earnings" note=after_fees><Amount money=in_escrow.gross /></Stat>
                <Stat label=tr!("Rating", "Bewertung")><Rating tenths=tenths count=u32::try_from(count).unwrap_or(u32::MAX) /></Stat>
            </StatRow>
            <Card><Earned days=days currency_of=available /></Card>
            <Section title=tr!("Orders", "Aufträge") action=|| view! { <a class="link" href="/sell/orders">{tr!("All orders", "Alle Aufträge")}</a> }>
                <StatRow>
                    <Stat label=tr!("Waiting for answers", "Warten auf Angaben") href="/sell/orders?status=pending">{orders.waiting}</Stat>
                    <Stat label=tr!("In work", "In Arbeit") href="/sell/orders?status=active">{orders.active}</Stat>
                    <Stat label=tr!("With the client", "Beim Kunden") href="/sell/orders?status=delivered">{orders.delivered}</Stat>
                    <Stat label=tr!("Completed in 30 days", "Abgeschlossen in 30 Tagen") href="/sell/orders?status=completed">{orders.completed}</Stat>
                    <Stat label=tr!("Published products", "Veröffentlichte Produkte") href="/sell/products">{products.published}</Stat>
                </StatRow>
            </Section>
        </div>
    }
}

#[component]
fn Earned(days: Vec<EarnedDay>, currency_of: Money) -> impl IntoView {
    let currency = currency_of.currency;
    let points = |figure: fn(&EarnedDay) -> Money| {
        days.iter()
            .map(|day| Point::new(day_label(&day.day), figure(day).minor, figure(day).format(lang())))
            .collect::<Vec<_>>()
    };
    let total = Money::sum(days.iter().map(|day| day.net), currency).unwrap_or(Money::zero(currency)).format(lang());
    view! {
        <BarChart
            title=tr!("Released to you in 30 days: {total}", "In 30 Tagen für Sie freigegeben: {total}")
            summary=tr!("What was released to you per day after the fee, {total} in 30 days.", "Was pro Tag nach Abzug der Gebühr für Sie freigegeben wurde, {total} in 30 Tagen.")
            series=vec![Series::new(tr!("Released to you", "Für Sie freigegeben"), points(|day| day.net))]
            format=money_axis(currency)
        />
    }
}
