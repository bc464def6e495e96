//! Conversations. Sending, reading and the small acts also go over the socket `/live`; these are the same acts for a page
//! whose socket is away, and for forms.

use crate::Fault;
use leptos::{prelude::*, server_fn::codec::Json};
use model::{
    ChatId, ChatReportId, FileId, OrderId, Page, PageRequest, ProductId, UserId,
    chats::{
        Around, ChatFilter, ChatHit, ChatPerson, FirstMessage, Message, NewMessage, ReportLine, ReportReason,
        ReportStatus, RoomLine, RoomView, Sent, Window,
    },
};
use uuid::Uuid;

/// A page of rooms, the one with the latest message first.
#[server(name = ListChats, prefix = "/api", endpoint = "chats/list_chats", input = Json)]
pub async fn list_chats(filter: ChatFilter, after: Option<String>) -> Result<Page<RoomLine>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.list_chats(&actor, filter, PageRequest { after, limit: 30 }).await?)
}

/// The room with the window it opens on.
#[server(name = OpenChat, prefix = "/api", endpoint = "chats/open_chat", input = Json)]
pub async fn open_chat(chat: ChatId, around: Around) -> Result<RoomView, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.open_chat(&actor, chat, around).await?)
}

/// The room of an order, as it opens.
#[server(name = OpenChatOfOrder, prefix = "/api", endpoint = "chats/open_chat_of_order")]
pub async fn open_chat_of_order(order: OrderId) -> Result<RoomView, Fault> {
    let (desk, actor) = crate::caller()?;
    let chat = desk.chat_of_order(&actor, order).await?;
    Ok(desk.open_chat(&actor, chat, Around::Unread).await?)
}

#[server(name = MessagesBefore, prefix = "/api", endpoint = "chats/messages_before")]
pub async fn messages_before(chat: ChatId, seq: i64) -> Result<Window, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.messages_before(&actor, chat, seq).await?)
}

#[server(name = MessagesAfter, prefix = "/api", endpoint = "chats/messages_after")]
pub async fn messages_after(chat: ChatId, seq: i64) -> Result<Window, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.messages_after(&actor, chat, seq).await?)
}

/// Sends; the page's own way when the socket is away.
#[server(name = SendMessage, prefix = "/api", endpoint = "chats/send_message", input = Json)]
pub async fn send_message(message: NewMessage) -> Result<Sent, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.send_message(&actor, message).await?)
}

/// The same for a form without a script. `seq` is the last number that its page shows: the same words sent twice from
/// the same page are one message.
#[server(name = WriteMessage, prefix = "/api", endpoint = "chats/write_message")]
pub async fn write_message(
    chat: ChatId,
    #[server(default)] seq: i64,
    #[server(default)] content: String,
    #[server(default)] files: Vec<FileId>,
) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    let client_id = same_words(&format!("{}/{chat}/{seq}/{files:?}/{content}", actor.user_id()?));
    desk.send_message(&actor, NewMessage { chat, client_id, content, reply_to: None, files }).await?;
    Ok(())
}

/// An id for words from a form that brings none: the same for the same words.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn same_words(words: &str) -> Uuid {
    let hash = |seed: u64| {
        words.bytes().fold(seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)).to_be_bytes()
    };
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&hash(0xcbf2_9ce4_8422_2325));
    bytes[8..].copy_from_slice(&hash(0x8422_2325_cbf2_9ce4));
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

#[server(name = EditMessage, prefix = "/api", endpoint = "chats/edit_message")]
pub async fn edit_message(chat: ChatId, seq: i64, #[server(default)] content: String) -> Result<Message, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.edit_message(&actor, chat, seq, content).await?)
}

#[server(name = DeleteMessage, prefix = "/api", endpoint = "chats/delete_message")]
pub async fn delete_message(chat: ChatId, seq: i64) -> Result<Message, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.delete_message(&actor, chat, seq).await?)
}

#[server(name = React, prefix = "/api", endpoint = "chats/react")]
pub async fn react(chat: ChatId, seq: i64, emoji: String, #[server(default)] on: bool) -> Result<Message, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.react(&actor, chat, seq, emoji, on).await?)
}

#[server(name = PinMessage, prefix = "/api", endpoint = "chats/pin_message")]
pub async fn pin_message(chat: ChatId, seq: i64, #[server(default)] on: bool) -> Result<Message, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.pin_message(&actor, chat, seq, on).await?)
}

#[server(name = PinnedMessages, prefix = "/api", endpoint = "chats/pinned_messages")]
pub async fn pinned_messages(chat: ChatId) -> Result<Vec<Message>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.pinned_messages(&actor, chat).await?)
}

#[server(name = MarkRead, prefix = "/api", endpoint = "chats/mark_read")]
pub async fn mark_read(chat: ChatId, seq: i64) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.mark_read(&actor, chat, seq).await?)
}

#[server(name = SearchMessages, prefix = "/api", endpoint = "chats/search_messages")]
pub async fn search_messages(
    #[server(default)] query: String,
    chat: Option<ChatId>,
    after: Option<String>,
) -> Result<Page<ChatHit>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.search_messages(&actor, query, chat, PageRequest { after, limit: 20 }).await?)
}

/// The first question about a product, or one more in the room that is there already. Leads to the room.
#[server(name = AskAbout, prefix = "/api", endpoint = "chats/ask_about")]
pub async fn ask_about(product: ProductId, #[server(default)] content: String) -> Result<ChatId, Fault> {
    let (desk, actor) = crate::caller()?;
    let client_id = same_words(&format!("{}/{product}/{content}", actor.user_id()?));
    let chat = desk.ask_about(&actor, product, FirstMessage { client_id, content }).await?;
    #[cfg(not(target_arch = "wasm32"))]
    leptos_axum::redirect(&format!("/app/messages/{chat}"));
    Ok(chat)
}

#[server(name = QuestionAbout, prefix = "/api", endpoint = "chats/question_about")]
pub async fn question_about(product: ProductId) -> Result<Option<ChatId>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.question_about(&actor, product).await?)
}

/// A room among staff; leads to it.
#[server(name = OpenStaffChat, prefix = "/api", endpoint = "chats/open_staff_chat")]
pub async fn open_staff_chat(
    #[server(default)] title: String,
    #[server(default)] people: Vec<UserId>,
) -> Result<ChatId, Fault> {
    let (desk, actor) = crate::caller()?;
    let chat = desk.open_staff_chat(&actor, title, people).await?;
    #[cfg(not(target_arch = "wasm32"))]
    leptos_axum::redirect(&format!("/admin/messages/{chat}"));
    Ok(chat)
}

#[server(name = ListStaffPeople, prefix = "/api", endpoint = "chats/list_staff_people")]
pub async fn list_staff_people() -> Result<Vec<ChatPerson>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.list_staff_people(&actor).await?)
}

#[server(name = ArchiveChat, prefix = "/api", endpoint = "chats/archive_chat")]
pub async fn archive_chat(chat: ChatId) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.archive_chat(&actor, chat).await?)
}

#[server(name = ReopenChat, prefix = "/api", endpoint = "chats/reopen_chat")]
pub async fn reopen_chat(chat: ChatId) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.reopen_chat(&actor, chat).await?)
}

#[server(name = BlockOtherSide, prefix = "/api", endpoint = "chats/block_other_side")]
pub async fn block_other_side(chat: ChatId) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.block_other_side(&actor, chat).await?)
}

#[server(name = UnblockOtherSide, prefix = "/api", endpoint = "chats/unblock_other_side")]
pub async fn unblock_other_side(chat: ChatId) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.unblock_other_side(&actor, chat).await?)
}

#[server(name = ReportMessage, prefix = "/api", endpoint = "chats/report_message")]
pub async fn report_message(
    chat: ChatId,
    seq: i64,
    reason: ReportReason,
    #[server(default)] note: String,
) -> Result<ChatReportId, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.report_message(&actor, chat, seq, reason, note).await?)
}

#[server(name = ListReports, prefix = "/api", endpoint = "chats/list_reports")]
pub async fn list_reports(status: ReportStatus, after: Option<String>) -> Result<Page<ReportLine>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.list_reports(&actor, status, PageRequest { after, limit: 20 }).await?)
}

#[server(name = DecideReport, prefix = "/api", endpoint = "chats/decide_report")]
pub async fn decide_report(report: ChatReportId, #[server(default)] upheld: bool) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.decide_report(&actor, report, upheld).await?)
}

#[server(name = CountUnreadMessages, prefix = "/api", endpoint = "chats/count_unread_messages")]
pub async fn count_unread_messages() -> Result<u32, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.count_unread_messages(&actor).await?)
}

#[cfg(test)]
mod tests {
    use super::same_words;

    #[test]
    fn the_same_words_are_one_message() {
        assert_eq!(same_words("a/1/Hello"), same_words("a/1/Hello"));
        assert_ne!(same_words("a/1/Hello"), same_words("a/2/Hello"));
        assert_ne!(same_words("a/1/Hello"), same_words("b/1/Hello"));
    }
}
