//! Disputes over orders: opening (which freezes the escrow), answers, evidence, mediation, settlements, decisions approved
//! by others, one appeal, and their effect in the books. Each act locks the order first, then the dispute.

mod core;
mod decisions;
mod end;
mod offers;
mod open;
pub mod pack;
mod queries;
mod review;
mod talk;
#[cfg(test)]
mod tests;
mod timers;
mod view;

pub use decisions::{apply_decision_in, lock_in, reject_decision_in};

use self::offers::Answer;
use crate::{Platform, outbox};
use async_trait::async_trait;
use model::{
    Actor, DisputeId, DisputeOfferId, FileId, OrderId, Page, PageRequest, Permission, Problem,
    disputes::{DisputeFilter, DisputeLine, DisputeSettings, DisputeView, Disputes, NewDispute, NewTerms, Visibility},
    orders::Applied,
};
use serde_json::json;

/// Begins, runs one inner function, commits.
macro_rules! act {
    ($self:ident, $actor:ident, $tx:ident => $work:expr) => {{
        let mut $tx = $self.db.begin($actor).await?;
        let done = $work.await?;
        $tx.commit().await?;
        Ok(done)
    }};
}

#[async_trait]
impl Disputes for Platform {
    async fn list_disputes(
        &self,
        actor: &Actor,
        filter: DisputeFilter,
        page: PageRequest,
    ) -> Result<Page<DisputeLine>, Problem> {
        act!(self, actor, tx => view::list_in(&mut tx, actor, &filter, &page))
    }

    async fn disputes_of_order(&self, actor: &Actor, order: OrderId) -> Result<Vec<DisputeLine>, Problem> {
        act!(self, actor, tx => view::of_order_in(&mut tx, actor, order))
    }

    async fn dispute(&self, actor: &Actor, dispute: DisputeId) -> Result<DisputeView, Problem> {
        act!(self, actor, tx => view::dispute_in(&mut tx, actor, dispute))
    }

    async fn open_dispute(&self, actor: &Actor, order: OrderId, new: NewDispute) -> Result<DisputeId, Problem> {
        act!(self, actor, tx => open::open_in(&mut tx, actor, order, new))
    }

    async fn answer_dispute(
        &self,
        actor: &Actor,
        dispute: DisputeId,
        answer: String,
        files: Vec<FileId>,
    ) -> Result<Applied, Problem> {
        act!(self, actor, tx => talk::answer_in(&mut tx, actor, dispute, &answer, &files))
    }

    async fn withdraw_dispute(&self, actor: &Actor, dispute: DisputeId) -> Result<Applied, Problem> {
        act!(self, actor, tx => talk::withdraw_in(&mut tx, actor, dispute))
    }

    async fn add_evidence(
        &self,
        actor: &Actor,
        dispute: DisputeId,
        words: String,
        files: Vec<FileId>,
    ) -> Result<Applied, Problem> {
        act!(self, actor, tx => talk::add_evidence_in(&mut tx, actor, dispute, &words, &files))
    }

    async fn write_in_dispute(
        &self,
        actor: &Actor,
        dispute: DisputeId,
        message: String,
        visibility: Visibility,
    ) -> Result<Applied, Problem> {
        act!(self, actor, tx => talk::write_in(&mut tx, actor, dispute, &message, visibility))
    }

    async fn offer_settlement(
        &self,
        actor: &Actor,
        dispute: DisputeId,
        terms: NewTerms,
    ) -> Result<DisputeOfferId, Problem> {
        act!(self, actor, tx => offers::offer_in(&mut tx, actor, dispute, terms))
    }

    async fn accept_settlement(&self, actor: &Actor, offer: DisputeOfferId) -> Result<Applied, Problem> {
        act!(self, actor, tx => offers::answer_in(&mut tx, actor, offer, Answer::Accept))
    }

    async fn decline_settlement(&self, actor: &Actor, offer: DisputeOfferId) -> Result<Applied, Problem> {
        act!(self, actor, tx => offers::answer_in(&mut tx, actor, offer, Answer::Decline))
    }

    async fn withdraw_settlement(&self, actor: &Actor, offer: DisputeOfferId) -> Result<Applied, Problem> {
        act!(self, actor, tx => offers::answer_in(&mut tx, actor, offer, Answer::Withdraw))
    }

    async fn draft_decision(&self, actor: &Actor, dispute: DisputeId, terms: NewTerms) -> Result<Applied, Problem> {
        act!(self, actor, tx => decisions::draft_in(&mut tx, actor, dispute, terms))
    }

    async fn accept_decision(&self, actor: &Actor, dispute: DisputeId) -> Result<Applied, Problem> {
        act!(self, actor, tx => decisions::accept_in(&mut tx, actor, dispute))
    }

    async fn appeal_decision(&self, actor: &Actor, dispute: DisputeId, reasons: String) -> Result<Applied, Problem> {
        act!(self, actor, tx => decisions::appeal_in(&mut tx, actor, dispute, &reasons))
    }

    async fn dispute_settings(&self, actor: &Actor) -> Result<DisputeSettings, Problem> {
        actor.require(Permission::ProjectConfigure)?;
        act!(self, actor, tx => queries::settings(&mut tx))
    }

    async fn save_dispute_settings(&self, actor: &Actor, settings: DisputeSettings) -> Result<(), Problem> {
        actor.require(Permission::ProjectConfigure)?;
        settings.check()?;
        let mut tx = self.db.begin(actor).await?;
        let before = queries::settings(&mut tx).await?;
        queries::save_settings(&mut tx, &settings).await?;
        let (project, data) = (tx.project.0, json!({"before": before, "after": settings}));
        outbox::record_in(&mut tx, "save_dispute_settings", "project", Some(project), data).await?;
        tx.commit().await?;
        Ok(())
    }
}
