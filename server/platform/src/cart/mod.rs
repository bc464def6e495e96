//! The cart on PostgreSQL. Nothing in it carries a price: each reading prices anew through `catalogue`.

mod queries;
#[cfg(test)]
mod refusal_tests;
#[cfg(test)]
mod tests;

use crate::{
    Platform, Result, Tx,
    catalogue::{Loaded, products_in},
    clock::new_id,
    outbox,
};
use async_trait::async_trait;
use model::{
    Actor, CartItemId, Currency, Money, Problem, UserId,
    cart::{Cart, CartGroup, CartLine, Carts, MAX_LINES, NewCartItem},
    catalogue::{MAX_QUANTITY, Selection, cover_url},
    events::{Subject, Topic},
    intake::{self, Answers},
    text,
};
pub use queries::{Line, Owner};

#[async_trait]
impl Carts for Platform {
    async fn cart(&self, actor: &Actor) -> Result<Cart, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let cart = cart_in(&mut tx, &owner(actor)).await?;
        tx.commit().await?;
        Ok(cart)
    }

    async fn add_to_cart(&self, actor: &Actor, item: &NewCartItem) -> Result<CartItemId, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let id = add_in(&mut tx, actor, item).await?;
        tell(&mut tx, actor).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn change_quantity(&self, actor: &Actor, id: CartItemId, quantity: i64) -> Result<(), Problem> {
        let mut tx = self.db.begin(actor).await?;
        let (line, product) = line_in(&mut tx, actor, id).await?;
        let bought = product.purchase(&Selection { quantity, ..line.selection() })?;
        queries::set_quantity(&mut tx, id, bought.quantity).await?;
        tell(&mut tx, actor).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn answer_cart_item(&self, actor: &Actor, id: CartItemId, answers: &Answers) -> Result<(), Problem> {
        let mut tx = self.db.begin(actor).await?;
        let (_, product) = line_in(&mut tx, actor, id).await?;
        let answers = intake::validate_given(&product.intake, answers).map_err(Problem::Invalid)?;
        queries::set_answers(&mut tx, id, &answers).await?;
        tell(&mut tx, actor).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn remove_from_cart(&self, actor: &Actor, id: CartItemId) -> Result<(), Problem> {
        let mut tx = self.db.begin(actor).await?;
        queries::delete(&mut tx, &owner(actor), id).await?;
        tell(&mut tx, actor).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Whose cart: the person's, or the visitor's cookie's. Somebody with neither has an empty one.
pub fn owner(actor: &Actor) -> Owner {
    match &actor.user {
        Some(user) => Owner { user: Some(user.id), visitor: None },
        None => Owner { user: None, visitor: actor.visitor.clone() },
    }
}

/// The cart of this moment. Lines that can no longer be bought stay, with the reason.
pub async fn cart_in(tx: &mut Tx, owner: &Owner) -> Result<Cart> {
    let lines = queries::lines(tx, owner).await?;
    let ids: Vec<_> = lines.iter().map(|line| line.product).collect();
    let products = if ids.is_empty() { Vec::new() } else { products_in(tx, &ids).await? };
    let currency = match products.first() {
        Some(product) => product.offer.currency,
        None => queries::project_currency(tx).await?,
    };
    Ok(grouped(&lines, &products, currency)?)
}

/// Takes the visitor's cart into the person's own, at sign-in. The same choice twice keeps the larger quantity.
pub async fn merge_in(tx: &mut Tx, user: UserId, visitor: &str) -> Result<u64> {
    let moved = queries::merge(tx, user, visitor).await?;
    if moved > 0 {
        outbox::publish_in(tx, &[Topic::User(user)], Subject::Cart, None).await?;
    }
    Ok(moved)
}

async fn add_in(tx: &mut Tx, actor: &Actor, item: &NewCartItem) -> Result<CartItemId> {
    let owner = owner(actor);
    if owner.user.is_none() && owner.visitor.is_none() {
        return Err(Problem::Conflict(text!(
            "Your browser refuses our cookie, so the cart can't be kept. Allow it, or sign in.",
            "Ihr Browser lehnt unser Cookie ab, daher kann der Warenkorb nicht behalten werden. Erlauben Sie es oder melden Sie sich an."
        ))
        .into());
    }
    let product = products_in(tx, &[item.product]).await?.pop().ok_or(Problem::NotFound)?;
    if actor.sells_for(product.row.seller_id) {
        return Err(Problem::Conflict(text!(
            "This is your own service: you can't buy from yourself.",
            "Das ist Ihre eigene Leistung: Sie können nicht bei sich selbst kaufen."
        ))
        .into());
    }
    let bought = product.purchase(&item.selection)?;
    let answers = intake::validate_given(&product.intake, &item.answers).map_err(Problem::Invalid)?;
    let mut addons: Vec<_> = bought.addons.iter().map(|addon| addon.id).collect();
    addons.sort_unstable();
    let selection =
        Selection { package: bought.package.as_ref().map(|package| package.id), addons, quantity: bought.quantity };
    queries::hold(tx, &owner).await?;
    let lines = queries::lines(tx, &owner).await?;
    // the same thing with the same answers again: more of it, not a second line
    let same = |line: &&Line| {
        line.product == item.product && line.package == selection.package && line.addons == selection.addons
    };
    if let Some(line) = lines.iter().find(|line| same(line) && (answers.is_empty() || line.answers.0 == answers)) {
        let quantity = line.quantity.saturating_add(selection.quantity);
        product.purchase(&Selection { quantity, ..selection })?;
        queries::set_quantity(tx, line.id, quantity).await?;
        return Ok(line.id);
    }
    if i64::try_from(lines.len()).unwrap_or(i64::MAX) >= MAX_LINES {
        return Err(full().into());
    }
    let id = new_id::<CartItemId>();
    queries::insert(tx, &owner, id, item.product, &selection, &answers).await?;
    Ok(id)
}

/// The person's lines; nobody else writes to their cart until the transaction ends.
pub async fn hold_in(tx: &mut Tx, user: UserId) -> Result<Vec<Line>> {
    let owner = Owner { user: Some(user), visitor: None };
    queries::hold(tx, &owner).await?;
    queries::lines(tx, &owner).await
}

/// No more fits in.
pub fn full() -> Problem {
    let most = MAX_LINES;
    Problem::Conflict(text!(
        "A cart holds at most {most} lines. Check out first.",
        "Ein Warenkorb fasst höchstens {most} Positionen. Schließen Sie zuerst ab."
    ))
}

/// A line of the actor's own cart with its product.
async fn line_in(tx: &mut Tx, actor: &Actor, id: CartItemId) -> Result<(Line, Loaded)> {
    let line =
        queries::lines(tx, &owner(actor)).await?.into_iter().find(|line| line.id == id).ok_or(Problem::NotFound)?;
    let product = products_in(tx, &[line.product]).await?.pop().ok_or(Problem::NotFound)?;
    Ok((line, product))
}

/// The person's other windows read again; a visitor has only one.
async fn tell(tx: &mut Tx, actor: &Actor) -> Result<()> {
    match &actor.user {
        Some(user) => outbox::publish_in(tx, &[Topic::User(user.id)], Subject::Cart, None).await,
        None => Ok(()),
    }
}

fn grouped(lines: &[Line], products: &[Loaded], currency: Currency) -> Result<Cart, Problem> {
    let mut groups: Vec<CartGroup> = Vec::new();
    let mut total = Money::zero(currency);
    for line in lines {
        let Some(product) = products.iter().find(|product| product.row.id == line.product) else { continue };
        let mut shown = shown(line, product);
        if product.offer.currency != currency {
            // one checkout is one currency; the line stays where it can be taken out
            shown.quote = Err(text!(
                "Its price is in another currency than the rest of the cart. Buy it separately.",
                "Der Preis ist in einer anderen Währung als der übrige Warenkorb. Kaufen Sie es einzeln."
            ));
        }
        let price = shown.quote.as_ref().map_or(Money::zero(currency), |quote| quote.total);
        total = total.checked_add(price)?;
        match groups.iter_mut().find(|group| group.seller == product.row.seller_id) {
            Some(group) => {
                group.subtotal = group.subtotal.checked_add(price)?;
                group.lines.push(shown);
            }
            None => groups.push(CartGroup {
                seller: product.row.seller_id,
                name: product.row.seller_name.clone(),
                slug: product.row.seller_slug.clone(),
                lines: vec![shown],
                subtotal: price,
            }),
        }
    }
    let count = groups.iter().map(|group| group.lines.len()).sum::<usize>();
    Ok(Cart { groups, total, count: i64::try_from(count).unwrap_or(i64::MAX) })
}

fn shown(line: &Line, product: &Loaded) -> CartLine {
    let selection = line.selection();
    let quote = product.for_sale().and_then(|()| product.offer.price(&selection)).map_err(|problem| match problem {
        Problem::Conflict(text) => text,
        Problem::Invalid(fields) => fields.0.into_iter().next().map_or_else(gone, |(_, message)| message),
        _ => gone(),
    });
    let units = product.offer.units.as_ref();
    CartLine {
        id: line.id,
        product: line.product,
        slug: product.row.slug.clone(),
        name: product.row.name.clone(),
        cover: cover_url(&product.row.slug, product.row.cover_file_id),
        unit: product.row.unit.clone(),
        selection,
        quote,
        min: units.map_or(1, |units| units.min),
        max: units.map_or(MAX_QUANTITY, |units| units.max),
        step: units.map_or(1, |units| units.step),
        answered: intake::validate(&product.intake, &line.answers.0).is_ok(),
        intake: product.intake.clone(),
        answers: line.answers.0.clone(),
    }
}

fn gone() -> model::problem::Text {
    text!("This is no longer offered.", "Das wird nicht mehr angeboten.")
}
