//! The rules, and the frames as they stand on the wire.

use super::*;
use crate::orders::OrderStatus;
use time::{Duration, macros::datetime};

fn field<T: std::fmt::Debug>(outcome: Result<T, Problem>) -> String {
    match outcome {
        Err(Problem::Invalid(fields)) => fields.0[0].0.clone(),
        other => format!("{other:?}"),
    }
}

#[test]
fn a_message_says_something_and_not_too_much() {
    assert_eq!(check_content("  Hello \n ", 0), Ok("  Hello".to_owned()));
    assert_eq!(check_content(" \n ", 1), Ok(String::new()));
    assert_eq!(field(check_content(" \n\t", 0)), "content");
    assert_eq!(field(check_content("a\0b", 0)), "content");
    assert!(check_content(&"ä".repeat(8_000), 0).is_ok());
    assert_eq!(field(check_content(&"ä".repeat(8_001), 0)), "content");
    assert_eq!(field(check_content("x", 11)), "files");
    assert_eq!(check_reaction("👍"), Ok("👍"));
    assert_eq!(field(check_reaction("💩")), "emoji");
    assert_eq!(field(check_reaction("👍👍")), "emoji");
}

#[test]
fn one_changes_ones_mind_for_a_quarter_of_an_hour() {
    let sent = datetime!(2026-06-01 12:00 UTC);
    assert!(may_change(sent, sent + Duration::minutes(15)));
    assert!(!may_change(sent, sent + Duration::seconds(15 * 60 + 1)));
}

#[test]
fn a_running_order_is_always_spoken_about() {
    use ChatStatus::{Active, Archived};
    let order = |status, us, them| closed(ChatKind::Order, Active, Some(status), us, them);
    assert_eq!(order(OrderStatus::Active, true, true), None);
    assert_eq!(order(OrderStatus::Disputed, false, true), None);
    assert_eq!(order(OrderStatus::Completed, true, true), Some(Closed::BlockedByUs));
    assert_eq!(order(OrderStatus::Completed, false, true), Some(Closed::BlockedByThem));
    assert_eq!(closed(ChatKind::Presale, Active, None, false, true), Some(Closed::BlockedByThem));
    assert_eq!(closed(ChatKind::Presale, Archived, None, true, true), Some(Closed::Archived));
    assert_eq!(closed(ChatKind::Staff, Active, None, false, false), None);
}

#[test]
fn excerpts_and_links() {
    assert_eq!(excerpt("a\n b\t c", 140), "a b c");
    assert_eq!(excerpt(&"ü".repeat(20), 10).chars().count(), 10);
    assert!(has_link("see HTTPS://x.org") && has_link("www.x.org") && !has_link("no link, really"));
}

#[test]
fn frames_are_named_as_agreed() {
    let chat = ChatId(Uuid::from_u128(1));
    let said: ClientFrame = serde_json::from_str(&format!(
        r#"{{"event":"chat.send","chat":"{chat}","client_id":"{}","content":"Hi"}}"#,
        Uuid::from_u128(2)
    ))
    .expect("a frame");
    assert!(matches!(said, ClientFrame::Send(message) if message.content == "Hi" && message.files.is_empty()));
    let open = ClientFrame::Open { chat, since: 3, version: 0 };
    assert!(serde_json::to_string(&open).expect("json").starts_with(r#"{"event":"chat.open","#));
    let status = ServerFrame::Status { chat, user: UserId(Uuid::from_u128(3)), here: true };
    let text = serde_json::to_string(&status).expect("json");
    assert!(text.contains(r#""event":"chat.status.change""#));
    assert_eq!(serde_json::from_str::<ServerFrame>(&text).expect("back"), status);
    assert!(serde_json::from_str::<ClientFrame>(r#"{"event":"chat.drop"}"#).is_err());
    let refused = ServerFrame::Refused { chat, client_id: Uuid::nil(), problem: Problem::TooMany(3) };
    let text = serde_json::to_string(&refused).expect("json");
    assert_eq!(serde_json::from_str::<ServerFrame>(&text).expect("back"), refused);
}
