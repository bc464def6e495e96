//! Putting money in: amount, way to pay, and off to the provider's page.

use api::wallets::{TopUp, top_up_form};
use leptos::prelude::*;
use model::wallets::TopUpForm;
use ui::{pay_with::PayWith, prelude::*};

/// The card with the form. A sent form gets a fresh key only when the payment was really started.
#[component]
pub fn TopUpCard() -> impl IntoView {
    let action = ServerAction::<TopUp>::new();
    let form = Resource::new(|| (), |()| top_up_form());
    let started = api::value_of(action);
    Effect::new(move |_| {
        if let Some(payment) = started.get() {
            crate::leave::leave(&payment.destination());
        }
    });
    view! {
        <Card title=tr!("Top up", "Aufladen")>
            <div id="top-up" tabindex="-1">
                <Load from=form bones=Bones::Rows(4) view=move |form| view! { <Form form=form action=action /> }.into_any() />
            </div>
        </Card>
    }
}

#[component]
fn Form(form: TopUpForm, action: ServerAction<TopUp>) -> impl IntoView {
    let TopUpForm { currency, least, most, gateways, methods, key } = form;
    let (least, most) = (least.format(lang()), most.format(lang()));
    let amount = RwSignal::new(api::kept("amount"));
    let none = gateways.is_empty();
    let quick = [25, 50, 100, 250].map(|whole: i64| {
        let decimal = model::Money::new(whole * 10_i64.pow(currency.exponent()), currency);
        view! {
            <Button size=Size::Small on_press=Callback::new(move |()| amount.set(decimal.to_decimal()))>{decimal.format(lang())}</Button>
        }
    });
    let leaving =
        Signal::derive(move || action.pending().get() || action.value().with(|value| matches!(value, Some(Ok(_)))));
    view! {
        <ActionForm action=action>
            <FormScope problem=api::problem_of(action) id="top-up-form">
                <input type="hidden" name="key" value=key />
                <MoneyInput name="amount" label=tr!("Amount", "Betrag") currency=currency bind=amount
                    help=tr!("From {least} to {most} at a time.", "Von {least} bis {most} auf einmal.") />
                <div class="mb-4 flex flex-wrap gap-2">{quick}</div>
                <PayWith gateways=gateways methods=methods saves=true />
                <Button kind="submit" look=Look::Primary wide=true icon=icondata::LuArrowRight pending=leaving disabled=none>
                    {tr!("Continue to payment", "Weiter zur Zahlung")}
                </Button>
            </FormScope>
        </ActionForm>
    }
}
