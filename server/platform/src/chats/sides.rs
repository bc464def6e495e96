//! Beginning a conversation, ending it, and not wanting to hear from somebody.

use super::{
    Viewer, line_in,
    queries::{live, sides},
};
use crate::{Platform, Result, Tx, clock::new_id, notifications, outbox};
use model::{
    Actor, ChatId, Party, Problem, ProductId, Role, UserId,
    chats::{ChatKind, ChatPerson, ChatStatus, Closed, FirstMessage, NewMessage, QUESTIONS_A_DAY, check_content},
    notifications::{NoticeKind, NoticeParams},
    text,
};
use serde_json::json;

impl Platform {
    /// The room about a product, with its first message. The room is made and committed first: a refused message leaves
    /// at most an empty room, which nobody is shown.
    pub(super) async fn ask(&self, actor: &Actor, product: ProductId, message: FirstMessage) -> Result<ChatId> {
        let user = actor.user_id()?;
        check_content(&message.content, 0)?;
        let mut tx = self.db.begin(actor).await?;
        let found = sides::question_about(&mut tx, user, product).await?;
        let (chat, new) = match found {
            Some(chat) => (chat, None),
            None => {
                let asked = sides::asked(&mut tx, user, product).await?.ok_or(Problem::NotFound)?;
                if asked.own {
                    return Err(Problem::NotAllowed.into());
                }
                if sides::is_blocked(&mut tx, user, asked.seller).await? {
                    return Err(Closed::BlockedByThem.refusal().into());
                }
                if sides::questions_today(&mut tx, user).await? >= QUESTIONS_A_DAY {
                    return Err(Problem::TooMany(3_600).into());
                }
                let chat = new_id();
                if sides::insert_question(&mut tx, chat, user, asked.seller, product).await? {
                    (chat, Some(asked))
                } else {
                    let there = sides::question_about(&mut tx, user, product).await?;
                    (there.ok_or(Problem::NotFound)?, None)
                }
            }
        };
        tx.commit().await?;
        let FirstMessage { client_id, content } = message;
        let sent = self.send(actor, NewMessage { chat, client_id, content, reply_to: None, files: vec![] }).await?;
        if let Some(asked) = new.filter(|_| sent.fresh) {
            let mut tx = self.db.begin(actor).await?;
            let by = actor.user.as_ref().map(|user| user.name.clone()).unwrap_or_default();
            let notice = NoticeParams::of(asked.name).by(by);
            let link = format!("/sell/messages/{chat}");
            for person in notifications::team_in(&mut tx, asked.seller).await? {
                // the mail is the digest's, which knows whether it was read
                notifications::ring_in(&mut tx, person, NoticeKind::QuestionAsked, notice.clone(), &link).await?;
            }
            outbox::record_in(&mut tx, "ask_question", "chat", Some(chat.0), json!({"product": product})).await?;
            tx.commit().await?;
        }
        Ok(chat)
    }
}

/// The roles that make somebody staff.
fn staff_roles() -> Vec<String> {
    Role::ALL.iter().filter(|role| role.is_staff()).map(|role| role.as_str().to_owned()).collect()
}

pub async fn staff_people_in(tx: &mut Tx, actor: &Actor) -> Result<Vec<ChatPerson>> {
    let user = actor.user_id()?;
    if !actor.is_staff() {
        return Err(Problem::NotAllowed.into());
    }
    sides::staff(tx, &staff_roles(), user).await
}

pub async fn open_staff_chat_in(tx: &mut Tx, actor: &Actor, title: &str, people: Vec<UserId>) -> Result<ChatId> {
    let known = staff_people_in(tx, actor).await?;
    let user = actor.user_id()?;
    let title = title.trim();
    if title.is_empty() || title.chars().count() > 160 {
        return Err(Problem::invalid(
            "title",
            text!(
                "Give the conversation a title of at most 160 characters.",
                "Geben Sie der Unterhaltung einen Titel mit höchstens 160 Zeichen."
            ),
        )
        .into());
    }
    let mut members: Vec<UserId> = people.into_iter().filter(|person| *person != user).collect();
    members.sort_unstable();
    members.dedup();
    if members.is_empty() || !members.iter().all(|person| known.iter().any(|known| known.id == *person)) {
        return Err(Problem::invalid(
            "people",
            text!(
                "Choose at least one other member of the staff.",
                "Wählen Sie mindestens eine weitere Person aus dem Team des Projekts."
            ),
        )
        .into());
    }
    members.push(user);
    let chat = new_id();
    sides::insert_staff_room(tx, chat, title, user, &members).await?;
    outbox::record_in(tx, "open_staff_chat", "chat", Some(chat.0), json!({"people": members.len()})).await?;
    live::notify_room(tx, chat).await?;
    Ok(chat)
}

pub async fn archive_in(tx: &mut Tx, viewer: &Viewer, chat: ChatId) -> Result<()> {
    let room = line_in(tx, viewer, chat).await?;
    if room.side == Party::Staff && room.kind != ChatKind::Staff {
        return Err(Problem::NotAllowed.into());
    }
    if room.keeps_open() {
        return Err(Problem::Conflict(text!(
            "The order still runs; its conversation can be archived when it is over.",
            "Der Auftrag läuft noch; seine Unterhaltung lässt sich archivieren, wenn er beendet ist."
        ))
        .into());
    }
    set_status_in(tx, chat, ChatStatus::Archived).await
}

pub async fn reopen_in(tx: &mut Tx, viewer: &Viewer, chat: ChatId) -> Result<()> {
    let room = line_in(tx, viewer, chat).await?;
    if room.side == Party::Staff && room.kind != ChatKind::Staff {
        return Err(Problem::NotAllowed.into());
    }
    set_status_in(tx, chat, ChatStatus::Active).await
}

async fn set_status_in(tx: &mut Tx, chat: ChatId, status: ChatStatus) -> Result<()> {
    if sides::set_status(tx, chat, status).await? {
        outbox::record_in(tx, "set_chat_status", "chat", Some(chat.0), json!({"status": status})).await?;
        live::notify_room(tx, chat).await?;
    }
    Ok(())
}

pub async fn block_in(tx: &mut Tx, viewer: &Viewer, chat: ChatId, on: bool) -> Result<()> {
    let room = line_in(tx, viewer, chat).await?;
    let (Some(buyer), Some(seller), Party::Client | Party::Seller) = (room.buyer, room.seller, room.side) else {
        return Err(Problem::NotAllowed.into());
    };
    if on {
        if room.keeps_open() {
            return Err(Problem::Conflict(text!(
                "While the order runs, both sides can write about it. Report a message that goes too far.",
                "Solange der Auftrag läuft, können beide Seiten darüber schreiben. Melden Sie eine Nachricht, die zu weit geht."
            ))
            .into());
        }
        sides::block(tx, buyer, seller, room.side, viewer.id).await?;
    } else {
        sides::unblock(tx, buyer, seller, room.side).await?;
    }
    let action = if on { "block_in_chat" } else { "unblock_in_chat" };
    outbox::record_in(tx, action, "chat", Some(chat.0), json!({"side": room.side})).await?;
    live::notify_room(tx, chat).await
}
