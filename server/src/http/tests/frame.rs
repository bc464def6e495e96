//! Headers, errors, sizes, health.

use super::fixture::{request, web};
use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};

#[tokio::test]
async fn a_page_carries_its_policy_and_its_nonce() {
    let web = web().await;
    let page = web.page("/sign-in", None).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let policy = page.header("content-security-policy");
    assert!(
        !policy.contains("unsafe-inline")
            && !policy.contains(" 'unsafe-eval'")
            && policy.contains("frame-ancestors 'none'"),
        "{policy}"
    );
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce");
    let scripts = page.body.matches("<script").count();
    assert!(page.body.matches(&format!("nonce=\"{nonce}\"")).count() >= scripts, "every script carries the nonce");
    assert!(!page.body.contains(" style=\""), "an inline style would be refused by the browser");
    let again = web.page("/sign-in", None).await;
    assert_ne!(again.header("content-security-policy"), policy, "a nonce is used once");
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert_eq!(page.header("referrer-policy"), "same-origin");
    assert_eq!(page.header("cache-control"), "private, no-store");
    assert_eq!(page.header("x-request-id").len(), 16);
    assert!(page.headers.get(header::SET_COOKIE).is_none(), "reading sets no cookie");
}

#[tokio::test]
async fn what_is_not_there_is_404_in_the_readers_language() {
    let web = web().await;
    let get = async |path: &str, lang: &str| {
        let builder =
            request(Method::GET, path, None).header(header::ACCEPT, "text/html").header(header::ACCEPT_LANGUAGE, lang);
        web.send(builder.body(Body::empty()).expect("request")).await
    };
    let english = get("/no/such/page", "en").await;
    let german = get("/no/such/page", "de-DE,de;q=0.9").await;
    assert_eq!((english.status, german.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert!(german.body.contains("lang=\"de\"") && english.body.contains("lang=\"en\""));
    assert_eq!(get("/pkg/none.js", "en").await.status, StatusCode::NOT_FOUND);
    assert_eq!(get("/dev/mail", "en").await.status, StatusCode::NOT_FOUND, "no demo, no mailbox");
}

#[tokio::test]
async fn problems_are_json_for_programs() {
    let web = web().await;
    let builder = request(Method::POST, "/api/accounts/list_sessions", None).header("sec-fetch-site", "same-origin");
    let answer = web.send(builder.body(Body::empty()).expect("request")).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let problem: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
    assert_eq!((problem["type"].as_str(), problem["status"].as_u64()), (Some("sign_in_needed"), Some(401)));
    let read: model::Problem = serde_json::from_value(problem).expect("what the pages read");
    assert_eq!(read, model::Problem::SignInNeeded);
}

#[tokio::test]
async fn too_much_is_said_at_once() {
    let web = web().await;
    let builder = request(Method::POST, "/api/accounts/sign_in", None)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::CONTENT_LENGTH, 3 * 1024 * 1024);
    let answer = web.send(builder.body(Body::empty()).expect("request")).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", answer.body);
}

#[tokio::test]
async fn machines_see_health_and_strangers_no_metrics() {
    let web = web().await;
    assert_eq!(web.page("/healthz", None).await.body, "ok\n");
    assert_eq!(web.page("/readyz", None).await.status, StatusCode::OK);
    let metrics = web.page("/metrics", None).await;
    assert!(
        metrics.body.contains("guildhall_http_requests_total{") && metrics.body.contains("guildhall_database_up 1"),
        "{}",
        metrics.body
    );
    let through_proxy = request(Method::GET, "/metrics", None)
        .header("x-forwarded-for", "203.0.113.7")
        .body(Body::empty())
        .expect("request");
    assert_eq!(web.send(through_proxy).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn without_a_database_pages_say_so_and_come_back() {
    let web = web().await;
    let away = async |allowed: bool| {
        let name: String = sqlx::query_scalar("SELECT current_database()").fetch_one(&web.pool).await.expect("name");
        let url = std::env::var("DATABASE_URL").expect("DATABASE_URL");
        let mut admin = <sqlx::PgConnection as sqlx::Connection>::connect(&url).await.expect("connect");
        let sql = format!("ALTER DATABASE {name} ALLOW_CONNECTIONS {allowed}");
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut admin).await.expect("alter");
        if !allowed {
            sqlx::query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1")
                .bind(&name)
                .execute(&mut admin)
                .await
                .expect("cut");
        }
        name
    };
    assert_eq!(web.page("/sign-in", None).await.status, StatusCode::OK);
    let name = away(false).await;
    let started = std::time::Instant::now();
    let page = web.page("/sign-in", None).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{}", page.body);
    assert!(page.body.contains("Back in a moment") && page.header("retry-after") == "3");
    assert!(started.elapsed().as_secs() < 5, "fails fast");
    assert_eq!(web.page("/readyz", None).await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(web.page("/healthz", None).await.status, StatusCode::OK);
    let url = std::env::var("DATABASE_URL").expect("DATABASE_URL");
    let mut admin = <sqlx::PgConnection as sqlx::Connection>::connect(&url).await.expect("connect");
    sqlx::query(sqlx::AssertSqlSafe(format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true")))
        .execute(&mut admin)
        .await
        .expect("back");
    assert_eq!(web.page("/sign-in", None).await.status, StatusCode::OK, "recovers by itself");
}
