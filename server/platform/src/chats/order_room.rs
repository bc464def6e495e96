//! An order's room: made with the order's first event, and told every one after it. The words are made when a message is
//! read, from the event's row.

use super::queries::{live, sides};
use crate::{Result, Tx, clock::new_id};
use model::{ChatId, MessageId, OrderId, Party};

/// What only one side sees of the timeline is not said to both.
const QUIET: &[&str] = &["check_quality", "note"];

/// The order's room; made if it is not there yet.
pub async fn open_order_room_in(tx: &mut Tx, order: OrderId) -> Result<ChatId> {
    sides::insert_order_room(tx, new_id(), order).await?;
    Ok(sides::room_of_order(tx, order).await?.ok_or(model::Problem::NotFound)?)
}

/// Puts a row of the order's timeline into its room. Called from the one place that writes such rows.
pub async fn order_event_in(tx: &mut Tx, order: OrderId, event: i64, name: &str, party: Party) -> Result<()> {
    if QUIET.contains(&name) {
        return Ok(());
    }
    let id: MessageId = new_id();
    let chat = match sides::say_event(tx, order, id, event, party).await? {
        Some(chat) => chat,
        None => {
            let chat = open_order_room_in(tx, order).await?;
            sides::say_event(tx, order, id, event, party).await?;
            chat
        }
    };
    live::notify_moved(tx, chat).await
}
