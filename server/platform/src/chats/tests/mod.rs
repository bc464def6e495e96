//! The rooms, tried: sending from many sides at once, reading, changing, refusals, and the mail for who was away.

mod changing;
mod mailing;
mod reading;
mod refusals;
mod sending;

use crate::{
    orders::fixture::{Deal, deal},
    testing::TestPlatform,
};
use model::{
    Actor, ChatId, Problem, Role, UserId,
    chats::{Around, Chats, FirstMessage, Message, NewMessage, Sent},
};
use uuid::Uuid;

pub fn id_of(actor: &Actor) -> UserId {
    actor.user_id().expect("signed in")
}

pub fn text(chat: ChatId, content: &str) -> NewMessage {
    NewMessage { chat, client_id: Uuid::now_v7(), content: content.into(), reply_to: None, files: vec![] }
}

pub fn first(content: &str) -> FirstMessage {
    FirstMessage { client_id: Uuid::now_v7(), content: content.into() }
}

pub async fn say(t: &TestPlatform, who: &Actor, chat: ChatId, content: &str) -> Message {
    t.send_message(who, text(chat, content)).await.expect("sent").message
}

/// What the room shows at its end.
pub async fn shown(t: &TestPlatform, who: &Actor, chat: ChatId) -> Vec<Message> {
    t.open_chat(who, chat, Around::End).await.expect("open").window.messages
}

/// A client's question about the deal's product.
pub async fn question() -> (Deal, ChatId) {
    let deal = deal().await;
    let chat = deal.t.ask_about(&deal.client, deal.product, first("Is blue possible?")).await.expect("asked");
    (deal, chat)
}

/// A room among `n` people of the staff, in which everybody may write.
pub async fn crowd(t: &TestPlatform, n: usize) -> (Vec<Actor>, ChatId) {
    let mut people = vec![];
    for i in 0..n {
        people.push(t.user(&format!("staff{i}"), &[Role::Supervisor]).await);
    }
    let ids = people[1..].iter().map(id_of).collect();
    let chat = t.open_staff_chat(&people[0], "All of us".into(), ids).await.expect("room");
    (people, chat)
}

/// A refusal in a word; `TooMany` too.
pub fn said(outcome: Result<Sent, Problem>) -> String {
    match outcome {
        Err(Problem::TooMany(_)) => "too many".into(),
        other => crate::testing::refusal(other),
    }
}
