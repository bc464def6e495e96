//! The cart: what somebody is about to buy, priced live, grouped by seller. A visitor's cart hangs on a random cookie and
//! joins their own at sign-in.

use crate::{
    Actor, CartItemId, Money, Problem, ProductId, SellerId,
    catalogue::{Quote, Selection},
    intake::{Answers, IntakeField},
    problem::Text,
};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Lines a cart can have.
pub const MAX_LINES: i64 = 50;

/// What is put into the cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCartItem {
    pub product: ProductId,
    #[serde(flatten)]
    pub selection: Selection,
    /// May be empty or partial: what is missing is asked after payment.
    #[serde(default)]
    pub answers: Answers,
}

/// The cart, priced at this moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cart {
    pub groups: Vec<CartGroup>,
    /// Of all lines that can be bought.
    pub total: Money,
    /// Lines, those that cannot be bought included.
    pub count: i64,
}

impl Cart {
    /// Whether checkout can start: something is in it, and all of it can be bought.
    pub fn ready(&self) -> bool {
        self.count > 0 && self.groups.iter().all(|group| group.lines.iter().all(|line| line.quote.is_ok()))
    }
}

/// What is bought from one seller: becomes one order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartGroup {
    pub seller: SellerId,
    pub name: String,
    pub slug: String,
    pub lines: Vec<CartLine>,
    pub subtotal: Money,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartLine {
    pub id: CartItemId,
    pub product: ProductId,
    pub slug: String,
    pub name: String,
    pub cover: String,
    pub unit: String,
    pub selection: Selection,
    /// The price now, or why it cannot be bought as it stands.
    pub quote: Result<Quote, Text>,
    /// Smallest, largest and step of the quantity.
    pub min: i64,
    pub max: i64,
    pub step: i64,
    pub intake: Vec<IntakeField>,
    pub answers: Answers,
    /// All required questions are answered.
    pub answered: bool,
}

/// What may be done with a cart.
#[async_trait]
pub trait Carts: Send + Sync {
    async fn cart(&self, actor: &Actor) -> Result<Cart, Problem>;
    /// Checks the choice and the answers that were given; the same choice again adds to its quantity.
    async fn add_to_cart(&self, actor: &Actor, item: &NewCartItem) -> Result<CartItemId, Problem>;
    async fn change_quantity(&self, actor: &Actor, id: CartItemId, quantity: i64) -> Result<(), Problem>;
    async fn answer_cart_item(&self, actor: &Actor, id: CartItemId, answers: &Answers) -> Result<(), Problem>;
    /// Removing what is gone already is no error.
    async fn remove_from_cart(&self, actor: &Actor, id: CartItemId) -> Result<(), Problem>;
}
