//! What deliveries do by themselves: remind, accept, become late.

mod queries;

use super::{approve::auto_accept_in, core::enter_for_system_in, submit::tell_seller_in};
use crate::{
    Platform, Result, notifications,
    orders::{
        BATCH, Said,
        core::{announce_in, note_event_in},
        milestones,
    },
};
use model::{Machine, Party, deliveries::MilestoneEvent, notifications::NoticeKind};
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
            let mut tx = self.db.begin_system(row.project).await?;
            if auto_accept_in(&mut tx, row.deliverable).await? {
                tx.commit().await?;
                done += 1;
            }
        }
        Ok(done)
    }

    /// Tells clients that a submission will be accepted by itself soon, once. Returns how many.
    pub async fn remind_due(&self) -> Result<i64> {
        // a timer serves all projects
        let mut operator = self.db.operator().await?;
        let due = queries::unreminded_until(&mut operator, self.db.now() + REMIND_BEFORE, BATCH).await?;
        operator.commit().await?;
        let mut done = 0;
        for row in due {
            let mut tx = self.db.begin_system(row.project).await?;
            let (order, work) = enter_for_system_in(&mut tx, row.deliverable).await?;
            let Some(at) =
                work.auto_accept_at.filter(|_| work.status.awaits_client() && order.status.is_open_for_work())
            else {
                continue;
            };
            if !queries::mark_reminded(&mut tx, row.deliverable).await? {
                continue;
            }
            let days = (at - tx.now).whole_days().max(0);
            let notice = order.notice().title(work.title).days(days).amount(order.money(work.amount));
            notifications::notify_in(
                &mut tx,
                order.buyer,
                NoticeKind::AutoAcceptReminder,
                notice,
                &order.client_link(),
            )
            .await?;
            tx.commit().await?;
            done += 1;
        }
        Ok(done)
    }

    /// Milestones past their due date that wait for the seller become `delayed`, and both sides hear of it. Returns how many.
    pub async fn mark_late(&self) -> Result<i64> {
        // a timer serves all projects
        let mut operator = self.db.operator().await?;
        let due = queries::overdue(&mut operator, self.db.now(), BATCH).await?;
        operator.commit().await?;
        let mut done = 0;
        for row in due {
            let mut tx = self.db.begin_system(row.project).await?;
            let (order, work) = enter_for_system_in(&mut tx, row.deliverable).await?;
            let overdue = work.due.is_some_and(|due| due < tx.now)
                && work.status.awaits_seller()
                && order.status.is_open_for_work();
            if !overdue || !work.milestone_status.can(MilestoneEvent::MarkLate, Party::System) {
                continue;
            }
            milestones::step_in(
                &mut tx,
                work.milestone,
                work.milestone_status,
                MilestoneEvent::MarkLate,
                Party::System,
            )
            .await?;
            note_event_in(
                &mut tx,
                &order,
                "mark_late",
                Party::System,
                Said { milestone: Some(&work.title), ..Said::default() },
            )
            .await?;
            tell_seller_in(&mut tx, &order, &work, NoticeKind::OrderLate, None, None).await?;
            let notice = order.notice().title(work.title);
            notifications::notify_in(&mut tx, order.buyer, NoticeKind::OrderLate, notice, &order.client_link()).await?;
            announce_in(&mut tx, &order, "mark_late", json!({"milestone": work.milestone})).await?;
            tx.commit().await?;
            done += 1;
        }
        Ok(done)
    }
}
