//! What every act on a piece of work begins with: its order under lock, its row, and the right party.

use super::queries;
use crate::{
    Result, Tx,
    orders::{
        OrderRow,
        core::{lock_for_system_in, lock_in},
    },
};
use model::{
    Actor, DeliverableId, Machine, MilestoneId, Moment, OrderItemId, Party, Permission, Problem, Step,
    deliveries::{ChecklistStatus, DeliverableEvent, DeliverableStatus, MilestoneStatus, RevisionAllowance},
};

/// A deliverable with its milestone and the terms of its item.
#[derive(Clone, Debug)]
pub struct WorkRow {
    pub deliverable: DeliverableId,
    pub milestone: MilestoneId,
    pub item: OrderItemId,
    pub title: String,
    pub status: DeliverableStatus,
    pub milestone_status: MilestoneStatus,
    pub position: i32,
    /// Minor units of the order's currency.
    pub amount: i64,
    pub progress: i32,
    pub due: Option<Moment>,
    pub submission_count: i32,
    pub current_revision: i32,
    pub auto_accept_days: i32,
    pub auto_accept_at: Option<Moment>,
    pub revisions_allowed: i32,
    /// Over all deliverables of the item.
    pub revisions_used: i32,
    pub checklist: Option<ChecklistStatus>,
}

impl WorkRow {
    pub const fn allowance(&self) -> RevisionAllowance {
        RevisionAllowance { allowed: self.revisions_allowed, used: self.revisions_used }
    }
}

/// Order and work for a person who must be that party, with the order open for work.
pub async fn enter_in(
    tx: &mut Tx,
    actor: &Actor,
    deliverable: DeliverableId,
    needed: Party,
) -> Result<(OrderRow, WorkRow)> {
    let order = queries::order_of(tx, deliverable).await?.ok_or(Problem::NotFound)?;
    let (order, party) = lock_in(tx, actor, order).await?;
    require_party(actor, party, needed)?;
    let work = queries::load(tx, deliverable).await?.ok_or(Problem::NotFound)?;
    Ok((order, work))
}

/// The same for a timer.
pub async fn enter_for_system_in(tx: &mut Tx, deliverable: DeliverableId) -> Result<(OrderRow, WorkRow)> {
    let order = queries::order_of(tx, deliverable).await?.ok_or(Problem::NotFound)?;
    let order = lock_for_system_in(tx, order).await?;
    let work = queries::load(tx, deliverable).await?.ok_or(Problem::NotFound)?;
    Ok((order, work))
}

/// The caller is that party and their role carries the permission.
pub fn require_party(actor: &Actor, party: Party, needed: Party) -> Result<(), Problem> {
    if party != needed {
        return Err(Problem::NotAllowed);
    }
    actor.require(if needed == Party::Seller { Permission::DeliverySubmit } else { Permission::DeliveryReview })?;
    Ok(())
}

/// Moves the deliverable through its machine. `false`: it had already happened.
pub async fn step_in(tx: &mut Tx, work: &mut WorkRow, event: DeliverableEvent, by: Party) -> Result<bool> {
    match work.status.step(event, by)? {
        Step::AlreadyApplied => Ok(false),
        Step::To(to) => {
            set_in(tx, work, to).await?;
            Ok(true)
        }
    }
}

/// Writes a status that the machine has just allowed; the review's timer runs only while the client has the work.
pub async fn set_in(tx: &mut Tx, work: &mut WorkRow, to: DeliverableStatus) -> Result<()> {
    let auto_accept_at = if to.awaits_client() { work.auto_accept_at } else { None };
    queries::set_status(tx, work.deliverable, to, auto_accept_at).await?;
    (work.status, work.auto_accept_at) = (to, auto_accept_at);
    Ok(())
}
