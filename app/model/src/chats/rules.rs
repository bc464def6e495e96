//! The rules of rooms: what may be written, how much, and for how long it can be changed.

use super::{ChatKind, ChatStatus, Closed};
use crate::{Moment, Problem, orders::OrderStatus, text};
use time::Duration;

/// Characters of one message.
pub const MOST_CHARACTERS: usize = 8_000;
/// Files of one message.
pub const MOST_FILES: usize = 10;
/// Messages in a window.
pub const WINDOW: i64 = 50;
/// How long one's own message can be changed or taken back.
pub const EDIT_MINUTES: i64 = 15;
/// Pinned messages of one room.
pub const MOST_PINS: i64 = 50;
/// Messages of one person at once; refilled by as many a second.
pub const BURST: i32 = 10;
/// Messages of one person in a minute.
pub const A_MINUTE: i32 = 60;
/// A page is sent at most this many missed messages; beyond, it reads the room anew.
pub const MOST_MISSED: i64 = 500;
/// Rooms one socket hears at the same time.
pub const MOST_OPEN: usize = 20;
/// Somebody in their first day may send this many messages with links, before an order, a day.
pub const LINKS_OF_NEWCOMERS: i64 = 3;
/// Sellers that one person may ask for the first time in a day.
pub const QUESTIONS_A_DAY: i64 = 20;
/// Unread messages this old are told by mail.
pub const DIGEST_MINUTES: i64 = 15;

/// What a message can be answered with.
pub const REACTIONS: &[&str] = &["👍", "❤️", "😄", "🎉", "🙏", "👀", "✅", "❓"];

/// A message's text, trimmed at its end; it may be empty only beside files.
pub fn check_content(content: &str, files: usize) -> Result<String, Problem> {
    let content = content.trim_end();
    if content.trim_start().is_empty() && files == 0 {
        return Err(Problem::invalid("content", text!("Write something first.", "Schreiben Sie zuerst etwas.")));
    }
    if content.chars().count() > MOST_CHARACTERS {
        return Err(Problem::invalid(
            "content",
            text!(
                "At most {MOST_CHARACTERS} characters; send the rest as a second message or as a file.",
                "Höchstens {MOST_CHARACTERS} Zeichen; senden Sie den Rest als zweite Nachricht oder als Datei."
            ),
        ));
    }
    if content.contains('\0') {
        return Err(Problem::invalid(
            "content",
            text!(
                "The text holds a character that cannot be stored. Remove it and send again.",
                "Der Text enthält ein Zeichen, das sich nicht speichern lässt. Entfernen Sie es und senden Sie erneut."
            ),
        ));
    }
    if files > MOST_FILES {
        return Err(Problem::invalid(
            "files",
            text!("At most {MOST_FILES} files in one message.", "Höchstens {MOST_FILES} Dateien in einer Nachricht."),
        ));
    }
    Ok(content.to_owned())
}

/// One of [`REACTIONS`].
pub fn check_reaction(emoji: &str) -> Result<&'static str, Problem> {
    REACTIONS.iter().copied().find(|known| *known == emoji).ok_or_else(|| {
        Problem::invalid("emoji", text!("Choose one of the reactions.", "Wählen Sie eine der Reaktionen."))
    })
}

/// One's own message can still be changed at `now`.
pub fn may_change(sent: Moment, now: Moment) -> bool {
    now - sent <= Duration::minutes(EDIT_MINUTES)
}

/// The refusal after that.
pub fn too_late() -> Problem {
    Problem::Conflict(text!(
        "A message can be changed for {EDIT_MINUTES} minutes. Write a new one instead.",
        "Eine Nachricht lässt sich {EDIT_MINUTES} Minuten lang ändern. Schreiben Sie stattdessen eine neue."
    ))
}

/// Whether the text leads somewhere else.
pub fn has_link(content: &str) -> bool {
    let lower = content.to_lowercase();
    lower.contains("http://") || lower.contains("https://") || lower.contains("www.")
}

/// While an order runs, both sides can always write to each other about it.
pub const fn keeps_open(kind: ChatKind, order: Option<OrderStatus>) -> bool {
    use OrderStatus as S;
    matches!(kind, ChatKind::Order)
        && matches!(order, Some(S::PendingPayment | S::Pending | S::Active | S::Delivered | S::Disputed | S::OnHold))
}

/// Why nothing can be written in a room, if so.
pub fn closed(
    kind: ChatKind,
    status: ChatStatus,
    order: Option<OrderStatus>,
    blocked_by_us: bool,
    blocked_by_them: bool,
) -> Option<Closed> {
    if status == ChatStatus::Archived {
        return Some(Closed::Archived);
    }
    if keeps_open(kind, order) {
        return None;
    }
    if blocked_by_us {
        return Some(Closed::BlockedByUs);
    }
    blocked_by_them.then_some(Closed::BlockedByThem)
}

impl Closed {
    /// The refusal of a message.
    pub fn refusal(self) -> Problem {
        Problem::Conflict(crate::problem::Text { en: self.words(crate::Lang::En), de: self.words(crate::Lang::De) })
    }
}

/// The refusal of a newcomer's many links.
pub fn too_many_links() -> Problem {
    Problem::invalid(
        "content",
        text!(
            "On your first day you can send {LINKS_OF_NEWCOMERS} messages with links before an order. Send this one without the link, or tomorrow.",
            "An Ihrem ersten Tag können Sie vor einem Auftrag {LINKS_OF_NEWCOMERS} Nachrichten mit Links senden. Senden Sie diese ohne Link oder morgen."
        ),
    )
}

/// The first `most` characters on one line.
pub fn excerpt(content: &str, most: usize) -> String {
    let line = content.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let cut: String = line.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}
