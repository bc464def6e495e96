//! A client's money: what they can spend, what is held for their orders and why, and every line that led there.

use crate::{
    Actor, Currency, Moment, Money, OrderId, Page, PageRequest, Problem,
    ledger::StatementLine,
    payments::{GatewayChoice, PaymentView, SavedMethod},
    text_enum,
};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

text_enum! {
    /// Why money is held, for the screens: each has a sentence and a next action.
    pub enum HoldReason {
        /// The seller waits for the client's answers.
        RequirementsNeeded = "requirements_needed",
        /// The seller works.
        WorkInProgress = "work_in_progress",
        /// Something was delivered; the client accepts or asks for a change.
        AwaitingApproval = "awaiting_approval",
        /// Stopped by staff.
        OnHold = "on_hold",
        /// Frozen until a dispute is over.
        InDispute = "in_dispute",
    }
}

/// Money locked for one order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldMoney {
    pub order: OrderId,
    pub order_number: String,
    pub title: String,
    pub amount: Money,
    pub reason: HoldReason,
    pub since: Moment,
    /// When it moves by itself if nobody acts: the automatic acceptance, else the next due date.
    pub until: Option<Moment>,
}

/// One currency of a wallet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// Free to spend.
    pub available: Money,
    /// In escrow for orders that run.
    pub held: Money,
    /// On its way in: payments that the gateway works on.
    pub incoming: Money,
}

/// The whole wallet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalletView {
    /// The project's currency: what a top-up is in.
    pub currency: Currency,
    /// The project's currency first; others where something is in them.
    pub balances: Vec<Balance>,
    pub held: Vec<HeldMoney>,
}

/// What the top-up form is drawn from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopUpForm {
    pub currency: Currency,
    /// The least and the most of one top-up.
    pub least: Money,
    pub most: Money,
    /// Without the wallet itself.
    pub gateways: Vec<GatewayChoice>,
    pub methods: Vec<SavedMethod>,
    /// Fresh: sending the form twice is one top-up.
    pub key: String,
}

/// Asks for a top-up as the form sends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopUp {
    /// As typed, in the project's currency.
    pub amount: String,
    pub gateway: String,
    pub method: Option<crate::PaymentMethodId>,
    pub save_method: bool,
    pub idempotency_key: String,
}

/// The own wallet.
#[async_trait]
pub trait Wallets: Send + Sync {
    async fn wallet(&self, actor: &Actor) -> Result<WalletView, Problem>;
    /// The own statement in one currency, newest first.
    async fn wallet_statement(
        &self,
        actor: &Actor,
        currency: Currency,
        page: PageRequest,
    ) -> Result<Page<StatementLine>, Problem>;
    /// A fresh top-up form.
    async fn top_up_form(&self, actor: &Actor) -> Result<TopUpForm, Problem>;
    /// Starts a payment into the wallet. The same key is the same top-up.
    async fn top_up(&self, actor: &Actor, top_up: TopUp) -> Result<PaymentView, Problem>;
}
