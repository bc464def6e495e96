//! Numbers without gaps or doubles, the same message once, and not too much of one person.

use super::{crowd, first, id_of, question, say, shown, text};
use crate::{orders::fixture::deal, testing::platform};
use futures::future::join_all;
use model::{
    OrderId, Party, Problem, Role,
    chats::{Chats, MessageType},
    files::{FilePurpose, FileView},
    orders::Orders,
};
use std::collections::BTreeSet;
use time::Duration;
use uuid::Uuid;

#[tokio::test]
async fn fifty_tries_are_one_message() {
    let (deal, chat) = question().await;
    let t = &deal.t;
    let message = text(chat, "Once");
    let tries = join_all((0..50).map(|_| t.send_message(&deal.client, message.clone()))).await;
    let sent: Vec<_> = tries.into_iter().map(|outcome| outcome.expect("sent")).collect();
    assert_eq!(sent.iter().filter(|sent| sent.fresh).count(), 1);
    assert!(sent.iter().all(|sent| sent.message.seq == 2 && sent.message.content == "Once"));
    assert_eq!(shown(t, &deal.client, chat).await.len(), 2);
    let other = t.ask_about(&t.user("bob", &[Role::Client]).await, deal.product, first("Me too")).await.expect("room");
    let mine = t.send_message(&deal.seller, text(other, "Hello")).await.expect("sent").message;
    let reused = model::chats::NewMessage { chat, client_id: mine.client_id.expect("made"), ..text(chat, "x") };
    assert!(matches!(t.send_message(&deal.seller, reused).await, Err(Problem::Conflict(_))), "another room's");
}

#[tokio::test]
async fn twenty_at_once_leave_no_gap_and_no_double() {
    let t = platform().await;
    let (people, chat) = crowd(&t, 20).await;
    let all = join_all(people.iter().map(|person| async {
        let mut seqs = vec![];
        for i in 0..10 {
            seqs.push(say(&t, person, chat, &format!("{i}")).await.seq);
        }
        assert!(seqs.is_sorted(), "one's own keep their order: {seqs:?}");
        seqs
    }))
    .await;
    let seqs: BTreeSet<i64> = all.into_iter().flatten().collect();
    assert_eq!(seqs, (1..=200).collect());
    // a process that knew nothing reads them all, in order
    let news = t.chat_news(t.project, chat, 0, 0).await.expect("news");
    assert!(news.new.iter().map(|message| message.seq).eq(1..=200) && !news.too_much && news.last_seq == 200);
    let rest = t.chat_news(t.project, chat, 150, 0).await.expect("news");
    assert!(rest.new.iter().map(|message| message.seq).eq(151..=200));
}

#[tokio::test]
async fn a_hundred_a_second_are_refused() {
    let (deal, chat) = question().await;
    let t = &deal.t;
    // the clock stands: the question was the first of the burst
    let tries = join_all((0..100).map(|i| t.send_message(&deal.client, text(chat, &format!("{i}"))))).await;
    let sent = tries.iter().filter(|outcome| outcome.is_ok()).count();
    assert_eq!(sent, 9);
    assert!(tries.iter().all(|outcome| matches!(outcome, Ok(_) | Err(Problem::TooMany(1)))));
    assert_eq!(shown(t, &deal.client, chat).await.len(), 10, "what was refused is not there");
    let again = t.send_message(&deal.seller, text(chat, "The other side is not held up")).await;
    assert!(again.is_ok());
    // ten a second, but sixty a minute
    let mut sent = 10;
    for _ in 0..20 {
        t.clock.advance(Duration::seconds(1));
        for _ in 0..10 {
            sent += usize::from(t.send_message(&deal.client, text(chat, "more")).await.is_ok());
        }
    }
    assert_eq!(sent, 60 + 20, "sixty, and one for each second since");
    let wait = t.send_message(&deal.client, text(chat, "more")).await;
    assert!(matches!(wait, Err(Problem::TooMany(_))));
}

#[tokio::test]
async fn what_is_sent_reads_back_the_same() {
    let (deal, chat) = question().await;
    let t = &deal.t;
    let answer = model::chats::NewMessage { reply_to: Some(1), ..text(chat, "Yes, and green.") };
    let sent = t.send_message(&deal.seller, answer).await.expect("sent").message;
    assert_eq!(shown(t, &deal.client, chat).await[1], sent, "what was told live is what is read");
    let quote = sent.reply.expect("quoted");
    assert_eq!((quote.seq, quote.name.as_str(), quote.excerpt.as_str()), (1, "ada", "Is blue possible?"));
    assert_eq!(sent.sender.expect("somebody").side, Party::Seller);
}

async fn picture(t: &crate::testing::TestPlatform, who: &model::Actor) -> FileView {
    let new = crate::files::NewFile { purpose: FilePurpose::Chat, name: "a.png".into() };
    t.upload_file(who, new, crate::files::tests::png()).await.expect("upload")
}

#[tokio::test]
async fn files_are_the_rooms_and_nobody_elses() {
    let (deal, chat) = question().await;
    let t = &deal.t;
    let file = picture(t, &deal.client).await;
    assert_eq!(crate::testing::refusal(t.open_file(&deal.seller, file.id).await), "not found", "not sent yet");
    let message = model::chats::NewMessage { files: vec![file.id, file.id], ..text(chat, "") };
    let sent = t.send_message(&deal.client, message.clone()).await.expect("sent").message;
    assert_eq!((sent.message_type, &sent.files[..]), (MessageType::File, std::slice::from_ref(&file)));
    assert!(!t.send_message(&deal.client, message).await.expect("again").fresh);
    let other = model::chats::NewMessage { files: vec![file.id], ..text(chat, "twice") };
    assert_eq!(crate::testing::refusal(t.send_message(&deal.client, other).await), "files");
    let theirs = picture(t, &deal.seller).await;
    let stolen = model::chats::NewMessage { files: vec![theirs.id], ..text(chat, "mine") };
    assert_eq!(crate::testing::refusal(t.send_message(&deal.client, stolen).await), "files");
    assert_eq!(shown(t, &deal.client, chat).await.len(), 2, "refused whole");
    assert!(t.open_file(&deal.seller, file.id).await.is_ok());
    let elsewhere = crate::clock::new_id();
    t.add_project(elsewhere, "elsewhere").await;
    for outsider in [
        t.user("eve", &[Role::Client]).await,
        t.seller("mallory").await.1,
        t.user_in(elsewhere, "zoe", &[Role::Owner]).await,
        t.visitor(),
        // a question before buying is not the project's
        t.user("olga", &[Role::Owner]).await,
    ] {
        assert_eq!(crate::testing::refusal(t.open_file(&outsider, file.id).await), "not found");
    }
    t.delete_message(&deal.client, chat, sent.seq).await.expect("deleted");
    assert_eq!(crate::testing::refusal(t.open_file(&deal.seller, file.id).await), "not found", "gone with it");
}

async fn room_of(deal: &crate::orders::fixture::Deal, order: OrderId) -> model::ChatId {
    deal.t.chat_of_order(&deal.client, order).await.expect("a room")
}

#[tokio::test]
async fn an_order_brings_its_room_and_tells_what_happens() {
    let deal = deal().await;
    let order = deal.started().await;
    let t = &deal.t;
    let chat = room_of(&deal, order).await;
    let timeline = t.order_timeline(&deal.client, order).await.expect("timeline");
    let messages = shown(t, &deal.seller, chat).await;
    assert!(
        messages.iter().all(|message| message.message_type == MessageType::System && message.sender.is_none()
            || message.event.is_some())
    );
    let told: Vec<_> = messages.iter().filter_map(|message| message.event.clone()).collect();
    assert_eq!(told, timeline, "the same rows, in the same order");
    assert!(messages.iter().map(|message| message.seq).eq(1..=messages.len() as i64));
    assert_eq!(t.count_unread_messages(&deal.seller).await.expect("count"), 0, "nobody said anything");
    say(t, &deal.client, chat, "When can I see it?").await;
    assert_eq!(t.count_unread_messages(&deal.seller).await.expect("count"), 1);
    deal.submit(order, 0).await;
    let last = shown(t, &deal.client, chat).await.pop().expect("a message");
    assert_eq!(last.event.expect("an event").event, "submit");
    // the project looks in, leaves no trace, and writes as the project
    let staff = t.user("paul", &[Role::Supervisor]).await;
    assert_eq!(t.chat_of_order(&staff, order).await, Ok(chat));
    t.mark_read(&staff, chat, 3).await.expect("read");
    let people = t.open_chat(&deal.client, chat, model::chats::Around::End).await.expect("open").people;
    assert!(people.iter().all(|person| person.id != id_of(&staff)));
    let word = say(t, &staff, chat, "We are here to help.").await;
    assert_eq!(word.sender.expect("somebody").side, Party::Staff);
}

#[tokio::test]
async fn a_card_stands_in_its_room() {
    let (deal, chat) = question().await;
    let t = &deal.t;
    let offer = Uuid::now_v7();
    let mut tx = t.tx().await;
    let seq = crate::chats::post_card_in(&mut tx, chat, id_of(&deal.seller), crate::chats::CardKind::Offer, offer)
        .await
        .expect("posted");
    tx.commit().await.expect("commit");
    let card = shown(t, &deal.client, chat).await.pop().expect("a card");
    assert_eq!((card.seq, card.message_type, card.card), (seq, MessageType::Offer, Some(offer)));
    let eve = t.user("eve", &[Role::Client]).await;
    let mut tx = t.tx().await;
    let foreign = crate::chats::post_card_in(&mut tx, chat, id_of(&eve), crate::chats::CardKind::Offer, offer).await;
    assert!(foreign.is_err(), "not in the room");
}
