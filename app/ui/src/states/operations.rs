//! Jobs and mails.

use super::shown;
use model::{jobs::JobState, mails::MailStatus};

shown! { JobState {
    Waiting => "Waiting", "Wartet", Neutral, LuHourglass;
    Running => "Running", "Läuft", Info, LuLoaderCircle;
    Retrying => "Will be tried again", "Wird wiederholt", Attention, LuRotateCcw;
    Failed => "Failed", "Fehlgeschlagen", Danger, LuCircleX;
}}

shown! { MailStatus {
    Queued => "Queued", "In der Warteschlange", Neutral, LuHourglass;
    Sent => "Sent", "Gesendet", Good, LuCircleCheck;
    Failed => "Failed", "Fehlgeschlagen", Danger, LuCircleX;
}}
