//! Agreements: more time, or an early end. One side proposes, the other decides; exactly the unreleased money goes back.

mod queries;

pub use queries::{close_open_in, lower_refund_in, views};

use super::{
    core::{OrderRow, Said, announce_in, lock_in, note_event_in, required},
    ending, milestones, queries as orders,
};
use crate::{Result, Tx, clock::new_id, notifications};
use model::{
    Actor, OrderId, Party, Problem, ProposalId,
    notifications::NoticeKind,
    orders::{Applied, OrderStatus, ProposalKind, ProposalStatus, frozen},
    text,
};
use serde_json::json;
use time::Duration;

/// What is proposed.
#[derive(Clone, Copy, Debug)]
pub enum Proposed {
    Extension(i32),
    Cancellation,
}

/// Client or seller propose; asking again with one's own open proposal returns it.
pub async fn propose_in(
    tx: &mut Tx,
    actor: &Actor,
    order: OrderId,
    what: Proposed,
    reason: &str,
) -> Result<ProposalId> {
    let (order, party) = lock_in(tx, actor, order).await?;
    if !matches!(party, Party::Client | Party::Seller) {
        return Err(Problem::NotAllowed.into());
    }
    let reason = required("reason", reason, 4_000)?;
    let kind = match what {
        Proposed::Extension(days) if !(1..=365).contains(&days) => {
            return Err(
                Problem::invalid("extra_days", text!("Between 1 and 365 days.", "Zwischen 1 und 365 Tagen.")).into()
            );
        }
        Proposed::Extension(_) => {
            order.open_for_work()?;
            ProposalKind::Extension
        }
        // before the start there is nothing to wait for, but both may still agree to end it
        Proposed::Cancellation if order.status == OrderStatus::Pending => ProposalKind::Cancellation,
        Proposed::Cancellation => {
            order.open_for_work()?;
            ProposalKind::Cancellation
        }
    };
    if let Some(open) = queries::open_of_kind(tx, order.id, kind).await? {
        return if open.proposer == party {
            Ok(open.id)
        } else {
            Err(Problem::Conflict(text!(
                "The other side has already proposed this. Answer their proposal.",
                "Die andere Seite hat das bereits vorgeschlagen. Beantworten Sie deren Vorschlag."
            ))
            .into())
        };
    }
    let id: ProposalId = new_id();
    let (days, refund) = match what {
        Proposed::Extension(days) => (Some(days), None),
        Proposed::Cancellation => (None, Some(order.unreleased())),
    };
    queries::insert(tx, id, order.id, kind, party, &reason, days, refund.map(|r| r.minor)).await?;
    let event = match kind {
        ProposalKind::Extension => "propose_extension",
        ProposalKind::Cancellation => "propose_cancellation",
    };
    note_event_in(tx, &order, event, party, Said { reason: &reason, amount: refund, ..Said::default() }).await?;
    tell_other_side(tx, &order, party, NoticeKind::ProposalMade, Some(&reason)).await?;
    announce_in(tx, &order, event, json!({"days": days, "refund": refund.map(|r| r.minor)})).await?;
    Ok(id)
}

/// What a person does with an open proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Accept,
    Decline,
    Withdraw,
}

impl Answer {
    const fn result(self) -> ProposalStatus {
        match self {
            Self::Accept => ProposalStatus::Accepted,
            Self::Decline => ProposalStatus::Declined,
            Self::Withdraw => ProposalStatus::Withdrawn,
        }
    }
    const fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept_proposal",
            Self::Decline => "decline_proposal",
            Self::Withdraw => "withdraw_proposal",
        }
    }
}

/// The other side accepts or declines; whoever proposed withdraws.
pub async fn answer_in(tx: &mut Tx, actor: &Actor, proposal: ProposalId, answer: Answer) -> Result<Applied> {
    let order = queries::order_of(tx, proposal).await?.ok_or(Problem::NotFound)?;
    let (mut order, party) = lock_in(tx, actor, order).await?;
    let row = queries::load(tx, proposal).await?.ok_or(Problem::NotFound)?;
    let own = row.proposer == party;
    if !matches!(party, Party::Client | Party::Seller) || own != (answer == Answer::Withdraw) {
        return Err(Problem::NotAllowed.into());
    }
    if row.status == answer.result() {
        return Ok(Applied::Already);
    }
    if order.status == OrderStatus::Disputed {
        return Err(frozen().into());
    }
    if row.status != ProposalStatus::Open {
        return Err(Problem::Conflict(text!(
            "This proposal has been answered or taken back in the meantime.",
            "Dieser Vorschlag wurde inzwischen beantwortet oder zurückgezogen."
        ))
        .into());
    }
    queries::decide(tx, proposal, answer.result()).await?;
    note_event_in(tx, &order, answer.name(), party, Said::default()).await?;
    if answer == Answer::Accept {
        match (row.kind, row.extra_days) {
            (ProposalKind::Extension, Some(days)) => {
                order.open_for_work()?;
                milestones::shift_in(tx, &mut order, Duration::days(i64::from(days)), false).await?;
            }
            (ProposalKind::Extension, None) => {}
            (ProposalKind::Cancellation, _) => {
                if order.status != OrderStatus::Pending {
                    order.open_for_work()?;
                }
                ending::end_early_in(tx, &mut order, party, &row.reason).await?;
            }
        }
    }
    match answer {
        Answer::Accept => tell_other_side(tx, &order, party, NoticeKind::ProposalAccepted, None).await?,
        Answer::Decline => tell_other_side(tx, &order, party, NoticeKind::ProposalDeclined, None).await?,
        Answer::Withdraw => {}
    }
    announce_in(tx, &order, answer.name(), json!({"proposal": proposal})).await?;
    Ok(Applied::Done)
}

/// Tells the side that did not act.
pub async fn tell_other_side(
    tx: &mut Tx,
    order: &OrderRow,
    acted: Party,
    kind: NoticeKind,
    reason: Option<&str>,
) -> Result<()> {
    let names = orders::names(tx, order.id).await?;
    let mut notice = order.notice();
    notice.reason = reason.map(str::to_owned);
    if acted == Party::Client {
        let people = orders::seller_people(tx, order.seller).await?;
        notifications::notify_all_in(tx, &people, kind, &notice.by(names.buyer), &order.seller_link()).await
    } else {
        notifications::notify_in(tx, order.buyer, kind, notice.by(names.seller), &order.client_link()).await
    }
}
