//! Reading: lists of rooms, a room with the window it opens on, pages of its messages, search.

use super::{
    Heard, Viewer, line_in,
    queries::{messages, rooms as queries, rooms::Room, search},
};
use crate::{Platform, Result, Tx};
use model::{
    Actor, ChatId, Moment, Page, PageRequest, Party, Problem,
    chats::{
        Around, ChatFilter, ChatHit, ChatKind, ChatOrder, ChatProduct, LastMessage, Message, RoomLine, RoomView,
        WINDOW, Window, closed, excerpt, keeps_open,
    },
};
use std::collections::HashMap;
use uuid::Uuid;

pub async fn list_in(tx: &mut Tx, viewer: &Viewer, filter: ChatFilter, page: PageRequest) -> Result<Page<RoomLine>> {
    let after = page.after.as_deref().map(|cursor| place_of(cursor).ok_or(Problem::NotFound)).transpose()?;
    let limit = page.limit();
    let places = queries::list(tx, viewer, filter, after, i64::from(limit) + 1).await?;
    let cut =
        Page::cut(places, limit, |place| format!("{}.{}", place.last_at.unix_timestamp_nanos() / 1_000, place.id));
    let ids: Vec<ChatId> = cut.items.iter().map(|place| place.id).collect();
    let rooms = queries::lines(tx, viewer, &ids).await?;
    Ok(Page { items: shown_in(tx, &rooms).await?, next: cut.next })
}

/// "microseconds.id".
fn place_of(cursor: &str) -> Option<(Moment, Uuid)> {
    let (at, id) = cursor.split_once('.')?;
    let at = Moment::from_unix_timestamp_nanos(at.parse::<i64>().ok().map(i128::from)?.checked_mul(1_000)?).ok()?;
    Some((at, id.parse().ok()?))
}

async fn shown_in(tx: &mut Tx, rooms: &[Room]) -> Result<Vec<RoomLine>> {
    let lasts: Vec<(ChatId, i64)> = rooms.iter().map(|room| (room.id, room.last_seq)).collect();
    let mut lasts: HashMap<ChatId, Message> =
        messages::read(tx, &lasts).await?.into_iter().map(|message| (message.chat, message)).collect();
    Ok(rooms.iter().map(|room| room.line(lasts.remove(&room.id))).collect())
}

impl Room {
    fn line(&self, last: Option<Message>) -> RoomLine {
        let order = match (self.order, &self.order_number, self.order_status) {
            (Some(id), Some(number), Some(status)) => Some(ChatOrder { id, number: number.clone(), status }),
            _ => None,
        };
        let product = match (self.product, &self.product_slug, &self.product_name) {
            (Some(id), Some(slug), Some(name)) => Some(ChatProduct { id, slug: slug.clone(), name: name.clone() }),
            _ => None,
        };
        RoomLine {
            id: self.id,
            kind: self.kind,
            status: self.status,
            title: self.title.clone(),
            order,
            product,
            buyer_name: self.buyer_name.clone(),
            seller_name: self.seller_name.clone(),
            seller_slug: self.seller_slug.clone(),
            side: self.side,
            unread: u32::try_from(self.last_said - self.read_said).unwrap_or(0),
            at: self.last_at,
            last: last.map(|message| LastMessage {
                seq: message.seq,
                message_type: message.message_type,
                excerpt: excerpt(&message.content, 140),
                files: u32::try_from(message.files.len()).unwrap_or(u32::MAX),
                deleted: message.deleted_at.is_some(),
                at: message.created_at,
                sender: message.sender,
                event: message.event,
            }),
        }
    }

    /// Blocks as this viewer's side sees them: by us, by them.
    pub fn blocks(&self) -> (bool, bool) {
        match self.side {
            Party::Client => (self.blocked_by_client, self.blocked_by_seller),
            Party::Seller => (self.blocked_by_seller, self.blocked_by_client),
            _ => (false, false),
        }
    }

    pub fn keeps_open(&self) -> bool {
        keeps_open(self.kind, self.order_status)
    }
}

pub async fn open_in(tx: &mut Tx, viewer: &Viewer, chat: ChatId, around: Around) -> Result<RoomView> {
    let room = line_in(tx, viewer, chat).await?;
    let middle = match around {
        Around::End => None,
        Around::Message(seq) => Some(seq.clamp(1, room.last_seq.max(1))),
        Around::Unread => (room.last_said > room.read_said && room.read > 0).then_some(room.read + 1),
    };
    let window = match middle {
        None => before_in(tx, &room, i64::MAX).await?,
        Some(middle) => around_in(tx, &room, middle).await?,
    };
    let people = queries::people(tx, chat).await?;
    let pins = queries::count_pins(tx, chat).await?;
    let line = shown_in(tx, std::slice::from_ref(&room)).await?.pop().ok_or(Problem::NotFound)?;
    let (by_us, by_them) = room.blocks();
    let between = matches!(room.side, Party::Client | Party::Seller) && room.seller.is_some();
    Ok(RoomView {
        line,
        people,
        window,
        last_seq: room.last_seq,
        version: room.version,
        read: room.read,
        pins: u32::try_from(pins).unwrap_or(u32::MAX),
        closed: closed(room.kind, room.status, room.order_status, by_us, by_them),
        may_archive: !room.keeps_open() && (between || room.kind == ChatKind::Staff),
        may_block: between && !by_us && !room.keeps_open(),
    })
}

pub async fn before_in(tx: &mut Tx, room: &Room, seq: i64) -> Result<Window> {
    let mut seqs = messages::seqs_before(tx, room.id, seq, WINDOW + 1).await?;
    let more_before = seqs.len() as i64 > WINDOW;
    if more_before {
        seqs.remove(0);
    }
    window_in(tx, room, &seqs, more_before).await
}

pub async fn after_in(tx: &mut Tx, room: &Room, seq: i64) -> Result<Window> {
    let seqs = messages::seqs_after(tx, room.id, seq, WINDOW).await?;
    let more_before = seqs.first().is_some_and(|first| *first > 1);
    window_in(tx, room, &seqs, more_before).await
}

async fn around_in(tx: &mut Tx, room: &Room, middle: i64) -> Result<Window> {
    let mut seqs = messages::seqs_before(tx, room.id, middle, WINDOW / 2).await?;
    seqs.extend(messages::seqs_after(tx, room.id, middle - 1, WINDOW - WINDOW / 2).await?);
    let more_before = seqs.first().is_some_and(|first| *first > 1);
    window_in(tx, room, &seqs, more_before).await
}

async fn window_in(tx: &mut Tx, room: &Room, seqs: &[i64], more_before: bool) -> Result<Window> {
    let more_after = seqs.last().is_some_and(|last| *last < room.last_seq);
    Ok(Window { messages: messages::of_room(tx, room.id, seqs).await?, more_before, more_after })
}

pub async fn pins_in(tx: &mut Tx, chat: ChatId) -> Result<Vec<Message>> {
    let seqs = messages::seqs_pinned(tx, chat).await?;
    messages::of_room(tx, chat, &seqs).await
}

impl Platform {
    pub(super) async fn read_up_to(&self, actor: &Actor, chat: ChatId, seq: i64) -> Result<()> {
        let viewer = Viewer::of(actor)?;
        let mut tx = self.db.begin(actor).await?;
        line_in(&mut tx, &viewer, chat).await?;
        let (at, moved) = (tx.now, queries::mark_read(&mut tx, &viewer, chat, seq).await?);
        tx.commit().await?;
        if let Some(seq) = moved {
            self.wire.tell(&self.db, Heard::Read { project: actor.project, chat, user: viewer.id, seq, at });
        }
        Ok(())
    }

    pub(super) async fn search_rooms(
        &self,
        actor: &Actor,
        query: &str,
        chat: Option<ChatId>,
        page: PageRequest,
    ) -> Result<Page<ChatHit>> {
        let viewer = Viewer::of(actor)?;
        let before = page.after.as_deref().map(str::parse).transpose().map_err(|_| Problem::NotFound)?;
        let mut tx = self.db.begin(actor).await?;
        let rooms = match chat {
            Some(chat) => vec![line_in(&mut tx, &viewer, chat).await?.id.0],
            None => search::mine(&mut tx, &viewer).await?,
        };
        let plain = search::plain_words(&mut tx, query).await?;
        let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(10).collect();
        if words.is_empty() || rooms.is_empty() {
            return Ok(Page { items: vec![], next: None });
        }
        let wanted = words.iter().map(|word| format!("{word}:*")).collect::<Vec<_>>().join(" & ");
        // the reason stands at the query
        let mut operator = self.db.begin_operator(actor).await?;
        let found = search::search(&mut operator, &rooms, &wanted, before, i64::from(page.limit()) + 1).await?;
        operator.commit().await?;
        let cut = Page::cut(found, page.limit(), |hit| hit.id.to_string());
        let which: Vec<(ChatId, i64)> = cut.items.iter().map(|hit| (hit.chat, hit.seq)).collect();
        let mut ids: Vec<ChatId> = which.iter().map(|(chat, _)| *chat).collect();
        ids.sort_unstable();
        ids.dedup();
        let lines: HashMap<ChatId, Room> =
            queries::lines(&mut tx, &viewer, &ids).await?.into_iter().map(|room| (room.id, room)).collect();
        let items = messages::read(&mut tx, &which)
            .await?
            .into_iter()
            .filter_map(|message| {
                let room = lines.get(&message.chat)?;
                Some(ChatHit {
                    chat: message.chat,
                    kind: room.kind,
                    title: room.title.clone(),
                    seq: message.seq,
                    excerpt: around_word(&message.content, &words),
                    sender: message.sender,
                    at: message.created_at,
                })
            })
            .collect();
        Ok(Page { items, next: cut.next })
    }
}

/// At most 200 characters with the first of the words in them.
fn around_word(content: &str, words: &[&str]) -> String {
    let line = content.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower: Vec<char> = line.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect();
    let at = words
        .iter()
        .filter_map(|word| {
            let word: Vec<char> = word.chars().collect();
            lower.windows(word.len()).position(|part| part == word)
        })
        .min()
        .unwrap_or(0);
    let from = at.saturating_sub(60);
    let part: String = line.chars().skip(from).collect();
    let cut = excerpt(&part, 200 - usize::from(from > 0));
    if from > 0 { format!("…{cut}") } else { cut }
}
