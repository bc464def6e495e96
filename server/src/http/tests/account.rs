//! An account's and a project's own pages, as a browser without scripts uses them.

use super::fixture::{HOST, PASSWORD, Web, web};
use axum::http::StatusCode;
use model::{
    Role,
    identity::{Imprint, Projects},
};
use platform::identity::Door;

/// The link of the newest mail to somebody: path and query.
async fn link_in_mail(web: &Web, to: &str) -> String {
    let body: String = sqlx::query_scalar(
        "SELECT text_body FROM mails WHERE recipient = $1 ORDER BY created_at DESC, id DESC LIMIT 1",
    )
    .bind(to)
    .fetch_one(&web.pool)
    .await
    .expect("a mail");
    let start = body.find(&format!("http://{HOST}/")).expect("a link") + "http://".len() + HOST.len();
    body[start..].split_whitespace().next().expect("a path").to_owned()
}

#[tokio::test]
async fn an_address_is_changed_without_any_script() {
    let web = web().await;
    web.person("ada@x.org", &[Role::Client]).await;
    let session = web.session("ada@x.org").await;
    let settings = web.page("/app/settings", Some(&session)).await;
    assert!(settings.body.contains("/api/accounts/request_email_change"), "the form stands on the page");
    let wish = |password: &str| format!("email=new%40x.org&current={}", password.replace(' ', "+"));
    let refused = web.form("/api/accounts/request_email_change", Some(&session), &wish("not it")).await;
    assert!(refused.header("location").contains("__err="), "{}", refused.header("location"));
    assert!(refused.cookie("kept").is_none_or(|kept| !kept.contains("bm90IGl0")), "the password is not kept");
    let asked = web.form("/api/accounts/request_email_change", Some(&session), &wish(PASSWORD)).await;
    assert!(asked.status.is_redirection() && !asked.header("location").contains("__err="), "{}", asked.body);
    let waiting = web.page("/app/settings", Some(&session)).await;
    assert!(waiting.body.contains("new@x.org waits for its confirmation"), "and says that it waits");

    let link = link_in_mail(&web, "new@x.org").await;
    assert!(link.starts_with("/confirm-email?token="), "{link}");
    let page = web.page(&link, None).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Use this address"), "opening it asks, and changes nothing");
    let token = link.split("token=").nth(1).expect("a token");
    let done = web.form("/api/accounts/confirm_email_change", None, &format!("token={token}")).await;
    assert_eq!(done.header("location"), "/confirm-email?done=1", "{}", done.body);
    assert!(web.page("/confirm-email?done=1", None).await.body.contains("Your address is changed"));
    let again = web.form("/api/accounts/confirm_email_change", None, &format!("token={token}")).await;
    assert!(again.header("location").contains("__err="), "a link works once");
    let sign_in = |email: &str| format!("email={}&password={}", email.replace('@', "%40"), PASSWORD.replace(' ', "+"));
    let old = web.form("/api/accounts/sign_in", None, &sign_in("ada@x.org")).await;
    assert!(old.cookie("session").is_none());
    let new = web.form("/api/accounts/sign_in", None, &sign_in("new@x.org")).await;
    assert!(new.cookie("session").is_some());
}

#[tokio::test]
async fn the_imprint_shows_what_the_settings_say() {
    let web = web().await;
    web.person("boss@x.org", &[Role::Admin]).await;
    assert_eq!(web.page("/legal/imprint", None).await.status, StatusCode::OK, "also while it is empty");
    let session = web.session("boss@x.org").await;
    let door = Door { host: HOST.to_owned(), token: Some(session.clone()), ..Door::default() };
    let boss = web.state.platform.recognise(door).await.expect("recognised").actor;
    let mut settings = web.state.platform.load_project_settings(&boss).await.expect("settings");
    settings.imprint = Imprint {
        operator: "Nordlicht <GmbH>".into(),
        address: "Kai 1\n20457 Hamburg".into(),
        email: "hello@x.org".into(),
        vat_id: "DE123456789".into(),
        ..Imprint::default()
    };
    web.state.platform.save_project_settings(&boss, settings).await.expect("saved");
    let page = web.page("/legal/imprint", None).await;
    for shown in ["Nordlicht &lt;GmbH", "Kai 1", "20457 Hamburg", "mailto:hello@x.org", "DE123456789"] {
        assert!(page.body.contains(shown), "{shown}");
    }
    assert!(!page.body.contains("<GmbH>") && !page.body.contains("Register"), "escaped, and empty lines are left out");
    assert!(!web.page("/legal/terms", None).await.body.contains("DE123456789"));
    let form = web.page("/admin/settings", Some(&session)).await;
    assert!(
        form.body.contains("imprint[address]") && form.body.contains("purpose=branding")
            || form.body.contains("dropzone")
    );
}
