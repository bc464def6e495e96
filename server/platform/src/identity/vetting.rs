//! An application under review, and what its review does to it. The door between the sellers and the reviews.

use super::{letters, queries::sellers as queries, sellers::told_in};
use crate::{
    Result, Settings, Tx, notifications,
    reviews::{self, OpenReview},
};
use model::{
    Problem, SellerId, UserId,
    actor::SignedIn,
    identity::{SellerApplication, SellerStatus, SellerView},
    notifications::{NoticeKind, NoticeParams},
    problem::Text,
    reviews::{Check, FieldChange, ReviewSubject},
    text,
};
use serde_json::json;

const SUBJECT: ReviewSubject = ReviewSubject::SellerVerification;

/// The seller by itself: before its review is locked.
pub(crate) async fn lock_seller_in(tx: &mut Tx, id: SellerId) -> Result<()> {
    queries::lock_seller(tx, id).await?.map(|_| ()).ok_or_else(|| Problem::NotFound.into())
}

/// Opens the review of an application.
pub(super) async fn hand_in(
    tx: &mut Tx,
    applicant: &SignedIn,
    id: SellerId,
    application: &SellerApplication,
) -> Result<()> {
    let open = OpenReview {
        subject: SUBJECT,
        subject_id: id.0,
        version: 1,
        title: application.business_name.clone(),
        author: applicant.id,
        parties: vec![applicant.id],
        changes: changes(None, application),
        checks: checks_in(tx, id, applicant.email_verified, application).await?,
        rule: reviews::rule_in(tx, SUBJECT).await?,
    };
    reviews::open_in(tx, open).await?;
    Ok(())
}

/// The application was changed: while it is under review, who looked at it looks again; after it was turned down, it comes
/// to review once more. A seller who was let in once is not reviewed again.
pub(super) async fn changed_in(
    tx: &mut Tx,
    by: &SignedIn,
    before: &SellerView,
    application: &SellerApplication,
) -> Result<()> {
    match before.status {
        SellerStatus::PendingApproval => {
            let Some(version) = reviews::version_in(tx, SUBJECT, before.id.0).await? else { return Ok(()) };
            let checks = checks_in(tx, before.id, by.email_verified, application).await?;
            let now = changes(None, application);
            reviews::subject_changed_in(tx, SUBJECT, before.id.0, version + 1, now, checks).await
        }
        SellerStatus::Suspended if !queries::was_let_in(tx, before.id).await? => {
            queries::set_status(tx, before.id, SellerStatus::PendingApproval, "").await?;
            let open = OpenReview {
                subject: SUBJECT,
                subject_id: before.id.0,
                version: 1,
                title: application.business_name.clone(),
                author: before.owner,
                parties: vec![before.owner],
                changes: changes(Some(before), application),
                checks: checks_in(tx, before.id, by.email_verified, application).await?,
                rule: reviews::rule_in(tx, SUBJECT).await?,
            };
            reviews::open_in(tx, open).await?;
            Ok(())
        }
        _ => Ok(()),
    }
}

fn changes(before: Option<&SellerView>, after: &SellerApplication) -> Vec<FieldChange> {
    let was = |read: fn(&SellerView) -> &str| before.map(|seller| read(seller).to_owned()).unwrap_or_default();
    let field = |field: &str, label: Text, before: String, after: &str| FieldChange {
        field: field.to_owned(),
        label,
        before,
        after: after.to_owned(),
    };
    vec![
        field(
            "business_name",
            text!("Name of the business", "Name des Geschäfts"),
            was(|seller| &seller.business_name),
            &after.business_name,
        ),
        field(
            "business_type",
            text!("Type", "Art"),
            was(|seller| seller.business_type.as_str()),
            after.business_type.as_str(),
        ),
        field("country", text!("Country", "Land"), was(|seller| &seller.country), &after.country),
        field("bio", text!("What they do", "Was sie tun"), was(|seller| &seller.bio), &after.bio),
    ]
    .into_iter()
    .filter(|change| change.before != change.after)
    .collect()
}

async fn checks_in(
    tx: &mut Tx,
    id: SellerId,
    email_verified: bool,
    application: &SellerApplication,
) -> Result<Vec<Check>> {
    let alike = queries::same_name(tx, id, &application.business_name).await?;
    let nothing = || text!("", "");
    Ok(vec![
        Check::new(
            text!("The e-mail address is confirmed", "Die E-Mail-Adresse ist bestätigt"),
            email_verified,
            nothing(),
        ),
        Check::new(
            text!("No other seller has this name", "Kein anderer Anbieter heißt so"),
            !alike,
            if alike {
                text!("Clients could mistake one for the other.", "Kunden könnten sie verwechseln.")
            } else {
                nothing()
            },
        )
        .advice(),
        Check::new(
            text!("They say what they do", "Sie sagen, was sie tun"),
            application.bio.chars().count() >= 20,
            nothing(),
        )
        .advice(),
    ])
}

/// Its review was merged.
pub(crate) async fn let_in_by_review_in(tx: &mut Tx, settings: &Settings, id: SellerId) -> Result<()> {
    let view = queries::lock_seller(tx, id).await?.ok_or(Problem::NotFound)?;
    open_in(tx, settings, &view).await
}

/// Its review was rejected.
pub(crate) async fn turned_down_by_review_in(
    tx: &mut Tx,
    settings: &Settings,
    id: SellerId,
    reason: &str,
) -> Result<()> {
    let view = queries::lock_seller(tx, id).await?.ok_or(Problem::NotFound)?;
    stop_in(tx, settings, &view, reason).await
}

/// Sells from now on.
pub(super) async fn open_in(tx: &mut Tx, settings: &Settings, view: &SellerView) -> Result<()> {
    queries::set_status(tx, view.id, SellerStatus::Open, "").await?;
    queries::add_to_team(tx, view.id, view.owner).await?;
    decided_in(tx, settings, view, None).await?;
    let about = NoticeParams::of(view.business_name.clone());
    ring(tx, view.owner, NoticeKind::SellerApproved, about).await?;
    told_in(tx, "approve_seller", view, json!({ "before": view.status })).await
}

/// Turned down, or stopped for now.
pub(super) async fn stop_in(tx: &mut Tx, settings: &Settings, view: &SellerView, reason: &str) -> Result<()> {
    queries::set_status(tx, view.id, SellerStatus::Suspended, reason).await?;
    decided_in(tx, settings, view, Some(reason)).await?;
    let about = NoticeParams::of(view.business_name.clone()).reason(reason);
    ring(tx, view.owner, NoticeKind::SellerSuspended, about).await?;
    told_in(tx, "suspend_seller", view, json!({ "before": view.status })).await
}

async fn decided_in(tx: &mut Tx, settings: &Settings, view: &SellerView, reason: Option<&str>) -> Result<()> {
    let lang = queries::lang_of(tx, view.owner).await?;
    letters::seller_decided_in(tx, settings, lang, &view.owner_email, reason).await
}

async fn ring(tx: &mut Tx, owner: UserId, kind: NoticeKind, about: NoticeParams) -> Result<()> {
    notifications::ring_in(tx, owner, kind, about, "/sell").await
}
