//! SQL of proposals.

use crate::{Result, Tx};
use model::{
    Currency, Moment, Money, OrderId, Party, Problem, ProposalId,
    orders::{ProposalKind, ProposalStatus, ProposalView},
};

pub struct OpenProposal {
    pub id: ProposalId,
    pub proposer: Party,
}

pub async fn open_of_kind(tx: &mut Tx, order: OrderId, kind: ProposalKind) -> Result<Option<OpenProposal>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        OpenProposal,
        r#"SELECT id as "id: ProposalId", proposer as "proposer: Party" FROM order_proposals
           WHERE project_id = $1 AND order_id = $2 AND kind = $3 AND status = 'open'"#,
        project,
        order.0,
        kind.as_str()
    )
    .fetch_optional(tx.conn())
    .await?)
}

#[expect(clippy::too_many_arguments, reason = "one row, all of its columns")]
pub async fn insert(
    tx: &mut Tx,
    id: ProposalId,
    order: OrderId,
    kind: ProposalKind,
    proposer: Party,
    reason: &str,
    extra_days: Option<i32>,
    refund: Option<i64>,
) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    let user = tx.user.ok_or(Problem::SignInNeeded)?;
    sqlx::query!(
        "INSERT INTO order_proposals (project_id, id, order_id, kind, proposed_by, proposer, reason, extra_days, refund, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        project,
        id.0,
        order.0,
        kind.as_str(),
        user.0,
        proposer.as_str(),
        reason,
        extra_days,
        refund,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn order_of(tx: &mut Tx, proposal: ProposalId) -> Result<Option<OrderId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT order_id as "order: OrderId" FROM order_proposals WHERE project_id = $1 AND id = $2"#,
        project,
        proposal.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub struct ProposalRow {
    pub kind: ProposalKind,
    pub proposer: Party,
    pub status: ProposalStatus,
    pub reason: String,
    pub extra_days: Option<i32>,
}

pub async fn load(tx: &mut Tx, proposal: ProposalId) -> Result<Option<ProposalRow>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        ProposalRow,
        r#"SELECT kind as "kind: ProposalKind", proposer as "proposer: Party", status as "status: ProposalStatus", reason, extra_days
           FROM order_proposals WHERE project_id = $1 AND id = $2 FOR UPDATE"#,
        project,
        proposal.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn decide(tx: &mut Tx, proposal: ProposalId, status: ProposalStatus) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE order_proposals SET status = $3, decided_at = $4 WHERE project_id = $1 AND id = $2 AND status = 'open'",
        project,
        proposal.0,
        status.as_str(),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// An order that is over has nothing left to decide.
pub async fn close_open_in(tx: &mut Tx, order: OrderId) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE order_proposals SET status = 'withdrawn', decided_at = $3 WHERE project_id = $1 AND order_id = $2 AND status = 'open'",
        project,
        order.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A slice was released while a cancellation waits: that much less would go back.
pub async fn lower_refund_in(tx: &mut Tx, order: OrderId, by: i64) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        "UPDATE order_proposals SET refund = refund - $3
         WHERE project_id = $1 AND order_id = $2 AND status = 'open' AND kind = 'cancellation' AND refund >= $3",
        project,
        order.0,
        by
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

struct Row {
    id: ProposalId,
    kind: ProposalKind,
    proposer: Party,
    proposer_name: String,
    reason: String,
    extra_days: Option<i32>,
    refund: Option<i64>,
    status: ProposalStatus,
    created_at: Moment,
    decided_at: Option<Moment>,
}

/// Newest first.
pub async fn views(tx: &mut Tx, order: OrderId, currency: Currency) -> Result<Vec<ProposalView>> {
    let project = tx.project.0;
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT p.id as "id: ProposalId", p.kind as "kind: ProposalKind", p.proposer as "proposer: Party", u.name AS proposer_name,
                  p.reason, p.extra_days, p.refund, p.status as "status: ProposalStatus", p.created_at, p.decided_at
           FROM order_proposals p JOIN users u ON u.id = p.proposed_by
           WHERE p.project_id = $1 AND p.order_id = $2 ORDER BY p.id DESC"#,
        project,
        order.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ProposalView {
            id: row.id,
            kind: row.kind,
            proposer: row.proposer,
            proposer_name: row.proposer_name,
            reason: row.reason,
            extra_days: row.extra_days,
            refund: row.refund.map(|minor| Money::new(minor, currency)),
            status: row.status,
            created_at: row.created_at,
            decided_at: row.decided_at,
        })
        .collect())
}
