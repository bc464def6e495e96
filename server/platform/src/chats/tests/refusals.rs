//! Who is kept out, and what is not taken: each refusal leaves the room as it was.

use super::{crowd, first, id_of, question, said, say, shown, text};
use crate::{
    orders::fixture::deal,
    testing::{platform, refusal},
};
use model::{
    PageRequest, Party, Permission, Problem, Role,
    chats::{Around, ChatFilter, Chats, NewMessage, ReportReason, ReportStatus},
    identity::Members,
};
use time::Duration;

#[tokio::test]
async fn a_room_is_not_there_for_outsiders() {
    let (deal, chat) = question().await;
    let t = &deal.t;
    let before = shown(t, &deal.client, chat).await;
    let elsewhere = crate::clock::new_id();
    t.add_project(elsewhere, "elsewhere").await;
    let order = deal.started().await;
    for outsider in [
        t.user("eve", &[Role::Client]).await,
        t.seller("mallory").await.1,
        t.user("paul", &[Role::Owner]).await,
        t.user_in(elsewhere, "zoe", &[Role::Owner]).await,
        t.seller_in(elsewhere, "zack").await.1,
    ] {
        let who = outsider.user.as_ref().map(|user| user.name.clone()).unwrap_or_default();
        let out = |word: String| assert_eq!(word, "not found", "{who}");
        out(refusal(t.open_chat(&outsider, chat, Around::End).await));
        out(refusal(t.messages_before(&outsider, chat, 10).await));
        out(refusal(t.messages_after(&outsider, chat, 0).await));
        out(said(t.send_message(&outsider, text(chat, "hi")).await));
        out(refusal(t.edit_message(&outsider, chat, 1, "x".into()).await));
        out(refusal(t.delete_message(&outsider, chat, 1).await));
        out(refusal(t.react(&outsider, chat, 1, "👍".into(), true).await));
        out(refusal(t.pin_message(&outsider, chat, 1, true).await));
        out(refusal(t.pinned_messages(&outsider, chat).await));
        out(refusal(t.mark_read(&outsider, chat, 1).await));
        out(refusal(t.search_messages(&outsider, "blue".into(), Some(chat), PageRequest::default()).await));
        out(refusal(t.archive_chat(&outsider, chat).await));
        out(refusal(t.reopen_chat(&outsider, chat).await));
        out(refusal(t.block_other_side(&outsider, chat).await));
        out(refusal(t.unblock_other_side(&outsider, chat).await));
        out(refusal(t.report_message(&outsider, chat, 1, ReportReason::Spam, String::new()).await));
        out(refusal(t.chat_missed(&outsider, chat, 0, 0).await));
        assert_eq!(t.chats_still_heard(&outsider, &[chat]).await.expect("asked"), []);
        if !outsider.has(Permission::OrderViewAny) || outsider.project != t.project {
            out(refusal(t.chat_of_order(&outsider, order).await));
        }
        for side in [Party::Client, Party::Seller, Party::Staff] {
            assert!(
                t.list_chats(&outsider, ChatFilter::of(side), PageRequest::default())
                    .await
                    .expect("list")
                    .items
                    .is_empty()
            );
        }
        let found = t.search_messages(&outsider, "blue".into(), None, PageRequest::default()).await.expect("search");
        assert!(found.items.is_empty(), "{who}");
        assert_eq!(t.count_unread_messages(&outsider).await, Ok(0));
    }
    assert_eq!(said(t.send_message(&t.visitor(), text(chat, "hi")).await), "sign in");
    assert_eq!(refusal(t.open_chat(&t.visitor(), chat, Around::End).await), "sign in");
    assert_eq!(shown(t, &deal.client, chat).await, before, "nothing of it changed anything");
}

#[tokio::test]
async fn what_says_nothing_or_too_much() {
    let (deal, chat) = question().await;
    let t = &deal.t;
    let send = async |message: NewMessage| said(t.send_message(&deal.client, message).await);
    assert_eq!(send(text(chat, " \n ")).await, "content");
    assert_eq!(send(text(chat, &"x".repeat(8_001))).await, "content");
    assert_eq!(send(text(chat, "zero \0 byte")).await, "content");
    assert_eq!(send(NewMessage { reply_to: Some(99), ..text(chat, "to nobody") }).await, "reply_to");
    assert_eq!(send(NewMessage { files: vec![crate::clock::new_id()], ..text(chat, "x") }).await, "files");
    assert_eq!(send(text(crate::clock::new_id(), "nowhere")).await, "not found");
    assert_eq!(shown(t, &deal.client, chat).await.len(), 1);
    assert_eq!(send(text(chat, &"ü".repeat(8_000))).await, "ok");
}

#[tokio::test]
async fn archived_and_blocked_rooms_take_nothing() {
    let (deal, chat) = question().await;
    let t = &deal.t;
    t.archive_chat(&deal.seller, chat).await.expect("archived");
    t.archive_chat(&deal.seller, chat).await.expect("twice is no error");
    assert_eq!(said(t.send_message(&deal.client, text(chat, "Hello?")).await), "conflict");
    assert_eq!(refusal(t.edit_message(&deal.client, chat, 1, "x".into()).await), "conflict");
    assert_eq!(refusal(t.ask_about(&deal.client, deal.product, first("Again")).await), "conflict");
    let listed = async |archived| {
        let filter = ChatFilter { archived, ..ChatFilter::of(Party::Client) };
        t.list_chats(&deal.client, filter, PageRequest::default()).await.expect("list").items.len()
    };
    assert_eq!((listed(false).await, listed(true).await), (0, 1));
    t.reopen_chat(&deal.client, chat).await.expect("reopened");
    t.block_other_side(&deal.seller, chat).await.expect("blocked");
    let refused = t.send_message(&deal.client, text(chat, "Hello?")).await;
    assert!(matches!(&refused, Err(Problem::Conflict(text)) if text.en.contains("does not take")), "{refused:?}");
    assert_eq!(said(t.send_message(&deal.seller, text(chat, "x")).await), "conflict", "nor does who blocked");
    let view = t.open_chat(&deal.seller, chat, Around::End).await.expect("open");
    assert_eq!((view.closed, view.may_block), (Some(model::chats::Closed::BlockedByUs), false));
    assert_eq!(shown(t, &deal.client, chat).await.len(), 1);
    // about an order that runs both can always write, and nobody can be shut out of it
    let order = deal.started().await;
    let room = t.chat_of_order(&deal.client, order).await.expect("room");
    say(t, &deal.client, room, "About the order").await;
    assert_eq!(refusal(t.block_other_side(&deal.client, room).await), "conflict");
    assert_eq!(refusal(t.archive_chat(&deal.client, room).await), "conflict");
    // the block holds for new questions to the same seller, too
    t.unblock_other_side(&deal.client, chat).await.expect("the client has blocked nobody");
    assert_eq!(said(t.send_message(&deal.client, text(chat, "x")).await), "conflict");
    t.unblock_other_side(&deal.seller, chat).await.expect("unblocked");
    say(t, &deal.client, chat, "Thanks").await;
    let staff = t.user("paul", &[Role::Supervisor]).await;
    assert_eq!(refusal(t.archive_chat(&staff, room).await), "not allowed");
    assert_eq!(refusal(t.block_other_side(&staff, room).await), "not allowed");
}

#[tokio::test]
async fn questions_go_to_open_sellers_and_not_to_oneself() {
    let (deal, chat) = question().await;
    let t = &deal.t;
    assert_eq!(t.ask_about(&deal.client, deal.product, first("And red?")).await, Ok(chat), "the same room");
    assert_eq!(t.question_about(&deal.client, deal.product).await, Ok(Some(chat)));
    assert_eq!(t.question_about(&deal.seller, deal.product).await, Ok(None));
    assert_eq!(refusal(t.ask_about(&deal.seller, deal.product, first("Me?")).await), "not allowed");
    assert_eq!(refusal(t.ask_about(&deal.client, crate::clock::new_id(), first("What?")).await), "not found");
    assert_eq!(refusal(t.ask_about(&t.visitor(), deal.product, first("Hi")).await), "sign in");
    let bob = t.user("bob", &[Role::Client]).await;
    assert_eq!(refusal(t.ask_about(&bob, deal.product, first(" ")).await), "content");
    assert_eq!(t.question_about(&bob, deal.product).await, Ok(None), "no empty room is left");
}

#[tokio::test]
async fn a_newcomer_advertises_little() {
    let (deal, chat) = question().await;
    let t = &deal.t;
    let mut tx = t.db.operator().await.expect("operator");
    sqlx::query("UPDATE project_members SET joined_at = $1").bind(t.db.now()).execute(&mut *tx).await.expect("joined");
    tx.commit().await.expect("commit");
    for _ in 0..3 {
        say(t, &deal.client, chat, "See https://mine.example").await;
    }
    assert_eq!(said(t.send_message(&deal.client, text(chat, "and www.mine.example")).await), "content");
    say(t, &deal.client, chat, "without one").await;
    t.clock.advance(Duration::days(2));
    say(t, &deal.client, chat, "https://mine.example").await;
}

#[tokio::test]
async fn staff_rooms_are_for_staff() {
    let t = platform().await;
    let (people, chat) = crowd(&t, 3).await;
    let client = t.user("ada", &[Role::Client]).await;
    let other = t.user("paul", &[Role::Owner]).await;
    say(&t, &people[1], chat, "Among us").await;
    assert_eq!(refusal(t.open_chat(&other, chat, Around::End).await), "not found", "not in it");
    let open = async |who, title: &str, people| refusal(t.open_staff_chat(who, title.into(), people).await);
    assert_eq!(open(&client, "Hi", vec![id_of(&people[0])]).await, "not allowed");
    assert_eq!(open(&other, "Hi", vec![id_of(&client)]).await, "people");
    assert_eq!(open(&other, "Hi", vec![id_of(&other)]).await, "people");
    assert_eq!(open(&other, " ", vec![id_of(&people[0])]).await, "title");
    assert_eq!(refusal(t.list_staff_people(&client).await), "not allowed");
    assert_eq!(t.list_staff_people(&other).await.expect("staff").len(), 3);
    // who leaves the staff leaves its rooms, even with what their old page still believes
    let left = &people[2];
    t.change_roles(&other, id_of(left), [Role::Client].into()).await.expect("changed");
    assert_eq!(said(t.send_message(left, text(chat, "Still here?")).await), "not found");
    assert_eq!(refusal(t.open_chat(left, chat, Around::End).await), "not found");
    assert_eq!(t.chats_still_heard(left, &[chat]).await.expect("asked"), []);
    assert_eq!(t.count_unread_messages(left).await, Ok(0));
}

#[tokio::test]
async fn reports_are_decided_once_and_not_by_the_parties() {
    let (deal, chat) = question().await;
    let t = &deal.t;
    let bad = say(t, &deal.seller, chat, "Pay me outside: iban …").await;
    let staff = t.user("paul", &[Role::Supervisor]).await;
    let report = |who, seq| t.report_message(who, chat, seq, ReportReason::OffPlatform, "See for yourself".into());
    assert_eq!(refusal(report(&deal.seller, bad.seq).await), "not allowed", "one's own");
    assert_eq!(refusal(report(&deal.client, 99).await), "not found");
    let long = t.report_message(&deal.client, chat, bad.seq, ReportReason::Spam, "x".repeat(2_001)).await;
    assert_eq!(refusal(long), "note");
    let id = report(&deal.client, bad.seq).await.expect("reported");
    assert_eq!(report(&deal.client, bad.seq).await, Ok(id), "once");
    // what it said is kept, even when it is taken back
    t.delete_message(&deal.seller, chat, bad.seq).await.expect("deleted");
    assert_eq!(refusal(t.list_reports(&deal.client, ReportStatus::Open, PageRequest::default()).await), "not allowed");
    let open = t.list_reports(&staff, ReportStatus::Open, PageRequest::default()).await.expect("list").items;
    assert_eq!((open.len(), open[0].message.content.as_str()), (1, "Pay me outside: iban …"));
    assert_eq!(refusal(t.decide_report(&deal.seller, id, false).await), "not allowed");
    t.decide_report(&staff, id, true).await.expect("upheld");
    t.decide_report(&staff, id, true).await.expect("twice is no error");
    assert_eq!(refusal(t.decide_report(&staff, id, false).await), "conflict");
    let second = say(t, &deal.seller, chat, "Really").await;
    let id = report(&deal.client, second.seq).await.expect("reported");
    t.decide_report(&staff, id, true).await.expect("upheld");
    let gone = shown(t, &deal.client, chat).await.pop().expect("it has its place");
    assert!(gone.deleted_at.is_some() && gone.content.is_empty());
}

#[tokio::test]
async fn who_leaves_the_team_hears_no_more() {
    let deal = deal().await;
    let order = deal.started().await;
    let t = &deal.t;
    let chat = t.chat_of_order(&deal.client, order).await.expect("room");
    let mut mate = t.user("mate", &[Role::Worker]).await;
    let add = "INSERT INTO seller_members (project_id, seller_id, user_id) VALUES ($1, $2, $3)";
    let remove = "DELETE FROM seller_members WHERE project_id = $1 AND seller_id = $2 AND user_id = $3";
    let person = id_of(&mate).0;
    let run = async |sql: &'static str| {
        let mut tx = t.tx().await;
        let run = sqlx::query(sql).bind(t.project.0).bind(deal.seller_id.0).bind(person);
        run.execute(tx.conn()).await.expect("done");
        tx.commit().await.expect("commit");
    };
    run(add).await;
    if let Some(user) = &mut mate.user {
        user.sellers.push(deal.seller_id);
    }
    say(t, &mate, chat, "I do the logo").await;
    assert_eq!(t.chats_still_heard(&mate, &[chat]).await.expect("asked"), [chat]);
    run(remove).await;
    // even with what their old page still believes
    assert_eq!(said(t.send_message(&mate, text(chat, "Still here?")).await), "not found");
    assert_eq!(t.chats_still_heard(&mate, &[chat]).await.expect("asked"), []);
    assert_eq!(refusal(t.open_chat(&mate, chat, Around::End).await), "not found");
    assert_eq!(t.count_unread_messages(&mate).await, Ok(0));
}
