//! Decisions: a mediator drafts, others approve (a ReviewTask), the parties accept or appeal once, and then it takes effect.

use super::{
    core::{
        DisputeRow, announce_in, binding_side, change_in, enter_for_system_in, enter_in, name_in, note_in, other,
        tell_mediators_in, tell_side_in,
    },
    end::{self, How},
    open::WORDS,
    queries::{self, NewTermsRow, StoredTerms},
    review,
};
use crate::{
    Result, Tx,
    orders::{OrderRow, Said, core::required, queries as orders},
};
use model::{
    Actor, DisputeId, Party, Problem, UserId,
    disputes::{DisputeEvent, DisputeMessageType, DisputeStatus, NewTerms, Terms, Visibility},
    notifications::NoticeKind,
    orders::Applied,
    text,
};
use serde_json::json;
use time::Duration;

/// A mediator's draft; an earlier one gives way to it. Never by a party, and after an appeal by somebody else than before.
pub async fn draft_in(tx: &mut Tx, actor: &Actor, dispute: DisputeId, new: NewTerms) -> Result<Applied> {
    let (order, row, party) = enter_in(tx, actor, dispute).await?;
    let me = mediator_in(tx, actor, &order, party).await?;
    if !row.status.awaits_decision() {
        return Err(not_now(row.status).into());
    }
    let round = if row.status == DisputeStatus::Appealed { 2 } else { 1 };
    if round == 2 && queries::first_decider(tx, dispute).await? == Some(me) {
        return Err(Problem::Conflict(text!(
            "You drafted the decision that was appealed. Somebody else decides the appeal.",
            "Sie haben die angefochtene Entscheidung entworfen. Über den Widerspruch entscheidet jemand anderes."
        ))
        .into());
    }
    let reasons = required("words", &new.words, WORDS)?;
    let slices = queries::open_slices(tx, &order).await?;
    let terms = Terms::read(new.resolution, &slices, &new.to_client)?;
    let before = queries::live_decision(tx, &order, dispute).await?;
    if let Some(before) = &before {
        if before.terms == terms && before.words == reasons && before.by == me {
            return Ok(Applied::Already);
        }
        queries::set_terms_status(tx, before.id, "in_review", "replaced").await?;
    }
    let approvals = queries::settings(tx).await?.approvals(order.unreleased());
    let decision = NewTermsRow {
        dispute,
        kind: "decision",
        status: "in_review",
        terms: &terms,
        words: &reasons,
        by: me,
        party: Party::Staff,
        round,
        approvals,
    };
    queries::insert_terms(tx, decision).await?;
    let draft = review::Draft {
        order: &order,
        row: &row,
        terms: &terms,
        slices: &slices,
        reasons: &reasons,
        approvals,
        by: me,
    };
    review::ask_in(tx, draft, before.as_ref()).await?;
    let back = terms.back(order.currency)?;
    let data = json!({"resolution": terms.resolution, "to_client": back.minor, "currency": back.currency, "round": round, "approvals": approvals});
    announce_in(tx, &order, &row, "draft_decision", data).await?;
    Ok(Applied::Done)
}

/// The caller mediates: they hold the permission and belong to neither side, whatever else they may be.
async fn mediator_in(tx: &mut Tx, actor: &Actor, order: &OrderRow, party: Party) -> Result<UserId> {
    let me = actor.user_id()?;
    if party != Party::Staff || is_party_in(tx, order, me).await? {
        return Err(Problem::NotAllowed.into());
    }
    Ok(me)
}

async fn is_party_in(tx: &mut Tx, order: &OrderRow, user: UserId) -> Result<bool> {
    Ok(user == order.buyer || orders::seller_people(tx, order.seller).await?.contains(&user))
}

/// Holds order and dispute, for the review that is about to change them.
pub async fn lock_in(tx: &mut Tx, dispute: DisputeId) -> Result<()> {
    enter_for_system_in(tx, dispute).await.map(|_| ())
}

/// The draft was approved. The first decision can be appealed, so it takes effect later; the one after an appeal is final
/// and takes effect in this very transaction. `by` gave the approval that was missing: never the drafter, never a party.
pub async fn apply_decision_in(tx: &mut Tx, dispute: DisputeId, by: UserId) -> Result<()> {
    let (mut order, mut row) = enter_for_system_in(tx, dispute).await?;
    let decision = queries::live_decision(tx, &order, dispute).await?.ok_or(Problem::NotFound)?;
    let appealed = row.status == DisputeStatus::Appealed;
    if decision.by == by
        || is_party_in(tx, &order, by).await?
        || appealed && queries::first_decider(tx, dispute).await? == Some(by)
    {
        return Err(Problem::NotAllowed.into());
    }
    if decision.status == "made" {
        return Ok(());
    }
    // the figures were drafted a while ago
    decision.terms.check(&queries::open_slices(tx, &order).await?)?;
    queries::set_terms_status(tx, decision.id, "in_review", "made").await?;
    // what was offered before is overtaken: nobody loses a decision to an offer of theirs that lay open
    queries::close_terms(tx, dispute, Some(decision.id)).await?;
    change_in(tx, &mut row, DisputeEvent::Decide, Party::Staff).await?;
    let (kind, both) = (DisputeMessageType::Decision.as_str(), Visibility::Both.as_str());
    queries::insert_message(tx, dispute, Party::Staff, &decision.words, kind, both).await?;
    note_in(tx, &order, "dispute_decide", Party::Staff, Said::default()).await?;
    let is_final = row.status == DisputeStatus::Closed;
    let days = queries::settings(tx).await?.appeal_days;
    let final_at = (!is_final).then(|| tx.now + Duration::days(i64::from(days)));
    queries::set_decided(tx, dispute, decision.terms.resolution, final_at).await?;
    if is_final {
        take_effect_in(tx, &mut order, &row, &decision).await?;
    } else {
        let notice = order.notice().days(i64::from(days));
        for side in [Party::Client, Party::Seller] {
            tell_side_in(tx, &order, &row, side, NoticeKind::DisputeDecided, notice.clone()).await?;
        }
    }
    let back = decision.terms.back(order.currency)?;
    let data = json!({"resolution": decision.terms.resolution, "to_client": back.minor, "currency": back.currency, "final": is_final});
    announce_in(tx, &order, &row, "apply_decision", data).await
}

/// The draft was not approved: mediation goes on.
pub async fn reject_decision_in(tx: &mut Tx, dispute: DisputeId) -> Result<()> {
    let (order, row) = enter_for_system_in(tx, dispute).await?;
    let Some(decision) = queries::live_decision(tx, &order, dispute).await? else { return Ok(()) };
    if decision.status != "in_review" {
        return Ok(());
    }
    queries::set_terms_status(tx, decision.id, "in_review", "rejected").await?;
    announce_in(tx, &order, &row, "reject_decision", json!({})).await
}

/// One side accepts the decision; the second to do so makes it take effect.
pub async fn accept_in(tx: &mut Tx, actor: &Actor, dispute: DisputeId) -> Result<Applied> {
    let (mut order, mut row, party) = enter_in(tx, actor, dispute).await?;
    let party = binding_side(actor, party)?;
    if row.accepted(party) {
        return Ok(Applied::Already);
    }
    if row.status != DisputeStatus::Resolved {
        return Err(not_now(row.status).into());
    }
    queries::stamp(tx, dispute, DisputeEvent::Close, party).await?;
    note_in(tx, &order, "dispute_accept", party, Said::default()).await?;
    if row.accepted(other(party)) {
        close_in(tx, &mut order, &mut row, party).await?;
    }
    announce_in(tx, &order, &row, "accept_decision", json!({"by": party})).await?;
    Ok(Applied::Done)
}

/// Nobody appealed in time. `false`: somebody was faster.
pub async fn close_unappealed_in(tx: &mut Tx, dispute: DisputeId) -> Result<bool> {
    let (mut order, mut row) = enter_for_system_in(tx, dispute).await?;
    if row.status != DisputeStatus::Resolved || row.final_at.is_none_or(|at| at > tx.now) {
        return Ok(false);
    }
    close_in(tx, &mut order, &mut row, Party::System).await?;
    announce_in(tx, &order, &row, "close_dispute", json!({})).await?;
    Ok(true)
}

async fn close_in(tx: &mut Tx, order: &mut OrderRow, row: &mut DisputeRow, by: Party) -> Result<()> {
    let decision = queries::live_decision(tx, order, row.id).await?.ok_or(Problem::NotFound)?;
    change_in(tx, row, DisputeEvent::Close, by).await?;
    note_in(tx, order, "dispute_close", Party::System, Said::default()).await?;
    take_effect_in(tx, order, row, &decision).await
}

async fn take_effect_in(tx: &mut Tx, order: &mut OrderRow, row: &DisputeRow, decision: &StoredTerms) -> Result<()> {
    let how = How::Terms { id: decision.id, terms: &decision.terms, words: &decision.words };
    end::end_in(tx, order, row, how).await?;
    end::tell_both_in(tx, order, row, &decision.terms).await
}

/// Either side, once in a dispute: somebody else of the staff decides again, and the money stays where it is.
pub async fn appeal_in(tx: &mut Tx, actor: &Actor, dispute: DisputeId, reasons: &str) -> Result<Applied> {
    let (order, mut row, party) = enter_in(tx, actor, dispute).await?;
    let party = binding_side(actor, party)?;
    if row.status == DisputeStatus::Appealed && row.appealed_by == Some(party) {
        return Ok(Applied::Already);
    }
    if row.status != DisputeStatus::Resolved {
        return Err(not_now(row.status).into());
    }
    if row.final_at.is_some_and(|at| at <= tx.now) {
        return Err(Problem::Conflict(text!(
            "The time to appeal is over; the decision takes effect now.",
            "Die Widerspruchsfrist ist vorbei; die Entscheidung wird jetzt wirksam."
        ))
        .into());
    }
    if row.accepted(party) {
        return Err(Problem::Conflict(text!(
            "You have accepted this decision.",
            "Sie haben diese Entscheidung angenommen."
        ))
        .into());
    }
    let reasons = required("reasons", reasons, WORDS)?;
    let decision = queries::live_decision(tx, &order, dispute).await?.ok_or(Problem::NotFound)?;
    change_in(tx, &mut row, DisputeEvent::Appeal, party).await?;
    queries::set_terms_status(tx, decision.id, "made", "replaced").await?;
    queries::stamp(tx, dispute, DisputeEvent::Appeal, party).await?;
    let (kind, both) = (DisputeMessageType::Appeal.as_str(), Visibility::Both.as_str());
    queries::insert_message(tx, dispute, party, &reasons, kind, both).await?;
    note_in(tx, &order, "dispute_appeal", party, Said::default()).await?;
    let notice = order.notice().by(name_in(tx, &order, party).await?);
    tell_side_in(tx, &order, &row, other(party), NoticeKind::DisputeAppealed, notice.clone()).await?;
    tell_mediators_in(tx, &order, &row, NoticeKind::DisputeAppealed, &notice).await?;
    announce_in(tx, &order, &row, "appeal_decision", json!({"by": party})).await?;
    Ok(Applied::Done)
}

fn not_now(status: DisputeStatus) -> Problem {
    Problem::Conflict(match status {
        DisputeStatus::Pending => text!(
            "The other side can still answer; mediation begins after that.",
            "Die andere Seite kann noch antworten; danach beginnt die Vermittlung."
        ),
        DisputeStatus::InReview | DisputeStatus::Appealed => {
            text!("This is not decided yet.", "Das ist noch nicht entschieden.")
        }
        DisputeStatus::Resolved => text!(
            "This is decided; the parties can accept it or appeal.",
            "Das ist entschieden; die Beteiligten können annehmen oder Widerspruch einlegen."
        ),
        _ => text!("This dispute is over.", "Dieser Streitfall ist beendet."),
    })
}
