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
        /// To the client: a custom offer, or a new version of one.
        OfferReceived = "offer_received",
        /// To the seller: the client accepted; an order was placed.
        OfferAccepted = "offer_accepted",
        /// To the seller, with the client's reason.
        OfferDeclined = "offer_declined",
        /// To both: nobody answered in time.
        OfferExpired = "offer_expired",
        /// To the other side and the mediators: the money of an order is frozen.
        DisputeOpened = "dispute_opened",
        /// To whoever has to answer: `days` are left.
        DisputeReminder = "dispute_reminder",
        /// To whoever opened it.
        DisputeAnswered = "dispute_answered",
        /// To both and the mediators: the date passed without an answer.
        DisputeUnanswered = "dispute_unanswered",
        /// To everybody who reads it: a message or evidence.
        DisputeNews = "dispute_news",
        /// To the other side: an offer of settlement.
        DisputeOffer = "dispute_offer",
        DisputeOfferDeclined = "dispute_offer_declined",
        /// To both: decided; `days` to appeal.
        DisputeDecided = "dispute_decided",
        /// To the other side and the mediators.
        DisputeAppealed = "dispute_appealed",
        /// To both: it is over, and the money moves or is free again.
        DisputeEnded = "dispute_ended",
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
        /// To the seller: somebody asks about a product before buying.
        QuestionAsked = "question_asked",
        /// To staff: a message was reported.
        MessageReported = "message_reported",
        /// To those whose approval a review needs.
        ReviewRequested = "review_requested",
        /// To its author.
        ReviewChangesRequested = "review_changes_requested",
        ReviewMerged = "review_merged",
        ReviewRejected = "review_rejected",
        /// To whoever took part in a thread of it.
        ReviewAnswered = "review_answered",
        /// To everybody with the role that is asked.
        HelpAsked = "help_asked",
        /// To whoever asked.
        HelpAnswered = "help_answered",
    }
}

text_enum! {
    /// What a person can choose mails for.
    pub enum NoticeTopic {
        Orders = "orders",
        Deliveries = "deliveries",
        Money = "money",
        Account = "account",
        Messages = "messages",
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
            | Self::ProposalDeclined
            | Self::DisputeOpened
            | Self::DisputeReminder
            | Self::DisputeAnswered
            | Self::DisputeUnanswered
            | Self::DisputeNews
            | Self::DisputeOffer
            | Self::DisputeOfferDeclined
            | Self::DisputeDecided
            | Self::DisputeAppealed
            | Self::DisputeEnded
            | Self::OfferReceived
            | Self::OfferAccepted
            | Self::OfferDeclined
            | Self::OfferExpired => NoticeTopic::Orders,
            Self::WorkSubmitted
            | Self::RevisionRequested
            | Self::MilestoneApproved
            | Self::WorkRejected
            | Self::AutoAcceptReminder
            | Self::AutoAccepted
            | Self::FeedbackLeft
            | Self::FeedbackReplied => NoticeTopic::Deliveries,
            Self::QuestionAsked => NoticeTopic::Messages,
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
            | Self::ProductReturned
            | Self::ReviewRequested
            | Self::ReviewChangesRequested
            | Self::ReviewMerged
            | Self::ReviewRejected
            | Self::ReviewAnswered
            | Self::HelpAsked
            | Self::HelpAnswered
            | Self::MessageReported => NoticeTopic::Account,
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
                | Self::OfferReceived
                | Self::OrderLate
                | Self::DisputeOpened
                | Self::DisputeReminder
                | Self::DisputeOffer
                | Self::DisputeDecided
                | Self::PaymentFailed
                | Self::RefundFailed
                | Self::ProductSubmitted
                | Self::ProductReturned
                | Self::ReviewRequested
                | Self::ReviewChangesRequested
                | Self::HelpAsked
                | Self::QuestionAsked
                | Self::MessageReported
        )
    }
}

impl NoticeTopic {
    /// Mails come unless the person says otherwise.
    pub const MAILS_BY_DEFAULT: bool = true;
}
