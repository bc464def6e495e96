//! SQL of the order page: the order, its items, feedback and timeline.

use crate::{Result, Tx};
use model::{
    Bps, CartItemId, Currency, Moment, Money, OrderGroupId, OrderId, OrderItemId, Party, ProductId, SellerId, UserId,
    deliveries::RevisionAllowance,
    intake::{Answers, IntakeField},
    orders::{BoughtAddon, FeedbackView, ItemView, OrderStatus, TimelineEntry},
};
use sqlx::types::Json;
use uuid::Uuid;

pub struct Order {
    pub id: OrderId,
    pub group: OrderGroupId,
    pub number: String,
    pub title: String,
    pub status: OrderStatus,
    pub buyer: UserId,
    pub buyer_name: String,
    pub seller: SellerId,
    pub seller_name: String,
    pub seller_slug: String,
    pub currency: Currency,
    pub total: i64,
    pub released: i64,
    pub fee: i64,
    pub refunded: i64,
    pub commission: Option<Bps>,
    pub snapshot_hash: Option<String>,
    pub buyer_note: String,
    pub seller_note: String,
    pub placed_at: Moment,
    pub paid_at: Option<Moment>,
    pub started_at: Option<Moment>,
    pub due_at: Option<Moment>,
    pub completed_at: Option<Moment>,
}

pub async fn order(tx: &mut Tx, order: OrderId) -> Result<Option<Order>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Order,
        r#"SELECT o.id as "id: OrderId", o.group_id as "group: OrderGroupId", o.number, o.title, o.status as "status: OrderStatus",
            o.buyer_id as "buyer: UserId", u.name AS buyer_name, o.seller_id as "seller: SellerId", s.business_name AS seller_name,
            s.slug AS seller_slug, o.currency as "currency: Currency", o.total, o.released, o.fee, o.refunded,
            o.commission_bps as "commission: Bps", encode(o.snapshot_hash, 'hex') AS snapshot_hash, o.buyer_note, o.seller_note,
            o.placed_at, o.paid_at, o.started_at, o.due_at, o.completed_at
           FROM orders o
           JOIN users u ON u.id = o.buyer_id
           JOIN sellers s ON s.project_id = o.project_id AND s.id = o.seller_id
           WHERE o.project_id = $1 AND o.id = $2"#,
        project,
        order.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn items(tx: &mut Tx, order: OrderId, currency: Currency) -> Result<Vec<ItemView>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT i.id as "id: OrderItemId", i.product_id as "product: ProductId", p.slug, i.name, i.quantity, i.price,
            i.addons as "addons: Json<Vec<BoughtAddon>>", i.intake as "intake: Json<Vec<IntakeField>>", i.answers as "answers: Json<Answers>",
            i.answered_at, i.delivery_days, i.revisions, i.auto_accept_days, i.agreed,
            (SELECT count(*)::int FROM revision_requests r JOIN deliverables d ON d.project_id = r.project_id AND d.id = r.deliverable_id
                WHERE d.project_id = i.project_id AND d.order_item_id = i.id) AS "used!"
           FROM order_items i JOIN products p ON p.project_id = i.project_id AND p.id = i.product_id
           WHERE i.project_id = $1 AND i.order_id = $2 ORDER BY i.position"#,
        project,
        order.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ItemView {
            id: row.id,
            product: row.product,
            product_slug: row.slug,
            name: row.name,
            quantity: row.quantity,
            price: Money::new(row.price, currency),
            addons: row.addons.0,
            intake: row.intake.0,
            answers: row.answers.0,
            answered_at: row.answered_at,
            delivery_days: row.delivery_days,
            revisions: RevisionAllowance { allowed: row.revisions, used: row.used },
            auto_accept_days: row.auto_accept_days,
            // an empty object: bought as it stands in the catalogue
            agreed: serde_json::from_value(row.agreed).ok(),
        })
        .collect())
}

pub async fn feedback(tx: &mut Tx, order: OrderId) -> Result<Vec<FeedbackView>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        FeedbackView,
        r#"SELECT i.name AS item_name,
            max(f.rating) FILTER (WHERE f.feedback_type = 'quality') AS "quality!",
            max(f.rating) FILTER (WHERE f.feedback_type = 'communication') AS "communication!",
            max(f.rating) FILTER (WHERE f.feedback_type = 'timeliness') AS "timeliness!",
            max(f.comment) AS "comment!", max(f.seller_reply) AS "seller_reply!", min(f.created_at) AS "created_at!"
           FROM delivery_feedback f
           JOIN deliverables d ON d.project_id = f.project_id AND d.id = f.deliverable_id
           JOIN order_items i ON i.project_id = d.project_id AND i.id = d.order_item_id
           WHERE f.project_id = $1 AND f.order_id = $2
           GROUP BY i.id, i.name, i.position ORDER BY i.position"#,
        project,
        order.0
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Oldest first. A saved note is its author's own business and is not here.
pub async fn timeline(tx: &mut Tx, order: OrderId, currency: Currency, viewer: Party) -> Result<Vec<TimelineEntry>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT e.at, u.name as "who?", e.party as "party: Party", e.event, e.from_status, e.to_status, e.reason,
            e.data ->> 'milestone' AS milestone, (e.data ->> 'amount')::bigint AS amount
           FROM order_events e LEFT JOIN users u ON u.id = e.actor_id
           WHERE e.project_id = $1 AND e.order_id = $2 AND (e.event <> 'check_quality' OR $3 <> 'client')
           ORDER BY e.id"#,
        project,
        order.0,
        viewer.as_str()
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| TimelineEntry {
            at: row.at,
            who: row.who,
            party: row.party,
            event: row.event,
            from: row.from_status,
            to: row.to_status,
            reason: row.reason,
            milestone: row.milestone,
            amount: row.amount.map(|minor| Money::new(minor, currency)),
        })
        .collect())
}

/// What an item asks, and what was answered.
pub struct Asked {
    pub intake: Vec<IntakeField>,
    pub answers: Answers,
    pub answered_at: Option<Moment>,
}

pub async fn intake_of(tx: &mut Tx, item: OrderItemId) -> Result<Asked> {
    let project = tx.project.0;
    let row = sqlx::query!(
        r#"SELECT intake as "intake: Json<Vec<IntakeField>>", answers as "answers: Json<Answers>", answered_at
           FROM order_items WHERE project_id = $1 AND id = $2"#,
        project,
        item.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(Asked { intake: row.intake.0, answers: row.answers.0, answered_at: row.answered_at })
}

pub async fn set_answers(tx: &mut Tx, item: OrderItemId, answers: &Answers) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE order_items SET answers = $3, answered_at = $4 WHERE project_id = $1 AND id = $2",
        project,
        item.0,
        Json(answers) as _,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Items whose questions are open.
pub async fn open_questions(tx: &mut Tx, order: OrderId) -> Result<i64> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM order_items WHERE project_id = $1 AND order_id = $2 AND answered_at IS NULL"#,
        project,
        order.0
    )
    .fetch_one(tx.conn())
    .await?)
}

pub struct Offered {
    pub product: Uuid,
    pub package: Option<Uuid>,
    pub addons: Vec<Uuid>,
    pub quantity: i64,
}

impl Offered {
    /// The same choice lies in the cart.
    pub fn is_like(&self, line: &crate::cart::Line) -> bool {
        let mut addons = self.addons.clone();
        addons.sort_unstable();
        let mut there: Vec<Uuid> = line.addons.iter().map(|addon| addon.0).collect();
        there.sort_unstable();
        self.product == line.product.0 && self.package == line.package.map(|package| package.0) && addons == there
    }
}

/// What of an order can be bought again: published products with the package that was bought, and add-ons that still
/// exist. Another package at another price is not the same again, and a custom offer was made once.
pub async fn still_offered(tx: &mut Tx, order: OrderId) -> Result<Vec<Offered>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        Offered,
        r#"SELECT p.id AS product, k.id AS "package?", i.quantity,
            ARRAY(SELECT a.id FROM product_addons a WHERE a.project_id = i.project_id AND a.product_id = p.id
                AND i.addons @> jsonb_build_array(jsonb_build_object('id', a.id))) AS "addons!: Vec<Uuid>"
           FROM order_items i
           JOIN products p ON p.project_id = i.project_id AND p.id = i.product_id AND p.status = 'published'
           LEFT JOIN product_packages k ON k.project_id = i.project_id AND k.product_id = p.id AND k.id = i.package_id
           WHERE i.project_id = $1 AND i.order_id = $2 AND (i.package_id IS NULL OR k.id IS NOT NULL) AND i.agreed = '{}' ORDER BY i.position"#,
        project,
        order.0
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn add_to_cart(tx: &mut Tx, id: CartItemId, buyer: UserId, item: &Offered) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "INSERT INTO cart_items (project_id, id, user_id, product_id, package_id, addon_ids, quantity, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        project,
        id.0,
        buyer.0,
        item.product,
        item.package,
        &item.addons,
        item.quantity,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
