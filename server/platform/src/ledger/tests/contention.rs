//! Many at once: one wallet is never overspent, one key is one act.

use super::{EUR, balance, eur, top_up};
use crate::{clock::new_id, escrow, testing::platform};
use model::{Problem, Role, ledger::Account};

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_concurrent_spends_never_overspend() {
    let t = std::sync::Arc::new(platform().await);
    let ada = t.user("ada", &[Role::Client]).await.user_id().expect("signed in");
    top_up(&t, ada, eur(10_000), "start").await;
    // 200 spends of 1.00: exactly 100 can win
    let spends = (0..200).map(|_| {
        let t = t.clone();
        tokio::spawn(async move {
            let mut tx = t.tx().await;
            let funded = escrow::fund_order_in(&mut tx, new_id(), ada, eur(100)).await;
            match funded {
                Ok(_) => tx.commit().await.is_ok(),
                Err(error) => {
                    assert!(matches!(Problem::from(error), Problem::Conflict(_)));
                    false
                }
            }
        })
    });
    let won = futures::future::join_all(spends).await.into_iter().filter(|r| *r.as_ref().expect("joined")).count();
    assert_eq!(won, 100);
    assert_eq!(balance(&t, &Account::Wallet(ada), EUR).await, 0);
    t.books_balance().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_in_parallel_is_one_act() {
    let t = std::sync::Arc::new(platform().await);
    let ada = t.user("ada", &[Role::Client]).await.user_id().expect("signed in");
    let credits = (0..50).map(|_| {
        let t = t.clone();
        tokio::spawn(async move { top_up(&t, ada, eur(700), "pi_1").await })
    });
    let new = futures::future::join_all(credits).await.into_iter().filter(|r| *r.as_ref().expect("joined")).count();
    assert_eq!(new, 1);
    assert_eq!(balance(&t, &Account::Wallet(ada), EUR).await, 700);
}
