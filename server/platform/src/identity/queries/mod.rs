//! SQL of identity: people and sessions are global, so most of it runs as the operator; each file says where not.

pub mod accounts;
pub mod door;
pub mod email_changes;
pub mod founding;
pub mod matrix;
pub mod members;
pub mod projects;
pub mod sellers;
pub mod sign_ups;
pub mod throttle;
