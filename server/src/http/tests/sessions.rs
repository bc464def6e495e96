//! Cookies: how they come, what they are worth, when they go.

use super::fixture::{HOST, PASSWORD, request, web};
use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use model::Role;

fn sign_in(email: &str, password: &str, next: &str) -> String {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.append_pair("email", email).append_pair("password", password).append_pair("next", next);
    form.finish()
}

#[tokio::test]
async fn a_plain_form_signs_in_and_leads_on() {
    let web = web().await;
    web.person("ada@x.org", &[Role::Client]).await;
    let answer = web.form("/api/accounts/sign_in", None, &sign_in("ada@x.org", PASSWORD, "/app/orders")).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::FOUND, "/app/orders"));
    let line = answer
        .headers
        .get_all(header::SET_COOKIE)
        .iter()
        .filter_map(|c| c.to_str().ok())
        .find(|c| c.starts_with("session="))
        .expect("a cookie")
        .to_owned();
    assert!(line.contains("HttpOnly") && line.contains("SameSite=Lax") && line.contains("Path=/"), "{line}");
    let session = answer.cookie("session").expect("a session");
    assert_eq!(web.page("/app/settings", Some(&session)).await.status, StatusCode::OK);
    for evil in ["https://evil.example", "//evil.example", "/\\evil.example"] {
        let answer = web.form("/api/accounts/sign_in", None, &sign_in("ada@x.org", PASSWORD, evil)).await;
        assert_eq!(answer.header("location"), "/app", "{evil}");
    }
}

#[tokio::test]
async fn a_refused_form_comes_back_with_what_was_typed_but_no_password() {
    let web = web().await;
    let answer = web.form("/api/accounts/sign_in", None, &sign_in("ada@x.org", "wrong wrong wrong", "")).await;
    assert_eq!(answer.status, StatusCode::FOUND);
    let back = answer.header("location").to_owned();
    assert!(back.starts_with(&format!("http://{HOST}/sign-in?")) && back.contains("__err="), "{back}");
    assert!(!back.contains("wrong") && answer.cookie("session").is_none());
    let kept = answer.cookie("kept").expect("what was typed");
    let path = back.strip_prefix(&format!("http://{HOST}")).expect("ours");
    let builder = request(Method::GET, path, None)
        .header(header::ACCEPT, "text/html")
        .header(header::COOKIE, format!("kept={kept}"));
    let page = web.send(builder.body(Body::empty()).expect("request")).await;
    assert!(page.body.contains("do not belong together"), "the message stands on the page");
    assert!(page.body.contains("value=\"ada@x.org\""), "the address is filled in again");
    assert!(!page.body.contains("wrong wrong"), "the password is not");
    assert_eq!(page.cookie("kept").as_deref(), Some(""), "kept for one page");
}

#[tokio::test]
async fn a_session_from_before_is_not_taken_over() {
    let web = web().await;
    web.person("ada@x.org", &[Role::Client]).await;
    let planted = "A".repeat(43);
    let answer = web.form("/api/accounts/sign_in", Some(&planted), &sign_in("ada@x.org", PASSWORD, "")).await;
    let session = answer.cookie("session").expect("a session");
    assert_ne!(session, planted);
    let visitor = web.page("/app/settings", Some(&planted)).await;
    assert_eq!(visitor.status, StatusCode::SEE_OTHER);
    assert_eq!(visitor.header("location"), "/sign-in?next=%2Fapp%2Fsettings");
    assert_eq!(visitor.cookie("session").as_deref(), Some(""), "a worthless cookie is taken away");
    let second = web
        .form("/api/accounts/sign_in", Some(&session), &sign_in("ada@x.org", PASSWORD, ""))
        .await
        .cookie("session")
        .expect("a session");
    assert_ne!(second, session);
    assert_eq!(web.page("/app/settings", Some(&session)).await.status, StatusCode::SEE_OTHER, "the one before ended");
}

#[tokio::test]
async fn signing_out_ends_it_on_the_server() {
    let web = web().await;
    web.person("ada@x.org", &[Role::Client]).await;
    let session = web.session("ada@x.org").await;
    let answer = web.form("/sign-out", Some(&session), "").await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/"));
    assert_eq!(answer.cookie("session").as_deref(), Some(""));
    assert_eq!(
        web.page("/app/settings", Some(&session)).await.status,
        StatusCode::SEE_OTHER,
        "the token is worth nothing any more"
    );
}

#[tokio::test]
async fn preferences_come_back_to_our_pages_only() {
    let web = web().await;
    let answer = web.form("/preferences", None, "lang=de&return_to=%2Fsearch%3Fq%3Dlogo").await;
    assert_eq!((answer.header("location"), answer.cookie("lang").as_deref()), ("/search?q=logo", Some("de")));
    let answer = web.form("/preferences", None, "theme=dark&return_to=https%3A%2F%2Fevil.example").await;
    assert_eq!((answer.header("location"), answer.cookie("theme").as_deref()), ("/", Some("dark")));
    assert_eq!(web.form("/preferences", None, "lang=xx&theme=pink").await.headers.get(header::SET_COOKIE), None);
}

#[tokio::test]
async fn a_chosen_language_is_kept_for_the_mails_too() {
    let web = web().await;
    web.person("ada@walk.test", &[Role::Client]).await;
    let session = web.session("ada@walk.test").await;
    web.form("/preferences", Some(&session), "lang=de&return_to=%2Fapp").await;
    let kept: String = sqlx::query_scalar("SELECT lang FROM users WHERE email = 'ada@walk.test'")
        .fetch_one(&web.pool)
        .await
        .expect("Ada");
    assert_eq!(kept, "de");
}
