//! SQL of the books.

use crate::{Result, Tx};
use model::{
    Currency, Moment, Money, OrderId, Problem, TransferId,
    ledger::{Account, Posting, StatementLine, TransferKind},
    text,
};
use uuid::Uuid;

/// `false` when the key is known. One function call: accounts are opened, the entries written in the order of the legs.
pub async fn insert_transfer(tx: &mut Tx, id: TransferId, posting: &Posting, legs: &[(Account, i64)]) -> Result<bool> {
    let (project, now, user) = (tx.project.0, tx.now, tx.user.map(|u| u.0));
    let kinds: Vec<String> = legs.iter().map(|(account, _)| account.kind().to_owned()).collect();
    let owners: Vec<Option<Uuid>> = legs.iter().map(|(account, _)| account.owner()).collect();
    let gateways: Vec<String> = legs.iter().map(|(account, _)| account.gateway().to_owned()).collect();
    let amounts: Vec<i64> = legs.iter().map(|(_, amount)| *amount).collect();
    Ok(sqlx::query_scalar!(
        r#"SELECT post_transfer($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) AS "new!""#,
        project,
        id.0,
        posting.kind.as_str(),
        posting.key,
        posting.order.map(|o| o.0),
        posting.milestone.map(|m| m.0),
        posting.payment.map(|p| p.0),
        user,
        posting.memo,
        now,
        posting.currency.code(),
        &kinds,
        &owners as &[Option<Uuid>],
        &gateways,
        &amounts,
    )
    .fetch_one(tx.conn())
    .await?)
}

pub async fn guarded_balance(tx: &mut Tx, account: &Account, currency: Currency) -> Result<i64> {
    let project = tx.project.0;
    let balance = sqlx::query_scalar!(
        "SELECT balance FROM accounts WHERE project_id = $1 AND kind = $2 AND owner_id = $3 AND gateway = '' AND currency = $4",
        project,
        account.kind(),
        account.owner(),
        currency.code()
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(balance.unwrap_or(0))
}

pub async fn summed_balance(tx: &mut Tx, account: &Account, currency: Currency) -> Result<i64> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT coalesce(sum(e.amount), 0)::bigint AS "sum!" FROM accounts a
           JOIN entries e ON e.project_id = a.project_id AND e.account_id = a.id
           WHERE a.project_id = $1 AND a.kind = $2 AND a.owner_id IS NULL AND a.gateway = $3 AND a.currency = $4"#,
        project,
        account.kind(),
        account.gateway(),
        currency.code()
    )
    .fetch_one(tx.conn())
    .await?)
}

struct Line {
    created_at: Moment,
    transfer_id: Uuid,
    kind: TransferKind,
    amount: i64,
    balance_after: Option<i64>,
    order_id: Option<OrderId>,
    order_number: Option<String>,
    memo: String,
}

pub async fn statement(
    tx: &mut Tx,
    account: &Account,
    currency: Currency,
    after: Option<&str>,
    limit: u32,
) -> Result<Vec<StatementLine>> {
    let (project, after) = (tx.project.0, after.map(parse_cursor).transpose()?);
    let (after_at, after_id) = after.map_or((None, None), |(at, id)| (Some(at), Some(id)));
    let lines = sqlx::query_as!(
        Line,
        r#"SELECT e.created_at, e.transfer_id, t.kind AS "kind: TransferKind", e.amount, e.balance_after,
                  t.order_id AS "order_id: OrderId", o.number AS "order_number?", t.memo
           FROM accounts a
           JOIN entries e ON e.project_id = a.project_id AND e.account_id = a.id
           JOIN transfers t ON t.project_id = e.project_id AND t.id = e.transfer_id
           LEFT JOIN orders o ON o.project_id = t.project_id AND o.id = t.order_id
           WHERE a.project_id = $1 AND a.kind = $2 AND a.owner_id IS NOT DISTINCT FROM $3 AND a.gateway = $4 AND a.currency = $5
             AND ($6::timestamptz IS NULL OR (e.created_at, e.transfer_id) < ($6, $7))
           ORDER BY e.created_at DESC, e.transfer_id DESC LIMIT $8"#,
        project,
        account.kind(),
        account.owner(),
        account.gateway(),
        currency.code(),
        after_at,
        after_id,
        i64::from(limit) + 1
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(lines
        .into_iter()
        .map(|line| StatementLine {
            at: line.created_at,
            kind: line.kind,
            amount: Money::new(line.amount, currency),
            balance_after: line.balance_after.map(|minor| Money::new(minor, currency)),
            order: line.order_id,
            order_number: line.order_number,
            memo: line.memo,
            cursor: format!("{}_{}", line.created_at.unix_timestamp_nanos() / 1_000, line.transfer_id.simple()),
        })
        .collect())
}

fn parse_cursor(cursor: &str) -> Result<(Moment, Uuid)> {
    let parse = || {
        let (micros, id) = cursor.split_once('_')?;
        let at = Moment::from_unix_timestamp_nanos(micros.parse::<i128>().ok()?.checked_mul(1_000)?).ok()?;
        Some((at, Uuid::parse_str(id).ok()?))
    };
    parse().ok_or_else(|| {
        Problem::invalid("after", text!("This page link is not valid.", "Dieser Seitenlink ist ungültig.")).into()
    })
}
