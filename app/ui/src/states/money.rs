//! Payments, webhooks, refunds, and why money is held.

use super::shown;
use model::{
    earnings,
    ledger::TransferKind,
    payments::{EventStatus, PaymentStatus, RefundStatus},
    wallets,
};

shown! { PaymentStatus {
    RequiresPaymentMethod => "Not started", "Nicht begonnen", Neutral, LuCircle;
    RequiresConfirmation => "Not confirmed", "Nicht bestätigt", Attention, LuCircleDot;
    RequiresCustomerAction => "Waits for the payer", "Wartet auf den Zahler", Attention, LuShieldQuestion;
    Processing => "Under way", "Unterwegs", Info, LuLoaderCircle;
    RequiresCapture => "Reserved", "Reserviert", Info, LuLock;
    Succeeded => "Paid", "Bezahlt", Good, LuCircleCheck;
    Failed => "Declined", "Abgelehnt", Danger, LuCircleX;
    Cancelled => "Cancelled", "Abgebrochen", Neutral, LuBan;
    Expired => "Expired", "Abgelaufen", Neutral, LuHourglass;
}}

shown! { EventStatus {
    Pending => "Waiting", "Wartet", Neutral, LuHourglass;
    Processing => "Being applied", "Wird verarbeitet", Info, LuLoaderCircle;
    Succeeded => "Applied", "Verarbeitet", Good, LuCircleCheck;
    Failed => "Failed", "Fehlgeschlagen", Danger, LuCircleX;
}}

shown! { RefundStatus {
    Pending => "On its way", "Unterwegs", Info, LuLoaderCircle;
    Succeeded => "Refunded", "Erstattet", Good, LuCircleCheck;
    Failed => "Failed", "Fehlgeschlagen", Danger, LuCircleX;
    Unclear => "Being looked up", "Wird geklärt", Attention, LuCircleHelp;
}}

shown! { TransferKind {
    TopUp => "Paid in", "Einzahlung", Good, LuPlus;
    Funding => "Into escrow", "Auf das Treuhandkonto", Attention, LuLock;
    Release => "Release", "Freigabe", Good, LuHandCoins;
    Refund => "Refund", "Erstattung", Neutral, LuUndo2;
    Withdrawal => "Back to the payment method", "Zurück zur Zahlungsart", Neutral, LuArrowUpRight;
    WithdrawalFailed => "Return refused, back in the wallet", "Rückzahlung abgelehnt, wieder im Guthaben", Attention, LuTriangleAlert;
    Clearing => "Now available", "Jetzt verfügbar", Good, LuLockOpen;
    Payout => "Payout", "Auszahlung", Info, LuLandmark;
    PayoutFailed => "Payout failed, back in the balance", "Auszahlung fehlgeschlagen, wieder im Guthaben", Attention, LuTriangleAlert;
    Adjustment => "Adjustment", "Korrektur", Neutral, LuScale;
}}

shown! { wallets::HoldReason {
    RequirementsNeeded => "Waits for your answers", "Wartet auf Ihre Angaben", Attention, LuClipboardList;
    WorkInProgress => "In work", "In Arbeit", Info, LuHammer;
    AwaitingApproval => "Waits for your approval", "Wartet auf Ihre Freigabe", Attention, LuEye;
    OnHold => "Paused", "Pausiert", Attention, LuCirclePause;
    InDispute => "Frozen by a dispute", "Durch einen Streitfall eingefroren", Danger, LuScale;
}}

shown! { earnings::HoldReason {
    AwaitingRequirements => "Waits for the client's answers", "Wartet auf Angaben des Kunden", Neutral, LuClipboardList;
    AwaitingWork => "Waits for your work", "Wartet auf Ihre Arbeit", Attention, LuHammer;
    AwaitingReview => "Waits for the client's review", "Wartet auf die Prüfung des Kunden", Info, LuEye;
    RevisionRequested => "Revision requested", "Überarbeitung verlangt", Attention, LuRotateCcw;
    Rejected => "Rejected", "Abgelehnt", Danger, LuCircleX;
    OrderOnHold => "Order paused", "Auftrag pausiert", Attention, LuCirclePause;
    ClearingPeriod => "Clearing", "In der Klärungsfrist", Info, LuHourglass;
    OrderDisputed => "Frozen by a dispute", "Durch einen Streitfall eingefroren", Danger, LuScale;
    Available => "Available", "Verfügbar", Good, LuCircleCheck;
}}
