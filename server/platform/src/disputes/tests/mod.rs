//! Disputes: the way through, what is refused, what happens at once, and the books after all of it.

mod freeze;
mod pack;
mod random;
mod refusals;
mod way;

use crate::{
    files::NewFile,
    orders::fixture::{Deal, deal},
};
use bytes::Bytes;
use model::{
    Actor, DisputeId, FileId, MilestoneId, Money, OrderId, Problem, ReviewTaskId, Role,
    disputes::{DisputeType, DisputeView, Disputes, NewDispute, NewTerms, Resolution, TypedParts, slice_field},
    files::FilePurpose,
    reviews::Reviews,
};
use std::ops::Deref;

/// A deal, three who mediate or approve, and one order of €100.01 in three slices with the first one submitted.
pub struct Quarrel {
    pub deal: Deal,
    pub order: OrderId,
    pub mediator: Actor,
    pub boss: Actor,
    pub chief: Actor,
}

impl Deref for Quarrel {
    type Target = Deal;
    fn deref(&self) -> &Deal {
        &self.deal
    }
}

pub async fn quarrel() -> Quarrel {
    let deal = deal().await;
    let order = deal.started().await;
    deal.submit(order, 0).await;
    let mediator = deal.t.user("mia", &[Role::Approver]).await;
    let boss = deal.t.user("bo", &[Role::Supervisor]).await;
    let chief = deal.t.user("cy", &[Role::Owner]).await;
    Quarrel { deal, order, mediator, boss, chief }
}

pub fn complaint() -> NewDispute {
    NewDispute {
        kind: DisputeType::Quality,
        statement: "Not what was agreed.".into(),
        wanted: Some(Resolution::Refund),
        to_client: TypedParts::new(),
        files: vec![],
    }
}

impl Quarrel {
    pub async fn opened(&self) -> DisputeId {
        self.t.open_dispute(&self.client, self.order, complaint()).await.expect("open")
    }

    pub async fn see(&self, who: &Actor, dispute: DisputeId) -> DisputeView {
        self.t.dispute(who, dispute).await.expect("dispute")
    }

    /// The answer has come: mediation.
    pub async fn mediated(&self) -> DisputeId {
        let dispute = self.opened().await;
        self.t.answer_dispute(&self.seller, dispute, "It is.".into(), vec![]).await.expect("answer");
        dispute
    }

    /// So much of each slice to the client, in cents.
    pub async fn terms(&self, dispute: DisputeId, to_client: &[i64]) -> NewTerms {
        let view = self.see(&self.client, dispute).await;
        NewTerms {
            resolution: Resolution::Compensation,
            to_client: typed(&view.slices.iter().map(|s| s.milestone).collect::<Vec<_>>(), to_client),
            words: "Half of it was done.".into(),
        }
    }

    pub fn plain(resolution: Resolution) -> NewTerms {
        NewTerms { resolution, to_client: TypedParts::new(), words: "So be it.".into() }
    }

    /// The live review of the dispute's decision.
    pub async fn review(&self, dispute: DisputeId) -> Option<(ReviewTaskId, i32)> {
        let mut tx = self.t.tx().await;
        let row: Option<(uuid::Uuid, i32)> = sqlx::query_as(
            "SELECT id, version FROM review_tasks WHERE subject_id = $1 AND status IN ('open', 'changes_requested')",
        )
        .bind(dispute.0)
        .fetch_optional(tx.conn())
        .await
        .expect("review");
        row.map(|(id, version)| (ReviewTaskId(id), version))
    }

    pub async fn approve_draft(&self, who: &Actor, dispute: DisputeId) -> Result<(), Problem> {
        let (task, version) = self.review(dispute).await.expect("a review");
        self.t.merge_review(who, task, version, true).await
    }

    /// Drafted by the mediator and approved by a supervisor.
    pub async fn decided(&self, terms: NewTerms) -> DisputeId {
        let dispute = self.mediated().await;
        self.t.draft_decision(&self.mediator, dispute, terms).await.expect("draft");
        self.approve_draft(&self.boss, dispute).await.expect("approve");
        dispute
    }

    pub async fn evidence(&self, who: &Actor, name: &str) -> FileId {
        let content = futures::stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(b"what was agreed"))]);
        let new = NewFile { purpose: FilePurpose::Evidence, name: name.into() };
        self.t.upload_file(who, new, content).await.expect("upload").id
    }

    pub async fn all_quiet(&self) {
        self.t.books_balance().await;
        let proof = self.t.prove_books().await.expect("proof");
        assert_eq!(proof, Default::default());
    }
}

pub fn typed(milestones: &[MilestoneId], to_client: &[i64]) -> TypedParts {
    let amount = |minor| Money::new(minor, model::Currency::Eur).to_decimal();
    milestones.iter().zip(to_client).map(|(id, &minor)| (slice_field(*id), amount(minor))).collect()
}

/// "conflict", "ok", the field…
pub use crate::testing::refusal;
