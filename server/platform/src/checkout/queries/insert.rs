//! SQL that places a checkout. (In `queries/` beside the rest of the domain's SQL.)

use crate::{Result, Tx, checkout::order::Piece, clock::new_id};
use model::{
    DeliverableId, MilestoneId, Money, OrderGroupId, OrderId, OrderItemId, ProductId, SellerId, UserId,
    catalogue::PlannedMilestone, deliveries::Criterion, intake::Answers, orders::BoughtAddon,
};
use serde_json::{Value, json};
use sqlx::types::Json;
use uuid::Uuid;

pub async fn insert_group(
    tx: &mut Tx,
    id: OrderGroupId,
    number: &str,
    buyer: UserId,
    total: Money,
    key: &str,
) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "INSERT INTO order_groups (project_id, id, number, buyer_id, currency, total, idempotency_key, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        project,
        id.0,
        number,
        buyer.0,
        total.currency.code(),
        total.minor,
        key,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "one row, all of its columns")]
pub async fn insert_order(
    tx: &mut Tx,
    id: OrderId,
    number: &str,
    group: OrderGroupId,
    buyer: UserId,
    seller: SellerId,
    title: &str,
    total: Money,
    note: &str,
) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "INSERT INTO orders (project_id, id, number, group_id, buyer_id, seller_id, title, currency, total, buyer_note, placed_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)",
        project,
        id.0,
        number,
        group.0,
        buyer.0,
        seller.0,
        title,
        total.currency.code(),
        total.minor,
        note,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub struct NewItem<'a> {
    pub id: OrderItemId,
    pub order: OrderId,
    pub position: i32,
    pub piece: &'a Piece<'a>,
    pub answers: &'a Answers,
    /// Every required question is answered.
    pub answered: bool,
}

pub async fn insert_item(tx: &mut Tx, new: &NewItem<'_>) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    let item = new.piece.item;
    // id beside the name and price, so that the same can be ordered again
    let addons: Vec<Value> = item
        .addons
        .iter()
        .map(|addon| {
            let bought = BoughtAddon { name: addon.name.clone(), price: addon.price.minor };
            json!({"id": addon.id, "name": bought.name, "price": bought.price})
        })
        .collect();
    sqlx::query!(
        "INSERT INTO order_items (project_id, id, order_id, product_id, package_id, position, name, type, quantity, price, addons, intake,
            answers, answered_at, delivery_days, revisions, auto_accept_days, milestone_plan, checklist, agreed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
        project,
        new.id.0,
        new.order.0,
        item.product.0,
        item.package.as_ref().map(|package| package.id.0),
        new.position,
        new.piece.name,
        item.kind.as_str(),
        item.quantity,
        item.price.minor,
        Value::Array(addons),
        Json(&item.intake) as _,
        Json(new.answers) as _,
        new.answered.then_some(now),
        item.delivery_days,
        item.revisions,
        item.auto_accept_days,
        Json(&item.milestone_plan) as _,
        Json(&item.checklist) as _,
        new.piece.agreed
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub struct NewMilestone<'a> {
    pub deliverable: DeliverableId,
    pub order: OrderId,
    pub item: OrderItemId,
    pub seller: SellerId,
    pub buyer: UserId,
    pub position: i32,
    pub plan: &'a PlannedMilestone,
    pub amount: Money,
    pub single: bool,
    pub product: ProductId,
}

/// The milestone and its deliverable: each has exactly one.
pub async fn insert_milestone(tx: &mut Tx, new: &NewMilestone<'_>) -> Result<()> {
    let (project, now, id) = (tx.project.0, tx.now, new_id::<MilestoneId>());
    let kind = if new.single { "single" } else { "milestone" };
    sqlx::query!(
        "INSERT INTO deliverables (project_id, id, order_id, order_item_id, gig_id, seller_id, buyer_id, title, description, delivery_type, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)",
        project,
        new.deliverable.0,
        new.order.0,
        new.item.0,
        new.product.0,
        new.seller.0,
        new.buyer.0,
        new.plan.title,
        new.plan.description,
        kind,
        now
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "INSERT INTO delivery_milestones (project_id, id, order_id, deliverable_id, position, title, description, amount, days, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)",
        project,
        id.0,
        new.order.0,
        new.deliverable.0,
        new.position,
        new.plan.title,
        new.plan.description,
        new.amount.minor,
        new.plan.days,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn insert_checklist(tx: &mut Tx, deliverable: DeliverableId, points: &[String]) -> Result<()> {
    let (project, now, id) = (tx.project.0, tx.now, new_id::<Uuid>());
    let criteria: Vec<Criterion> = points.iter().map(|text| Criterion { text: text.clone(), passed: false }).collect();
    sqlx::query!(
        "INSERT INTO quality_checklists (project_id, id, deliverable_id, criteria, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)",
        project,
        id,
        deliverable.0,
        Json(criteria) as _,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
