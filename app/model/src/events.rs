//! What happened, as the rest of the house hears of it. Published in the transaction that did it; never carries
//! private data on the wire: a browser gets topic, kind and subject, and reads again through the authorised call.

use crate::{UserId, text_enum};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Whose sockets hear of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Topic {
    User(UserId),
    /// Staff of the project.
    Staff,
}

impl Topic {
    pub fn key(&self) -> String {
        match self {
            Self::User(id) => format!("user:{id}"),
            Self::Staff => "staff".to_owned(),
        }
    }
}

text_enum! {
    /// What kind of thing changed; a page names the kinds that make it read again.
    pub enum Subject {
        Order = "order",
        Dispute = "dispute",
        Wallet = "wallet",
        Earnings = "earnings",
        Payment = "payment",
        Offer = "offer",
        Product = "product",
        Cart = "cart",
        Notification = "notification",
        Job = "job",
        Member = "member",
        Project = "project",
        Review = "review",
        /// A conversation: lists and counters read again; messages themselves travel in `chats::ServerFrame`.
        Chat = "chat",
    }
}

/// "Changed": all that a socket is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// Grows within the project; a client that was away asks for what came after the last one it saw.
    pub seq: i64,
    pub subject: Subject,
    pub id: Option<Uuid>,
}
