//! Every identifier in one registry. UUIDv7, so that rows sort by the time they were made; made only in `platform`.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! decl_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, concat!(stringify!($name), "({})"), self.0) }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> { Uuid::parse_str(text).map(Self) }
        }
        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self { Self(id) }
        }
    )+};
}

decl_id! {
    /// A tenant: one agency or marketplace.
    ProjectId,
    /// A person, in all projects.
    UserId,
    /// One signed-in browser.
    SessionId,
    /// A business that sells in a project.
    SellerId,
    CategoryId,
    ProductId,
    PackageId,
    AddonId,
    CartItemId,
    /// All orders made by one checkout; paid as one.
    OrderGroupId,
    OrderId,
    OrderItemId,
    MilestoneId,
    DeliverableId,
    SubmissionId,
    RevisionRequestId,
    /// A proposal to extend or cancel an order, waiting for the other side.
    ProposalId,
    FileId,
    /// A ledger account.
    AccountId,
    /// A set of ledger entries that sum to zero.
    TransferId,
    /// Money on its way in through a gateway.
    PaymentId,
    RefundId,
    PaymentMethodId,
    /// A stored gateway webhook.
    PaymentEventId,
    NotificationId,
    /// A custom offer; each version has its own.
    OfferId,
    MailId,
    DisputeId,
    /// An offer of settlement inside a dispute.
    DisputeOfferId,
    /// A drafted or made decision.
    DecisionId,
    /// A conversation.
    ChatId,
    MessageId,
    ChatReportId,
    /// Something that waits until the right people have looked at it.
    ReviewTaskId,
    ReviewThreadId,
    ReviewCommentId,
    /// A question to another role within a review.
    ReviewHelpId,
}
