//! The first pages' figures against rows of known size.

use crate::testing::{self, TestPlatform};
use model::{
    Actor, Currency, Money, Problem, Role, SellerId,
    overview::{DayFigures, Overviews},
};
use sqlx::AssertSqlSafe;

const EUR: Currency = Currency::Eur;

/// Writes an order straight into the table: what is tested here is reading. `ago` in days.
async fn order(t: &TestPlatform, buyer: &Actor, seller: SellerId, total: i64, released: i64, status: &str, ago: i64) {
    let id = uuid::Uuid::now_v7();
    let buyer = buyer.user_id().expect("user");
    let at = "(SELECT now) - make_interval(days => $AGO)"
        .replace("$AGO", &ago.to_string())
        .replace("(SELECT now)", &format!("'{}'::timestamptz", t.db.now()));
    let paid = if status == "pending_payment" { "NULL" } else { &at };
    let sql = format!(
        "WITH g AS (INSERT INTO order_groups (project_id, id, number, buyer_id, currency, total, idempotency_key, created_at)
            VALUES ('{p}', '{id}', '{id}', '{buyer}', 'EUR', {total}, '{id}', {at}) RETURNING id)
        INSERT INTO orders (project_id, id, number, group_id, buyer_id, seller_id, status, title, currency, total, commission_bps, released, fee,
            snapshot, snapshot_hash, placed_at, paid_at, due_at, completed_at, updated_at)
        SELECT '{p}', '{id}', '{id}', g.id, '{buyer}', '{seller}', '{status}', 'Logo', 'EUR', {total}, 1000, {released}, {released} / 10,
            '{{}}', 'x', {at}, {paid}, {at} + interval '3 days', CASE WHEN '{status}' = 'completed' THEN {at} END, {at} FROM g",
        p = t.project
    );
    // foreign keys are checked, triggers of other domains are theirs
    sqlx::query(AssertSqlSafe(sql)).execute(t.db.owner()).await.expect("order");
}

#[tokio::test]
async fn figures_per_day_are_closed_once_and_read_the_same() {
    let t = testing::platform().await;
    let (seller, _) = t.seller("cy").await;
    let ada = t.user("ada", &[Role::Client]).await;
    let admin = t.user("root", &[Role::Admin]).await;
    order(&t, &ada, seller, 10_000, 10_000, "completed", 40).await;
    order(&t, &ada, seller, 20_000, 20_000, "completed", 5).await;
    order(&t, &ada, seller, 30_000, 0, "active", 5).await;
    order(&t, &ada, seller, 40_000, 5_000, "delivered", 0).await;
    order(&t, &ada, seller, 50_000, 0, "pending_payment", 0).await;

    let first = t.admin_overview(&admin).await.expect("overview");
    assert_eq!(first.days.len(), 30);
    assert_eq!(DayFigures::total(&first.days, |d| d.gmv, EUR), Money::new(90_000, EUR));
    assert_eq!(first.days[24].gmv, Money::new(50_000, EUR));
    assert_eq!((first.days[29].day.as_str(), first.days[29].orders), ("2026-06-01", 1));
    assert_eq!(first.escrow_held, Money::new(65_000, EUR));
    assert_eq!(
        (first.orders.active, first.orders.delivered, first.orders.completed, first.orders.unpaid, first.orders.late),
        (1, 1, 1, 1, 1)
    );
    assert_eq!(t.admin_overview(&admin).await.expect("again"), first);

    // the next day: yesterday is closed, and says the same
    t.clock.advance(time::Duration::days(1));
    order(&t, &ada, seller, 1_000, 0, "active", 0).await;
    t.close_days(t.project).await.expect("close");
    let next = t.admin_overview(&admin).await.expect("overview");
    assert_eq!(next.days[..29], first.days[1..]);
    assert_eq!(next.days[29].gmv, Money::new(1_000, EUR));
}

#[tokio::test]
async fn each_sees_their_own_figures() {
    let t = testing::platform().await;
    let (seller, cy) = t.seller("cy").await;
    let (other, _) = t.seller("dan").await;
    let (ada, bob) = (t.user("ada", &[Role::Client]).await, t.user("bob", &[Role::Client]).await);
    order(&t, &ada, seller, 20_000, 5_000, "active", 2).await;
    order(&t, &bob, seller, 30_000, 0, "pending", 1).await;
    order(&t, &ada, other, 70_000, 0, "delivered", 1).await;

    let selling = t.seller_overview(&cy).await.expect("seller");
    assert_eq!((selling.orders.active, selling.orders.waiting, selling.orders.delivered), (1, 1, 0));
    assert_eq!((selling.days.len(), selling.available), (30, Money::zero(EUR)));

    let buying = t.client_overview(&ada).await.expect("client");
    assert_eq!(buying.in_escrow, Money::new(85_000, EUR));
    assert_eq!(buying.spent, Money::new(90_000, EUR));
    assert_eq!((buying.wallet, buying.has_ordered, buying.has_topped_up), (vec![Money::zero(EUR)], true, false));

    assert_eq!(t.admin_overview(&ada).await, Err(Problem::NotAllowed));
    assert_eq!(t.seller_overview(&ada).await, Err(Problem::NotAllowed));
    assert_eq!(t.client_overview(&t.visitor()).await, Err(Problem::SignInNeeded));
}
