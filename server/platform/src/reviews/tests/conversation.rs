//! Threads, questions, and the inbox.

use super::stage;
use model::{
    PageRequest, Problem, Role,
    notifications::NoticeKind,
    reviews::{Missing, NewThread, ReviewFilter, ReviewSubject, ReviewTab, Reviews, Visibility, VoteKind},
};

#[tokio::test]
async fn threads_block_until_resolved_and_keep_their_secrets() {
    let s = stage().await;
    let thread = |visibility, field: Option<&str>, body: &str| NewThread {
        field: field.map(str::to_owned),
        visibility,
        body: body.to_owned(),
    };
    let inner =
        s.t.open_thread(&s.reviewer, s.task, thread(Visibility::Internal, None, "Do we know them?")).await.unwrap();
    let outer =
        s.t.open_thread(&s.reviewer, s.task, thread(Visibility::Author, Some("name"), "Which formats?")).await.unwrap();
    let bad = thread(Visibility::Author, Some("nothing"), "?");
    assert!(matches!(s.t.open_thread(&s.reviewer, s.task, bad).await, Err(Problem::Invalid(_))));
    assert!(matches!(s.t.answer_thread(&s.reviewer, outer, "  ").await, Err(Problem::Invalid(_))));
    let own = s.t.load_own_review(&s.seller, s.task).await.unwrap();
    assert_eq!(own.threads.iter().map(|thread| thread.id).collect::<Vec<_>>(), [outer]);
    assert_eq!(s.t.answer_thread(&s.seller, inner, "I hear you").await, Err(Problem::NotFound));
    assert_eq!(s.t.resolve_thread(&s.seller, outer, true).await, Err(Problem::NotAllowed), "who asked decides");
    s.t.answer_thread(&s.seller, outer, "SVG and PDF.").await.unwrap();
    s.t.answer_thread(&s.seller, outer, "SVG and PDF.").await.unwrap();
    assert!(s.kinds(&s.reviewer).await.contains(&NoticeKind::ReviewAnswered));
    assert!(s.kinds(&s.seller).await.contains(&NoticeKind::ReviewAnswered));
    let said = s.t.load_own_review(&s.seller, s.task).await.unwrap().threads[0].comments.clone();
    assert_eq!(said.len(), 2, "twice is once");
    s.t.edit_review_comment(&s.seller, said[1].id, "SVG, PDF and PNG.").await.unwrap();
    assert_eq!(s.t.edit_review_comment(&s.reviewer, said[1].id, "Mine").await, Err(Problem::NotAllowed));
    s.t.clock.advance(time::Duration::minutes(16));
    assert!(matches!(s.t.edit_review_comment(&s.seller, said[1].id, "Late").await, Err(Problem::Conflict(_))));

    s.vote(&s.reviewer, VoteKind::Approve, "").await.unwrap();
    s.vote(&s.approver, VoteKind::Approve, "").await.unwrap();
    assert_eq!(s.page().await.state.missing(), [Missing::Threads(2)]);
    assert!(matches!(s.merge(&s.approver).await, Err(Problem::Conflict(_))));
    s.t.resolve_thread(&s.reviewer, inner, true).await.unwrap();
    s.t.resolve_thread(&s.approver, outer, true).await.unwrap();
    s.t.resolve_thread(&s.approver, outer, true).await.unwrap();
    s.merge(&s.approver).await.unwrap();
    let late = thread(Visibility::Author, None, "One more");
    assert!(matches!(s.t.open_thread(&s.seller, s.task, late).await, Err(Problem::Conflict(_))));
}

#[tokio::test]
async fn help_is_asked_of_a_role_and_given_once() {
    let s = stage().await;
    let fritz = s.t.user("fritz", &[Role::Finance]).await;
    assert!(matches!(
        s.t.ask_for_help(&s.reviewer, s.task, Role::Client, "Is it cheap?").await,
        Err(Problem::Invalid(_))
    ));
    assert_eq!(s.t.ask_for_help(&s.seller, s.task, Role::Finance, "Money?").await, Err(Problem::NotAllowed));
    let help = s.t.ask_for_help(&s.reviewer, s.task, Role::Finance, "Is the price fair?").await.unwrap();
    assert_eq!(s.t.ask_for_help(&s.reviewer, s.task, Role::Finance, "Is the price fair?").await, Ok(help));
    assert_eq!(s.kinds(&fritz).await, [NoticeKind::HelpAsked]);
    let needs = ReviewFilter { tab: ReviewTab::NeedsYou, subject: None };
    let inbox = s.t.list_reviews(&fritz, needs, PageRequest::default()).await.unwrap();
    assert_eq!(inbox.tasks.items.len(), 1, "the question waits for finance");
    assert_eq!(s.t.answer_help(&s.approver, help, "I think so.").await, Err(Problem::NotAllowed));
    s.t.answer_help(&fritz, help, "It is.").await.unwrap();
    s.t.answer_help(&fritz, help, "It is.").await.unwrap();
    assert!(matches!(s.t.answer_help(&s.admin, help, "It is not.").await, Err(Problem::Conflict(_))));
    assert!(s.kinds(&s.reviewer).await.contains(&NoticeKind::HelpAnswered));
    assert_eq!(s.t.count_reviews(&fritz).await, Ok(0));
    assert_eq!(s.page().await.help[0].answer.as_ref().map(|answer| answer.text.as_str()), Some("It is."));
}

#[tokio::test]
async fn the_inbox_knows_whose_turn_it_is() {
    let s = stage().await;
    assert_eq!(s.t.count_reviews(&s.reviewer).await, Ok(1));
    s.vote(&s.reviewer, VoteKind::Approve, "").await.unwrap();
    assert_eq!(s.t.count_reviews(&s.reviewer).await, Ok(0), "done their part");
    assert_eq!(s.t.count_reviews(&s.approver).await, Ok(1));
    s.vote(&s.approver, VoteKind::RequestChanges, "The name says too little.").await.unwrap();
    assert_eq!(s.t.count_reviews(&s.approver).await, Ok(0), "the author's turn");
    assert_eq!(s.t.resubmit_review(&s.reviewer, s.task, "Look").await, Err(Problem::NotAllowed));
    s.t.resubmit_review(&s.seller, s.task, "The name is our brand.").await.unwrap();
    assert_eq!(s.t.count_reviews(&s.approver).await, Ok(1), "they look again");
    assert_eq!(s.page().await.state.missing(), [Missing::Approvals { role: Role::Approver, count: 1 }]);
    s.vote(&s.approver, VoteKind::Approve, "").await.unwrap();
    assert_eq!((s.t.count_reviews(&s.approver).await, s.t.count_reviews(&s.reviewer).await), (Ok(1), Ok(1)), "ready");
    assert_eq!(s.t.count_reviews(&s.seller).await, Ok(0));
    let open = ReviewFilter { tab: ReviewTab::Open, subject: Some(ReviewSubject::SellerVerification) };
    let list = s.t.list_reviews(&s.admin, open.clone(), PageRequest::default()).await.unwrap();
    assert_eq!(list.tasks.items.len(), 0);
    assert_eq!(s.t.list_reviews(&s.seller, open, PageRequest::default()).await.unwrap_err(), Problem::NotAllowed);
}
