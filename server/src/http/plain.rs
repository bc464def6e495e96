//! The shell's own small forms, which must work on every page and before any script: language and theme, signing out,
//! switching the project.

use super::{AppState, problem, session::Visit};
use api::cookies;
use axum::{
    Extension, Router,
    extract::{Form, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use model::{
    Lang, Problem,
    identity::{Profile, SwitchTo},
};
use serde::Deserialize;
use std::sync::Arc;
use ui::context::Theme;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/preferences", post(preferences))
        .route("/sign-out", post(sign_out))
        .route("/switch-project", post(switch_project))
}

#[derive(Deserialize)]
struct Preferences {
    lang: Option<String>,
    theme: Option<String>,
    #[serde(default)]
    return_to: String,
}

/// Cookies decide: a visitor has no settings. Who is signed in gets their mails in that language too from now on.
async fn preferences(
    State(state): State<AppState>,
    Extension(visit): Extension<Arc<Visit>>,
    Form(form): Form<Preferences>,
) -> Response {
    let mut cookies = Vec::new();
    if let Some(lang) = form.lang.and_then(|code| code.parse::<Lang>().ok()) {
        cookies.push(cookies::lang(lang));
        if let Err(problem) = keep_lang(&state, &visit, lang).await {
            // The page itself changes its language all the same.
            tracing::warn!(?problem, "the chosen language was not kept");
        }
    }
    if let Some(theme) = form.theme.and_then(|name| name.parse::<Theme>().ok()) {
        cookies.push(format!("theme={}; Path=/; Max-Age=31536000; SameSite=Lax", theme.as_str()));
    }
    go(&form.return_to, &cookies)
}

async fn keep_lang(state: &AppState, visit: &Visit, lang: Lang) -> Result<(), Problem> {
    if visit.actor.user.is_none() {
        return Ok(());
    }
    let profile = state.desk.load_profile(&visit.actor).await?;
    if profile.lang == lang {
        return Ok(());
    }
    state.desk.save_profile(&visit.actor, Profile { lang, ..profile }).await
}

/// The session ends in the database first: a cookie that stays behind is worth nothing.
async fn sign_out(
    State(state): State<AppState>,
    Extension(visit): Extension<Arc<Visit>>,
    headers: HeaderMap,
) -> Response {
    match state.desk.sign_out(&visit.actor).await {
        Ok(()) => go("/", &[cookies::end_session(state.platform.settings.https())]),
        Err(problem) => refuse(&visit, &headers, &problem),
    }
}

#[derive(Deserialize)]
struct Switch {
    project: String,
}

async fn switch_project(
    State(state): State<AppState>,
    Extension(visit): Extension<Arc<Visit>>,
    headers: HeaderMap,
    Form(form): Form<Switch>,
) -> Response {
    match state.desk.switch_project(&visit.actor, form.project).await {
        Ok(SwitchTo::Here(slug)) => go("/", &[cookies::project(&slug, state.platform.settings.https())]),
        Ok(SwitchTo::Domain(domain)) => {
            let scheme = if state.platform.settings.https() { "https" } else { "http" };
            (StatusCode::SEE_OTHER, [(header::LOCATION, format!("{scheme}://{domain}/"))]).into_response()
        }
        Err(problem) => refuse(&visit, &headers, &problem),
    }
}

/// Back to a page of ours, never to somebody else's.
fn go(path: &str, cookies: &[String]) -> Response {
    let mut response =
        (StatusCode::SEE_OTHER, [(header::LOCATION, api::session::local_path(path).unwrap_or("/").to_owned())])
            .into_response();
    for cookie in cookies {
        if let Ok(value) = HeaderValue::from_str(cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

fn refuse(visit: &Visit, headers: &HeaderMap, problem: &Problem) -> Response {
    problem::Asker::for_headers(headers, visit.actor.lang, &visit.actor.request).answer(problem)
}
