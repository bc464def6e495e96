//! SQL of conversations.

pub mod change;
pub mod digest;
pub mod live;
pub mod messages;
pub mod report;
pub mod rooms;
pub mod search;
pub mod send;
pub mod sides;
