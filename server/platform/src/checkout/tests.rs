//! Placing and paying: several sellers, twice the same button, prices that moved, wallets that do not reach.

use crate::orders::fixture::{Deal, PRICE, deal, draft, eur};
use model::{
    Problem,
    catalogue::Catalogue,
    checkout::{CheckOut, Checkout, GroupStatus, Paying},
    orders::OrderStatus,
};

fn by_wallet(key: &str) -> CheckOut {
    CheckOut { key: key.into(), paying: Paying { use_wallet: true, ..Paying::default() }, ..CheckOut::default() }
}

async fn second_seller(d: &Deal) -> model::ProductId {
    let category = crate::catalogue::tests::category(&d.t, "texts", None).await;
    let (_, other) = d.t.seller("otto").await;
    let id = d.t.create_product(&other, None, &draft("Texts", category)).await.expect("create");
    d.t.publish_product(&other, id).await.expect("publish");
    id
}

#[tokio::test]
async fn one_cart_becomes_one_order_per_seller() {
    let d = deal().await;
    let texts = second_seller(&d).await;
    d.put_in_cart(d.product, Deal::answers()).await;
    d.put_in_cart(texts, Default::default()).await;
    let till = d.t.checkout(&d.client).await.unwrap();
    assert_eq!((till.sellers.len(), till.total, till.wallet), (2, eur(2 * PRICE), eur(100_000)));
    assert!(till.obstacles.is_empty());
    let wanted = CheckOut { expected: Some(2 * PRICE), ..by_wallet("two-sellers") };
    let group = d.t.check_out(&d.client, wanted.clone()).await.unwrap();
    assert_eq!((group.status, group.orders.len()), (GroupStatus::Paid, 2));
    assert_eq!(group.orders.iter().map(|o| o.status).collect::<Vec<_>>(), [OrderStatus::Active, OrderStatus::Pending]);
    assert!(group.orders[1].needs_answers);
    let again = d.t.check_out(&d.client, wanted).await.unwrap();
    assert_eq!(again.id, group.id, "the same key is the same checkout");
    assert_eq!(d.wallet(&d.client).await, 100_000 - 2 * PRICE);
    assert!(
        matches!(d.t.check_out(&d.client, by_wallet("another-key")).await, Err(Problem::Conflict(_))),
        "the cart is empty now"
    );
    d.t.books_balance().await;
}

#[tokio::test]
async fn pressing_at_once_places_once() {
    let d = deal().await;
    d.put_in_cart(d.product, Deal::answers()).await;
    let presses = (0..6).map(|_| d.t.check_out(&d.client, by_wallet("impatient")));
    let outcomes = futures::future::join_all(presses).await;
    let first = outcomes.iter().find_map(|o| o.as_ref().ok()).expect("one works").id;
    assert!(outcomes.iter().all(|o| o.as_ref().is_ok_and(|g| g.id == first)), "{outcomes:?}");
    assert_eq!(d.wallet(&d.client).await, 100_000 - PRICE);
    d.t.books_balance().await;
}

#[tokio::test]
async fn refusals_place_nothing() {
    let d = deal().await;
    assert!(matches!(d.t.check_out(&d.client, by_wallet("empty-cart")).await, Err(Problem::Conflict(_))));
    d.put_in_cart(d.product, Deal::answers()).await;
    let moved = CheckOut { expected: Some(1), ..by_wallet("moved-price") };
    assert!(matches!(d.t.check_out(&d.client, moved).await, Err(Problem::Conflict(why)) if why.en.contains("€100.01")));
    assert_eq!(d.t.check_out(&d.t.visitor(), by_wallet("visitor-key")).await.err(), Some(Problem::SignInNeeded));
    assert_eq!(
        d.t.check_out(&d.seller, by_wallet("seller-key")).await.err(),
        Some(Problem::NotAllowed),
        "sellers' role places no orders"
    );
    let unknown =
        CheckOut { paying: Paying { gateway: Some("nope".into()), ..Paying::default() }, ..by_wallet("no-gateway") };
    assert!(matches!(d.t.check_out(&d.client, unknown).await, Err(Problem::Invalid(f)) if f.get("gateway").is_some()));
    let neither = CheckOut { paying: Paying::default(), ..by_wallet("no-way-to-pay") };
    assert!(matches!(d.t.check_out(&d.client, neither).await, Err(Problem::Invalid(f)) if f.get("gateway").is_some()));
    assert!(d.t.check_out(&d.client, by_wallet("")).await.is_err());
    d.t.pause_product(&d.seller, d.product).await.unwrap();
    assert!(matches!(d.t.check_out(&d.client, by_wallet("paused-product")).await, Err(Problem::Conflict(_))));
    assert_eq!(d.t.checkout(&d.client).await.unwrap().obstacles.len(), 1);
    assert_eq!(d.wallet(&d.client).await, 100_000);
    let mut tx = d.t.tx().await;
    let placed: i64 = sqlx::query_scalar("SELECT count(*) FROM order_groups").fetch_one(tx.conn()).await.unwrap();
    assert_eq!(placed, 0);
}

#[tokio::test]
async fn a_wallet_that_does_not_reach_asks_for_the_rest() {
    let d = deal().await;
    let poor = d.t.user("poor", &[model::Role::Client]).await;
    d.credit(&poor, 1_000).await;
    let item = model::cart::NewCartItem { product: d.product, selection: Default::default(), answers: Deal::answers() };
    model::cart::Carts::add_to_cart(&*d.t, &poor, &item).await.unwrap();
    let refused = d.t.check_out(&poor, by_wallet("not-enough")).await;
    assert!(matches!(refused, Err(Problem::Invalid(f)) if f.get("gateway").is_some_and(|m| m.en.contains("€90.01"))));
    assert_eq!(d.wallet(&poor).await, 1_000);
    let own = d.t.checkout(&poor).await.unwrap();
    assert_eq!(own.sellers[0].lines.len(), 1, "the cart is still there");
}

#[tokio::test]
async fn a_checkout_belongs_to_its_buyer() {
    let d = deal().await;
    d.put_in_cart(d.product, Deal::answers()).await;
    let group = d.check_out("mine-alone").await.id;
    let eve = d.t.user("eve", &[model::Role::Client]).await;
    assert_eq!(d.t.order_group(&eve, group).await.err(), Some(Problem::NotFound));
    assert_eq!(d.t.cancel_group(&eve, group).await.err(), Some(Problem::NotFound));
    let paying = Paying { use_wallet: true, ..Paying::default() };
    assert_eq!(d.t.pay_group(&eve, group, paying).await.err(), Some(Problem::NotFound));
    assert_eq!(d.t.cancel_group(&d.client, group).await, Ok(model::orders::Applied::Already), "paid orders stay");
}
