//! Nonsense at every door: whatever arrives, the answer is a refusal and never a failure of ours.

use super::{
    fixture::{Answer, Web, request, web},
    samples,
};
use crate::http::access::{FUNCTIONS, ROUTES, Who};
use axum::{
    body::Body,
    http::{Method, header},
};
use model::{Lang, Role};
use platform::identity::NewPerson;
use serde_json::Value;

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";
const BOSS: &str = "boss@x.org";

/// Somebody whom no door stops, so that the nonsense reaches the rooms.
async fn with_boss() -> Web {
    let web = web().await;
    let person = NewPerson {
        email: BOSS,
        name: "Boss",
        password: super::fixture::PASSWORD,
        lang: Lang::En,
        roles: Role::ALL,
        superadmin: true,
    };
    web.state.platform.add_person(web.project, person).await.expect("person");
    web
}

async fn post(web: &Web, path: &str, kind: &str, body: Vec<u8>) -> Answer {
    // A new one each time: some functions end it.
    let session = web.session(BOSS).await;
    let builder = request(Method::POST, path, Some(&session))
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, kind);
    web.send(builder.body(Body::from(body)).expect("request")).await
}

/// The sample form with every value replaced.
fn form_of(function: &str, value: &str) -> Vec<u8> {
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    for (name, _) in url::form_urlencoded::parse(samples::form(function).as_bytes()) {
        body.append_pair(&name, value);
    }
    body.finish().into_bytes()
}

/// The sample document with every text replaced; numbers become very large.
fn json_of(value: &Value, text: &str) -> Value {
    match value {
        Value::String(_) => Value::from(text),
        Value::Number(_) => Value::from(i32::MAX),
        Value::Array(items) => items.iter().map(|item| json_of(item, text)).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| (name.clone(), json_of(value, text)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

/// A sample form whose ids stay as they are, and whose words are replaced: gets past the reading of the arguments.
fn words_of(function: &str, text: &str) -> Vec<u8> {
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in url::form_urlencoded::parse(samples::form(function).as_bytes()) {
        let word = matches!(
            &*name,
            "name"
                | "email"
                | "password"
                | "token"
                | "current"
                | "slug"
                | "reason"
                | "name_en"
                | "name_de"
                | "icon"
                | "key"
                | "gateway"
                | "domain"
                | "typed"
                | "business_name"
                | "time_zone"
        );
        body.append_pair(&name, if word { text } else { &value });
    }
    body.extend_pairs(
        ["bio", "note", "message", "query", "q", "search", "recipient", "next", "after", "text"]
            .map(|name| (name, text)),
    );
    body.finish().into_bytes()
}

#[tokio::test]
async fn no_function_breaks() {
    let web = with_boss().await;
    let long = "x".repeat(20_000);
    let mut wrong = Vec::new();
    for (name, _) in FUNCTIONS {
        let mut bodies: Vec<(&str, Vec<u8>)> = vec![
            (FORM, Vec::new()),
            (FORM, b"%ff%fe=%ff&\xff\xfe".to_vec()),
            (JSON, Vec::new()),
            (JSON, b"[]".to_vec()),
            ("text/plain", b"hello".to_vec()),
        ];
        for text in ["", "\0", "-1", "99999999999999999999", "<script>alert(1)</script>", &long] {
            bodies.push((FORM, form_of(name, text)));
            bodies.push((FORM, words_of(name, text)));
            bodies.push((JSON, json_of(&samples::json(name), text).to_string().into_bytes()));
        }
        for (kind, body) in bodies {
            let shown: String = String::from_utf8_lossy(&body).chars().take(60).collect();
            let answer = post(&web, &format!("/api/{name}"), kind, body).await;
            if answer.status.as_u16() >= 500 {
                wrong.push(format!("{name} with {kind} {shown:?}: {} {}", answer.status, answer.body));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn no_page_breaks() {
    let web = with_boss().await;
    let long = "x".repeat(5_000);
    let mut wrong = Vec::new();
    for (pattern, _) in ROUTES.iter().filter(|(_, who)| *who != Who::Machine) {
        let holes = pattern.contains('{');
        for nonsense in ["%00", "%ff", "..%2f..%2fetc%2fpasswd", "-1", "%F0%9F%92%A9", &long] {
            let filled: Vec<&str> =
                pattern.split('/').map(|part| if part.starts_with('{') { nonsense } else { part }).collect();
            let query = format!(
                "?q={nonsense}&after={nonsense}&page={nonsense}&token={nonsense}&currency={nonsense}&status={nonsense}&next={nonsense}"
            );
            let path = filled.join("/");
            for path in [holes.then(|| path.clone()), Some(format!("{path}{query}"))].into_iter().flatten() {
                let session = web.session(BOSS).await;
                for session in [None, Some(session.as_str())] {
                    let answer = web.page(&path, session).await;
                    if answer.status.as_u16() >= 500 {
                        let shown: String = path.chars().take(80).collect();
                        wrong.push(format!("{shown}: {}", answer.status));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
