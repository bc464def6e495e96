//! The order page, the lists of orders, custom offers and the till: what client, seller and staff share. It asks the model who the
//! viewer is to the order and what they may do; a portal only says from which side it looks.
#![recursion_limit = "512"]

mod agree;
mod answers;
mod brief;
pub mod chat;
pub mod checkout;
mod context;
mod dispute_context;
mod dispute_decide;
mod dispute_decision;
mod dispute_evidence;
mod dispute_form;
mod dispute_list;
mod dispute_next;
mod dispute_on_order;
mod dispute_overview;
mod dispute_page;
mod dispute_settle;
mod dispute_talk;
mod dispute_terms;
mod feedback;
mod files;
mod filters;
mod head;
mod list;
mod milestone;
mod offer_card;
mod offer_form;
mod offer_page;
mod offer_pay;
mod offer_wish;
mod offer_words;
mod page;
mod review;
pub mod reviewing;
mod staff;
mod timeline;
mod waiting;
mod work;

pub use dispute_form::DisputeForm;
pub use dispute_list::DisputeList;
pub use dispute_page::DisputePage;
pub use list::OrderList;
pub use offer_card::{OfferCard, OfferComposer};
pub use offer_form::NewOfferPage;
pub use offer_page::OfferPage;
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
