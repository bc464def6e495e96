//! Becoming a seller, and the staff's say in it.

use super::{queries::sellers as queries, vetting};
use crate::{Platform, Result, Tx, clock::new_id, outbox, reviews};
use async_trait::async_trait;
use model::{
    Actor, Bps, Page, PageRequest, Permission, Problem, SellerId,
    events::{Subject, Topic},
    identity::{SellerApplication, SellerFilter, SellerStatus, SellerView, Sellers, sellers as rules},
    reviews::ReviewSubject,
    text,
};
use serde_json::json;

#[async_trait]
impl Sellers for Platform {
    async fn apply_as_seller(&self, actor: &Actor, application: SellerApplication) -> Result<SellerId, Problem> {
        let user = actor.signed_in()?;
        let application = rules::check(application)?;
        let mut tx = self.db.begin(actor).await?;
        queries::lock_application(&mut tx, user.id).await?;
        if queries::seller_of(&mut tx, user.id).await?.is_some() {
            return Err(Problem::Conflict(text!(
                "You have applied already, or sell here.",
                "Sie haben sich schon beworben oder verkaufen hier bereits."
            )));
        }
        let id: SellerId = new_id();
        let slug = free_slug_in(&mut tx, &application.business_name, id).await?;
        queries::insert_seller(&mut tx, id, user.id, &slug, &application).await?;
        outbox::record_in(&mut tx, "apply_as_seller", "seller", Some(id.0), json!({})).await?;
        vetting::hand_in(&mut tx, user, id, &application).await?;
        outbox::publish_in(&mut tx, &[Topic::User(user.id), Topic::Staff], Subject::Member, Some(id.0)).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn load_my_seller(&self, actor: &Actor) -> Result<Option<SellerView>, Problem> {
        let user = actor.signed_in()?;
        let mut tx = self.db.begin(actor).await?;
        let id = match user.sellers.first() {
            Some(id) => Some(*id),
            None => queries::seller_of(&mut tx, user.id).await?,
        };
        match id {
            Some(id) => Ok(queries::load_seller(&mut tx, id).await?),
            None => Ok(None),
        }
    }

    async fn save_seller_profile(
        &self,
        actor: &Actor,
        seller: SellerId,
        application: SellerApplication,
    ) -> Result<(), Problem> {
        let user = actor.signed_in()?;
        let mut tx = self.db.begin(actor).await?;
        let view = queries::load_seller(&mut tx, seller)
            .await?
            .filter(|view| view.owner == user.id || actor.sells_for(seller))
            .ok_or(Problem::NotFound)?;
        let application = rules::check(application)?;
        queries::lock_seller(&mut tx, view.id).await?;
        queries::save_seller(&mut tx, view.id, &application).await?;
        vetting::changed_in(&mut tx, user, &view, &application).await?;
        outbox::record_in(&mut tx, "save_seller_profile", "seller", Some(seller.0), json!({})).await?;
        outbox::publish_in(&mut tx, &[Topic::User(view.owner), Topic::Staff], Subject::Member, Some(seller.0)).await?;
        Ok(tx.commit().await?)
    }

    async fn list_sellers(
        &self,
        actor: &Actor,
        filter: SellerFilter,
        page: PageRequest,
    ) -> Result<Page<SellerView>, Problem> {
        actor.require(Permission::SellerManage)?;
        let after =
            page.after.as_deref().map(|id| id.parse::<SellerId>()).transpose().map_err(|_| Problem::NotFound)?;
        let mut tx = self.db.begin(actor).await?;
        let rows = queries::list_sellers(&mut tx, &filter, after, i64::from(page.limit()) + 1).await?;
        Ok(Page::cut(rows, page.limit(), |seller| seller.id.to_string()))
    }

    async fn approve_seller(&self, actor: &Actor, seller: SellerId) -> Result<(), Problem> {
        let by = actor.require(Permission::SellerManage)?;
        let mut tx = self.db.begin(actor).await?;
        let view = queries::lock_seller(&mut tx, seller).await?.ok_or(Problem::NotFound)?;
        if view.owner == by.id && !by.superadmin {
            return Err(Problem::Conflict(text!(
                "Somebody else must approve you as a seller.",
                "Jemand anderes muss Sie als Verkäufer zulassen."
            )));
        }
        match view.status {
            SellerStatus::Open => return Ok(()),
            SellerStatus::Terminated => return Err(ended()),
            SellerStatus::PendingApproval | SellerStatus::Suspended => {}
        }
        if view.status == SellerStatus::PendingApproval {
            // the staff's one button: approval and opening, where the project's rule asks for no more than that
            reviews::approve_in(&mut tx, &self.settings, actor, ReviewSubject::SellerVerification, seller.0).await?;
        } else if queries::was_let_in(&mut tx, seller).await? {
            vetting::open_in(&mut tx, &self.settings, &view).await?;
        } else {
            return Err(Problem::Conflict(text!(
                "This application was turned down. When the applicant changes it, it comes to review again.",
                "Diese Bewerbung wurde abgelehnt. Wenn sie überarbeitet wird, kommt sie erneut zur Prüfung."
            )));
        }
        Ok(tx.commit().await?)
    }

    async fn suspend_seller(&self, actor: &Actor, seller: SellerId, reason: String) -> Result<(), Problem> {
        actor.require(Permission::SellerManage)?;
        let reason = reason.trim();
        if reason.is_empty() || reason.chars().count() > 500 {
            return Err(Problem::invalid(
                "reason",
                text!(
                    "Say why, in up to 500 characters: the seller reads it.",
                    "Sagen Sie in bis zu 500 Zeichen, warum: Der Verkäufer liest es."
                ),
            ));
        }
        let mut tx = self.db.begin(actor).await?;
        let view = queries::lock_seller(&mut tx, seller).await?.ok_or(Problem::NotFound)?;
        if view.status == SellerStatus::Terminated {
            return Err(ended());
        }
        if view.status == SellerStatus::PendingApproval {
            let subject = ReviewSubject::SellerVerification;
            reviews::reject_in(&mut tx, &self.settings, actor, subject, seller.0, reason).await?;
        } else {
            vetting::stop_in(&mut tx, &self.settings, &view, reason).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn set_seller_commission(
        &self,
        actor: &Actor,
        seller: SellerId,
        commission: Option<Bps>,
    ) -> Result<(), Problem> {
        actor.require(Permission::SellerManage)?;
        if commission.is_some_and(|bps| !(0..=10_000).contains(&bps.0)) {
            return Err(Problem::invalid("commission", text!("Between 0 and 100 %.", "Zwischen 0 und 100 %.")));
        }
        let mut tx = self.db.begin(actor).await?;
        let view = queries::lock_seller(&mut tx, seller).await?.ok_or(Problem::NotFound)?;
        queries::set_commission(&mut tx, seller, commission).await?;
        let data = json!({ "before": view.commission.map(|bps| bps.0), "after": commission.map(|bps| bps.0) });
        told_in(&mut tx, "set_seller_commission", &view, data).await?;
        Ok(tx.commit().await?)
    }
}

fn ended() -> Problem {
    Problem::Conflict(text!("This seller has left for good.", "Dieser Verkäufer ist endgültig gegangen."))
}

pub(super) async fn told_in(tx: &mut Tx, action: &str, seller: &SellerView, data: serde_json::Value) -> Result<()> {
    outbox::record_in(tx, action, "seller", Some(seller.id.0), data).await?;
    outbox::publish_in(tx, &[Topic::User(seller.owner), Topic::Staff], Subject::Member, Some(seller.id.0)).await
}

/// The business name as an address; with a piece of the id where it is taken.
async fn free_slug_in(tx: &mut Tx, name: &str, id: SellerId) -> Result<String> {
    let slug = rules::slug_of(name);
    if slug.len() >= 2 && !queries::slug_taken(tx, &slug).await? {
        return Ok(slug);
    }
    let tail = id.0.simple().to_string()[26..].to_owned();
    Ok(format!("{}-{tail}", if slug.is_empty() { "seller" } else { &slug }))
}
