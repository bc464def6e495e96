//! What deliveries do by themselves: remind, accept, become late.

mod queries;

use super::{approve::auto_accept_in, core::enter_for_system_in, submit::tell_seller_in};
use crate::{
    Platform, Result, batch, notifications,
    orders::{
        BATCH, Said,
        core::{announce_in, note_event_in},
        milestones,
    },
};
use model::{Machine, Party, deliveries::MilestoneEvent, notifications::NoticeKind};
use queries::DueWork;
use serde_json::json;
use time::Duration;

/// How long before the automatic acceptance the client is reminded.
const REMIND_BEFORE: Duration = Duration::days(2);

impl Platform {
    /// Accepts submissions whose review time has passed. Returns how many.
    pub async fn auto_accept_due(&self) -> Result<i64> {
        // a timer serves all projects
        let mut operator = self.db.operator().await?;
        let due = queries::reviews_until(&mut operator, self.db.now(), BATCH).await?;
        operator.commit().await?;
        let mut done = 0;
        for row in due {
            done += batch::one("auto_accept_due", self.auto_accept(row)).await?;
        }
        Ok(done)
    }

    async fn auto_accept(&self, row: DueWork) -> Result<bool> {
        let mut tx = self.db.begin_system(row.project).await?;
        let accepted = auto_accept_in(&mut tx, row.deliverable).await?;
        tx.commit().await?;
        Ok(accepted)
    }

    /// Tells clients that a submission will be accepted by itself soon, once. Returns how many.
    pub async fn remind_due(&self) -> Result<i64> {
        // a timer serves all projects
        let mut operator = self.db.operator().await?;
        let due = queries::unreminded_until(&mut operator, self.db.now() + REMIND_BEFORE, BATCH).await?;
        operator.commit().await?;
        let mut done = 0;
        for row in due {
            done += batch::one("remind_due", self.remind(row)).await?;
        }
        Ok(done)
    }

    async fn remind(&self, row: DueWork) -> Result<bool> {
        let mut tx = self.db.begin_system(row.project).await?;
        let (order, work) = enter_for_system_in(&mut tx, row.deliverable).await?;
        let waits = work.status.awaits_client() && order.status.is_open_for_work();
        let Some(at) = work.auto_accept_at.filter(|_| waits) else { return Ok(false) };
        if !queries::mark_reminded(&mut tx, row.deliverable).await? {
            return Ok(false);
        }
        let days = (at - tx.now).whole_days().max(0);
        let notice = order.notice().title(work.title).days(days).amount(order.money(work.amount));
        let kind = NoticeKind::AutoAcceptReminder;
        notifications::notify_in(&mut tx, order.buyer, kind, notice, &order.client_link()).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Milestones past their due date that wait for the seller become `delayed`, and both sides hear of it. Returns how many.
    pub async fn mark_late(&self) -> Result<i64> {
        // a timer serves all projects
        let mut operator = self.db.operator().await?;
        let due = queries::overdue(&mut operator, self.db.now(), BATCH).await?;
        operator.commit().await?;
        let mut done = 0;
        for row in due {
            done += batch::one("mark_late", self.mark_one_late(row)).await?;
        }
        Ok(done)
    }

    async fn mark_one_late(&self, row: DueWork) -> Result<bool> {
        let mut tx = self.db.begin_system(row.project).await?;
        let (order, work) = enter_for_system_in(&mut tx, row.deliverable).await?;
        let overdue =
            work.due.is_some_and(|due| due < tx.now) && work.status.awaits_seller() && order.status.is_open_for_work();
        let (event, by) = (MilestoneEvent::MarkLate, Party::System);
        if !overdue || !work.milestone_status.can(event, by) {
            return Ok(false);
        }
        milestones::step_in(&mut tx, work.milestone, work.milestone_status, event, by).await?;
        let said = Said { milestone: Some(&work.title), ..Said::default() };
        note_event_in(&mut tx, &order, "mark_late", by, said).await?;
        tell_seller_in(&mut tx, &order, &work, NoticeKind::OrderLate, None, None).await?;
        let notice = order.notice().title(work.title);
        notifications::notify_in(&mut tx, order.buyer, NoticeKind::OrderLate, notice, &order.client_link()).await?;
        announce_in(&mut tx, &order, "mark_late", json!({"milestone": work.milestone})).await?;
        tx.commit().await?;
        Ok(true)
    }
}
