//! The wizard's path to a published product, what is bought and at which price, and who may do what.

use super::*;
use crate::testing::{TestPlatform, platform};
use model::{
    Bps, Machine, Money, PackageId, Party, Role,
    catalogue::{AddonDraft, MilestoneDraft, PackageDraft, PricingKind, ProductType, Tier},
    problem::Text,
};

pub(crate) async fn category(t: &TestPlatform, slug: &str, parent: Option<CategoryId>) -> CategoryId {
    let admin = t.user("admin", &[Role::Admin]).await;
    let name = Text { en: format!("Cat {slug}"), de: format!("Kat {slug}") };
    t.create_category(&admin, &CategoryDraft { parent, slug: slug.into(), name, icon: "palette".into(), position: 0 })
        .await
        .expect("category")
}

/// A draft that can be published.
pub(crate) fn whole(name: &str, category: CategoryId) -> ProductDraft {
    let package = |tier: Tier, price: &str, days: &str| PackageDraft {
        offered: true,
        name: format!("{tier} {name}"),
        price: price.into(),
        delivery_days: days.into(),
        ..PackageDraft::of(tier)
    };
    ProductDraft {
        name: name.into(),
        category: Some(category),
        summary: "A service that does what it says, in time.".into(),
        description:
            "We listen, we draft, we refine, and you get every file in every format that you will ever need for it."
                .into(),
        packages: vec![package(Tier::Basic, "50", "3"), package(Tier::Premium, "200.50", "10")],
        addons: vec![AddonDraft { id: None, name: "Faster".into(), price: "15".into(), extra_days: String::new() }],
        milestone_plan: ["40", "60"]
            .map(|share| MilestoneDraft {
                title: format!("Step {share}"),
                share: share.into(),
                days: "2".into(),
                ..Default::default()
            })
            .into(),
        ..ProductDraft::default()
    }
}

/// A published product.
pub(crate) async fn published(t: &TestPlatform, seller: &Actor, draft: &ProductDraft) -> ProductId {
    let id = t.create_product(seller, None, draft).await.expect("create");
    assert_eq!(t.publish_product(seller, id).await, Ok(ProductStatus::Published));
    id
}

#[tokio::test]
async fn a_draft_becomes_a_product_that_can_be_bought() {
    let t = platform().await;
    let category = category(&t, "design", None).await;
    let (seller_id, seller) = t.seller("nora").await;
    let bare = ProductDraft { name: "Logo".into(), category: Some(category), ..ProductDraft::default() };
    let id = t.create_product(&seller, None, &bare).await.unwrap();
    // incomplete: named at the wizard's fields, nothing changed
    match t.publish_product(&seller, id).await {
        Err(Problem::Invalid(missing)) => {
            assert!(missing.get("summary").is_some() && missing.get("packages.0.price").is_some())
        }
        other => panic!("{other:?}"),
    }
    let page = t.edit_product(&seller, id).await.unwrap();
    let version = t.save_product(&seller, id, page.version, &whole("Logo", category)).await.unwrap();
    assert_eq!(version, page.version + 1);
    assert!(
        matches!(t.save_product(&seller, id, page.version, &whole("Logo", category)).await, Err(Problem::Conflict(_))),
        "a stale version"
    );
    assert_eq!(t.publish_product(&seller, id).await, Ok(ProductStatus::Published));
    assert_eq!(t.publish_product(&seller, id).await, Ok(ProductStatus::Published), "again is no error");

    // the draft reads back as it was typed
    let again = t.edit_product(&seller, id).await.unwrap();
    assert!(again.missing.is_empty());
    assert_eq!(again.draft.packages[2].price, "200.50");
    assert_eq!(again.draft.milestone_plan[0].share, "40");

    let shown = t.product(&t.visitor(), "logo").await.unwrap();
    assert_eq!((shown.offer.packages.len(), shown.offer.addons.len(), shown.own), (2, 1, false));
    let premium = shown.offer.packages[1].id;
    let mut tx = t.tx().await;
    let bought = load_purchase_in(&mut tx, id, Some(premium), &[shown.offer.addons[0].id], 2).await.unwrap();
    assert_eq!(bought.price, Money::new(2 * (20_050 + 1_500), model::Currency::Eur));
    assert_eq!((bought.seller, bought.delivery_days, bought.auto_accept_days), (seller_id, 10, 7));
    assert_eq!(bought.milestone_plan.iter().map(|step| step.days).sum::<i32>(), 10);
    assert_eq!(bought.commission, Commission { bps: Bps(1_000), source: CommissionSource::Project });
    assert!(load_purchase_in(&mut tx, id, Some(crate::clock::new_id::<PackageId>()), &[], 1).await.is_err());
    drop(tx);

    t.pause_product(&seller, id).await.unwrap();
    let mut tx = t.tx().await;
    assert!(load_purchase_in(&mut tx, id, Some(premium), &[], 1).await.is_err(), "paused is not for sale");
    drop(tx);
    assert_eq!(t.product(&t.visitor(), "logo").await.map(|page| page.id), Err(Problem::NotFound));
    assert!(t.product(&seller, "logo").await.unwrap().own);
}

#[tokio::test]
async fn units_are_priced_by_rate_and_step() {
    let t = platform().await;
    let category = category(&t, "growth", None).await;
    let (_, seller) = t.seller("gero").await;
    let draft = ProductDraft { rate: "0.90125".into(), unit: "views".into(), ..whole_growth("Views", category) };
    let id = published(&t, &seller, &draft).await;
    let mut tx = t.tx().await;
    let bought = load_purchase_in(&mut tx, id, None, &[], 100_000).await.unwrap();
    assert_eq!((bought.price.minor, bought.unit.as_str()), (9_013, "views"));
    for wrong in [999, 1_500, 100_001] {
        assert!(load_purchase_in(&mut tx, id, None, &[], wrong).await.is_err(), "{wrong}");
    }
}

fn whole_growth(name: &str, category: CategoryId) -> ProductDraft {
    let whole = whole(name, category);
    ProductDraft {
        name: name.into(),
        category: Some(category),
        summary: whole.summary,
        description: whole.description,
        ..ProductDraft::of(ProductType::Growth)
    }
}

#[tokio::test]
async fn a_reviewed_project_publishes_by_another_hand() {
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
    let id = t.create_product(&seller, Some(seller_id), &whole("Logo", category)).await.unwrap();
    assert_eq!(t.publish_product(&seller, id).await, Ok(ProductStatus::InReview));
    assert!(matches!(t.approve_product(&seller, id).await, Err(Problem::NotAllowed)));

    // staff who also sell here do not judge their own
    let mut own_admin = t.user("both", &[Role::Admin, Role::Seller]).await;
    own_admin.user.as_mut().unwrap().sellers.push(seller_id);
    assert!(t.approve_product(&own_admin, id).await.is_err());

    let admin = t.user("admin2", &[Role::Admin]).await;
    assert!(matches!(t.return_product(&admin, id, " ").await, Err(Problem::Invalid(_))));
    t.return_product(&admin, id, "Please show an example of your work.").await.unwrap();
    let page = t.edit_product(&seller, id).await.unwrap();
    assert_eq!(
        (page.status, page.review_note.as_str()),
        (ProductStatus::Draft, "Please show an example of your work.")
    );
    t.publish_product(&seller, id).await.unwrap();
    t.approve_product(&admin, id).await.unwrap();
    t.approve_product(&admin, id).await.unwrap();
    assert_eq!(t.edit_product(&seller, id).await.unwrap().status, ProductStatus::Published);
    let list = t.moderation(&admin, None, &PageRequest::default()).await.unwrap();
    assert_eq!(list.counts, vec![(ProductStatus::Published, 1)]);
}

#[tokio::test]
async fn others_products_are_not_even_known() {
    let t = platform().await;
    let category = category(&t, "design", None).await;
    let (_, nora) = t.seller("nora").await;
    let (_, gero) = t.seller("gero").await;
    let client = t.user("ada", &[Role::Client]).await;
    let id = t.create_product(&nora, None, &whole("Logo", category)).await.unwrap();
    for stranger in [&gero, &client] {
        assert_eq!(t.edit_product(stranger, id).await.map(|page| page.id), Err(Problem::NotFound));
        assert_eq!(t.pause_product(stranger, id).await, Err(Problem::NotFound));
    }
    assert_eq!(t.save_product(&gero, id, 1, &whole("Mine", category)).await, Err(Problem::NotFound));
    assert_eq!(t.create_product(&client, None, &whole("Mine", category)).await.map(|_| ()), Err(Problem::NotAllowed));
    assert_eq!(t.my_products(&gero, None, &PageRequest::default()).await.unwrap().products.items.len(), 0);
    assert!(matches!(t.my_products(&t.visitor(), None, &PageRequest::default()).await, Err(Problem::SignInNeeded)));
    // two products of one name have two addresses
    let second = t.create_product(&gero, None, &whole("Logo", category)).await.unwrap();
    assert_eq!(t.edit_product(&gero, second).await.unwrap().draft.slug, "logo-2");
}

#[tokio::test]
async fn categories_are_a_tree_without_loops() {
    let t = platform().await;
    let admin = t.user("admin", &[Role::Admin]).await;
    let top = category(&t, "design", None).await;
    let below = category(&t, "logos", Some(top)).await;
    let draft = |parent| CategoryDraft {
        parent,
        slug: "design".into(),
        name: Text { en: "Design".into(), de: "Gestaltung".into() },
        icon: "pen".into(),
        position: 3,
    };
    assert!(matches!(t.save_category(&admin, top, &draft(Some(below))).await, Err(Problem::Invalid(_))));
    assert!(matches!(t.create_category(&admin, &draft(None)).await, Err(Problem::Invalid(_))), "the address is taken");
    assert!(matches!(t.remove_category(&admin, top).await, Err(Problem::Conflict(_))));
    let (_, seller) = t.seller("nora").await;
    published(&t, &seller, &whole("Logo", below)).await;
    let tree = t.categories(&t.visitor()).await.unwrap();
    assert_eq!(
        tree.iter().map(|c| (c.slug.as_str(), c.depth, c.products)).collect::<Vec<_>>(),
        [("design", 0, 1), ("logos", 1, 1)]
    );
    assert_eq!(t.create_category(&seller, &draft(None)).await.map(|_| ()), Err(Problem::NotAllowed));
}

#[tokio::test]
async fn every_state_change_is_in_the_timeline() {
    let t = platform().await;
    let category = category(&t, "design", None).await;
    let (_, seller) = t.seller("nora").await;
    let id = published(&t, &seller, &whole("Logo", category)).await;
    t.pause_product(&seller, id).await.unwrap();
    t.resume_product(&seller, id).await.unwrap();
    t.archive_product(&seller, id).await.unwrap();
    t.restore_product(&seller, id).await.unwrap();
    assert!(ProductStatus::Draft.can(Event::Publish, Party::Seller));
    let mut tx = t.tx().await;
    let events: Vec<(String, String, String)> =
        sqlx::query_as("SELECT event, from_status, to_status FROM product_events ORDER BY id")
            .fetch_all(tx.conn())
            .await
            .unwrap();
    let names: Vec<&str> = events.iter().map(|(event, ..)| event.as_str()).collect();
    assert_eq!(names, ["publish", "pause", "resume", "archive", "restore"]);
    assert!(events.windows(2).all(|pair| pair[0].2 == pair[1].1), "each begins where the one before ended");
}

#[test]
fn pricing_kinds_follow_the_type() {
    assert_eq!(ProductDraft::of(ProductType::Growth).pricing, PricingKind::PerUnit);
    assert_eq!(ProductDraft::of(ProductType::Service).pricing, PricingKind::Packages);
}

#[tokio::test]
async fn staff_change_a_sellers_product_and_others_do_not() {
    let t = platform().await;
    let category = category(&t, "design", None).await;
    let (_, seller) = t.seller("nora").await;
    let (_, rival) = t.seller("gero").await;
    let id = t.create_product(&seller, None, &whole("Logo", category)).await.unwrap();
    let admin = t.user("boss", &[Role::Admin]).await;
    let page = t.edit_product(&admin, id).await.unwrap();
    assert!(!page.own && t.edit_product(&seller, id).await.unwrap().own);
    let draft = ProductDraft { name: "Logo, kept short".into(), ..page.draft };
    assert_eq!(t.save_product(&rival, id, page.version, &draft).await, Err(Problem::NotFound));
    let version = t.save_product(&admin, id, page.version, &draft).await.unwrap();
    assert_eq!(t.edit_product(&seller, id).await.unwrap().draft.name, "Logo, kept short");
    // the seller's window is behind now, and says so instead of overwriting
    assert!(matches!(t.save_product(&seller, id, page.version, &draft).await, Err(Problem::Conflict(_))));
    assert!(t.save_product(&seller, id, version, &draft).await.is_ok());
}

#[tokio::test]
async fn many_at_once_and_each_by_itself() {
    let t = platform().await;
    let category = category(&t, "design", None).await;
    let (_, seller) = t.seller("nora").await;
    let (_, rival) = t.seller("gero").await;
    let whole_one = t.create_product(&seller, None, &whole("Logo", category)).await.unwrap();
    let half = ProductDraft { summary: String::new(), ..whole("Half", category) };
    let half = t.create_product(&seller, None, &half).await.unwrap();
    let ids = [whole_one, half, whole_one];
    let done = t.change_products(&seller, &ids, Event::Publish).await.unwrap();
    assert_eq!((done.done, done.refused), (1, 1), "twice named is once done");
    assert!(matches!(done.why, Some(Problem::Invalid(_))));
    // strangers learn nothing and change nothing; staff may pause, but not for the seller sell again
    let done = t.change_products(&rival, &ids, Event::Pause).await.unwrap();
    assert_eq!((done.done, done.why), (0, Some(Problem::NotFound)));
    let admin = t.user("boss", &[Role::Admin]).await;
    assert_eq!(t.change_products(&admin, &[whole_one], Event::Pause).await.unwrap().done, 1);
    assert_eq!(t.change_products(&admin, &[whole_one], Event::Resume).await.unwrap().done, 0);
    assert_eq!(t.change_products(&seller, &[whole_one], Event::Resume).await.unwrap().done, 1);
    assert!(matches!(t.change_products(&seller, &[], Event::Pause).await, Err(Problem::Invalid(_))));
    assert!(matches!(t.change_products(&seller, &ids, Event::Archive).await, Err(Problem::Invalid(_))));
    let client = t.user("cleo", &[Role::Client]).await;
    assert_eq!(t.change_products(&client, &ids, Event::Approve).await, Err(Problem::NotAllowed));
}
