//! One gateway: its form as it declares it, its test, its health. Stored secrets are never sent back here.

use super::gateways::Acts;
use api::payments::{SaveGateway, TestGateway};
use leptos::{ev::SubmitEvent, prelude::*};
use model::payments::{CredentialInput, GatewaySettings, Health};
use std::collections::BTreeMap;
use ui::prelude::*;

#[component]
pub fn GatewayCard(settings: GatewaySettings, acts: Acts) -> impl IntoView {
    let id = StoredValue::new(settings.id.clone());
    let enabled = RwSignal::new(settings.enabled);
    let values: Vec<(CredentialInput, RwSignal<String>)> = settings
        .fields
        .iter()
        .map(|field| (field.clone(), RwSignal::new(field.value.clone().unwrap_or_default())))
        .collect();
    let entered =
        StoredValue::new(values.iter().map(|(field, value)| (field.name.clone(), *value)).collect::<Vec<_>>());
    // The action is shared by all cards: only the one that was sent shows its problem.
    let sent = RwSignal::new(false);
    let all_problems = api::problem_of(acts.save);
    let problem = Signal::derive(move || all_problems.get().filter(|_| sent.get()));
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        sent.set(true);
        let credentials: BTreeMap<String, String> =
            entered.with_value(|all| all.iter().map(|(name, value)| (name.clone(), value.get_untracked())).collect());
        acts.save.dispatch(SaveGateway { gateway: id.get_value(), enabled: enabled.get_untracked(), credentials });
    };
    let test = Callback::new(move |()| {
        acts.test.dispatch(TestGateway { gateway: id.get_value() });
    });
    let form = format!("gateway-{}", settings.id);
    let (description, webhook_url) = (text_of(&settings.description), settings.webhook_url.clone());
    view! {
        <Card title=settings.name.clone()>
            <p class="mb-4 text-muted">{description}</p>
            <form on:submit=save method="post" novalidate=true>
                <FormScope problem=problem id=form>
                    {values.into_iter().map(|(field, value)| view! { <Credential field=field value=value /> }).collect_view()}
                    <Checkbox name="enabled" switch=true label=tr!("People can pay with it", "Damit kann gezahlt werden") checked=enabled on_change=Callback::new(move |on| enabled.set(on)) />
                    {webhook_url.map(|url| view! {
                        <p class="mb-4 text-sm">{tr!("Enter this address for webhooks at the provider:", "Tragen Sie beim Anbieter diese Adresse für Webhooks ein:")}<br /><code class="break-all">{url}</code></p>
                    })}
                    <div class="flex flex-wrap items-center gap-2">
                        <Button kind="submit" look=Look::Primary pending=acts.save.pending()>{tr!("Save", "Speichern")}</Button>
                        <Button icon=icondata::LuPlugZap pending=acts.test.pending() on_press=test>{tr!("Test the connection", "Verbindung testen")}</Button>
                    </div>
                </FormScope>
            </form>
            <Outcome settings=settings />
        </Card>
    }
}

#[component]
fn Credential(field: CredentialInput, value: RwSignal<String>) -> impl IntoView {
    let (label, help) = (text_of(&field.label), text_of(&field.help));
    let stored = field.stored && field.secret;
    let placeholder = if stored {
        tr!("stored; leave empty to keep it", "gespeichert; leer lassen, um es zu behalten")
    } else {
        String::new()
    };
    view! {
        <TextInput name=field.name label=label help=help bind=value kind=if field.secret { "password" } else { "text" }
            placeholder=placeholder autocomplete="off" optional=!field.required maxlength=2000 />
    }
}

/// What the last test said, and how calls go just now.
#[component]
fn Outcome(settings: GatewaySettings) -> impl IntoView {
    let health = match settings.health {
        Health::Unknown => view! { <Chip label=tr!("Not called yet", "Noch nicht aufgerufen") /> }.into_any(),
        Health::Good => view! { <Chip tone=Tone::Good label=tr!("Answers", "Antwortet") /> }.into_any(),
        Health::Shaky { failures } => view! { <Chip tone=Tone::Attention label=tr!("{failures} failures in a row", "{failures} Fehler in Folge") /> }.into_any(),
        Health::Open { seconds } => view! { <Chip tone=Tone::Danger label=tr!("Does not answer; next try in {seconds} s", "Antwortet nicht; nächster Versuch in {seconds} s") /> }.into_any(),
    };
    let tested = settings.tested_at.map(|at| {
        let tone = if settings.test_passed { Tone::Good } else { Tone::Danger };
        let result = settings.test_result.clone();
        view! { <Notice tone=tone class="mt-2"><p>{result}" "<span class="text-muted"><Moment at=at /></span></p></Notice> }
    });
    view! { <div class="mt-4" role="status">{health}{tested}</div> }
}
