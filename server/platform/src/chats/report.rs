//! Reported messages: kept with the words they had, shown to the staff, decided once.

use super::{
    Viewer, change, line_in,
    queries::{change as changes, messages, report as queries},
};
use crate::{Result, Tx, clock::new_id, notifications, orders::core::at_most, outbox};
use model::{
    ChatId, ChatReportId, Page, PageRequest, Permission, Problem, UserId,
    chats::{MessageType, ReportLine, ReportReason, ReportStatus},
    notifications::{NoticeKind, NoticeParams},
    text,
};
use serde_json::json;
use std::collections::HashMap;

pub async fn report_in(
    tx: &mut Tx,
    viewer: &Viewer,
    chat: ChatId,
    seq: i64,
    reason: ReportReason,
    note: &str,
) -> Result<ChatReportId> {
    let room = line_in(tx, viewer, chat).await?;
    let note = at_most("note", note, 2_000)?;
    let message = changes::lock(tx, chat, seq).await?.ok_or(Problem::NotFound)?;
    if message.sender == Some(viewer.id) || message.message_type == MessageType::System {
        return Err(Problem::NotAllowed.into());
    }
    if let Some(earlier) = queries::earlier(tx, message.id, viewer.id).await? {
        return Ok(earlier);
    }
    if message.deleted {
        return Err(Problem::Conflict(text!("This message was deleted.", "Diese Nachricht wurde gelöscht.")).into());
    }
    let id = new_id();
    queries::insert(tx, id, message.id, viewer.id, reason, &note).await?;
    outbox::record_in(tx, "report_message", "chat_report", Some(id.0), json!({"reason": reason})).await?;
    let notice = NoticeParams::of(room.title);
    notifications::notify_staff_in(
        tx,
        Permission::OrderManage,
        NoticeKind::MessageReported,
        &notice,
        "/admin/messages/reports",
    )
    .await?;
    Ok(id)
}

pub async fn list_in(tx: &mut Tx, status: ReportStatus, page: PageRequest) -> Result<Page<ReportLine>> {
    let before = page.after.as_deref().map(str::parse).transpose().map_err(|_| Problem::NotFound)?;
    let rows = queries::list(tx, status, before, i64::from(page.limit()) + 1).await?;
    let cut = Page::cut(rows, page.limit(), |row| row.id.to_string());
    let which: Vec<(ChatId, i64)> = cut.items.iter().map(|row| (row.chat, row.seq)).collect();
    let messages: HashMap<(ChatId, i64), _> =
        messages::read(tx, &which).await?.into_iter().map(|m| ((m.chat, m.seq), m)).collect();
    let items = cut
        .items
        .into_iter()
        .filter_map(|row| {
            let mut message = messages.get(&(row.chat, row.seq))?.clone();
            message.content = row.content;
            Some(ReportLine {
                id: row.id,
                reason: row.reason,
                note: row.note,
                status: row.status,
                reported_by: row.reported_by,
                at: row.at,
                decided_by: row.decided_by,
                room: row.room,
                message,
            })
        })
        .collect();
    Ok(Page { items, next: cut.next })
}

/// A person of the staff decides. Not about what they wrote or reported themselves.
pub async fn decide_in(tx: &mut Tx, by: UserId, id: ChatReportId, upheld: bool) -> Result<()> {
    let report = queries::lock(tx, id).await?.ok_or(Problem::NotFound)?;
    if report.sender == Some(by) || report.reported_by == by {
        return Err(Problem::NotAllowed.into());
    }
    if upheld { apply_report_in(tx, id, Some(by)).await } else { dismiss_report_in(tx, id, Some(by)).await }
}

/// The message goes. Deciding the same again is no error; deciding otherwise is.
pub async fn apply_report_in(tx: &mut Tx, id: ChatReportId, by: Option<UserId>) -> Result<()> {
    let report = queries::lock(tx, id).await?.ok_or(Problem::NotFound)?;
    match report.status {
        ReportStatus::Upheld => return Ok(()),
        ReportStatus::Dismissed => return Err(decided().into()),
        ReportStatus::Open => {}
    }
    let message = changes::lock(tx, report.chat, report.seq).await?.ok_or(Problem::NotFound)?;
    if !message.deleted {
        change::take_away_in(tx, report.chat, report.seq, &message).await?;
    }
    queries::decide(tx, report.message, ReportStatus::Upheld, by).await?;
    outbox::record_in(tx, "uphold_report", "chat_report", Some(id.0), json!({})).await
}

/// The message stays.
pub async fn dismiss_report_in(tx: &mut Tx, id: ChatReportId, by: Option<UserId>) -> Result<()> {
    let report = queries::lock(tx, id).await?.ok_or(Problem::NotFound)?;
    match report.status {
        ReportStatus::Dismissed => return Ok(()),
        ReportStatus::Upheld => return Err(decided().into()),
        ReportStatus::Open => {}
    }
    queries::decide(tx, report.message, ReportStatus::Dismissed, by).await?;
    outbox::record_in(tx, "dismiss_report", "chat_report", Some(id.0), json!({})).await
}

fn decided() -> Problem {
    Problem::Conflict(text!("This report was decided already.", "Über diese Meldung ist schon entschieden."))
}
