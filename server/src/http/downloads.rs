//! Files made on the fly for the person who asks.

use super::{AppState, problem::Asker};
use axum::{
    Extension, Router,
    extract::{Query, Request, State},
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use model::{Actor, Currency, Problem};
use serde::Deserialize;

pub fn routes() -> Router<AppState> {
    Router::new().route("/app/wallet/statement.csv", get(statement))
}

#[derive(Deserialize)]
struct Wanted {
    currency: Option<String>,
}

/// The own statement. Without a currency: euros' project asks for euros, so the page always names one.
async fn statement(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Query(wanted): Query<Wanted>,
    request: Request,
) -> Response {
    let asker = Asker::of(&request);
    let currency: Result<Currency, _> = wanted.currency.unwrap_or_else(|| "EUR".to_owned()).parse();
    let Ok(currency) = currency else { return asker.answer(&Problem::NotFound) };
    match state.desk.wallet_statement_csv(&actor, currency).await {
        Ok(csv) => {
            let name = format!("attachment; filename=\"statement-{currency}.csv\"");
            ([(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)], csv)
                .into_response()
        }
        Err(problem) => asker.answer(&problem),
    }
}
