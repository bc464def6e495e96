//! Small words of a conversation: times and days by the reader's clock, links in a text, a message in a line.

use leptos::prelude::*;
use model::{
    Moment, Party, UserId,
    chats::{LastMessage, MessageType, ReportReason, Sender},
};
use ui::prelude::*;

const DAY: i64 = 86_400;

/// Seconds on the reader's clock; on the server, and until the page is alive, those of UTC.
fn local(at: Moment, alive: bool) -> i64 {
    let stamp = at.unix_timestamp();
    if alive { stamp + ui::browser::ahead_of_utc(stamp) } else { stamp }
}

/// The number of the day.
pub fn day(at: Moment, alive: bool) -> i64 {
    local(at, alive).div_euclid(DAY)
}

/// "14:05".
pub fn clock(at: Moment, alive: bool) -> String {
    let second = local(at, alive).rem_euclid(DAY);
    format!("{:02}:{:02}", second / 3_600, second % 3_600 / 60)
}

/// "Today", "Yesterday", "21 Nov 2026".
pub fn day_label(at: Moment, alive: bool) -> String {
    let this = day(at, alive);
    let today = ui::browser::now().filter(|_| alive).and_then(|now| Moment::from_unix_timestamp(now).ok());
    match today.map(|now| day(now, alive) - this) {
        Some(0) => tr!("Today", "Heute"),
        Some(1) => tr!("Yesterday", "Gestern"),
        _ => Moment::from_unix_timestamp(this * DAY).map_or_else(|_| String::new(), date),
    }
}

/// Who, as the reader reads it.
pub fn name_of(sender: Option<&Sender>, me: UserId) -> String {
    match sender {
        Some(sender) if sender.id == me => tr!("You", "Sie"),
        Some(sender) if sender.side == Party::Staff => {
            let name = sender.name.clone();
            tr!("{name} (project)", "{name} (Projekt)")
        }
        Some(sender) => sender.name.clone(),
        None => String::new(),
    }
}

/// The latest message of a room, in a line.
pub fn last_line(last: &LastMessage, me: UserId) -> String {
    if let Some(event) = &last.event {
        return event.sentence(lang());
    }
    let name = name_of(last.sender.as_ref(), me);
    let n = last.files;
    let what = match last.message_type {
        _ if last.deleted => tr!("message deleted", "Nachricht gelöscht"),
        MessageType::Offer => tr!("an offer", "ein Angebot"),
        MessageType::Milestone => tr!("a milestone", "ein Meilenstein"),
        _ if !last.excerpt.is_empty() => last.excerpt.clone(),
        _ if n == 1 => tr!("a file", "eine Datei"),
        _ => tr!("{n} files", "{n} Dateien"),
    };
    if name.is_empty() { what } else { format!("{name}: {what}") }
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Plain(&'a str),
    Link(&'a str),
}

/// A text with its web addresses.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, from) = rest.split_at(at);
        let end = from.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"')).unwrap_or(from.len());
        // what ends a sentence is not part of the address; a bracket is when it was opened inside
        let mut link = &from[..end];
        while let Some(last) = link.chars().last() {
            let ends = matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '“' | '”' | '»')
                || (last == ')' && link.matches('(').count() < link.matches(')').count());
            if !ends {
                break;
            }
            link = &link[..link.len() - last.len_utf8()];
        }
        if !before.is_empty() {
            found.push(Piece::Plain(before));
        }
        found.push(if link.ends_with("//") { Piece::Plain(link) } else { Piece::Link(link) });
        rest = &from[link.len()..];
    }
    if !rest.is_empty() {
        found.push(Piece::Plain(rest));
    }
    found
}

/// A text, its addresses as links.
pub fn linked(text: &str) -> Vec<AnyView> {
    pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Plain(text) => text.to_owned().into_any(),
            Piece::Link(address) => {
                let (href, address) = (address.to_owned(), address.to_owned());
                view! { <a class="link" href=href target="_blank" rel="noopener noreferrer nofollow ugc external">{address}</a> }.into_any()
            }
        })
        .collect()
}

/// The reasons of a report, to choose from.
pub fn reasons() -> Vec<Choice> {
    ReportReason::ALL.iter().map(|reason| Choice::new(reason.as_str(), reason.words(lang()))).collect()
}

/// "Read by Mara", for those who see only a tick.
pub fn read_by(names: &[String]) -> String {
    let names = names.join(", ");
    tr!("Read by {names}", "Gelesen von {names}")
}

#[cfg(test)]
mod tests {
    use super::{Piece::*, *};

    #[test]
    fn addresses_end_where_the_sentence_does() {
        assert_eq!(
            pieces("See https://a.example/x?y=1. Then (http://b.example/(z)) ok"),
            [
                Plain("See "),
                Link("https://a.example/x?y=1"),
                Plain(". Then ("),
                Link("http://b.example/(z)"),
                Plain(") ok")
            ]
        );
        assert_eq!(pieces("no link"), [Plain("no link")]);
        assert_eq!(pieces("https:// alone"), [Plain("https://"), Plain(" alone")]);
        assert_eq!(pieces("javascript:alert(1)"), [Plain("javascript:alert(1)")]);
        assert_eq!(pieces(""), []);
    }

    #[test]
    fn days_and_clocks() {
        let at = Moment::from_unix_timestamp(86_400 * 3 + 3_600 * 14 + 5 * 60).expect("a moment");
        assert_eq!((day(at, false), clock(at, false).as_str()), (3, "14:05"));
    }
}
