//! SQL of the reviews.

pub mod changes;
pub mod help;
pub mod lists;
pub mod rules;
pub mod talk;
pub mod tasks;
