//! A rush, an outage, and callers who are cut off while they come in.

use super::Db;
use crate::{clock::SystemClock, testing::platform};
use model::Problem;
use sqlx::postgres::PgConnectOptions;
use std::{str::FromStr, sync::Arc, time::Duration};

fn options(database: &str) -> PgConnectOptions {
    let url = std::env::var("DATABASE_URL").expect("DATABASE_URL");
    PgConnectOptions::from_str(&url).expect("DATABASE_URL").database(database)
}

/// Six readers share one connection for a second each: the last one waits longer than the pool would let them, and
/// still gets what they came for, because the line moves.
#[tokio::test]
async fn a_rush_is_waited_out() {
    let t = platform().await;
    let db = Db::new(options(&t.database), 1, Arc::new(SystemClock));
    let readers = (0..6).map(|_| {
        let (db, project) = (db.clone(), t.project);
        tokio::spawn(async move {
            let tx = db.begin_system(project).await.map_err(Problem::from)?;
            tokio::time::sleep(Duration::from_millis(900)).await;
            tx.commit().await.map_err(Problem::from)
        })
    });
    let outcomes = futures::future::join_all(readers).await;
    assert!(outcomes.iter().all(|outcome| outcome.as_ref().expect("joined").is_ok()), "{outcomes:?}");
}

/// Nobody listens there: the answer comes within the pool's own patience.
#[tokio::test]
async fn an_outage_is_said_at_once() {
    let nowhere = PgConnectOptions::new_without_pgpass().host("127.0.0.1").port(9);
    let db = Db::new(nowhere, 2, Arc::new(SystemClock));
    let asked = std::time::Instant::now();
    let outcome = db.begin_system(crate::clock::new_id()).await.map(drop).map_err(Problem::from);
    assert_eq!(outcome, Err(Problem::Unavailable));
    assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
}

/// Callers vanish at every point of coming in; whoever has the connection next is in no transaction of theirs.
#[tokio::test]
async fn whoever_is_cut_off_leaves_no_transaction_open() {
    let t = platform().await;
    let db = Db::new(options(&t.database), 2, Arc::new(SystemClock));
    db.begin_system(t.project).await.map(drop).expect("open");
    for polls in 1..200_u32 {
        let begin = db.operator();
        tokio::select! {
            biased;
            () = async { for _ in 0..polls { tokio::task::yield_now().await } } => {}
            _ = begin => {}
        }
        // a single statement outside any transaction: each is its own
        let (one, two): (i64, i64) = {
            let mut connection = db.operator_pool().acquire().await.expect("connection");
            let xid = "SELECT txid_current()";
            let one = sqlx::query_scalar(xid).fetch_one(&mut *connection).await.expect("one");
            (one, sqlx::query_scalar(xid).fetch_one(&mut *connection).await.expect("two"))
        };
        assert_ne!(one, two, "after {polls} polls the connection was still in somebody's transaction");
    }
}
