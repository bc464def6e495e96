//! The mail for who was away: after a quarter of an hour, all in one, never twice.

use super::{question, say};
use crate::testing::TestPlatform;
use futures::future::join_all;
use model::{
    Actor,
    chats::Chats,
    notifications::{NoticePreference, NoticeTopic, Notifications},
};
use time::Duration;

async fn mails(t: &TestPlatform, who: &Actor) -> Vec<(String, String)> {
    let mut tx = t.tx().await;
    let email = who.user.as_ref().map(|user| user.email.clone()).unwrap_or_default();
    sqlx::query_as("SELECT subject, text_body FROM mails WHERE recipient = $1 ORDER BY id")
        .bind(email)
        .fetch_all(tx.conn())
        .await
        .expect("mails")
}

#[tokio::test]
async fn one_mail_and_never_the_same_message_twice() {
    let (deal, chat) = question().await;
    let t = &deal.t;
    t.clock.advance(Duration::minutes(14));
    assert_eq!(t.mail_unread_messages().await.expect("run"), 0, "not yet");
    say(t, &deal.client, chat, "And green?").await;
    t.clock.advance(Duration::minutes(1));
    // several workers at once
    let runs = join_all((0..4).map(|_| t.mail_unread_messages())).await;
    assert_eq!(runs.into_iter().map(|run| run.expect("run")).sum::<i64>(), 1);
    let sent = mails(t, &deal.seller).await;
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].0, "2 unread messages");
    assert!(sent[0].1.contains("ada: Is blue possible?") && sent[0].1.contains("ada: And green?"), "{}", sent[0].1);
    assert!(sent[0].1.contains(&format!("/sell/messages/{chat}")));
    t.clock.advance(Duration::hours(1));
    assert_eq!(t.mail_unread_messages().await.expect("run"), 0, "told once");
    say(t, &deal.client, chat, "Hello?").await;
    t.clock.advance(Duration::minutes(16));
    assert_eq!(t.mail_unread_messages().await.expect("run"), 1);
    let sent = mails(t, &deal.seller).await;
    assert!(sent[1].0 == "One unread message" && sent[1].1.contains("Hello?") && !sent[1].1.contains("blue"));
    assert!(mails(t, &deal.client).await.is_empty(), "nobody is told of their own");
}

#[tokio::test]
async fn who_read_or_wants_no_mails_gets_none() {
    let (deal, chat) = question().await;
    let t = &deal.t;
    t.mark_read(&deal.seller, chat, 1).await.expect("read");
    t.clock.advance(Duration::minutes(20));
    assert_eq!(t.mail_unread_messages().await.expect("run"), 0);
    let none = NoticePreference { topic: NoticeTopic::Messages, mail: false };
    t.set_notification_preference(&deal.seller, none).await.expect("set");
    say(t, &deal.client, chat, "Hello?").await;
    t.clock.advance(Duration::minutes(20));
    assert_eq!(t.mail_unread_messages().await.expect("run"), 0);
    let wanted = NoticePreference { topic: NoticeTopic::Messages, mail: true };
    t.set_notification_preference(&deal.seller, wanted).await.expect("set");
    assert_eq!(t.mail_unread_messages().await.expect("run"), 0, "not told later of what was not wanted");
    let deleted = say(t, &deal.client, chat, "Oops").await;
    t.delete_message(&deal.client, chat, deleted.seq).await.expect("deleted");
    t.clock.advance(Duration::minutes(20));
    assert_eq!(t.mail_unread_messages().await.expect("run"), 0, "what was taken back is not told");
}
