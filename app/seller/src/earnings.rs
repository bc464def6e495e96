//! `/sell/earnings`: every held cent with its reason, its date and the next action; every released one with its fee.

use api::earnings::earnings;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::{
    earnings::{EarningLine, EarningTotals, EarningsView},
    escrow::InEscrow,
    events::Subject,
};
use ui::prelude::*;

#[component]
pub fn EarningsPage() -> impl IntoView {
    let query = use_query_map();
    let after = Memo::new(move |_| query.with(|query| query.get("after")));
    let (money, orders) = (live().version(Subject::Earnings, None), live().version(Subject::Order, None));
    let view = Resource::new(move || (after.get(), money.get(), orders.get()), |(after, ..)| earnings(None, after));
    view! {
        <PageHeader title=tr!("Earnings", "Einnahmen")
            lead=|| tr!("Where every cent is, why, and until when.", "Wo jeder Cent ist, warum und bis wann.")>
            <CsvLink path="/sell/earnings.csv" />
        </PageHeader>
        <Load from=view bones=Bones::Detail view=move |view| view! { <Everything view=view after=after.get_untracked() /> }.into_any() />
    }
}

#[component]
fn Everything(view: EarningsView, after: Option<String>) -> impl IntoView {
    let EarningsView { totals, held, released, .. } = view;
    let strips = totals.into_iter().map(|total| view! { <Totals total=total /> }).collect_view();
    let nothing = held.is_empty() && released.items.is_empty();
    if nothing {
        return view! {
            <div class="stack">
                {strips}
                <EmptyState icon=icondata::LuHandCoins title=tr!("Nothing earned yet", "Noch nichts verdient")
                    text=tr!("When a client pays, the money stands here in escrow; it becomes yours milestone by milestone.", "Sobald ein Kunde zahlt, steht das Geld hier als Treuhand; Meilenstein für Meilenstein wird es Ihres.")>
                    <LinkButton href="/sell/products">{tr!("Your products", "Ihre Produkte")}</LinkButton>
                </EmptyState>
            </div>
        }
        .into_any();
    }
    let held = (!held.is_empty()).then(|| view! {
        <Section title=tr!("In escrow", "Im Treuhandkonto") help=tr!("Paid by clients, not yet released. Each line says what makes it move.", "Von Kunden bezahlt, noch nicht freigegeben. Jede Zeile sagt, was sie weiterbringt.")>
            <DataTable caption=tr!("Money in escrow", "Geld im Treuhandkonto") columns=columns(false) rows=held />
        </Section>
    });
    let released = (!released.items.is_empty()).then(|| {
        let list = endless(released, after, |after| async move { earnings(None, after).await.map(|view| view.released) });
        view! {
        <Section title=tr!("Released", "Freigegeben") help=tr!("After the clearing period it is available.", "Nach der Klärungsfrist ist es verfügbar.")>
            <EndlessTable caption=tr!("Released money", "Freigegebenes Geld") columns=columns(true) list=list empty=|| () />
        </Section>
        }
    });
    view! { <div class="stack">{strips}{held}{released}</div> }.into_any()
}

/// Available, clearing and in escrow, summing to everything that is the seller's or will be.
#[component]
fn Totals(total: EarningTotals) -> impl IntoView {
    let InEscrow { gross, net } = total.in_escrow;
    let whole = model::Money::sum([total.available, total.clearing, net], total.currency).unwrap_or(total.available);
    let fee = gross.checked_sub(net).unwrap_or(net).format(lang());
    let of_escrow = gross.is_positive().then(|| {
        let (gross, net) = (gross.format(lang()), net.format(lang()));
        view! { <p class="mt-2 text-sm text-muted">{tr!("In escrow (gross): {gross}. Less {fee} in fees, {net} of it is yours.", "Im Treuhandkonto (brutto): {gross}. Abzüglich {fee} Gebühren gehören {net} davon Ihnen.")}</p> }
    });
    let next = total.next_clearing.map(|at| view! { <p class="mt-2 text-sm text-muted">{tr!("The next money becomes available: ", "Das nächste Geld wird verfügbar: ")}<Moment at=at /></p> });
    view! {
        <Card title=total.currency.code().to_owned()>
            <SplitStrip whole_label=tr!("Yours after fees", "Ihr Anteil nach Gebühren") whole=whole parts=vec![
                MoneyPart::new(tr!("Available", "Verfügbar"), total.available, Tone::Good),
                MoneyPart::new(tr!("Clearing", "In der Klärungsfrist"), total.clearing, Tone::Info),
                MoneyPart::new(tr!("In escrow, after fees", "Im Treuhandkonto, nach Gebühren"), net, Tone::Attention).note(tr!("until clients accept", "bis Kunden annehmen")),
            ] />
            {of_escrow}
            {next}
        </Card>
    }
}

fn columns(released: bool) -> Vec<Column<EarningLine>> {
    vec![
        Column::new(tr!("Milestone", "Meilenstein"), |line: &EarningLine| view! {
            <a class="link-quiet font-medium" href=format!("/sell/orders/{}", line.order)>{line.milestone.clone()}</a>
            <span class="block text-sm text-muted tabular-nums">{line.number.clone()}</span>
        })
        .main(),
        Column::new(tr!("Why", "Warum"), |line: &EarningLine| view! {
            <StateChip state=line.reason />
            <span class="mt-1 block text-sm text-muted">{line.reason.words(lang())}</span>
        }),
        Column::new(tr!("Next", "Als Nächstes"), |line: &EarningLine| {
            let until = line.until.map(|at| view! { <span class="block text-sm text-muted"><Moment at=at /></span> });
            view! { {line.reason.next_action(lang())}{until} }
        }),
        Column::new(if released { tr!("Gross", "Brutto") } else { tr!("In escrow (gross)", "Im Treuhandkonto (brutto)") }, |line: &EarningLine| { let money = line.gross; view! { <Amount money=money /> } })
            .right()
            .wide_only(),
        Column::new(tr!("Fee", "Gebühr"), |line: &EarningLine| { let money = line.fee; view! { <Amount money=money /> } }).right().wide_only(),
        Column::new(tr!("Yours after fees", "Ihr Anteil nach Gebühren"), |line: &EarningLine| { let money = line.net; view! { <span class="font-medium"><Amount money=money /></span> } }).right(),
    ]
}
