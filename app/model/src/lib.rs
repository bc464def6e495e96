//! What is true: types, rules and traits of every domain. No I/O, no clock, no randomness, no floats.
//! One folder per domain (its types, its `rules.rs`, its one trait), beside the few base modules named below.

pub mod actor;
pub mod audit;
pub mod cart;
pub mod catalogue;
pub mod chats;
pub mod checkout;
pub mod currency;
pub mod deliveries;
pub mod desk;
pub mod disputes;
pub mod earnings;
pub mod escrow;
pub mod events;
pub mod files;
pub mod identity;
pub mod ids;
pub mod intake;
pub mod jobs;
pub mod lang;
pub mod ledger;
pub mod machine;
pub mod mails;
pub mod money;
pub mod notifications;
pub mod offers;
pub mod orders;
pub mod overview;
pub mod page;
pub mod payments;
pub mod permissions;
pub mod problem;
pub mod reviews;
pub mod search;
pub mod viewer;
pub mod wallets;

pub use actor::Actor;
pub use currency::Currency;
pub use desk::Desk;
pub use ids::*;
pub use lang::Lang;
pub use machine::{Machine, Party, Step, Transition};
pub use money::{Bps, Money, Rate};
pub use page::{Page, PageRequest};
pub use permissions::{Permission, Role};
pub use problem::{FieldErrors, Problem};

/// A moment in UTC; the only time type of the model. Shown through `ui::Moment`, never formatted by hand.
pub type Moment = time::OffsetDateTime;
