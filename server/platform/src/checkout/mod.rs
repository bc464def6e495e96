//! The till: the cart becomes one order per seller in one transaction, priced anew, and is paid from the wallet, through
//! a gateway, or both. Gateway money comes through the wallet, so funding always happens in one place.

mod order;
mod pay;
mod place;
mod queries;
#[cfg(test)]
mod refusal_tests;
#[cfg(test)]
mod tests;
mod view;

pub use order::{NewOrder, Piece, place_order_in};
pub use pay::check_gateway;
pub use place::open_group_in;
#[cfg(test)]
pub use place::place_in as place_for_tests_in;
pub use view::{Ways, ways_to_pay};

use crate::{Platform, Tx, orders};
use async_trait::async_trait;
use model::{
    Actor, OrderGroupId, Party, Permission, Problem,
    checkout::{CheckOut, Checkout, CheckoutView, GroupView, Paying},
    orders::{Applied, OrderStatus},
    payments::rules::check_key,
};

#[async_trait]
impl Checkout for Platform {
    async fn checkout(&self, actor: &Actor) -> Result<CheckoutView, Problem> {
        let ways = ways_to_pay(self, actor).await?;
        let mut tx = self.db.begin(actor).await?;
        Ok(view::checkout_in(&mut tx, actor, ways).await?)
    }

    async fn check_out(&self, actor: &Actor, wanted: CheckOut) -> Result<GroupView, Problem> {
        actor.require(Permission::OrderPlace)?;
        check_key(&wanted.key)?;
        check_gateway(self, actor, &wanted.paying).await?;
        let mut tx = self.db.begin(actor).await?;
        let group = place::place_in(&mut tx, actor, &wanted).await?;
        pay_placed(self, actor, tx, group, &wanted.paying).await
    }

    async fn pay_group(&self, actor: &Actor, group: OrderGroupId, paying: Paying) -> Result<GroupView, Problem> {
        actor.require(Permission::OrderPlace)?;
        check_gateway(self, actor, &paying).await?;
        let tx = self.db.begin(actor).await?;
        pay_placed(self, actor, tx, group, &paying).await
    }

    async fn order_group(&self, actor: &Actor, group: OrderGroupId) -> Result<GroupView, Problem> {
        view::group(self, actor, group).await
    }

    async fn cancel_group(&self, actor: &Actor, group: OrderGroupId) -> Result<Applied, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let row =
            queries::group(&mut tx, group).await?.filter(|row| Some(row.buyer) == tx.user).ok_or(Problem::NotFound)?;
        orders::lock_group_in(&mut tx, group).await?;
        let mut applied = Applied::Already;
        for order in queries::orders(&mut tx, row.id).await? {
            let (mut order, _) = orders::core::lock_in(&mut tx, actor, order.id).await?;
            if order.status == OrderStatus::PendingPayment
                && orders::cancel_in(&mut tx, &mut order, Party::Client).await?
            {
                applied = Applied::Done;
            }
        }
        tx.commit().await?;
        Ok(applied)
    }
}

/// Pays a checkout that this transaction has placed or found, and ends it: from the wallet with the placing, as one act;
/// through the gateway after it. Refused by the wallet, nothing is placed.
pub async fn pay_placed(
    platform: &Platform,
    actor: &Actor,
    mut tx: Tx,
    group: OrderGroupId,
    paying: &Paying,
) -> Result<GroupView, Problem> {
    let rest = pay::from_wallet_in(&mut tx, actor, group, paying).await?;
    tx.commit().await?;
    pay::through_gateway(platform, actor, group, paying, rest).await?;
    view::group(platform, actor, group).await
}
