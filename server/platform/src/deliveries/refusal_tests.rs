//! Every act on the work with what must be refused: unknown things, the wrong person, the wrong state, bad words, files
//! that are not theirs, the same click again.

use crate::{
    clock::new_id,
    files::{NewFile, tests::png},
    orders::fixture::{Deal, deal},
    testing::refusal,
};
use model::{
    Actor, DeliverableId, FileId, MilestoneId, OrderId, Role,
    deliveries::{Deliveries, Feedback, Work},
    files::FilePurpose,
    orders::{Applied, Orders},
};

fn stars(n: i32) -> Feedback {
    Feedback { quality: n, communication: n, timeliness: n, comment: String::new() }
}

/// Each act once, with nothing wrong in its words.
async fn press(d: &Deal, who: &Actor, m: MilestoneId, w: DeliverableId, o: OrderId) -> Vec<(&'static str, String)> {
    let t = &d.t;
    vec![
        ("save_draft", refusal(t.save_draft(who, w, Deal::work()).await)),
        ("submit_work", refusal(t.submit_work(who, w, Deal::work()).await)),
        ("start_review", refusal(t.start_review(who, w).await)),
        ("request_revision", refusal(t.request_revision(who, w, "x".into()).await)),
        ("approve_milestone", refusal(t.approve_milestone(who, m).await)),
        ("reject_deliverable", refusal(t.reject_deliverable(who, w, "x".into()).await)),
        ("update_progress", refusal(t.update_progress(who, m, 50).await)),
        ("check_quality", refusal(t.check_quality(who, w, vec![true, true]).await)),
        ("leave_feedback", refusal(t.leave_feedback(who, o, stars(5)).await)),
        ("reply_to_feedback", refusal(t.reply_to_feedback(who, o, "x".into()).await)),
    ]
}

const OF_SELLER: [&str; 5] = ["save_draft", "submit_work", "update_progress", "check_quality", "reply_to_feedback"];

#[tokio::test]
async fn unknown_work_outsiders_and_the_other_side() {
    let d = deal().await;
    let order = d.started().await;
    let view = d.view(&d.client, order).await;
    let (m, w) = (view.milestones[0].id, view.milestones[0].deliverable);
    for (act, said) in press(&d, &d.client, new_id(), new_id(), new_id()).await {
        assert_eq!(said, "not found", "{act} of nothing");
    }
    let elsewhere = new_id();
    d.t.add_project(elsewhere, "elsewhere").await;
    let foreign = d.t.user_in(elsewhere, "zoe", &[Role::Owner]).await;
    for nobody in [d.t.user("eve", &[Role::Client]).await, d.t.seller("rival").await.1, foreign] {
        for (act, said) in press(&d, &nobody, m, w, order).await {
            assert_eq!(said, "not found", "{act} by an outsider");
        }
    }
    for (act, said) in press(&d, &d.t.visitor(), m, w, order).await {
        assert_eq!(said, "sign in", "{act} by a visitor");
    }
    let staff = d.t.user("own", &[Role::Owner]).await;
    for (act, said) in press(&d, &staff, m, w, order).await {
        assert_eq!(said, "not allowed", "{act} by staff");
    }
    for (act, said) in press(&d, &d.client, m, w, order).await.into_iter().filter(|(act, _)| OF_SELLER.contains(act)) {
        assert_eq!(said, "not allowed", "{act} by the client");
    }
    for (act, said) in press(&d, &d.seller, m, w, order).await.into_iter().filter(|(act, _)| !OF_SELLER.contains(act)) {
        assert_eq!(said, "not allowed", "{act} by the seller");
    }
}

#[tokio::test]
async fn nothing_is_worked_on_that_is_unpaid_unanswered_paused_or_over() {
    let d = deal().await;
    let staff = d.t.user("own", &[Role::Owner]).await;
    d.put_in_cart(d.product, Default::default()).await;
    let pending = d.check_out("pending-order").await.orders[0].id;
    let paused = d.started().await;
    d.submit(paused, 0).await;
    d.t.hold_order(&staff, paused, "Look".into()).await.unwrap();
    let over = d.started().await;
    d.submit(over, 0).await;
    d.t.refund_order(&staff, over, "Over".into()).await.unwrap();
    for order in [pending, paused, over] {
        let view = d.view(&staff, order).await;
        let (m, w) = (view.milestones[0].id, view.milestones[0].deliverable);
        for who in [&d.client, &d.seller] {
            for (act, said) in press(&d, who, m, w, order).await {
                assert!(matches!(said.as_str(), "conflict" | "not allowed"), "{act} in {:?}: {said}", view.status);
            }
        }
        let after = d.view(&staff, order).await;
        assert_eq!((view.status, view.money, view.milestones), (after.status, after.money, after.milestones));
    }
    d.t.books_balance().await;
}

#[tokio::test]
async fn bad_words_numbers_and_files() {
    let d = deal().await;
    let order = d.started().await;
    let view = d.view(&d.seller, order).await;
    let (m, w) = (view.milestones[0].id, view.milestones[0].deliverable);
    let long = |n: usize| "x".repeat(n);
    let upload = async |who: &Actor, purpose| {
        d.t.upload_file(who, NewFile { purpose, name: "a.png".into() }, png()).await.unwrap().id
    };
    let clients = upload(&d.client, FilePurpose::Intake).await;
    let avatar = upload(&d.seller, FilePurpose::Avatar).await;
    let with = |files: Vec<FileId>| Work { files, ..Deal::work() };
    for (work, field) in [
        (Work { description: " ".into(), ..Work::default() }, "description"),
        (Work { description: long(10_001), ..Work::default() }, "description"),
        (Work { notes: long(10_001), ..Deal::work() }, "notes"),
        (Work { preview_url: "http://example.com".into(), ..Deal::work() }, "preview_url"),
        (Work { preview_url: "https://a b".into(), ..Deal::work() }, "preview_url"),
        (Work { preview_url: format!("https://{}", long(2_000)), ..Deal::work() }, "preview_url"),
        (with((0..31).map(|_| new_id()).collect()), "files"),
        (with(vec![new_id()]), "files"),
        (with(vec![clients]), "files"),
        (with(vec![avatar]), "files"),
    ] {
        assert_eq!(refusal(d.t.submit_work(&d.seller, w, work).await), field);
    }
    assert_eq!(d.view(&d.seller, order).await.milestones, view.milestones, "nothing was kept of it");
    for percentage in [-1, 100, i32::MAX, i32::MIN] {
        assert_eq!(refusal(d.t.update_progress(&d.seller, m, percentage).await), "percentage");
    }
    let last = view.milestones[2].deliverable;
    for passed in [vec![], vec![true], vec![true; 3]] {
        assert_eq!(refusal(d.t.check_quality(&d.seller, last, passed).await), "checklist");
    }
    assert_eq!(refusal(d.t.check_quality(&d.seller, w, vec![]).await), "not found", "no checklist here");
    d.submit(order, 0).await;
    for words in [String::new(), " \n ".into(), long(10_001)] {
        assert_eq!(refusal(d.t.request_revision(&d.client, w, words.clone()).await), "notes");
        assert_eq!(refusal(d.t.reject_deliverable(&d.client, w, words).await), "reason");
    }
    assert_eq!(refusal(d.t.save_draft(&d.seller, w, Deal::work()).await), "conflict", "the client has it");
}

#[tokio::test]
async fn feedback_is_bounded_and_said_once() {
    let d = deal().await;
    let order = d.completed().await;
    for n in [0, 6, -5, i32::MAX] {
        assert_eq!(refusal(d.t.leave_feedback(&d.client, order, stars(n)).await), "quality");
    }
    let wordy = Feedback { comment: "x".repeat(4_001), ..stars(5) };
    assert_eq!(refusal(d.t.leave_feedback(&d.client, order, wordy).await), "comment");
    assert_eq!(refusal(d.t.reply_to_feedback(&d.seller, order, "Thanks".into()).await), "conflict", "nothing said yet");
    let (one, two) =
        tokio::join!(d.t.leave_feedback(&d.client, order, stars(5)), d.t.leave_feedback(&d.client, order, stars(1)),);
    assert_eq!([one, two].iter().filter(|outcome| **outcome == Ok(Applied::Done)).count(), 1);
    for reply in [String::new(), "x".repeat(2_001)] {
        assert_eq!(refusal(d.t.reply_to_feedback(&d.seller, order, reply).await), "reply");
    }
    assert_eq!(d.t.reply_to_feedback(&d.seller, order, "Thanks".into()).await, Ok(Applied::Done));
    assert_eq!(d.t.reply_to_feedback(&d.seller, order, "Thanks".into()).await, Ok(Applied::Already));
    let mut tx = d.t.tx().await;
    let rated: i64 =
        sqlx::query_scalar("SELECT rating_count::bigint FROM products").fetch_one(tx.conn()).await.unwrap();
    assert_eq!(rated, 1);
}
