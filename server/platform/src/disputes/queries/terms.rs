//! SQL of terms: what is wished for, offered and decided, with each slice's division.

use crate::{Result, Tx, clock::new_id, orders::OrderRow};
use model::{
    DisputeId, DisputeOfferId, MilestoneId, Money, Party, Problem, UserId,
    disputes::{OpenSlice, Part, Resolution, Terms},
};
use uuid::Uuid;

/// What is still in escrow, milestone by milestone.
pub async fn open_slices(tx: &mut Tx, order: &OrderRow) -> Result<Vec<OpenSlice>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT m.id as "id: MilestoneId", m.title, m.amount
           FROM delivery_milestones m JOIN deliverables d ON d.project_id = m.project_id AND d.id = m.deliverable_id
           WHERE m.project_id = $1 AND m.order_id = $2 AND d.status NOT IN ('accepted', 'completed') ORDER BY m.position, m.id"#,
        project,
        order.id.0
    )
    .fetch_all(tx.conn())
    .await?;
    let slice = |milestone, title, amount| OpenSlice { milestone, title, amount: order.money(amount) };
    Ok(rows.into_iter().map(|row| slice(row.id, row.title, row.amount)).collect())
}

/// Terms about to be stored.
pub struct NewTermsRow<'a> {
    pub dispute: DisputeId,
    /// `wish`, `offer` or `decision`.
    pub kind: &'static str,
    pub status: &'static str,
    pub terms: &'a Terms,
    pub words: &'a str,
    pub by: UserId,
    pub party: Party,
    pub round: i32,
    pub approvals: u32,
}

pub async fn insert_terms(tx: &mut Tx, new: NewTermsRow<'_>) -> Result<Uuid> {
    let (project, now, id) = (tx.project.0, tx.now, new_id::<Uuid>());
    sqlx::query!(
        "INSERT INTO dispute_terms (project_id, id, dispute_id, kind, resolution, words, by_user_id, by_party, status, round, approvals, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        project,
        id,
        new.dispute.0,
        new.kind,
        new.terms.resolution.as_str(),
        new.words,
        new.by.0,
        new.party.as_str(),
        new.status,
        new.round,
        i32::try_from(new.approvals).unwrap_or(i32::MAX),
        now
    )
    .execute(tx.conn())
    .await?;
    let milestones: Vec<Uuid> = new.terms.parts.iter().map(|part| part.milestone.0).collect();
    let to_client: Vec<i64> = new.terms.parts.iter().map(|part| part.to_client.minor).collect();
    let to_seller: Vec<i64> = new.terms.parts.iter().map(|part| part.to_seller.minor).collect();
    sqlx::query!(
        "INSERT INTO dispute_parts (project_id, terms_id, milestone_id, to_client, to_seller)
         SELECT $1, $2, p.milestone, p.to_client, p.to_seller
         FROM unnest($3::uuid[], $4::bigint[], $5::bigint[]) AS p(milestone, to_client, to_seller)",
        project,
        id,
        &milestones,
        &to_client,
        &to_seller
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// Stored terms, locked.
pub struct StoredTerms {
    pub id: Uuid,
    pub by: UserId,
    pub party: Party,
    pub status: String,
    pub words: String,
    pub terms: Terms,
}

/// An offer by its id.
pub async fn load_offer(tx: &mut Tx, order: &OrderRow, id: Uuid) -> Result<Option<StoredTerms>> {
    let project = tx.project.0;
    let row = sqlx::query!(
        r#"SELECT id, resolution as "resolution: Resolution", words, by_user_id as "by: UserId",
            by_party as "party: Party", status
           FROM dispute_terms WHERE project_id = $1 AND id = $2 AND kind = 'offer' FOR NO KEY UPDATE"#,
        project,
        id
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let terms = Terms { resolution: row.resolution, parts: parts(tx, order, row.id).await? };
    Ok(Some(StoredTerms { id: row.id, by: row.by, party: row.party, status: row.status, words: row.words, terms }))
}

/// The decision that is in review or stands.
pub async fn live_decision(tx: &mut Tx, order: &OrderRow, dispute: DisputeId) -> Result<Option<StoredTerms>> {
    let project = tx.project.0;
    let row = sqlx::query!(
        r#"SELECT id, resolution as "resolution: Resolution", words, by_user_id as "by: UserId",
            by_party as "party: Party", status
           FROM dispute_terms WHERE project_id = $1 AND dispute_id = $2 AND kind = 'decision' AND status IN ('in_review', 'made')
           FOR NO KEY UPDATE"#,
        project,
        dispute.0
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let terms = Terms { resolution: row.resolution, parts: parts(tx, order, row.id).await? };
    Ok(Some(StoredTerms { id: row.id, by: row.by, party: row.party, status: row.status, words: row.words, terms }))
}

pub async fn parts(tx: &mut Tx, order: &OrderRow, terms: Uuid) -> Result<Vec<Part>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT p.milestone_id as "milestone: MilestoneId", p.to_client, p.to_seller
           FROM dispute_parts p JOIN delivery_milestones m ON m.project_id = p.project_id AND m.id = p.milestone_id
           WHERE p.project_id = $1 AND p.terms_id = $2 ORDER BY m.position, m.id"#,
        project,
        terms
    )
    .fetch_all(tx.conn())
    .await?;
    let money = |minor| -> Money { order.money(minor) };
    Ok(rows
        .into_iter()
        .map(|row| Part { milestone: row.milestone, to_client: money(row.to_client), to_seller: money(row.to_seller) })
        .collect())
}

/// Moves one on; `from` is what it must be now.
pub async fn set_terms_status(tx: &mut Tx, id: Uuid, from: &str, to: &str) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    let moved = sqlx::query!(
        "UPDATE dispute_terms SET status = $4, decided_at = $5 WHERE project_id = $1 AND id = $2 AND status = $3",
        project,
        id,
        from,
        to,
        now
    )
    .execute(tx.conn())
    .await?
    .rows_affected();
    if moved == 1 { Ok(()) } else { Err(Problem::NotFound.into()) }
}

/// An earlier offer of the same side gives way to a new one.
pub async fn replace_offer(tx: &mut Tx, dispute: DisputeId, by: Party) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE dispute_terms SET status = 'replaced', decided_at = $4
         WHERE project_id = $1 AND dispute_id = $2 AND kind = 'offer' AND status = 'open' AND by_party = $3",
        project,
        dispute.0,
        by.as_str(),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A dispute that is over leaves no offer open and no draft waiting, except what it ended with.
pub async fn close_terms(tx: &mut Tx, dispute: DisputeId, except: Option<Uuid>) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE dispute_terms SET status = 'replaced', decided_at = $4
         WHERE project_id = $1 AND dispute_id = $2 AND status IN ('open', 'in_review', 'made') AND id IS DISTINCT FROM $3",
        project,
        dispute.0,
        except,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// How many decisions were ever drafted: the version that reviewers see.
pub async fn count_decisions(tx: &mut Tx, dispute: DisputeId) -> Result<i32> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT count(*)::int AS "count!" FROM dispute_terms WHERE project_id = $1 AND dispute_id = $2 AND kind = 'decision'"#,
        project,
        dispute.0
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Who drafted the decision that was appealed.
pub async fn first_decider(tx: &mut Tx, dispute: DisputeId) -> Result<Option<UserId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT by_user_id as "user: UserId" FROM dispute_terms
           WHERE project_id = $1 AND dispute_id = $2 AND kind = 'decision' AND round = 1 AND decided_at IS NOT NULL
           ORDER BY decided_at DESC, id DESC LIMIT 1"#,
        project,
        dispute.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn dispute_of_offer(tx: &mut Tx, offer: DisputeOfferId) -> Result<Option<DisputeId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT dispute_id as "dispute: DisputeId" FROM dispute_terms WHERE project_id = $1 AND id = $2 AND kind = 'offer'"#,
        project,
        offer.0
    )
    .fetch_optional(tx.conn())
    .await?)
}
