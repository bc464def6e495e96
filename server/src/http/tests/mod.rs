//! The frame as browsers and machines meet it: requests through the whole router, on a database of their own.

mod account;
mod conversations;
mod csrf;
#[path = "../../../platform/src/testing/database.rs"]
mod database;
mod disputes;
mod exports;
mod fixture;
mod frame;
mod live;
mod nonsense;
mod refusals;
mod rooms;
mod samples;
mod sessions;
mod soak;
mod statements;
mod walk;
mod wire;
