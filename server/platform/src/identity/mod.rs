//! Who people are, where they belong and what they may do: sign-up and sign-in, sessions, members, roles, projects, sellers.
//! People are global, so this domain works as operator more than others; every such query says so in its file.

mod accounts;
mod device;
mod domains;
pub mod door;
mod email_change;
pub mod founding;
mod letters;
mod matrix;
mod members;
mod passwords;
mod projects;
mod queries;
mod reset;
pub mod secrets;
mod sellers;
mod sign_in;
mod sign_up;
mod throttle;
mod vetting;
mod viewer;

pub use door::{Door, Recognised};
pub use founding::{Founded, NewPerson};
pub(crate) use vetting::{let_in_by_review_in, lock_seller_in, turned_down_by_review_in};

#[cfg(test)]
mod tests;
