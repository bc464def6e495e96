//! The till: `/checkout` shows the cart by seller and takes the payment; `/checkout/{group}` is the placed checkout.

mod group;
mod till;

pub use group::GroupPage;
pub use till::TillPage;

use leptos::prelude::*;
use model::{Money, payments::GatewayChoice};
use ui::prelude::*;

/// How to pay: the wallet as a switch, and a gateway for what it does not cover.
#[component]
pub fn PayChoice(total: Money, wallet: Money, gateways: Vec<GatewayChoice>) -> impl IntoView {
    let has_money = wallet.is_positive();
    let use_wallet = RwSignal::new(has_money);
    let covered = wallet.minor >= total.minor;
    let rest = Money::new((total.minor - wallet.minor).max(0), total.currency);
    let chosen = RwSignal::new(gateways.first().map(|gateway| gateway.id.clone()).unwrap_or_default());
    let choices: Vec<Choice> = gateways.iter().map(|g| Choice::new(g.id.clone(), g.name.clone()).help(text_of(&g.description))).collect();
    let none = choices.is_empty();
    let needs_gateway = move || !(covered && use_wallet.get());
    let in_wallet = wallet.format(lang());
    let switch = has_money.then(|| {
        let help = if covered {
            tr!("{in_wallet} in your wallet: enough for all of it.", "{in_wallet} Guthaben: reicht für alles.")
        } else {
            let rest = rest.format(lang());
            tr!("{in_wallet} in your wallet; the remaining {rest} another way.", "{in_wallet} Guthaben; die restlichen {rest} auf anderem Weg.")
        };
        view! {
            <Checkbox name="use_wallet" switch=true checked=use_wallet label=tr!("Pay from the wallet", "Mit Guthaben zahlen") help=help
                on_change=Callback::new(move |on| use_wallet.set(on)) />
        }
    });
    view! {
        {switch}
        <div class:hidden=move || !needs_gateway()>
            {if none {
                view! { <Notice tone=Tone::Attention>{tr!("No way to pay is switched on here. Ask the project.", "Hier ist keine Zahlungsart eingeschaltet. Fragen Sie das Projekt.")}</Notice> }.into_any()
            } else {
                view! { <ChoiceCards name="gateway" legend=tr!("Pay by", "Zahlen mit") choices=choices value=chosen on_change=Callback::new(move |id| chosen.set(id)) /> }.into_any()
            }}
        </div>
    }
}
