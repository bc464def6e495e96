//! What every act on an order begins and ends with: lock it and find out who the caller is to it; change its status by
//! the machine with one timeline row; tell everyone who looks at it.

use super::queries::{self, NewEvent};
use crate::{Result, Tx, chats, outbox};
use model::{
    Actor, Bps, Currency, Machine, Moment, Money, OrderGroupId, OrderId, Party, Problem, SellerId, Step, UserId,
    events::{Subject, Topic},
    notifications::NoticeParams,
    orders::{OrderEvent, OrderStatus, frozen, party_of},
    text,
};
use serde_json::{Value, json};

/// An order under lock.
#[derive(Clone, Debug)]
pub struct OrderRow {
    pub id: OrderId,
    pub number: String,
    pub group: OrderGroupId,
    pub buyer: UserId,
    pub seller: SellerId,
    pub status: OrderStatus,
    pub title: String,
    pub currency: Currency,
    pub total: i64,
    pub commission: Option<Bps>,
    pub released: i64,
    pub fee: i64,
    pub refunded: i64,
    pub placed_at: Moment,
    pub paid_at: Option<Moment>,
    pub started_at: Option<Moment>,
    pub due_at: Option<Moment>,
}

impl OrderRow {
    pub const fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }
    /// What was paid and neither released nor refunded.
    pub const fn unreleased(&self) -> Money {
        self.money(if self.paid_at.is_some() { self.total - self.released - self.refunded } else { 0 })
    }
    /// A notice about this order.
    pub fn notice(&self) -> NoticeParams {
        NoticeParams::order(self.number.clone(), self.title.clone())
    }
    pub fn client_link(&self) -> String {
        format!("/app/orders/{}", self.id)
    }
    pub fn seller_link(&self) -> String {
        format!("/sell/orders/{}", self.id)
    }

    /// Work can be handed in, reviewed and released, or why not.
    pub fn open_for_work(&self) -> Result<(), Problem> {
        if self.status.is_open_for_work() {
            return Ok(());
        }
        Err(Problem::Conflict(match self.status {
            OrderStatus::Disputed => return Err(frozen()),
            OrderStatus::OnHold => text!(
                "The project has paused this order. It goes on when they resume it.",
                "Das Projekt hat diesen Auftrag pausiert. Er geht weiter, sobald es ihn fortsetzt."
            ),
            OrderStatus::PendingPayment => {
                text!("This order is not paid yet.", "Dieser Auftrag ist noch nicht bezahlt.")
            }
            OrderStatus::Pending => text!(
                "The client has not answered the questions yet; work starts after that.",
                "Der Kunde hat die Fragen noch nicht beantwortet; die Arbeit beginnt danach."
            ),
            _ => text!("This order is over.", "Dieser Auftrag ist beendet."),
        }))
    }
}

/// The order, locked, and what the caller is to it. `NotFound` for whoever may not know of it.
pub async fn lock_in(tx: &mut Tx, actor: &Actor, order: OrderId) -> Result<(OrderRow, Party)> {
    actor.signed_in()?;
    let row = queries::lock_order(tx, order).await?.ok_or(Problem::NotFound)?;
    let party = party_of(actor, row.buyer, row.seller).ok_or(Problem::NotFound)?;
    Ok((row, party))
}

/// The same with its checkout locked before it, for acts that change what the checkout costs: funding takes the two in
/// this order, so neither waits for the other crosswise.
pub async fn lock_with_group_in(tx: &mut Tx, actor: &Actor, order: OrderId) -> Result<(OrderRow, Party)> {
    actor.signed_in()?;
    queries::lock_group_of(tx, order).await?;
    lock_in(tx, actor, order).await
}

/// The order, locked, for a timer.
pub async fn lock_for_system_in(tx: &mut Tx, order: OrderId) -> Result<OrderRow> {
    Ok(queries::lock_order(tx, order).await?.ok_or(Problem::NotFound)?)
}

/// What a timeline row says beside its name.
#[derive(Clone, Copy, Debug, Default)]
pub struct Said<'a> {
    pub reason: &'a str,
    pub milestone: Option<&'a str>,
    pub amount: Option<Money>,
}

impl Said<'_> {
    fn data(self) -> Value {
        let mut data = serde_json::Map::new();
        if let Some(milestone) = self.milestone {
            data.insert("milestone".to_owned(), milestone.into());
        }
        if let Some(amount) = self.amount {
            data.insert("amount".to_owned(), amount.minor.into());
        }
        Value::Object(data)
    }
}

/// Moves the order through its machine: writes the status and the timeline row. `false`: it had already happened.
pub async fn change_in(
    tx: &mut Tx,
    order: &mut OrderRow,
    event: OrderEvent,
    by: Party,
    said: Said<'_>,
) -> Result<bool> {
    let to = match order.status.step(event, by)? {
        Step::To(to) => to,
        Step::AlreadyApplied => return Ok(false),
    };
    queries::set_status(tx, order.id, to).await?;
    let (from, name) = (order.status, event.as_str());
    let row =
        NewEvent { party: by, event: name, from: Some(from), to: Some(to), reason: said.reason, data: said.data() };
    write_event_in(tx, order.id, row).await?;
    order.status = to;
    Ok(true)
}

/// A timeline row that is no change of the order's own status.
pub async fn note_event_in(tx: &mut Tx, order: &OrderRow, event: &str, by: Party, said: Said<'_>) -> Result<()> {
    let row = NewEvent { party: by, event, from: None, to: None, reason: said.reason, data: said.data() };
    write_event_in(tx, order.id, row).await
}

/// The one place that writes a row of a timeline: it also stands in the order's conversation.
async fn write_event_in(tx: &mut Tx, order: OrderId, row: NewEvent<'_>) -> Result<()> {
    let (name, party) = (row.event.to_owned(), row.party);
    let event = queries::insert_event(tx, order, row).await?;
    chats::order_event_in(tx, order, event, &name, party).await
}

/// The act's last step: everybody who looks at the order reads again, and the transaction log has a line.
pub async fn announce_in(tx: &mut Tx, order: &OrderRow, action: &str, data: Value) -> Result<()> {
    publish_in(tx, order, &[Subject::Order]).await?;
    let data = merged(json!({"order": order.number, "status": order.status}), data);
    outbox::record_in(tx, action, "order", Some(order.id.0), data).await
}

/// Tells client, seller's team and staff that something of the order changed.
pub async fn publish_in(tx: &mut Tx, order: &OrderRow, subjects: &[Subject]) -> Result<()> {
    let mut topics: Vec<Topic> = queries::seller_people(tx, order.seller).await?.into_iter().map(Topic::User).collect();
    topics.extend([Topic::User(order.buyer), Topic::Staff]);
    for &subject in subjects {
        outbox::publish_in(tx, &topics, subject, Some(order.id.0)).await?;
    }
    Ok(())
}

fn merged(mut base: Value, more: Value) -> Value {
    if let (Some(base), Value::Object(more)) = (base.as_object_mut(), more) {
        base.extend(more);
    }
    base
}

/// A text that must say something, at its field.
pub fn required(field: &str, value: &str, most: usize) -> Result<String, Problem> {
    let value = value.trim();
    if value.is_empty() {
        return Err(Problem::invalid(field, text!("Please fill this in.", "Bitte füllen Sie dies aus.")));
    }
    at_most(field, value, most)
}

/// A text that may be empty, no longer than `most` characters.
pub fn at_most(field: &str, value: &str, most: usize) -> Result<String, Problem> {
    let value = value.trim();
    if value.chars().count() > most {
        return Err(Problem::invalid(field, text!("At most {most} characters.", "Höchstens {most} Zeichen.")));
    }
    Ok(value.to_owned())
}
