//! Nobody else's page acts for our people.

use super::fixture::{HOST, request, web};
use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use model::Role;

#[tokio::test]
async fn a_write_needs_a_page_of_ours() {
    let web = web().await;
    web.person("ada@x.org", &[Role::Client]).await;
    let session = web.session("ada@x.org").await;
    let post = async |headers: &[(&str, &str)]| {
        let mut builder = request(Method::POST, "/sign-out", Some(&session));
        for (name, value) in headers {
            builder = builder.header(*name, *value);
        }
        web.send(builder.body(Body::empty()).expect("request")).await.status
    };
    let ours = format!("http://{HOST}");
    let foreign: [&[(&str, &str)]; 6] = [
        &[],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "none")],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
    ];
    for headers in foreign {
        assert_eq!(post(headers).await, StatusCode::FORBIDDEN, "{headers:?}");
    }
    assert_eq!(
        post(&[("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")]).await,
        StatusCode::FORBIDDEN
    );
    assert_eq!(web.page("/app/settings", Some(&session)).await.status, StatusCode::OK, "still signed in");
    assert_eq!(post(&[("origin", &ours)]).await, StatusCode::SEE_OTHER, "an older browser");
    assert_eq!(post(&[("sec-fetch-site", "same-origin")]).await, StatusCode::SEE_OTHER);
    assert_eq!(web.page("/app/settings", Some(&session)).await.status, StatusCode::SEE_OTHER, "signed out");
}

#[tokio::test]
async fn server_functions_and_uploads_are_behind_the_same_door_and_webhooks_are_not() {
    let web = web().await;
    let post = async |path: &str| {
        let builder = request(Method::POST, path, None)
            .header("sec-fetch-site", "cross-site")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        web.send(builder.body(Body::from("email=a%40x.org&password=x")).expect("request")).await
    };
    for path in ["/api/accounts/sign_in", "/api/accounts/sign_up", "/files", "/preferences"] {
        let answer = post(path).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    assert_ne!(post("/webhooks/main/sandbox").await.status, StatusCode::FORBIDDEN);
}
