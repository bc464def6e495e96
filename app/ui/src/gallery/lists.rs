//! Tables, timelines, steps, tabs.

use crate::prelude::*;
use leptos::prelude::*;
use model::{Currency, Money, orders::OrderStatus};
use time::macros::datetime;

struct Row {
    number: &'static str,
    what: &'static str,
    who: &'static str,
    status: OrderStatus,
    total: i64,
}

#[component]
pub(super) fn Lists() -> impl IntoView {
    let rows = vec![
        Row {
            number: "ORD-2026-000123",
            what: "Brand identity, standard",
            who: "Nordlicht Studio",
            status: OrderStatus::Active,
            total: 1_800_00,
        }, // same in every language
        Row {
            number: "ORD-2026-000122",
            what: "SEO audit of one site",
            who: "Rankwerk",
            status: OrderStatus::Delivered,
            total: 349_00,
        },
        Row {
            number: "ORD-2026-000117",
            what: "Landing page with copy",
            who: "Pixel & Partner",
            status: OrderStatus::Completed,
            total: 2_450_00,
        },
    ];
    let picks = Picks::new("gallery-many");
    let all = rows.iter().map(|row| row.number.to_owned()).collect();
    let columns = vec![
        picks.column(|row: &Row| row.number.to_owned(), |row: &Row| row.what.to_owned()),
        Column::new(
            tr!("Order", "Auftrag"),
            |row: &Row| view! { <a class="link-quiet" href="/gallery">{row.what}</a> },
        )
        .main(),
        Column::new(tr!("Total", "Summe"), |row: &Row| view! { <Amount money=Money::new(row.total, Currency::Eur) /> })
            .right()
            .sort("?sort=total", Some(false)),
        Column::new(tr!("Number", "Nummer"), |row: &Row| row.number).wide_only(),
        Column::new(tr!("Seller", "Anbieter"), |row: &Row| row.who),
        Column::new(tr!("State", "Stand"), |row: &Row| view! { <StateChip state=row.status /> }),
        Column::new("", |_: &Row| view! { <Button size=Size::Small>{tr!("Open", "Öffnen")}</Button> }).actions(),
    ];
    let entries = vec![
        TimelineEntry::new(
            datetime!(2026-11-21 09:40 UTC),
            tr!("Nordlicht Studio submitted milestone 2", "Nordlicht Studio hat Meilenstein 2 eingereicht"),
            Tone::Attention,
        )
        .detail(tr!("“Three routes, my favourite is the second.”", "„Drei Wege, mein Favorit ist der zweite.“")),
        TimelineEntry::new(
            datetime!(2026-11-18 15:02 UTC),
            tr!(
                "You accepted milestone 1; €600.00 released",
                "Sie haben Meilenstein 1 angenommen; 600,00 € freigegeben"
            ),
            Tone::Good,
        )
        .icon(icondata::LuHandCoins),
        TimelineEntry::new(
            datetime!(2026-11-10 08:00 UTC),
            tr!("You paid €1,800.00 into escrow", "Sie haben 1.800,00 € auf das Treuhandkonto gezahlt"),
            Tone::Neutral,
        )
        .icon(icondata::LuLock),
    ];
    view! {
        <Section title=tr!("Lists", "Listen")>
            <Tabs label=tr!("Orders by state", "Aufträge nach Stand") tabs=vec![
                Tab::new(tr!("All", "Alle"), "/gallery", true).count(12), Tab::new(tr!("Needs you", "Wartet auf Sie"), "/gallery?tab=1", false).count(2), Tab::new(tr!("Done", "Erledigt"), "/gallery?tab=2", false),
            ] />
            <BulkBar picks=picks all=all>
                <form id="gallery-many" action="/gallery"><Button kind="submit" size=Size::Small icon=icondata::LuArchive>{tr!("Put away", "Weglegen")}</Button></form>
            </BulkBar>
            <DataTable caption=tr!("Orders", "Aufträge") columns=columns rows=rows />
            <NextPage next=Some("cursor".to_owned()) />
        </Section>
        <div class="two-cols">
            <Card title=tr!("What happened", "Was geschah")><Timeline entries=entries /></Card>
            <div class="stack">
                <Checklist title=tr!("First steps", "Erste Schritte") tasks=vec![
                    Task { label: tr!("Confirm your e-mail", "E-Mail bestätigen"), help: String::new(), done: true, href: "/gallery".to_owned() },
                    Task { label: tr!("Add your first product", "Erstes Produkt anlegen"), help: tr!("Takes about five minutes.", "Dauert etwa fünf Minuten."), done: false, href: "/gallery".to_owned() },
                ] />
                <Card title=tr!("Facts", "Fakten")>
                    <Facts>
                        <Fact label=tr!("Number", "Nummer")>"ORD-2026-000123"</Fact> // same in every language
                        <Fact label=tr!("Due", "Fällig")><Moment at=datetime!(2026-12-03 12:00 UTC) absolute=true /></Fact>
                        <Fact label=tr!("Seller", "Anbieter")><a class="link" href="/gallery">"Nordlicht Studio"</a></Fact> // same in every language
                    </Facts>
                </Card>
            </div>
        </div>
        <Section title=tr!("Steps and progress", "Schritte und Fortschritt")>
            <Card>
                <div class="stack">
                    <Steps steps=vec![
                        (tr!("Paid", "Bezahlt"), StepState::Done, None),
                        (tr!("Answers", "Angaben"), StepState::Done, None),
                        (tr!("In work", "In Arbeit"), StepState::Current, None),
                        (tr!("Delivered", "Geliefert"), StepState::Next, None),
                        (tr!("Completed", "Abgeschlossen"), StepState::Next, None),
                    ] />
                    <Progress percent=Some(64) label=tr!("Importing products: line 641 of 1,000", "Produkte werden eingelesen: Zeile 641 von 1.000") />
                </div>
            </Card>
        </Section>
    }
}
