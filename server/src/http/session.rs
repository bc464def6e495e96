//! Who asks: the host (or the switcher's cookie) names the project, the session cookie names the person; one query
//! answers both. Pages also get what their shell shows.

use super::{AppState, csp::ForeignHosts, forms, problem, trace::RequestId};
use api::{cookies, kept::Kept};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};
use axum_extra::extract::CookieJar;
use model::{Actor, Problem, viewer::Viewer};
use platform::identity::{Door, Recognised, secrets};
use std::{net::SocketAddr, sync::Arc};
use ui::context::Theme;

/// One request, understood.
#[derive(Clone, Debug)]
pub struct Visit {
    pub actor: Actor,
    pub theme: Theme,
    /// For pages only.
    pub viewer: Option<Viewer>,
    pub foreign: ForeignHosts,
    /// What was typed into a plain form that came back with a problem.
    pub kept: Kept,
}

/// Puts an `Arc<Visit>` and an `Actor` into the request's extensions, or answers with the problem.
pub async fn identify(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let asker = problem::Asker::of(&request);
    let jar = CookieJar::from_headers(request.headers());
    let secure = state.platform.settings.https();
    let given = jar.get(cookies::session_name(secure)).map(|cookie| cookie.value().to_owned());
    let linked = linked_project(&request);
    let door = Door {
        host: host_of(request.headers()),
        chosen: linked.clone().or_else(|| jar.get("project").map(|cookie| cookie.value().to_owned())),
        token: given.clone(),
        lang: problem::lang_of(request.headers()).filter(|_| says_lang(request.headers())),
        lang_chosen: jar.get("lang").is_some(),
        request: request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
        address: address_of(&state, &request),
        agent: text(request.headers(), header::USER_AGENT).chars().take(300).collect(),
        visitor: jar.get(cookies::VISITOR).map(|cookie| cookie.value().to_owned()).filter(|id| id.len() == 43),
    };
    let writes = !matches!(*request.method(), Method::GET | Method::HEAD);
    let Recognised { mut actor, gateways } = match state.platform.recognise(door).await {
        Ok(recognised) => recognised,
        Err(problem) => return asker.answer(&problem),
    };
    // A visitor gets their cookie with the first thing they put into the cart, not with the first thing they read.
    let fills_cart = writes && request.uri().path().starts_with("/api/cart/");
    let new_visitor = (fills_cart && actor.user.is_none() && actor.visitor.is_none()).then(secrets::token);
    if let Some(id) = &new_visitor {
        actor.visitor = Some(id.clone());
    }
    let lost_session = given.is_some() && actor.user.is_none();
    let path = request.uri().path().to_owned();
    let page = !writes && is_page(&path);
    let visit = match visit(
        &state,
        actor,
        page,
        ForeignHosts { hosts: state.platform.gateways.browser_hosts(&gateways) },
        &jar,
    )
    .await
    {
        Ok(visit) => Arc::new(visit),
        Err(problem) => return asker.answer(&problem),
    };
    let had_kept = !visit.kept.is_empty();
    request.extensions_mut().insert(visit.actor.clone());
    request.extensions_mut().insert(visit);
    let mut response = next.run(request).await;
    if let Some(id) = new_visitor {
        append_cookie(&mut response, &cookies::visitor(&id, secure));
    }
    if let Some(slug) = linked {
        append_cookie(&mut response, &cookies::project(&slug, secure));
    }
    if had_kept {
        append_cookie(&mut response, &forms::forget());
    }
    // A cookie of a session that ended: gone, unless this very request has signed in anew.
    let sets_session = response
        .headers()
        .get_all(header::SET_COOKIE)
        .iter()
        .any(|c| c.as_bytes().starts_with(cookies::session_name(secure).as_bytes()));
    if lost_session && !sets_session {
        append_cookie(&mut response, &cookies::end_session(secure));
    }
    // Pages show private things: no shared cache may keep them, and going back after signing out must ask again.
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-store"));
    response
}

async fn visit(
    state: &AppState,
    actor: Actor,
    page: bool,
    foreign: ForeignHosts,
    jar: &CookieJar,
) -> Result<Visit, Problem> {
    let viewer = if page { Some(state.desk.whoami(&actor).await?) } else { None };
    let theme = jar.get("theme").and_then(|cookie| cookie.value().parse().ok()).unwrap_or_default();
    let kept = if page { forms::kept(jar) } else { Kept::default() };
    Ok(Visit { actor, theme, viewer, foreign, kept })
}

/// Whether the path may lead to a page of `app`, which needs what the shell shows. Files have a dot in their name.
fn is_page(path: &str) -> bool {
    let others = ["/api/", "/live", "/covers/", "/files/", "/sandbox/"];
    !others.iter().any(|start| path.starts_with(start))
        && !path.rsplit('/').next().is_some_and(|name| name.contains('.'))
}

/// `?project=slug`: where a mail's link names one of several projects on this host. Remembered like a switch.
fn linked_project(request: &Request) -> Option<String> {
    let query = request.uri().query().filter(|_| *request.method() == Method::GET)?;
    let slug = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "project")?.1.into_owned();
    let fits = slug.len() <= 63 && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    fits.then_some(slug)
}

/// The host that was asked for, without its port.
fn host_of(headers: &HeaderMap) -> String {
    let host = text(headers, header::HOST).to_ascii_lowercase();
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name.to_owned(),
        _ => host,
    }
}

/// The peer's address; behind a proxy of ours, the one the proxy saw (its own entry is the last).
fn address_of(state: &AppState, request: &Request) -> String {
    if state.edge.trust_proxy
        && let Some(last) =
            text(request.headers(), header::HeaderName::from_static("x-forwarded-for")).rsplit(',').next()
        && let Ok(address) = last.trim().parse::<std::net::IpAddr>()
    {
        return address.to_string();
    }
    request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip().to_string()).unwrap_or_default()
}

fn says_lang(headers: &HeaderMap) -> bool {
    let wish = text(headers, header::ACCEPT_LANGUAGE);
    let ours = |part: &str| {
        model::Lang::ALL
            .iter()
            .any(|lang| part.trim().get(..2).is_some_and(|code| code.eq_ignore_ascii_case(lang.code())))
    };
    CookieJar::from_headers(headers).get("lang").is_some() || wish.split(',').any(ours)
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn append_cookie(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
