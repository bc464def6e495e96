//! The mail for whoever was away: what others wrote and nobody read for a quarter of an hour, all rooms in one mail. What
//! was told once is marked in the same transaction, so that no message is told twice, also by two workers.

use super::queries::{digest as queries, messages};
use crate::{
    Platform, Result, Tx, batch,
    mails::{self, Letter},
    orders::BATCH,
};
use model::{
    Lang, Party,
    chats::{DIGEST_MINUTES, Message, MessageType, excerpt},
    notifications::NoticeTopic,
    tr,
};
use queries::{Due, Untold};
use time::Duration;

/// Rooms that were quiet for longer are not looked at any more.
const ALIVE: Duration = Duration::days(3);

impl Platform {
    /// Mails everybody who has unread messages older than [`DIGEST_MINUTES`]. Returns how many mails.
    pub async fn mail_unread_messages(&self) -> Result<i64> {
        // a timer serves all projects
        let now = self.db.now();
        let mut operator = self.db.operator().await?;
        let due = queries::due(&mut operator, now - ALIVE, now - Duration::minutes(DIGEST_MINUTES), BATCH).await?;
        operator.commit().await?;
        let mut done = 0;
        for row in due {
            done += batch::one("mail_unread_messages", self.mail_unread_of(row)).await?;
        }
        Ok(done)
    }

    async fn mail_unread_of(&self, due: Due) -> Result<bool> {
        let mut tx = self.db.begin_system(due.project).await?;
        let since = tx.now - ALIVE;
        let rooms = queries::lock_untold(&mut tx, due.user, since).await?;
        let (mut told, mut total) = (vec![], 0);
        for room in &rooms {
            queries::set_told(&mut tx, due.user, room.chat, room.last_seq).await?;
            let (count, seqs) =
                queries::unread_between(&mut tx, due.user, room.chat, room.after, room.last_seq).await?;
            if count > 0 {
                total += count;
                told.push((room, count, messages::of_room(&mut tx, room.chat, &seqs).await?));
            }
        }
        // who wants no mails has been told as much as they want
        let (topic, default) = (NoticeTopic::Messages, NoticeTopic::MAILS_BY_DEFAULT);
        let reader = queries::reader(&mut tx, due.user, topic.as_str(), default).await?;
        let mailed = match (reader, told.first()) {
            (Some(reader), Some((first, ..))) => {
                let letter = letter_in(&mut tx, self, &reader, first, &told, total).await?;
                mails::queue_in(&mut tx, &reader.email, &letter.subject, &letter.text(), &letter.html()).await?;
                true
            }
            _ => false,
        };
        tx.commit().await?;
        Ok(mailed)
    }
}

async fn letter_in(
    tx: &mut Tx,
    platform: &Platform,
    reader: &queries::Reader,
    first: &Untold,
    told: &[(&Untold, i64, Vec<Message>)],
    total: i64,
) -> Result<Letter> {
    let lang = reader.lang;
    let portal = match first.side {
        Party::Client => "/app",
        Party::Seller => "/sell",
        Party::Staff | Party::System => "/admin",
    };
    let path = match told {
        [_] => format!("{portal}/messages/{}", first.chat),
        _ => format!("{portal}/messages"),
    };
    let link = mails::link_in(tx, &platform.settings, &path).await?;
    let preferences = mails::link_in(tx, &platform.settings, "/app/notifications").await? + "#mail";
    let name = &reader.name;
    let mut paragraphs = vec![tr!(lang; "Hello {name},", "Guten Tag {name},")];
    for (room, count, last) in told.iter().take(10) {
        let mut lines = vec![room.title.clone()];
        let more = count - i64::try_from(last.len()).unwrap_or(0);
        if more > 0 {
            lines.push(match more {
                1 => tr!(lang; "… one more before", "… eine weitere davor"),
                _ => tr!(lang; "… {more} more before", "… {more} weitere davor"),
            });
        }
        lines.extend(last.iter().map(|message| line(message, lang)));
        paragraphs.push(lines.join("\n"));
    }
    let topic = NoticeTopic::Messages.label(lang);
    Ok(Letter {
        lang,
        from: reader.project_name.clone(),
        subject: match total {
            1 => tr!(lang; "One unread message", "Eine ungelesene Nachricht"),
            _ => tr!(lang; "{total} unread messages", "{total} ungelesene Nachrichten"),
        },
        paragraphs,
        action: Some((tr!(lang; "Read and answer", "Lesen und antworten"), link)),
        reason: tr!(lang; "You get this because mails about “{topic}” are on. Change it here: {preferences}", "Sie bekommen das, weil Mails zu „{topic}“ eingeschaltet sind. Ändern: {preferences}"),
    })
}

/// "Ada: Hello …".
fn line(message: &Message, lang: Lang) -> String {
    let who = match &message.sender {
        Some(sender) if sender.side == Party::Staff => tr!(lang; "Project", "Projekt"),
        Some(sender) => sender.name.clone(),
        None => String::new(),
    };
    let what = match message.message_type {
        MessageType::Offer => tr!(lang; "An offer for you", "Ein Angebot für Sie"),
        MessageType::Milestone => tr!(lang; "A milestone", "Ein Meilenstein"),
        _ if message.content.is_empty() => message.files.first().map_or_else(String::new, |file| file.name.clone()),
        _ => excerpt(&message.content, 140),
    };
    format!("{who}: {what}")
}
