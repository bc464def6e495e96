//! Sending money back: says beforehand from where it leaves and how much there is, and asks before it goes.

use api::payments::RefundPayment;
use leptos::prelude::*;
use model::{Money, PaymentId};
use ui::prelude::*;

/// What is typed so far. It outlives the form, which is drawn anew with every event of a payment, and is empty again
/// once a refund has gone through.
#[derive(Clone, Copy)]
pub struct Draft {
    amount: RwSignal<String>,
    reason: RwSignal<String>,
    asking: RwSignal<bool>,
}

impl Draft {
    pub fn new(action: ServerAction<RefundPayment>) -> Self {
        let draft = Self {
            amount: RwSignal::new(String::new()),
            reason: RwSignal::new(String::new()),
            asking: RwSignal::new(false),
        };
        let (sent, pending) = (api::value_of(action), action.pending());
        Effect::new(move |_| {
            if sent.with(Option::is_some) {
                draft.amount.set(String::new());
                draft.reason.set(String::new());
            }
        });
        // The question goes as soon as it is answered: what is wrong with the form stands in the form.
        Effect::new(move |_| {
            if pending.get() {
                draft.asking.set(false);
            }
        });
        draft
    }
}

/// `times` is how many refunds there were: with the payment it makes the key, so that a second press is the same refund
/// and the next refund is a new one.
#[component]
pub fn RefundForm(
    payment: PaymentId,
    payer: String,
    refundable: Money,
    wallet: Money,
    times: usize,
    draft: Draft,
    action: ServerAction<RefundPayment>,
) -> impl IntoView {
    if !refundable.is_positive() {
        return view! { <Notice title=tr!("Fully refunded", "Vollständig erstattet")><p>{tr!("Nothing of this payment is left to send back.", "Von dieser Zahlung ist nichts mehr zurückzusenden.")}</p></Notice> }.into_any();
    }
    let currency = refundable.currency;
    let most = Money::new(wallet.minor.min(refundable.minor).max(0), currency);
    let (now, left, here) = (most.format(lang()), refundable.format(lang()), wallet.format(lang()));
    let can = tr!("{now} can go back now", "{now} können jetzt zurück");
    let held = (most.minor < refundable.minor).then(|| {
        tr!(
            "{left} of this payment are not refunded, but the client’s wallet holds {here}. Money in escrow must come back to the wallet first.",
            "{left} dieser Zahlung sind nicht erstattet, aber im Guthaben des Kunden sind {here}. Geld im Treuhandkonto muss zuerst ins Guthaben zurück."
        )
    });
    if !most.is_positive() {
        return view! { <Notice title=can><p>{held}</p></Notice> }.into_any();
    }
    let Draft { amount, reason, asking } = draft;
    let typed = Memo::new(move |_| Money::parse(&amount.get(), currency).ok().filter(|money| money.is_positive()));
    let verb = move || match typed.get() {
        Some(money) => {
            let shown = money.format(lang());
            tr!("Refund {shown}", "{shown} erstatten")
        }
        None => tr!("Refund", "Erstatten"),
    };
    let question = {
        let payer = payer.clone();
        move || {
            let (shown, payer) = (typed.get().map(|money| money.format(lang())).unwrap_or_default(), payer.clone());
            tr!(
                "{shown} leave the wallet of {payer} and go back the way they were paid. This cannot be taken back.",
                "{shown} verlassen das Guthaben von {payer} und gehen auf dem Weg zurück, auf dem sie bezahlt wurden. Das lässt sich nicht zurücknehmen."
            )
        }
    };
    // While the dialog is shut its button is off, so that Enter in a field sends nothing unasked.
    let shut = Signal::derive(move || !asking.get() || typed.get().is_none());
    view! {
        <Card title=tr!("Refund to the original method", "An die ursprüngliche Zahlungsart erstatten")>
            <p class="mb-4 text-sm text-muted">{can}". "{held}</p>
            <ActionForm action=action>
                <FormScope problem=api::problem_of(action) id="refund">
                    <input type="hidden" name="payment" value=payment.to_string() />
                    <input type="hidden" name="key" value=format!("refund-{payment}-{times}") />
                    <MoneyInput name="amount" label=tr!("Amount", "Betrag") currency=currency bind=amount />
                    <TextInput name="reason" label=tr!("Reason", "Grund") maxlength=500 help=tr!("The client reads it.", "Der Kunde liest ihn.") bind=reason />
                    <Button look=Look::Danger wide=true pending=action.pending() disabled=Signal::derive(move || typed.get().is_none())
                        on_press=Callback::new(move |()| asking.set(true))
                    >
                        {verb}
                    </Button>
                    <Dialog open=asking title=tr!("Send money back to {payer}?", "Geld an {payer} zurücksenden?")>
                        <div class="stack">
                            <p>{question}</p>
                            <div class="flex flex-wrap justify-end gap-2">
                                <Button on_press=Callback::new(move |()| asking.set(false))>{tr!("Cancel", "Abbrechen")}</Button>
                                <Button kind="submit" look=Look::Danger pending=action.pending() disabled=shut>{verb}</Button>
                            </div>
                        </div>
                    </Dialog>
                </FormScope>
            </ActionForm>
        </Card>
    }
    .into_any()
}
