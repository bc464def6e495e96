//! Orders, proposals, checkouts.

use super::shown;
use model::{
    checkout::GroupStatus,
    orders::{OrderStatus, ProposalKind, ProposalStatus},
};

shown! { OrderStatus {
    PendingPayment => "Waiting for payment", "Wartet auf Zahlung", Attention, LuWallet;
    Pending => "Answers needed", "Angaben fehlen", Attention, LuClipboardList;
    Active => "In work", "In Arbeit", Info, LuHammer;
    Delivered => "Delivered", "Geliefert", Attention, LuPackageCheck;
    Completed => "Completed", "Abgeschlossen", Good, LuCircleCheck;
    Partial => "Ended early", "Vorzeitig beendet", Neutral, LuCircleSlash2;
    Failed => "Failed", "Fehlgeschlagen", Danger, LuCircleX;
    Cancelled => "Cancelled", "Storniert", Neutral, LuBan;
    Refunded => "Refunded", "Erstattet", Neutral, LuUndo2;
    Disputed => "Disputed", "Strittig", Danger, LuScale;
    OnHold => "Paused", "Pausiert", Attention, LuCirclePause;
}}

shown! { GroupStatus {
    PendingPayment => "Waiting for payment", "Wartet auf Zahlung", Attention, LuWallet;
    Paid => "Paid", "Bezahlt", Good, LuCircleCheck;
    Cancelled => "Cancelled", "Storniert", Neutral, LuBan;
}}

shown! { ProposalKind {
    Extension => "More time", "Mehr Zeit", Info, LuCalendarPlus;
    Cancellation => "Cancellation", "Stornierung", Attention, LuBan;
}}

shown! { ProposalStatus {
    Open => "Waiting for an answer", "Wartet auf Antwort", Attention, LuHourglass;
    Accepted => "Agreed", "Angenommen", Good, LuCircleCheck;
    Declined => "Declined", "Abgelehnt", Neutral, LuCircleX;
    Withdrawn => "Withdrawn", "Zurückgezogen", Neutral, LuUndo2;
}}
