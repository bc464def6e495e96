//! The dates and states of an order's milestones, moved from both sides: by the work (deliveries) and by agreements
//! (extension, pause).

mod queries;

pub use queries::{OpenMilestone, open_milestones};

use super::core::{OrderRow, Said, note_event_in};
use crate::{Result, Tx};
use model::{
    Machine, MilestoneId, Party, Step,
    deliveries::{MilestoneEvent, MilestoneStatus},
};
use time::Duration;

/// Moves one milestone through its machine. `false`: it had already happened.
pub async fn step_in(
    tx: &mut Tx,
    milestone: MilestoneId,
    from: MilestoneStatus,
    event: MilestoneEvent,
    by: Party,
) -> Result<bool> {
    match from.step(event, by)? {
        Step::AlreadyApplied => Ok(false),
        Step::To(to) => {
            queries::set_status(tx, milestone, to).await?;
            Ok(true)
        }
    }
}

/// Moves all open due dates (and running review times) of an order; late milestones that are in time again go on.
pub async fn shift_in(tx: &mut Tx, order: &mut OrderRow, by: Duration, reviews_too: bool) -> Result<()> {
    queries::shift_dates(tx, order.id, by, reviews_too).await?;
    order.due_at = order.due_at.map(|due| due + by);
    for milestone in open_milestones(tx, order.id).await? {
        let in_time = milestone.due.is_some_and(|due| due > tx.now);
        if milestone.status == MilestoneStatus::Delayed && in_time {
            step_in(tx, milestone.id, milestone.status, MilestoneEvent::Extend, Party::System).await?;
        }
    }
    note_event_in(tx, order, "extend", Party::System, Said::default()).await
}
