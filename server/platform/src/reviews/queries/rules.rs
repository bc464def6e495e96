//! SQL of the project's rules.

use crate::{Result, Tx};
use model::{
    UserId,
    reviews::{ReviewRule, ReviewSubject},
};
use sqlx::types::Json;

/// The project's own rule for a subject.
pub async fn rule(tx: &mut Tx, subject: ReviewSubject) -> Result<Option<ReviewRule>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT rule as "rule: Json<ReviewRule>" FROM review_rules WHERE project_id = $1 AND subject = $2"#,
        project,
        subject.as_str()
    )
    .fetch_optional(tx.conn())
    .await?
    .map(|rule| rule.0))
}

pub async fn rules(tx: &mut Tx) -> Result<Vec<(ReviewSubject, ReviewRule)>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT subject as "subject: ReviewSubject", rule as "rule: Json<ReviewRule>" FROM review_rules WHERE project_id = $1"#,
        project
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.subject, row.rule.0)).collect())
}

pub async fn set_rule(tx: &mut Tx, subject: ReviewSubject, rule: &ReviewRule, by: UserId) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "INSERT INTO review_rules (project_id, subject, rule, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (project_id, subject) DO UPDATE SET rule = excluded.rule, changed_by = excluded.changed_by, changed_at = excluded.changed_at",
        project,
        subject.as_str(),
        Json(rule) as _,
        by.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
