//! Disputes: states, kinds, ways out, offers and decisions.

use super::shown;
use model::disputes::{DecisionStatus, DisputeStatus, DisputeType, OfferStatus, Resolution};

shown! { DisputeStatus {
    Pending => "Waiting for the answer", "Wartet auf Antwort", Attention, LuHourglass;
    InReview => "In mediation", "In Vermittlung", Info, LuScale;
    Resolved => "Decided", "Entschieden", Attention, LuGavel;
    Appealed => "Appealed", "Widerspruch", Attention, LuGavel;
    Closed => "In effect", "Wirksam", Neutral, LuCircleCheck;
    Settled => "Settled", "Geeinigt", Good, LuHandshake;
    Withdrawn => "Taken back", "Zurückgezogen", Neutral, LuUndo2;
}}

shown! { DisputeType {
    Delivery => "Late or missing work", "Arbeit zu spät oder fehlt", Attention, LuClockAlert;
    Quality => "Not as agreed", "Nicht wie vereinbart", Attention, LuCircleX;
    Communication => "No answers", "Keine Antworten", Attention, LuMessageSquare;
    Other => "Something else", "Etwas anderes", Neutral, LuCircle;
}}

shown! { Resolution {
    Refund => "All back to the client", "Alles zurück an den Kunden", Neutral, LuUndo2;
    Revision => "One more revision", "Eine weitere Überarbeitung", Info, LuRotateCcw;
    Compensation => "Divide the money", "Das Geld aufteilen", Info, LuScale;
    None => "Go on as before", "Weiter wie vorher", Neutral, LuCirclePlay;
}}

shown! { OfferStatus {
    Open => "Waiting for an answer", "Wartet auf Antwort", Attention, LuHourglass;
    Accepted => "Agreed", "Angenommen", Good, LuCircleCheck;
    Declined => "Declined", "Abgelehnt", Neutral, LuCircleX;
    Withdrawn => "Taken back", "Zurückgezogen", Neutral, LuUndo2;
    Replaced => "Replaced", "Ersetzt", Neutral, LuRotateCcw;
}}

shown! { DecisionStatus {
    InReview => "Waiting for approval", "Wartet auf Freigabe", Attention, LuHourglass;
    Made => "Decided", "Entschieden", Good, LuGavel;
    Rejected => "Not approved", "Nicht freigegeben", Danger, LuCircleX;
    Replaced => "Replaced", "Ersetzt", Neutral, LuRotateCcw;
}}
