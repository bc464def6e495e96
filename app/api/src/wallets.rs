//! The own wallet.

use crate::Fault;
use leptos::prelude::*;
use model::{
    Currency, Page, PageRequest,
    ledger::StatementLine,
    payments::PaymentView,
    wallets::{TopUp as WantedTopUp, TopUpForm, WalletView},
};

#[server(name = GetWallet, prefix = "/api", endpoint = "wallets/wallet")]
pub async fn wallet() -> Result<WalletView, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.wallet(&actor).await?)
}

/// Newest first.
#[server(name = GetWalletStatement, prefix = "/api", endpoint = "wallets/wallet_statement")]
pub async fn wallet_statement(currency: Currency, after: Option<String>) -> Result<Page<StatementLine>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.wallet_statement(&actor, currency, PageRequest { after, limit: 20 }).await?)
}

/// What the form is drawn from, with a fresh key.
#[server(name = GetTopUpForm, prefix = "/api", endpoint = "wallets/top_up_form")]
pub async fn top_up_form() -> Result<TopUpForm, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.top_up_form(&actor).await?)
}

/// Starts a payment into the wallet. `gateway` is a gateway's id, or `id/saved-method`.
#[server(name = TopUp, prefix = "/api", endpoint = "wallets/top_up")]
pub async fn top_up(
    amount: String,
    #[server(default)] gateway: String,
    #[server(default)] save_method: bool,
    key: String,
) -> Result<PaymentView, Fault> {
    let (desk, actor) = crate::caller()?;
    let (gateway, method) = crate::payments::chosen(&gateway);
    let wanted = WantedTopUp { amount, gateway, method, save_method, idempotency_key: key };
    let payment = desk.top_up(&actor, wanted).await?;
    crate::payments::leave_to(&payment);
    Ok(payment)
}
