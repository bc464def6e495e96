//! Conversations over real sockets: both ways, away and back, kept out, and between two processes.

use super::{
    fixture::{Web, web},
    wire::{Crowd, Page, serve},
};
use model::{
    ChatId, Problem,
    chats::{ClientFrame, ServerFrame},
    events::{Subject, Topic},
};
use std::time::Duration;
use tokio::time::timeout;

async fn execute(web: &Web, sql: &'static str, chat: ChatId, person: uuid::Uuid) {
    let mut tx = web.pool.begin().await.expect("begin");
    sqlx::query("SET LOCAL ROLE guildhall_operator").execute(&mut *tx).await.expect("role");
    sqlx::query(sql).bind(chat.0).bind(person).execute(&mut *tx).await.expect("done");
    tx.commit().await.expect("commit");
}

#[tokio::test]
async fn two_pages_talk() {
    let web = web().await;
    let crowd = Crowd::gather(&web, 1, 2).await;
    let chat = crowd.rooms[0];
    let address = serve(web.router.clone()).await;
    let mut ada = Page::open(address, &crowd.sessions[0]).await;
    let mut bob = Page::open(address, &crowd.sessions[1]).await;
    let opened = ada.enter(chat, 0, 0).await;
    assert!(matches!(&opened, ServerFrame::Opened { last_seq: 0, here, .. } if here.len() == 1), "{opened:?}");
    let opened = bob.enter(chat, 0, 0).await;
    assert!(matches!(&opened, ServerFrame::Opened { here, .. } if here.len() == 2), "{opened:?}");
    let came = ada.until(|frame| matches!(frame, ServerFrame::Status { here: true, .. }).then_some(frame)).await;
    assert!(matches!(came, ServerFrame::Status { user, .. } if user.0 == crowd.people[1]));
    bob.say(&ClientFrame::Typing { chat }).await;
    ada.until(|frame| matches!(frame, ServerFrame::Typing { .. }).then_some(())).await;
    let id = bob.send(chat, "Hello").await;
    let heard = ada.message().await;
    assert_eq!((heard.seq, heard.content.as_str(), heard.client_id), (1, "Hello", Some(id)));
    let (mut acked, mut own) = (None, None);
    while acked.is_none() || own.is_none() {
        match bob.hear().await.expect("open") {
            ServerFrame::Ack { client_id, seq, .. } => acked = Some((client_id, seq)),
            ServerFrame::New { message } => own = Some(message),
            _ => {}
        }
    }
    assert_eq!((acked, own), (Some((id, 1)), Some(heard)));
    ada.say(&ClientFrame::Read { chat, seq: 1 }).await;
    let read = bob.until(|frame| matches!(frame, ServerFrame::Read { .. }).then_some(frame)).await;
    assert!(matches!(read, ServerFrame::Read { user, seq: 1, .. } if user.0 == crowd.people[0]));
    ada.say(&ClientFrame::Ping).await;
    ada.until(|frame| matches!(frame, ServerFrame::Pong).then_some(())).await;
    drop(ada);
    bob.until(|frame| matches!(frame, ServerFrame::Status { here: false, .. }).then_some(())).await;
}

#[tokio::test]
async fn who_was_away_gets_exactly_what_they_missed() {
    let web = web().await;
    let crowd = Crowd::gather(&web, 1, 2).await;
    let chat = crowd.rooms[0];
    let address = serve(web.router.clone()).await;
    let mut ada = Page::open(address, &crowd.sessions[0]).await;
    let mut bob = Page::open(address, &crowd.sessions[1]).await;
    ada.enter(chat, 0, 0).await;
    bob.enter(chat, 0, 0).await;
    bob.send(chat, "one").await;
    assert_eq!((ada.message().await.seq, bob.message().await.seq), (1, 1));
    drop(ada);
    for word in ["two", "three", "four"] {
        bob.send(chat, word).await;
        bob.message().await;
    }
    let mut ada = Page::open(address, &crowd.sessions[0]).await;
    ada.say(&ClientFrame::Open { chat, since: 1, version: 0 }).await;
    let mut got = vec![];
    loop {
        match ada.hear().await.expect("open") {
            ServerFrame::New { message } => got.push((message.seq, message.content)),
            ServerFrame::Opened { last_seq, .. } => {
                assert_eq!(last_seq, 4);
                break;
            }
            _ => {}
        }
    }
    assert_eq!(got, [(2, "two".to_owned()), (3, "three".to_owned()), (4, "four".to_owned())]);
    bob.send(chat, "five").await;
    assert_eq!(ada.message().await.seq, 5, "and hears on");
    // an edit is told as a change, and told again to who was away for it
    let state = &web.state;
    let door = platform::identity::Door { token: Some(crowd.sessions[1].clone()), ..Default::default() };
    let bob_himself = state.platform.recognise(door).await.expect("recognised").actor;
    state.desk.edit_message(&bob_himself, chat, 5, "5".into()).await.expect("edited");
    let changed = |frame| match frame {
        ServerFrame::Changed { message } => Some((message.seq, message.content, message.version)),
        _ => None,
    };
    assert_eq!(ada.until(changed).await, (5, "5".to_owned(), 1));
    let mut again = Page::open(address, &crowd.sessions[0]).await;
    again.say(&ClientFrame::Open { chat, since: 5, version: 0 }).await;
    assert_eq!(again.until(changed).await, (5, "5".to_owned(), 1));
}

#[tokio::test]
async fn outsiders_and_nonsense_are_kept_out() {
    let web = web().await;
    let crowd = Crowd::gather(&web, 2, 1).await;
    let address = serve(web.router.clone()).await;
    let mut eve = Page::open(address, &crowd.sessions[1]).await;
    let closed = eve.enter(crowd.rooms[0], 0, 0).await;
    assert!(matches!(closed, ServerFrame::Closed { problem: Problem::NotFound, .. }), "{closed:?}");
    let id = eve.send(crowd.rooms[0], "let me in").await;
    let refused = |frame| match frame {
        ServerFrame::Refused { client_id, problem, .. } => Some((client_id, problem)),
        _ => None,
    };
    assert_eq!(eve.until(refused).await, (id, Problem::NotFound));
    eve.send(crowd.rooms[1], " ").await;
    assert!(matches!(eve.until(refused).await.1, Problem::Invalid(_)));
    // a hundred at once: ten go through, the others are told so, and the socket stays
    for i in 0..100 {
        eve.send(crowd.rooms[1], &format!("{i}")).await;
    }
    let (mut sent, mut too_many) = (0, 0);
    while sent + too_many < 100 {
        match eve.hear().await.expect("open") {
            ServerFrame::Ack { .. } => sent += 1,
            ServerFrame::Refused { problem: Problem::TooMany(_), .. } => too_many += 1,
            ServerFrame::Room { .. } => {}
            other => panic!("{other:?}"),
        }
    }
    assert!((10..=60).contains(&sent), "{sent}");
    let mut ada = Page::open(address, &crowd.sessions[0]).await;
    ada.enter(crowd.rooms[0], 0, 0).await;
    // not hers any more: the room closes by itself, also where it was open
    let leave = "DELETE FROM chat_members WHERE chat_id = $1 AND user_id = $2";
    execute(&web, leave, crowd.rooms[0], crowd.people[0]).await;
    let mut tx = web.state.platform.db.begin_system(web.project).await.expect("begin");
    let topic = Topic::User(model::UserId(crowd.people[0]));
    platform::outbox::publish_in(&mut tx, &[topic], Subject::Member, None).await.expect("published");
    tx.commit().await.expect("commit");
    ada.until(|frame| matches!(frame, ServerFrame::Closed { .. }).then_some(())).await;
}

#[tokio::test]
async fn two_processes_are_one_conversation() {
    let web = web().await;
    let crowd = Crowd::gather(&web, 1, 3).await;
    let chat = crowd.rooms[0];
    let (here, there) = (serve(web.router.clone()).await, serve(web.another_process()).await);
    tokio::time::sleep(Duration::from_secs(1)).await;
    let mut ada = Page::open(here, &crowd.sessions[0]).await;
    let mut bob = Page::open(there, &crowd.sessions[1]).await;
    ada.enter(chat, 0, 0).await;
    bob.enter(chat, 0, 0).await;
    ada.until(|frame| matches!(frame, ServerFrame::Status { here: true, .. }).then_some(())).await;
    ada.send(chat, "from here").await;
    assert_eq!(bob.message().await.content, "from here");
    // too long for a NOTIFY: told by its number, read there
    let long = "ü".repeat(8_000);
    bob.send(chat, &long).await;
    let mut heard = ada.message().await;
    if heard.seq == 1 {
        heard = ada.message().await;
    }
    assert!(heard.seq == 2 && heard.content == long);
    // somebody elsewhere who has the room not open hears that there is something
    let mut cy = Page::open(there, &crowd.sessions[2]).await;
    ada.send(chat, "news").await;
    let told = cy.until(|frame| match frame {
        ServerFrame::Room { chat } => Some(chat),
        _ => None,
    });
    assert_eq!(timeout(Duration::from_secs(10), told).await.expect("in time"), chat);
}
