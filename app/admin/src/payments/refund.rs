//! Sending money back: says beforehand from where it leaves and how much there is.

use api::payments::RefundPayment;
use leptos::prelude::*;
use model::{Money, PaymentId};
use ui::prelude::*;

/// `times` is how many refunds there were: with the payment it makes the key, so that a second press is the same refund
/// and the next refund is a new one.
#[component]
pub fn RefundForm(
    payment: PaymentId,
    refundable: Money,
    wallet: Money,
    times: usize,
    action: ServerAction<RefundPayment>,
) -> impl IntoView {
    let most = if wallet.minor < refundable.minor { wallet } else { refundable };
    let (left, here) = (refundable.format(lang()), wallet.format(lang()));
    let amount = RwSignal::new(most.to_decimal());
    if !refundable.is_positive() {
        return view! { <Notice title=tr!("Fully refunded", "Vollständig erstattet")><p>{tr!("Nothing of this payment is left to send back.", "Von dieser Zahlung ist nichts mehr zurückzusenden.")}</p></Notice> }.into_any();
    }
    let currency = refundable.currency;
    view! {
        <Card title=tr!("Refund to the original method", "An die ursprüngliche Zahlungsart erstatten")>
            <p class="mb-4 text-sm text-muted">
                {tr!("Of this payment {left} can go back. The client's wallet holds {here}; money in escrow must come back to the wallet first.", "Von dieser Zahlung können {left} zurück. Im Guthaben des Kunden sind {here}; Geld im Treuhandkonto muss zuerst ins Guthaben zurück.")}
            </p>
            <ActionForm action=action>
                <FormScope problem=api::problem_of(action) id="refund">
                    <input type="hidden" name="payment" value=payment.to_string() />
                    <input type="hidden" name="key" value=format!("refund-{payment}-{times}") />
                    <MoneyInput name="amount" label=tr!("Amount", "Betrag") currency=currency bind=amount />
                    <TextInput name="reason" label=tr!("Reason", "Grund") maxlength=500 help=tr!("The client reads it.", "Der Kunde liest ihn.") />
                    <Button kind="submit" look=Look::Danger wide=true pending=action.pending()>
                        {move || {
                            let shown = Money::parse(&amount.get(), currency).map(|money| money.format(lang())).unwrap_or_default();
                            tr!("Refund {shown}", "{shown} erstatten")
                        }}
                    </Button>
                </FormScope>
            </ActionForm>
        </Card>
    }
    .into_any()
}
