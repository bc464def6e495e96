//! Submissions, reviews, revisions, checklist, feedback and the timers around them.

use crate::orders::fixture::{Deal, deal, eur};
use model::{
    Problem, Role,
    deliveries::{ChecklistStatus, DeliverableStatus, Deliveries, Feedback, RevisionStatus, SubmissionType, Work},
    files::FilePurpose,
    orders::{Applied, NextStep, OrderStatus},
};
use time::Duration;

#[tokio::test]
async fn a_draft_is_the_sellers_own_and_becomes_the_submission() {
    let d = deal().await;
    let order = d.started().await;
    let work = d.view(&d.seller, order).await.milestones[0].deliverable;
    let draft =
        d.t.save_draft(&d.seller, work, Work { notes: "note to self".into(), ..Work::default() }).await.unwrap();
    let again =
        d.t.save_draft(
            &d.seller,
            work,
            Work { description: "Half".into(), notes: "note to self".into(), ..Work::default() },
        )
        .await
        .unwrap();
    assert_eq!(draft, again, "one draft");
    assert_eq!(d.view(&d.client, order).await.milestones[0].submissions, []);
    assert!(d.view(&d.seller, order).await.milestones[0].draft().is_some());

    assert!(
        matches!(d.t.submit_work(&d.seller, work, Work::default()).await, Err(Problem::Invalid(f)) if f.get("description").is_some())
    );
    let bad = Work { preview_url: "javascript:alert(1)".into(), ..Deal::work() };
    assert!(
        matches!(d.t.submit_work(&d.seller, work, bad).await, Err(Problem::Invalid(f)) if f.get("preview_url").is_some())
    );
    let handed = d.t.submit_work(&d.seller, work, Work { notes: "note to self".into(), ..Deal::work() }).await.unwrap();
    assert_eq!(handed, draft);
    assert_eq!(d.t.submit_work(&d.seller, work, Deal::work()).await, Ok(handed), "the same click again");
    let seen = d.view(&d.client, order).await.milestones[0].clone();
    assert_eq!((seen.work, seen.submissions.len()), (DeliverableStatus::Submitted, 1));
    assert_eq!((seen.submissions[0].kind, seen.submissions[0].notes.as_str()), (SubmissionType::Final, ""));
    assert_eq!(seen.auto_accept_at, Some(d.t.db.now() + Duration::days(7)));
}

#[tokio::test]
async fn revisions_are_counted_and_reopen_the_order() {
    let d = deal().await;
    let order = d.started().await;
    for i in 0..3 {
        d.submit(order, i).await;
    }
    assert_eq!(d.view(&d.client, order).await.status, OrderStatus::Delivered);
    let work = d.view(&d.client, order).await.milestones[0].deliverable;
    assert_eq!(d.t.start_review(&d.client, work).await, Ok(Applied::Done));
    assert_eq!(d.t.start_review(&d.client, work).await, Ok(Applied::Already));
    assert!(
        matches!(d.t.request_revision(&d.client, work, " ".into()).await, Err(Problem::Invalid(f)) if f.get("notes").is_some())
    );
    assert_eq!(d.t.request_revision(&d.seller, work, "x".into()).await, Err(Problem::NotAllowed));
    assert_eq!(d.t.request_revision(&d.client, work, "Bluer".into()).await, Ok(Applied::Done));
    assert_eq!(d.t.request_revision(&d.client, work, "Bluer".into()).await, Ok(Applied::Already));
    let view = d.view(&d.seller, order).await;
    assert_eq!(view.status, OrderStatus::Active);
    assert_eq!(view.items[0].revisions.left(), 0);
    assert!(matches!(view.next, NextStep::Revise { .. }));
    assert_eq!(view.milestones[0].auto_accept_at, None);

    d.t.save_draft(&d.seller, work, Deal::work()).await.unwrap();
    assert_eq!(d.view(&d.client, order).await.milestones[0].revisions[0].status, RevisionStatus::InProgress);
    d.t.submit_work(&d.seller, work, Deal::work()).await.unwrap();
    let view = d.view(&d.client, order).await;
    assert_eq!(view.status, OrderStatus::Delivered);
    assert_eq!(view.milestones[0].revisions[0].status, RevisionStatus::Completed);
    assert_eq!(
        view.milestones[0].submissions.iter().map(|s| (s.number, s.kind)).collect::<Vec<_>>(),
        [(2, SubmissionType::Revision), (1, SubmissionType::Final)]
    );
    assert!(
        matches!(d.t.request_revision(&d.client, work, "Redder".into()).await, Err(Problem::Conflict(_))),
        "the allowance is used"
    );
}

#[tokio::test]
async fn a_rejection_keeps_the_money_until_better_work_or_an_agreement() {
    let d = deal().await;
    let order = d.started().await;
    d.submit(order, 0).await;
    let m = d.view(&d.client, order).await.milestones[0].clone();
    assert!(matches!(d.t.reject_deliverable(&d.client, m.deliverable, "".into()).await, Err(Problem::Invalid(_))));
    assert_eq!(d.t.reject_deliverable(&d.client, m.deliverable, "Not a logo".into()).await, Ok(Applied::Done));
    assert_eq!(d.t.reject_deliverable(&d.client, m.deliverable, "Not a logo".into()).await, Ok(Applied::Already));
    assert!(matches!(d.t.approve_milestone(&d.client, m.id).await, Err(Problem::Conflict(_))));
    assert_eq!(d.ledger(order).await.1, 0);
    assert!(matches!(d.view(&d.seller, order).await.next, NextStep::TryAgain { .. }));
    d.submit(order, 0).await;
    d.approve(order, 0).await;
    assert_eq!(d.ledger(order).await.1, 2700);
}

#[tokio::test]
async fn approving_releases_once_whoever_clicks_how_often() {
    let d = deal().await;
    let order = d.started().await;
    d.submit(order, 0).await;
    let m = d.view(&d.client, order).await.milestones[0].clone();
    let staff = d.t.user("own", &[Role::Owner]).await;
    assert_eq!(d.t.approve_milestone(&d.seller, m.id).await, Err(Problem::NotAllowed));
    assert_eq!(d.t.approve_milestone(&staff, m.id).await, Err(Problem::NotAllowed));
    assert!(
        matches!(
            d.t.approve_milestone(&d.client, d.view(&d.client, order).await.milestones[1].id).await,
            Err(Problem::Conflict(_))
        ),
        "nothing submitted"
    );
    let many = (0..8).map(|_| d.t.approve_milestone(&d.client, m.id));
    let outcomes = futures::future::join_all(many).await;
    assert_eq!(outcomes.iter().filter(|o| **o == Ok(Applied::Done)).count(), 1, "{outcomes:?}");
    assert!(outcomes.iter().all(Result::is_ok));
    assert_eq!(d.ledger(order).await.1, 2700);
    d.t.books_balance().await;
}

#[tokio::test]
async fn the_checklist_stands_before_the_final_submission() {
    let d = deal().await;
    let order = d.started().await;
    let last = d.view(&d.seller, order).await.milestones[2].deliverable;
    assert!(
        matches!(d.t.submit_work(&d.seller, last, Deal::work()).await, Err(Problem::Invalid(f)) if f.get("checklist").is_some())
    );
    assert!(matches!(d.t.check_quality(&d.seller, last, vec![true]).await, Err(Problem::Invalid(_))));
    assert_eq!(d.t.check_quality(&d.client, last, vec![true, true]).await, Err(Problem::NotAllowed));
    assert_eq!(d.t.check_quality(&d.seller, last, vec![true, false]).await, Ok(ChecklistStatus::Failed));
    assert!(d.t.submit_work(&d.seller, last, Deal::work()).await.is_err());
    assert_eq!(d.t.check_quality(&d.seller, last, vec![true, true]).await, Ok(ChecklistStatus::Passed));
    assert!(d.t.submit_work(&d.seller, last, Deal::work()).await.is_ok());
}

#[tokio::test]
async fn progress_is_the_sellers_word_below_a_hundred() {
    let d = deal().await;
    let order = d.started().await;
    let m = d.view(&d.seller, order).await.milestones[1].id;
    assert_eq!(d.t.update_progress(&d.seller, m, 40).await, Ok(Applied::Done));
    assert_eq!(d.t.update_progress(&d.seller, m, 40).await, Ok(Applied::Already));
    assert_eq!(d.t.update_progress(&d.client, m, 50).await, Err(Problem::NotAllowed));
    for percentage in [-1, 100, 1000] {
        assert!(matches!(d.t.update_progress(&d.seller, m, percentage).await, Err(Problem::Invalid(_))));
    }
    assert_eq!(d.view(&d.client, order).await.milestones[1].progress, 40);
}

#[tokio::test]
async fn silence_accepts_after_a_reminder() {
    let d = deal().await;
    let order = d.started().await;
    d.submit(order, 0).await;
    assert_eq!((d.t.remind_due().await.unwrap(), d.t.auto_accept_due().await.unwrap()), (0, 0));
    d.t.clock.advance(Duration::days(5));
    assert_eq!(d.t.remind_due().await.unwrap(), 1);
    assert_eq!(d.t.remind_due().await.unwrap(), 0, "once");
    d.t.clock.advance(Duration::days(2));
    assert_eq!(d.t.auto_accept_due().await.unwrap(), 1);
    assert_eq!(d.t.auto_accept_due().await.unwrap(), 0);
    let view = d.view(&d.client, order).await;
    assert_eq!((view.milestones[0].work, view.money.released), (DeliverableStatus::Accepted, eur(3000)));
    assert!(view.timeline.iter().any(|e| e.event == "auto_accept" && e.who.is_none()));
    d.t.books_balance().await;
}

#[tokio::test]
async fn feedback_comes_from_completed_orders_once() {
    let d = deal().await;
    let order = d.started().await;
    let feedback = Feedback { quality: 5, communication: 4, timeliness: 5, comment: "Lovely".into() };
    assert!(
        matches!(d.t.leave_feedback(&d.client, order, feedback.clone()).await, Err(Problem::Conflict(_))),
        "not completed"
    );
    for i in 0..3 {
        d.submit(order, i).await;
        d.approve(order, i).await;
    }
    assert_eq!(d.t.leave_feedback(&d.seller, order, feedback.clone()).await, Err(Problem::NotAllowed));
    let bad = Feedback { quality: 0, timeliness: 6, ..feedback.clone() };
    assert!(
        matches!(d.t.leave_feedback(&d.client, order, bad).await, Err(Problem::Invalid(f)) if f.get("quality").is_some() && f.get("timeliness").is_some() && f.get("communication").is_none())
    );
    assert_eq!(d.t.leave_feedback(&d.client, order, feedback.clone()).await, Ok(Applied::Done));
    assert_eq!(d.t.leave_feedback(&d.client, order, feedback).await, Ok(Applied::Already));
    assert_eq!(d.t.reply_to_feedback(&d.client, order, "x".into()).await, Err(Problem::NotAllowed));
    assert_eq!(d.t.reply_to_feedback(&d.seller, order, "Thank you".into()).await, Ok(Applied::Done));
    let view = d.view(&d.client, order).await;
    assert_eq!((view.feedback[0].quality, view.feedback[0].seller_reply.as_str()), (5, "Thank you"));
    let mut tx = d.t.tx().await;
    let rated: (i64, i64) = sqlx::query_as("SELECT rating_sum, rating_count FROM products WHERE id = $1")
        .bind(d.product.0)
        .fetch_one(tx.conn())
        .await
        .unwrap();
    assert_eq!(rated, (5, 1));
}

#[tokio::test]
async fn files_hang_on_a_submission_and_are_read_by_its_parties() {
    let d = deal().await;
    let order = d.started().await;
    let work = d.view(&d.seller, order).await.milestones[0].deliverable;
    let png =
        d.t.upload_file(
            &d.seller,
            crate::files::NewFile { purpose: FilePurpose::Submission, name: "logo.png".into() },
            crate::files::tests::png(),
        )
        .await
        .unwrap();
    assert_eq!(d.t.open_file(&d.client, png.id).await.err(), Some(Problem::NotFound), "not shared yet");
    d.t.save_draft(&d.seller, work, Work { files: vec![png.id], ..Deal::work() }).await.unwrap();
    assert_eq!(d.t.open_file(&d.client, png.id).await.err(), Some(Problem::NotFound), "a draft");
    d.t.submit_work(&d.seller, work, Work { files: vec![png.id], ..Deal::work() }).await.unwrap();
    assert_eq!(d.t.open_file(&d.client, png.id).await.unwrap().view, png);
    assert_eq!(d.view(&d.client, order).await.milestones[0].submissions[0].files, std::slice::from_ref(&png));
    let other = d.t.user("eve", &[Role::Client]).await;
    assert_eq!(d.t.open_file(&other, png.id).await.err(), Some(Problem::NotFound));
    assert_eq!(d.t.open_file(&d.t.visitor(), png.id).await.err(), Some(Problem::NotFound));
    // somebody else's file, or one that hangs elsewhere, cannot be attached
    let second = d.view(&d.seller, order).await.milestones[1].deliverable;
    let stolen = d.t.save_draft(&d.seller, second, Work { files: vec![png.id], ..Deal::work() }).await;
    assert!(matches!(stolen, Err(Problem::Invalid(f)) if f.get("files").is_some()));
}
