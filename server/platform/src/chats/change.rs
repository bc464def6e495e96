//! Changing a message: its words and its end within a quarter of an hour, reactions and pins at any time. Each change is
//! told by its version, so that a page that was away gets it too.

use super::{
    Viewer, line_in,
    queries::{
        change::{self, Locked},
        live, messages,
        rooms::{self, Room},
    },
};
use crate::{Result, Tx, files};
use model::{
    ChatId, Problem,
    chats::{MOST_PINS, Message, MessageType, check_content, check_reaction, closed, may_change, too_late},
    text,
};

/// The room, and a message of a person's in it that is still there; locked.
async fn enter_in(tx: &mut Tx, viewer: &Viewer, chat: ChatId, seq: i64) -> Result<(Room, Locked)> {
    let room = line_in(tx, viewer, chat).await?;
    let (by_us, by_them) = room.blocks();
    if let Some(closed) = closed(room.kind, room.status, room.order_status, by_us, by_them) {
        return Err(closed.refusal().into());
    }
    let message = change::lock(tx, chat, seq).await?.ok_or(Problem::NotFound)?;
    if message.deleted {
        return Err(Problem::Conflict(text!("This message was deleted.", "Diese Nachricht wurde gelöscht.")).into());
    }
    Ok((room, message))
}

/// One's own words, while they can be changed.
fn mine(tx: &Tx, viewer: &Viewer, message: &Locked) -> Result<(), Problem> {
    let own = message.sender == Some(viewer.id) && message.client_made;
    if !own || !matches!(message.message_type, MessageType::Text | MessageType::File) {
        return Err(Problem::NotAllowed);
    }
    if may_change(message.created_at, tx.now) { Ok(()) } else { Err(too_late()) }
}

/// The change's last step: the next version, and everybody who looks reads it.
async fn told_in(tx: &mut Tx, chat: ChatId, seq: i64) -> Result<Message> {
    live::notify_moved(tx, chat).await?;
    Ok(messages::one(tx, chat, seq).await?.ok_or(Problem::NotFound)?)
}

pub async fn edit_in(tx: &mut Tx, viewer: &Viewer, chat: ChatId, seq: i64, content: &str) -> Result<Message> {
    let (_, message) = enter_in(tx, viewer, chat, seq).await?;
    mine(tx, viewer, &message)?;
    let content = check_content(content, usize::try_from(message.files).unwrap_or(0))?;
    if content == message.content {
        return Ok(messages::one(tx, chat, seq).await?.ok_or(Problem::NotFound)?);
    }
    let version = change::bump(tx, chat, message.id).await?;
    change::keep_words(tx, message.id, version, &message.content).await?;
    change::set_content(tx, message.id, &content).await?;
    told_in(tx, chat, seq).await
}

pub async fn delete_in(tx: &mut Tx, viewer: &Viewer, chat: ChatId, seq: i64) -> Result<Message> {
    let (_, message) = enter_in(tx, viewer, chat, seq).await?;
    mine(tx, viewer, &message)?;
    take_away_in(tx, chat, seq, &message).await
}

/// Words and files go; for its sender, and for staff who uphold a report.
pub async fn take_away_in(tx: &mut Tx, chat: ChatId, seq: i64, message: &Locked) -> Result<Message> {
    let version = change::bump(tx, chat, message.id).await?;
    change::keep_words(tx, message.id, version, &message.content).await?;
    let files = change::empty(tx, message.id).await?;
    files::detach_in(tx, &files).await?;
    told_in(tx, chat, seq).await
}

pub async fn react_in(tx: &mut Tx, viewer: &Viewer, chat: ChatId, seq: i64, emoji: &str, on: bool) -> Result<Message> {
    let emoji = check_reaction(emoji)?;
    let (_, message) = enter_in(tx, viewer, chat, seq).await?;
    if message.message_type == MessageType::System {
        return Err(Problem::NotAllowed.into());
    }
    if !change::react(tx, message.id, viewer.id, emoji, on).await? {
        return Ok(messages::one(tx, chat, seq).await?.ok_or(Problem::NotFound)?);
    }
    change::bump(tx, chat, message.id).await?;
    told_in(tx, chat, seq).await
}

pub async fn pin_in(tx: &mut Tx, viewer: &Viewer, chat: ChatId, seq: i64, on: bool) -> Result<Message> {
    let (_, message) = enter_in(tx, viewer, chat, seq).await?;
    if message.pinned == on {
        return Ok(messages::one(tx, chat, seq).await?.ok_or(Problem::NotFound)?);
    }
    if on && rooms::count_pins(tx, chat).await? >= MOST_PINS {
        return Err(Problem::Conflict(text!(
            "At most {MOST_PINS} messages can be pinned. Unpin one first.",
            "Höchstens {MOST_PINS} Nachrichten lassen sich anheften. Lösen Sie zuerst eine."
        ))
        .into());
    }
    change::pin(tx, message.id, on).await?;
    change::bump(tx, chat, message.id).await?;
    told_in(tx, chat, seq).await
}
