//! The sandbox bank's own pages: an outside provider that happens to live here. Plain HTML, no session of ours, no
//! script; it looks unlike us on purpose.

mod page;

use super::{AppState, problem};
use axum::{
    Form, Router,
    extract::{FromRequestParts, Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use model::{FieldErrors, Lang, Problem};
use page::Card;
use plugins::payments::sandbox::{
    BankPayment, BankStatus,
    cards::{CARDS, CardForm},
};
use serde::Deserialize;

/// Nothing but our own style sheet and forms back to us.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/sandbox/pay/{reference}", get(show).post(pay))
        .route("/sandbox/pay/{reference}/challenge", get(challenge).post(answer))
        .route("/sandbox/pay/{reference}/cancel", post(cancel))
        .route("/sandbox/style.css", get(style))
}

/// The reference in the address, if it can be one at all.
struct Reference(String);

impl<S: Send + Sync> FromRequestParts<S> for Reference {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let plain =
            |text: &String| text.len() <= 64 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b));
        match Path::<String>::from_request_parts(parts, state).await {
            Ok(Path(reference)) if plain(&reference) => Ok(Self(reference)),
            _ => Err(refuse(lang(&parts.headers), &Problem::NotFound)),
        }
    }
}

#[derive(Deserialize)]
struct Prefill {
    /// The position of a test card to fill in.
    card: Option<usize>,
}

async fn show(
    State(state): State<AppState>,
    Reference(reference): Reference,
    Query(prefill): Query<Prefill>,
    headers: HeaderMap,
) -> Response {
    let lang = lang(&headers);
    let payment = match state.platform.sandbox_payment(&reference).await {
        Ok(payment) => payment,
        Err(problem) => return refuse(lang, &problem),
    };
    let card = prefill.card.and_then(|n| CARDS.get(n)).map(|card| Card {
        number: card.number.to_owned(),
        expiry: "12/30".to_owned(),
        cvc: "123".to_owned(),
    });
    match payment.status {
        BankStatus::Open | BankStatus::Declined => {
            html(StatusCode::OK, page::card_form(lang, &payment, &card.unwrap_or_default(), &FieldErrors::new()))
        }
        BankStatus::Challenge => to(&format!("/sandbox/pay/{reference}/challenge")),
        _ => html(StatusCode::OK, page::done(lang, &payment)),
    }
}

async fn pay(
    State(state): State<AppState>,
    Reference(reference): Reference,
    headers: HeaderMap,
    Form(card): Form<Card>,
) -> Response {
    let lang = lang(&headers);
    let form = CardForm { number: card.number.clone(), expiry: card.expiry.clone(), cvc: card.cvc.clone() };
    match state.platform.sandbox_pay(&reference, &form).await {
        Ok(payment) => onward(&payment),
        Err(Problem::Invalid(errors)) => match state.platform.sandbox_payment(&reference).await {
            Ok(payment) => html(StatusCode::UNPROCESSABLE_ENTITY, page::card_form(lang, &payment, &card, &errors)),
            Err(problem) => refuse(lang, &problem),
        },
        Err(problem) => refuse(lang, &problem),
    }
}

async fn challenge(State(state): State<AppState>, Reference(reference): Reference, headers: HeaderMap) -> Response {
    let lang = lang(&headers);
    match state.platform.sandbox_payment(&reference).await {
        Ok(payment) if payment.status == BankStatus::Challenge => html(StatusCode::OK, page::challenge(lang, &payment)),
        Ok(payment) => onward(&payment),
        Err(problem) => refuse(lang, &problem),
    }
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    answer: String,
}

async fn answer(
    State(state): State<AppState>,
    Reference(reference): Reference,
    headers: HeaderMap,
    Form(given): Form<Answer>,
) -> Response {
    match state.platform.sandbox_answer(&reference, given.answer == "approve").await {
        Ok(payment) => onward(&payment),
        Err(problem) => refuse(lang(&headers), &problem),
    }
}

async fn cancel(State(state): State<AppState>, Reference(reference): Reference, headers: HeaderMap) -> Response {
    match state.platform.sandbox_cancel(&reference).await {
        Ok(payment) => to(&payment.return_path),
        Err(problem) => refuse(lang(&headers), &problem),
    }
}

async fn style() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")],
        include_str!("style.css"),
    )
}

/// Where the payer goes after the bank has decided something.
fn onward(payment: &BankPayment) -> Response {
    match payment.status {
        BankStatus::Challenge => to(&format!("/sandbox/pay/{}/challenge", payment.reference)),
        // Another card may be tried.
        BankStatus::Open | BankStatus::Declined => to(&format!("/sandbox/pay/{}", payment.reference)),
        _ => to(&payment.return_path),
    }
}

fn to(path: &str) -> Response {
    // The path is ours; what the bank keeps is never an address of somebody else.
    let path = if path.starts_with('/') && !path.starts_with("//") { path } else { "/" };
    Redirect::to(path).into_response()
}

fn lang(headers: &HeaderMap) -> Lang {
    problem::lang_of(headers).unwrap_or_default()
}

fn refuse(lang: Lang, problem: &Problem) -> Response {
    html(
        StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
        page::refused(lang, problem),
    )
}

fn html(status: StatusCode, body: String) -> Response {
    let mut response = (status, Html(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
