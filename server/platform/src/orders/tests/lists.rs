//! Lists, notes, ordering again, and orders that nobody pays.

use crate::orders::fixture::deal;
use model::{
    Machine, Party, Problem, Role,
    orders::{Applied, NextStep, OrderFilter, OrderStatus, Orders},
};
use time::Duration;

#[tokio::test]
async fn notes_lists_and_reordering() {
    let d = deal().await;
    let order = d.completed().await;
    d.t.note_order(&d.seller, order, "Likes blue".into()).await.unwrap();
    assert_eq!(d.view(&d.seller, order).await.seller_note, "Likes blue");
    assert_eq!(d.view(&d.client, order).await.seller_note, "", "not for the client");
    assert_eq!(d.t.reorder(&d.client, order).await, Ok(Applied::Done));
    assert_eq!(d.check_out("again-please").await.orders[0].status, OrderStatus::Pending, "answers are asked anew");

    let all = d.t.list_orders(&d.client, OrderFilter::of(Party::Client), Default::default()).await.unwrap();
    assert_eq!(all.items.len(), 2);
    let mine = OrderFilter { needs_me: true, ..OrderFilter::of(Party::Client) };
    assert_eq!(
        d.t.list_orders(&d.client, mine, Default::default()).await.unwrap().items.len(),
        2,
        "answers and feedback"
    );
    let sellers = OrderFilter { needs_me: true, ..OrderFilter::of(Party::Seller) };
    assert_eq!(d.t.list_orders(&d.seller, sellers, Default::default()).await.unwrap().items.len(), 0);
    let page = model::PageRequest { after: None, limit: 1 };
    let first = d.t.list_orders(&d.seller, OrderFilter::of(Party::Seller), page).await.unwrap();
    let next = model::PageRequest { after: first.next.clone(), limit: 1 };
    let second = d.t.list_orders(&d.seller, OrderFilter::of(Party::Seller), next).await.unwrap();
    assert!(first.items[0].id != second.items[0].id && second.next.is_none());
    let found =
        OrderFilter { search: "logo".into(), statuses: vec![OrderStatus::Completed], ..OrderFilter::of(Party::Seller) };
    assert_eq!(d.t.list_orders(&d.seller, found, Default::default()).await.unwrap().items.len(), 1);
    assert_eq!(
        d.t.list_orders(&d.client, OrderFilter::of(Party::Staff), Default::default()).await.err(),
        Some(Problem::NotAllowed)
    );
}

#[tokio::test]
async fn unpaid_orders_are_cancelled_by_hand_or_by_time() {
    let d = deal().await;
    let poor = d.t.user("poor", &[Role::Client]).await;
    for key in ["one-unpaid", "two-unpaid"] {
        let item =
            model::cart::NewCartItem { product: d.product, selection: Default::default(), answers: Default::default() };
        model::cart::Carts::add_to_cart(&*d.t, &poor, &item).await.unwrap();
        let mut tx = d.t.db.begin(&poor).await.unwrap();
        let wanted = model::checkout::CheckOut { key: key.into(), ..Default::default() };
        crate::checkout::place_for_tests_in(&mut tx, &poor, &wanted).await.unwrap();
        tx.commit().await.unwrap();
    }
    let list = d.t.list_orders(&poor, OrderFilter::of(Party::Client), Default::default()).await.unwrap();
    let (newer, older) = (list.items[0].id, list.items[1].id);
    assert!(matches!(list.items[0].next, NextStep::Pay { .. }));
    assert_eq!(d.t.cancel_unpaid_order(&d.seller, newer).await, Err(Problem::NotAllowed));
    assert_eq!(d.t.cancel_unpaid_order(&poor, newer).await, Ok(Applied::Done));
    assert_eq!(d.t.cancel_unpaid_order(&poor, newer).await, Ok(Applied::Already));
    assert_eq!(d.t.cancel_unpaid_due().await.unwrap(), 0);
    d.t.clock.advance(Duration::hours(25));
    assert_eq!(d.t.cancel_unpaid_due().await.unwrap(), 1);
    assert_eq!(d.view(&poor, older).await.status, OrderStatus::Cancelled);
    assert!(OrderStatus::diagram().contains("PendingPayment --> Cancelled"));
}
