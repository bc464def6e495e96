//! Opening a dispute: the order's money is frozen in the same transaction.

use super::{
    core::{DisputeRow, announce_in, other, tell_mediators_in, tell_side_in},
    queries::{self, NewRow, NewTermsRow},
    talk::show_in,
};
use crate::{
    Result, Tx,
    clock::new_id,
    orders::{
        core::{lock_in, required},
        freeze, queries as orders,
    },
};
use model::{
    Actor, DisputeId, OrderId, Problem,
    disputes::{DisputeStatus, NewDispute, Terms, may_open},
    notifications::NoticeKind,
    text,
};
use serde_json::json;
use time::Duration;

/// Longest statement, answer, message and reason.
pub const WORDS: usize = 10_000;

/// Opening it twice is opening it once, for whoever opened it.
pub async fn open_in(tx: &mut Tx, actor: &Actor, order: OrderId, new: NewDispute) -> Result<DisputeId> {
    let (mut order, party) = lock_in(tx, actor, order).await?;
    if let Some(open) = queries::open_of_order(tx, order.id).await?
        && queries::lock(tx, open).await?.is_some_and(|row| Some(row.complainant) == tx.user)
    {
        return Ok(open);
    }
    may_open(party, order.status)?;
    let statement = required("statement", &new.statement, WORDS)?;
    let slices = queries::open_slices(tx, &order).await?;
    let held = order.unreleased();
    if slices.is_empty() || !held.is_positive() {
        return Err(Problem::Conflict(text!(
            "Nothing of this order is in escrow any more.",
            "Von diesem Auftrag liegt nichts mehr auf dem Treuhandkonto."
        ))
        .into());
    }
    let wish = new.wanted.map(|wanted| Terms::read(wanted, &slices, &new.to_client)).transpose()?;
    let days = queries::settings(tx).await?.answer_days;
    let (id, me): (DisputeId, _) = (new_id(), actor.user_id()?);
    let number = orders::next_number(tx, "DSP").await?;
    let answer_due_at = tx.now + Duration::days(i64::from(days));
    let order_was = order.status;
    queries::insert(
        tx,
        NewRow {
            id,
            number: &number,
            order: order.id,
            complainant: me,
            opened_by: party,
            kind: new.kind,
            statement: &statement,
            order_was,
            held,
            answer_due_at,
        },
    )
    .await?;
    if let Some(terms) = &wish {
        let wished = NewTermsRow {
            dispute: id,
            kind: "wish",
            status: "wished",
            terms,
            words: "",
            by: me,
            party,
            round: 1,
            approvals: 0,
        };
        queries::insert_terms(tx, wished).await?;
    }
    let excerpt: String = statement.chars().take(300).collect();
    freeze::freeze_in(tx, &mut order, party, &excerpt).await?;
    let row: DisputeRow = queries::lock(tx, id).await?.ok_or(Problem::NotFound)?;
    debug_assert_eq!(row.status, DisputeStatus::Pending);
    show_in(tx, actor, &row, party, "", &new.files).await?;

    let by = super::core::name_in(tx, &order, party).await?;
    let notice = order.notice().by(by).amount(held).days(i64::from(days));
    tell_side_in(tx, &order, &row, other(party), NoticeKind::DisputeOpened, notice.clone()).await?;
    tell_mediators_in(tx, &order, &row, NoticeKind::DisputeOpened, &notice).await?;
    let data = json!({"type": new.kind, "wanted": new.wanted, "held": held.minor, "currency": held.currency});
    announce_in(tx, &order, &row, "open_dispute", data).await?;
    Ok(id)
}
