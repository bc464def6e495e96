//! Reviews on the database: each refusal proves that nothing changed.

use crate::{
    catalogue::tests::{category, whole},
    testing::{TestPlatform, platform},
};
use model::{
    Actor, PageRequest, Permission, Problem, ProductId, ReviewTaskId, Role, SellerId,
    catalogue::{Catalogue, ProductDraft, ProductEvent, ProductStatus},
    notifications::{NoticeKind, Notifications},
    reviews::{HistoryEvent, Missing, ReviewPage, ReviewRule, ReviewStatus, ReviewSubject, Reviews, VoteKind},
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

mod conversation;
mod subjects;

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
