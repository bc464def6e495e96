//! A seller's money: one row per released slice, from the clearing period to available; and the page that explains it.

mod queries;
#[cfg(test)]
mod tests;

use crate::{Platform, Result, Tx, batch, ledger, notifications, outbox};
use async_trait::async_trait;
use model::{
    Actor, Currency, MilestoneId, Money, Page, PageRequest, Permission, Problem, SellerId,
    deliveries::DeliverableStatus,
    earnings::{EarningLine, EarningTotals, Earnings, EarningsView, HoldReason},
    escrow::{InEscrow, Released, rules},
    events::{Subject, Topic},
    ledger::{Account, Posting, TransferKind},
    notifications::{NoticeKind, NoticeParams},
    orders::OrderStatus,
};
use serde_json::json;

/// What a release needs to know of its order.
#[derive(Clone, Copy, Debug)]
pub struct ReleasedFrom {
    pub order: model::OrderId,
    pub seller: SellerId,
}

/// Writes down a released slice and when it becomes available.
pub async fn record_in(tx: &mut Tx, from: ReleasedFrom, milestone: MilestoneId, shares: Released) -> Result<()> {
    queries::insert(tx, from, milestone, shares).await
}

impl Platform {
    /// Moves slices whose clearing period is over to what the seller can take. Returns how many.
    pub async fn clear_earnings_due(&self) -> Result<i64> {
        // a timer serves all projects
        let mut operator = self.db.operator().await?;
        let due = queries::due(&mut operator, self.db.now(), 200).await?;
        operator.commit().await?;
        let mut done = 0;
        for row in due {
            done += batch::one("clear_earnings_due", self.clear_one(row)).await?;
        }
        Ok(done)
    }

    async fn clear_one(&self, row: queries::Due) -> Result<bool> {
        let mut tx = self.db.begin_system(row.project).await?;
        let cleared = clear_in(&mut tx, row.earning).await?;
        tx.commit().await?;
        Ok(cleared)
    }
}

/// `false`: it was cleared before.
async fn clear_in(tx: &mut Tx, earning: uuid::Uuid) -> Result<bool> {
    let Some(row) = queries::lock_uncleared(tx, earning).await? else { return Ok(false) };
    let net = Money::new(row.gross - row.fee, row.currency);
    if net.is_positive() {
        let mut posting = Posting::new(TransferKind::Clearing, format!("clearing:{earning}"), row.currency).moving(
            Account::SellerPending(row.seller),
            Account::SellerAvailable(row.seller),
            net,
        );
        posting.order = Some(row.order);
        posting.milestone = Some(row.milestone);
        ledger::post_in(tx, &posting).await?;
    }
    queries::mark_cleared(tx, earning).await?;
    let people = queries::people(tx, row.seller).await?;
    let topics: Vec<Topic> = people.iter().copied().map(Topic::User).collect();
    let notice = NoticeParams::order(row.number, row.title).amount(net);
    notifications::notify_all_in(tx, &people, NoticeKind::EarningsCleared, &notice, "/sell/earnings").await?;
    outbox::publish_in(tx, &topics, Subject::Earnings, Some(row.seller.0)).await?;
    outbox::record_in(
        tx,
        "clear_earning",
        "earning",
        Some(earning),
        json!({"net": net.minor, "currency": net.currency}),
    )
    .await?;
    Ok(true)
}

#[async_trait]
impl Earnings for Platform {
    async fn earnings(
        &self,
        actor: &Actor,
        seller: Option<SellerId>,
        page: PageRequest,
    ) -> Result<EarningsView, Problem> {
        let seller = whose(actor, seller)?;
        let mut tx = self.db.begin(actor).await?;
        Ok(view_in(&mut tx, seller, &page).await?)
    }
}

fn whose(actor: &Actor, seller: Option<SellerId>) -> Result<SellerId, Problem> {
    let me = actor.signed_in()?;
    match seller {
        Some(seller) if actor.sells_for(seller) => actor.require(Permission::EarningsView).map(|_| seller),
        Some(seller) if actor.has(Permission::WalletViewAny) => Ok(seller),
        Some(_) => Err(Problem::NotFound),
        None => {
            actor.require(Permission::EarningsView)?;
            me.sellers.first().copied().ok_or(Problem::NotFound)
        }
    }
}

async fn view_in(tx: &mut Tx, seller: SellerId, page: &PageRequest) -> Result<EarningsView> {
    let after = page.after.as_deref().map(str::parse).transpose().map_err(|_| Problem::NotFound)?;
    let mut held = Vec::new();
    for row in queries::held(tx, seller).await? {
        held.push(held_line(row)?);
    }
    let rows = queries::released(tx, seller, after, page.limit()).await?;
    let released = Page::cut(rows, page.limit(), |row| row.id.to_string()).map(released_line);
    let mut totals = Vec::new();
    for currency in queries::currencies(tx, seller).await? {
        totals.push(totals_of(tx, seller, currency).await?);
    }
    Ok(EarningsView { seller, totals, held, released })
}

/// What a seller's open orders hold: the one place that says it, for the first page and for the page of earnings.
pub async fn in_escrow_in(tx: &mut Tx, seller: SellerId, currency: Currency) -> Result<InEscrow> {
    let mut sum = InEscrow::zero(currency);
    for slice in queries::open_slices(tx, seller, currency).await? {
        let slices = InEscrow::zero(currency).plus(Money::new(slice.amount, currency), slice.commission)?;
        sum.gross = sum.gross.checked_add(slices.gross.checked_mul(slice.count)?)?;
        sum.net = sum.net.checked_add(slices.net.checked_mul(slice.count)?)?;
    }
    Ok(sum)
}

async fn totals_of(tx: &mut Tx, seller: SellerId, currency: Currency) -> Result<EarningTotals> {
    Ok(EarningTotals {
        currency,
        in_escrow: in_escrow_in(tx, seller, currency).await?,
        clearing: ledger::balance_in(tx, &Account::SellerPending(seller), currency).await?,
        available: ledger::balance_in(tx, &Account::SellerAvailable(seller), currency).await?,
        next_clearing: queries::next_clearing(tx, seller, currency).await?,
    })
}

fn held_line(row: queries::Held) -> Result<EarningLine, Problem> {
    let gross = Money::new(row.amount, row.currency);
    let shares = rules::share(gross, row.commission)?;
    let (reason, until) = match (row.order_status, row.work) {
        (OrderStatus::OnHold, _) => (HoldReason::OrderOnHold, None),
        (OrderStatus::Disputed, _) => (HoldReason::OrderDisputed, row.dispute_at),
        (OrderStatus::Pending, _) => (HoldReason::AwaitingRequirements, None),
        (_, DeliverableStatus::Submitted | DeliverableStatus::InReview) => {
            (HoldReason::AwaitingReview, row.auto_accept_at)
        }
        (_, DeliverableStatus::RevisionRequested) => (HoldReason::RevisionRequested, row.due),
        (_, DeliverableStatus::Rejected) => (HoldReason::Rejected, None),
        _ => (HoldReason::AwaitingWork, row.due),
    };
    Ok(EarningLine {
        order: row.order,
        number: row.number,
        milestone: row.milestone,
        gross,
        fee: shares.fee,
        net: shares.net,
        reason,
        until,
        released_at: None,
        cleared_at: None,
    })
}

fn released_line(row: queries::ReleasedRow) -> EarningLine {
    let money = |minor| Money::new(minor, row.currency);
    EarningLine {
        order: row.order,
        number: row.number,
        milestone: row.milestone,
        gross: money(row.gross),
        fee: money(row.fee),
        net: money(row.gross - row.fee),
        reason: if row.cleared_at.is_some() { HoldReason::Available } else { HoldReason::ClearingPeriod },
        until: row.cleared_at.is_none().then_some(row.available_at),
        released_at: Some(row.released_at),
        cleared_at: row.cleared_at,
    }
}
