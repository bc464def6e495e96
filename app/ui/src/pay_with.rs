//! How to pay: the gateways that are switched on and the cards kept there, as radio cards. Sends a gateway's id, or
//! `id/saved-method`, under one name.

use crate::{
    choices::{Checkbox, Choice, ChoiceCards},
    layout::Notice,
    text_of,
    tone::Tone,
    tr,
};
use leptos::prelude::*;
use model::payments::{GatewayChoice, SavedMethod};

/// The chooser. Errors of the field `name` stand below it. `on_change` hears the chosen value.
#[component]
pub fn PayWith(
    gateways: Vec<GatewayChoice>,
    #[prop(optional)] methods: Vec<SavedMethod>,
    #[prop(into, default = "gateway".to_owned())] name: String,
    #[prop(into, optional)] legend: Option<String>,
    /// Offers to keep the card where the gateway can; sends `save_method`.
    #[prop(optional)]
    saves: bool,
    #[prop(into, optional)] on_change: Option<Callback<String>>,
) -> impl IntoView {
    if gateways.is_empty() {
        return view! {
            <Notice tone=Tone::Attention title=tr!("No way to pay yet", "Noch keine Zahlungsart")>
                <p>{tr!("This project has not switched on a way to pay. Ask its team, or come back later.", "Dieses Projekt hat noch keine Zahlungsart eingeschaltet. Fragen Sie das Team oder kommen Sie später wieder.")}</p>
            </Notice>
        }
        .into_any();
    }
    let kept =
        methods.iter().filter(|method| gateways.iter().any(|gateway| gateway.id == method.gateway)).map(|method| {
            let (brand, last4, expiry) = (brand(&method.brand), method.last4.clone(), method.expiry.clone());
            let until =
                if expiry.is_empty() { String::new() } else { tr!("valid until {expiry}", "gültig bis {expiry}") };
            Choice::new(format!("{}/{}", method.gateway, method.id), format!("{brand} ···· {last4}")).help(until)
        });
    let ways = gateways.iter().map(|gateway| {
        let name = if gateway.is_wallet { tr!("Wallet", "Guthaben") } else { gateway.name.clone() };
        Choice::new(gateway.id.clone(), name).help(text_of(&gateway.description))
    });
    let choices: Vec<Choice> = kept.chain(ways).collect();
    let first = choices.first().map(|choice| choice.value.clone()).unwrap_or_default();
    let chosen = RwSignal::new(first);
    let tell = Callback::new(move |value: String| {
        chosen.set(value.clone());
        if let Some(tell) = on_change {
            tell.run(value);
        }
    });
    let savers: Vec<String> =
        gateways.iter().filter(|gateway| saves && gateway.saves_methods).map(|gateway| gateway.id.clone()).collect();
    let offers = Memo::new(move |_| chosen.with(|value| savers.contains(value)));
    view! {
        <ChoiceCards name=name legend=legend.unwrap_or_else(|| tr!("How do you want to pay?", "Wie möchten Sie zahlen?")) choices=choices value=chosen on_change=tell />
        {move || offers.get().then(|| view! {
            <Checkbox name="save_method" label=tr!("Keep this card for next time", "Diese Karte für das nächste Mal merken")
                help=tr!("The provider keeps it; we store only a token and the last four digits.", "Der Anbieter bewahrt sie auf; wir speichern nur ein Kürzel und die letzten vier Ziffern.") />
        })}
    }
    .into_any()
}

/// "visa" → "Visa".
fn brand(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
