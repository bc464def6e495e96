//! `/admin/gateways`: which ways to pay there are, which are on, and whether they answer.

use super::gateway::GatewayCard;
use api::payments::{SaveGateway, TestGateway, gateway_settings};
use leptos::prelude::*;
use model::payments::GatewaySettings;
use ui::prelude::*;

/// The page's two writes, shared by all cards.
#[derive(Clone, Copy)]
pub struct Acts {
    pub save: ServerAction<SaveGateway>,
    pub test: ServerAction<TestGateway>,
}

#[component]
pub fn GatewaysPage() -> impl IntoView {
    let acts = Acts { save: ServerAction::new(), test: ServerAction::new() };
    toast_result(acts.save.value(), |saved| {
        let name = saved.name.clone();
        if saved.enabled {
            tr!("{name} is saved and on.", "{name} ist gespeichert und eingeschaltet.")
        } else {
            tr!("{name} is saved and off.", "{name} ist gespeichert und ausgeschaltet.")
        }
    });
    let (saved, tested) = (super::successes(api::value_of(acts.save)), super::successes(api::value_of(acts.test)));
    let version = move || (saved.get(), tested.get());
    let settings = Resource::new_blocking(version, |_| gateway_settings());
    view! {
        <PageHeader title=tr!("Gateways", "Gateways") crumbs=vec![Crumb::new(tr!("Payments", "Zahlungen"), "/admin/payments")]>
            <LinkButton href="/admin/integrations" icon=icondata::LuCable>{tr!("Outside calls", "Aufrufe nach außen")}</LinkButton>
        </PageHeader>
        <Load from=settings bones=Bones::Cards(3) main=true view=move |all| view! { <All all=all acts=acts /> }.into_any() />
    }
}

#[component]
fn All(all: Vec<GatewaySettings>, acts: Acts) -> impl IntoView {
    let testing = all.iter().any(|gateway| gateway.test_mode && gateway.enabled);
    let cards = all
        .into_iter()
        .filter(|gateway| !gateway.is_wallet)
        .map(|gateway| view! { <GatewayCard settings=gateway acts=acts /> })
        .collect_view();
    view! {
        <div class="stack">
            {testing.then(|| view! {
                <Notice tone=Tone::Attention title=tr!("Test payments are possible", "Testzahlungen sind möglich")>
                    <p>{tr!("The sandbox is on: anybody can fill a wallet with test cards. Switch it off before real customers come.", "Die Sandbox ist eingeschaltet: Jeder kann ein Guthaben mit Testkarten füllen. Schalten Sie sie aus, bevor echte Kunden kommen.")}</p>
                </Notice>
            })}
            {cards}
        </div>
    }
}
