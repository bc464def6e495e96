//! Lists of orders, for the three sides, with the next step of each line.

mod queries;

use super::core::at_most;
use crate::{Result, Tx};
use model::{
    Actor, Money, Page, PageRequest, Party, Permission, Problem, UserId,
    orders::{Facts, Focus, MoneyStrip, OrderFilter, OrderLine, OrderStatus, UNPAID_HOURS},
};
use time::Duration;
use uuid::Uuid;

/// Newest first, cut by id (they grow with time).
pub async fn list_in(tx: &mut Tx, actor: &Actor, filter: &OrderFilter, page: &PageRequest) -> Result<Page<OrderLine>> {
    let me = actor.signed_in()?;
    let scope = scope(actor, filter.side)?;
    at_most("search", &filter.search, 200)?;
    let after = page.after.as_deref().map(str::parse::<Uuid>).transpose().map_err(|_| Problem::NotFound)?;
    let rows = queries::orders(tx, me.id, &scope, filter, after, page.limit()).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        lines.push(line(row, me.id, filter.side)?);
    }
    Ok(Page::cut(lines, page.limit(), |line| line.id.to_string()))
}

/// Whose orders: of a buyer, of some sellers, or all of the project.
pub struct Scope {
    pub buyer: Option<Uuid>,
    pub sellers: Option<Vec<Uuid>>,
}

fn scope(actor: &Actor, side: Party) -> Result<Scope, Problem> {
    let me = actor.signed_in()?;
    match side {
        Party::Client => Ok(Scope { buyer: Some(me.id.0), sellers: None }),
        Party::Seller => Ok(Scope { buyer: None, sellers: Some(me.sellers.iter().map(|s| s.0).collect()) }),
        Party::Staff => {
            actor.require(Permission::OrderViewAny)?;
            Ok(Scope { buyer: None, sellers: None })
        }
        Party::System => Err(Problem::NotAllowed),
    }
}

fn line(row: queries::Row, me: UserId, side: Party) -> Result<OrderLine, Problem> {
    let money = |minor| Money::new(minor, row.currency);
    let focus = match (row.milestone, row.amount, row.work) {
        (Some(milestone), Some(amount), Some(status)) => Some(Focus {
            milestone,
            amount: money(amount),
            status,
            due: row.milestone_due,
            auto_accept_at: row.auto_accept_at,
        }),
        _ => None,
    };
    let facts = Facts {
        status: row.status,
        party: side,
        total: money(row.total),
        pay_until: row.placed_at + Duration::hours(UNPAID_HOURS),
        focus,
        proposal: row.proposal.filter(|_| row.proposed_by != Some(me) && side != Party::Staff),
        feedback_left: row.feedback_left,
    };
    let was_paid = !matches!(row.status, OrderStatus::PendingPayment | OrderStatus::Cancelled);
    Ok(OrderLine {
        id: row.id,
        number: row.number,
        title: row.title,
        status: row.status,
        buyer: row.buyer,
        seller: row.seller,
        money: MoneyStrip::new(row.currency, row.total, was_paid, row.released, row.fee, row.refunded)?,
        placed_at: row.placed_at,
        due_at: row.due_at,
        late: row.late,
        next: facts.next(),
    })
}
