//! The dispute page: everything about one dispute, read in one transaction, as the viewer's side may see it.

use super::queries::{self, TermsLine, Whole};
use crate::{Result, Tx, orders::view_timeline_in};
use model::{
    Actor, DisputeId, Money, OrderId, Page, PageRequest, Party, Permission, Problem,
    disputes::{
        DecisionStatus, DecisionView, DisputeFilter, DisputeLine, DisputeView, OfferStatus, OfferView, Part, StepFacts,
        Terms, party_of,
    },
};
use uuid::Uuid;

pub async fn list_in(
    tx: &mut Tx,
    actor: &Actor,
    filter: &DisputeFilter,
    page: &PageRequest,
) -> Result<Page<DisputeLine>> {
    actor.require(Permission::DisputeMediate)?;
    let after = page.after.as_deref().map(str::parse).transpose().map_err(|_| Problem::NotFound)?;
    let rows = queries::list(tx, filter, after, page.limit()).await?;
    Ok(Page::cut(rows, page.limit(), |row| row.id.to_string()))
}

/// For whoever may see the order.
pub async fn of_order_in(tx: &mut Tx, actor: &Actor, order: OrderId) -> Result<Vec<DisputeLine>> {
    actor.signed_in()?;
    let (buyer, seller) = queries::parties_of(tx, order).await?.ok_or(Problem::NotFound)?;
    model::orders::party_of(actor, buyer, seller).ok_or(Problem::NotFound)?;
    queries::of_order(tx, order).await
}

pub async fn dispute_in(tx: &mut Tx, actor: &Actor, dispute: DisputeId) -> Result<DisputeView> {
    actor.signed_in()?;
    let row = queries::whole(tx, dispute).await?.ok_or(Problem::NotFound)?;
    let viewer = party_of(actor, row.buyer, row.seller_id).ok_or(Problem::NotFound)?;
    let slices = queries::slices(tx, dispute, row.order, row.currency).await?;
    let mut all = Vec::new();
    let parts = queries::all_parts(tx, dispute).await?;
    for line in queries::all_terms(tx, dispute).await? {
        let of_this = parts.iter().filter(|part| part.terms == line.id).map(|part| Part {
            milestone: part.milestone,
            to_client: Money::new(part.to_client, row.currency),
            to_seller: Money::new(part.to_seller, row.currency),
        });
        let terms = Terms { resolution: line.resolution, parts: of_this.collect() };
        all.push((line, terms));
    }
    let offers = offers(&row, &all)?;
    let decision = decision(&row, viewer, &all)?;
    let outcome = row.outcome.and_then(|id| find(&all, id));
    let timeline = view_timeline_in(tx, row.order, row.currency, viewer).await?;
    let until = row.ended_at;
    let facts = StepFacts {
        status: row.status,
        viewer,
        opened_by: row.opened_by,
        answered: row.answered_at.is_some(),
        answer_due_at: row.answer_due_at,
        final_at: row.final_at,
        accepted: match viewer {
            Party::Client => row.client_accepted_at.is_some(),
            Party::Seller => row.seller_accepted_at.is_some(),
            _ => false,
        },
        offer_waits: matches!(viewer, Party::Client | Party::Seller)
            && offers.iter().any(|offer| offer.status == OfferStatus::Open && offer.by != viewer),
        in_review: decision.as_ref().is_some_and(|decision| decision.status == DecisionStatus::InReview),
        appealed: row.appealed_by.is_some(),
    };
    Ok(DisputeView {
        viewer,
        wanted: all.iter().find(|(line, _)| line.kind == "wish").map(|(_, terms)| terms.clone()),
        unanswered: row.missed_at.is_some() && row.answered_at.is_none(),
        // frozen: nothing has moved since it was opened
        held: Money::new(row.amount, row.currency),
        outcome_sums: outcome.as_ref().map(|terms| terms.sums(row.commission, row.currency)).transpose()?,
        outcome,
        messages: queries::messages(tx, dispute, viewer).await?,
        evidence: queries::evidence(tx, dispute).await?,
        timeline: timeline
            .into_iter()
            .filter(|entry| entry.at >= row.created_at && until.is_none_or(|end| entry.at <= end))
            .collect(),
        may: facts.may(),
        next: facts.next(),
        offers,
        decision,
        slices,
        id: row.id,
        number: row.number,
        order: row.order,
        order_number: row.order_number,
        title: row.title,
        status: row.status,
        kind: row.kind,
        opened_by: row.opened_by,
        client: row.client,
        seller: row.seller,
        statement: row.statement,
        created_at: row.created_at,
        answer_due_at: row.answer_due_at,
        answer: row.answer,
        answered_at: row.answered_at,
        commission: row.commission,
        accepted_by_client: row.client_accepted_at,
        accepted_by_seller: row.seller_accepted_at,
        final_at: row.final_at,
        appealed_by: row.appealed_by,
        ended_at: row.ended_at,
    })
}

fn find(all: &[(TermsLine, Terms)], id: Uuid) -> Option<Terms> {
    all.iter().find(|(line, _)| line.id == id).map(|(_, terms)| terms.clone())
}

fn offers(row: &Whole, all: &[(TermsLine, Terms)]) -> Result<Vec<OfferView>> {
    let mut offers = Vec::new();
    for (line, terms) in all {
        let Some((id, status)) = line.offer() else { continue };
        offers.push(OfferView {
            id,
            by: line.party,
            by_name: line.by_name.clone(),
            terms: terms.clone(),
            sums: terms.sums(row.commission, row.currency)?,
            words: line.words.clone(),
            status,
            created_at: line.created_at,
            decided_at: line.decided_at,
        });
    }
    Ok(offers)
}

/// The newest: mediators see drafts too, the parties only what was approved, and not who wrote it.
fn decision(row: &Whole, viewer: Party, all: &[(TermsLine, Terms)]) -> Result<Option<DecisionView>> {
    let staff = viewer == Party::Staff;
    for (line, terms) in all {
        let Some((id, status)) = line.decision() else { continue };
        let shown = match status {
            DecisionStatus::InReview => staff && row.ended_at.is_none(),
            DecisionStatus::Made => true,
            DecisionStatus::Rejected => staff && row.ended_at.is_none(),
            // of those that gave way only the one that was appealed is told of, while the appeal is open
            DecisionStatus::Replaced => false,
        };
        if !shown && row.outcome != Some(id.0) {
            continue;
        }
        return Ok(Some(DecisionView {
            terms: terms.clone(),
            sums: terms.sums(row.commission, row.currency)?,
            reasons: line.words.clone(),
            status,
            drafted_by: staff.then(|| line.by_name.clone()),
            round: line.round,
            approvals_needed: line.approvals.unsigned_abs(),
            created_at: line.created_at,
            decided_at: line.decided_at,
        }));
    }
    Ok(None)
}
