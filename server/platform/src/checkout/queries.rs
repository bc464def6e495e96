//! SQL of the till.

mod insert;

pub use insert::*;

use crate::{Result, Tx};
use model::{
    AddonId, CartItemId, Currency, Moment, Money, OrderGroupId, OrderId, PackageId, PaymentId, ProductId, UserId,
    checkout::{GroupOrder, GroupStatus},
    intake::Answers,
    orders::OrderStatus,
};
use sqlx::types::Json;
use uuid::Uuid;

/// One line of a cart.
pub struct CartRow {
    pub id: CartItemId,
    pub product: ProductId,
    pub package: Option<PackageId>,
    pub addons: Vec<AddonId>,
    pub quantity: i64,
    pub answers: Answers,
}

struct RawCartRow {
    id: CartItemId,
    product: ProductId,
    package: Option<PackageId>,
    addons: Vec<Uuid>,
    quantity: i64,
    answers: Json<Answers>,
}

impl From<RawCartRow> for CartRow {
    fn from(row: RawCartRow) -> Self {
        let addons = row.addons.into_iter().map(AddonId).collect();
        let RawCartRow { id, product, package, quantity, .. } = row;
        Self { id, product, package, addons, quantity, answers: row.answers.0 }
    }
}

/// The person's cart, oldest line first.
pub async fn cart(tx: &mut Tx, user: UserId) -> Result<Vec<CartRow>> {
    let project = tx.project.0;
    let rows = sqlx::query_as!(
        RawCartRow,
        r#"SELECT id as "id: CartItemId", product_id as "product: ProductId", package_id as "package: PackageId", addon_ids AS addons, quantity,
            answers as "answers: Json<Answers>"
           FROM cart_items WHERE project_id = $1 AND user_id = $2 ORDER BY id"#,
        project,
        user.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The same, locked: a second checkout of the same cart waits, and then finds it empty.
pub async fn lock_cart(tx: &mut Tx, user: UserId) -> Result<Vec<CartRow>> {
    let project = tx.project.0;
    let rows = sqlx::query_as!(
        RawCartRow,
        r#"SELECT id as "id: CartItemId", product_id as "product: ProductId", package_id as "package: PackageId", addon_ids AS addons, quantity,
            answers as "answers: Json<Answers>"
           FROM cart_items WHERE project_id = $1 AND user_id = $2 ORDER BY id FOR UPDATE"#,
        project,
        user.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Takes exactly these lines out of the cart: what another window put in meanwhile stays.
pub async fn take_from_cart(tx: &mut Tx, user: UserId, lines: &[CartItemId]) -> Result<()> {
    let project = tx.project.0;
    let lines: Vec<Uuid> = lines.iter().map(|line| line.0).collect();
    sqlx::query!(
        "DELETE FROM cart_items WHERE project_id = $1 AND user_id = $2 AND id = ANY ($3)",
        project,
        user.0,
        &lines
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn project_currency(tx: &mut Tx) -> Result<Currency> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(r#"SELECT default_currency as "currency: Currency" FROM projects WHERE id = $1"#, project)
        .fetch_one(tx.conn())
        .await?)
}

pub async fn seller_names(tx: &mut Tx, sellers: Vec<Uuid>) -> Result<Vec<(Uuid, String)>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        "SELECT id, business_name FROM sellers WHERE project_id = $1 AND id = ANY ($2)",
        project,
        &sellers
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.business_name)).collect())
}

pub struct GroupRow {
    pub id: OrderGroupId,
    pub number: String,
    pub buyer: UserId,
    pub currency: Currency,
    pub total: i64,
    pub status: GroupStatus,
    pub placed_at: Moment,
}

impl GroupRow {
    pub const fn total(&self) -> Money {
        Money::new(self.total, self.currency)
    }
}

pub async fn group(tx: &mut Tx, group: OrderGroupId) -> Result<Option<GroupRow>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        GroupRow,
        r#"SELECT id as "id: OrderGroupId", number, buyer_id as "buyer: UserId", currency as "currency: Currency", total,
            status as "status: GroupStatus", created_at AS placed_at
           FROM order_groups WHERE project_id = $1 AND id = $2"#,
        project,
        group.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn group_of_key(tx: &mut Tx, user: UserId, key: &str) -> Result<Option<OrderGroupId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT id as "id: OrderGroupId" FROM order_groups WHERE project_id = $1 AND buyer_id = $2 AND idempotency_key = $3"#,
        project,
        user.0,
        key
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub struct OrderOfGroup {
    pub id: OrderId,
    number: String,
    title: String,
    seller: String,
    total: i64,
    status: OrderStatus,
    needs_answers: bool,
}

impl OrderOfGroup {
    pub fn view(self, currency: Currency) -> GroupOrder {
        GroupOrder {
            id: self.id,
            number: self.number,
            title: self.title,
            seller: self.seller,
            total: Money::new(self.total, currency),
            status: self.status,
            needs_answers: self.needs_answers,
        }
    }
}

pub async fn orders(tx: &mut Tx, group: OrderGroupId) -> Result<Vec<OrderOfGroup>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        OrderOfGroup,
        r#"SELECT o.id as "id: OrderId", o.number, o.title, s.business_name AS seller, o.total, o.status as "status: OrderStatus",
            EXISTS (SELECT FROM order_items i WHERE i.project_id = o.project_id AND i.order_id = o.id AND i.answered_at IS NULL) AS "needs_answers!"
           FROM orders o JOIN sellers s ON s.project_id = o.project_id AND s.id = o.seller_id
           WHERE o.project_id = $1 AND o.group_id = $2 ORDER BY o.id"#,
        project,
        group.0
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Payments of the checkout that came to nothing: the next try is a new payment.
pub async fn failed_payments(tx: &mut Tx, group: OrderGroupId) -> Result<i64> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM payments WHERE project_id = $1 AND group_id = $2 AND status IN ('failed', 'cancelled', 'expired', 'succeeded')"#,
        project,
        group.0
    )
    .fetch_one(tx.conn())
    .await?)
}

pub async fn latest_payment(tx: &mut Tx, group: OrderGroupId) -> Result<Option<PaymentId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT id as "id: PaymentId" FROM payments WHERE project_id = $1 AND group_id = $2 ORDER BY id DESC LIMIT 1"#,
        project,
        group.0
    )
    .fetch_optional(tx.conn())
    .await?)
}
