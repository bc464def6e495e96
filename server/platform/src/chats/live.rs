//! What the live hub asks: may this person hear the room, what has a page missed, is this process behind.

use super::queries::{live, messages};
use crate::{Platform, Result};
use model::{
    Actor, ChatId, Permission, Problem, ProjectId,
    chats::{MOST_MISSED, Message},
};
use uuid::Uuid;

/// What somebody has missed, in order.
#[derive(Clone, Debug, Default)]
pub struct Missed {
    pub new: Vec<Message>,
    pub changed: Vec<Message>,
    pub last_seq: i64,
    pub version: i64,
    /// There is more than is sent over a socket: read the room anew.
    pub too_much: bool,
}

/// How far a room is, as a process knows it or as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ahead {
    pub project: ProjectId,
    pub chat: ChatId,
    pub last_seq: i64,
    pub version: i64,
}

impl Platform {
    /// What came in the room after these numbers, if the actor may hear it; `NotFound` otherwise.
    pub async fn chat_missed(&self, actor: &Actor, chat: ChatId, since: i64, version: i64) -> Result<Missed, Problem> {
        let user = actor.user_id()?;
        let oversees = actor.has(Permission::OrderViewAny);
        let mut tx = self.db.begin(actor).await?;
        let tip = live::tip_for(&mut tx, user, oversees, chat).await?.ok_or(Problem::NotFound)?;
        Ok(missed_in(&mut tx, chat, since, version, tip).await?)
    }

    /// The same for the process itself, whose sockets were let in before.
    pub async fn chat_news(&self, project: ProjectId, chat: ChatId, since: i64, version: i64) -> Result<Missed> {
        let mut tx = self.db.begin_system(project).await?;
        let tip = live::tip(&mut tx, chat).await?.ok_or(Problem::NotFound)?;
        missed_in(&mut tx, chat, since, version, tip).await
    }

    /// Of these rooms, those the actor may still hear.
    pub async fn chats_still_heard(&self, actor: &Actor, chats: &[ChatId]) -> Result<Vec<ChatId>> {
        let user = actor.user_id()?;
        let oversees = actor.has(Permission::OrderViewAny);
        let ids: Vec<Uuid> = chats.iter().map(|chat| chat.0).collect();
        let mut tx = self.db.begin(actor).await?;
        live::still_in(&mut tx, user, oversees, &ids).await
    }

    /// Of the rooms that a process hears (with how far it is), those that went on without it.
    pub async fn chat_tips(&self, known: &[Ahead]) -> Result<Vec<Ahead>> {
        let projects: Vec<Uuid> = known.iter().map(|room| room.project.0).collect();
        let chats: Vec<Uuid> = known.iter().map(|room| room.chat.0).collect();
        let seqs: Vec<i64> = known.iter().map(|room| room.last_seq).collect();
        let versions: Vec<i64> = known.iter().map(|room| room.version).collect();
        let ahead = live::ahead(&self.db, &projects, &chats, &seqs, &versions).await?;
        Ok(ahead
            .into_iter()
            .map(|row| Ahead { project: row.project, chat: row.chat, last_seq: row.last_seq, version: row.version })
            .collect())
    }
}

async fn missed_in(tx: &mut crate::Tx, chat: ChatId, since: i64, version: i64, tip: live::Tip) -> Result<Missed> {
    let mut missed = Missed { last_seq: tip.last_seq, version: tip.version, ..Missed::default() };
    if tip.last_seq > since {
        let seqs = messages::seqs_after(tx, chat, since, MOST_MISSED + 1).await?;
        missed.too_much = seqs.len() as i64 > MOST_MISSED;
        if !missed.too_much {
            missed.new = messages::of_room(tx, chat, &seqs).await?;
            // what was committed between the two questions
            missed.last_seq = missed.last_seq.max(missed.new.last().map_or(0, |message| message.seq));
        }
    }
    if tip.version > version && !missed.too_much {
        let seqs = messages::seqs_changed(tx, chat, version, MOST_MISSED + 1).await?;
        missed.too_much = seqs.len() as i64 > MOST_MISSED;
        if !missed.too_much {
            // the new ones carry their changes already
            let seqs: Vec<i64> = seqs.into_iter().filter(|seq| *seq <= since).collect();
            missed.changed = messages::of_room(tx, chat, &seqs).await?;
        }
    }
    Ok(missed)
}
