//! Becoming a seller.

use super::{fields, newest_mail};
use crate::testing::platform;
use model::{
    Bps, PageRequest, Problem, Role,
    identity::{BusinessType, Members, SellerApplication, SellerFilter, SellerStatus, Sellers},
};

fn application(name: &str) -> SellerApplication {
    SellerApplication {
        business_name: name.into(),
        business_type: BusinessType::Individual,
        country: "de".into(),
        bio: "Logos.".into(),
    }
}

#[tokio::test]
async fn an_application_is_approved_and_sells() {
    let t = platform().await;
    let ada = t.user("ada", &[Role::Client]).await;
    let admin = t.user("root", &[Role::Admin]).await;
    let id = t.apply_as_seller(&ada, application("Ada & Söhne")).await.expect("applied");
    assert!(matches!(t.apply_as_seller(&ada, application("Again")).await, Err(Problem::Conflict(_))));
    let mine = t.load_my_seller(&ada).await.expect("mine").expect("one");
    assert_eq!(
        (mine.slug.as_str(), mine.country.as_str(), mine.status),
        ("ada-soehne", "DE", SellerStatus::PendingApproval)
    );
    let waiting = SellerFilter { status: Some(SellerStatus::PendingApproval), ..Default::default() };
    assert_eq!(t.list_sellers(&admin, waiting, PageRequest::default()).await.expect("list").items.len(), 1);
    t.approve_seller(&admin, id).await.expect("approved");
    t.approve_seller(&admin, id).await.expect("again is no error");
    let email = ada.signed_in().expect("ada").email.clone();
    assert!(newest_mail(&t, &email).await.expect("mail").contains("/sell"));
    assert!(t.load_member(&admin, ada.user_id().expect("id")).await.expect("member").roles.contains(&Role::Seller));
}

#[tokio::test]
async fn refusals_of_selling() {
    let t = platform().await;
    let ada = t.user("ada", &[Role::Client]).await;
    let bad = SellerApplication {
        business_name: "x".into(),
        business_type: BusinessType::Company,
        country: "Germany".into(),
        bio: "x".repeat(2001),
    };
    assert_eq!(fields(t.apply_as_seller(&ada, bad).await), ["business_name", "country", "bio"]);
    assert_eq!(t.apply_as_seller(&t.visitor(), application("X Y")).await, Err(Problem::SignInNeeded));
    let id = t.apply_as_seller(&ada, application("Ada Studio")).await.expect("applied");
    assert_eq!(t.approve_seller(&ada, id).await, Err(Problem::NotAllowed));
    let admin = t.user("root", &[Role::Client, Role::Admin]).await;
    let own = t.apply_as_seller(&admin, application("Ada Studio")).await.expect("the same name gets another address");
    assert!(matches!(t.approve_seller(&admin, own).await, Err(Problem::Conflict(_))), "nobody approves themselves");
    assert_eq!(fields(t.suspend_seller(&admin, id, " ".into()).await), ["reason"]);
    t.suspend_seller(&admin, id, "Papers are missing.".into()).await.expect("turned down");
    assert_eq!(t.load_my_seller(&ada).await.expect("mine").expect("one").status_reason, "Papers are missing.");
    assert_eq!(fields(t.set_seller_commission(&admin, id, Some(Bps(10_001))).await), ["commission"]);
    t.set_seller_commission(&admin, id, Some(Bps(500))).await.expect("own rate");
    let stranger = t.user("eve", &[Role::Client]).await;
    assert_eq!(t.save_seller_profile(&stranger, id, application("Eve")).await, Err(Problem::NotFound));
    t.save_seller_profile(&ada, id, application("Ada Works")).await.expect("own profile");
}
