//! Edits, deletions, reactions and pins: one's own, in time, and told by their version.

use super::{question, say, shown, text};
use crate::testing::refusal;
use model::{
    Problem,
    chats::{Around, Chats, MOST_PINS},
};
use time::Duration;

#[tokio::test]
async fn one_changes_ones_own_for_a_quarter_of_an_hour() {
    let (deal, chat) = question().await;
    let t = &deal.t;
    assert_eq!(refusal(t.edit_message(&deal.seller, chat, 1, "Mine now".into()).await), "not allowed");
    assert_eq!(refusal(t.delete_message(&deal.seller, chat, 1).await), "not allowed");
    assert_eq!(refusal(t.edit_message(&deal.client, chat, 1, " ".into()).await), "content");
    assert_eq!(refusal(t.edit_message(&deal.client, chat, 9, "x".into()).await), "not found");
    let edited = t.edit_message(&deal.client, chat, 1, "Is green possible?".into()).await.expect("edited");
    assert_eq!((edited.content.as_str(), edited.edited_at.is_some(), edited.version), ("Is green possible?", true, 1));
    t.clock.advance(Duration::minutes(15));
    t.edit_message(&deal.client, chat, 1, "Is red possible?".into()).await.expect("just in time");
    t.clock.advance(Duration::seconds(1));
    let late = t.edit_message(&deal.client, chat, 1, "x".into()).await;
    assert!(matches!(&late, Err(Problem::Conflict(text)) if text.en.contains("15 minutes")), "{late:?}");
    assert_eq!(refusal(t.delete_message(&deal.client, chat, 1).await), "conflict");
    let mut tx = t.tx().await;
    let kept: Vec<String> =
        sqlx::query_scalar("SELECT content FROM chat_edits ORDER BY version").fetch_all(tx.conn()).await.expect("kept");
    assert_eq!(kept, ["Is blue possible?", "Is green possible?"]);
}

#[tokio::test]
async fn what_is_deleted_keeps_its_number() {
    let (deal, chat) = question().await;
    let t = &deal.t;
    let second = say(t, &deal.client, chat, "Forget it").await;
    let answer = model::chats::NewMessage { reply_to: Some(second.seq), ..text(chat, "Why?") };
    t.send_message(&deal.seller, answer).await.expect("sent");
    let gone = t.delete_message(&deal.client, chat, second.seq).await.expect("deleted");
    assert!(gone.deleted_at.is_some() && gone.content.is_empty() && gone.seq == second.seq);
    let shown = shown(t, &deal.seller, chat).await;
    assert_eq!(shown.len(), 3);
    let quote = shown[2].reply.as_ref().expect("quoted");
    assert!(quote.deleted && quote.excerpt.is_empty());
    assert_eq!(refusal(t.delete_message(&deal.client, chat, second.seq).await), "conflict");
    assert_eq!(refusal(t.react(&deal.seller, chat, second.seq, "👍".into(), true).await), "conflict");
    let found = t.search_messages(&deal.client, "forget".into(), None, Default::default()).await.expect("search");
    assert!(found.items.is_empty());
}

#[tokio::test]
async fn reactions_and_pins() {
    let (deal, chat) = question().await;
    let t = &deal.t;
    assert_eq!(refusal(t.react(&deal.seller, chat, 1, "🧨".into(), true).await), "emoji");
    t.react(&deal.seller, chat, 1, "👍".into(), true).await.expect("set");
    let twice = t.react(&deal.seller, chat, 1, "👍".into(), true).await.expect("twice is no error");
    assert_eq!((twice.reactions.len(), twice.reactions[0].users.len(), twice.version), (1, 1, 1));
    let both = t.react(&deal.client, chat, 1, "👍".into(), true).await.expect("set");
    assert_eq!(both.reactions[0].users.len(), 2);
    let less = t.react(&deal.seller, chat, 1, "👍".into(), false).await.expect("taken back");
    assert_eq!((less.reactions[0].users.len(), less.version), (1, 3));
    let pinned = t.pin_message(&deal.seller, chat, 1, true).await.expect("pinned");
    assert!(pinned.pinned && t.pinned_messages(&deal.client, chat).await.expect("pins") == [pinned]);
    assert_eq!(t.open_chat(&deal.client, chat, Around::End).await.expect("open").pins, 1);
    // who was away gets what changed, and what is new, each once
    say(t, &deal.client, chat, "New").await;
    let missed = t.chat_missed(&deal.seller, chat, 1, 2).await.expect("missed");
    assert_eq!((missed.new.len(), missed.changed.len(), missed.version), (1, 1, 4));
    assert!(missed.changed[0].pinned && missed.changed[0].version == 4);
    let nothing = t.chat_missed(&deal.seller, chat, 2, 4).await.expect("missed");
    assert!(nothing.new.is_empty() && nothing.changed.is_empty());
    t.pin_message(&deal.client, chat, 1, false).await.expect("unpinned");
    assert!(t.pinned_messages(&deal.client, chat).await.expect("pins").is_empty());
}

#[tokio::test]
async fn pins_have_an_end() {
    let t = crate::testing::platform().await;
    let (people, chat) = super::crowd(&t, 2).await;
    for _ in 0..=MOST_PINS {
        t.clock.advance(Duration::seconds(2));
        let message = say(&t, &people[0], chat, "Important").await;
        let outcome = t.pin_message(&people[0], chat, message.seq, true).await;
        assert_eq!(outcome.is_ok(), message.seq <= MOST_PINS, "{}", message.seq);
    }
}
