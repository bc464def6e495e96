//! From paid to completed and every way out, with the books checked after each.

use super::fixture::{Deal, PRICE, deal, eur};
use model::{
    Machine, Party, Problem, Role,
    deliveries::{DeliverableStatus, Deliveries, MilestoneStatus},
    orders::{Applied, NextStep, OrderFilter, OrderStatus, Orders, ProposalStatus},
};
use time::Duration;

#[tokio::test]
async fn the_whole_way_from_paid_to_completed() {
    let d = deal().await;
    let order = d.started().await;
    let view = d.view(&d.client, order).await;
    assert_eq!(view.status, OrderStatus::Active);
    assert_eq!(view.milestones.iter().map(|m| m.amount.minor).collect::<Vec<_>>(), [3000, 3000, 4001]);
    assert_eq!((view.money.paid, view.money.held), (eur(PRICE), eur(PRICE)));
    assert_eq!(view.milestones[0].status, MilestoneStatus::InProgress);
    assert_eq!(view.milestones[1].status, MilestoneStatus::Pending);
    let start = view.started_at.unwrap();
    assert_eq!(view.milestones.iter().map(|m| (m.due.unwrap() - start).whole_days()).collect::<Vec<_>>(), [2, 5, 10]);
    assert_eq!(view.due_at, view.milestones[2].due);
    assert!(matches!(d.view(&d.seller, order).await.next, NextStep::Submit { .. }));
    assert_eq!(d.wallet(&d.client).await, 100_000 - PRICE);

    d.submit(order, 0).await;
    let view = d.view(&d.client, order).await;
    assert!(matches!(view.next, NextStep::Release { amount, .. } if amount == eur(3000)));
    d.approve(order, 0).await;
    assert_eq!(d.ledger(order).await, (PRICE - 3000, 2700, 0));
    let view = d.view(&d.client, order).await;
    assert_eq!((view.money.released, view.money.fee, view.money.held), (eur(3000), eur(300), eur(PRICE - 3000)));
    assert_eq!(view.milestones[1].status, MilestoneStatus::InProgress);

    d.submit(order, 1).await;
    d.approve(order, 1).await;
    d.submit(order, 2).await;
    assert_eq!(d.view(&d.client, order).await.status, OrderStatus::Delivered);
    d.approve(order, 2).await;
    let view = d.view(&d.client, order).await;
    assert_eq!(view.status, OrderStatus::Completed);
    assert!(view.milestones.iter().all(|m| m.work == DeliverableStatus::Completed
        && m.status == MilestoneStatus::Completed
        && m.progress == 100));
    assert!(matches!(view.next, NextStep::LeaveFeedback));
    assert_eq!(d.ledger(order).await, (0, PRICE - 1000, 0), "10% of each slice: 300 + 300 + 400");
    let words: Vec<_> = view.timeline.iter().map(|e| e.event.as_str()).collect();
    assert_eq!(
        words,
        ["place", "pay", "start", "submit", "accept", "submit", "accept", "submit", "deliver", "accept", "complete"]
    );
    d.t.books_balance().await;
}

#[tokio::test]
async fn the_snapshot_is_frozen_and_proves_itself() {
    let d = deal().await;
    let order = d.started().await;
    let mut tx = d.t.tx().await;
    let (snapshot, hash): (serde_json::Value, Vec<u8>) =
        sqlx::query_as("SELECT snapshot, snapshot_hash FROM orders WHERE id = $1")
            .bind(order.0)
            .fetch_one(tx.conn())
            .await
            .unwrap();
    assert!(super::verify(&snapshot, &hash));
    assert_eq!((snapshot["total"].as_i64(), snapshot["commission_bps"].as_i64()), (Some(PRICE), Some(1000)));
    assert_eq!(snapshot["items"][0]["answers"]["brand"], "Guildhall");
    assert_eq!(snapshot["milestones"].as_array().map(Vec::len), Some(3));
    let change =
        sqlx::query("UPDATE orders SET commission_bps = 0 WHERE id = $1").bind(order.0).execute(tx.conn()).await;
    assert!(change.is_err(), "a paid order is frozen");
}

#[tokio::test]
async fn the_clock_starts_with_the_answers() {
    let d = deal().await;
    d.put_in_cart(d.product, model::intake::Answers::default()).await;
    let order = d.check_out("k1-no-answers").await.orders[0].id;
    let view = d.view(&d.client, order).await;
    assert_eq!((view.status, view.due_at), (OrderStatus::Pending, None));
    assert!(matches!(view.next, NextStep::AnswerQuestions));
    let item = view.items[0].id;
    let refused = d.t.submit_work(&d.seller, view.milestones[0].deliverable, Deal::work()).await;
    assert!(matches!(refused, Err(Problem::Conflict(_))), "no work before the answers");

    assert!(
        matches!(d.t.answer_intake(&d.client, item, Default::default()).await, Err(Problem::Invalid(fields)) if fields.get("answers.brand").is_some())
    );
    assert_eq!(d.t.answer_intake(&d.seller, item, Deal::answers()).await, Err(Problem::NotAllowed));
    d.t.clock.advance(Duration::days(5));
    assert_eq!(d.t.answer_intake(&d.client, item, Deal::answers()).await, Ok(Applied::Done));
    assert_eq!(d.t.answer_intake(&d.client, item, Deal::answers()).await, Ok(Applied::Already));
    let view = d.view(&d.client, order).await;
    assert_eq!(view.status, OrderStatus::Active);
    assert_eq!((view.due_at.unwrap() - view.paid_at.unwrap()).whole_days(), 15, "ten days from the answers");
}

#[tokio::test]
async fn outsiders_learn_nothing_and_parties_do_only_theirs() {
    let d = deal().await;
    let order = d.started().await;
    let other = d.t.user("eve", &[Role::Client]).await;
    let (_, rival) = d.t.seller("rival").await;
    let staff = d.t.user("sam", &[Role::Supervisor]).await;
    let finance = d.t.user("fin", &[Role::Finance]).await;
    let elsewhere = crate::clock::new_id();
    d.t.add_project(elsewhere, "elsewhere").await;
    let foreign = d.t.user_in(elsewhere, "zoe", &[Role::Owner]).await;
    for nobody in [&other, &rival, &foreign] {
        assert_eq!(d.t.order(nobody, order).await.err(), Some(Problem::NotFound));
        assert_eq!(d.t.order_timeline(nobody, order).await.err(), Some(Problem::NotFound));
        assert_eq!(d.t.propose_cancellation(nobody, order, "x".into()).await, Err(Problem::NotFound));
        assert_eq!(d.t.refund_order(nobody, order, "x".into()).await, Err(Problem::NotFound));
        assert_eq!(d.t.hold_order(nobody, order, "x".into()).await, Err(Problem::NotFound));
        assert_eq!(d.t.note_order(nobody, order, "x".into()).await, Err(Problem::NotFound));
        assert_eq!(d.t.reorder(nobody, order).await, Err(Problem::NotFound));
    }
    assert_eq!(d.t.order(&d.t.visitor(), order).await.err(), Some(Problem::SignInNeeded));
    assert_eq!(d.t.hold_order(&d.client, order, "x".into()).await, Err(Problem::NotAllowed));
    assert_eq!(d.t.hold_order(&finance, order, "x".into()).await, Err(Problem::NotAllowed));
    assert_eq!(
        d.t.refund_order(&staff, order, "x".into()).await,
        Err(Problem::NotAllowed),
        "a supervisor pauses, finance refunds"
    );
    assert_eq!(d.t.refund_order(&d.seller, order, "x".into()).await, Err(Problem::NotAllowed));
    assert!(
        matches!(d.t.refund_order(&d.client, order, "x".into()).await, Err(Problem::Conflict(_))),
        "work has started"
    );
    assert_eq!(d.t.propose_extension(&staff, order, 3, "x".into()).await, Err(Problem::NotAllowed));
    assert!(
        matches!(d.t.hold_order(&staff, order, "  ".into()).await, Err(Problem::Invalid(f)) if f.get("reason").is_some())
    );
    assert!(matches!(d.t.cancel_unpaid_order(&d.client, order).await, Err(Problem::Conflict(_))), "it is paid");
    d.t.books_balance().await;
}

#[tokio::test]
async fn a_cancellation_gives_back_exactly_what_is_unreleased() {
    let d = deal().await;
    let order = d.started().await;
    d.submit(order, 0).await;
    let before = d.t.propose_cancellation(&d.seller, order, "No time".into()).await.unwrap();
    assert_eq!(
        d.t.propose_cancellation(&d.seller, order, "No time".into()).await,
        Ok(before),
        "proposing again is the same proposal"
    );
    assert!(matches!(d.t.propose_cancellation(&d.client, order, "Me too".into()).await, Err(Problem::Conflict(_))));
    assert_eq!(d.t.accept_proposal(&d.seller, before).await, Err(Problem::NotAllowed), "nobody accepts their own");
    assert_eq!(d.t.withdraw_proposal(&d.client, before).await, Err(Problem::NotAllowed));
    // a slice is released while the proposal waits: that much less goes back
    d.approve(order, 0).await;
    let view = d.view(&d.client, order).await;
    assert_eq!(view.proposals[0].refund, Some(eur(PRICE - 3000)));
    assert!(matches!(view.next, NextStep::AnswerProposal { .. }));

    assert_eq!(d.t.accept_proposal(&d.client, before).await, Ok(Applied::Done));
    assert_eq!(d.t.accept_proposal(&d.client, before).await, Ok(Applied::Already));
    let view = d.view(&d.client, order).await;
    assert_eq!(view.status, OrderStatus::Partial);
    assert_eq!((view.money.held, view.money.released, view.money.refunded), (eur(0), eur(3000), eur(PRICE - 3000)));
    assert_eq!(view.proposals[0].status, ProposalStatus::Accepted);
    assert_eq!(d.wallet(&d.client).await, 100_000 - 3000);
    assert_eq!(d.ledger(order).await.0, 0);
    assert!(matches!(d.t.approve_milestone(&d.client, view.milestones[1].id).await, Err(Problem::Conflict(_))));
    d.t.books_balance().await;
}

#[tokio::test]
async fn declined_and_withdrawn_change_nothing() {
    let d = deal().await;
    let order = d.started().await;
    let first = d.t.propose_extension(&d.seller, order, 3, "Flu".into()).await.unwrap();
    assert_eq!(d.t.decline_proposal(&d.client, first).await, Ok(Applied::Done));
    assert_eq!(d.t.decline_proposal(&d.client, first).await, Ok(Applied::Already));
    assert!(matches!(d.t.accept_proposal(&d.client, first).await, Err(Problem::Conflict(_))));
    let second = d.t.propose_cancellation(&d.client, order, "Changed my mind".into()).await.unwrap();
    assert_eq!(d.t.withdraw_proposal(&d.client, second).await, Ok(Applied::Done));
    assert!(matches!(d.t.accept_proposal(&d.seller, second).await, Err(Problem::Conflict(_))));
    assert_eq!(d.view(&d.client, order).await.status, OrderStatus::Active);
    for days in [0, -1, 366] {
        assert!(matches!(d.t.propose_extension(&d.seller, order, days, "x".into()).await, Err(Problem::Invalid(_))));
    }
}

#[tokio::test]
async fn an_extension_moves_open_dates_and_forgives_lateness() {
    let d = deal().await;
    let order = d.started().await;
    d.t.clock.advance(Duration::days(3));
    assert_eq!(d.t.mark_late().await.unwrap(), 1);
    assert_eq!(d.t.mark_late().await.unwrap(), 0, "once");
    let late = d.view(&d.client, order).await;
    assert_eq!(late.milestones[0].status, MilestoneStatus::Delayed);
    let lines =
        d.t.list_orders(&d.client, OrderFilter { late: true, ..OrderFilter::of(Party::Client) }, Default::default())
            .await
            .unwrap();
    assert!(lines.items.len() == 1 && lines.items[0].late);
    let proposal = d.t.propose_extension(&d.seller, order, 4, "Flu".into()).await.unwrap();
    d.t.accept_proposal(&d.client, proposal).await.unwrap();
    let view = d.view(&d.client, order).await;
    assert_eq!(view.milestones[0].status, MilestoneStatus::InProgress);
    for (a, b) in late.milestones.iter().zip(&view.milestones) {
        assert_eq!(b.due.unwrap() - a.due.unwrap(), Duration::days(4));
    }
    assert_eq!(view.due_at.unwrap() - late.due_at.unwrap(), Duration::days(4));
}

#[tokio::test]
async fn a_pause_stops_everything_and_moves_all_dates() {
    let d = deal().await;
    let order = d.started().await;
    d.submit(order, 0).await;
    let before = d.view(&d.client, order).await;
    let staff = d.t.user("sam", &[Role::Supervisor]).await;
    assert_eq!(d.t.hold_order(&staff, order, "We look into it".into()).await, Ok(Applied::Done));
    assert_eq!(d.t.hold_order(&staff, order, "Again".into()).await, Ok(Applied::Already));
    assert!(matches!(d.t.approve_milestone(&d.client, before.milestones[0].id).await, Err(Problem::Conflict(_))));
    assert!(matches!(
        d.t.submit_work(&d.seller, before.milestones[1].deliverable, Deal::work()).await,
        Err(Problem::Conflict(_))
    ));
    d.t.clock.advance(Duration::days(30));
    assert_eq!(d.t.auto_accept_due().await.unwrap(), 0, "timers stand still");
    assert_eq!(d.t.mark_late().await.unwrap(), 0);
    assert_eq!(d.t.resume_order(&staff, order, "Fine".into()).await, Ok(Applied::Done));
    assert_eq!(d.t.resume_order(&staff, order, "Fine".into()).await, Ok(Applied::Already));
    let after = d.view(&d.client, order).await;
    assert_eq!(after.status, OrderStatus::Active);
    assert_eq!(
        after.milestones[0].auto_accept_at.unwrap() - before.milestones[0].auto_accept_at.unwrap(),
        Duration::days(30)
    );
    assert_eq!(after.due_at.unwrap() - before.due_at.unwrap(), Duration::days(30));
}

#[tokio::test]
async fn staff_refunds_and_the_client_before_the_start() {
    let d = deal().await;
    let order = d.started().await;
    let finance = d.t.user("fin", &[Role::Finance]).await;
    assert_eq!(d.t.refund_order(&finance, order, "Seller vanished".into()).await, Ok(Applied::Done));
    assert_eq!(d.t.refund_order(&finance, order, "Again".into()).await, Ok(Applied::Already));
    let view = d.view(&d.client, order).await;
    assert_eq!((view.status, view.money.refunded), (OrderStatus::Refunded, eur(PRICE)));

    d.put_in_cart(d.product, Default::default()).await;
    let second = d.check_out("second-order").await.orders[0].id;
    assert_eq!(d.t.refund_order(&d.client, second, "Not needed".into()).await, Ok(Applied::Done));
    assert_eq!(d.wallet(&d.client).await, 100_000);
    d.t.books_balance().await;
}

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
