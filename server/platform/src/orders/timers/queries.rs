//! SQL of the order timers. Due rows are found across all projects by the operator's role; each is acted on in its own
//! transaction inside its project.

use crate::{Result, Tx};
use model::{Moment, OrderId, ProjectId, orders::OrderEvent};
use sqlx::{Postgres, Transaction};

/// When the running pause (or dispute) began.
pub async fn stopped_since(tx: &mut Tx, order: OrderId, by: OrderEvent) -> Result<Option<Moment>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        "SELECT at FROM order_events WHERE project_id = $1 AND order_id = $2 AND event = $3 ORDER BY id DESC LIMIT 1",
        project,
        order.0,
        by.as_str()
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub struct DueOrder {
    pub project: ProjectId,
    pub order: OrderId,
}

/// Orders that waited too long for a payment.
pub async fn unpaid_before(
    operator: &mut Transaction<'_, Postgres>,
    before: Moment,
    most: i64,
) -> Result<Vec<DueOrder>> {
    Ok(sqlx::query_as!(
        DueOrder,
        r#"SELECT project_id as "project: ProjectId", id as "order: OrderId" FROM orders
           WHERE status = 'pending_payment' AND placed_at <= $1 ORDER BY placed_at LIMIT $2"#,
        before,
        most
    )
    .fetch_all(&mut **operator)
    .await?)
}
