//! What leaves an order's escrow: once per milestone, and never more than it holds.

use super::{EUR, balance, eur, top_up};
use crate::{clock::new_id, escrow, testing::platform};
use model::{Bps, MilestoneId, OrderId, Problem, Role, SellerId, escrow::Release, ledger::Account};

#[tokio::test]
async fn a_slice_is_released_once_and_never_more_than_held() {
    let t = platform().await;
    let ada = t.user("ada", &[Role::Client]).await.user_id().expect("signed in");
    let (order, seller): (OrderId, SellerId) = (new_id(), new_id());
    top_up(&t, ada, eur(90_000), "start").await;
    let mut tx = t.tx().await;
    escrow::fund_order_in(&mut tx, order, ada, eur(90_000)).await.expect("fund");
    let release =
        Release { order, milestone: new_id::<MilestoneId>(), seller, gross: eur(45_000), commission: Bps(1_000) };
    for _ in 0..2 {
        let released = escrow::release_slice_in(&mut tx, release).await.expect("release");
        assert_eq!((released.net, released.fee), (eur(40_500), eur(4_500)));
    }
    assert_eq!(escrow::held_in(&mut tx, order, EUR).await.expect("held"), eur(45_000));
    let too_much = escrow::refund_in(&mut tx, order, ada, eur(45_001), "too-much").await;
    assert!(matches!(too_much.map_err(Problem::from), Err(Problem::Conflict(_))));
    escrow::refund_in(&mut tx, order, ada, eur(45_000), "rest").await.expect("refund");
    tx.commit().await.expect("commit");
    assert_eq!(balance(&t, &Account::SellerPending(seller), EUR).await, 40_500);
    assert_eq!(balance(&t, &Account::PlatformFee, EUR).await, 4_500);
    assert_eq!(balance(&t, &Account::Wallet(ada), EUR).await, 45_000);
    assert_eq!(balance(&t, &Account::GatewayClearing("sandbox".into()), EUR).await, -90_000);
    t.books_balance().await;
}
