//! The whole demo, loaded twice.

use crate::testing;
use model::orders::OrderStatus;
use sqlx::Row;
use std::collections::BTreeSet;

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_loads_balances_and_loads_once() {
    let t = testing::platform().await;
    let started = std::time::Instant::now();
    t.load_demo().await.expect("load");
    println!("the demo took {:?}", started.elapsed());
    t.books_balance().await;
    let counts = |t: &testing::TestPlatform| {
        let db = t.db.clone();
        async move {
            let mut tx = db.operator().await.expect("operator");
            let row = sqlx::query("SELECT (SELECT count(*) FROM orders) AS o, (SELECT count(*) FROM products WHERE status = 'published') AS p, (SELECT count(*) FROM transfers) AS t, (SELECT count(*) FROM users) AS u, (SELECT count(*) FROM transaction_log) AS l")
                .fetch_one(&mut *tx).await.expect("counts");
            [row.get::<i64, _>("o"), row.get("p"), row.get("t"), row.get("u"), row.get("l")]
        }
    };
    let first = counts(&t).await;
    assert_eq!((first[0], first[1]), (super::story::MONTH.len() as i64, 40));
    let mut tx = t.db.operator().await.expect("operator");
    let states: Vec<String> =
        sqlx::query_scalar("SELECT DISTINCT status FROM orders").fetch_all(&mut *tx).await.expect("states");
    let states: BTreeSet<OrderStatus> = states.iter().map(|s| s.parse().expect("a state")).collect();
    use OrderStatus as S;
    for wanted in [
        S::PendingPayment,
        S::Pending,
        S::Active,
        S::Delivered,
        S::Completed,
        S::Partial,
        S::Refunded,
        S::OnHold,
        S::Disputed,
    ] {
        assert!(states.contains(&wanted), "no order is {wanted}: {states:?}");
    }
    let later: i64 = sqlx::query_scalar("SELECT count(*) FROM order_events WHERE at > $1")
        .bind(t.db.now())
        .fetch_one(&mut *tx)
        .await
        .expect("times");
    assert_eq!(later, 0, "nothing of the story lies in the future");
    drop(tx);
    t.load_demo().await.expect("again");
    assert_eq!(counts(&t).await, first, "a second start changes nothing");
}
