//! `/app/payments/{id}`: how a payment stands, live. The payer comes back here from the provider's page, or pays here
//! when the provider confirms in the browser.

mod stripe;

use api::payments::{CancelPayment, payment, refresh_payment};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::{
    Machine, Party, PaymentId, Problem,
    events::Subject,
    payments::{NextAction, PaymentEvent, PaymentStatus, PaymentView, Purpose},
};
use stripe::StripeConfirm;
use ui::prelude::*;

/// The page.
#[component]
pub fn PaymentPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse::<PaymentId>().ok())));
    let cancel = ServerAction::<CancelPayment>::new();
    toast_result(cancel.value(), |_| {
        tr!(
            "The payment was cancelled. Nothing was charged.",
            "Die Zahlung wurde abgebrochen. Es wurde nichts abgebucht."
        )
    });
    // Any change of the own payments: the id is only known inside.
    let changed = live().version(Subject::Payment, None);
    let asked = RwSignal::new(0_u32);
    // What the page shows just now; no signal, because nothing is drawn from it.
    let known = StoredValue::new(None::<PaymentStatus>);
    let view = Resource::new_blocking(
        move || (id.get(), changed.get(), cancel.version().get(), asked.get()),
        |(id, ..)| async move {
            match id {
                Some(id) => payment(id).await,
                None => Err(Problem::NotFound.into()),
            }
        },
    );
    // The person may be back before the webhook is: ask the provider once, and again after a while if need be.
    Effect::new(move |_| {
        let Some(id) = id.get() else { return };
        for seconds in [1, 4, 9, 15, 30] {
            ui::browser::after(std::time::Duration::from_secs(seconds), move || ask(id, asked, known));
        }
    });
    view! {
        <PageHeader title=tr!("Payment", "Zahlung") crumbs=vec![Crumb::new(tr!("Purchases", "Einkäufe"), "/app"), Crumb::new(tr!("Wallet", "Guthaben"), "/app/wallet")] />
        <Load from=view bones=Bones::Detail main=true view=move |payment| {
            known.set_value(Some(payment.status));
            view! { <Status payment=payment cancel=cancel /> }.into_any()
        } />
    }
}

/// Asks the provider while it may still say something new: a declined card is often followed by another one.
fn ask(id: PaymentId, asked: RwSignal<u32>, known: StoredValue<Option<PaymentStatus>>) {
    let waits =
        known.try_get_value().flatten().is_some_and(|status| status == PaymentStatus::Failed || !status.is_final());
    if waits {
        leptos::task::spawn_local(async move {
            if refresh_payment(id).await.is_ok() {
                asked.try_update(|times| *times += 1);
            }
        });
    }
}

#[component]
fn Status(payment: PaymentView, cancel: ServerAction<CancelPayment>) -> impl IntoView {
    let amount = payment.amount.format(lang());
    let (tone, title, text) = words(&payment, &amount);
    let id = payment.id;
    let refunded = payment.refunded;
    let stripe = match &payment.next_action {
        Some(NextAction::StripeConfirm { publishable_key, client_secret }) => Some(
            view! { <StripeConfirm publishable_key=publishable_key.clone() client_secret=client_secret.clone() amount=amount.clone() /> },
        ),
        _ => None,
    };
    view! {
        <div class="two-cols">
            <div class="stack">
                <div role="status" aria-live="polite"><Notice tone=tone title=title><p>{text}</p></Notice></div>
                {stripe}
                <div class="flex flex-wrap gap-2">
                    <Onward payment=payment.clone() />
                    {payment.status.can(PaymentEvent::Cancel, Party::Client).then(|| view! {
                        <ActionForm action=cancel>
                            <input type="hidden" name="id" value=id.to_string() />
                            <Button kind="submit" look=Look::Quiet pending=cancel.pending()>{tr!("Cancel the payment", "Zahlung abbrechen")}</Button>
                        </ActionForm>
                    })}
                </div>
            </div>
            <Card>
                <Facts>
                    <Fact label=tr!("Amount", "Betrag")><Amount money=payment.amount /></Fact>
                    <Fact label=tr!("State", "Stand")><StateChip state=payment.status /></Fact>
                    <Fact label=tr!("For", "Wofür")>{match payment.purpose {
                        Purpose::TopUp => tr!("Top-up of your wallet", "Aufladung Ihres Guthabens"),
                        Purpose::Checkout(_) => tr!("Your order, into escrow", "Ihre Bestellung, ins Treuhandkonto"),
                    }}</Fact>
                    <Fact label=tr!("By", "Über")>{payment.gateway_name.clone()}</Fact>
                    <Fact label=tr!("Started", "Begonnen")><Moment at=payment.created_at /></Fact>
                    {refunded.is_positive().then(|| view! { <Fact label=tr!("Refunded", "Erstattet")><Amount money=refunded /></Fact> })}
                </Facts>
            </Card>
        </div>
    }
}

/// What is so, why, and what happens next.
fn words(payment: &PaymentView, amount: &str) -> (Tone, String, String) {
    let checkout = payment.purpose != Purpose::TopUp;
    match payment.status {
        PaymentStatus::Succeeded if checkout => (
            Tone::Good,
            tr!("{amount} paid", "{amount} bezahlt"),
            tr!(
                "The money is in escrow for your order. The seller gets it step by step, as you approve the work.",
                "Das Geld liegt für Ihre Bestellung im Treuhandkonto. Der Anbieter bekommt es Schritt für Schritt, wenn Sie die Arbeit freigeben."
            ),
        ),
        PaymentStatus::Succeeded => (
            Tone::Good,
            tr!("{amount} is in your wallet", "{amount} sind in Ihrem Guthaben"),
            tr!("You can spend it right away.", "Sie können es sofort verwenden."),
        ),
        PaymentStatus::Processing | PaymentStatus::RequiresCapture => (
            Tone::Info,
            tr!("Your bank is working on it", "Ihre Bank arbeitet daran"),
            tr!(
                "This page changes by itself as soon as we hear back. You can also leave: nothing is lost.",
                "Diese Seite ändert sich von selbst, sobald wir Antwort haben. Sie können sie auch verlassen: Nichts geht verloren."
            ),
        ),
        PaymentStatus::Failed => (
            Tone::Danger,
            tr!("The payment did not go through", "Die Zahlung hat nicht geklappt"),
            payment.failure.as_ref().map(text_of).unwrap_or_default(),
        ),
        PaymentStatus::Cancelled => {
            (Tone::Neutral, tr!("Cancelled", "Abgebrochen"), tr!("Nothing was charged.", "Es wurde nichts abgebucht."))
        }
        PaymentStatus::Expired => (
            Tone::Neutral,
            tr!("Expired", "Abgelaufen"),
            tr!(
                "It was not finished within a day. Nothing was charged.",
                "Sie wurde nicht innerhalb eines Tages abgeschlossen. Es wurde nichts abgebucht."
            ),
        ),
        _ => (
            Tone::Attention,
            tr!("{amount} still to be paid", "{amount} sind noch zu zahlen"),
            tr!("Finish the payment to go on.", "Schließen Sie die Zahlung ab, um weiterzumachen."),
        ),
    }
}

#[component]
fn Onward(payment: PaymentView) -> impl IntoView {
    let open = !matches!(payment.status, PaymentStatus::Succeeded | PaymentStatus::Cancelled | PaymentStatus::Expired);
    let back = match (payment.purpose, payment.status) {
        (Purpose::Checkout(group), PaymentStatus::Succeeded) => view! { <LinkButton look=Look::Primary href=format!("/checkout/{group}")>{tr!("To your order", "Zu Ihrer Bestellung")}</LinkButton> }.into_any(),
        (Purpose::Checkout(group), _) => view! { <LinkButton href=format!("/checkout/{group}")>{tr!("Back to your order", "Zurück zu Ihrer Bestellung")}</LinkButton> }.into_any(),
        (Purpose::TopUp, PaymentStatus::Succeeded) => view! { <LinkButton look=Look::Primary href="/app/wallet">{tr!("To your wallet", "Zu Ihrem Guthaben")}</LinkButton> }.into_any(),
        (Purpose::TopUp, _) => view! { <LinkButton href="/app/wallet">{tr!("Back to your wallet", "Zurück zu Ihrem Guthaben")}</LinkButton> }.into_any(),
    };
    let finish = match payment.next_action {
        Some(NextAction::Redirect { url }) if open => {
            let label = if payment.status == PaymentStatus::Failed {
                tr!("Try another card", "Andere Karte versuchen")
            } else {
                tr!("Finish the payment", "Zahlung abschließen")
            };
            // The provider's page is none of the router's.
            Some(view! { <a class="btn btn-primary" href=url rel="external">{label}</a> })
        }
        _ => None,
    };
    view! { {finish}{back} }
}
