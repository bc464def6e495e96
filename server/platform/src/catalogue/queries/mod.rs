//! SQL of the catalogue, by what it serves.

pub mod categories;
pub mod pages;
pub mod products;
pub mod write;
