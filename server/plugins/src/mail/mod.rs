//! Mail on its way out: one trait, SMTP behind it.

mod smtp;

pub use smtp::Smtp;

use async_trait::async_trait;

/// A mail, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The sender's shown name: the project's.
    pub from_name: String,
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Stays the same when a mail is sent again, so that the receiver can tell.
    pub id: String,
}

/// Why a mail did not go out.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The receiver's server will never take it: a wrong address, a refused sender. Do not send again.
    #[error("refused for good: {0}")]
    Refused(String),
    /// Try again later.
    #[error("not sent: {0}")]
    Later(String),
}

/// Something that sends mail.
#[async_trait]
pub trait Mailer: Send + Sync + std::fmt::Debug {
    async fn send(&self, message: &Message) -> Result<(), MailError>;
}
