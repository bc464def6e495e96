//! The till: `/checkout` shows the cart by seller and takes the payment; `/checkout/{group}` is the placed checkout.

mod group;
mod till;

pub use group::GroupPage;
pub use till::TillPage;
pub(crate) use till::go;

use leptos::prelude::*;
use model::{
    Money,
    payments::{GatewayChoice, SavedMethod},
};
use ui::{pay_with::PayWith, prelude::*};

/// How to pay: the wallet as a switch, and a gateway for what it does not cover.
#[component]
pub fn PayChoice(
    total: Money,
    wallet: Money,
    gateways: Vec<GatewayChoice>,
    methods: Vec<SavedMethod>,
) -> impl IntoView {
    let has_money = wallet.is_positive();
    let use_wallet = RwSignal::new(has_money);
    let covered = wallet.minor >= total.minor;
    let needs_gateway = move || !(covered && use_wallet.get());
    let in_wallet = wallet.format(lang());
    let switch = has_money.then(|| {
        let help = if covered {
            tr!("{in_wallet} in your wallet: enough for all of it.", "{in_wallet} Guthaben: reicht für alles.")
        } else {
            let rest = Money::new(total.minor - wallet.minor, total.currency).format(lang());
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
            <PayWith gateways=gateways methods=methods saves=true />
        </div>
    }
}
