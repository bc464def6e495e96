//! `/admin/payments/{id}`: one payment with what the gateway said and what went back.

use super::{
    inbox::EventTable,
    purpose,
    refund::{Draft, RefundForm},
};
use api::payments::{RefundPayment, payment_detail};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::{
    PaymentId, Problem,
    events::Subject,
    payments::{PaidOrder, PaymentDetail, Purpose, RefundView},
};
use ui::prelude::*;

#[component]
pub fn PaymentPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse::<PaymentId>().ok())));
    let refund = ServerAction::<RefundPayment>::new();
    toast_result(refund.value(), |refund| {
        let amount = refund.amount.format(lang());
        tr!("{amount} are on their way back.", "{amount} sind auf dem Rückweg.")
    });
    let draft = Draft::new(refund);
    let (changed, sent) = (live().version(Subject::Payment, None), super::successes(api::value_of(refund)));
    let detail = Resource::new_blocking(
        move || (id.get(), changed.get(), sent.get()),
        |(id, ..)| async move {
            match id {
                Some(id) => payment_detail(id).await,
                None => Err(Problem::NotFound.into()),
            }
        },
    );
    view! {
        <PageHeader title=tr!("Payment", "Zahlung") crumbs=vec![Crumb::new(tr!("Payments", "Zahlungen"), "/admin/payments")] />
        <Load from=detail bones=Bones::Detail main=true view=move |detail| view! { <Detail detail=detail draft=draft refund=refund /> }.into_any() />
    }
}

#[component]
fn Detail(detail: PaymentDetail, draft: Draft, refund: ServerAction<RefundPayment>) -> impl IntoView {
    let PaymentDetail {
        payment,
        payer,
        payer_email,
        reference,
        refundable,
        wallet,
        can_refund,
        orders,
        refunds,
        events,
    } = detail;
    let failure = payment.failure.as_ref().map(text_of);
    let refunded = payment.refunded;
    let (count, to) = (refunds.len(), payer.clone());
    view! {
        <div class="two-cols">
            <div class="stack">
                <Card>
                    <Facts>
                        <Fact label=tr!("Amount", "Betrag")><Amount money=payment.amount /></Fact>
                        <Fact label=tr!("State", "Stand")><StateChip state=payment.status /></Fact>
                        {failure.map(|failure| view! { <Fact label=tr!("Why", "Warum")>{failure}</Fact> })}
                        <Fact label=tr!("Payer", "Zahler")>{payer}" · "{payer_email}</Fact>
                        <Fact label=tr!("For", "Wofür")>{what_for(payment.purpose, orders)}</Fact>
                        <Fact label=tr!("Gateway", "Gateway")>{payment.gateway_name.clone()}</Fact>
                        {reference.map(|reference| view! { <Fact label=tr!("Reference there", "Referenz dort")><code class="break-all">{reference}</code></Fact> })}
                        <Fact label=tr!("Started", "Begonnen")><Moment at=payment.created_at absolute=true /></Fact>
                        {payment.succeeded_at.map(|at| view! { <Fact label=tr!("Paid", "Bezahlt")><Moment at=at absolute=true /></Fact> })}
                        {refunded.is_positive().then(|| view! { <Fact label=tr!("Refunded", "Erstattet")><Amount money=refunded /></Fact> })}
                    </Facts>
                </Card>
                <Section title=tr!("What the gateway told us", "Was das Gateway gemeldet hat")>
                    {if events.is_empty() {
                        view! { <p class="text-muted">{tr!("No webhook has come for this payment yet.", "Für diese Zahlung kam noch kein Webhook.")}</p> }.into_any()
                    } else {
                        view! { <EventTable events=events /> }.into_any()
                    }}
                </Section>
                <Section title=tr!("Refunds", "Erstattungen")>
                    {if refunds.is_empty() {
                        view! { <p class="text-muted">{tr!("Nothing went back.", "Es ging nichts zurück.")}</p> }.into_any()
                    } else {
                        view! { <Refunds refunds=refunds /> }.into_any()
                    }}
                </Section>
            </div>
            <div class="stack">
                {can_refund.then(|| view! { <RefundForm payment=payment.id payer=to refundable=refundable wallet=wallet times=count draft=draft action=refund /> })}
            </div>
        </div>
    }
}

/// The orders it pays for, each a link; else the purpose in a word.
fn what_for(what: Purpose, orders: Vec<PaidOrder>) -> AnyView {
    if orders.is_empty() {
        return purpose(what).into_any();
    }
    let lines = orders.into_iter().map(|PaidOrder { id, number, title }| {
        view! { <span class="block"><a class="link" href=format!("/admin/orders/{id}")>{number}</a>" · "{title}</span> }
    });
    lines.collect_view().into_any()
}

#[component]
fn Refunds(refunds: Vec<RefundView>) -> impl IntoView {
    let columns = vec![
        Column::new(tr!("Reason", "Grund"), |row: &RefundView| {
            let by = row.requested_by.clone();
            view! { <div class="min-w-0"><span class="block">{row.reason.clone()}</span><span class="block text-xs text-muted">{tr!("by {by}", "von {by}")}</span></div> }
        })
        .main(),
        Column::new(tr!("State", "Stand"), |row: &RefundView| view! { <StateChip state=row.status /> }),
        Column::new(tr!("When", "Wann"), |row: &RefundView| view! { <Moment at=row.settled_at.unwrap_or(row.created_at) /> }),
        Column::new(tr!("Amount", "Betrag"), |row: &RefundView| view! { <Amount money=row.amount /> }).right(),
    ];
    view! { <Card flush=true><DataTable caption=tr!("Refunds", "Erstattungen") columns=columns rows=refunds /></Card> }
}
