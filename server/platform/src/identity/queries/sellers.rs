//! SQL of sellers, inside the project.

use crate::{Result, Tx};
use model::{
    Bps, Lang, Moment, ReviewTaskId, SellerId, UserId,
    identity::{BusinessType, SellerApplication, SellerFilter, SellerStatus, SellerView},
};

struct Row {
    id: SellerId,
    slug: String,
    business_name: String,
    business_type: BusinessType,
    country: String,
    bio: String,
    status: SellerStatus,
    status_reason: String,
    commission_bps: Option<i32>,
    owner: UserId,
    owner_name: String,
    owner_email: String,
    review: Option<ReviewTaskId>,
    created_at: Moment,
}

impl From<Row> for SellerView {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            slug: row.slug,
            business_name: row.business_name,
            business_type: row.business_type,
            country: row.country,
            bio: row.bio,
            status: row.status,
            status_reason: row.status_reason,
            commission: row.commission_bps.map(Bps),
            owner: row.owner,
            owner_name: row.owner_name,
            owner_email: row.owner_email,
            review: row.review,
            created_at: row.created_at,
        }
    }
}

/// One application per person at a time.
pub async fn lock_application(tx: &mut Tx, user: UserId) -> Result<()> {
    sqlx::query!(
        r#"SELECT pg_advisory_xact_lock(hashtextextended('seller ' || $1::text, 7)) AS "locked!: ()""#,
        user.to_string()
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(())
}

/// The one the person runs or has applied as.
pub async fn seller_of(tx: &mut Tx, user: UserId) -> Result<Option<SellerId>> {
    let project = tx.project.0;
    let id = sqlx::query_scalar!(
        r#"SELECT id AS "id: SellerId" FROM sellers WHERE project_id = $1 AND user_id = $2 ORDER BY (status = 'open') DESC, created_at LIMIT 1"#,
        project,
        user.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(id)
}

pub async fn slug_taken(tx: &mut Tx, slug: &str) -> Result<bool> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM sellers WHERE project_id = $1 AND slug = $2) AS "taken!""#,
        project,
        slug
    )
    .fetch_one(tx.conn())
    .await?)
}

pub async fn insert_seller(
    tx: &mut Tx,
    id: SellerId,
    user: UserId,
    slug: &str,
    from: &SellerApplication,
) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "INSERT INTO sellers (project_id, id, user_id, slug, business_name, business_type, country, bio, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
        project,
        id.0,
        user.0,
        slug,
        from.business_name,
        from.business_type.as_str(),
        from.country,
        from.bio,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn load_seller(tx: &mut Tx, id: SellerId) -> Result<Option<SellerView>> {
    let project = tx.project.0;
    let row = sqlx::query_as!(
        Row,
        r#"SELECT s.id AS "id: SellerId", s.slug, s.business_name, s.business_type AS "business_type: BusinessType", s.country, s.bio,
            s.status AS "status: SellerStatus", s.status_reason, s.commission_bps, s.user_id AS "owner: UserId", u.name AS owner_name,
            u.email AS owner_email, s.created_at,
            (SELECT r.id FROM review_tasks r WHERE r.project_id = s.project_id AND r.subject = 'seller_verification' AND r.subject_id = s.id
                ORDER BY r.opened_at DESC, r.id DESC LIMIT 1) AS "review: ReviewTaskId"
        FROM sellers s JOIN users u ON u.id = s.user_id WHERE s.project_id = $1 AND s.id = $2"#,
        project,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(SellerView::from))
}

/// The same, held until the transaction ends: two decisions follow each other.
pub async fn lock_seller(tx: &mut Tx, id: SellerId) -> Result<Option<SellerView>> {
    let project = tx.project.0;
    sqlx::query!("SELECT id FROM sellers WHERE project_id = $1 AND id = $2 FOR UPDATE", project, id.0)
        .fetch_optional(tx.conn())
        .await?;
    load_seller(tx, id).await
}

/// Newest first.
pub async fn list_sellers(
    tx: &mut Tx,
    filter: &SellerFilter,
    after: Option<SellerId>,
    limit: i64,
) -> Result<Vec<SellerView>> {
    let project = tx.project.0;
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT s.id AS "id: SellerId", s.slug, s.business_name, s.business_type AS "business_type: BusinessType", s.country, s.bio,
            s.status AS "status: SellerStatus", s.status_reason, s.commission_bps, s.user_id AS "owner: UserId", u.name AS owner_name,
            u.email AS owner_email, s.created_at,
            (SELECT r.id FROM review_tasks r WHERE r.project_id = s.project_id AND r.subject = 'seller_verification' AND r.subject_id = s.id
                ORDER BY r.opened_at DESC, r.id DESC LIMIT 1) AS "review: ReviewTaskId"
        FROM sellers s JOIN users u ON u.id = s.user_id
        WHERE s.project_id = $1 AND ($2::text IS NULL OR s.status = $2)
            AND ($3 = '' OR plain(s.business_name || ' ' || u.name || ' ' || u.email) LIKE '%' || plain($3) || '%')
            AND ($4::uuid IS NULL OR s.id < $4)
        ORDER BY s.id DESC LIMIT $5"#,
        project,
        filter.status.map(SellerStatus::as_str),
        filter.search.trim(),
        after.map(|id| id.0),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(SellerView::from).collect())
}

pub async fn save_seller(tx: &mut Tx, id: SellerId, to: &SellerApplication) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE sellers SET business_name = $3, business_type = $4, country = $5, bio = $6, updated_at = $7 WHERE project_id = $1 AND id = $2",
        project,
        id.0,
        to.business_name,
        to.business_type.as_str(),
        to.country,
        to.bio,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_status(tx: &mut Tx, id: SellerId, status: SellerStatus, reason: &str) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE sellers SET status = $3, status_reason = $4, updated_at = $5 WHERE project_id = $1 AND id = $2",
        project,
        id.0,
        status.as_str(),
        reason,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_commission(tx: &mut Tx, id: SellerId, commission: Option<Bps>) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "UPDATE sellers SET commission_bps = $3, updated_at = $4 WHERE project_id = $1 AND id = $2",
        project,
        id.0,
        commission.map(|bps| bps.0),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The owner works for the seller and has the role.
pub async fn add_to_team(tx: &mut Tx, id: SellerId, owner: UserId) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "INSERT INTO seller_members (project_id, seller_id, user_id, permissions, created_at)
         VALUES ($1, $2, $3, '{manage_products,process_orders,view_analytics,manage_customers,configure_integration}', $4) ON CONFLICT DO NOTHING",
        project,
        id.0,
        owner.0,
        now
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "UPDATE project_members SET roles = roles || '{seller}'::text[] WHERE project_id = $1 AND user_id = $2 AND NOT 'seller' = ANY (roles)",
        project,
        owner.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn lang_of(tx: &mut Tx, user: UserId) -> Result<Lang> {
    Ok(sqlx::query_scalar!(r#"SELECT lang AS "lang: Lang" FROM users WHERE id = $1"#, user.0)
        .fetch_one(tx.conn())
        .await?)
}

/// Whether staff let this seller in once: since then its owner is on its team.
pub async fn was_let_in(tx: &mut Tx, id: SellerId) -> Result<bool> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM seller_members m JOIN sellers s ON s.project_id = m.project_id AND s.id = m.seller_id AND s.user_id = m.user_id
            WHERE m.project_id = $1 AND m.seller_id = $2) AS "there!""#,
        project,
        id.0
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Whether another seller who is not gone has this name.
pub async fn same_name(tx: &mut Tx, id: SellerId, name: &str) -> Result<bool> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM sellers WHERE project_id = $1 AND id <> $2 AND status <> 'terminated'
            AND plain(business_name) = plain($3)) AS "there!""#,
        project,
        id.0,
        name
    )
    .fetch_one(tx.conn())
    .await?)
}
