//! The bank's own language. The platform keeps its books (`server/platform/src/sandbox/`); plugins know no SQL.

use crate::payments::Failure;
use async_trait::async_trait;
use model::Money;
use serde::{Deserialize, Serialize};

/// Where a payment stands at the bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BankStatus {
    /// Waits for a card.
    Open,
    /// Waits for the holder to say that it is them (3-D Secure).
    Challenge,
    Processing,
    Succeeded,
    /// The card was refused; another one may be tried.
    Declined,
    Cancelled,
}

impl BankStatus {
    pub const ALL: [Self; 6] =
        [Self::Open, Self::Challenge, Self::Processing, Self::Succeeded, Self::Declined, Self::Cancelled];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Challenge => "challenge",
            Self::Processing => "processing",
            Self::Succeeded => "succeeded",
            Self::Declined => "declined",
            Self::Cancelled => "cancelled",
        }
    }
}

impl std::str::FromStr for BankStatus {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or_else(|| format!("{text} is no state of the bank's"))
    }
}

/// Opens a payment at the bank.
#[derive(Clone, Debug)]
pub struct BankOrder {
    /// The same key opens no second payment.
    pub key: String,
    pub merchant: String,
    pub amount: Money,
    pub description: String,
    pub return_path: String,
}

/// A payment at the bank. Of a card it keeps brand and last four digits only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankPayment {
    pub reference: String,
    pub key: String,
    pub merchant: String,
    pub amount: Money,
    pub description: String,
    pub return_path: String,
    pub status: BankStatus,
    pub failure: String,
    pub brand: String,
    pub last4: String,
}

/// Money the bank gave back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankRefund {
    pub reference: String,
    pub key: String,
    pub payment: String,
    pub amount: Money,
}

/// Why the bank did not do it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BankError {
    #[error("no such payment")]
    NotFound,
    /// A reason code.
    #[error("refused: {0}")]
    Refused(String),
    #[error("the bank does not answer")]
    Away,
}

impl BankError {
    /// The HTTP status it would be.
    pub const fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::Refused(_) => 402,
            Self::Away => 503,
        }
    }
}

impl From<BankError> for Failure {
    fn from(error: BankError) -> Self {
        match error {
            BankError::NotFound => Self::Declined {
                code: "no_such_payment".to_owned(),
                message: "the bank does not know this payment".to_owned(),
            },
            BankError::Refused(code) => Self::Declined { message: code.clone(), code },
            BankError::Away => Self::NotSent("the bank does not answer".to_owned()),
        }
    }
}

/// What the gateway asks of the bank.
#[async_trait]
pub trait Bank: Send + Sync {
    async fn open(&self, order: &BankOrder) -> Result<BankPayment, BankError>;
    async fn read(&self, reference: &str) -> Result<BankPayment, BankError>;
    async fn cancel(&self, reference: &str) -> Result<BankPayment, BankError>;
    async fn refund(&self, reference: &str, amount: Money, key: &str) -> Result<BankRefund, BankError>;
    async fn find_refund(&self, key: &str) -> Result<Option<BankRefund>, BankError>;
    async fn ping(&self) -> Result<(), BankError>;
}
