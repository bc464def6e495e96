//! Project settings, switching, domains.

use super::fields;
use crate::{clock::new_id, testing::platform};
use model::{
    Bps, Currency, Problem, Role,
    identity::{Projects, SwitchTo},
};

#[tokio::test]
async fn settings_are_checked_field_by_field_and_kept() {
    let t = platform().await;
    let admin = t.user("root", &[Role::Admin]).await;
    let good = t.load_project_settings(&admin).await.expect("settings");
    let mut bad = good.clone();
    (bad.name, bad.colour, bad.time_zone, bad.commission, bad.clearing_days, bad.auto_accept_days) =
        (String::new(), "#ffee00".into(), "x y".into(), Bps(10_001), 91, 0);
    bad.logo = "//evil.example/logo.png".into();
    assert_eq!(
        fields(t.save_project_settings(&admin, bad).await),
        ["name", "colour", "logo", "time_zone", "commission", "clearing_days", "auto_accept_days"]
    );
    let mut wanted = good.clone();
    (wanted.name, wanted.colour, wanted.commission, wanted.currency) =
        ("Nordlicht".into(), "#1D6B4F".into(), Bps(1250), Currency::Usd);
    t.save_project_settings(&admin, wanted).await.expect("saved");
    let saved = t.load_project_settings(&admin).await.expect("settings");
    assert_eq!(
        (saved.name.as_str(), saved.colour.as_str(), saved.commission, saved.currency),
        ("Nordlicht", "#1d6b4f", Bps(1250), Currency::Usd)
    );
    let mut nowhere = saved.clone();
    nowhere.time_zone = "Europe/Atlantis".into();
    assert_eq!(fields(t.save_project_settings(&admin, nowhere).await), ["time_zone"]);
    let client = t.user("ada", &[Role::Client]).await;
    assert_eq!(t.save_project_settings(&client, saved.clone()).await, Err(Problem::NotAllowed));
    assert_eq!(t.load_project_settings(&t.visitor()).await, Err(Problem::SignInNeeded));
}

#[tokio::test]
async fn the_currency_stays_once_money_was_booked() {
    let t = platform().await;
    let admin = t.user("root", &[Role::Admin]).await;
    let mut tx = t.tx().await;
    let amount = model::Money { minor: 100, currency: Currency::Eur };
    crate::wallets::credit_in(&mut tx, admin.user_id().expect("id"), amount, "sandbox", new_id(), "x")
        .await
        .expect("credited");
    tx.commit().await.expect("commit");
    let mut settings = t.load_project_settings(&admin).await.expect("settings");
    settings.currency = Currency::Usd;
    assert_eq!(fields(t.save_project_settings(&admin, settings).await), ["currency"]);
}

#[tokio::test]
async fn switching_leads_only_where_one_belongs() {
    let t = platform().await;
    let ada = t.user("ada", &[Role::Client]).await;
    t.add_project(new_id(), "other").await;
    assert_eq!(t.switch_project(&ada, "test".into()).await, Ok(SwitchTo::Here("test".into())));
    assert_eq!(t.switch_project(&ada, "other".into()).await, Err(Problem::NotFound));
    let mut root = ada.clone();
    if let Some(user) = &mut root.user {
        user.superadmin = true;
    }
    assert_eq!(t.switch_project(&root, "other".into()).await, Ok(SwitchTo::Here("other".into())));
    assert_eq!(t.list_my_projects(&ada).await.expect("mine").len(), 1);
    assert_eq!(t.create_project(&ada, "third".into(), "Third".into()).await, Err(Problem::NotAllowed));
    t.create_project(&root, "third".into(), "Third".into()).await.expect("made");
    assert_eq!(fields(t.create_project(&root, "third".into(), "Third".into()).await), ["slug"]);
    assert_eq!(fields(t.create_project(&root, "-".into(), "Third".into()).await), ["slug"]);
}

#[tokio::test]
async fn a_domain_waits_for_its_proof_and_belongs_to_one() {
    let t = platform().await;
    let admin = t.user("root", &[Role::Admin]).await;
    let other = new_id();
    t.add_project(other, "other").await;
    let rival = t.user_in(other, "rival", &[Role::Admin]).await;
    let view = t.add_domain(&admin, "Shop.Example.org".into()).await.expect("added");
    assert!(!view.verified && view.proof.0 == "_guildhall.shop.example.org");
    assert_eq!(fields(t.add_domain(&admin, "not a host".into()).await), ["domain"]);
    assert_eq!(fields(t.add_domain(&rival, "shop.example.org".into()).await), ["domain"]);
    t.remove_domain(&rival, "shop.example.org".into()).await.expect("nothing of theirs");
    assert_eq!(t.list_domains(&admin).await.expect("list"), [view]);
    t.remove_domain(&admin, "shop.example.org".into()).await.expect("gone");
    assert!(t.list_domains(&admin).await.expect("list").is_empty());
    t.add_domain(&rival, "shop.example.org".into()).await.expect("free again");
}
