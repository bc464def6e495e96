//! Stripe's payment form. Our own small script (`/stripe-pay.js`) loads Stripe.js, which may only come from Stripe;
//! card data is typed into Stripe's frame and never touches us.

use leptos::prelude::*;
use ui::prelude::*;

#[component]
pub fn StripeConfirm(publishable_key: String, client_secret: String, amount: String) -> impl IntoView {
    view! {
        <Card title=tr!("Pay with card", "Mit Karte zahlen")>
            <form id="stripe-pay" data-key=publishable_key data-secret=client_secret
                data-failed=tr!("Stripe could not be reached. Check your connection and reload the page.", "Stripe ist nicht erreichbar. Prüfen Sie die Verbindung und laden Sie die Seite neu.")
            >
                <div id="stripe-element"></div>
                <p id="stripe-error" class="field-error" role="alert"></p>
                <Button kind="submit" look=Look::Primary wide=true class="mt-4">{tr!("Pay {amount}", "{amount} zahlen")}</Button>
                <p class="mt-2 text-sm text-muted">{tr!("Your card data goes to Stripe, never to us.", "Ihre Kartendaten gehen an Stripe, nie an uns.")}</p>
            </form>
            <script src="/stripe-pay.js" defer=true></script>
        </Card>
    }
}
