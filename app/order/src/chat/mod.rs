//! Conversations: the room with its history and composer, the list of rooms, the pages of all portals, and the room beside
//! its order. What is sent is seen at once; what comes, comes over the live socket; what was missed is asked for by number.

mod acts;
mod bubble;
mod cards;
mod composer;
mod conversation;
mod dialogs;
mod head;
mod history;
mod keys;
mod log;
mod outbox;
mod outgoing;
mod page;
mod panel;
mod room;
mod rooms;
mod row;
mod span;
mod staff;
mod tools;
mod wire;
mod words;

pub use page::MessagesPage;
pub use panel::OrderRoom;

use model::Party;

/// Where a side's conversations live.
pub const fn base(side: Party) -> &'static str {
    match side {
        Party::Client => "/app/messages",
        Party::Seller => "/sell/messages",
        Party::Staff | Party::System => "/admin/messages",
    }
}
