//! What the till shows: the cart by seller before, the placed checkout after.

use super::{place::one_currency, queries};
use crate::{Platform, Result, Tx, catalogue::load_purchases_in, wallets};
use model::{
    Actor, Money, OrderGroupId, Permission, Problem,
    checkout::{CheckoutLine, CheckoutSeller, CheckoutView, GroupView},
    intake::validate,
    orders::UNPAID_HOURS,
    payments::{GatewayChoice, Payments, SavedMethod},
    text, tr,
};
use time::Duration;

/// Ways to pay beside the wallet, which has its own switch.
pub async fn outside_gateways(platform: &Platform, actor: &Actor) -> Result<Vec<GatewayChoice>, Problem> {
    Ok(platform.gateways(actor).await?.into_iter().filter(|gateway| !gateway.is_wallet).collect())
}

/// The same with the caller's saved methods.
pub struct Ways {
    pub gateways: Vec<GatewayChoice>,
    pub methods: Vec<SavedMethod>,
}

pub async fn ways_to_pay(platform: &Platform, actor: &Actor) -> Result<Ways, Problem> {
    Ok(Ways { gateways: outside_gateways(platform, actor).await?, methods: platform.payment_methods(actor).await? })
}

pub async fn checkout_in(tx: &mut Tx, actor: &Actor, ways: Ways) -> Result<CheckoutView> {
    let user = actor.require(Permission::OrderPlace)?.id;
    let rows = queries::cart(tx, user).await?;
    let choices: Vec<_> = rows.iter().map(|row| (row.product, row.selection())).collect();
    let priced = load_purchases_in(tx, &choices).await?;
    let (mut lines, mut obstacles) = (Vec::new(), Vec::new());
    for (row, item) in rows.into_iter().zip(priced) {
        match item {
            Ok(item) => lines.push(super::place::Line { row, item }),
            Err(Problem::Conflict(why)) => obstacles.push(why),
            Err(Problem::Invalid(fields)) => obstacles.extend(fields.0.into_iter().map(|(_, why)| why)),
            Err(Problem::NotFound) => obstacles.push(text!(
                "Something in the cart is no longer offered.",
                "Etwas im Warenkorb wird nicht mehr angeboten."
            )),
            Err(other) => return Err(other.into()),
        }
    }
    if lines.is_empty() && obstacles.is_empty() {
        obstacles.push(text!("Your cart is empty.", "Ihr Warenkorb ist leer."));
    }
    let currency = match one_currency(&lines) {
        Ok(currency) => currency,
        Err(Problem::Conflict(why)) => {
            if !lines.is_empty() {
                obstacles.push(why);
            }
            queries::project_currency(tx).await?
        }
        Err(other) => return Err(other.into()),
    };
    for line in lines.iter().filter(|line| actor.sells_for(line.item.seller)) {
        let name = &line.item.name;
        obstacles.push(text!(
            "“{name}” is your own offer; take it out of the cart.",
            "„{name}“ ist Ihr eigenes Angebot; nehmen Sie es aus dem Warenkorb."
        ));
    }
    let names = queries::seller_names(tx, lines.iter().map(|line| line.item.seller.0).collect()).await?;
    let (mut sellers, mut total): (Vec<(model::SellerId, CheckoutSeller)>, Money) = (Vec::new(), Money::zero(currency));
    for line in lines.iter().filter(|line| line.item.currency == currency) {
        total = total.checked_add(line.item.price)?;
        let shown = shown(line, actor);
        match sellers.iter_mut().find(|(id, _)| *id == line.item.seller) {
            Some((_, seller)) => {
                seller.total = seller.total.checked_add(shown.price)?;
                seller.lines.push(shown);
            }
            None => {
                let name = names
                    .iter()
                    .find(|(id, _)| *id == line.item.seller.0)
                    .map(|(_, name)| name.clone())
                    .unwrap_or_default();
                sellers.push((line.item.seller, CheckoutSeller { name, total: shown.price, lines: vec![shown] }));
            }
        }
    }
    let wallet = wallets::balance_in(tx, user, currency).await?;
    let key = format!("till-{}", uuid::Uuid::now_v7().simple());
    Ok(CheckoutView {
        key,
        sellers: sellers.into_iter().map(|(_, seller)| seller).collect(),
        total,
        wallet,
        gateways: ways.gateways,
        methods: ways.methods,
        obstacles,
    })
}

fn shown(line: &super::place::Line, actor: &Actor) -> CheckoutLine {
    let item = &line.item;
    let mut parts: Vec<String> = item.package.iter().map(|package| package.name.clone()).collect();
    if item.quantity > 1 {
        let (quantity, unit) = (item.quantity, &item.unit);
        parts.push(if unit.is_empty() {
            tr!(actor.lang; "{quantity} times", "{quantity}-mal")
        } else {
            format!("{quantity} {unit}")
        });
    }
    parts.extend(item.addons.iter().map(|addon| format!("+ {}", addon.name)));
    CheckoutLine {
        name: item.name.clone(),
        detail: parts.join(" · "),
        price: item.price,
        delivery_days: item.delivery_days,
        answered: validate(&item.intake, &line.row.answers).is_ok(),
    }
}

/// A placed checkout of the caller's own, with its latest payment.
pub async fn group(platform: &Platform, actor: &Actor, group: OrderGroupId) -> Result<GroupView, Problem> {
    let user = actor.user_id()?;
    let ways = ways_to_pay(platform, actor).await?;
    let mut tx = platform.db.begin(actor).await?;
    let row = queries::group(&mut tx, group).await?.filter(|row| row.buyer == user).ok_or(Problem::NotFound)?;
    let orders = queries::orders(&mut tx, group).await?;
    let wallet = wallets::balance_in(&mut tx, user, row.currency).await?;
    let payment = queries::latest_payment(&mut tx, group).await?;
    tx.commit().await?;
    let payment = match payment {
        Some(id) => Some(platform.payment(actor, id).await?),
        None => None,
    };
    Ok(GroupView {
        id: row.id,
        total: row.total(),
        number: row.number,
        status: row.status,
        placed_at: row.placed_at,
        pay_until: row.placed_at + Duration::hours(UNPAID_HOURS),
        wallet,
        gateways: ways.gateways,
        methods: ways.methods,
        payment,
        orders: orders.into_iter().map(|order| order.view(row.currency)).collect(),
    })
}
