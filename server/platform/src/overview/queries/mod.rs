//! SQL of the first pages.

mod days;

pub use days::*;

use crate::{Result, Tx};
use model::{
    Currency, Moment, Money, SellerId, UserId,
    overview::{OrderCounts, ProductCounts},
};

/// Across projects, for the timer.
pub async fn projects(tx: &mut sqlx::Transaction<'static, sqlx::Postgres>) -> Result<Vec<model::ProjectId>> {
    Ok(sqlx::query_scalar!(r#"SELECT id as "id: model::ProjectId" FROM projects"#).fetch_all(&mut **tx).await?)
}

pub async fn currency(tx: &mut Tx) -> Result<Currency> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(r#"SELECT default_currency as "currency: Currency" FROM projects WHERE id = $1"#, project)
        .fetch_one(tx.conn())
        .await?)
}

/// Counts of open orders, and of those that ended lately, within a scope that an index holds.
macro_rules! order_counts {
    ($tx:expr, $scope:literal, $id:expr, $days:expr) => {{
        let (project, now) = ($tx.project.0, $tx.now);
        let id: Option<uuid::Uuid> = $id;
        let row = sqlx::query_as!(
            OrderCounts,
            r#"SELECT count(*) FILTER (WHERE status = 'pending_payment') as "unpaid!", count(*) FILTER (WHERE status = 'pending') as "waiting!",
                count(*) FILTER (WHERE status = 'active') as "active!", count(*) FILTER (WHERE status = 'delivered') as "delivered!",
                count(*) FILTER (WHERE status IN ('disputed', 'on_hold')) as "stuck!",
                count(*) FILTER (WHERE status = 'completed') as "completed!", count(*) FILTER (WHERE status IN ('partial', 'refunded')) as "ended_early!",
                count(*) FILTER (WHERE status = 'active' AND due_at < $3::timestamptz) as "late!"
            FROM (
                SELECT status, due_at FROM orders WHERE project_id = $1 AND status IN ('pending_payment', 'pending', 'active', 'delivered', 'disputed', 'on_hold') AND "#
                + $scope
                + r#" UNION ALL
                SELECT status, due_at FROM orders WHERE project_id = $1 AND status IN ('completed', 'partial', 'refunded')
                    AND updated_at >= $3::timestamptz - make_interval(days => $4) AND coalesce(completed_at, updated_at) >= $3::timestamptz - make_interval(days => $4) AND "#
                + $scope
                + ") o",
            project,
            id,
            now,
            $days
        )
        .fetch_one($tx.conn())
        .await?;
        Ok(row)
    }};
}

pub async fn project_counts(tx: &mut Tx, days: i32) -> Result<OrderCounts> {
    order_counts!(tx, "$2::uuid IS NULL", None, days)
}

pub async fn buyer_counts(tx: &mut Tx, buyer: UserId, days: i32) -> Result<OrderCounts> {
    order_counts!(tx, "buyer_id = $2", Some(buyer.0), days)
}

pub async fn seller_counts(tx: &mut Tx, seller: SellerId, days: i32) -> Result<OrderCounts> {
    order_counts!(tx, "seller_id = $2", Some(seller.0), days)
}

/// What lies in escrow for open orders. The order's columns are kept in the transactions that move the money.
macro_rules! held {
    ($tx:expr, $scope:literal, $id:expr, $currency:expr) => {{
        let project = $tx.project.0;
        let id: Option<uuid::Uuid> = $id;
        let minor = sqlx::query_scalar!(
            r#"SELECT coalesce(sum(total - released - refunded), 0)::bigint as "held!" FROM orders
            WHERE project_id = $1 AND currency = $3 AND status IN ('pending', 'active', 'delivered', 'disputed', 'on_hold') AND "#
                + $scope,
            project,
            id,
            $currency.code()
        )
        .fetch_one($tx.conn())
        .await?;
        Ok(Money::new(minor, $currency))
    }};
}

pub async fn held_for_all(tx: &mut Tx, currency: Currency) -> Result<Money> {
    held!(tx, "$2::uuid IS NULL", None, currency)
}

pub async fn held_for_buyer(tx: &mut Tx, buyer: UserId, currency: Currency) -> Result<Money> {
    held!(tx, "buyer_id = $2", Some(buyer.0), currency)
}

pub async fn wallets(tx: &mut Tx, user: UserId) -> Result<Vec<Money>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Money,
        r#"SELECT balance as minor, currency as "currency: Currency" FROM accounts
        WHERE project_id = $1 AND owner_id = $2 AND kind = 'wallet' AND balance > 0"#,
        project,
        user.0
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn spent(tx: &mut Tx, user: UserId, currency: Currency, days: i32) -> Result<Money> {
    let (project, now) = (tx.project.0, tx.now);
    let minor = sqlx::query_scalar!(
        r#"SELECT coalesce(sum(total - refunded), 0)::bigint as "spent!" FROM orders
        WHERE project_id = $1 AND buyer_id = $2 AND currency = $3 AND paid_at >= $4::timestamptz - make_interval(days => $5)"#,
        project,
        user.0,
        currency.code(),
        now,
        days
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(Money::new(minor, currency))
}

pub struct Steps {
    pub has_ordered: bool,
    pub has_topped_up: bool,
}

pub async fn first_steps(tx: &mut Tx, user: UserId) -> Result<Steps> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Steps,
        r#"SELECT EXISTS (SELECT FROM orders WHERE project_id = $1 AND buyer_id = $2 AND paid_at IS NOT NULL) as "has_ordered!",
            EXISTS (SELECT FROM accounts WHERE project_id = $1 AND owner_id = $2 AND kind = 'wallet') as "has_topped_up!""#,
        project,
        user.0
    )
    .fetch_one(tx.conn())
    .await?)
}

pub async fn next_clearing(tx: &mut Tx, seller: SellerId, currency: Currency) -> Result<Option<Moment>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        "SELECT min(available_at) FROM earnings WHERE project_id = $1 AND seller_id = $2 AND currency = $3 AND cleared_at IS NULL",
        project,
        seller.0,
        currency.code()
    )
    .fetch_one(tx.conn())
    .await?)
}

pub async fn product_counts(tx: &mut Tx, seller: SellerId) -> Result<ProductCounts> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        ProductCounts,
        r#"SELECT count(*) FILTER (WHERE status = 'draft') as "draft!", count(*) FILTER (WHERE status = 'in_review') as "in_review!",
            count(*) FILTER (WHERE status = 'published') as "published!", count(*) FILTER (WHERE status = 'paused') as "paused!"
        FROM products WHERE project_id = $1 AND seller_id = $2"#,
        project,
        seller.0
    )
    .fetch_one(tx.conn())
    .await?)
}

pub async fn rating(tx: &mut Tx, seller: SellerId) -> Result<(i64, i64)> {
    let project = tx.project.0;
    let row = sqlx::query!(
        "SELECT rating_sum, rating_count FROM sellers WHERE project_id = $1 AND id = $2",
        project,
        seller.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.rating_sum, row.rating_count))
}

/// What the project owes its sellers: one row per seller, clearing and available.
pub async fn owed_to_sellers(tx: &mut Tx, currency: Currency) -> Result<Money> {
    let project = tx.project.0;
    let minor = sqlx::query_scalar!(
        r#"SELECT coalesce(sum(balance), 0)::bigint as "owed!" FROM accounts
        WHERE project_id = $1 AND kind IN ('seller_pending', 'seller_available') AND currency = $2"#,
        project,
        currency.code()
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(Money::new(minor, currency))
}

pub struct Waiting {
    pub webhooks: i64,
    pub products: i64,
    pub sellers: i64,
}

/// Counted up to 100 each: more than that is "many".
pub async fn waiting_for_staff(tx: &mut Tx) -> Result<Waiting> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Waiting,
        r#"SELECT
            (SELECT count(*) FROM (SELECT FROM payment_events WHERE project_id = $1 AND status = 'failed' LIMIT 100) a) as "webhooks!",
            (SELECT count(*) FROM (SELECT FROM products WHERE project_id = $1 AND status = 'in_review' LIMIT 100) b) as "products!",
            (SELECT count(*) FROM (SELECT FROM sellers WHERE project_id = $1 AND status = 'pending_approval' LIMIT 100) c) as "sellers!""#,
        project
    )
    .fetch_one(tx.conn())
    .await?)
}
