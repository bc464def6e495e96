//! Gateways' settings: keys go in encrypted, are tested live by a button, and never come out again.

use super::{
    gateways::{Gateways, configured_in},
    queries::{self, GatewayRow},
    store_logs,
};
use crate::{Platform, Result, Tx, outbox};
use model::{
    Actor, Permission, Problem,
    payments::{CredentialInput, GatewaySettings, SaveGateway, rules},
};
use plugins::{
    http::CallLogs,
    payments::{Credentials, Failure, PaymentGateway, sandbox},
};
use serde_json::json;

pub async fn gateway_settings(platform: &Platform, actor: &Actor) -> Result<Vec<GatewaySettings>> {
    actor.require(Permission::GatewayConfigure)?;
    let mut tx = platform.db.begin(actor).await?;
    let mut all = Vec::new();
    for gateway in platform.gateways.all() {
        all.push(settings_in(&mut tx, &platform.gateways, gateway.as_ref()).await?);
    }
    Ok(all)
}

async fn settings_in(tx: &mut Tx, gateways: &Gateways, gateway: &dyn PaymentGateway) -> Result<GatewaySettings> {
    let id = gateway.id();
    let row = queries::gateway_row(tx, id).await?;
    // Keys that no longer open (another master key) must not keep staff from entering new ones.
    let configured = configured_in(tx, gateways, id).await;
    let stored = configured.as_ref().map(|configured| configured.credentials.clone()).unwrap_or_default();
    let slug = queries::project_slug(tx).await?;
    let can = gateway.capabilities();
    let (enabled, test_result, test_passed, tested_at) = match row {
        Some(GatewayRow { enabled, test_result, test_passed, tested_at, .. }) => {
            (enabled, test_result, test_passed, tested_at)
        }
        None => (can.on_by_default, String::new(), false, None),
    };
    Ok(GatewaySettings {
        id: id.to_owned(),
        name: gateway.name().to_owned(),
        description: gateway.description(),
        enabled,
        test_mode: can.test_mode,
        is_wallet: can.is_wallet,
        fields: inputs(gateway, &stored),
        webhook_url: (can.webhooks && id != sandbox::ID).then(|| gateways.url(&format!("/webhooks/{slug}/{id}"))),
        test_result,
        test_passed,
        tested_at,
        health: gateways.health(id),
    })
}

fn inputs(gateway: &dyn PaymentGateway, stored: &Credentials) -> Vec<CredentialInput> {
    let input = |field: plugins::payments::CredentialField| CredentialInput {
        name: field.name.to_owned(),
        label: field.label,
        help: field.help,
        secret: field.secret,
        required: field.required,
        prefixes: field.prefixes.iter().map(|prefix| (*prefix).to_owned()).collect(),
        stored: stored.get(field.name).is_some(),
        value: stored.get(field.name).filter(|_| !field.secret).map(str::to_owned),
    };
    gateway.fields().into_iter().map(input).collect()
}

pub async fn save_gateway(platform: &Platform, actor: &Actor, save: SaveGateway) -> Result<GatewaySettings> {
    actor.require(Permission::GatewayConfigure)?;
    let gateway = platform.gateways.find(&save.gateway).ok_or(Problem::NotFound)?;
    let mut tx = platform.db.begin(actor).await?;
    let mut credentials = configured_in(&mut tx, &platform.gateways, gateway.id())
        .await
        .map(|configured| configured.credentials)
        .unwrap_or_default();
    rules::check_credentials(&inputs(gateway.as_ref(), &credentials), &save.credentials, save.enabled)?;
    let mut changed = Vec::new();
    for (name, value) in save.credentials {
        let value = value.trim().to_owned();
        if !value.is_empty() && credentials.get(&name) != Some(&value) {
            changed.push(name.clone());
            credentials.0.insert(name, value);
        }
    }
    let sealed =
        if changed.is_empty() { None } else { Some(platform.gateways.seal(tx.project, gateway.id(), &credentials)?) };
    queries::save_gateway(&mut tx, gateway.id(), save.enabled, sealed.as_deref()).await?;
    // Which keys changed is logged; what they are is not.
    let data = json!({ "gateway": gateway.id(), "enabled": save.enabled, "changed": changed });
    outbox::record_in(&mut tx, "save_gateway", "gateway", None, data).await?;
    let settings = settings_in(&mut tx, &platform.gateways, gateway.as_ref()).await?;
    tx.commit().await?;
    Ok(settings)
}

pub async fn test_gateway(platform: &Platform, actor: &Actor, id: String) -> Result<GatewaySettings> {
    actor.require(Permission::GatewayConfigure)?;
    let mut tx = platform.db.begin(actor).await?;
    let configured = configured_in(&mut tx, &platform.gateways, &id).await?;
    tx.commit().await?;
    let logs = CallLogs::default();
    let outcome = configured.gateway.test_credentials(&platform.gateways.call(&configured.credentials, &logs)).await;
    store_logs(platform, actor.project, &logs).await;
    let (passed, result) = match outcome {
        Ok(said) => (true, said),
        Err(Failure::Declined { message, .. } | Failure::Misconfigured(message)) => (false, message),
        Err(failure) => (false, failure.to_string()),
    };
    let mut tx = platform.db.begin(actor).await?;
    let shown: String = result.chars().take(300).collect();
    queries::set_test_result(&mut tx, &id, passed, &shown, configured.enabled).await?;
    outbox::record_in(&mut tx, "test_gateway", "gateway", None, json!({ "gateway": id, "passed": passed })).await?;
    let settings = settings_in(&mut tx, &platform.gateways, configured.gateway.as_ref()).await?;
    tx.commit().await?;
    Ok(settings)
}
