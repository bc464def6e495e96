//! The order page, the lists of orders and the till: what client, seller and staff share. It asks the model who the
//! viewer is to the order and what they may do; a portal only says from which side it looks.
#![recursion_limit = "512"]

mod agree;
mod answers;
mod brief;
pub mod checkout;
mod context;
mod feedback;
mod files;
mod filters;
mod head;
mod list;
mod milestone;
mod page;
mod review;
mod staff;
mod timeline;
mod waiting;
mod work;

pub use list::OrderList;
pub use page::OrderPage;
pub use waiting::Waiting;

use model::Party;

/// Where a side's orders live.
pub const fn base(side: Party) -> &'static str {
    match side {
        Party::Client => "/app/orders",
        Party::Seller => "/sell/orders",
        Party::Staff | Party::System => "/admin/orders",
    }
}
