//! Paying a placed checkout: the wallet in the same transaction, the rest through a gateway after it.

use super::{queries, view};
use crate::{
    Platform, Result, Tx,
    orders::{Funding, fund_group_in},
    payments, wallets,
};
use model::{
    Actor, Money, OrderGroupId, Problem,
    checkout::{GroupStatus, Paying},
    payments::{Purpose, StartPayment},
    text,
};

/// The chosen gateway and saved method can be chosen; asked before anything is placed.
pub async fn check_gateway(platform: &Platform, actor: &Actor, paying: &Paying) -> Result<(), Problem> {
    let Some(id) = &paying.gateway else { return Ok(()) };
    let ways = view::ways_to_pay(platform, actor).await?;
    if ways.gateways.iter().any(|gateway| gateway.id == *id) {
        let kept = |wanted| ways.methods.iter().any(|method| method.id == wanted && method.gateway == *id);
        return if paying.method.is_none_or(kept) { Ok(()) } else { Err(payments::method_gone()) };
    }
    Err(Problem::invalid(
        "gateway",
        text!(
            "This way to pay is not available any more. Choose another one.",
            "Diese Zahlungsart ist nicht mehr verfügbar. Wählen Sie eine andere."
        ),
    ))
}

/// Funds the orders when the wallet covers them. Otherwise says how much must come through the gateway; without one that
/// is a refusal, and nothing is placed.
pub async fn from_wallet_in(tx: &mut Tx, actor: &Actor, group: OrderGroupId, paying: &Paying) -> Result<Option<Money>> {
    let user = actor.user_id()?;
    let row = queries::group(tx, group).await?.filter(|row| row.buyer == user).ok_or(Problem::NotFound)?;
    match row.status {
        GroupStatus::Paid => return Ok(None),
        GroupStatus::Cancelled => {
            return Err(Problem::Conflict(text!(
                "This checkout was cancelled. Put the things into the cart again.",
                "Diese Bestellung wurde storniert. Legen Sie alles erneut in den Warenkorb."
            ))
            .into());
        }
        GroupStatus::PendingPayment => {}
    }
    let total = row.total();
    let rest = if paying.use_wallet {
        match fund_group_in(tx, group).await? {
            Funding::Funded | Funding::Cancelled => return Ok(None),
            Funding::NotEnough { missing } => missing,
        }
    } else {
        total
    };
    if paying.gateway.is_none() {
        let balance = wallets::balance_in(tx, user, total.currency).await?;
        let (en, de) = (rest.format(model::Lang::En), rest.format(model::Lang::De));
        return Err(Problem::invalid(
            "gateway",
            if paying.use_wallet && balance.is_positive() {
                text!(
                    "Your wallet does not cover it. Choose how to pay the remaining {en}.",
                    "Ihr Guthaben reicht nicht. Wählen Sie, wie Sie die restlichen {de} zahlen."
                )
            } else {
                text!("Choose how to pay {en}.", "Wählen Sie, wie Sie {de} zahlen.")
            },
        )
        .into());
    }
    Ok(Some(rest))
}

/// Starts the payment for what the wallet does not cover. The key names group, gateway, saved method, amount and how often it failed
/// before: pressing twice is one payment, trying again after a decline is a new one.
pub async fn through_gateway(
    platform: &Platform,
    actor: &Actor,
    group: OrderGroupId,
    paying: &Paying,
    rest: Option<Money>,
) -> Result<(), Problem> {
    let (Some(amount), Some(gateway)) = (rest, paying.gateway.clone()) else { return Ok(()) };
    let mut tx = platform.db.begin(actor).await?;
    let failed = queries::failed_payments(&mut tx, group).await?;
    tx.commit().await?;
    let method = paying.method.map(|m| m.to_string()).unwrap_or_default();
    let idempotency_key = format!("checkout:{group}:{gateway}:{method}:{}:{failed}", amount.minor);
    let start = StartPayment {
        purpose: Purpose::Checkout(group),
        amount,
        gateway,
        method: paying.method,
        save_method: paying.save_method,
        idempotency_key,
    };
    payments::start(platform, actor, start).await?;
    Ok(())
}
