//! Sellers.

use super::shown;
use model::identity::SellerStatus;

shown! { SellerStatus {
    PendingApproval => "Waiting for approval", "Wartet auf Zulassung", Attention, LuHourglass;
    Open => "Open", "Geöffnet", Good, LuStore;
    Suspended => "Suspended", "Gesperrt", Danger, LuPause;
    Terminated => "Closed", "Geschlossen", Neutral, LuBan;
}}
