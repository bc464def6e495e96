//! Conversations: rooms, messages and who may read them. Sending is one statement (`chat_send` of the migration) that
//! checks the right, the pace and the block, gives the number and stores; what is live of it leaves by the `wire`.
//! Below orders: each row of an order's timeline is put into its room from `orders::core`.

mod change;
mod digest;
pub mod live;
mod order_room;
mod queries;
mod report;
mod rooms;
mod send;
mod sides;
#[cfg(test)]
mod tests;
pub mod wire;

pub use order_room::{open_order_room_in, order_event_in};
pub use report::{apply_report_in, dismiss_report_in};
pub use send::{CardKind, post_card_in};
pub use wire::{Heard, Wire};

use crate::{Platform, Result, Tx};
use async_trait::async_trait;
use model::{
    Actor, ChatId, ChatReportId, OrderId, Page, PageRequest, Permission, Problem, ProductId, SellerId, UserId,
    chats::{
        Around, ChatFilter, ChatHit, ChatPerson, Chats, FirstMessage, Message, NewMessage, ReportLine, ReportReason,
        ReportStatus, RoomLine, RoomView, Sent, Window,
    },
};

/// Who looks, as the queries want it.
#[derive(Clone, Debug)]
struct Viewer {
    id: UserId,
    /// May enter the room of any order.
    oversees: bool,
    sellers: Vec<SellerId>,
}

impl Viewer {
    fn of(actor: &Actor) -> Result<Self, Problem> {
        let user = actor.signed_in()?;
        Ok(Self { id: user.id, oversees: actor.has(Permission::OrderViewAny), sellers: user.sellers.clone() })
    }
}

/// The room as the viewer sees it, or `NotFound`.
async fn line_in(tx: &mut Tx, viewer: &Viewer, chat: ChatId) -> Result<queries::rooms::Room> {
    Ok(queries::rooms::lines(tx, viewer, &[chat]).await?.pop().ok_or(Problem::NotFound)?)
}

#[async_trait]
impl Chats for Platform {
    async fn list_chats(
        &self,
        actor: &Actor,
        filter: ChatFilter,
        page: PageRequest,
    ) -> Result<Page<RoomLine>, Problem> {
        let viewer = Viewer::of(actor)?;
        let mut tx = self.db.begin(actor).await?;
        Ok(rooms::list_in(&mut tx, &viewer, filter, page).await?)
    }

    async fn open_chat(&self, actor: &Actor, chat: ChatId, around: Around) -> Result<RoomView, Problem> {
        let viewer = Viewer::of(actor)?;
        let mut tx = self.db.begin(actor).await?;
        Ok(rooms::open_in(&mut tx, &viewer, chat, around).await?)
    }

    async fn chat_of_order(&self, actor: &Actor, order: OrderId) -> Result<ChatId, Problem> {
        let viewer = Viewer::of(actor)?;
        let mut tx = self.db.begin(actor).await?;
        Ok(queries::rooms::of_order(&mut tx, &viewer, order).await?.ok_or(Problem::NotFound)?)
    }

    async fn messages_before(&self, actor: &Actor, chat: ChatId, seq: i64) -> Result<Window, Problem> {
        let viewer = Viewer::of(actor)?;
        let mut tx = self.db.begin(actor).await?;
        let room = line_in(&mut tx, &viewer, chat).await?;
        Ok(rooms::before_in(&mut tx, &room, seq).await?)
    }

    async fn messages_after(&self, actor: &Actor, chat: ChatId, seq: i64) -> Result<Window, Problem> {
        let viewer = Viewer::of(actor)?;
        let mut tx = self.db.begin(actor).await?;
        let room = line_in(&mut tx, &viewer, chat).await?;
        Ok(rooms::after_in(&mut tx, &room, seq).await?)
    }

    async fn send_message(&self, actor: &Actor, message: NewMessage) -> Result<Sent, Problem> {
        Ok(self.send(actor, message).await?)
    }

    async fn edit_message(&self, actor: &Actor, chat: ChatId, seq: i64, content: String) -> Result<Message, Problem> {
        let viewer = Viewer::of(actor)?;
        let mut tx = self.db.begin(actor).await?;
        let message = change::edit_in(&mut tx, &viewer, chat, seq, &content).await?;
        tx.commit().await?;
        Ok(message)
    }

    async fn delete_message(&self, actor: &Actor, chat: ChatId, seq: i64) -> Result<Message, Problem> {
        let viewer = Viewer::of(actor)?;
        let mut tx = self.db.begin(actor).await?;
        let message = change::delete_in(&mut tx, &viewer, chat, seq).await?;
        tx.commit().await?;
        Ok(message)
    }

    async fn react(&self, actor: &Actor, chat: ChatId, seq: i64, emoji: String, on: bool) -> Result<Message, Problem> {
        let viewer = Viewer::of(actor)?;
        let mut tx = self.db.begin(actor).await?;
        let message = change::react_in(&mut tx, &viewer, chat, seq, &emoji, on).await?;
        tx.commit().await?;
        Ok(message)
    }

    async fn pin_message(&self, actor: &Actor, chat: ChatId, seq: i64, on: bool) -> Result<Message, Problem> {
        let viewer = Viewer::of(actor)?;
        let mut tx = self.db.begin(actor).await?;
        let message = change::pin_in(&mut tx, &viewer, chat, seq, on).await?;
        tx.commit().await?;
        Ok(message)
    }

    async fn pinned_messages(&self, actor: &Actor, chat: ChatId) -> Result<Vec<Message>, Problem> {
        let viewer = Viewer::of(actor)?;
        let mut tx = self.db.begin(actor).await?;
        line_in(&mut tx, &viewer, chat).await?;
        Ok(rooms::pins_in(&mut tx, chat).await?)
    }

    async fn mark_read(&self, actor: &Actor, chat: ChatId, seq: i64) -> Result<(), Problem> {
        Ok(self.read_up_to(actor, chat, seq).await?)
    }

    async fn search_messages(
        &self,
        actor: &Actor,
        query: String,
        chat: Option<ChatId>,
        page: PageRequest,
    ) -> Result<Page<ChatHit>, Problem> {
        Ok(self.search_rooms(actor, &query, chat, page).await?)
    }

    async fn ask_about(&self, actor: &Actor, product: ProductId, message: FirstMessage) -> Result<ChatId, Problem> {
        Ok(self.ask(actor, product, message).await?)
    }

    async fn question_about(&self, actor: &Actor, product: ProductId) -> Result<Option<ChatId>, Problem> {
        let viewer = Viewer::of(actor)?;
        let mut tx = self.db.begin(actor).await?;
        Ok(queries::sides::question_about(&mut tx, viewer.id, product).await?)
    }

    async fn open_staff_chat(&self, actor: &Actor, title: String, people: Vec<UserId>) -> Result<ChatId, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let chat = sides::open_staff_chat_in(&mut tx, actor, &title, people).await?;
        tx.commit().await?;
        Ok(chat)
    }

    async fn list_staff_people(&self, actor: &Actor) -> Result<Vec<ChatPerson>, Problem> {
        let mut tx = self.db.begin(actor).await?;
        Ok(sides::staff_people_in(&mut tx, actor).await?)
    }

    async fn archive_chat(&self, actor: &Actor, chat: ChatId) -> Result<(), Problem> {
        let viewer = Viewer::of(actor)?;
        let mut tx = self.db.begin(actor).await?;
        sides::archive_in(&mut tx, &viewer, chat).await?;
        Ok(tx.commit().await?)
    }

    async fn reopen_chat(&self, actor: &Actor, chat: ChatId) -> Result<(), Problem> {
        let viewer = Viewer::of(actor)?;
        let mut tx = self.db.begin(actor).await?;
        sides::reopen_in(&mut tx, &viewer, chat).await?;
        Ok(tx.commit().await?)
    }

    async fn block_other_side(&self, actor: &Actor, chat: ChatId) -> Result<(), Problem> {
        let viewer = Viewer::of(actor)?;
        let mut tx = self.db.begin(actor).await?;
        sides::block_in(&mut tx, &viewer, chat, true).await?;
        Ok(tx.commit().await?)
    }

    async fn unblock_other_side(&self, actor: &Actor, chat: ChatId) -> Result<(), Problem> {
        let viewer = Viewer::of(actor)?;
        let mut tx = self.db.begin(actor).await?;
        sides::block_in(&mut tx, &viewer, chat, false).await?;
        Ok(tx.commit().await?)
    }

    async fn report_message(
        &self,
        actor: &Actor,
        chat: ChatId,
        seq: i64,
        reason: ReportReason,
        note: String,
    ) -> Result<ChatReportId, Problem> {
        let viewer = Viewer::of(actor)?;
        let mut tx = self.db.begin(actor).await?;
        let report = report::report_in(&mut tx, &viewer, chat, seq, reason, &note).await?;
        tx.commit().await?;
        Ok(report)
    }

    async fn list_reports(
        &self,
        actor: &Actor,
        status: ReportStatus,
        page: PageRequest,
    ) -> Result<Page<ReportLine>, Problem> {
        actor.require(Permission::OrderManage)?;
        let mut tx = self.db.begin(actor).await?;
        Ok(report::list_in(&mut tx, status, page).await?)
    }

    async fn decide_report(&self, actor: &Actor, report: ChatReportId, upheld: bool) -> Result<(), Problem> {
        let user = actor.require(Permission::OrderManage)?.id;
        let mut tx = self.db.begin(actor).await?;
        report::decide_in(&mut tx, user, report, upheld).await?;
        Ok(tx.commit().await?)
    }

    async fn count_unread_messages(&self, actor: &Actor) -> Result<u32, Problem> {
        let viewer = Viewer::of(actor)?;
        let mut tx = self.db.begin(actor).await?;
        Ok(queries::rooms::unread_total(&mut tx, &viewer).await?)
    }
}
