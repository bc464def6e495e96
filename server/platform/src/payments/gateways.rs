//! Which gateways there are, which a project uses, and with which keys.

use super::queries;
use crate::{Db, Result, Settings, Tx, sandbox::SandboxBank, sealing, settings::MasterKey};
use model::{Problem, ProjectId, payments::GatewayChoice, text};
use plugins::{
    http::{BreakerState, CallLogs, Http},
    payments::{Call, Credentials, PaymentGateway, Setup, registry, sandbox},
};
use std::sync::Arc;
use url::Url;

/// The registry, the way out, and the key that opens stored credentials. One per process.
pub struct Gateways {
    pub http: Http,
    registry: Vec<Arc<dyn PaymentGateway>>,
    master_key: MasterKey,
    public_url: String,
}

impl std::fmt::Debug for Gateways {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.registry.iter().map(|gateway| gateway.id())).finish()
    }
}

impl Gateways {
    /// `STRIPE_API_BASE` may point to a stand-in, even on this machine: the operator says so by setting it.
    pub fn new(db: &Db, settings: &Settings) -> Self {
        let stripe_base = std::env::var("STRIPE_API_BASE").ok().filter(|base| !base.is_empty());
        Self::with(db, settings, stripe_base.and_then(|base| Url::parse(&base).ok()))
    }

    /// The same with Stripe's address given.
    pub fn with(db: &Db, settings: &Settings, stripe_base: Option<Url>) -> Self {
        let internal: Vec<Url> = stripe_base.iter().cloned().chain(Url::parse(&settings.public_url)).collect();
        let bank = Arc::new(SandboxBank::new(db.clone()));
        Self {
            http: Http::new(&internal).expect("the TLS library starts"),
            registry: registry(Setup { stripe_base, bank }),
            master_key: settings.master_key.clone(),
            public_url: settings.public_url.clone(),
        }
    }

    /// For tests: one more gateway, or another one under a known id.
    #[cfg(test)]
    pub fn put(&mut self, gateway: Arc<dyn PaymentGateway>) {
        self.registry.retain(|known| known.id() != gateway.id());
        self.registry.push(gateway);
    }

    pub fn all(&self) -> &[Arc<dyn PaymentGateway>] {
        &self.registry
    }

    pub fn find(&self, id: &str) -> Option<&Arc<dyn PaymentGateway>> {
        self.registry.iter().find(|gateway| gateway.id() == id)
    }

    /// The gateway's name for people; its id where it is gone.
    pub fn name(&self, id: &str) -> String {
        self.find(id).map_or(id, |gateway| gateway.name()).to_owned()
    }

    /// The hosts that these gateways (by id) need in the payer's browser, for the content security policy.
    pub fn browser_hosts(&self, ids: &[String]) -> Vec<String> {
        let named = self.registry.iter().filter(|gateway| ids.iter().any(|id| id == gateway.id()));
        named.flat_map(|gateway| gateway.browser_hosts()).map(|host| (*host).to_owned()).collect()
    }

    /// An absolute address for a path of ours.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }

    pub fn call<'a>(&'a self, credentials: &'a Credentials, logs: &'a CallLogs) -> Call<'a> {
        Call { http: &self.http, credentials, logs }
    }

    pub fn seal(&self, project: ProjectId, gateway: &str, credentials: &Credentials) -> Result<Vec<u8>> {
        let plain = serde_json::to_vec(&credentials.0)?;
        Ok(sealing::seal(&self.master_key, &place(project, gateway), &plain)?)
    }

    fn open(&self, project: ProjectId, gateway: &str, sealed: &[u8]) -> Result<Credentials> {
        let plain = sealing::open(&self.master_key, &place(project, gateway), sealed)?;
        Ok(Credentials(serde_json::from_slice(&plain)?))
    }

    /// The secret that the sandbox bank signs a project's webhooks with.
    pub fn sandbox_secret(&self, merchant: &str) -> String {
        sealing::derive(&self.master_key, &format!("sandbox:{merchant}"))
    }

    /// How calls to a gateway go just now.
    pub fn health(&self, gateway: &str) -> model::payments::Health {
        use model::payments::Health;
        match self.http.health().into_iter().find(|service| service.name == gateway).map(|service| service.state) {
            None => Health::Unknown,
            Some(BreakerState::Closed) => Health::Good,
            Some(BreakerState::Shaky(failures)) => Health::Shaky { failures },
            Some(BreakerState::Open(seconds)) => Health::Open { seconds },
        }
    }
}

fn place(project: ProjectId, gateway: &str) -> String {
    format!("gateway:{project}:{gateway}")
}

/// A gateway as a project has set it up.
pub struct Configured {
    pub gateway: Arc<dyn PaymentGateway>,
    pub credentials: Credentials,
    pub enabled: bool,
    /// The project's slug.
    pub merchant: String,
}

/// The project's settings of a gateway; `NotFound` when there is no such gateway.
pub async fn configured_in(tx: &mut Tx, gateways: &Gateways, id: &str) -> Result<Configured> {
    let gateway = gateways.find(id).cloned().ok_or(Problem::NotFound)?;
    let row = queries::gateway_row(tx, id).await?;
    let merchant = queries::project_slug(tx).await?;
    let enabled = row.as_ref().map_or(gateway.capabilities().on_by_default, |row| row.enabled);
    let mut credentials = match row.and_then(|row| row.credentials) {
        Some(sealed) => gateways.open(tx.project, id, &sealed)?,
        None => Credentials::default(),
    };
    if id == sandbox::ID {
        credentials.0.insert("webhook_secret".to_owned(), gateways.sandbox_secret(&merchant));
    }
    Ok(Configured { gateway, credentials, enabled, merchant })
}

/// The same for somebody who wants to pay: it must be switched on.
pub async fn enabled_in(tx: &mut Tx, gateways: &Gateways, id: &str) -> Result<Configured> {
    let refusal =
        || Problem::invalid("gateway", text!("Choose one of the ways to pay.", "Wählen Sie eine der Zahlungsarten."));
    match configured_in(tx, gateways, id).await {
        Ok(configured) if configured.enabled => Ok(configured),
        Ok(_) | Err(crate::Error::Problem(Problem::NotFound)) => Err(refusal().into()),
        Err(error) => Err(error),
    }
}

/// The ways to pay that the project has switched on.
pub async fn choices_in(tx: &mut Tx, gateways: &Gateways) -> Result<Vec<GatewayChoice>> {
    let rows = queries::gateway_rows(tx).await?;
    let on = |gateway: &Arc<dyn PaymentGateway>| {
        rows.iter()
            .find(|row| row.gateway == gateway.id())
            .map_or(gateway.capabilities().on_by_default, |row| row.enabled)
    };
    let choices = gateways.all().iter().filter(|gateway| on(gateway)).map(|gateway| {
        let can = gateway.capabilities();
        GatewayChoice {
            id: gateway.id().to_owned(),
            name: gateway.name().to_owned(),
            description: gateway.description(),
            is_wallet: can.is_wallet,
            test_mode: can.test_mode,
            saves_methods: can.saved_methods,
        }
    });
    Ok(choices.collect())
}
