//! Custom offers.

use super::shown;
use model::offers::OfferStatus;

shown! { OfferStatus {
    Sent => "Waiting for an answer", "Wartet auf Antwort", Attention, LuHourglass;
    Accepted => "Accepted", "Angenommen", Good, LuCircleCheck;
    Declined => "Declined", "Abgelehnt", Neutral, LuCircleX;
    Withdrawn => "Withdrawn", "Zurückgezogen", Neutral, LuUndo2;
    Expired => "Expired", "Abgelaufen", Neutral, LuClock;
    Superseded => "Replaced by a newer version", "Durch eine neuere Fassung ersetzt", Neutral, LuHistory;
}}
