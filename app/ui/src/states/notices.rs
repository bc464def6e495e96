//! Notifications: the colour and the icon of each kind.

use super::shown;
use model::notifications::NoticeKind;

shown! { NoticeKind {
    OrderPlaced => "Order", "Auftrag", Good, LuShoppingBag;
    OrderPaid => "Order", "Auftrag", Good, LuLock;
    RequirementsNeeded => "Order", "Auftrag", Attention, LuClipboardList;
    OrderStarted => "Order", "Auftrag", Info, LuPlay;
    WorkSubmitted => "Delivery", "Lieferung", Attention, LuPackageCheck;
    RevisionRequested => "Delivery", "Lieferung", Attention, LuRotateCcw;
    MilestoneApproved => "Delivery", "Lieferung", Good, LuCircleCheck;
    WorkRejected => "Delivery", "Lieferung", Danger, LuCircleX;
    OrderCompleted => "Order", "Auftrag", Good, LuCircleCheck;
    OrderCancelled => "Order", "Auftrag", Neutral, LuBan;
    OrderLate => "Order", "Auftrag", Attention, LuClock;
    AutoAcceptReminder => "Delivery", "Lieferung", Attention, LuHourglass;
    AutoAccepted => "Delivery", "Lieferung", Info, LuCircleCheck;
    ProposalMade => "Order", "Auftrag", Attention, LuHandshake;
    ProposalAccepted => "Order", "Auftrag", Good, LuHandshake;
    ProposalDeclined => "Order", "Auftrag", Neutral, LuHandshake;
    FeedbackLeft => "Feedback", "Feedback", Info, LuStar;
    FeedbackReplied => "Feedback", "Feedback", Info, LuMessageSquare;
    EarningsCleared => "Money", "Geld", Good, LuBanknote;
    PaymentSucceeded => "Money", "Geld", Good, LuBanknote;
    PaymentFailed => "Money", "Geld", Danger, LuCircleX;
    RefundSent => "Money", "Geld", Info, LuUndo2;
    RefundFailed => "Money", "Geld", Danger, LuCircleX;
    MemberInvited => "Account", "Konto", Brand, LuUserPlus;
    RolesChanged => "Account", "Konto", Info, LuShieldCheck;
    SellerApproved => "Account", "Konto", Good, LuStore;
    SellerSuspended => "Account", "Konto", Danger, LuStore;
    ProductSubmitted => "Product", "Produkt", Attention, LuPackage;
    ProductPublished => "Product", "Produkt", Good, LuPackage;
    ProductReturned => "Product", "Produkt", Attention, LuPackage;
}}
