//! The project's rules for what is reviewed today.

use super::queries::rules as queries;
use crate::{Result, Tx, outbox};
use model::{
    Problem,
    reviews::{ReviewRule, ReviewSubject, RuleSetting, check_rule},
};
use serde_json::json;

/// What can be reviewed today; the other subjects come with their own parts of the house.
const TODAY: [ReviewSubject; 3] =
    [ReviewSubject::Product, ReviewSubject::SellerVerification, ReviewSubject::DisputeDecision];

/// The project's rule for a subject, or the default.
pub(crate) async fn rule_in(tx: &mut Tx, subject: ReviewSubject) -> Result<ReviewRule> {
    Ok(queries::rule(tx, subject).await?.unwrap_or_else(|| subject.default_rule()))
}

pub async fn list_in(tx: &mut Tx) -> Result<Vec<RuleSetting>> {
    let own = queries::rules(tx).await?;
    let setting = |subject: ReviewSubject| match own.iter().find(|(one, _)| *one == subject) {
        Some((_, rule)) => RuleSetting { subject, rule: rule.clone(), is_default: false },
        None => RuleSetting { subject, rule: subject.default_rule(), is_default: true },
    };
    Ok(TODAY.into_iter().map(setting).collect())
}

pub async fn set_in(tx: &mut Tx, subject: ReviewSubject, rule: &ReviewRule) -> Result<()> {
    if !TODAY.contains(&subject) {
        return Err(Problem::NotFound.into());
    }
    check_rule(rule)?;
    let by = tx.user.ok_or(Problem::SignInNeeded)?;
    let before = rule_in(tx, subject).await?;
    if before == *rule {
        return Ok(());
    }
    queries::set_rule(tx, subject, rule, by).await?;
    let data = json!({ "subject": subject, "before": before, "after": rule });
    outbox::record_in(tx, "set_review_rule", "review_rule", None, data).await
}
