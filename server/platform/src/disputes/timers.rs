//! What disputes do by themselves: remind, go to mediation without an answer, take effect.

use super::{
    core::{DisputeRow, announce_in, change_in, enter_for_system_in, note_in, tell_mediators_in, tell_side_in},
    decisions::close_unappealed_in,
    queries::{self, Due},
};
use crate::{
    Platform, Result, batch,
    orders::{BATCH, OrderRow, Said},
};
use model::{
    Party,
    disputes::{DisputeEvent, DisputeStatus},
    notifications::NoticeKind,
};
use serde_json::json;
use time::Duration;

/// How long before the date for the answer its side is reminded.
const REMIND_BEFORE: Duration = Duration::days(1);

impl Platform {
    /// Reminds whoever has to answer soon, sends what nobody answered to mediation, and lets decisions that nobody appealed
    /// take effect. Returns how many disputes it touched.
    pub async fn disputes_due(&self) -> Result<i64> {
        let now = self.db.now();
        // a timer serves all projects
        let mut operator = self.db.operator().await?;
        let remind = queries::unreminded(&mut operator, now + REMIND_BEFORE, BATCH).await?;
        let unanswered = queries::unanswered(&mut operator, now, BATCH).await?;
        let unappealed = queries::unappealed(&mut operator, now, BATCH).await?;
        operator.commit().await?;
        let mut done = 0;
        for due in remind {
            done += batch::one("disputes_due", self.remind_respondent(due)).await?;
        }
        for due in unanswered {
            done += batch::one("disputes_due", self.miss_answer(due)).await?;
        }
        for due in unappealed {
            done += batch::one("disputes_due", self.close_unappealed(due)).await?;
        }
        Ok(done)
    }

    async fn remind_respondent(&self, due: Due) -> Result<bool> {
        let mut tx = self.db.begin_system(due.project).await?;
        let (order, row) = enter_for_system_in(&mut tx, due.dispute).await?;
        // what is overdue already is not reminded of
        if row.answer_due_at <= tx.now || !queries::mark_reminded(&mut tx, due.dispute).await? {
            return Ok(false);
        }
        let days = (row.answer_due_at - tx.now).whole_days().max(0);
        let notice = order.notice().days(days);
        tell_side_in(&mut tx, &order, &row, row.respondent(), NoticeKind::DisputeReminder, notice).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn miss_answer(&self, due: Due) -> Result<bool> {
        let mut tx = self.db.begin_system(due.project).await?;
        let (order, mut row): (OrderRow, DisputeRow) = enter_for_system_in(&mut tx, due.dispute).await?;
        if row.status != DisputeStatus::Pending || row.answer_due_at > tx.now {
            return Ok(false);
        }
        change_in(&mut tx, &mut row, DisputeEvent::MissAnswer, Party::System).await?;
        queries::stamp(&mut tx, due.dispute, DisputeEvent::MissAnswer, Party::System).await?;
        note_in(&mut tx, &order, "dispute_unanswered", Party::System, Said::default()).await?;
        let notice = order.notice();
        for side in [Party::Client, Party::Seller] {
            tell_side_in(&mut tx, &order, &row, side, NoticeKind::DisputeUnanswered, notice.clone()).await?;
        }
        tell_mediators_in(&mut tx, &order, &row, NoticeKind::DisputeUnanswered, &notice).await?;
        announce_in(&mut tx, &order, &row, "miss_answer", json!({})).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn close_unappealed(&self, due: Due) -> Result<bool> {
        let mut tx = self.db.begin_system(due.project).await?;
        let closed = close_unappealed_in(&mut tx, due.dispute).await?;
        tx.commit().await?;
        Ok(closed)
    }
}
