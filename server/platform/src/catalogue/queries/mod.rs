//! SQL of the catalogue, by what it serves.

pub mod categories;
pub mod lists;
pub mod outside;
pub mod pages;
pub mod parts;
pub mod products;
pub mod reviews;
pub mod waiting;
pub mod write;
