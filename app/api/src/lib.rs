//! The whole public surface of the pages: server functions, one file per domain, and the two helpers that all use.
//! A function here does three things only: it asks who calls, calls the desk, and hands back what the desk said.
// In the browser a server function is only its call: what its body imports is unused there.
#![cfg_attr(target_arch = "wasm32", allow(unused_imports))]

pub mod accounts;
pub mod audit;
pub mod caller;
pub mod cart;
pub mod catalogue;
pub mod chats;
pub mod checkout;
pub mod cookies;
pub mod deliveries;
pub mod disputes;
pub mod earnings;
pub mod fault;
pub mod files;
pub mod jobs;
pub mod kept;
pub mod mails;
pub mod members;
pub mod notifications;
pub mod offers;
pub mod orders;
pub mod origin;
pub mod overview;
pub mod payments;
#[cfg(not(target_arch = "wasm32"))]
pub mod plain;
pub mod projects;
pub mod reviews;
pub mod search;
pub mod sellers;
pub mod session;
pub mod wallets;

pub use caller::caller;
pub use fault::{Fault, problem_of, value_of};
pub use kept::kept;
pub use origin::origin;
