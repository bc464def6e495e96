//! A dispute ended with "revise once more": what was handed in goes back to the seller, without using up what the client
//! has bought.

use super::{core::step_in, queries, review::REVISION_DAYS};
use crate::{
    Result, Tx,
    clock::new_id,
    orders::{OrderRow, Said, core::note_event_in, milestones},
};
use model::{
    Party, Problem, RevisionRequestId,
    deliveries::{DeliverableEvent, DeliverableStatus},
};
use time::Duration;

/// Every piece of work that the client has before them, or has refused, is to be revised; where nothing was handed in yet,
/// the first open one may be revised once more. The order's row is locked and its dates have moved.
pub async fn owe_revisions_in(tx: &mut Tx, order: &OrderRow, notes: &str) -> Result<()> {
    let open = milestones::open_milestones(tx, order.id).await?;
    let returned = |work: DeliverableStatus| work.awaits_client() || work == DeliverableStatus::Rejected;
    let mut owed = false;
    for milestone in open.iter().filter(|m| returned(m.work)) {
        let deliverable = queries::deliverable_of(tx, milestone.id).await?.ok_or(Problem::NotFound)?;
        let mut row = queries::load(tx, deliverable).await?.ok_or(Problem::NotFound)?;
        let deadline = tx.now + Duration::days(REVISION_DAYS);
        queries::allow_one_more(tx, row.item).await?;
        let (id, number) = (new_id::<RevisionRequestId>(), row.current_revision + 1);
        queries::insert_revision(tx, id, deliverable, order.buyer, number, notes, deadline).await?;
        queries::due_not_before(tx, &row, deadline).await?;
        step_in(tx, &mut row, DeliverableEvent::RequestRevision, Party::System).await?;
        let said = Said { milestone: Some(&row.title), ..Said::default() };
        note_event_in(tx, order, "dispute_revision", Party::System, said).await?;
        owed = true;
    }
    if let (false, Some(first)) = (owed, open.first()) {
        let deliverable = queries::deliverable_of(tx, first.id).await?.ok_or(Problem::NotFound)?;
        let row = queries::load(tx, deliverable).await?.ok_or(Problem::NotFound)?;
        queries::allow_one_more(tx, row.item).await?;
        let said = Said { milestone: Some(&row.title), ..Said::default() };
        note_event_in(tx, order, "dispute_revision", Party::System, said).await?;
    }
    Ok(())
}
