//! Acts that meet: whoever is first wins, the other is told, and no cent is moved twice or lost.

use crate::{
    checkout::place_for_tests_in,
    escrow,
    orders::{
        cancel_in,
        core::lock_with_group_in,
        fixture::{Deal, PRICE, deal, draft},
    },
};
use model::{
    Actor, OrderGroupId, OrderId, Party, Problem, ProductId, Role,
    cart::{Carts, NewCartItem},
    catalogue::Catalogue,
    checkout::{CheckOut, Checkout, GroupStatus, Paying},
    deliveries::Deliveries,
    orders::{Applied, OrderStatus, Orders},
};
use time::Duration;

/// A product of another seller.
async fn second_product(d: &Deal) -> ProductId {
    let category = crate::catalogue::tests::category(&d.t, "texts", None).await;
    let (_, other) = d.t.seller("otto").await;
    let id = d.t.create_product(&other, None, &draft("Texts", category)).await.expect("create");
    d.t.publish_product(&other, id).await.expect("publish");
    id
}

/// An unpaid checkout of these products, one order per seller.
async fn unpaid(d: &Deal, who: &Actor, products: &[ProductId]) -> (OrderGroupId, Vec<OrderId>) {
    for &product in products {
        let item = NewCartItem { product, selection: Default::default(), answers: Deal::answers() };
        d.t.add_to_cart(who, &item).await.expect("add");
    }
    let mut tx = d.t.db.begin(who).await.expect("begin");
    let wanted = CheckOut { key: format!("unpaid-{}", uuid::Uuid::now_v7()), ..CheckOut::default() };
    let group = place_for_tests_in(&mut tx, who, &wanted).await.expect("place");
    tx.commit().await.expect("commit");
    let orders = d.t.order_group(who, group).await.expect("group").orders.iter().map(|order| order.id).collect();
    (group, orders)
}

fn by_wallet() -> Paying {
    Paying { use_wallet: true, ..Paying::default() }
}

/// Refused is fine, broken is not.
fn fine<T>(outcome: Result<T, Problem>) -> Option<T> {
    match outcome {
        Ok(done) => Some(done),
        Err(Problem::Conflict(_) | Problem::NotAllowed | Problem::Invalid(_)) => None,
        Err(problem) => panic!("{problem:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_orders_cancelled_at_once_leave_no_checkout_to_pay() {
    let d = deal().await;
    let products = [d.product, second_product(&d).await];
    let (group, orders) = unpaid(&d, &d.client, &products).await;
    let mut first = d.t.db.begin(&d.client).await.unwrap();
    let (mut order, party) = lock_with_group_in(&mut first, &d.client, orders[0]).await.unwrap();
    assert!(cancel_in(&mut first, &mut order, party).await.unwrap());
    // the second one starts before the first has committed
    let (second, ()) = tokio::join!(d.t.cancel_unpaid_order(&d.client, orders[1]), async {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        first.commit().await.unwrap();
    });
    assert_eq!(second, Ok(Applied::Done));
    assert_eq!(d.t.order_group(&d.client, group).await.unwrap().status, GroupStatus::Cancelled);
}

#[tokio::test(flavor = "multi_thread")]
async fn paying_and_cancelling_meet() {
    let d = deal().await;
    d.credit(&d.client, 1_000_000).await;
    let products = [d.product, second_product(&d).await];
    for round in 0..10 {
        let before = d.wallet(&d.client).await;
        let (group, orders) = unpaid(&d, &d.client, &products).await;
        let (paid, one, two) = tokio::join!(
            d.t.pay_group(&d.client, group, by_wallet()),
            d.t.cancel_unpaid_order(&d.client, orders[1]),
            async { if round % 2 == 0 { d.t.cancel_group(&d.client, group).await } else { Ok(Applied::Already) } },
        );
        fine(paid);
        fine(one);
        fine(two);
        let group = d.t.order_group(&d.client, group).await.unwrap();
        let open: Vec<_> = group.orders.iter().filter(|order| order.status != OrderStatus::Cancelled).collect();
        match group.status {
            GroupStatus::Paid => {
                assert!(open.iter().all(|order| order.status == OrderStatus::Active) && !open.is_empty())
            }
            GroupStatus::Cancelled => assert!(open.is_empty(), "{group:?}"),
            GroupStatus::PendingPayment => panic!("{group:?}"),
        }
        let taken = PRICE * i64::try_from(open.len()).unwrap();
        assert_eq!(d.wallet(&d.client).await, before - taken, "round {round}");
    }
    d.t.books_balance().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn checkouts_of_the_same_things_in_another_order_never_wait_crosswise() {
    let d = deal().await;
    let bob = d.t.user("bob", &[Role::Client]).await;
    d.credit(&d.client, 1_000_000).await;
    d.credit(&bob, 1_000_000).await;
    let (a, b) = (d.product, second_product(&d).await);
    for _ in 0..12 {
        let (one, _) = unpaid(&d, &d.client, &[a, b]).await;
        let (two, _) = unpaid(&d, &bob, &[b, a]).await;
        let (one, two) =
            tokio::join!(d.t.pay_group(&d.client, one, by_wallet()), d.t.pay_group(&bob, two, by_wallet()));
        assert_eq!((one.unwrap().status, two.unwrap().status), (GroupStatus::Paid, GroupStatus::Paid));
    }
    let mut tx = d.t.tx().await;
    let sold: Vec<i64> =
        sqlx::query_scalar("SELECT sales_count::bigint FROM products").fetch_all(tx.conn()).await.unwrap();
    assert_eq!(sold, [24, 24], "each sale is counted once");
    d.t.books_balance().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn approval_automatic_acceptance_cancellation_and_refund_meet() {
    let d = deal().await;
    d.credit(&d.client, 1_000_000).await;
    let finance = d.t.user("fin", &[Role::Finance]).await;
    for round in 0..8 {
        let before = d.wallet(&d.client).await;
        let order = d.started().await;
        d.submit(order, 0).await;
        let milestone = d.view(&d.client, order).await.milestones[0].id;
        let proposal = d.t.propose_cancellation(&d.seller, order, "Enough".into()).await.unwrap();
        d.t.clock.advance(Duration::days(8));
        let (approved, accepted, agreed, refunded) = tokio::join!(
            d.t.approve_milestone(&d.client, milestone),
            d.t.auto_accept_due(),
            d.t.accept_proposal(&d.client, proposal),
            async {
                if round % 2 == 0 {
                    d.t.refund_order(&finance, order, "Over".into()).await
                } else {
                    Ok(Applied::Already)
                }
            },
        );
        fine(approved);
        fine(agreed);
        fine(refunded);
        assert!(accepted.unwrap() <= 1);
        let view = d.view(&d.client, order).await;
        assert!(matches!(view.status, OrderStatus::Partial | OrderStatus::Refunded), "{:?}", view.status);
        let kept = view.milestones[0].work.is_accepted();
        assert_eq!(view.money.released.minor, if kept { 3_000 } else { 0 }, "released exactly what was accepted");
        assert_eq!(view.money.held.minor, 0);
        assert_eq!(d.wallet(&d.client).await, before - view.money.released.minor, "round {round}");
    }
    d.t.books_balance().await;
}

/// One order whose books are broken must not keep everybody else's from being accepted.
#[tokio::test]
async fn a_row_that_fails_holds_up_nobody_else() {
    let d = deal().await;
    let (broken, sound) = (d.started().await, d.started().await);
    d.submit(broken, 0).await;
    d.t.clock.advance(Duration::hours(1));
    d.submit(sound, 0).await;
    let mut tx = d.t.tx().await;
    let all = model::Money::new(PRICE, model::Currency::Eur);
    escrow::refund_in(&mut tx, broken, d.client.user_id().unwrap(), all, "by-hand").await.unwrap();
    tx.commit().await.unwrap();
    d.t.clock.advance(Duration::days(8));
    assert_eq!(d.t.auto_accept_due().await.unwrap(), 1);
    assert_eq!(d.view(&d.client, sound).await.money.released.minor, 3_000);
    assert_eq!(d.view(&d.client, broken).await.money.released.minor, 0, "and stays as it was");
}

#[tokio::test]
async fn a_pause_is_named_when_a_proposal_is_accepted_during_it() {
    let d = deal().await;
    let order = d.started().await;
    let proposal = d.t.propose_cancellation(&d.seller, order, "No time".into()).await.unwrap();
    let staff = d.t.user("sam", &[Role::Supervisor]).await;
    d.t.hold_order(&staff, order, "We look into it".into()).await.unwrap();
    let refused = d.t.accept_proposal(&d.client, proposal).await;
    assert!(matches!(&refused, Err(Problem::Conflict(why)) if why.en.contains("paused")), "{refused:?}");
    d.t.resume_order(&staff, order, "Fine".into()).await.unwrap();
    assert_eq!(d.t.accept_proposal(&d.client, proposal).await, Ok(Applied::Done), "it still stands");
    assert_eq!(d.view(&staff, order).await.viewer, Party::Staff);
}

#[tokio::test]
async fn ordering_again_twice_is_once_and_never_another_package() {
    let d = deal().await;
    let order = d.completed().await;
    assert_eq!(d.t.reorder(&d.client, order).await, Ok(Applied::Done));
    assert_eq!(d.t.reorder(&d.client, order).await, Ok(Applied::Already));
    assert_eq!(d.t.cart(&d.client).await.unwrap().count, 1);
    let line = d.t.cart(&d.client).await.unwrap().groups[0].lines[0].id;
    d.t.remove_from_cart(&d.client, line).await.unwrap();
    // the package that was bought is gone: the same again is not offered
    let mut tx = d.t.tx().await;
    sqlx::query("UPDATE order_items SET package_id = $1").bind(uuid::Uuid::now_v7()).execute(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(d.t.reorder(&d.client, order).await, Err(Problem::Conflict(_))));
    assert_eq!(d.t.cart(&d.client).await.unwrap().count, 0);
}
