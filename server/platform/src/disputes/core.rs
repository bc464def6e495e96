//! What every act in a dispute begins and ends with: its order and itself under lock, who the caller is to it; a step of
//! its machine; everybody told.

use super::queries;
use crate::{
    Result, Tx, notifications,
    orders::{OrderRow, Said, core::note_event_in, queries as orders},
    outbox,
};
use model::{
    Actor, DisputeId, Machine, Moment, Party, Permission, Problem, Step, UserId,
    disputes::{DisputeEvent, DisputeStatus, party_of},
    events::{Subject, Topic},
    notifications::{NoticeKind, NoticeParams},
    orders::OrderStatus,
};
use serde_json::{Value, json};

/// A dispute under lock; its order is locked before it.
#[derive(Clone, Debug)]
pub struct DisputeRow {
    pub id: DisputeId,
    pub number: String,
    pub complainant: UserId,
    pub opened_by: Party,
    pub status: DisputeStatus,
    /// Where the order stood when it was opened.
    pub order_was: OrderStatus,
    pub answer_due_at: Moment,
    pub answered_at: Option<Moment>,
    pub final_at: Option<Moment>,
    pub client_accepted_at: Option<Moment>,
    pub seller_accepted_at: Option<Moment>,
    pub appealed_by: Option<Party>,
}

impl DisputeRow {
    pub const fn accepted(&self, party: Party) -> bool {
        match party {
            Party::Client => self.client_accepted_at.is_some(),
            _ => self.seller_accepted_at.is_some(),
        }
    }
    /// The side that has to answer.
    pub const fn respondent(&self) -> Party {
        other(self.opened_by)
    }
}

/// The other one of the two sides.
pub const fn other(party: Party) -> Party {
    match party {
        Party::Client => Party::Seller,
        _ => Party::Client,
    }
}

/// Where a side sees the dispute.
pub fn link(party: Party, dispute: DisputeId) -> String {
    match party {
        Party::Client => format!("/app/disputes/{dispute}"),
        Party::Seller => format!("/sell/disputes/{dispute}"),
        Party::Staff | Party::System => format!("/admin/disputes/{dispute}"),
    }
}

/// Order and dispute under lock, and what the caller is to them. `NotFound` for whoever may not know of it.
pub async fn enter_in(tx: &mut Tx, actor: &Actor, dispute: DisputeId) -> Result<(OrderRow, DisputeRow, Party)> {
    actor.signed_in()?;
    let (order, row) = enter_for_system_in(tx, dispute).await?;
    let party = party_of(actor, order.buyer, order.seller).ok_or(Problem::NotFound)?;
    Ok((order, row, party))
}

/// The same for a timer, or for a decision that others have approved.
pub async fn enter_for_system_in(tx: &mut Tx, dispute: DisputeId) -> Result<(OrderRow, DisputeRow)> {
    let order = queries::order_of(tx, dispute).await?.ok_or(Problem::NotFound)?;
    let order = orders::lock_order(tx, order).await?.ok_or(Problem::NotFound)?;
    let row = queries::lock(tx, dispute).await?.ok_or(Problem::NotFound)?;
    Ok((order, row))
}

/// One of the two sides, not a mediator.
pub fn side(party: Party) -> Result<Party, Problem> {
    if matches!(party, Party::Client | Party::Seller) { Ok(party) } else { Err(Problem::NotAllowed) }
}

/// One of the two sides, by somebody who may bind it: of a seller's team whoever sees its earnings.
pub fn binding_side(actor: &Actor, party: Party) -> Result<Party, Problem> {
    let needed = match side(party)? {
        Party::Seller => Permission::EarningsView,
        _ => Permission::DeliveryReview,
    };
    actor.require(needed).map(|_| party)
}

/// A dispute that is over is closed for words and evidence too.
pub fn still_open(row: &DisputeRow) -> Result<(), Problem> {
    if row.status.is_over() {
        return Err(Problem::Conflict(model::text!(
            "This dispute is over. Write to the project's support if something is wrong.",
            "Dieser Streitfall ist beendet. Schreiben Sie dem Support des Projekts, wenn etwas nicht stimmt."
        )));
    }
    Ok(())
}

/// Moves the dispute through its machine. `false`: it had already happened.
pub async fn change_in(tx: &mut Tx, row: &mut DisputeRow, event: DisputeEvent, by: Party) -> Result<bool> {
    match row.status.step(event, by)? {
        Step::AlreadyApplied => Ok(false),
        Step::To(to) => {
            queries::set_status(tx, row.id, to).await?;
            row.status = to;
            Ok(true)
        }
    }
}

/// A row of the order's timeline that is about the dispute.
pub async fn note_in(tx: &mut Tx, order: &OrderRow, event: &str, by: Party, said: Said<'_>) -> Result<()> {
    note_event_in(tx, order, event, by, said).await
}

/// The act's last step: order page and dispute page read again, on both sides and with the staff; one line in the log.
pub async fn announce_in(tx: &mut Tx, order: &OrderRow, row: &DisputeRow, action: &str, data: Value) -> Result<()> {
    let mut topics: Vec<Topic> = orders::seller_people(tx, order.seller).await?.into_iter().map(Topic::User).collect();
    topics.extend([Topic::User(order.buyer), Topic::Staff]);
    outbox::publish_in(tx, &topics, Subject::Dispute, Some(row.id.0)).await?;
    outbox::publish_in(tx, &topics, Subject::Order, Some(order.id.0)).await?;
    let mut line = json!({"dispute": row.number, "order": order.number, "status": row.status});
    if let (Some(line), Value::Object(more)) = (line.as_object_mut(), data) {
        line.extend(more);
    }
    outbox::record_in(tx, action, "dispute", Some(row.id.0), line).await
}

/// Tells one side: the client, or everybody who works for the seller.
pub async fn tell_side_in(
    tx: &mut Tx,
    order: &OrderRow,
    row: &DisputeRow,
    side: Party,
    kind: NoticeKind,
    params: NoticeParams,
) -> Result<()> {
    let link = link(side, row.id);
    if side == Party::Client {
        return notifications::notify_in(tx, order.buyer, kind, params, &link).await;
    }
    let people = orders::seller_people(tx, order.seller).await?;
    notifications::notify_all_in(tx, &people, kind, &params, &link).await
}

/// Tells those who mediate. Whoever of them is a party hears what the parties hear, and no more.
pub async fn tell_mediators_in(
    tx: &mut Tx,
    order: &OrderRow,
    row: &DisputeRow,
    kind: NoticeKind,
    params: &NoticeParams,
) -> Result<()> {
    let mut mediators = notifications::staff_in(tx, Permission::DisputeMediate).await?;
    let team = orders::seller_people(tx, order.seller).await?;
    mediators.retain(|user| *user != order.buyer && !team.contains(user));
    // a word in a dispute that somebody has taken up is for them, not for all who could have
    if kind == NoticeKind::DisputeNews {
        let engaged = queries::engaged(tx, row.id).await?;
        if mediators.iter().any(|user| engaged.contains(user)) {
            mediators.retain(|user| engaged.contains(user));
        }
    }
    notifications::notify_all_in(tx, &mediators, kind, params, &link(Party::Staff, row.id)).await
}

/// How a side is called in notices; staff speak as the project.
pub async fn name_in(tx: &mut Tx, order: &OrderRow, party: Party) -> Result<String> {
    let names = orders::names(tx, order.id).await?;
    Ok(match party {
        Party::Client => names.buyer,
        Party::Seller => names.seller,
        Party::Staff | Party::System => notifications::of_project_in(tx).await?.title.unwrap_or_default(),
    })
}
