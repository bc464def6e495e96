//! Offers that nobody answered in time.

use super::{core, queries};
use crate::{Platform, Result, batch, notifications, orders::BATCH};
use model::{
    notifications::NoticeKind,
    offers::{OfferEvent, OfferStatus},
};

impl Platform {
    /// Ends offers past their time, and tells both sides. Returns how many.
    pub async fn expire_offers_due(&self) -> Result<i64> {
        // a timer serves all projects
        let mut operator = self.db.operator().await?;
        let due = queries::due(&mut operator, self.db.now(), BATCH).await?;
        operator.commit().await?;
        let mut done = 0;
        for row in due {
            done += batch::one("expire_offers_due", self.expire_offer(row)).await?;
        }
        Ok(done)
    }

    async fn expire_offer(&self, row: queries::DueOffer) -> Result<bool> {
        let mut tx = self.db.begin_system(row.project).await?;
        let Some(offer) = queries::lock_offer(&mut tx, row.offer).await? else { return Ok(false) };
        // somebody may have answered since
        if !offer.status.is_open() || offer.expires_at > tx.now {
            return Ok(false);
        }
        queries::decide(&mut tx, offer.id, OfferStatus::Expired, "").await?;
        core::announce_in(&mut tx, &offer, OfferEvent::Expire).await?;
        let (kind, notice, link) = (NoticeKind::OfferExpired, offer.notice(), offer.link());
        notifications::notify_in(&mut tx, offer.buyer, kind, notice.clone(), &link).await?;
        notifications::notify_team_in(&mut tx, offer.seller, kind, &notice, &link).await?;
        tx.commit().await?;
        Ok(true)
    }
}
