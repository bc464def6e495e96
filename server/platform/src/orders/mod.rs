//! Orders: their status, money columns and timeline; funding, pausing, ending, agreements; the lists and the order page.
//! Knows the ledger's escrow below it and nothing of deliveries' acts above it.

pub mod core;
mod ending;
#[cfg(test)]
pub mod fixture;
pub mod freeze;
mod funding;
mod list;
pub mod milestones;
mod pause;
pub mod proposals;
pub mod queries;
#[cfg(test)]
mod tests;
mod timers;
mod view;
#[cfg(test)]
mod walk_tests;

pub use self::core::{OrderRow, Said};
pub use ending::{cancel_in, end_early_in};
pub use funding::{Funding, canonical, fund_group_in, lock_group_in, start_in, verify};
pub use timers::BATCH;
pub use view::{order_in as view_in, timeline as view_timeline_in};

use self::{
    core::{announce_in, at_most, lock_in, lock_with_group_in, note_event_in, required},
    proposals::{Answer, Proposed},
};
use crate::{Platform, notifications};
use async_trait::async_trait;
use model::{
    Actor, OrderId, OrderItemId, Page, PageRequest, Party, Permission, Problem, ProposalId,
    intake::{self, Answers},
    notifications::NoticeKind,
    orders::{Applied, OrderFilter, OrderLine, OrderStatus, OrderView, Orders, TimelineEntry, may_refund},
    text,
};
use serde_json::json;

#[async_trait]
impl Orders for Platform {
    async fn list_orders(
        &self,
        actor: &Actor,
        filter: OrderFilter,
        page: PageRequest,
    ) -> Result<Page<OrderLine>, Problem> {
        let mut tx = self.db.begin(actor).await?;
        Ok(list::list_in(&mut tx, actor, &filter, &page).await?)
    }

    async fn order(&self, actor: &Actor, order: OrderId) -> Result<OrderView, Problem> {
        let mut tx = self.db.begin(actor).await?;
        Ok(view::order_in(&mut tx, actor, order).await?)
    }

    async fn order_timeline(&self, actor: &Actor, order: OrderId) -> Result<Vec<TimelineEntry>, Problem> {
        let mut tx = self.db.begin(actor).await?;
        Ok(view::timeline_in(&mut tx, actor, order).await?)
    }

    async fn answer_intake(&self, actor: &Actor, item: OrderItemId, answers: Answers) -> Result<Applied, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let order = queries::order_of_item(&mut tx, item).await?.ok_or(Problem::NotFound)?;
        let (mut order, party) = lock_in(&mut tx, actor, order).await?;
        if party != Party::Client {
            return Err(Problem::NotAllowed);
        }
        let asked = view::intake_of(&mut tx, item).await?;
        if asked.answered_at.is_some() {
            return if asked.answers == answers { Ok(Applied::Already) } else { Err(already_answered()) };
        }
        if order.status != OrderStatus::Pending {
            order.open_for_work()?;
        }
        let answers = intake::validate(&asked.intake, &answers).map_err(Problem::Invalid)?;
        view::store_answers(&mut tx, actor, item, &asked.intake, &answers).await?;
        note_event_in(&mut tx, &order, "answer_intake", party, Said::default()).await?;
        if view::open_questions(&mut tx, order.id).await? == 0 {
            start_in(&mut tx, &mut order, party).await?;
            let people = queries::seller_people(&mut tx, order.seller).await?;
            notifications::notify_all_in(
                &mut tx,
                &people,
                NoticeKind::OrderStarted,
                &order.notice(),
                &order.seller_link(),
            )
            .await?;
        }
        announce_in(&mut tx, &order, "answer_intake", json!({"item": item})).await?;
        tx.commit().await?;
        Ok(Applied::Done)
    }

    async fn cancel_unpaid_order(&self, actor: &Actor, order: OrderId) -> Result<Applied, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let (mut order, party) = lock_with_group_in(&mut tx, actor, order).await?;
        if party == Party::Staff {
            actor.require(Permission::OrderManage)?;
        }
        let done = cancel_in(&mut tx, &mut order, party).await?;
        tx.commit().await?;
        Ok(applied(done))
    }

    async fn refund_order(&self, actor: &Actor, order: OrderId, reason: String) -> Result<Applied, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let (mut order, party) = lock_in(&mut tx, actor, order).await?;
        if matches!(order.status, OrderStatus::Refunded | OrderStatus::Partial) && party != Party::Seller {
            return Ok(Applied::Already);
        }
        may_refund(actor, party, order.status)?;
        let reason = required("reason", &reason, 4_000)?;
        let done = end_early_in(&mut tx, &mut order, party, &reason).await?;
        tx.commit().await?;
        Ok(applied(done))
    }

    async fn propose_extension(
        &self,
        actor: &Actor,
        order: OrderId,
        extra_days: i32,
        reason: String,
    ) -> Result<ProposalId, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let id = proposals::propose_in(&mut tx, actor, order, Proposed::Extension(extra_days), &reason).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn propose_cancellation(&self, actor: &Actor, order: OrderId, reason: String) -> Result<ProposalId, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let id = proposals::propose_in(&mut tx, actor, order, Proposed::Cancellation, &reason).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn accept_proposal(&self, actor: &Actor, proposal: ProposalId) -> Result<Applied, Problem> {
        self.answer_proposal(actor, proposal, Answer::Accept).await
    }

    async fn decline_proposal(&self, actor: &Actor, proposal: ProposalId) -> Result<Applied, Problem> {
        self.answer_proposal(actor, proposal, Answer::Decline).await
    }

    async fn withdraw_proposal(&self, actor: &Actor, proposal: ProposalId) -> Result<Applied, Problem> {
        self.answer_proposal(actor, proposal, Answer::Withdraw).await
    }

    async fn hold_order(&self, actor: &Actor, order: OrderId, reason: String) -> Result<Applied, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let (mut order, _) = lock_in(&mut tx, actor, order).await?;
        actor.require(Permission::OrderManage)?;
        let reason = required("reason", &reason, 4_000)?;
        let applied = pause::hold_in(&mut tx, &mut order, &reason).await?;
        tx.commit().await?;
        Ok(applied)
    }

    async fn resume_order(&self, actor: &Actor, order: OrderId, reason: String) -> Result<Applied, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let (mut order, _) = lock_in(&mut tx, actor, order).await?;
        actor.require(Permission::OrderManage)?;
        let reason = at_most("reason", &reason, 4_000)?;
        let applied = pause::resume_in(&mut tx, &mut order, &reason).await?;
        tx.commit().await?;
        Ok(applied)
    }

    async fn note_order(&self, actor: &Actor, order: OrderId, note: String) -> Result<Applied, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let (order, party) = lock_in(&mut tx, actor, order).await?;
        let of_seller = match party {
            Party::Client => false,
            Party::Seller => true,
            _ => return Err(Problem::NotAllowed),
        };
        let note = at_most("note", &note, 4_000)?;
        queries::set_note(&mut tx, order.id, of_seller, &note).await?;
        announce_in(&mut tx, &order, "note_order", json!({"party": party})).await?;
        tx.commit().await?;
        Ok(Applied::Done)
    }

    async fn reorder(&self, actor: &Actor, order: OrderId) -> Result<Applied, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let (order, party) = lock_in(&mut tx, actor, order).await?;
        if party != Party::Client {
            return Err(Problem::NotAllowed);
        }
        let added = match view::put_in_cart(&mut tx, &order).await? {
            view::Again::Added(added) => added,
            view::Again::There => return Ok(Applied::Already),
            view::Again::Gone => {
                return Err(Problem::Conflict(text!(
                    "Nothing of this order is offered any more. Look for something similar in the catalogue.",
                    "Nichts aus diesem Auftrag wird noch angeboten. Suchen Sie im Katalog nach Ähnlichem."
                )));
            }
            view::Again::Full => return Err(crate::cart::full()),
        };
        announce_in(&mut tx, &order, "reorder", json!({"items": added})).await?;
        tx.commit().await?;
        Ok(Applied::Done)
    }
}

impl Platform {
    async fn answer_proposal(&self, actor: &Actor, proposal: ProposalId, answer: Answer) -> Result<Applied, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let applied = proposals::answer_in(&mut tx, actor, proposal, answer).await?;
        tx.commit().await?;
        Ok(applied)
    }
}

const fn applied(done: bool) -> Applied {
    if done { Applied::Done } else { Applied::Already }
}

fn already_answered() -> Problem {
    Problem::Conflict(text!(
        "These questions are answered already; the seller works from those answers.",
        "Diese Fragen sind bereits beantwortet; der Anbieter arbeitet mit diesen Antworten."
    ))
}
