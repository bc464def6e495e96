//! What reviews do to products and applications.

use super::stage;
use crate::testing::platform;
use model::{
    Problem, Role,
    catalogue::{Catalogue, ProductStatus},
    identity::{BusinessType, SellerApplication, SellerStatus, Sellers},
    reviews::{ReviewStatus, ReviewSubject, Reviews, VoteKind},
};

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
