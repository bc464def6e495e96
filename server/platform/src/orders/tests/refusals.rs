//! What is refused: the wrong person, the wrong state, the wrong words.

use crate::{
    clock::new_id,
    orders::fixture::{Deal, deal},
    testing::refusal,
};
use model::{
    OrderId, OrderItemId, PageRequest, Party, Problem, ProposalId, Role,
    intake::Answers,
    orders::{Applied, OrderFilter, Orders},
};

#[tokio::test]
async fn outsiders_learn_nothing_and_parties_do_only_theirs() {
    let d = deal().await;
    let order = d.started().await;
    let other = d.t.user("eve", &[Role::Client]).await;
    let (_, rival) = d.t.seller("rival").await;
    let staff = d.t.user("sam", &[Role::Supervisor]).await;
    let finance = d.t.user("fin", &[Role::Finance]).await;
    let elsewhere = new_id();
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

/// Nothing that does not exist, nobody who is not signed in.
#[tokio::test]
async fn unknown_things_and_visitors() {
    let d = deal().await;
    let (order, item, proposal): (OrderId, OrderItemId, ProposalId) = (new_id(), new_id(), new_id());
    let visitor = d.t.visitor();
    for (who, said) in [(&d.client, "not found"), (&d.seller, "not found"), (&visitor, "sign in")] {
        let t = &d.t;
        for (act, outcome) in [
            ("order", refusal(t.order(who, order).await)),
            ("order_timeline", refusal(t.order_timeline(who, order).await)),
            ("cancel_unpaid_order", refusal(t.cancel_unpaid_order(who, order).await)),
            ("refund_order", refusal(t.refund_order(who, order, "x".into()).await)),
            ("propose_extension", refusal(t.propose_extension(who, order, 1, "x".into()).await)),
            ("propose_cancellation", refusal(t.propose_cancellation(who, order, "x".into()).await)),
            ("hold_order", refusal(t.hold_order(who, order, "x".into()).await)),
            ("resume_order", refusal(t.resume_order(who, order, "x".into()).await)),
            ("note_order", refusal(t.note_order(who, order, "x".into()).await)),
            ("reorder", refusal(t.reorder(who, order).await)),
        ] {
            assert_eq!(outcome, said, "{act}");
        }
        // what hangs on an order is looked for before anybody is asked who they are
        for (act, outcome) in [
            ("answer_intake", refusal(t.answer_intake(who, item, Answers::default()).await)),
            ("accept_proposal", refusal(t.accept_proposal(who, proposal).await)),
            ("decline_proposal", refusal(t.decline_proposal(who, proposal).await)),
            ("withdraw_proposal", refusal(t.withdraw_proposal(who, proposal).await)),
        ] {
            assert!(outcome == "not found" || outcome == said, "{act}: {outcome}");
        }
        let list = t.list_orders(who, OrderFilter::of(Party::Staff), PageRequest::default()).await;
        assert!(matches!(refusal(list).as_str(), "not allowed" | "sign in"));
    }
}

/// Empty, too long, out of range, of the wrong form: said at the field, and nothing changed.
#[tokio::test]
async fn bad_words_and_numbers() {
    let d = deal().await;
    let order = d.started().await;
    let staff = d.t.user("own", &[Role::Owner]).await;
    let before = d.view(&staff, order).await;
    let long = "x".repeat(4_001);
    for reason in ["", "  \n", long.as_str()] {
        let reason = || reason.to_owned();
        for (act, outcome) in [
            ("refund_order", refusal(d.t.refund_order(&staff, order, reason()).await)),
            ("propose_extension", refusal(d.t.propose_extension(&d.seller, order, 3, reason()).await)),
            ("propose_cancellation", refusal(d.t.propose_cancellation(&d.client, order, reason()).await)),
            ("hold_order", refusal(d.t.hold_order(&staff, order, reason()).await)),
        ] {
            assert_eq!(outcome, "reason", "{act}");
        }
    }
    for days in [0, -1, 366, i32::MIN, i32::MAX] {
        assert_eq!(refusal(d.t.propose_extension(&d.seller, order, days, "x".into()).await), "extra_days", "{days}");
    }
    assert_eq!(refusal(d.t.note_order(&d.client, order, long.clone()).await), "note");
    let search = OrderFilter { search: "x".repeat(201), ..OrderFilter::of(Party::Client) };
    assert_eq!(refusal(d.t.list_orders(&d.client, search, PageRequest::default()).await), "search");
    let unstorable = OrderFilter { search: "\0".into(), ..OrderFilter::of(Party::Client) };
    assert_eq!(refusal(d.t.list_orders(&d.client, unstorable, PageRequest::default()).await), "form");
    for odd in ["%", "\\", "'; DROP TABLE orders; --"] {
        let search = OrderFilter { search: odd.into(), ..OrderFilter::of(Party::Client) };
        let found = d.t.list_orders(&d.client, search, PageRequest::default()).await;
        assert!(found.is_ok_and(|page| page.items.len() <= 1), "{odd:?}");
    }
    let nowhere = PageRequest { after: Some("not-a-cursor".into()), limit: 5 };
    assert_eq!(refusal(d.t.list_orders(&d.client, OrderFilter::of(Party::Client), nowhere).await), "not found");
    let after = d.view(&staff, order).await;
    assert_eq!((before.status, before.proposals, before.timeline), (after.status, after.proposals, after.timeline));
}

#[tokio::test]
async fn bad_answers_and_answers_twice() {
    let d = deal().await;
    d.put_in_cart(d.product, Answers::default()).await;
    let order = d.check_out("bad-answers").await.orders[0].id;
    let item = d.view(&d.client, order).await.items[0].id;
    let with = |value: serde_json::Value| Answers([("brand".to_owned(), value)].into());
    for bad in [
        serde_json::json!(null),
        serde_json::json!(""),
        serde_json::json!("   "),
        serde_json::json!([]),
        serde_json::json!({}),
        serde_json::json!("x".repeat(501)),
    ] {
        assert_eq!(refusal(d.t.answer_intake(&d.client, item, with(bad.clone())).await), "answers.brand", "{bad}");
    }
    let eve = d.t.user("eve", &[Role::Client]).await;
    let staff = d.t.user("own", &[Role::Owner]).await;
    assert_eq!(refusal(d.t.answer_intake(&eve, item, Deal::answers()).await), "not found");
    assert_eq!(refusal(d.t.answer_intake(&staff, item, Deal::answers()).await), "not allowed");
    d.t.hold_order(&staff, order, "Wait".into()).await.unwrap();
    assert_eq!(refusal(d.t.answer_intake(&d.client, item, Deal::answers()).await), "conflict", "paused");
    d.t.resume_order(&staff, order, String::new()).await.unwrap();
    let (one, two) = tokio::join!(
        d.t.answer_intake(&d.client, item, Deal::answers()),
        d.t.answer_intake(&d.client, item, Deal::answers()),
    );
    assert_eq!([one, two].iter().filter(|outcome| **outcome == Ok(Applied::Done)).count(), 1);
    assert_eq!(
        refusal(d.t.answer_intake(&d.client, item, with("Other".into())).await),
        "conflict",
        "the seller works by them"
    );
}

/// What is over stays over, whoever presses which button.
#[tokio::test]
async fn nothing_moves_an_order_that_is_over() {
    let d = deal().await;
    let staff = d.t.user("own", &[Role::Owner]).await;
    let completed = d.completed().await;
    let ended = d.started().await;
    let late = d.t.propose_extension(&d.seller, ended, 3, "Flu".into()).await.unwrap();
    d.t.refund_order(&staff, ended, "Over".into()).await.unwrap();
    for order in [completed, ended] {
        for (act, outcome) in [
            ("cancel_unpaid_order", refusal(d.t.cancel_unpaid_order(&d.client, order).await)),
            ("propose_extension", refusal(d.t.propose_extension(&d.seller, order, 3, "x".into()).await)),
            ("propose_cancellation", refusal(d.t.propose_cancellation(&d.client, order, "x".into()).await)),
            ("hold_order", refusal(d.t.hold_order(&staff, order, "x".into()).await)),
            ("resume_order", refusal(d.t.resume_order(&staff, order, "x".into()).await)),
        ] {
            assert_eq!(outcome, "conflict", "{act}");
        }
    }
    assert_eq!(refusal(d.t.refund_order(&staff, completed, "x".into()).await), "conflict");
    assert_eq!(refusal(d.t.refund_order(&d.client, completed, "x".into()).await), "not allowed");
    for (act, outcome) in [
        ("accept", refusal(d.t.accept_proposal(&d.client, late).await)),
        ("decline", refusal(d.t.decline_proposal(&d.client, late).await)),
    ] {
        assert_eq!(outcome, "conflict", "{act}");
    }
    assert_eq!(d.t.withdraw_proposal(&d.seller, late).await, Ok(Applied::Already), "it was withdrawn with the order");
    d.t.books_balance().await;
}
