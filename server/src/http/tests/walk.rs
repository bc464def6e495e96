//! Every server function and every route, for every role, against the permission map. Fails for what is not listed there
//! and for what is listed and does not exist.

use super::{
    fixture::{Answer, Web, request, web},
    samples,
};
use crate::http::{
    access::{self, FUNCTIONS, ROUTES, Who},
    pages,
};
use axum::{
    body::Body,
    http::{Method, header},
};
use model::{Actor, Lang, Permission, Role, SessionId, UserId, actor::SignedIn};
use std::collections::BTreeSet;

/// Everybody who may knock: a visitor, one person per role.
fn knockers() -> Vec<Option<Role>> {
    std::iter::once(None).chain(Role::ALL.iter().copied().map(Some)).collect()
}

fn address(role: Role) -> String {
    format!("{role}@walk.test")
}

/// What the map says about a role, by the same rule that the door uses.
fn allowed(who: Who, role: Option<Role>) -> bool {
    let user = role.map(|role| SignedIn {
        id: UserId(uuid::Uuid::nil()),
        session: SessionId(uuid::Uuid::nil()),
        name: String::new(),
        email: String::new(),
        email_verified: true,
        superadmin: false,
        roles: BTreeSet::from([role]),
        permissions: role.defaults().iter().copied().collect::<BTreeSet<Permission>>(),
        sellers: vec![],
    });
    let actor = Actor {
        project: uuid::Uuid::nil().into(),
        lang: Lang::En,
        user,
        request: String::new(),
        visitor: None,
        client: Default::default(),
    };
    who.check(&actor).is_ok()
}

async fn populated() -> Web {
    let web = web().await;
    for &role in Role::ALL {
        web.person(&address(role), &[role]).await;
    }
    web
}

async fn session(web: &Web, role: Option<Role>) -> Option<String> {
    match role {
        // A new one each time: some functions end it.
        Some(role) => Some(web.session(&address(role)).await),
        None => None,
    }
}

/// Calls it with a body that fits; form first, JSON if it is not a form.
async fn call(web: &Web, path: &str, role: Option<Role>) -> Answer {
    let function = path.trim_start_matches("/api/");
    let tries = [
        ("application/x-www-form-urlencoded", samples::form(function)),
        ("application/json", samples::json(function).to_string()),
    ];
    let mut last = None;
    for (kind, body) in tries {
        let session = session(web, role).await;
        let builder = request(Method::POST, path, session.as_deref())
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, kind);
        let answer = web.send(builder.body(Body::from(body)).expect("request")).await;
        if !answer.body.contains("arrived incomplete") {
            return answer;
        }
        last = Some(answer);
    }
    last.expect("tried")
}

#[tokio::test]
async fn every_server_function_is_listed_and_nothing_else() {
    let _web = web().await;
    let real: BTreeSet<String> = server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    let listed: BTreeSet<String> = FUNCTIONS.iter().map(|(name, _)| format!("/api/{name}")).collect();
    let unlisted: Vec<_> = real.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&real).collect();
    assert!(unlisted.is_empty(), "not in server/src/http/access.rs: {unlisted:?}");
    assert!(gone.is_empty(), "in access.rs, but no such function: {gone:?}");
}

#[tokio::test]
async fn every_page_is_listed() {
    let _web = web().await;
    let pages: BTreeSet<String> = pages::pages().iter().map(|listing| listing.path().to_owned()).collect();
    assert!(pages.len() > 20, "the app has its pages: {pages:?}");
    let unlisted: Vec<_> = pages.iter().filter(|path| access::route(path).is_none()).collect();
    assert!(unlisted.is_empty(), "not in server/src/http/access.rs: {unlisted:?}");
}

/// The other routes stand in the sources as `.route("…"`.
#[test]
fn every_other_route_is_listed() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http");
    let mut found = 0;
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("sources") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                if !path.ends_with("tests") {
                    folders.push(path)
                }
                continue;
            }
            let source = std::fs::read_to_string(&path).expect("source");
            for piece in source.split(".route(\"").skip(1) {
                let pattern = piece.split('"').next().expect("a pattern");
                assert!(access::route(pattern).is_some(), "{pattern} of {} is not in access.rs", path.display());
                found += 1;
            }
        }
    }
    assert!(found > 10, "the routes were found");
}

#[tokio::test]
async fn every_server_function_by_every_role() {
    walk_functions(populated().await, true).await;
}

/// The platform refuses by itself what the outer door would have kept away.
#[tokio::test]
async fn every_server_function_by_every_role_without_the_outer_door() {
    walk_functions(populated().await.without_door(), false).await;
}

async fn walk_functions(web: Web, door: bool) {
    let mut wrong = Vec::new();
    for (name, who) in FUNCTIONS {
        let path = format!("/api/{name}");
        for role in knockers() {
            let answer = call(&web, &path, role).await;
            let status = answer.status.as_u16();
            if answer.body.contains("arrived incomplete") {
                wrong.push(format!("{name}: the sample body does not fit"));
                break;
            }
            // Whom the map lets in may still be refused by what the thing itself says, but is never asked to sign in; whom
            // it keeps out learns at most that there is nothing for them.
            let fits = match (allowed(*who, role), role) {
                (true, Some(_)) => status != 401 && status < 500,
                (true, None) => status != 401 && status != 403 && status < 500,
                // Without the outer door, a thing that is not there may be "not found" for a visitor too: that gives nothing away.
                (false, None) => status == 401 || (!door && status == 404),
                (false, Some(_)) => matches!(status, 401 | 403 | 404),
            };
            if !fits {
                wrong.push(format!(
                    "{name} by {}: {status} {}",
                    role.map_or("visitor", Role::as_str),
                    answer.body.chars().take(120).collect::<String>()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn every_page_by_every_role() {
    let web = populated().await;
    let mut wrong = Vec::new();
    for (pattern, who) in ROUTES.iter().filter(|(_, who)| *who != Who::Machine) {
        let path = pattern
            .replace("{slug}", "none")
            .replace("{page}", "terms")
            .replace(['{', '}'], "")
            .replace("/id", "/0191d8a0-0000-7000-8000-000000000001");
        for role in knockers() {
            let session = session(&web, role).await;
            let answer = web.page(&path, session.as_deref()).await;
            let status = answer.status.as_u16();
            let expected = allowed(*who, role);
            let fits = match (expected, role) {
                (true, _) => status < 500 && status != 401,
                (false, None) => {
                    status == 303 && answer.header("location").starts_with("/sign-in?next=")
                        || matches!(status, 401 | 403 | 404 | 405)
                }
                (false, Some(_)) => matches!(status, 403..=405),
            };
            if !fits {
                wrong.push(format!("{pattern} by {}: {status}", role.map_or("visitor", Role::as_str)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
