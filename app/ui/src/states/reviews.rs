//! Reviews.

use super::shown;
use model::reviews::{ReviewStatus, Visibility, VoteKind};

shown! { ReviewStatus {
    Open => "Open", "Offen", Info, LuEye;
    ChangesRequested => "Changes requested", "Änderungen verlangt", Attention, LuPencil;
    Merged => "Merged", "Übernommen", Good, LuCircleCheck;
    Rejected => "Rejected", "Abgelehnt", Danger, LuCircleX;
    Withdrawn => "Withdrawn", "Zurückgezogen", Neutral, LuUndo2;
}}

shown! { VoteKind {
    Approve => "Approved", "Freigegeben", Good, LuCircleCheck;
    RequestChanges => "Changes requested", "Änderungen verlangt", Attention, LuPencil;
    Reject => "Rejected", "Abgelehnt", Danger, LuCircleX;
}}

shown! { Visibility {
    Internal => "Staff only", "Nur Team", Neutral, LuLock;
    Author => "The author reads this", "Auch für die einreichende Seite", Info, LuUsers;
}}
