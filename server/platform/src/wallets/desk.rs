//! The client's own wallet page: balances, what is held and why, the statement, topping up.

use super::queries;
use crate::{Platform, Result, Tx, clock::new_id, ledger, payments};
use async_trait::async_trait;
use model::{
    Actor, Currency, Page, PageRequest, Permission, Problem, UserId,
    ledger::{Account, StatementLine},
    payments::{PaymentView, Payments, Purpose, StartPayment, rules},
    wallets::{TopUp, TopUpForm, WalletView, Wallets},
};

#[async_trait]
impl Wallets for Platform {
    async fn wallet(&self, actor: &Actor) -> Result<WalletView, Problem> {
        let user = actor.require(Permission::WalletUse)?.id;
        let mut tx = self.db.begin(actor).await?;
        Ok(wallet_in(&mut tx, user).await?)
    }

    async fn wallet_statement(
        &self,
        actor: &Actor,
        currency: Currency,
        page: PageRequest,
    ) -> Result<Page<StatementLine>, Problem> {
        let account = Account::Wallet(actor.require(Permission::WalletUse)?.id);
        let mut tx = self.db.begin(actor).await?;
        let lines = ledger::statement_in(&mut tx, &account, currency, page.after.as_deref(), page.limit()).await?;
        Ok(Page::cut(lines, page.limit(), |line| line.cursor.clone()))
    }

    async fn top_up_form(&self, actor: &Actor) -> Result<TopUpForm, Problem> {
        actor.require(Permission::WalletUse)?;
        let mut gateways = self.gateways(actor).await?;
        gateways.retain(|gateway| !gateway.is_wallet);
        let methods = self.payment_methods(actor).await?;
        let currency = {
            let mut tx = self.db.begin(actor).await?;
            queries::project_currency(&mut tx).await?
        };
        let (least, most) = rules::top_up_limits(currency);
        let key = format!("top-up-{}", new_id::<uuid::Uuid>().simple());
        Ok(TopUpForm { currency, least, most, gateways, methods, key })
    }

    async fn top_up(&self, actor: &Actor, top_up: TopUp) -> Result<PaymentView, Problem> {
        actor.require(Permission::WalletUse)?;
        let currency = {
            let mut tx = self.db.begin(actor).await?;
            queries::project_currency(&mut tx).await?
        };
        let start = StartPayment {
            purpose: Purpose::TopUp,
            amount: rules::read_top_up(&top_up.amount, currency)?,
            gateway: top_up.gateway,
            method: top_up.method,
            save_method: top_up.save_method,
            idempotency_key: top_up.idempotency_key,
        };
        payments::start(self, actor, start).await
    }
}

async fn wallet_in(tx: &mut Tx, user: UserId) -> Result<WalletView> {
    let currency = queries::project_currency(tx).await?;
    let held = queries::held(tx, user).await?;
    let mut balances = queries::balances(tx, user, currency).await?;
    for balance in &mut balances {
        let currency = balance.available.currency;
        let own = held.iter().filter(|held| held.amount.currency == currency).map(|held| held.amount);
        balance.held = model::Money::sum(own, currency)?;
    }
    Ok(WalletView { currency, balances, held })
}
