//! Sending: a text alone is one statement and one round trip; with files it is a transaction.

use super::{
    Heard, Viewer,
    queries::{
        live, messages,
        send::{self, Outcome, Sending},
    },
};
use crate::{Platform, Result, Tx, clock::new_id, files};
use model::{
    Actor, ChatId, MessageId, Moment, Party, Problem, UserId,
    chats::{
        Closed, Message, MessageType, NewMessage, Quote, Sender, Sent, check_content, excerpt, has_link, too_many_links,
    },
    files::FilePurpose,
    text,
};
use uuid::Uuid;

/// What a card shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardKind {
    Offer,
    Milestone,
}

/// Puts a card into a room, in the transaction of the act that it shows. Says its number. The sender must be in the room.
pub async fn post_card_in(tx: &mut Tx, chat: ChatId, sender: UserId, kind: CardKind, id: Uuid) -> Result<i64> {
    let message_type = match kind {
        CardKind::Offer => MessageType::Offer,
        CardKind::Milestone => MessageType::Milestone,
    };
    let new = Sending {
        project: tx.project,
        chat,
        user: sender,
        oversees: false,
        id: new_id(),
        client_id: None,
        message_type,
        content: "",
        reply_to: None,
        card: Some(id),
        link: false,
        paced: false,
        now: tx.now,
    };
    let outcome = send::send(tx.conn(), &new).await?;
    let (seq, _) = judge(&outcome)?;
    live::notify_moved(tx, chat).await?;
    Ok(seq)
}

/// The number, and whether it had been sent before; or why not.
fn judge(outcome: &Outcome) -> Result<(i64, bool), Problem> {
    let seq = outcome.seq.unwrap_or_default();
    match outcome.outcome.as_deref() {
        Some("sent") => Ok((seq, false)),
        Some("again") => Ok((seq, true)),
        Some("too_many") => Err(Problem::TooMany(outcome.wait.and_then(|wait| u32::try_from(wait).ok()).unwrap_or(1))),
        Some("archived") => Err(Closed::Archived.refusal()),
        Some("blocked_by_us") => Err(Closed::BlockedByUs.refusal()),
        Some("blocked_by_them") => Err(Closed::BlockedByThem.refusal()),
        Some("links") => Err(too_many_links()),
        Some("no_reply") => Err(Problem::invalid(
            "reply_to",
            text!("The message you answer is not there.", "Die Nachricht, auf die Sie antworten, gibt es nicht."),
        )),
        Some("reused") => Err(Problem::Conflict(text!(
            "This message was sent in another conversation already.",
            "Diese Nachricht wurde schon in einer anderen Unterhaltung gesendet."
        ))),
        _ => Err(Problem::NotFound),
    }
}

impl Platform {
    /// On a task of its own: who is dropped in the middle (a browser that went away) must not leave a stored message
    /// that nobody is told of.
    pub(super) async fn send(&self, actor: &Actor, new: NewMessage) -> Result<Sent> {
        let (platform, actor) = (self.clone(), actor.clone());
        let sent = tokio::spawn(async move { platform.send_and_tell(&actor, new).await }).await;
        sent.map_err(|error| anyhow::anyhow!(error))?
    }

    async fn send_and_tell(&self, actor: &Actor, new: NewMessage) -> Result<Sent> {
        let viewer = Viewer::of(actor)?;
        let mut chosen = new.files.clone();
        chosen.sort_unstable();
        chosen.dedup();
        let content = check_content(&new.content, chosen.len())?;
        let id: MessageId = new_id();
        let sending = Sending {
            project: actor.project,
            chat: new.chat,
            user: viewer.id,
            oversees: viewer.oversees,
            id,
            client_id: Some(new.client_id),
            message_type: if new.files.is_empty() { MessageType::Text } else { MessageType::File },
            content: &content,
            reply_to: new.reply_to,
            card: None,
            link: has_link(&content),
            paced: true,
            now: self.db.now(),
        };
        let (message, outcome) = if new.files.is_empty() {
            let outcome = self.db.patiently(|| send::send(self.db.app_pool(), &sending)).await?;
            let (seq, again) = judge(&outcome)?;
            if again {
                return self.sent_before(actor, new.chat, seq).await;
            }
            (made(actor, &new, id, seq, content.clone(), &outcome, sending.now), outcome)
        } else {
            let mut tx = self.db.begin(actor).await?;
            let outcome = send::send(tx.conn(), &sending).await?;
            let (seq, again) = judge(&outcome)?;
            if again {
                drop(tx);
                return self.sent_before(actor, new.chat, seq).await;
            }
            let mut files = new.files.clone();
            let mut seen = std::collections::BTreeSet::new();
            files.retain(|file| seen.insert(*file));
            files::attach_in(&mut tx, viewer.id, FilePurpose::Chat, &files, &[]).await?;
            send::attach(&mut tx, id, &files).await?;
            let message = messages::one(&mut tx, new.chat, seq).await?.ok_or(Problem::NotFound)?;
            tx.commit().await?;
            (message, outcome)
        };
        let people = outcome.people.unwrap_or_default().into_iter().map(UserId).collect();
        self.wire.tell(&self.db, Heard::Said { project: actor.project, message: Box::new(message.clone()), people });
        Ok(Sent { message, fresh: true })
    }

    async fn sent_before(&self, actor: &Actor, chat: ChatId, seq: i64) -> Result<Sent> {
        let mut tx = self.db.begin(actor).await?;
        let message = messages::one(&mut tx, chat, seq).await?.ok_or(Problem::NotFound)?;
        Ok(Sent { message, fresh: false })
    }
}

/// The message as it will be read back, without reading it back.
fn made(
    actor: &Actor,
    new: &NewMessage,
    id: MessageId,
    seq: i64,
    content: String,
    outcome: &Outcome,
    now: Moment,
) -> Message {
    let side: Party = outcome.side.as_deref().and_then(|side| side.parse().ok()).unwrap_or(Party::Client);
    let reply = new.reply_to.map(|seq| Quote {
        seq,
        name: outcome.reply_name.clone().unwrap_or_default(),
        excerpt: excerpt(outcome.reply_content.as_deref().unwrap_or_default(), 140),
        deleted: outcome.reply_deleted.unwrap_or_default(),
    });
    Message {
        id,
        chat: new.chat,
        seq,
        client_id: Some(new.client_id),
        message_type: MessageType::Text,
        sender: actor.user.as_ref().map(|user| Sender { id: user.id, name: user.name.clone(), side }),
        content,
        event: None,
        card: None,
        reply,
        files: vec![],
        reactions: vec![],
        pinned: false,
        version: 0,
        created_at: now,
        edited_at: None,
        deleted_at: None,
    }
}
