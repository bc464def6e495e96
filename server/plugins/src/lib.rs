//! What we ask of others: payment gateways, mail and more to come. Stateless, no SQL; one folder per kind.

pub mod dns;
pub mod http;
pub mod mail;
pub mod payments;
