//! The order page: state, next action, money, milestones with their work, what was agreed, and the timeline.

use crate::{
    agree::Agreements,
    answers::Questions,
    base,
    brief::Brief,
    chat::OrderRoom,
    context::{provide_order, the_order},
    dispute_on_order::{DisputeBanner, OpenDisputeLink},
    feedback::FeedbackPart,
    head::{Head, NextAction},
    milestone::Milestones,
    staff::StaffPart,
    timeline::TimelinePart,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::{OrderId, Party, Problem, orders::OrderView};
use ui::prelude::*;

/// The page, as seen from one side; the address names the order.
#[component]
pub fn OrderPage(side: Party) -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse::<OrderId>().ok())));
    let order = Resource::new_blocking(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => api::orders::order(id).await,
                None => Err(Problem::NotFound.into()),
            }
        },
    );
    view! { <Load from=order bones=Bones::Detail main=true view=move |order| view! { <Whole order=order side=side /> }.into_any() /> }
}

#[component]
fn Whole(order: OrderView, side: Party) -> impl IntoView {
    let crumbs = vec![
        Crumb::new(
            if side == Party::Client { tr!("Your orders", "Ihre Aufträge") } else { tr!("Orders", "Aufträge") },
            base(side),
        ),
        Crumb::here(order.number.clone()),
    ];
    let the = provide_order(order);
    let title = the.order.with_untracked(|order| order.title.clone());
    view! {
        <PageHeader title=title crumbs=crumbs lead=move || view! { <Head /> } />
        <div class="stack">
            <NextAction />
            <DisputeBanner />
            <Money />
            <Questions />
        </div>
        <div class="two-cols mt-6">
            <div class="stack">
                <Milestones />
                <FeedbackPart />
            </div>
            <div class="stack">
                <OrderRoom side=side />
                <Brief />
                <Agreements />
                <OpenDisputeLink />
                <StaffPart />
                <TimelinePart />
            </div>
        </div>
    }
}

/// Paid, and where it is now.
#[component]
fn Money() -> impl IntoView {
    let money = the_order().part(|order| (order.money, order.status, order.commission, order.in_escrow()));
    move || {
        let (money, status, commission, in_escrow) = money.get();
        if money.paid.is_zero() {
            return ().into_any();
        }
        let viewer = the_order().viewer();
        let note = match (!money.held.is_zero() && status.is_paid_and_open(), viewer) {
            (true, Party::Client) => tr!("until you accept", "bis Sie annehmen"),
            (true, _) => tr!("until the client accepts", "bis der Kunde annimmt"),
            _ => String::new(),
        };
        let gross = viewer != Party::Client;
        let waiting = in_escrow.filter(|sum| gross && sum.gross.is_positive()).map(|sum| {
            let (whole, net) = (sum.gross.format(lang()), sum.net.format(lang()));
            let words = match viewer {
                Party::Seller => tr!(
                    "Of {whole} in escrow (gross), {net} is yours after fees.",
                    "Von {whole} im Treuhandkonto (brutto) gehören nach Gebühren {net} Ihnen."
                ),
                _ => tr!(
                    "Of {whole} in escrow (gross), {net} is the seller's after fees.",
                    "Von {whole} im Treuhandkonto (brutto) gehören nach Gebühren {net} dem Anbieter."
                ),
            };
            view! { <p class="mt-2 text-sm text-muted">{words}</p> }
        });
        let fee = (gross && money.released.is_positive()).then(|| {
            let (fee, rate) = (money.fee.format(lang()), commission.map(|bps| bps.format(lang())).unwrap_or_default());
            let net = money.released.checked_sub(money.fee).map(|net| net.format(lang())).unwrap_or_default();
            let words = match viewer {
                Party::Seller => tr!(
                    "Of the released money {net} is yours; {fee} is the platform's fee ({rate}).",
                    "Vom freigegebenen Geld gehören {net} Ihnen; {fee} sind die Gebühr der Plattform ({rate})."
                ),
                _ => tr!(
                    "Of the released money {net} is the seller's; {fee} is the platform's fee ({rate}).",
                    "Vom freigegebenen Geld gehören {net} dem Anbieter; {fee} sind die Gebühr der Plattform ({rate})."
                ),
            };
            view! { <p class="mt-2 text-sm text-muted">{words}</p> }
        });
        view! {
            <section aria-label=tr!("Money of this order", "Geld dieses Auftrags")>
                <MoneyStrip paid=money.paid escrow=money.held released=money.released refunded=money.refunded escrow_note=note gross=gross />
                {waiting}
                {fee}
            </section>
        }
        .into_any()
    }
}
