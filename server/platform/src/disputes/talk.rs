//! What is said and shown: the answer, evidence, messages; and taking the dispute back.

use super::{
    core::{
        DisputeRow, announce_in, binding_side, change_in, enter_in, name_in, note_in, other, side, still_open,
        tell_mediators_in, tell_side_in,
    },
    end::{self, How},
    open::WORDS,
    queries,
};
use crate::{
    Result, Tx, files,
    orders::{
        OrderRow, Said,
        core::{at_most, required},
    },
    reviews,
};
use model::{
    Actor, DisputeId, FileId, Party, Problem,
    disputes::{DisputeEvent, DisputeMessageType, DisputeStatus, EvidenceType, Visibility},
    files::FilePurpose,
    notifications::NoticeKind,
    orders::Applied,
    reviews::ReviewSubject,
    text,
};
use serde_json::json;

/// Pieces of evidence a dispute holds.
const MOST_EVIDENCE: i64 = 300;
/// Files in one go.
const MOST_FILES: usize = 30;

/// The other side's answer; a late one is still heard until it is decided.
pub async fn answer_in(
    tx: &mut Tx,
    actor: &Actor,
    dispute: DisputeId,
    answer: &str,
    files: &[FileId],
) -> Result<Applied> {
    let (order, mut row, party) = enter_in(tx, actor, dispute).await?;
    if side(party)? != row.respondent() {
        return Err(Problem::NotAllowed.into());
    }
    if row.answered_at.is_some() {
        return Ok(Applied::Already);
    }
    still_open(&row)?;
    if !matches!(row.status, DisputeStatus::Pending | DisputeStatus::InReview) {
        return Err(Problem::Conflict(text!(
            "This dispute is decided already. You can appeal instead.",
            "Dieser Streitfall ist bereits entschieden. Sie können stattdessen Widerspruch einlegen."
        ))
        .into());
    }
    let answer = required("answer", answer, WORDS)?;
    let late = row.status == DisputeStatus::InReview;
    if !late {
        change_in(tx, &mut row, DisputeEvent::Answer, party).await?;
    }
    queries::set_answer(tx, dispute, &answer).await?;
    show_in(tx, actor, &row, party, "", files).await?;
    note_in(tx, &order, "dispute_answer", party, Said::default()).await?;
    let notice = order.notice().by(name_in(tx, &order, party).await?);
    tell_side_in(tx, &order, &row, row.opened_by, NoticeKind::DisputeAnswered, notice.clone()).await?;
    tell_mediators_in(tx, &order, &row, NoticeKind::DisputeAnswered, &notice).await?;
    announce_in(tx, &order, &row, "answer_dispute", json!({"late": late})).await?;
    Ok(Applied::Done)
}

/// Words, files, or both, for everybody in the dispute.
pub async fn add_evidence_in(
    tx: &mut Tx,
    actor: &Actor,
    dispute: DisputeId,
    words: &str,
    files: &[FileId],
) -> Result<Applied> {
    let (order, row, party) = enter_in(tx, actor, dispute).await?;
    still_open(&row)?;
    if words.trim().is_empty() && files.is_empty() {
        return Err(Problem::invalid(
            "words",
            text!("Write something, or choose a file.", "Schreiben Sie etwas oder wählen Sie eine Datei."),
        )
        .into());
    }
    show_in(tx, actor, &row, party, words, files).await?;
    note_in(tx, &order, "dispute_evidence", party, Said::default()).await?;
    tell_in(tx, &order, &row, party, Visibility::Both, None).await?;
    announce_in(tx, &order, &row, "add_evidence", json!({"by": party, "files": files.len()})).await?;
    Ok(Applied::Done)
}

/// Keeps evidence: one row for the words, one for each file.
pub async fn show_in(
    tx: &mut Tx,
    actor: &Actor,
    row: &DisputeRow,
    party: Party,
    words: &str,
    uploads: &[FileId],
) -> Result<()> {
    let words = at_most("words", words, WORDS)?;
    let mut wanted = uploads.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.len() > MOST_FILES {
        return Err(Problem::invalid(
            "files",
            text!(
                "At most {MOST_FILES} files at once; put more into a ZIP.",
                "Höchstens {MOST_FILES} Dateien auf einmal; packen Sie mehr in ein ZIP."
            ),
        )
        .into());
    }
    if wanted.is_empty() && words.is_empty() {
        return Ok(());
    }
    if queries::count_evidence(tx, row.id).await? >= MOST_EVIDENCE {
        return Err(Problem::Conflict(text!(
            "This dispute holds {MOST_EVIDENCE} pieces of evidence already. Write a message instead.",
            "Dieser Streitfall enthält bereits {MOST_EVIDENCE} Belege. Schreiben Sie stattdessen eine Nachricht."
        ))
        .into());
    }
    files::attach_in(tx, actor.user_id()?, FilePurpose::Evidence, &wanted, &[]).await?;
    if !words.is_empty() {
        queries::insert_evidence(tx, row.id, party, EvidenceType::Text, &words, None).await?;
    }
    for file in wanted {
        let kind = if queries::is_image(tx, file).await? { EvidenceType::Image } else { EvidenceType::Document };
        queries::insert_evidence(tx, row.id, party, kind, "", Some(file)).await?;
    }
    Ok(())
}

/// A message. A party's own "private" is between them and the mediators; a mediator may write to either side alone.
pub async fn write_in(
    tx: &mut Tx,
    actor: &Actor,
    dispute: DisputeId,
    message: &str,
    visibility: Visibility,
) -> Result<Applied> {
    let (order, row, party) = enter_in(tx, actor, dispute).await?;
    still_open(&row)?;
    // a party writes to all or to the mediators, never "privately" to the other side
    if party != Party::Staff && visibility != Visibility::Both && Visibility::private_to(party) != Some(visibility) {
        return Err(Problem::NotAllowed.into());
    }
    let message = required("message", message, WORDS)?;
    if queries::said_just_now(tx, dispute, &message, visibility.as_str()).await? {
        return Ok(Applied::Already);
    }
    let kind = DisputeMessageType::Comment.as_str();
    queries::insert_message(tx, dispute, party, &message, kind, visibility.as_str()).await?;
    tell_in(tx, &order, &row, party, visibility, Some(&message)).await?;
    announce_in(tx, &order, &row, "write_in_dispute", json!({"by": party, "visibility": visibility})).await?;
    Ok(Applied::Done)
}

/// Tells everybody who reads it, except its writer's side.
async fn tell_in(
    tx: &mut Tx,
    order: &OrderRow,
    row: &DisputeRow,
    by: Party,
    visibility: Visibility,
    words: Option<&str>,
) -> Result<()> {
    let mut notice = order.notice().by(name_in(tx, order, by).await?);
    notice.reason = words.map(|words| words.chars().take(300).collect());
    for reader in [Party::Client, Party::Seller] {
        if reader != by && visibility.is_read_by(reader) {
            tell_side_in(tx, order, row, reader, NoticeKind::DisputeNews, notice.clone()).await?;
        }
    }
    if by != Party::Staff {
        tell_mediators_in(tx, order, row, NoticeKind::DisputeNews, &notice).await?;
    }
    Ok(())
}

/// Whoever opened it takes it back.
pub async fn withdraw_in(tx: &mut Tx, actor: &Actor, dispute: DisputeId) -> Result<Applied> {
    let (mut order, mut row, party) = enter_in(tx, actor, dispute).await?;
    if binding_side(actor, party)? != row.opened_by {
        return Err(Problem::NotAllowed.into());
    }
    if !change_in(tx, &mut row, DisputeEvent::Withdraw, party).await? {
        return Ok(Applied::Already);
    }
    note_in(tx, &order, "dispute_withdraw", party, Said::default()).await?;
    reviews::withdraw_in(tx, ReviewSubject::DisputeDecision, row.id.0).await?;
    end::end_in(tx, &mut order, &row, How::Withdrawn).await?;
    let notice = order.notice().by(name_in(tx, &order, party).await?);
    tell_side_in(tx, &order, &row, other(party), NoticeKind::DisputeEnded, notice).await?;
    announce_in(tx, &order, &row, "withdraw_dispute", json!({})).await?;
    Ok(Applied::Done)
}
