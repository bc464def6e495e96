//! Every kind of notification, and the topic whose preference decides about the mail.

use crate::text_enum;

text_enum! {
    /// What happened, to tell the one whom it concerns.
    pub enum NoticeKind {
        /// To the seller: somebody ordered; the money is in escrow.
        OrderPlaced = "order_placed",
        /// To the client: your payment is in escrow.
        OrderPaid = "order_paid",
        /// To the client: the order waits for your answers.
        RequirementsNeeded = "requirements_needed",
        /// To the seller: the answers are there, the clock runs.
        OrderStarted = "order_started",
        /// To the client: look at the work.
        WorkSubmitted = "work_submitted",
        /// To the seller.
        RevisionRequested = "revision_requested",
        /// To the seller: the slice was released.
        MilestoneApproved = "milestone_approved",
        /// To the seller: the work was rejected, with the reason.
        WorkRejected = "work_rejected",
        /// To both.
        OrderCompleted = "order_completed",
        /// To both.
        OrderCancelled = "order_cancelled",
        /// To both: the due date has passed.
        OrderLate = "order_late",
        /// To the client: in `days` the work is accepted by itself.
        AutoAcceptReminder = "auto_accept_reminder",
        /// To the client: nobody answered, so it was accepted.
        AutoAccepted = "auto_accepted",
        /// To the other side of an order: an extension or a cancellation is proposed.
        ProposalMade = "proposal_made",
        ProposalAccepted = "proposal_accepted",
        ProposalDeclined = "proposal_declined",
        /// To the seller.
        FeedbackLeft = "feedback_left",
        /// To the client: the seller answered their feedback.
        FeedbackReplied = "feedback_replied",
        /// To the seller: money became available.
        EarningsCleared = "earnings_cleared",
        PaymentSucceeded = "payment_succeeded",
        PaymentFailed = "payment_failed",
        RefundSent = "refund_sent",
        RefundFailed = "refund_failed",
        /// To the new member.
        MemberInvited = "member_invited",
        /// To the person: their roles changed.
        RolesChanged = "roles_changed",
        /// To the seller: the shop was opened or suspended by staff.
        SellerApproved = "seller_approved",
        SellerSuspended = "seller_suspended",
        /// To reviewers: a product waits.
        ProductSubmitted = "product_submitted",
        /// To the seller: published.
        ProductPublished = "product_published",
        /// To the seller: sent back, with the reason.
        ProductReturned = "product_returned",
    }
}

text_enum! {
    /// What a person can choose mails for.
    pub enum NoticeTopic {
        Orders = "orders",
        Deliveries = "deliveries",
        Money = "money",
        Account = "account",
    }
}

impl NoticeKind {
    pub const fn topic(self) -> NoticeTopic {
        match self {
            Self::OrderPlaced
            | Self::OrderPaid
            | Self::RequirementsNeeded
            | Self::OrderStarted
            | Self::OrderCompleted
            | Self::OrderCancelled
            | Self::OrderLate
            | Self::ProposalMade
            | Self::ProposalAccepted
            | Self::ProposalDeclined => NoticeTopic::Orders,
            Self::WorkSubmitted
            | Self::RevisionRequested
            | Self::MilestoneApproved
            | Self::WorkRejected
            | Self::AutoAcceptReminder
            | Self::AutoAccepted
            | Self::FeedbackLeft
            | Self::FeedbackReplied => NoticeTopic::Deliveries,
            Self::EarningsCleared
            | Self::PaymentSucceeded
            | Self::PaymentFailed
            | Self::RefundSent
            | Self::RefundFailed => NoticeTopic::Money,
            Self::MemberInvited
            | Self::RolesChanged
            | Self::SellerApproved
            | Self::SellerSuspended
            | Self::ProductSubmitted
            | Self::ProductPublished
            | Self::ProductReturned => NoticeTopic::Account,
        }
    }

    /// Something waits for the reader: shown in the colour of "needs you".
    pub const fn needs_you(self) -> bool {
        matches!(
            self,
            Self::RequirementsNeeded
                | Self::WorkSubmitted
                | Self::RevisionRequested
                | Self::AutoAcceptReminder
                | Self::ProposalMade
                | Self::OrderLate
                | Self::PaymentFailed
                | Self::RefundFailed
                | Self::ProductSubmitted
                | Self::ProductReturned
        )
    }
}

impl NoticeTopic {
    /// Mails come unless the person says otherwise.
    pub const MAILS_BY_DEFAULT: bool = true;
}
