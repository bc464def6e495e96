//! Work on its way: deliverables, milestones, revisions, checks.

use super::shown;
use model::deliveries::{
    ChecklistStatus, DeliverableStatus, FeedbackType, MilestoneStatus, RevisionStatus, SubmissionType,
};

shown! { DeliverableStatus {
    Draft => "In work", "In Arbeit", Neutral, LuPencil;
    Submitted => "Submitted", "Eingereicht", Attention, LuPackageCheck;
    InReview => "In review", "In Prüfung", Attention, LuEye;
    RevisionRequested => "Revision requested", "Überarbeitung verlangt", Attention, LuRotateCcw;
    Accepted => "Accepted", "Angenommen", Good, LuCircleCheck;
    Rejected => "Rejected", "Abgelehnt", Danger, LuCircleX;
    Completed => "Completed", "Abgeschlossen", Good, LuCheckCheck;
}}

shown! { MilestoneStatus {
    Pending => "To come", "Kommt noch", Neutral, LuCircle;
    InProgress => "In work", "In Arbeit", Info, LuHammer;
    Completed => "Completed", "Abgeschlossen", Good, LuCircleCheck;
    Delayed => "Late", "Überfällig", Danger, LuClockAlert;
}}

shown! { RevisionStatus {
    Pending => "Requested", "Verlangt", Attention, LuRotateCcw;
    InProgress => "In work", "In Arbeit", Info, LuHammer;
    Completed => "Done", "Erledigt", Good, LuCircleCheck;
}}

shown! { SubmissionType {
    Draft => "Draft", "Entwurf", Neutral, LuPencil;
    Final => "Submission", "Abgabe", Info, LuPackageCheck;
    Revision => "Revision", "Überarbeitung", Info, LuRotateCcw;
}}

shown! { ChecklistStatus {
    Pending => "Not checked", "Nicht geprüft", Neutral, LuCircle;
    Passed => "Passed", "Bestanden", Good, LuCircleCheck;
    Failed => "Not passed", "Nicht bestanden", Danger, LuCircleX;
}}

shown! { FeedbackType {
    Quality => "Quality", "Qualität", Neutral, LuGem;
    Communication => "Communication", "Kommunikation", Neutral, LuMessageCircle;
    Timeliness => "On time", "Pünktlichkeit", Neutral, LuClock;
}}
