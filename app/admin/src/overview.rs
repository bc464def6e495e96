//! `/admin`: how the project stands. What needs staff first, then the money, then thirty days.

use api::overview::admin_overview;
use leptos::prelude::*;
use model::{
    Currency, Money,
    events::Subject,
    overview::{AdminOverview, DayFigures},
};
use ui::{
    charts::{day_label, money_axis},
    prelude::*,
};

/// The page.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let (orders, payments) = (live().version(Subject::Order, None), live().version(Subject::Payment, None));
    let overview = Resource::new(move || (orders.get(), payments.get()), |_| admin_overview());
    view! {
        <PageHeader title=tr!("Overview", "Übersicht") />
        <Load from=overview bones=Bones::Detail view=|overview| view! { <Page overview=overview /> }.into_any() />
    }
}

#[component]
fn Page(overview: AdminOverview) -> impl IntoView {
    let currency = overview.currency;
    let sum = |figure: fn(&DayFigures) -> Money| DayFigures::total(&overview.days, figure, currency);
    let (gmv, fees, paid) =
        (sum(|day| day.gmv), sum(|day| day.fee), overview.days.iter().map(|day| day.orders).sum::<i64>());
    let orders = overview.orders;
    let (days, days_again) = (overview.days.clone(), overview.days.clone());
    let held_in = orders.waiting + orders.active + orders.delivered + orders.stuck;
    view! {
        <div class="stack">
            <Attention overview=overview.clone() />
            <StatRow>
                <Stat label=tr!("Sold in 30 days", "Verkauft in 30 Tagen") note=move || if paid == 1 { tr!("1 order paid", "1 bezahlter Auftrag") } else { tr!("{paid} orders paid", "{paid} bezahlte Aufträge") }><Amount money=gmv /></Stat>
                <Stat label=tr!("Your fees in 30 days", "Ihre Gebühren in 30 Tagen") note=|| tr!("from released milestones", "aus freigegebenen Meilensteinen")><Amount money=fees /></Stat>
                <Stat label=tr!("In escrow (gross)", "Im Treuhandkonto (brutto)") note=move || if held_in == 1 { tr!("for 1 open order", "für einen offenen Auftrag") } else { tr!("for {held_in} open orders", "für {held_in} offene Aufträge") }><Amount money=overview.escrow_held /></Stat>
                <Stat label=tr!("Owed to sellers", "Den Anbietern geschuldet") note=|| tr!("clearing or available", "in der Klärungsfrist oder verfügbar")><Amount money=overview.owed_to_sellers /></Stat>
            </StatRow>
            <div class="grid gap-6 lg:grid-cols-2">
                <Card><Sales days=days currency=currency /></Card>
                <Card><Fees days=days_again currency=currency /></Card>
            </div>
            <Section title=tr!("Orders", "Aufträge") action=|| view! { <a class="link" href="/admin/orders">{tr!("All orders", "Alle Aufträge")}</a> }>
                <StatRow>
                    <Stat label=tr!("Not paid yet", "Noch nicht bezahlt") href="/admin/orders?status=pending_payment">{orders.unpaid}</Stat>
                    <Stat label=tr!("Waiting for answers", "Warten auf Angaben") href="/admin/orders?status=pending">{orders.waiting}</Stat>
                    <Stat label=tr!("In work", "In Arbeit") href="/admin/orders?status=active">{orders.active}</Stat>
                    <Stat label=tr!("To approve", "Zur Freigabe") href="/admin/orders?status=delivered">{orders.delivered}</Stat>
                    <Stat label=tr!("Completed in 30 days", "Abgeschlossen in 30 Tagen") href="/admin/orders?status=completed">{orders.completed}</Stat>
                    <Stat label=tr!("Ended early in 30 days", "Vorzeitig beendet in 30 Tagen")>{orders.ended_early}</Stat>
                </StatRow>
            </Section>
        </div>
    }
}

/// One line per thing that waits for staff, with the way to it; a calm word when nothing does.
#[component]
fn Attention(overview: AdminOverview) -> impl IntoView {
    let many = |n: i64| if n >= 100 { "100+".to_owned() } else { n.to_string() };
    let lines = [
        (
            overview.orders.late,
            tr!("Orders that are late", "Verspätete Aufträge"),
            "/admin/orders?late=true",
            Tone::Attention,
            icondata::LuClock,
        ),
        (
            overview.orders.stuck,
            tr!("Orders on hold or disputed", "Angehaltene oder strittige Aufträge"),
            "/admin/orders?status=on_hold",
            Tone::Attention,
            icondata::LuPause,
        ),
        (
            overview.products_in_review,
            tr!("Products to review", "Produkte zur Prüfung"),
            "/admin/products?status=in_review",
            Tone::Attention,
            icondata::LuPackage,
        ),
        (
            overview.sellers_pending,
            tr!("Sellers to approve", "Anbieter zur Zulassung"),
            "/admin/sellers?status=pending_approval",
            Tone::Attention,
            icondata::LuStore,
        ),
        (
            overview.failing_webhooks,
            tr!(
                "Payment messages that could not be applied",
                "Zahlungsmeldungen, die nicht verarbeitet werden konnten"
            ),
            "/admin/webhooks?status=failed",
            Tone::Danger,
            icondata::LuWebhook,
        ),
        (
            overview.failing_jobs,
            tr!("Jobs that failed for good", "Endgültig gescheiterte Hintergrundaufgaben"),
            "/admin/jobs?state=failed",
            Tone::Danger,
            icondata::LuListChecks,
        ),
    ];
    let items: Vec<_> = lines
        .into_iter()
        .filter(|(n, ..)| *n > 0)
        .map(|(n, text, href, tone, glyph)| {
            view! {
                <li>
                    <a href=href class="flex items-center gap-3 px-4 py-3 hover:bg-base-200">
                        <span class=format!("event-dot {}", tone.class())><Icon glyph=glyph /></span>
                        <span class="grow font-medium">{text}</span>
                        <span class="tabular-nums font-medium">{many(n)}</span>
                        <Icon glyph=icondata::LuChevronRight class="text-muted" />
                    </a>
                </li>
            }
        })
        .collect();
    if items.is_empty() {
        return view! { <Notice tone=Tone::Good title=tr!("Nothing waits for you", "Nichts wartet auf Sie")>{tr!("No late orders, no failed payments or jobs, nothing to review.", "Keine verspäteten Aufträge, keine gescheiterten Zahlungen oder Aufgaben, nichts zu prüfen.")}</Notice> }.into_any();
    }
    view! { <Card title=tr!("Needs you", "Wartet auf Sie") flush=true><ul class="divide-y divide-base-200">{items}</ul></Card> }.into_any()
}

#[component]
fn Sales(days: Vec<DayFigures>, currency: Currency) -> impl IntoView {
    let points =
        days.iter().map(|day| Point::new(day_label(&day.day), day.gmv.minor, day.gmv.format(lang()))).collect();
    let total = DayFigures::total(&days, |day| day.gmv, currency).format(lang());
    view! {
        <BarChart
            title=tr!("Sold per day", "Verkauft pro Tag")
            summary=tr!("What clients paid for per day, {total} in 30 days.", "Was Kunden pro Tag bezahlt haben, {total} in 30 Tagen.")
            series=vec![Series::new(tr!("Sold", "Verkauft"), points)]
            format=money_axis(currency)
        />
    }
}

#[component]
fn Fees(days: Vec<DayFigures>, currency: Currency) -> impl IntoView {
    let points = |figure: fn(&DayFigures) -> Money| {
        days.iter()
            .map(|day| Point::new(day_label(&day.day), figure(day).minor, figure(day).format(lang())))
            .collect::<Vec<_>>()
    };
    let total = DayFigures::total(&days, |day| day.released, currency).format(lang());
    view! {
        <LineChart
            title=tr!("Released per day", "Freigegeben pro Tag")
            summary=tr!("What was released to sellers per day, and your fee of it; {total} in 30 days.", "Was pro Tag an Anbieter freigegeben wurde und Ihre Gebühr davon; {total} in 30 Tagen.")
            series=vec![Series::new(tr!("Released", "Freigegeben"), points(|day| day.released)), Series::new(tr!("Your fee", "Ihre Gebühr"), points(|day| day.fee))]
            format=money_axis(currency)
        />
    }
}
