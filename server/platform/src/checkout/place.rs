//! Placing: the cart's rows are locked, priced, and become a checkout with one order per seller, each with its
//! milestones, whose amounts sum to its price.

use super::{
    order::{NewOrder, Piece, place_order_in},
    queries::{self, CartRow},
};
use crate::{
    Result, Tx,
    catalogue::{PricedItem, load_purchases_in},
    clock::new_id,
    orders::{core::at_most, queries::next_number},
    outbox,
};
use model::{
    Actor, Currency, Money, OrderGroupId, Problem, SellerId, UserId,
    catalogue::Selection,
    checkout::CheckOut,
    events::{Subject, Topic},
    text,
};
use serde_json::json;

/// One line of the cart with its price of this moment.
pub struct Line {
    pub row: CartRow,
    pub item: PricedItem,
}

/// The checkout of this key: a new one, or the one that the same key placed before.
pub async fn place_in(tx: &mut Tx, actor: &Actor, wanted: &CheckOut) -> Result<OrderGroupId> {
    let user = actor.user_id()?;
    if let Some(group) = queries::group_of_key(tx, user, &wanted.key).await? {
        return Ok(group);
    }
    let note = at_most("note", &wanted.note, 4_000)?;
    let rows = queries::lock_cart(tx, user).await?;
    if rows.is_empty() {
        // a second press of the button waited for the first one, which took the cart
        return queries::group_of_key(tx, user, &wanted.key).await?.ok_or_else(|| empty_cart().into());
    }
    let lines = price_in(tx, rows).await?;
    let currency = one_currency(&lines)?;
    for line in &lines {
        if actor.sells_for(line.item.seller) {
            let name = &line.item.name;
            return Err(Problem::Conflict(text!(
                "“{name}” is your own offer; take it out of the cart.",
                "„{name}“ ist Ihr eigenes Angebot; nehmen Sie es aus dem Warenkorb."
            ))
            .into());
        }
    }
    let total = Money::sum(lines.iter().map(|line| line.item.price), currency)?;
    if wanted.expected.is_some_and(|expected| expected != total.minor) {
        let now = (total.format(model::Lang::En), total.format(model::Lang::De));
        let (en, de) = now;
        return Err(Problem::Conflict(text!(
            "A price has changed; the cart costs {en} now. Check it and pay again.",
            "Ein Preis hat sich geändert; der Warenkorb kostet jetzt {de}. Prüfen Sie ihn und zahlen Sie erneut."
        ))
        .into());
    }

    let (group, number) = open_group_in(tx, user, total, &wanted.key).await?;
    let bought: Vec<_> = lines.iter().map(|line| line.row.id).collect();
    for (seller, lines) in by_seller(lines) {
        let pieces = lines.iter().map(Piece::of).collect::<Result<Vec<_>, Problem>>()?;
        let total = Money::sum(lines.iter().map(|line| line.item.price), currency)?;
        let order = NewOrder { group, seller, title: &title(&lines), total, note: &note, event: "place" };
        place_order_in(tx, actor, &order, &pieces).await?;
    }
    queries::take_from_cart(tx, user, &bought).await?;
    outbox::publish_in(tx, &[Topic::User(user)], Subject::Cart, None).await?;
    outbox::record_in(
        tx,
        "check_out",
        "order_group",
        Some(group.0),
        json!({"number": number, "total": total.minor, "currency": currency}),
    )
    .await?;
    Ok(group)
}

/// A checkout that has no orders yet, and its number.
pub async fn open_group_in(tx: &mut Tx, buyer: UserId, total: Money, key: &str) -> Result<(OrderGroupId, String)> {
    let group: OrderGroupId = new_id();
    let number = next_number(tx, "CHK").await?;
    queries::insert_group(tx, group, &number, buyer, total, key).await?;
    Ok((group, number))
}

/// Prices every row, or says of the first that cannot be bought why not.
async fn price_in(tx: &mut Tx, rows: Vec<CartRow>) -> Result<Vec<Line>> {
    let choices: Vec<_> = rows.iter().map(|row| (row.product, row.selection())).collect();
    let priced = load_purchases_in(tx, &choices).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for (row, item) in rows.into_iter().zip(priced) {
        lines.push(Line { row, item: item? });
    }
    Ok(lines)
}

/// One checkout is one payment, so it is one currency.
pub fn one_currency(lines: &[Line]) -> Result<Currency, Problem> {
    let first = lines.first().ok_or_else(empty_cart)?.item.currency;
    if lines.iter().all(|line| line.item.currency == first) {
        return Ok(first);
    }
    Err(Problem::Conflict(text!(
        "The cart holds prices in several currencies. Buy one currency at a time.",
        "Der Warenkorb enthält Preise in mehreren Währungen. Kaufen Sie je Währung einzeln ein."
    )))
}

fn empty_cart() -> Problem {
    Problem::Conflict(text!("Your cart is empty.", "Ihr Warenkorb ist leer."))
}

/// In the order in which sellers first appear.
fn by_seller(lines: Vec<Line>) -> Vec<(SellerId, Vec<Line>)> {
    let mut groups: Vec<(SellerId, Vec<Line>)> = Vec::new();
    for line in lines {
        let seller = line.item.seller;
        match groups.iter_mut().find(|(id, _)| *id == seller) {
            Some((_, lines)) => lines.push(line),
            None => groups.push((seller, vec![line])),
        }
    }
    groups
}

fn title(lines: &[Line]) -> String {
    let first = lines.first().map_or("", |line| line.item.name.as_str());
    match lines.len() {
        0 | 1 => first.to_owned(),
        n => format!("{first} + {}", n - 1),
    }
}

impl CartRow {
    /// What the cart says was chosen.
    pub fn selection(&self) -> Selection {
        Selection { package: self.package, addons: self.addons.clone(), quantity: self.quantity }
    }
}
