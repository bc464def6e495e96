//! People, sessions, members, roles, projects and sellers: who somebody is, where they belong, what they may do.

mod accounts;
mod imprint;
mod members;
pub mod projects;
pub mod rules;
pub mod sellers;

pub use accounts::{Accounts, NewSession, Profile, SessionView};
pub use imprint::Imprint;
pub use members::{Crossing, Invitation, Member, MemberFilter, Members, PermissionCell, PermissionMatrix};
pub use projects::{DomainView, ProjectSettings, Projects, SwitchTo};
pub use sellers::{BusinessType, SellerApplication, SellerFilter, SellerStatus, SellerView, Sellers};
