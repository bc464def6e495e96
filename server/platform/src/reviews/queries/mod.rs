//! SQL of the reviews.

pub mod lists;
pub mod talk;
pub mod tasks;
