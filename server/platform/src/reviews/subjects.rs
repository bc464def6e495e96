//! What stands behind a task: how it is locked, what merging and rejecting do to it, where it is shown.

use super::queries::tasks::Task;
use crate::{Result, Settings, Tx, catalogue, disputes, identity};
use model::{DisputeId, Problem, ProductId, SellerId, UserId, reviews::ReviewSubject};
use uuid::Uuid;

/// Locks the thing itself, before its task.
pub async fn lock_in(tx: &mut Tx, subject: ReviewSubject, id: Uuid) -> Result<()> {
    match subject {
        ReviewSubject::Product => catalogue::lock_in(tx, ProductId(id)).await,
        ReviewSubject::SellerVerification => identity::lock_seller_in(tx, SellerId(id)).await,
        ReviewSubject::DisputeDecision => disputes::lock_in(tx, DisputeId(id)).await,
        _ => Ok(()),
    }
}

/// Does what was reviewed.
pub async fn merged_in(tx: &mut Tx, settings: &Settings, task: &Task, by: UserId) -> Result<()> {
    match task.state.subject {
        ReviewSubject::Product => catalogue::published_by_review_in(tx, ProductId(task.subject_id)).await,
        ReviewSubject::SellerVerification => {
            identity::let_in_by_review_in(tx, settings, SellerId(task.subject_id)).await
        }
        ReviewSubject::DisputeDecision => disputes::apply_decision_in(tx, DisputeId(task.subject_id), by).await,
        // nothing opens such a task yet
        _ => Err(Problem::NotFound.into()),
    }
}

/// Hands it back with the reason.
pub async fn rejected_in(tx: &mut Tx, settings: &Settings, task: &Task, reason: &str) -> Result<()> {
    match task.state.subject {
        ReviewSubject::Product => catalogue::returned_by_review_in(tx, ProductId(task.subject_id), reason).await,
        ReviewSubject::SellerVerification => {
            identity::turned_down_by_review_in(tx, settings, SellerId(task.subject_id), reason).await
        }
        ReviewSubject::DisputeDecision => disputes::reject_decision_in(tx, DisputeId(task.subject_id)).await,
        _ => Err(Problem::NotFound.into()),
    }
}

/// Where staff see the thing itself.
pub fn link(subject: ReviewSubject, id: Uuid) -> String {
    match subject {
        ReviewSubject::Product => format!("/sell/products/{id}"),
        ReviewSubject::SellerVerification => "/admin/sellers?status=pending_approval".to_owned(),
        ReviewSubject::DisputeDecision => format!("/admin/disputes/{id}"),
        _ => String::new(),
    }
}

/// Where its author mends it.
pub fn own_link(subject: ReviewSubject, id: Uuid) -> String {
    match subject {
        ReviewSubject::Product => format!("/sell/products/{id}"),
        ReviewSubject::SellerVerification => "/app/settings#sell".to_owned(),
        _ => String::new(),
    }
}
