//! SQL of the seller's and the staff's lists.

use crate::{Result, Tx};
use model::{
    Currency, FileId, Moment, Problem, ProductId, ReviewTaskId,
    catalogue::{PricingKind, ProductStatus, ProductType},
    text,
};
use uuid::Uuid;

/// A line of the seller's or the staff's list.
pub struct ListRow {
    pub id: ProductId,
    pub slug: String,
    pub name: String,
    pub kind: ProductType,
    pub status: ProductStatus,
    pub pricing: PricingKind,
    pub price: i64,
    pub currency: Currency,
    pub sales_count: i64,
    pub rating_sum: i64,
    pub rating_count: i64,
    pub cover_file_id: Option<FileId>,
    pub review_note: String,
    pub review: Option<ReviewTaskId>,
    pub updated_at: Moment,
    pub seller: String,
    pub category_en: String,
    pub category_de: String,
}

/// The cursor of a list that is ordered by its last change.
pub fn cursor(at: Moment, id: Uuid) -> String {
    format!("{}_{id}", at.unix_timestamp_nanos() / 1_000)
}

fn read_cursor(text: &str) -> Result<(Moment, Uuid)> {
    let broken = || {
        Problem::invalid("after", text!("Start again at the first page.", "Beginnen Sie wieder auf der ersten Seite."))
    };
    let (micros, id) = text.split_once('_').ok_or_else(broken)?;
    let nanos = micros.parse::<i128>().ok().and_then(|micros| micros.checked_mul(1_000)).ok_or_else(broken)?;
    let at = Moment::from_unix_timestamp_nanos(nanos).map_err(|_| broken())?;
    Ok((at, id.parse().map_err(|_| broken())?))
}

pub async fn list(
    tx: &mut Tx,
    sellers: Option<&[Uuid]>,
    status: Option<ProductStatus>,
    after: Option<&str>,
    limit: u32,
) -> Result<Vec<ListRow>> {
    let project = tx.project.0;
    let after = after.map(read_cursor).transpose()?;
    Ok(sqlx::query_as!(
        ListRow,
        r#"SELECT p.id AS "id: ProductId", p.slug, p.name, p.type AS "kind: ProductType", p.status AS "status: ProductStatus",
            p.pricing AS "pricing: PricingKind", p.price, p.currency AS "currency: Currency", p.sales_count, p.rating_sum, p.rating_count,
            p.cover_file_id AS "cover_file_id: FileId", p.review_note, r.id AS "review?: ReviewTaskId", p.updated_at, s.business_name AS seller, c.name_en AS category_en, c.name_de AS category_de
        FROM products p
        JOIN sellers s ON s.project_id = p.project_id AND s.id = p.seller_id
        JOIN categories c ON c.project_id = p.project_id AND c.id = p.category_id
        LEFT JOIN review_tasks r ON r.project_id = p.project_id AND r.subject = 'product' AND r.subject_id = p.id AND r.closed_at IS NULL
        WHERE p.project_id = $1 AND ($2::uuid[] IS NULL OR p.seller_id = ANY($2)) AND ($3::text IS NULL OR p.status = $3)
            AND ($4::timestamptz IS NULL OR (p.updated_at, p.id) < ($4, $5::uuid))
        ORDER BY p.updated_at DESC, p.id DESC
        LIMIT $6"#,
        project,
        sellers as Option<&[Uuid]>,
        status.map(|status| status.as_str()),
        after.map(|(at, _)| at),
        after.map(|(_, id)| id),
        i64::from(limit) + 1
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn counts(tx: &mut Tx, sellers: Option<&[Uuid]>) -> Result<Vec<(ProductStatus, i64)>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT status AS "status: ProductStatus", count(*) AS "n!" FROM products
        WHERE project_id = $1 AND ($2::uuid[] IS NULL OR seller_id = ANY($2)) GROUP BY status"#,
        project,
        sellers as Option<&[Uuid]>
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.status, row.n)).collect())
}
