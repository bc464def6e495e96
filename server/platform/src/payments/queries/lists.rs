//! Payments as staff list them.

use crate::{Result, Tx};
use model::{
    Currency, Moment, Money, OrderGroupId, OrderId, PaymentId, UserId,
    payments::{PaidOrder, PaymentFilter, PaymentRow, PaymentStatus, Purpose},
};

struct Row {
    id: PaymentId,
    payer: String,
    gateway: String,
    group_id: Option<OrderGroupId>,
    currency: Currency,
    amount: i64,
    refunded: i64,
    status: PaymentStatus,
    created_at: Moment,
}

/// Newest first; one more than `limit`.
pub async fn payments(
    tx: &mut Tx,
    filter: &PaymentFilter,
    after: Option<PaymentId>,
    limit: u32,
) -> Result<Vec<PaymentRow>> {
    let project = tx.project.0;
    let search = filter.search.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT p.id AS "id: PaymentId", u.name AS payer, p.gateway, p.group_id AS "group_id: OrderGroupId", p.currency AS "currency: Currency",
                  p.amount, p.refunded, p.status AS "status: PaymentStatus", p.created_at
           FROM payments p JOIN users u ON u.id = p.user_id
           WHERE p.project_id = $1 AND ($2::text IS NULL OR p.status = $2) AND ($3::text IS NULL OR p.gateway = $3)
             AND ($4::text IS NULL OR position(lower($4) IN lower(u.name || ' ' || u.email || ' ' || coalesce(p.gateway_reference, '') || ' ' || p.id)) > 0)
             AND ($5::uuid IS NULL OR p.id < $5)
           ORDER BY p.id DESC LIMIT $6"#,
        project,
        filter.status.map(PaymentStatus::as_str),
        filter.gateway.as_deref().filter(|gateway| !gateway.is_empty()),
        search,
        after.map(|after| after.0),
        i64::from(limit) + 1
    )
    .fetch_all(tx.conn())
    .await?;
    let row = |row: Row| PaymentRow {
        id: row.id,
        payer: row.payer,
        gateway: row.gateway,
        purpose: row.group_id.map_or(Purpose::TopUp, Purpose::Checkout),
        amount: Money::new(row.amount, row.currency),
        refunded: Money::new(row.refunded, row.currency),
        status: row.status,
        created_at: row.created_at,
    };
    Ok(rows.into_iter().map(row).collect())
}

/// Name and e-mail of a payer.
pub async fn payer(tx: &mut Tx, user: UserId) -> Result<(String, String)> {
    let row = sqlx::query!("SELECT name, email FROM users WHERE id = $1", user.0).fetch_one(tx.conn()).await?;
    Ok((row.name, row.email))
}

/// Whose checkout it is.
pub async fn group_buyer(tx: &mut Tx, group: OrderGroupId) -> Result<Option<UserId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT buyer_id AS "buyer: UserId" FROM order_groups WHERE project_id = $1 AND id = $2"#,
        project,
        group.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The orders of a checkout, in the order they were placed.
pub async fn orders_of(tx: &mut Tx, group: OrderGroupId) -> Result<Vec<PaidOrder>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        PaidOrder,
        r#"SELECT id AS "id: OrderId", number, title FROM orders WHERE project_id = $1 AND group_id = $2 ORDER BY id"#,
        project,
        group.0
    )
    .fetch_all(tx.conn())
    .await?)
}
