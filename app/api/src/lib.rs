//! The whole public surface of the pages: server functions, one file per domain, and the two helpers that all use.
//! A function here does three things only: it asks who calls, calls the desk, and hands back what the desk said.

pub mod caller;
pub mod fault;
pub mod session;

pub use caller::caller;
pub use fault::{Fault, problem_of, value_of};
