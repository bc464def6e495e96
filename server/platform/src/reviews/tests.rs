//! Reviews on the database: each refusal proves that nothing changed.

use crate::{
    catalogue::tests::{category, whole},
    testing::{TestPlatform, platform},
};
use model::{
    Actor, PageRequest, Permission, Problem, ProductId, ReviewTaskId, Role, SellerId,
    catalogue::{Catalogue, ProductDraft, ProductEvent, ProductStatus},
    identity::{BusinessType, SellerApplication, SellerStatus, Sellers},
    notifications::{NoticeKind, Notifications},
    reviews::{
        HistoryEvent, Missing, NewThread, ReviewFilter, ReviewPage, ReviewRule, ReviewStatus, ReviewSubject, ReviewTab,
        Reviews, Visibility, VoteKind,
    },
};

/// A seller's product under review by a rule of a reviewer and an approver.
struct Stage {
    t: TestPlatform,
    seller: Actor,
    seller_id: SellerId,
    product: ProductId,
    task: ReviewTaskId,
    reviewer: Actor,
    approver: Actor,
    admin: Actor,
}

async fn stage() -> Stage {
    let t = platform().await;
    let category = category(&t, "design", None).await;
    let (seller_id, seller) = t.seller("nora").await;
    let mut tx = t.tx().await;
    let project = tx.project.0;
    sqlx::query("UPDATE projects SET review_products = true WHERE id = $1")
        .bind(project)
        .execute(tx.conn())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let reviewer = t.user("rosa", &[Role::Reviewer]).await;
    let approver = t.user("anton", &[Role::Approver]).await;
    let admin = t.user("boss", &[Role::Admin]).await;
    let rule = ReviewRule::of(&[(Role::Reviewer, 1), (Role::Approver, 1)]);
    t.set_review_rule(&admin, ReviewSubject::Product, rule).await.unwrap();
    let product = t.create_product(&seller, Some(seller_id), &whole("Logo", category)).await.unwrap();
    assert_eq!(t.publish_product(&seller, product).await, Ok(ProductStatus::InReview));
    let task = t.own_review_of(&seller, ReviewSubject::Product, product.0).await.unwrap().unwrap();
    Stage { t, seller, seller_id, product, task, reviewer, approver, admin }
}

impl Stage {
    async fn page(&self) -> ReviewPage {
        self.t.load_review(&self.admin, self.task).await.unwrap()
    }
    async fn vote(&self, by: &Actor, kind: VoteKind, note: &str) -> Result<(), Problem> {
        let version = self.page().await.state.version;
        self.t.vote(by, self.task, version, kind, note).await
    }
    async fn merge(&self, by: &Actor) -> Result<(), Problem> {
        let version = self.page().await.state.version;
        self.t.merge_review(by, self.task, version, false).await
    }
    async fn status(&self) -> ProductStatus {
        self.t.edit_product(&self.seller, self.product).await.unwrap().status
    }
    async fn rename(&self, name: &str) {
        let page = self.t.edit_product(&self.seller, self.product).await.unwrap();
        let draft = ProductDraft { name: name.into(), ..page.draft };
        self.t.save_product(&self.seller, self.product, page.version, &draft).await.unwrap();
    }
    async fn kinds(&self, who: &Actor) -> Vec<NoticeKind> {
        let notices = self.t.list_notifications(who, false, PageRequest::default()).await.unwrap();
        notices.items.into_iter().map(|notice| notice.kind).collect()
    }
}

#[tokio::test]
async fn a_product_goes_live_when_two_roles_agree() {
    let s = stage().await;
    let page = s.page().await;
    assert!(page.changes.iter().any(|change| change.field == "name" && change.after == "Logo"));
    assert!(page.state.checks.iter().all(|check| check.passed || !check.required));
    assert_eq!(s.kinds(&s.reviewer).await, [NoticeKind::ReviewRequested]);

    s.vote(&s.reviewer, VoteKind::RequestChanges, "Say what formats you deliver.").await.unwrap();
    assert_eq!(s.page().await.state.status, ReviewStatus::ChangesRequested);
    assert_eq!(s.kinds(&s.seller).await, [NoticeKind::ReviewChangesRequested]);
    s.vote(&s.approver, VoteKind::Approve, "").await.unwrap();
    assert!(matches!(s.merge(&s.approver).await, Err(Problem::Conflict(_))), "changes are asked for");

    // mended: the approval is stale, and both look again
    s.rename("Logo in SVG and PDF").await;
    let page = s.page().await;
    assert_eq!(page.state.status, ReviewStatus::Open);
    assert_eq!(page.state.missing().len(), 2, "{:?}", page.state.missing());
    assert!(page.history.iter().any(|entry| entry.event == HistoryEvent::Changed));
    s.vote(&s.approver, VoteKind::Approve, "").await.unwrap();
    assert_eq!(s.kinds(&s.reviewer).await, [NoticeKind::ReviewRequested], "asked once while unread");
    assert_eq!(s.page().await.state.missing(), [Missing::Approvals { role: Role::Reviewer, count: 1 }]);
    s.vote(&s.reviewer, VoteKind::Approve, "").await.unwrap();
    assert_eq!(s.status().await, ProductStatus::InReview, "approved is not yet published");
    s.merge(&s.reviewer).await.unwrap();
    s.merge(&s.reviewer).await.unwrap();
    assert_eq!(s.status().await, ProductStatus::Published);
    assert_eq!(s.page().await.state.status, ReviewStatus::Merged);
    assert!(s.kinds(&s.seller).await.contains(&NoticeKind::ProductPublished));
    assert_eq!(s.t.count_unread(&s.approver).await, Ok(0), "nobody is asked any more");
    // final
    assert!(matches!(s.vote(&s.approver, VoteKind::Reject, "Too late for that.").await, Err(Problem::Conflict(_))));
    assert_eq!(s.status().await, ProductStatus::Published);
}

#[tokio::test]
async fn nobody_approves_their_own_and_strangers_see_nothing() {
    let s = stage().await;
    let mut both = s.t.user("both", &[Role::Admin, Role::Seller]).await;
    both.user.as_mut().unwrap().sellers.push(s.seller_id);
    let mut tx = s.t.tx().await;
    sqlx::query("INSERT INTO seller_members (project_id, seller_id, user_id) VALUES ($1, $2, $3)")
        .bind(tx.project.0)
        .bind(s.seller_id.0)
        .bind(both.user_id().unwrap().0)
        .execute(tx.conn())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(s.vote(&both, VoteKind::Approve, "").await, Err(Problem::Conflict(_))), "of the team since then");
    assert!(matches!(s.vote(&s.seller, VoteKind::Approve, "").await, Err(Problem::Conflict(_))), "the author");
    let client = s.t.user("cleo", &[Role::Client]).await;
    let finance = s.t.user("fritz", &[Role::Finance]).await;
    assert_eq!(s.vote(&client, VoteKind::Approve, "").await, Err(Problem::NotFound));
    assert_eq!(s.vote(&finance, VoteKind::Approve, "").await, Err(Problem::NotAllowed), "not asked for");
    assert_eq!(s.t.load_review(&client, s.task).await.unwrap_err(), Problem::NotAllowed);
    assert_eq!(s.t.load_own_review(&client, s.task).await.unwrap_err(), Problem::NotFound);
    assert_eq!(s.t.load_review(&both, s.task).await.unwrap_err(), Problem::NotFound, "they have the author's side");
    // an admin who mends it themselves leaves the decision to others
    let page = s.t.edit_product(&s.admin, s.product).await.unwrap();
    s.t.save_product(&s.admin, s.product, page.version, &page.draft).await.unwrap();
    assert!(matches!(s.vote(&s.admin, VoteKind::Approve, "").await, Err(Problem::Conflict(_))));
    let page = s.page().await;
    assert!(page.state.votes.is_empty() && page.state.status == ReviewStatus::Open);
}

#[tokio::test]
async fn the_direct_buttons_follow_the_rule() {
    let s = stage().await;
    let refused = s.t.approve_product(&s.admin, s.product).await.unwrap_err();
    assert!(
        matches!(&refused, Problem::Conflict(text) if text.en.contains("One approval by a reviewer is missing.")),
        "{refused}"
    );
    let many = s.t.change_products(&s.admin, &[s.product], ProductEvent::Approve).await.unwrap();
    assert_eq!((many.done, many.refused), (0, 1));
    assert!(s.page().await.state.votes.is_empty(), "a refused press is no vote");
    // the last approval is enough by itself
    s.vote(&s.reviewer, VoteKind::Approve, "").await.unwrap();
    s.t.approve_product(&s.approver, s.product).await.unwrap();
    assert_eq!(s.status().await, ProductStatus::Published);
    let page = s.page().await;
    assert_eq!((page.state.votes.len(), page.state.status), (2, ReviewStatus::Merged));
}

#[tokio::test]
async fn a_rejection_hands_it_back_and_a_new_review_compares_with_what_was_published() {
    let s = stage().await;
    assert!(matches!(s.vote(&s.reviewer, VoteKind::Reject, " ").await, Err(Problem::Invalid(_))));
    assert_eq!(s.status().await, ProductStatus::InReview);
    s.vote(&s.reviewer, VoteKind::Reject, "We do not sell logos.").await.unwrap();
    s.vote(&s.reviewer, VoteKind::Reject, "We do not sell logos.").await.unwrap();
    let draft = s.t.edit_product(&s.seller, s.product).await.unwrap();
    assert_eq!((draft.status, draft.review_note.as_str()), (ProductStatus::Draft, "We do not sell logos."));
    // again, and published this time
    s.t.publish_product(&s.seller, s.product).await.unwrap();
    let second = s.t.own_review_of(&s.seller, ReviewSubject::Product, s.product.0).await.unwrap().unwrap();
    assert_ne!(second, s.task);
    let version = s.t.load_review(&s.admin, second).await.unwrap().state.version;
    s.t.vote(&s.reviewer, second, version, VoteKind::Approve, "").await.unwrap();
    s.t.merge_review(&s.approver, second, version, true).await.unwrap();
    // taken out of the shop, changed, handed in: only the change is shown
    s.t.return_product(&s.admin, s.product, "The picture is not yours.").await.unwrap();
    s.rename("Logo with rights").await;
    s.t.publish_product(&s.seller, s.product).await.unwrap();
    let third = s.t.own_review_of(&s.seller, ReviewSubject::Product, s.product.0).await.unwrap().unwrap();
    let changes = s.t.load_review(&s.admin, third).await.unwrap().changes;
    assert_eq!(changes.iter().map(|c| (c.field.as_str(), c.before.as_str())).collect::<Vec<_>>(), [("name", "Logo")]);
    // and taken back by its seller
    s.t.withdraw_product(&s.seller, s.product).await.unwrap();
    assert_eq!(s.t.load_review(&s.admin, third).await.unwrap().state.status, ReviewStatus::Withdrawn);
}

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

#[tokio::test]
async fn an_older_version_is_not_judged_any_more() {
    let s = stage().await;
    let seen = s.page().await.state.version;
    s.rename("Logo and card").await;
    let late = s.t.vote(&s.reviewer, s.task, seen, VoteKind::Approve, "").await;
    assert!(matches!(late, Err(Problem::Conflict(_))));
    assert!(matches!(s.t.merge_review(&s.reviewer, s.task, seen, true).await, Err(Problem::Conflict(_))));
    assert!(s.page().await.state.votes.is_empty());
}

#[tokio::test]
async fn two_at_once_merge_once() {
    let s = stage().await;
    s.vote(&s.reviewer, VoteKind::Approve, "").await.unwrap();
    let version = s.page().await.state.version;
    let (one, two) = tokio::join!(
        s.t.merge_review(&s.approver, s.task, version, true),
        s.t.merge_review(&s.admin, s.task, version, true)
    );
    assert!(one.is_ok() && two.is_ok(), "{one:?} {two:?}");
    let merged = s.page().await.history.iter().filter(|entry| entry.event == HistoryEvent::Merged).count();
    assert_eq!(merged, 1);
}

#[tokio::test]
async fn applications_are_reviewed_and_come_back_after_a_no() {
    let t = platform().await;
    let ada = t.user("ada", &[Role::Client]).await;
    let admin = t.user("root", &[Role::Admin]).await;
    let words = |bio: &str| SellerApplication {
        business_name: "Ada Studio".into(),
        business_type: BusinessType::Individual,
        country: "DE".into(),
        bio: bio.into(),
    };
    let id = t.apply_as_seller(&ada, words("Logos.")).await.unwrap();
    let task = t.own_review_of(&ada, ReviewSubject::SellerVerification, id.0).await.unwrap().unwrap();
    let page = t.load_review(&admin, task).await.unwrap();
    t.vote(&admin, task, page.state.version, VoteKind::RequestChanges, "Tell us more about you.").await.unwrap();
    t.save_seller_profile(&ada, id, words("Logos and type for small shops.")).await.unwrap();
    let page = t.load_review(&admin, task).await.unwrap();
    assert_eq!(page.state.status, ReviewStatus::Open);
    t.suspend_seller(&admin, id, "Papers are missing.".into()).await.unwrap();
    assert_eq!(t.load_review(&admin, task).await.unwrap().state.status, ReviewStatus::Rejected);
    assert!(matches!(t.approve_seller(&admin, id).await, Err(Problem::Conflict(_))), "not around the review");
    t.save_seller_profile(&ada, id, words("Logos and type, with papers.")).await.unwrap();
    let second = t.own_review_of(&ada, ReviewSubject::SellerVerification, id.0).await.unwrap().unwrap();
    let version = t.load_review(&admin, second).await.unwrap().state.version;
    t.merge_review(&admin, second, version, true).await.unwrap();
    assert_eq!(t.load_my_seller(&ada).await.unwrap().unwrap().status, SellerStatus::Open);
    // stopped and opened again: that is no application
    t.suspend_seller(&admin, id, "Complaints.".into()).await.unwrap();
    t.approve_seller(&admin, id).await.unwrap();
    assert_eq!(t.load_my_seller(&ada).await.unwrap().unwrap().status, SellerStatus::Open);
}

#[tokio::test]
async fn rules_are_the_admins_and_must_be_possible() {
    let s = stage().await;
    let rule = ReviewRule::of(&[(Role::Seller, 1)]);
    assert!(matches!(
        s.t.set_review_rule(&s.admin, ReviewSubject::Product, rule.clone()).await,
        Err(Problem::Invalid(_))
    ));
    assert_eq!(s.t.set_review_rule(&s.reviewer, ReviewSubject::Product, rule.clone()).await, Err(Problem::NotAllowed));
    let fine = ReviewRule::of(&[(Role::Approver, 1)]);
    assert_eq!(
        s.t.set_review_rule(&s.admin, ReviewSubject::Payout, fine.clone()).await,
        Err(Problem::NotFound),
        "nothing opens such a task yet"
    );
    s.t.set_review_rule(&s.admin, ReviewSubject::Product, fine.clone()).await.unwrap();
    let rules = s.t.review_rules(&s.admin).await.unwrap();
    assert_eq!(rules.iter().map(|r| r.is_default).collect::<Vec<_>>(), [false, true, true]);
    // what runs keeps the rule it began with
    assert_eq!(s.page().await.state.rule.roles.len(), 2);
    assert!(s.admin.has(Permission::ReviewView));
}

#[tokio::test]
async fn what_the_shop_shows_changes_by_review_alone() {
    let s = stage().await;
    s.vote(&s.reviewer, VoteKind::Approve, "").await.unwrap();
    s.t.approve_product(&s.approver, s.product).await.unwrap();
    let slug = s.t.edit_product(&s.seller, s.product).await.unwrap().draft.slug;
    let shown = async || s.t.product(&s.t.visitor(), &slug).await.unwrap().name;

    s.rename("Logo, rushed").await;
    assert_eq!(shown().await, "Logo", "a change waits");
    let page = s.t.edit_product(&s.seller, s.product).await.unwrap();
    assert!(page.pending && page.draft.name == "Logo, rushed" && page.status == ProductStatus::Published);
    let task = page.review.unwrap();
    let review = s.t.load_review(&s.admin, task).await.unwrap();
    let changed: Vec<_> = review.changes.iter().map(|c| (c.before.as_str(), c.after.as_str())).collect();
    assert_eq!(changed, [("Logo", "Logo, rushed")]);
    // sent back: it stays with its seller, who mends it in a new review
    s.t.vote(&s.reviewer, task, review.state.version, VoteKind::Reject, "Do not rush.").await.unwrap();
    let page = s.t.edit_product(&s.seller, s.product).await.unwrap();
    assert_eq!((page.pending, page.review_note.as_str(), shown().await.as_str()), (true, "Do not rush.", "Logo"));
    s.rename("Logo with care").await;
    let task = s.t.edit_product(&s.seller, s.product).await.unwrap().review.unwrap();
    let version = s.t.load_review(&s.admin, task).await.unwrap().state.version;
    s.t.vote(&s.reviewer, task, version, VoteKind::Approve, "").await.unwrap();
    s.t.merge_review(&s.approver, task, version, true).await.unwrap();
    let page = s.t.edit_product(&s.seller, s.product).await.unwrap();
    assert_eq!((page.pending, shown().await.as_str()), (false, "Logo with care"));
    // taken back
    s.rename("Logo, never").await;
    s.t.withdraw_product(&s.seller, s.product).await.unwrap();
    s.t.withdraw_product(&s.seller, s.product).await.unwrap();
    let page = s.t.edit_product(&s.seller, s.product).await.unwrap();
    assert_eq!((page.pending, page.draft.name.as_str()), (false, "Logo with care"));
    // taken out of the shop: its seller goes on with what waited
    s.rename("Logo, later").await;
    s.t.return_product(&s.admin, s.product, "Please pause this for now.").await.unwrap();
    let page = s.t.edit_product(&s.seller, s.product).await.unwrap();
    assert_eq!((page.pending, page.draft.name.as_str(), page.status), (false, "Logo, later", ProductStatus::Draft));
    assert_eq!(page.review_note, "Please pause this for now.");
}
