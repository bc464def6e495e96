//! The order page: everything about one order, read in one transaction, shown as the viewer's party may see it.

mod queries;
mod work;

use super::{core::OrderRow, proposals};
use crate::{Result, Tx, clock::new_id};
use model::{
    Actor, CartItemId, FileId, Money, OrderId, OrderItemId, Party, Permission, Problem,
    cart::MAX_LINES,
    files::FilePurpose,
    intake::{Answers, FieldKind, IntakeField},
    orders::{
        BuyerFace, Facts, Focus, MoneyStrip, OrderStatus, OrderView, ProposalStatus, SellerFace, TimelineEntry,
        UNPAID_HOURS, party_of,
    },
    text,
};
use time::Duration;

pub use queries::{intake_of, open_questions, timeline};

pub async fn order_in(tx: &mut Tx, actor: &Actor, order: OrderId) -> Result<OrderView> {
    actor.signed_in()?;
    let row = queries::order(tx, order).await?.ok_or(Problem::NotFound)?;
    let viewer = party_of(actor, row.buyer, row.seller).ok_or(Problem::NotFound)?;
    let money = |minor| Money::new(minor, row.currency);
    let items = queries::items(tx, order, row.currency).await?;
    let milestones = work::milestones(tx, order, row.currency, viewer).await?;
    let proposals = proposals::views(tx, order, row.currency).await?;
    let feedback = queries::feedback(tx, order).await?;
    let timeline = timeline(tx, order, row.currency, viewer).await?;

    let mine = |waits_for_client: bool| waits_for_client == (viewer == Party::Client);
    let open: Vec<_> = milestones.iter().filter(|m| !m.work.is_accepted()).collect();
    let focus = open.iter().find(|m| mine(m.work.awaits_client())).or(open.first()).map(|m| Focus {
        milestone: m.title.clone(),
        amount: m.amount,
        status: m.work,
        due: m.due,
        auto_accept_at: m.auto_accept_at,
    });
    let facts = Facts {
        status: row.status,
        party: viewer,
        total: money(row.total),
        pay_until: row.placed_at + Duration::hours(UNPAID_HOURS),
        focus,
        proposal: proposals
            .iter()
            .find(|p| p.status == ProposalStatus::Open && p.proposer != viewer && viewer != Party::Staff)
            .map(|p| p.kind),
        feedback_left: !feedback.is_empty(),
    };
    let was_paid = row.paid_at.is_some();
    Ok(OrderView {
        id: row.id,
        group: row.group,
        number: row.number,
        title: row.title,
        status: row.status,
        viewer,
        may_manage: viewer == Party::Staff && actor.has(Permission::OrderManage),
        may_refund: (viewer == Party::Staff && actor.has(Permission::OrderRefund) && row.status.is_paid_and_open())
            || (viewer == Party::Client && row.status == OrderStatus::Pending),
        buyer: BuyerFace { id: row.buyer, name: row.buyer_name },
        seller: SellerFace { id: row.seller, slug: row.seller_slug, name: row.seller_name },
        placed_at: row.placed_at,
        paid_at: row.paid_at,
        started_at: row.started_at,
        due_at: row.due_at,
        completed_at: row.completed_at,
        money: MoneyStrip::new(row.currency, row.total, was_paid, row.released, row.fee, row.refunded)?,
        commission: row.commission,
        snapshot_hash: row.snapshot_hash,
        buyer_note: row.buyer_note,
        // what the seller's team notes for itself is not for the client
        seller_note: if viewer == Party::Client { String::new() } else { row.seller_note },
        items,
        milestones,
        proposals,
        feedback,
        next: facts.next(),
        timeline,
    })
}

pub async fn timeline_in(tx: &mut Tx, actor: &Actor, order: OrderId) -> Result<Vec<TimelineEntry>> {
    actor.signed_in()?;
    let row = queries::order(tx, order).await?.ok_or(Problem::NotFound)?;
    let viewer = party_of(actor, row.buyer, row.seller).ok_or(Problem::NotFound)?;
    timeline(tx, order, row.currency, viewer).await
}

/// Keeps validated answers; files named in them now belong to the order.
pub async fn store_answers(
    tx: &mut Tx,
    actor: &Actor,
    item: OrderItemId,
    fields: &[IntakeField],
    answers: &Answers,
) -> Result<()> {
    let user = actor.user_id()?;
    for field in fields.iter().filter(|field| field.kind == FieldKind::File) {
        let named = answers.texts(&field.key);
        let files: Vec<FileId> = named.iter().filter_map(|id| id.parse().ok()).collect();
        let there = files.len() == named.len();
        if !(there && crate::files::attach_own_in(tx, user, FilePurpose::Intake, &files).await?) {
            let message = text!(
                "A file is no longer there. Remove it from the list and upload it again.",
                "Eine Datei ist nicht mehr da. Entfernen Sie sie aus der Liste und laden Sie sie erneut hoch."
            );
            return Err(Problem::invalid(format!("answers.{}", field.key), message).into());
        }
    }
    queries::set_answers(tx, item, answers).await
}

/// What ordering again led to.
pub enum Again {
    /// So many lines are new in the cart.
    Added(usize),
    /// All of it lies there already.
    There,
    /// Nothing of it is offered any more.
    Gone,
    /// The cart cannot take it.
    Full,
}

/// The same things once more, as far as they are still offered and not in the cart yet.
pub async fn put_in_cart(tx: &mut Tx, order: &OrderRow) -> Result<Again> {
    let offered = queries::still_offered(tx, order.id).await?;
    if offered.is_empty() {
        return Ok(Again::Gone);
    }
    let lines = crate::cart::hold_in(tx, order.buyer).await?;
    let new: Vec<_> = offered.iter().filter(|item| !lines.iter().any(|line| item.is_like(line))).collect();
    if new.is_empty() {
        return Ok(Again::There);
    }
    if lines.len() + new.len() > usize::try_from(MAX_LINES).unwrap_or(usize::MAX) {
        return Ok(Again::Full);
    }
    for item in &new {
        queries::add_to_cart(tx, new_id::<CartItemId>(), order.buyer, item).await?;
    }
    crate::outbox::publish_in(tx, &[model::events::Topic::User(order.buyer)], model::events::Subject::Cart, None)
        .await?;
    Ok(Again::Added(new.len()))
}
