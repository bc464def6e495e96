//! Project settings, switching, domains.

use super::{PASSWORD, fields};
use crate::{clock::new_id, files::NewFile, identity::NewPerson, testing::platform};
use model::{
    Actor, Bps, Currency, Lang, Problem, Role,
    files::{FilePurpose, Files},
    identity::{Accounts, Imprint, Projects, SwitchTo},
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
    assert_eq!(fields(t.add_domain(&admin, "shop.example.org".into()).await), ["domain"], "once is enough");
    t.remove_domain(&rival, "shop.example.org".into()).await.expect("nothing of theirs");
    assert_eq!(t.list_domains(&admin).await.expect("list"), [view]);
    // A claim keeps nobody out; a proof does.
    t.add_domain(&rival, "shop.example.org".into()).await.expect("claimed too");
    let prove = async |who: &Actor| {
        let mut tx = t.db.begin(who).await.expect("begin");
        let proven = super::super::queries::projects::verify_domain(&mut tx, "shop.example.org").await;
        tx.commit().await.expect("commit");
        proven.map_err(|error| error.constraint().unwrap_or_default().to_owned())
    };
    assert_eq!(prove(&admin).await, Ok(true));
    assert_eq!(prove(&rival).await, Err("project_domains_proven".to_owned()));
    t.remove_domain(&admin, "shop.example.org".into()).await.expect("gone");
    assert!(t.list_domains(&admin).await.expect("list").is_empty());
    assert_eq!(prove(&rival).await, Ok(true), "free again");
}

#[tokio::test]
async fn a_founding_makes_everything_or_nothing() {
    let t = platform().await;
    let person = |email: &'static str, name: &'static str, password: &'static str| NewPerson {
        email,
        name,
        password,
        lang: Lang::En,
        roles: &[Role::Client, Role::Owner],
        superadmin: false,
    };
    let table = [
        ("new", "New", person("nonsense", "Ada", PASSWORD), "email"),
        ("new", "New", person("a@x.org", " ", PASSWORD), "name"),
        ("new", "New", person("a@x.org", "Ada", "short"), "password"),
        ("Foo Bar", "New", person("a@x.org", "Ada", PASSWORD), "slug"),
        ("new", "", person("a@x.org", "Ada", PASSWORD), "name"),
    ];
    for (slug, name, who, field) in table {
        let refused = t.found(slug, name, who).await.map_err(Problem::from);
        assert_eq!(fields(refused), [field]);
    }
    assert_eq!(t.list_all_projects().await.expect("projects").len(), 1, "only the test's own");
    let founded = t.found("new", "New", person("A@x.org", "Ada", PASSWORD)).await.expect("founded");
    assert!(founded.project_is_new && founded.person_is_new);
    let again = t.found("new", "New", person("a@x.org", "Other", "another set of words")).await.expect("again");
    assert!(!again.project_is_new && !again.person_is_new && again.user == founded.user);
    t.sign_in(&t.visitor(), "a@x.org".into(), PASSWORD.into()).await.expect("the old password still counts");
    let log = t.verify_chain(founded.project, None).await.expect("chain");
    assert_eq!(log.unsealed, 2, "both are in the log");
}

#[tokio::test]
async fn the_imprint_is_everybodys_to_read_and_the_owners_to_write() {
    let t = platform().await;
    let admin = t.user("root", &[Role::Admin]).await;
    assert!(t.load_imprint(&t.visitor()).await.expect("imprint").is_empty());
    let mut settings = t.load_project_settings(&admin).await.expect("settings");
    settings.imprint = Imprint {
        operator: " Nordlicht  GmbH ".into(),
        address: "Kai 1\n\n20457 Hamburg ".into(),
        email: "nobody".into(),
        ..Imprint::default()
    };
    assert_eq!(fields(t.save_project_settings(&admin, settings.clone()).await), ["imprint.email"]);
    settings.imprint.email = "hello@x.org".into();
    t.save_project_settings(&admin, settings).await.expect("saved");
    let shown = t.load_imprint(&t.visitor()).await.expect("imprint");
    assert_eq!((shown.operator.as_str(), shown.address.as_str()), ("Nordlicht GmbH", "Kai 1\n20457 Hamburg"));
    let other = new_id();
    t.add_project(other, "other").await;
    let stranger = t.user_in(other, "eve", &[Role::Admin]).await;
    assert!(t.load_imprint(&stranger).await.expect("imprint").is_empty(), "each project has its own");
}

#[tokio::test]
async fn a_logo_is_ones_own_upload_and_stays_while_it_is_used() {
    let t = platform().await;
    let (admin, second) = (t.user("root", &[Role::Admin]).await, t.user("second", &[Role::Admin]).await);
    let upload = async |who: &Actor, purpose: FilePurpose| {
        let new = NewFile { purpose, name: "logo.png".into() };
        t.upload_file(who, new, crate::files::tests::png()).await.expect("uploaded")
    };
    let save = async |logo: String| {
        let mut settings = t.load_project_settings(&admin).await.expect("settings");
        settings.logo = logo;
        t.save_project_settings(&admin, settings).await
    };
    let mine = upload(&admin, FilePurpose::Branding).await;
    assert_eq!(t.file(&t.visitor(), mine.id).await, Err(Problem::NotFound), "not shown before it is used");
    let portrait = upload(&admin, FilePurpose::Avatar).await;
    let foreign = upload(&second, FilePurpose::Branding).await;
    let nobody: model::FileId = new_id();
    for bad in [
        "/somewhere.png".to_owned(),
        "/files/nonsense".to_owned(),
        format!("/files/{nobody}"),
        format!("/files/{}", foreign.id),
        portrait.href(),
        format!("https://evil.example/files/{}", mine.id),
    ] {
        assert_eq!(fields(save(bad.clone()).await), ["logo"], "{bad}");
    }
    save(mine.href()).await.expect("saved");
    save(mine.href()).await.expect("saved again, unchanged");
    t.clock.advance(time::Duration::hours(25));
    t.sweep_files().await.expect("swept");
    assert!(t.open_file(&t.visitor(), mine.id).await.expect("still there").public);
    save(String::new()).await.expect("without");
    assert_eq!(t.file(&t.visitor(), mine.id).await, Err(Problem::NotFound), "let go");
    t.clock.advance(time::Duration::hours(25));
    t.sweep_files().await.expect("swept");
    assert_eq!(t.file(&admin, mine.id).await, Err(Problem::NotFound));
}
