//! `/admin/webhooks/{id}`: one event as it arrived, and applying it again.

use api::payments::{ReplayPaymentEvent, payment_event};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::{
    PaymentEventId, Permission, Problem,
    events::Subject,
    payments::{EventDetail, EventStatus},
};
use ui::prelude::*;

#[component]
pub fn EventPage() -> impl IntoView {
    let params = use_params_map();
    let id =
        Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse::<PaymentEventId>().ok())));
    let replay = ServerAction::<ReplayPaymentEvent>::new();
    toast_result(replay.value(), |event| match event.status {
        EventStatus::Succeeded => {
            let outcome = event.outcome.clone();
            tr!("Applied again: {outcome}.", "Erneut verarbeitet: {outcome}.")
        }
        _ => tr!(
            "It could not be applied; the reason stands on this page.",
            "Es ließ sich nicht verarbeiten; der Grund steht auf dieser Seite."
        ),
    });
    let changed = live().version(Subject::Payment, None);
    let event = Resource::new_blocking(
        move || (id.get(), changed.get(), replay.version().get()),
        |(id, ..)| async move {
            match id {
                Some(id) => payment_event(id).await,
                None => Err(Problem::NotFound.into()),
            }
        },
    );
    view! {
        <PageHeader title=tr!("Event", "Ereignis") crumbs=vec![Crumb::new(tr!("Payments", "Zahlungen"), "/admin/payments"), Crumb::new(tr!("Webhook inbox", "Webhook-Eingang"), "/admin/webhooks")]>
            {move || me().may(Permission::PaymentReplay).then(|| view! {
                <ActionForm action=replay>
                    <input type="hidden" name="id" value=move || id.get().map(|id| id.to_string()) />
                    <Button kind="submit" icon=icondata::LuRotateCcw pending=replay.pending()>{tr!("Apply again", "Erneut verarbeiten")}</Button>
                </ActionForm>
            })}
        </PageHeader>
        <Load from=event bones=Bones::Detail main=true view=|detail| view! { <Detail detail=detail /> }.into_any() />
    }
}

#[component]
fn Detail(detail: EventDetail) -> impl IntoView {
    let EventDetail { event, payload, payment } = detail;
    view! {
        <div class="stack">
            {(!event.error.is_empty()).then(|| view! { <Notice tone=Tone::Danger title=tr!("It could not be applied", "Es ließ sich nicht verarbeiten")><p>{event.error.clone()}</p></Notice> })}
            <Card>
                <Facts>
                    <Fact label=tr!("Kind", "Art")><code>{event.kind.clone()}</code></Fact>
                    <Fact label=tr!("State", "Stand")><StateChip state=event.status /></Fact>
                    <Fact label=tr!("Outcome", "Ergebnis")>{event.outcome.clone()}</Fact>
                    <Fact label=tr!("Tries", "Versuche")>{event.attempts}</Fact>
                    <Fact label=tr!("Gateway", "Gateway")>{event.gateway.clone()}</Fact>
                    <Fact label=tr!("Its id there", "Kennung dort")><code class="break-all">{event.provider_event_id.clone()}</code></Fact>
                    <Fact label=tr!("Arrived", "Angekommen")><Moment at=event.received_at absolute=true /></Fact>
                    {event.processed_at.map(|at| view! { <Fact label=tr!("Applied", "Verarbeitet")><Moment at=at absolute=true /></Fact> })}
                    {payment.map(|id| view! { <Fact label=tr!("Payment", "Zahlung")><a class="link" href=format!("/admin/payments/{id}")>{tr!("Open", "Öffnen")}</a></Fact> })}
                </Facts>
            </Card>
            <Section title=tr!("As it arrived", "Wie es ankam")>
                <Card><pre class="max-h-96 overflow-auto whitespace-pre-wrap break-all text-xs" tabindex="0">{payload}</pre></Card>
            </Section>
        </div>
    }
}
