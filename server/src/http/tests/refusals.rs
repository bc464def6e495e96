//! Every form of identity with bad input, over HTTP: the status, the field it is said at, and that nothing has changed.

use super::fixture::{PASSWORD, Web, request, web};
use axum::{
    body::Body,
    http::{Method, header},
};
use model::{Problem, Role};
use platform::identity::secrets;

const NOBODY: &str = "0191d8a0-0000-7000-8000-000000000001";
const CLIENT: &str = "client@x.org";
const ADMIN: &str = "admin@x.org";

/// Function, who calls (nobody: a visitor), the form, the status, and the fields that are named.
type Line<'a> = (&'a str, Option<&'a str>, Vec<(&'a str, String)>, u16, &'a [&'a str]);

fn form(fields: &[(&str, String)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

async fn check(web: &Web, lines: Vec<Line<'_>>) {
    let before = everything(web).await;
    let mut wrong = Vec::new();
    for (function, who, fields, status, named) in lines {
        // Each is about its own refusal, not about how many came before.
        sqlx::query("DELETE FROM sign_in_attempts").execute(&web.pool).await.expect("no counts");
        let session = match who {
            Some(email) => Some(web.session(email).await),
            None => None,
        };
        let builder = request(Method::POST, &format!("/api/{function}"), session.as_deref())
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let body = form(&fields);
        let shown: String = body.chars().take(100).collect();
        let answer = web.send(builder.body(Body::from(body)).expect("request")).await;
        let found: Vec<String> = match serde_json::from_str(&answer.body) {
            Ok(Problem::Invalid(fields)) => fields.0.into_iter().map(|(name, _)| name).collect(),
            _ => Vec::new(),
        };
        if answer.status.as_u16() != status || found != named {
            wrong.push(format!("{function} {shown}: {} at {found:?}, not {status} at {named:?}", answer.status));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(everything(web).await, before, "a refusal changes nothing");
}

/// All rows that these forms could write.
async fn everything(web: &Web) -> Vec<String> {
    let mut all = Vec::new();
    for table in [
        "users",
        "sign_ups",
        "email_tokens",
        "email_changes",
        "project_members",
        "role_permissions",
        "projects",
        "project_domains",
        "sellers",
        "notification_preferences",
        "mails",
    ] {
        let sql = format!("SELECT coalesce(string_agg(x::text, '|' ORDER BY x::text), '') FROM {table} x");
        let rows: String = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&web.pool).await.expect(table);
        all.push(format!("{table}: {rows}"));
    }
    all
}

async fn people() -> Web {
    let web = web().await;
    web.person(CLIENT, &[Role::Client]).await;
    web.person(ADMIN, &[Role::Client, Role::Admin]).await;
    web
}

fn s(text: &str) -> String {
    text.to_owned()
}

#[tokio::test]
async fn coming_in() {
    let web = people().await;
    let long = "x".repeat(300);
    let account = |name: &str, email: &str, password: &str| {
        vec![("name", s(name)), ("email", s(email)), ("password", s(password))]
    };
    let pair = |email: &str, password: &str| vec![("email", s(email)), ("password", s(password))];
    let token = |token: &str, password: &str| vec![("token", s(token)), ("password", s(password))];
    let lines: Vec<Line> = vec![
        ("accounts/sign_up", None, vec![], 422, &["form"]),
        ("accounts/sign_up", None, account("", "", ""), 422, &["name", "email", "password"]),
        (
            "accounts/sign_up",
            None,
            account(&long, &format!("{long}@x.org"), &long),
            422,
            &["name", "email", "password"],
        ),
        ("accounts/sign_up", None, account("Ada\u{7}", "ada@x", "aaaaaaaaaaaa"), 422, &["name", "email", "password"]),
        ("accounts/sign_up", None, account("Ada", "a@x.org\r\nBcc: b@x.org", PASSWORD), 422, &["email"]),
        ("accounts/sign_in", None, vec![], 422, &["form"]),
        ("accounts/sign_in", None, pair("", ""), 422, &["email"]),
        ("accounts/sign_in", None, pair(CLIENT, ""), 422, &["password"]),
        ("accounts/sign_in", None, pair(CLIENT, "not it at all"), 422, &["password"]),
        ("accounts/sign_in", None, pair("nobody@x.org", PASSWORD), 422, &["password"]),
        ("accounts/sign_in", None, pair(CLIENT, &"x".repeat(100_000)), 422, &["password"]),
        ("accounts/sign_in", None, pair("' OR 1=1 --", PASSWORD), 422, &["email"]),
        ("accounts/verify_email", None, vec![("token", s("x"))], 422, &["form"]),
        ("accounts/verify_email", None, token("", PASSWORD), 409, &[]),
        ("accounts/verify_email", None, token(&long, PASSWORD), 409, &[]),
        ("accounts/request_password_reset", None, vec![("email", s(""))], 422, &["email"]),
        ("accounts/request_password_reset", None, vec![("email", s("nobody@x.org"))], 200, &[]),
        ("accounts/reset_password", None, token("", PASSWORD), 409, &[]),
        ("accounts/reset_password", None, token(&secrets::token(), PASSWORD), 409, &[]),
        ("accounts/confirm_email_change", None, vec![("token", secrets::token())], 409, &[]),
    ];
    check(&web, lines).await;
}

#[tokio::test]
async fn ones_own_account() {
    let web = people().await;
    let me = Some(CLIENT);
    let theirs: uuid::Uuid = {
        web.session(ADMIN).await;
        sqlx::query_scalar("SELECT s.id FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.email = $1 LIMIT 1")
            .bind(ADMIN)
            .fetch_one(&web.pool)
            .await
            .expect("a session")
    };
    let profile = |name: &str, bio: &str, lang: &str, zone: &str| {
        vec![("name", s(name)), ("bio", s(bio)), ("lang", s(lang)), ("time_zone", s(zone))]
    };
    let passwords = |current: &str, new: &str| vec![("current", s(current)), ("password", s(new))];
    let address = |email: &str, current: &str| vec![("email", s(email)), ("current", s(current))];
    let seller = |name: &str, kind: &str, country: &str| {
        vec![("business_name", s(name)), ("business_type", s(kind)), ("country", s(country)), ("bio", s(""))]
    };
    let topic = |topic: &str, mail: &str| vec![("topic", s(topic)), ("mail", s(mail))];
    let (long, longer) = ("x".repeat(300), "x".repeat(2_001));
    let lines: Vec<Line> = vec![
        ("accounts/change_password", None, passwords(PASSWORD, "a new set of words"), 401, &[]),
        ("accounts/change_password", me, vec![], 422, &["form"]),
        ("accounts/change_password", me, passwords("", "a new set of words"), 422, &["current"]),
        ("accounts/change_password", me, passwords("not it", "a new set of words"), 422, &["current"]),
        ("accounts/change_password", me, passwords(PASSWORD, "short"), 422, &["password"]),
        ("accounts/change_password", me, passwords(PASSWORD, &long), 422, &["password"]),
        ("accounts/request_email_change", None, address("new@x.org", PASSWORD), 401, &[]),
        ("accounts/request_email_change", me, address("", ""), 422, &["email", "current"]),
        ("accounts/request_email_change", me, address(CLIENT, PASSWORD), 422, &["email"]),
        ("accounts/request_email_change", me, address("new@x.org", "not it"), 422, &["current"]),
        ("accounts/save_profile", None, profile("Ada", "", "en", "Europe/Berlin"), 401, &[]),
        ("accounts/save_profile", me, profile("", &longer, "en", "Mars/Base"), 422, &["name", "bio", "time_zone"]),
        ("accounts/save_profile", me, profile("Ada", "", "xx", "Europe/Berlin"), 422, &["form"]),
        ("accounts/save_profile", me, profile("Ada", "a\0b", "en", "Europe/Berlin"), 422, &["form"]),
        ("accounts/revoke_session", None, vec![("id", s(NOBODY))], 401, &[]),
        ("accounts/revoke_session", me, vec![("id", s("nonsense"))], 422, &["form"]),
        ("accounts/revoke_session", me, vec![("id", s(NOBODY))], 404, &[]),
        ("accounts/revoke_session", me, vec![("id", theirs.to_string())], 404, &[]),
        ("notifications/set_notification_preference", None, topic("orders", "true"), 401, &[]),
        ("notifications/set_notification_preference", me, topic("nonsense", "true"), 422, &["form"]),
        ("notifications/set_notification_preference", me, topic("orders", "perhaps"), 422, &["form"]),
        ("notifications/read_notification", me, vec![("id", s(NOBODY))], 404, &[]),
        ("sellers/apply_as_seller", None, seller("Ada", "individual", "DE"), 401, &[]),
        ("sellers/apply_as_seller", me, seller("", "individual", ""), 422, &["business_name", "country"]),
        ("sellers/apply_as_seller", me, seller(&long, "individual", "Germany"), 422, &["business_name", "country"]),
        ("sellers/apply_as_seller", me, seller("Ada", "nonsense", "DE"), 422, &["form"]),
    ];
    check(&web, lines).await;
}

#[tokio::test]
async fn the_projects_people_and_rules() {
    let web = people().await;
    let boss = Some(ADMIN);
    let id: uuid::Uuid =
        sqlx::query_scalar("SELECT id FROM users WHERE email = $1").bind(ADMIN).fetch_one(&web.pool).await.expect("id");
    let invite =
        |email: &str, name: &str, role: &str| vec![("email", s(email)), ("name", s(name)), ("roles[0]", s(role))];
    let roles = |user: &str, role: &str| vec![("user", s(user)), ("roles[0]", s(role))];
    let user = |user: &str| vec![("user", s(user))];
    let cell = |role: &str, permission: &str, granted: &str| {
        vec![("role", s(role)), ("permission", s(permission)), ("granted", s(granted))]
    };
    let domain = |domain: &str| vec![("domain", s(domain))];
    let (me, long) = (id.to_string(), "x".repeat(300));
    let lines: Vec<Line> = vec![
        ("members/invite_member", Some(CLIENT), invite("a@x.org", "Ada", "client"), 403, &[]),
        ("members/invite_member", boss, vec![("email", s("")), ("name", s(""))], 422, &["email", "name", "roles"]),
        ("members/invite_member", boss, invite("nobody", &long, "client"), 422, &["email", "name"]),
        ("members/invite_member", boss, invite("a@x.org", "Ada", "king"), 422, &["form"]),
        ("members/invite_member", boss, invite("a@x.org", "Ada", "owner"), 422, &["roles"]),
        ("members/change_roles", Some(CLIENT), roles(&me, "client"), 403, &[]),
        ("members/change_roles", boss, roles("nonsense", "client"), 422, &["form"]),
        ("members/change_roles", boss, roles(NOBODY, "client"), 404, &[]),
        ("members/change_roles", boss, user(&me), 422, &["roles"]),
        ("members/change_roles", boss, roles(&me, "owner"), 422, &["roles"]),
        ("members/deactivate_member", boss, user(&me), 409, &[]),
        ("members/deactivate_member", boss, user(NOBODY), 404, &[]),
        ("members/reactivate_member", boss, user(NOBODY), 404, &[]),
        ("members/load_member", boss, user("nonsense"), 422, &["form"]),
        ("members/set_role_permission", Some(CLIENT), cell("worker", "job.view", "true"), 403, &[]),
        ("members/set_role_permission", boss, cell("king", "job.view", "true"), 422, &["form"]),
        ("members/set_role_permission", boss, cell("worker", "everything", "true"), 422, &["form"]),
        ("members/set_role_permission", boss, cell("worker", "earnings.view", "true"), 403, &[]),
        ("members/set_role_permission", boss, cell("owner", "role.manage", "false"), 409, &[]),
        ("projects/create_project", boss, vec![("slug", s("new")), ("name", s("New"))], 403, &[]),
        ("projects/add_domain", Some(CLIENT), domain("shop.example.org"), 403, &[]),
        ("projects/add_domain", boss, domain(""), 422, &["domain"]),
        ("projects/add_domain", boss, domain("https://x.org/a"), 422, &["domain"]),
        ("projects/add_domain", boss, domain(&long), 422, &["domain"]),
        ("sellers/approve_seller", boss, vec![("seller", s(NOBODY))], 404, &[]),
        ("sellers/suspend_seller", boss, vec![("seller", s(NOBODY)), ("reason", s(""))], 422, &["reason"]),
        ("sellers/suspend_seller", boss, vec![("seller", s(NOBODY)), ("reason", s("Why."))], 404, &[]),
    ];
    check(&web, lines).await;
}

/// Settings travel as JSON.
#[tokio::test]
async fn project_settings() {
    let web = people().await;
    let before = everything(&web).await;
    let good = super::samples::json("projects/save_project_settings")["settings"].clone();
    let table = [
        ("name", serde_json::json!(""), 422, "name"),
        ("name", serde_json::json!("x".repeat(121)), 422, "name"),
        ("name", serde_json::json!(7), 422, "form"),
        ("colour", serde_json::json!("#ffee00"), 422, "colour"),
        ("logo", serde_json::json!("https://evil.example/x.png"), 422, "logo"),
        ("logo", serde_json::json!(format!("/files/{NOBODY}")), 422, "logo"),
        ("time_zone", serde_json::json!("Europe/Atlantis"), 422, "time_zone"),
        ("currency", serde_json::json!("XXX"), 422, "form"),
        ("commission", serde_json::json!(10_001), 422, "commission"),
        ("commission", serde_json::json!(-1), 422, "commission"),
        ("clearing_days", serde_json::json!(-1), 422, "form"),
        ("auto_accept_days", serde_json::json!(0), 422, "auto_accept_days"),
        ("max_upload_bytes", serde_json::json!(u64::MAX), 422, "max_upload_bytes"),
        ("imprint", serde_json::json!({ "email": "nobody" }), 422, "imprint.email"),
    ];
    for (name, value, status, field) in table {
        let mut settings = good.clone();
        settings[name] = value.clone();
        let session = web.session(ADMIN).await;
        let builder = request(Method::POST, "/api/projects/save_project_settings", Some(&session))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/json");
        let body = serde_json::json!({ "settings": settings }).to_string();
        let answer = web.send(builder.body(Body::from(body)).expect("request")).await;
        let problem: Result<Problem, _> = serde_json::from_str(&answer.body);
        let named = matches!(&problem, Ok(Problem::Invalid(fields)) if fields.get(field).is_some());
        assert!(answer.status.as_u16() == status && named, "{name} = {value}: {} {}", answer.status, answer.body);
    }
    assert_eq!(everything(&web).await, before, "a refusal changes nothing");
}
