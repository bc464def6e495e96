//! Which lists there are as files, and their columns.

use super::{
    super::{AppState, problem::Asker},
    AT_ONCE, Sheet,
    csv::Line,
    send,
};
use axum::{
    Extension, Router,
    extract::{Query, Request, State},
    response::Response,
    routing::get,
};
use model::{
    Actor, Currency, Lang, Page, PageRequest, Party,
    earnings::EarningLine,
    ledger::StatementLine,
    orders::{OrderFilter, OrderLine},
    payments::{PaymentFilter, PaymentRow, Purpose},
    tr,
};
use std::collections::HashMap;
use ui::tone::Shown;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/app/wallet/statement.csv", get(statement))
        .route("/app/orders.csv", get(|asked: Asked, request: Request| orders(Party::Client, asked, request)))
        .route("/sell/orders.csv", get(|asked: Asked, request: Request| orders(Party::Seller, asked, request)))
        .route("/admin/orders.csv", get(|asked: Asked, request: Request| orders(Party::Staff, asked, request)))
        .route("/sell/earnings.csv", get(earnings))
        .route("/admin/payments.csv", get(payments))
}

/// What every download is asked with.
type Asked = (State<AppState>, Extension<Actor>, Query<HashMap<String, String>>);

fn part(after: Option<String>) -> PageRequest {
    PageRequest { after, limit: AT_ONCE }
}

async fn orders(side: Party, (State(state), Extension(actor), Query(query)): Asked, request: Request) -> Response {
    let filter = OrderFilter::asked(side, |name| query.get(name).cloned());
    let lang = actor.lang;
    let sheet = Sheet {
        name: "orders".to_owned(),
        headings: vec![
            tr!(lang; "Number", "Nummer"),
            tr!(lang; "Title", "Titel"),
            tr!(lang; "State", "Stand"),
            tr!(lang; "Client", "Kunde"),
            tr!(lang; "Seller", "Anbieter"),
            tr!(lang; "Placed", "Erteilt"),
            tr!(lang; "Due", "Fällig"),
            tr!(lang; "Late", "Überfällig"),
            tr!(lang; "Currency", "Währung"),
            tr!(lang; "Price", "Preis"),
            tr!(lang; "Paid", "Bezahlt"),
            tr!(lang; "In escrow (gross)", "Im Treuhandkonto (brutto)"),
            tr!(lang; "Released (gross)", "Freigegeben (brutto)"),
            tr!(lang; "Refunded", "Erstattet"),
        ],
        line: Box::new(move |order: &OrderLine| {
            let money = order.money;
            Line::default()
                .text(&order.number)
                .text(&order.title)
                .text(&order.status.label(lang))
                .text(&order.buyer)
                .text(&order.seller)
                .at(Some(order.placed_at))
                .at(order.due_at)
                .text(&yes(order.late, lang))
                .text(money.price.currency.code())
                .amount(money.price)
                .amount(money.paid)
                .amount(money.held)
                .amount(money.released)
                .amount(money.refunded)
        }),
    };
    send(&Asker::of(&request), sheet, move |after| {
        let (desk, actor, filter) = (state.desk.clone(), actor.clone(), filter.clone());
        async move { desk.list_orders(&actor, filter, part(after)).await }
    })
    .await
}

/// The own wallet in one currency; the project's when none is named.
async fn statement((State(state), Extension(actor), Query(query)): Asked, request: Request) -> Response {
    let asker = Asker::of(&request);
    let currency = match query.get("currency").map(|code| code.parse::<Currency>()) {
        Some(Ok(currency)) => currency,
        Some(Err(_)) => return asker.answer(&model::Problem::NotFound),
        None => match state.desk.wallet(&actor).await {
            Ok(wallet) => wallet.currency,
            Err(problem) => return asker.answer(&problem),
        },
    };
    let lang = actor.lang;
    let sheet = Sheet {
        name: format!("statement-{currency}"),
        headings: vec![
            tr!(lang; "Date", "Datum"),
            tr!(lang; "What", "Was"),
            tr!(lang; "Order", "Auftrag"),
            tr!(lang; "Note", "Notiz"),
            tr!(lang; "Amount", "Betrag"),
            tr!(lang; "Balance after", "Stand danach"),
            tr!(lang; "Currency", "Währung"),
        ],
        line: Box::new(move |line: &StatementLine| {
            Line::default()
                .at(Some(line.at))
                .text(&line.kind.label(lang))
                .text(line.order_number.as_deref().unwrap_or_default())
                .text(&line.memo)
                .amount(line.amount)
                .some_amount(line.balance_after)
                .text(line.amount.currency.code())
        }),
    };
    send(&asker, sheet, move |after| {
        let (desk, actor) = (state.desk.clone(), actor.clone());
        async move { desk.wallet_statement(&actor, currency, part(after)).await }
    })
    .await
}

/// What is still in escrow, then what was released, newest first.
async fn earnings((State(state), Extension(actor), _): Asked, request: Request) -> Response {
    let lang = actor.lang;
    let sheet = Sheet {
        name: "earnings".to_owned(),
        headings: vec![
            tr!(lang; "Order", "Auftrag"),
            tr!(lang; "Milestone", "Meilenstein"),
            tr!(lang; "State", "Stand"),
            tr!(lang; "Until", "Bis"),
            tr!(lang; "Released", "Freigegeben"),
            tr!(lang; "Available since", "Verfügbar seit"),
            tr!(lang; "Currency", "Währung"),
            tr!(lang; "Gross", "Brutto"),
            tr!(lang; "Fee", "Gebühr"),
            tr!(lang; "Yours after fees", "Ihr Anteil nach Gebühren"),
        ],
        line: Box::new(move |line: &EarningLine| {
            Line::default()
                .text(&line.number)
                .text(&line.milestone)
                .text(&line.reason.label(lang))
                .at(line.until)
                .at(line.released_at)
                .at(line.cleared_at)
                .text(line.gross.currency.code())
                .amount(line.gross)
                .amount(line.fee)
                .amount(line.net)
        }),
    };
    send(&Asker::of(&request), sheet, move |after| {
        let (desk, actor) = (state.desk.clone(), actor.clone());
        async move {
            let first = after.is_none();
            let view = desk.earnings(&actor, None, part(after)).await?;
            let held = if first { view.held } else { vec![] };
            Ok(Page { items: held.into_iter().chain(view.released.items).collect(), next: view.released.next })
        }
    })
    .await
}

async fn payments((State(state), Extension(actor), Query(query)): Asked, request: Request) -> Response {
    let filter = PaymentFilter::asked(|name| query.get(name).cloned());
    let lang = actor.lang;
    let sheet = Sheet {
        name: "payments".to_owned(),
        headings: vec![
            tr!(lang; "Id", "Id"),
            tr!(lang; "Started", "Begonnen"),
            tr!(lang; "Payer", "Zahler"),
            tr!(lang; "For", "Wofür"),
            tr!(lang; "Gateway", "Gateway"),
            tr!(lang; "State", "Stand"),
            tr!(lang; "Currency", "Währung"),
            tr!(lang; "Amount", "Betrag"),
            tr!(lang; "Refunded", "Erstattet"),
        ],
        line: Box::new(move |row: &PaymentRow| {
            let purpose = match row.purpose {
                Purpose::TopUp => tr!(lang; "Top-up", "Aufladung"),
                Purpose::Checkout(_) => tr!(lang; "Order", "Bestellung"),
            };
            Line::default()
                .text(&row.id.to_string())
                .at(Some(row.created_at))
                .text(&row.payer)
                .text(&purpose)
                .text(&row.gateway)
                .text(&row.status.label(lang))
                .text(row.amount.currency.code())
                .amount(row.amount)
                .amount(row.refunded)
        }),
    };
    send(&Asker::of(&request), sheet, move |after| {
        let (desk, actor, filter) = (state.desk.clone(), actor.clone(), filter.clone());
        async move { desk.payments(&actor, filter, part(after)).await }
    })
    .await
}

fn yes(yes: bool, lang: Lang) -> String {
    if yes { tr!(lang; "yes", "ja") } else { tr!(lang; "no", "nein") }
}
