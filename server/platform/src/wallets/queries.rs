//! SQL of the wallet page.

use crate::{Result, Tx};
use model::{
    Currency, Moment, Money, OrderId, UserId,
    wallets::{Balance, HeldMoney, HoldReason},
};

pub async fn project_currency(tx: &mut Tx) -> Result<Currency> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(r#"SELECT default_currency AS "currency: Currency" FROM projects WHERE id = $1"#, project)
        .fetch_one(tx.conn())
        .await?)
}

/// One line per currency that holds or awaits something, the project's own always and first.
pub async fn balances(tx: &mut Tx, user: UserId, own: Currency) -> Result<Vec<Balance>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT currency AS "currency!: Currency", sum(available)::bigint AS "available!", sum(incoming)::bigint AS "incoming!" FROM (
               SELECT currency, balance AS available, 0::bigint AS incoming FROM accounts WHERE project_id = $1 AND kind = 'wallet' AND owner_id = $2
               UNION ALL
               SELECT currency, 0, amount FROM payments WHERE project_id = $1 AND user_id = $2 AND status = 'processing'
               UNION ALL
               SELECT o.currency, 0, 0 FROM orders o JOIN accounts a ON a.project_id = o.project_id AND a.kind = 'escrow' AND a.owner_id = o.id
               WHERE o.project_id = $1 AND o.buyer_id = $2 AND a.balance > 0
               UNION ALL
               SELECT $3, 0, 0) parts
           GROUP BY currency ORDER BY currency <> $3, currency"#,
        project,
        user.0,
        own.code()
    )
    .fetch_all(tx.conn())
    .await?;
    let balance = |currency, available, incoming| Balance {
        available: Money::new(available, currency),
        held: Money::zero(currency),
        incoming: Money::new(incoming, currency),
    };
    Ok(rows.into_iter().map(|row| balance(row.currency, row.available, row.incoming)).collect())
}

/// What lies in escrow for the person's orders: why, since when, and what moves it next.
pub async fn held(tx: &mut Tx, user: UserId) -> Result<Vec<HeldMoney>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT o.id AS "order: OrderId", o.number, o.title, a.balance, a.currency AS "currency: Currency", o.status, o.paid_at, o.placed_at,
                  EXISTS (SELECT FROM deliverables d WHERE d.project_id = o.project_id AND d.order_id = o.id AND d.status IN ('submitted', 'in_review')) AS "delivered!",
                  (SELECT min(d.auto_accept_at) FROM deliverables d WHERE d.project_id = o.project_id AND d.order_id = o.id) AS accepted_at,
                  (SELECT CASE d.status WHEN 'pending' THEN d.answer_due_at WHEN 'resolved' THEN d.final_at END FROM disputes d
                   WHERE d.project_id = o.project_id AND d.order_id = o.id AND d.ended_at IS NULL) AS dispute_at,
                  (SELECT min(m.due_date) FROM delivery_milestones m
                   WHERE m.project_id = o.project_id AND m.order_id = o.id AND m.status <> 'completed') AS due_at
           FROM orders o JOIN accounts a ON a.project_id = o.project_id AND a.kind = 'escrow' AND a.owner_id = o.id
           WHERE o.project_id = $1 AND o.buyer_id = $2 AND a.balance > 0
           ORDER BY o.id DESC"#,
        project,
        user.0
    )
    .fetch_all(tx.conn())
    .await?;
    let held = rows.into_iter().map(|row| {
        let reason = reason(&row.status, row.delivered);
        let until: Option<Moment> = match reason {
            HoldReason::AwaitingApproval => row.accepted_at.or(row.due_at),
            HoldReason::WorkInProgress => row.due_at,
            HoldReason::InDispute => row.dispute_at,
            HoldReason::RequirementsNeeded | HoldReason::OnHold => None,
        };
        HeldMoney {
            order: row.order,
            order_number: row.number,
            title: row.title,
            amount: Money::new(row.balance, row.currency),
            reason,
            since: row.paid_at.unwrap_or(row.placed_at),
            until,
        }
    });
    Ok(held.collect())
}

fn reason(order_status: &str, delivered: bool) -> HoldReason {
    match order_status {
        "on_hold" => HoldReason::OnHold,
        "disputed" => HoldReason::InDispute,
        "pending" => HoldReason::RequirementsNeeded,
        _ if delivered => HoldReason::AwaitingApproval,
        _ => HoldReason::WorkInProgress,
    }
}
