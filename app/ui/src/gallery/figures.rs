//! Money, figures, chips, charts.

use crate::prelude::*;
use leptos::prelude::*;
use model::{Currency, Money, deliveries::DeliverableStatus, orders::OrderStatus};

const fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::Eur)
}

fn euros(minor: i64) -> String {
    eur(minor).format(lang())
}

#[component]
pub(super) fn Figures() -> impl IntoView {
    let days = [120_00, 340_00, 90_00, 0, 510_00, 280_00, 720_00, 640_00, 410_00, 980_00, 860_00, 1_240_00_i64];
    let revenue: Vec<Point> =
        days.iter().enumerate().map(|(i, &v)| Point::new(format!("{}.11.", i + 1), v, euros(v))).collect();
    let fees: Vec<Point> =
        days.iter().enumerate().map(|(i, &v)| Point::new(format!("{}.11.", i + 1), v / 8, euros(v / 8))).collect();
    let both = vec![Series::new(tr!("Revenue", "Umsatz"), revenue), Series::new(tr!("Fees", "Gebühren"), fees)];
    let again = both.clone();
    view! {
        <Section title=tr!("Where the money is", "Wo das Geld ist")>
            <div class="grid gap-4">
                <Card>
                    <MoneyStrip paid=eur(1_800_00) escrow=eur(900_00) released=eur(600_00) refunded=eur(300_00)
                        escrow_note=tr!("until you accept milestone 2", "bis Sie Meilenstein 2 annehmen") />
                </Card>
                <Card title=tr!("Earnings", "Einnahmen")>
                    <SplitStrip whole_label=tr!("Yours", "Ihr Anteil") whole=eur(3_210_40) parts=vec![
                        MoneyPart::new(tr!("Available", "Verfügbar"), eur(2_100_00), Tone::Good).note(tr!("can be paid out now", "kann ausgezahlt werden")),
                        MoneyPart::new(tr!("Clearing", "In der Klärungsfrist"), eur(810_40), Tone::Info).note(tr!("free on 3 Dec", "frei am 3. Dez.")),
                        MoneyPart::new(tr!("On its way", "Unterwegs"), eur(300_00), Tone::Brand).note(tr!("to your bank", "zu Ihrer Bank")),
                    ] />
                </Card>
                <StatRow>
                    <Stat label=tr!("In escrow", "Im Treuhandkonto") href="/gallery" note=|| tr!("3 orders", "3 Aufträge")><Amount money=eur(4_350_00) /></Stat>
                    <Stat label=tr!("Wallet", "Guthaben")><Amount money=eur(120_50) /></Stat>
                    <Stat label=tr!("Needs you", "Wartet auf Sie") tone=Tone::Attention>"2"</Stat>
                    <Stat label=tr!("Last 30 days", "Letzte 30 Tage") note=|| view! { <Sparkline values=vec![3, 5, 4, 8, 7, 12] label=tr!("rising", "steigend") /> }>"38"</Stat>
                </StatRow>
                <p class="flex flex-wrap gap-4">
                    <Amount money=eur(450_00) signed=true /> <Amount money=eur(-1_299_00) signed=true />
                    <Amount money=Money::new(1_500, Currency::Jpy) /> <Amount money=Money::new(1_234_567, Currency::Kwd) />
                </p>
            </div>
        </Section>
        <Section title=tr!("States and marks", "Zustände und Zeichen")>
            <div class="flex flex-wrap gap-2">
                {OrderStatus::ALL.iter().map(|state| view! { <StateChip state=*state /> }).collect_view()}
                {DeliverableStatus::ALL.iter().map(|state| view! { <StateChip state=*state /> }).collect_view()}
                <Chip label=tr!("Brand", "Marke") tone=Tone::Brand />
            </div>
            <div class="mt-4 flex flex-wrap items-center gap-4">
                <Avatar name="Mara Lindqvist" /> <Avatar name="Jonas Weber" size="size-10" /> <Avatar name="Nordlicht Studio" size="size-12" />
                <Rating tenths=48 count=132 /> <Rating tenths=0 count=0 />
                <RatingInput name="stars" legend=tr!("Your rating", "Ihre Bewertung") value=4 />
            </div>
        </Section>
        <Section title=tr!("Charts", "Diagramme")>
            <div class="grid gap-4 md:grid-cols-2">
                <Card><LineChart title=tr!("Revenue", "Umsatz") summary=tr!("rising over twelve days", "steigt über zwölf Tage")
                    series=both.clone() format=euros /></Card>
                <Card><BarChart title=tr!("Per day", "Pro Tag") summary=tr!("most on the twelfth", "am meisten am zwölften")
                    series=again.clone() format=euros /></Card>
            </div>
        </Section>
    }
}
